"""What a person sees changes: leave, cases taken away, another authority, a disabled account.

With a server process and real desks, from what the person did to what both sides hold at the end.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from casework.case import Case, State
from casework.thai import local
from desktop import clock, commands
from desktop.cli import parser
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.leaving import new_leave
from desktop.status import OF_CODE, Line
from desktop.storage import doctor
from desktop.storage.records import CaseQuery, Sending
from desktop.sync.errors import SyncError
from tests.desktop.sync.conftest import Seat
from tests.support.town import Town

TODAY = local(clock.now()).date()
TOMORROW = TODAY + timedelta(days=1)
_names = (f"person{n}" for n in range(100))


@pytest.fixture
def people(town: Town) -> Iterator[str]:
    """Officers of whom no other test knows."""

    def made() -> Iterator[str]:
        for name in _names:
            words = ("--role", "officer", "--authority", "TT", "--name", f"ชื่อ {name}")
            town.server("user", "add", name, *words, "--password-file", str(town.secret))
            yield name

    return made()


@pytest.fixture
def give(seat: Seat, numbers: Iterator[str]):
    """Let the clerk give a case to an officer; returns its number."""
    clerk = seat("malee")

    def given(officer: str, number: str = "") -> str:
        number = number or next(numbers)
        clerk.sync()
        case = clerk.find(number)
        if case.state == State.WAITING:
            clerk.accept([case])
        report = clerk.assign([clerk.find(number)], officer)
        assert report.done
        clerk.sync()
        return number

    return given


def noise(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60 + seed).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def seen(desk: Desk) -> set[str]:
    return {row.number for row in desk.all_rows(CaseQuery())}


def on_server(town: Town, number: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(town.server("case", number, "--json"))
    return found


def sound(desk: Desk) -> bool:
    return all(finding.ok for finding in doctor.check(desk.cache, desk.photos))


def set_leave(town: Town, officer: str, substitute: str) -> str:
    made = town.server(
        "leave", "add", officer, substitute, "--from", TODAY.isoformat(),
        "--to", TOMORROW.isoformat(),
    )  # fmt: skip
    return str(json.loads(made)["id"])


def run(desk: Desk, *words: str) -> commands.Answer:
    return commands.run(desk, parser().parse_args(words))


# -- leave --------------------------------------------------------------------------------------


def test_a_substitute_sees_works_and_sends_it_after_the_leave_is_over(town, seat, people, give):
    anong, somchai = next(people), next(people)
    theirs, own = give(anong), give(somchai)
    desk, absent = seat(somchai), seat(anong)
    assert seen(desk) == {own}
    leave = set_leave(town, anong, somchai)
    # Before the next contact the desk knows nothing of it.
    assert desk.acts_for() == frozenset()
    desk.sync()
    assert desk.acts_for() == {anong}
    assert desk.stands_in_until(anong) == TOMORROW
    assert seen(desk) == {own, theirs}
    counts = desk.counts()
    assert (counts.mine, counts.standing_in) == (1, 1)
    # Off line: a fix with a photo, and a draft of another.
    case = desk.find(theirs)
    photo = desk.prepare_photo(noise(1), case, "after.jpg")
    assert desk.fix(case, [photo], "ซ่อมเสร็จแล้ว").done
    assert desk.find(theirs).history[-1].for_officer == anong
    town.server("leave", "end", leave)
    report = desk.sync()
    assert (report.pushed, report.photos_up, report.refused) == (1, 1, 0)
    assert seen(desk) == {own}
    assert (desk.outbox(), desk.attention()) == ([], [])
    with pytest.raises(DeskError):
        desk.find(theirs)
    told = on_server(town, theirs)
    assert told["state"] == "done"
    line = next(e for e in told["history"] if e["kind"] == "record_fix")
    assert (line["actor"], line["for"]) == (somchai, anong)
    assert [p["verified"] for p in told["photos"]] == [True]
    absent.sync()
    assert absent.find(theirs).history[-1].name == f"ชื่อ {somchai}"
    assert sound(desk)
    assert sound(absent)


def test_work_after_an_end_that_the_desk_did_not_hear_of_needs_attention(town, seat, people, give):
    anong, somchai = next(people), next(people)
    theirs = give(anong)
    leave = set_leave(town, anong, somchai)
    desk = seat(somchai)
    town.server("leave", "end", leave)
    assert desk.act([desk.find(theirs)], "set_due", {"due_at": clock.now() + 10**12}).done
    report = desk.sync()
    assert (report.pushed, report.refused) == (0, 1)
    [item] = desk.attention()
    assert (item.reason, item.detail) == ("not_yours", {"officer": anong})
    assert seen(desk) == set()
    # What is needed to show it is here until it is settled.
    assert desk.find(theirs).ticket.number == theirs
    desk.take_theirs(item)
    with pytest.raises(DeskError):
        desk.find(theirs)
    assert sound(desk)


def test_a_desk_that_slept_through_a_leave_shows_nothing_of_it(town, seat, people, give):
    anong, somchai = next(people), next(people)
    give(anong)
    desk = seat(somchai)
    town.server("leave", "end", set_leave(town, anong, somchai))
    desk.sync()
    assert seen(desk) == set()
    assert desk.acts_for() == frozenset()
    set_leave(town, anong, somchai)
    desk.sync()
    assert len(seen(desk)) == 1


def test_a_leave_is_set_from_the_desk_that_hands_out_the_work(town, seat, people, give):
    anong, somchai = next(people), next(people)
    theirs = give(anong)
    clerk, desk = seat("malee"), seat(somchai)
    assert clerk.may_set_leaves()
    assert not desk.may_set_leaves()
    wanted = new_leave(anong, somchai, TODAY, TOMORROW)
    made = clerk.set_leave(wanted)
    assert (made.made_by, made.id) == ("malee", wanted.id)
    # As after a cut, when nobody knows whether it went through.
    assert clerk.set_leave(wanted) == made
    assert [x for x in clerk.leaves() if x.officer == anong] == [made]
    with pytest.raises(DeskError) as caught:
        clerk.set_leave(new_leave(somchai, anong, TODAY, TODAY))
    assert caught.value.code == "leave_away"
    with pytest.raises(SyncError) as refused:
        desk.set_leave(new_leave(anong, somchai, TODAY, TODAY))
    assert refused.value.code == "forbidden"
    desk.sync()
    assert seen(desk) == {theirs}
    clerk.end_leave(made.id)
    assert [x for x in clerk.leaves() if x.officer == anong] == []
    desk.sync()
    assert seen(desk) == set()


def test_a_leave_whose_answer_was_lost_is_set_once(town, seat, people, line):
    anong, somchai = next(people), next(people)
    clerk = seat("malee")
    wanted = new_leave(anong, somchai, TODAY, TODAY)
    line.before_reply_to(b"POST /v1/leaves", lambda: None)
    with pytest.raises(SyncError) as caught:
        clerk.set_leave(wanted)
    assert caught.value.is_retryable()
    assert [x for x in clerk.leaves() if x.officer == anong] == []
    clerk.set_leave(wanted)
    listed = json.loads(town.server("leave", "list", "TT", "--json"))
    assert [x["id"] for x in listed if x["officer"] == anong] == [wanted.id]


# -- a case taken away --------------------------------------------------------------------------


def test_a_refused_fix_is_sent_on_as_a_comment_with_its_photo(town, seat, people, give):
    mine, other = next(people), next(people)
    number = give(mine)
    desk = seat(mine)
    case = desk.find(number)
    photo = desk.prepare_photo(noise(2), case, "after.jpg")
    desk.fix(case, [photo], "ปะหลุมแล้ว")
    give(other, number)
    desk.sync()
    [item] = desk.attention()
    assert (item.sending, item.detail) == (Sending.REFUSED, {"officer": other})
    assert seen(desk) == set()
    assert desk.photos.has(photo.sha256)
    desk.as_comment(item, "")
    report = desk.sync()
    assert (report.pushed, report.photos_up) == (1, 1)
    assert (desk.attention(), desk.outbox()) == ([], [])
    told = on_server(town, number)
    assert told["officer"] == other
    assert "ปะหลุมแล้ว" in [e["text"] for e in told["history"]]
    assert [p["sha256"] for p in told["photos"]] == [photo.sha256]
    with pytest.raises(DeskError):
        desk.find(number)
    assert sound(desk)


def test_a_draft_of_a_case_that_left_is_found_and_sent_as_a_comment(town, seat, people, give):
    mine, other = next(people), next(people)
    number = give(mine)
    desk = seat(mine)
    case = desk.find(number)
    photo = desk.prepare_photo(noise(3), case, "after.jpg")
    body = {"text": "ครึ่งทาง", "photos": [{"sha256": photo.sha256, "name": "after.jpg"}]}
    desk.cache.save_draft(case.authority, case.id, "fix", body)
    give(other, number)
    desk.sync()
    assert seen(desk) == set()
    [draft] = desk.left_drafts()
    assert (draft.number, draft.body) == (number, body)
    assert desk.photos.has(photo.sha256)
    assert desk.send_left_draft(draft).done
    assert desk.left_drafts() == []
    assert desk.sync().photos_up == 1
    told = on_server(town, number)
    assert "ครึ่งทาง" in [e["text"] for e in told["history"]]
    with pytest.raises(DeskError):
        desk.find(number)
    assert sound(desk)


# -- role and authority -------------------------------------------------------------------------


def a_case_elsewhere(town: Town) -> None:
    town.server("authority", "add", "ELSE", "อบต.ที่อื่น")


def test_another_authority_takes_the_cases_away_and_never_the_work(town, seat, people, give):
    mine = next(people)
    fixed, waiting = give(mine), give(mine)
    desk = seat(mine)
    case = desk.find(waiting)
    photo = desk.prepare_photo(noise(4), desk.find(fixed), "after.jpg")
    a_case_elsewhere(town)
    # One fix is on the server already, but for its photo; another act was never sent.
    desk.fix(desk.find(fixed), [photo], "เสร็จ")
    batch = desk.cache.to_push()
    desk.cache.mark_sent([o.id for o in batch])
    desk.cache.settle(desk._link.ask(lambda client: client.push(batch)), clock.now())
    desk.act([case], "comment", text="ยังไม่ได้ส่ง")
    town.server("user", "change", mine, "--authority", "ELSE", "--role", "clerk")
    report = desk.sync()
    assert (report.refused, report.photos_up) == (1, 1)
    assert (desk.account.authority, desk.role) == ("ELSE", "clerk")
    settings = desk.settings
    assert settings is not None
    assert settings.authority_name == "อบต.ที่อื่น"
    assert seen(desk) == set()
    [item] = desk.attention()
    assert (item.reason, item.operation.payload.text) == ("other_authority", "ยังไม่ได้ส่ง")
    assert desk.find(waiting).authority == "TT"
    desk.take_theirs(item)
    with pytest.raises(DeskError):
        desk.find(waiting)
    assert [p["verified"] for p in on_server(town, fixed)["photos"]] == [True]
    assert sound(desk)


def test_who_only_reads_now_gets_an_answer_for_what_they_did_before(town, seat, people, give):
    mine = next(people)
    number = give(mine)
    desk = seat(mine)
    desk.act([desk.find(number)], "comment", text="ก่อนเปลี่ยนหน้าที่")
    town.server("user", "change", mine, "--role", "auditor")
    report = desk.sync()
    assert report.refused == 1
    assert [item.reason for item in desk.attention()] == ["role"]
    assert len(seen(desk)) > 1


# -- a disabled account -------------------------------------------------------------------------


def test_a_disabled_account_stops_at_once_keeps_its_work_and_goes_on(town, seat, people, give):
    mine = next(people)
    number = give(mine)
    desk = seat(mine)
    case: Case = desk.find(number)
    photo = desk.prepare_photo(noise(5), case, "after.jpg")
    desk.fix(case, [photo], "งานก่อนถูกปิด")
    town.server("user", "disable", mine)
    with pytest.raises(SyncError) as caught:
        desk.sync()
    assert caught.value.code == "revoked"
    assert OF_CODE[caught.value.code] == Line.REVOKED
    assert desk.is_shut_out()
    # Nothing new, nothing lost, and no command shows a case.
    with pytest.raises(DeskError) as refused:
        desk.act([desk.find(number)], "comment", text="หลังถูกปิด")
    assert refused.value.code == "shut_out"
    with pytest.raises(DeskError):
        desk.undo()
    for words in (("list",), ("show", number), ("undo",)):
        answer = run(desk, *words)
        assert (answer.code, answer.out) == (1, [])
    told = run(desk, "outbox")
    assert told.code == 0
    assert "งานก่อนถูกปิด" in told.out[0]
    assert "ถนนหน้าบ้าน" not in told.out[0]
    # Without a line, after a restart, it is still shut.
    path = desk.profile.path
    desk.close()
    desk = Desk.open(path, "a passphrase")
    assert desk.is_shut_out()
    assert desk.unsent_count() == 2
    with pytest.raises(SyncError):
        desk.sign_in_again("correct horse battery")
    town.server("user", "enable", mine)
    report = desk.sync()
    assert (report.pushed, report.photos_up) == (1, 1)
    assert not desk.is_shut_out()
    assert desk.act([desk.find(number)], "comment", text="ทำงานต่อ").done
    desk.close()


def test_unsent_work_of_a_disabled_account_goes_into_a_file(town, seat, people, give, tmp_path):
    mine = next(people)
    number = give(mine)
    desk = seat(mine)
    desk.act([desk.find(number)], "comment", text="เก็บไว้ก่อน")
    town.server("user", "disable", mine)
    with pytest.raises(SyncError):
        desk.sync()
    target = tmp_path / "unsent.desk"
    assert run(desk, "backup", str(target)).code == 0
    assert target.stat().st_size > 0
    assert desk.backup(tmp_path / "only.desk", only_unsent=True) == 1
