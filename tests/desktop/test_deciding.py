"""Settling what needs attention in bulk: mine, theirs, or comments; as one group, undone as one."""

from __future__ import annotations

import msgspec
import pytest

from casework import wire
from casework.case import Audience, State
from desktop.desk import Desk
from desktop.resolving import Decision, How
from desktop.storage import doctor
from desktop.storage.errors import DiskFull
from tests.support.unsettled import DAY, arrive, case_of, conflict, held, moved, refused

DUE = 1_900_000_000_000_000


def ids(desk: Desk) -> set[str]:
    return {item.operation.id for item in desk.attention()}


def three_conflicts(desk: Desk) -> list[str]:
    made = [
        conflict(desk, n, {"due_at": DUE + n * DAY}, {"due_at": DUE - n * DAY}) for n in (1, 2, 3)
    ]
    return [operation.id for operation in made]


def sound(desk: Desk) -> bool:
    return all(finding.ok for finding in doctor.check(desk.cache, desk.photos))


def test_mine_everywhere_is_one_group_of_operations_that_name_what_they_settle(desk: Desk):
    made = three_conflicts(desk)
    settled = desk.choose_many(desk.attention(), How.MINE, {})
    assert settled.number == 3
    assert settled.left == ()
    assert [case_of(desk, n).due_at for n in (1, 2, 3)] == [DUE + n * DAY for n in (1, 2, 3)]
    assert [o.resolves for o in settled.done] == made
    assert len({o.group for o in settled.done}) == 1
    assert settled.done[0].group
    assert desk.attention() == []
    assert sound(desk)


def test_one_undo_takes_the_whole_group_back(desk: Desk):
    three_conflicts(desk)
    before = ids(desk)
    settled = desk.choose_many(desk.attention(), How.MINE, {})
    desk.undo()
    assert ids(desk) == before
    assert [case_of(desk, n).due_at for n in (1, 2, 3)] == [DUE - n * DAY for n in (1, 2, 3)]
    again = desk.choose_many(desk.attention(), How.MINE, {})
    assert again.done[0].id != settled.done[0].id
    desk.take_back_settled(again)
    assert ids(desk) == before
    assert sound(desk)


def test_theirs_everywhere_needs_no_operation_and_can_be_undone(desk: Desk):
    three_conflicts(desk)
    held(desk, 4, DUE)
    refused(desk, 5, "state_forwarded")
    before = ids(desk)
    due = case_of(desk, 4).due_at
    settled = desk.choose_many(desk.attention(), How.THEIRS, {})
    assert (len(settled.done), len(settled.given_up)) == (0, 5)
    assert desk.outbox() == []
    assert [case_of(desk, n).due_at for n in (1, 4)] == [DUE - DAY, due]
    desk.take_back_settled(settled)
    assert ids(desk) == before
    assert sound(desk)


def test_taking_theirs_leaves_what_fits_of_mine(desk: Desk):
    conflict(
        desk, 1, {"due_at": DUE, "state": "followed_up"}, {"due_at": DUE + DAY}, kind="follow_up"
    )
    [decision] = desk.decide_many(desk.attention(), How.THEIRS, {})
    assert decision.left_of_mine == "act"
    settled = desk.choose_many(desk.attention(), How.THEIRS, {})
    case = case_of(desk, 1)
    assert (case.due_at, str(case.state)) == (DUE + DAY, "followed_up")
    assert len(settled.done) == 1


def test_comments_keep_the_words_of_each(desk: Desk):
    conflict(desk, 1, {"due_at": DUE}, {"due_at": DUE + DAY})
    refused(desk, 2, "state_forwarded", "ปิดเรื่องแล้วครับ")
    words = {i.operation.id: f"ตั้งใจทำ {i.number}" for i in desk.attention()}
    settled = desk.choose_many(desk.attention(), How.COMMENT, words)
    assert settled.number == 2
    said = [case_of(desk, n).history[-1] for n in (1, 2)]
    assert [e.text for e in said] == ["ตั้งใจทำ 2026-AA0001", "ปิดเรื่องแล้วครับ"]
    assert {e.audience for e in said} == {Audience.STAFF}
    assert case_of(desk, 1).due_at == DUE + DAY


def test_what_the_rules_do_not_admit_stays_and_says_why(desk: Desk):
    three_conflicts(desk)
    closed = refused(desk, 5, "state_forwarded")
    case = case_of(desk, 5)
    done = msgspec.structs.replace(
        case, state=State.FORWARDED, forwarded_to="PAO", version=case.version + 100
    )
    arrive(desk, wire.Line(case=done))
    settled = desk.choose_many(desk.attention(), How.MINE, {})
    assert settled.number == 3
    assert [d.item.operation.id for d in settled.left] == [closed.id]
    assert isinstance(settled.left[0], Decision)
    assert settled.left[0].left_of_mine == "undecided"
    assert ids(desk) == {closed.id}


def test_what_the_case_holds_already_leaves_only_the_words_of_mine(desk: Desk):
    refused(desk, 5, "state_done", "ปิดแล้วครับ")
    case = case_of(desk, 5)
    done = msgspec.structs.replace(case, state=State.DONE, version=case.version + 100)
    arrive(desk, wire.Line(case=done))
    [decision] = desk.decide_many(desk.attention(), How.MINE, {})
    assert decision.left_of_mine == "comment"
    desk.choose_many(desk.attention(), How.MINE, {})
    assert case_of(desk, 5).history[-1].text == "ปิดแล้วครับ"


def test_two_acts_on_one_case_are_settled_in_their_order(desk: Desk):
    first = conflict(desk, 1, {"due_at": DUE}, {"due_at": DUE + DAY})
    second = held(desk, 1, DUE + 5 * DAY)
    decisions = desk.decide_many(desk.attention(), How.MINE, {})
    assert [d.item.operation.id for d in decisions] == [first.id, second.id]
    assert all(d.why is None for d in decisions)
    desk.choose_many(desk.attention(), How.MINE, {})
    assert case_of(desk, 1).due_at == DUE + 5 * DAY
    assert sound(desk)


def test_looking_at_what_would_be_changes_nothing(desk: Desk):
    three_conflicts(desk)
    before = ids(desk)
    for how in How:
        desk.decide_many(desk.attention(), how, {})
    assert ids(desk) == before
    assert desk.outbox() == []


def test_of_a_case_that_moved_away_mine_cannot_be_had_but_the_words_can_be_kept(desk: Desk):
    operation = moved(desk, 6, "เปลี่ยนหลอดไฟแล้ว")
    [item] = desk.attention()
    assert item.gone
    assert item.detail == {"officer": "anucha"}
    [mine] = desk.decide_many([item], How.MINE, {})
    assert mine.why == "case_gone"
    settled = desk.choose_many([item], How.COMMENT, {})
    assert settled.done[0].resolves == operation.id
    assert settled.done[0].payload.text == "เปลี่ยนหลอดไฟแล้ว"
    assert sound(desk)


def test_giving_up_on_a_case_that_moved_away_can_be_undone_though_the_case_has_left(desk: Desk):
    operation = moved(desk, 6, "เปลี่ยนหลอดไฟแล้ว")
    settled = desk.choose_many(desk.attention(), How.THEIRS, {})
    assert desk.case("HT", "case-0006") is None
    desk.take_back_settled(settled)
    [item] = desk.attention()
    assert (item.operation.id, item.gone) == (operation.id, True)
    assert item.operation.payload.text == "เปลี่ยนหลอดไฟแล้ว"
    for how in (How.MINE, How.COMMENT):
        [decision] = desk.decide_many([item], how, {})
        assert decision.why == "case_gone"
    assert sound(desk)


def test_an_item_that_was_settled_elsewhere_meanwhile_is_not_settled_twice(desk: Desk):
    three_conflicts(desk)
    items = desk.attention()
    desk.choose(items[0], {"due_at": True})
    settled = desk.choose_many(items, How.MINE, {})
    assert settled.number == 2
    assert len(desk.outbox()) == 3


def test_where_the_disk_is_full_nothing_is_settled(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    three_conflicts(desk)
    refused(desk, 5, "state_forwarded")
    before = ids(desk)

    def no_room(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr("desktop.storage.acting.resolve", no_room)
    with pytest.raises(DiskFull):
        desk.choose_many(desk.attention(), How.THEIRS, {})
    with pytest.raises(DiskFull):
        desk.choose_many(desk.attention(), How.MINE, {})
    monkeypatch.undo()
    assert ids(desk) == before
    assert desk.outbox() == []
