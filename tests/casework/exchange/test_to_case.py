"""A record becomes a case; importing again changes only what is newer."""

from __future__ import annotations

import msgspec
import pytest

from casework.case import Case, Event, FieldChange, PhotoRole, State
from casework.exchange.record import Record
from casework.exchange.to_case import changed, to_case

RECEIVED = 1_790_000_000_000_000


@pytest.fixture
def record(kit):
    return kit.one(kit.record_2026(state="กำลังดำเนินการ", star=None, after_photo=""))


@pytest.fixture
def case(record):
    return to_case(record, authority="LPN", case_id="case-1", received_at=RECEIVED)


def taken(old: Case, record: Record) -> Case:
    """The case after an import that does change it."""
    after = changed(old, record)
    assert after is not None
    return after


def later(record, **changes):
    return msgspec.structs.replace(
        record, last_activity_at=record.last_activity_at + 1_000_000, **changes
    )


def worked_on(case, **fields):
    """The case after somebody here did something to it."""
    changes = {n: FieldChange(old=getattr(case, n), new=v) for n, v in fields.items()}
    event = Event(id="op-1", kind="start", at=case.updated_at + 10, actor="somsri", fields=changes)
    return msgspec.structs.replace(
        case, **fields, updated_at=case.updated_at + 10, history=(*case.history, event)
    )


def test_a_case_holds_what_the_record_says(case, record):
    assert (case.authority, case.id, case.ticket.number) == ("LPN", "case-1", "2026-TEST26")
    assert (case.state, case.label) == (State.IN_PROGRESS, "กำลังดำเนินการ")
    assert case.ticket.description == record.description
    assert (case.ticket.lon, case.ticket.lat) == (99.10001, 18.60002)
    assert case.ticket.home == "LPN"
    assert case.updated_at == record.last_activity_at
    assert case.reopen_count == 1
    (photo,) = case.photos
    assert (photo.role, photo.url) == (PhotoRole.BEFORE, record.photo_before_url)
    assert not photo.verified
    (event,) = case.history
    assert (event.kind, event.at, event.text) == ("import", RECEIVED, "กองช่างรับเรื่องแล้ว")


def test_importing_twice_changes_nothing(case, record):
    assert changed(case, record) is None
    newer = later(record, state=State.DONE, label="เสร็จสิ้น", stage=2, note="เสร็จแล้ว")
    after = taken(case, newer)
    assert changed(after, newer) is None
    assert changed(after, record) is None


def test_a_newer_record_is_taken_over(case, record):
    newer = later(
        record,
        state=State.DONE,
        label="เสร็จสิ้น",
        stage=2,
        star=5,
        finished_at=record.last_activity_at,
        photo_after_url="https://example.org/after.jpg",
        note="ซ่อมแล้ว",
    )
    after = taken(case, newer)
    assert (after.state, after.label, after.star) == (State.DONE, "เสร็จสิ้น", 5)
    assert after.finished_at == newer.finished_at
    assert [p.role for p in after.photos] == [PhotoRole.BEFORE, PhotoRole.AFTER]
    assert after.history[-1].kind == "import"
    assert after.history[-1].text == "ซ่อมแล้ว"
    assert after.history[-1].fields["state"].new == State.DONE
    assert len({event.id for event in after.history}) == 2


def test_an_older_record_is_not(case, record):
    older = msgspec.structs.replace(
        record, last_activity_at=record.last_activity_at - 1, state=State.WAITING, stage=0
    )
    assert changed(case, older) is None


def test_of_the_same_time_the_later_state_wins(case, record):
    finished = msgspec.structs.replace(record, state=State.DONE, label="เสร็จสิ้น", stage=2)
    filed = msgspec.structs.replace(record, state=State.WAITING, label="รอรับเรื่อง", stage=0)
    assert taken(case, finished).state == State.DONE
    assert changed(case, filed) is None
    assert changed(taken(case, finished), record) is None


def test_work_done_here_is_not_undone_by_an_import(case, record):
    mine = worked_on(case, state=State.DONE, label="", types=("ประปา",), officer="somsri")
    assert changed(mine, record) is None
    assert changed(mine, msgspec.structs.replace(record, reopen_count=9)) is None
    same_time = msgspec.structs.replace(record, last_activity_at=mine.updated_at)
    assert changed(mine, same_time) is None


def test_a_newer_record_leaves_what_was_decided_here(case, record):
    mine = worked_on(case, state=State.DONE, types=("ประปา",), officer="somsri", unit="กองช่าง")
    newer = later(record, state=State.WAITING, label="เปิดเรื่องใหม่", stage=0, reopen_count=2)
    after = taken(mine, newer)
    assert (after.state, after.label, after.reopen_count) == (State.WAITING, "เปิดเรื่องใหม่", 2)
    assert (after.types, after.officer, after.unit) == (("ประปา",), "somsri", "กองช่าง")
    assert changed(after, newer) is None


def test_what_a_form_does_not_tell_stays_known(case, record):
    poorer = later(
        record, district="", subdistrict="", lon=None, lat=None, photo_before_url="", types=()
    )
    after = taken(case, poorer)
    assert after.ticket.district == "เมืองลำพูน"
    assert (after.ticket.lon, after.types) == (99.10001, ("ไฟฟ้า",))
    assert after.photos == case.photos


def test_hidden_texts_stay_hidden(case, record):
    after = taken(case, later(record, hidden=True, description="ไม่แสดงรายละเอียด"))
    assert after.ticket.hidden
    assert after.ticket.description == "ไม่แสดงรายละเอียด"


def test_cases_travel(case):
    assert msgspec.json.decode(msgspec.json.encode(case), type=Case) == case
