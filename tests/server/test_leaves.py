"""Leave on the server: what a substitute is sent and may do, and from when to when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from casework import wire
from casework.case import State
from casework.leaves import midnight
from server import accounts, cli, clock
from tests.server.conftest import Desk, Town

DAY = 86_400_000_000
HOUR = DAY // 24
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 3)
LEAVE = {"id": "leave-1", "officer": "suda", "substitute": "somchai",
         "from_day": "2026-12-01", "to_day": "2026-12-03"}  # fmt: skip


@pytest.fixture
def turn(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the server's clock (µs UTC); it begins two days before the leave."""
    shown = [midnight(FIRST) - 2 * DAY]
    monkeypatch.setattr(clock, "now", lambda: shown[0])

    def set_to(at: int) -> None:
        shown[0] = at

    return set_to


def give(town: Town, index: int, officer: str) -> str:
    """Let the clerk take a case on for an officer; returns its id."""
    clerk, case = town.desk("wilai"), town.case(index)
    made = clerk.make(case, "accept", {"officer": officer}, made_at=clock.now())
    [outcome] = clerk.push(made)
    assert outcome.outcome == "applied", outcome
    return case.id


def set_leave(town: Town, **other: str) -> None:
    reply = town.desk("malee").call("POST", "/v1/leaves", json=LEAVE | other)
    assert reply.status_code == 200, reply.text


def held(desk: Desk, cursor: str = "") -> tuple[set[str], wire.End]:
    lines, end = desk.pull(cursor)
    return {line.case.id for line in lines if line.case is not None}, end


def fresh(town: Town, username: str = "somchai") -> Desk:
    """A desk with a new token: turning the clock lets the old one run out."""
    return town.desk(username)


def test_a_leave_begins_and_ends_at_midnight_in_thailand_and_each_sweeps(town, turn):
    theirs, own = give(town, 0, "suda"), give(town, 1, "somchai")
    set_leave(town)
    assert held(town.desk("somchai"))[0] == {own}
    turn(midnight(FIRST) - 1)
    before, end = held(fresh(town))
    assert before == {own}
    turn(midnight(FIRST))
    desk = fresh(town)
    assert desk.call("GET", "/v1/changes", params={"cursor": end.cursor}).json()["code"] == (
        "start_over"
    )
    during, end = held(desk)
    assert during == {own, theirs}
    assert desk.call("GET", f"/v1/cases/{theirs}").status_code == 200
    turn(midnight(LAST) + DAY - 1)
    assert held(fresh(town), end.cursor)[1].sweep is False
    turn(midnight(LAST) + DAY)
    desk = fresh(town)
    assert desk.call("GET", "/v1/changes", params={"cursor": end.cursor}).status_code == 409
    after, end = held(desk)
    assert after == {own}
    assert desk.call("GET", f"/v1/cases/{theirs}").status_code == 404
    # Suda saw her case all the time.
    assert held(fresh(town, "suda"))[0] == {theirs}


def test_a_desk_that_slept_through_the_whole_leave_starts_over_too(town, turn):
    give(town, 0, "suda")
    set_leave(town)
    _, end = held(town.desk("somchai"))
    turn(midnight(LAST) + 9 * DAY)
    reply = fresh(town).call("GET", "/v1/changes", params={"cursor": end.cursor})
    assert reply.json()["code"] == "start_over"


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("2026-11-30", "2026-12-03"), ("2026-12-01", "2026-12-02"), ("2026-12-01", "2026-12-01")],
)
def test_ending_early_takes_the_cases_away_and_is_a_new_scope(town, turn, begins, ends):
    theirs = give(town, 0, "suda")
    set_leave(town, from_day=begins, to_day=ends)
    turn(midnight(FIRST) + HOUR)
    _, during = held(fresh(town))
    ended = town.desk("malee").call("POST", "/v1/leaves/leave-1/end")
    assert ended.json()["ended_at"] == clock.now()
    desk = fresh(town)
    assert desk.call("GET", "/v1/changes", params={"cursor": during.cursor}).status_code == 409
    seen, after = held(desk)
    assert theirs not in seen
    # Ended once more, and over by its days: nothing more changes.
    turn(midnight(LAST) + 5 * DAY)
    again = town.desk("malee").call("POST", "/v1/leaves/leave-1/end")
    assert again.json() == ended.json()
    assert held(fresh(town), after.cursor)[1].scope == after.scope


def test_work_done_in_the_leave_counts_when_it_comes_later_and_other_work_does_not(town, turn):
    theirs = give(town, 0, "suda")
    set_leave(town)
    turn(midnight(LAST) + 12 * HOUR)
    desk = fresh(town)
    lines, _ = desk.pull()
    case = next(line.case for line in lines if line.case and line.case.id == theirs)
    in_time = desk.make(case, "start", {"state": State.IN_PROGRESS}, made_at=clock.now())
    turn(midnight(LAST) + DAY + 5 * HOUR)
    too_late = desk.make(case, "set_due", {"due_at": clock.now() + DAY}, made_at=clock.now())
    later = fresh(town)
    applied, refused = later.push(in_time, too_late)
    assert applied.outcome == "applied"
    assert (refused.outcome, refused.reason) == ("refused", "not_yours")
    assert refused.detail == {"officer": "suda"}
    line = town.case(0).history[-1]
    assert (line.actor, line.for_officer, line.for_name) == ("somchai", "suda", "suda")


def test_a_photo_of_such_work_comes_after_the_leave(town, turn):
    from tests.support.making import new_photo, picture

    theirs = give(town, 0, "suda")
    set_leave(town)
    turn(midnight(LAST) + 12 * HOUR)
    data = picture(7)
    desk = fresh(town)
    made = desk.make(
        town.case(0), "attach_photo", photos=(new_photo(data),), text="ซ่อมแล้ว", made_at=clock.now()
    )
    turn(midnight(LAST) + 3 * DAY)
    desk.sign_in()
    assert desk.push(made)[0].outcome == "applied"
    assert desk.upload(data, theirs).status_code == 204
    assert [p.verified for p in town.case(0).photos] == [True]


def test_a_case_taken_from_the_officer_leaves_the_substitute_as_well(town, turn):
    stays, goes, comes = give(town, 0, "suda"), give(town, 1, "suda"), give(town, 2, "suda")
    set_leave(town)
    turn(midnight(FIRST) + HOUR)
    desk = fresh(town)
    seen, end = held(desk)
    assert seen == {stays, goes, comes}
    with town.service.database.writing() as connection:
        accounts.add_user(connection, "other", "pw", role="officer", authority="huai")
    clerk = town.desk("wilai")
    moved = [
        clerk.make(town.case(i), "assign", {"officer": to}, made_at=clock.now())
        for i, to in ((1, "other"), (2, "somchai"))
    ]
    assert {o.outcome for o in clerk.push(*moved)} == {"applied"}
    lines, _ = desk.pull(end.cursor)
    assert [line.gone for line in lines if line.gone] == [goes]
    assert [line.case.id for line in lines if line.case] == [comes]
    # Suda lost both, though one went to who stands in for her.
    suda = fresh(town, "suda")
    assert held(suda)[0] == {stays}


def test_standing_in_is_not_handed_on(town, turn):
    give(town, 0, "suda")
    set_leave(town)
    with town.service.database.writing() as connection:
        accounts.add_user(connection, "third", "correct horse", role="officer", authority="huai")
    set_leave(town, id="leave-2", officer="somchai", substitute="third")
    turn(midnight(FIRST) + HOUR)
    assert held(fresh(town, "third"))[0] == set()


def test_only_who_hands_out_work_sets_leaves_and_the_same_again_changes_nothing(town, turn):
    for name, status in (("somchai", 403), ("audit", 403), ("nayok", 403), ("wilai", 200)):
        reply = town.desk(name).call("POST", "/v1/leaves", json=LEAVE)
        assert reply.status_code == status
    version = town.desk("wilai").call("GET", "/v1/settings").json()["version"]
    again = town.desk("malee").call("POST", "/v1/leaves", json=LEAVE)
    assert again.json()["made_by"] == "wilai"
    assert town.desk("wilai").call("GET", "/v1/settings").json()["version"] == version
    other = town.desk("malee").call("POST", "/v1/leaves", json=LEAVE | {"to_day": "2026-12-09"})
    assert (other.status_code, other.json()["code"]) == (400, "leave_id_taken")
    stranger = town.desk("stranger")
    assert stranger.call("POST", "/v1/leaves/leave-1/end").json()["code"] == "no_leave"
    assert town.desk("somchai").call("POST", "/v1/leaves/leave-1/end").status_code == 403


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"to_day": "2026-11-30"}, "leave_days"),
        ({"from_day": "2026-11-01", "to_day": "2026-11-02"}, "leave_days"),
        ({"to_day": "2027-12-02"}, "leave_days"),
        ({"substitute": "suda"}, "leave_self"),
        ({"substitute": "nobody"}, "leave_officer"),
        ({"substitute": "wilai"}, "leave_officer"),
        ({"substitute": "stranger"}, "leave_officer"),
        ({"officer": "malee"}, "leave_officer"),
        ({"id": "a\u0000b"}, "leave_id_taken"),
        ({"from_day": "soon"}, "bad_request"),
    ],
)
def test_what_cannot_be_is_told_by_a_code(town, turn, other, code):
    reply = town.desk("malee").call("POST", "/v1/leaves", json=LEAVE | other)
    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert town.desk("malee").call("GET", "/v1/settings").json().get("leaves", []) == []


def test_a_substitute_who_is_away_then_is_not_taken(town, turn):
    set_leave(town, id="leave-0", officer="somchai", substitute="suda", from_day="2026-12-03")
    reply = town.desk("malee").call("POST", "/v1/leaves", json=LEAVE)
    assert reply.json()["code"] == "leave_away"
    town.desk("malee").call("POST", "/v1/leaves/leave-0/end")
    assert town.desk("malee").call("POST", "/v1/leaves", json=LEAVE).status_code == 200


def test_a_desk_is_told_of_the_leaves_that_concern_it(town, turn):
    with town.service.database.writing() as connection:
        accounts.add_user(connection, "third", "correct horse", role="officer", authority="huai")
    set_leave(town)
    told = {}
    for name in ("somchai", "suda", "third", "wilai", "malee", "audit"):
        settings = fresh(town, name).call("GET", "/v1/settings").json()
        told[name] = [leave["id"] for leave in settings.get("leaves", [])]
    assert told == {
        "somchai": ["leave-1"], "suda": ["leave-1"], "third": [], "wilai": ["leave-1"],
        "malee": ["leave-1"], "audit": [],
    }  # fmt: skip


def test_scope_numbers_never_come_twice_over_changes_of_role_and_authority(town, turn):
    set_leave(town)
    seen = []

    def scope() -> int:
        return int(fresh(town).call("GET", "/v1/settings").json()["account"].get("scope", 1))

    def change(**values: str) -> None:
        with town.service.database.writing() as connection:
            accounts.change_user(connection, "somchai", **values)

    seen.append(scope())
    turn(midnight(FIRST))
    seen.append(scope())
    change(role="clerk")
    seen.append(scope())
    turn(midnight(LAST) + DAY)
    seen.append(scope())
    change(authority="other")
    seen.append(scope())
    change(authority="huai", role="officer")
    seen.append(scope())
    assert seen == sorted(set(seen))


def test_another_authority_means_its_cases_and_its_settings(town, turn):
    give(town, 0, "somchai")
    desk = town.desk("somchai")
    seen, end = held(desk)
    assert len(seen) == 1
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", unit="works")
        accounts.change_user(connection, "somchai", authority="other")
    assert desk.call("GET", "/v1/changes", params={"cursor": end.cursor}).status_code == 409
    assert held(desk)[0] == set()
    settings = desk.call("GET", "/v1/settings").json()
    assert (settings["authority"], settings["account"].get("unit", "")) == ("other", "")
    [outcome] = desk.push(desk.make(town.case(0), "comment", text="ของเดิม"))
    assert (outcome.outcome, outcome.reason) == ("refused", "other_authority")


def test_a_photo_of_work_that_was_taken_comes_also_after_role_or_authority_changed(town):
    from tests.support.making import new_photo, picture

    data, case_id = picture(3), give(town, 0, "somchai")
    desk = town.desk("somchai")
    [outcome] = desk.push(desk.make(town.case(0), "attach_photo", photos=(new_photo(data),)))
    assert outcome.outcome == "applied"
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", role="auditor")
        accounts.change_user(connection, "somchai", authority="other")
    assert desk.begin_upload(data, town.case(5).id).status_code == 403
    assert desk.upload(data, case_id).status_code == 204
    assert [p.verified for p in town.case(0).photos] == [True]


def test_the_command_line_adds_lists_and_ends(town, turn, capsys):
    town.service.close()
    data = str(town.service.database.folder)

    def run(*words: str) -> int:
        return cli.main(["--data", data, "leave", *words])

    assert run("add", "suda", "somchai", "--from", "2569-12-01", "--to", "2026-12-03") == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["from_day"], made["to_day"]) == ("2026-12-01", "2026-12-03")
    turn(midnight(FIRST))
    assert run("list", "huai", "--json") == 0
    [told] = json.loads(capsys.readouterr().out)
    assert (told["id"], told["now"]) == (made["id"], True)
    assert run("end", made["id"]) == 0
    assert json.loads(capsys.readouterr().out)["ended_at"] == midnight(FIRST)
    assert run("list", "huai") == 0
    assert "over" in capsys.readouterr().out
    assert run("add", "suda", "somchai", "--from", "soon", "--to", "2026-12-03") == 2
    assert "no day" in capsys.readouterr().err
    assert run("end", "nothing") == 2
    assert "no leave" in capsys.readouterr().err


def test_the_hour_of_utc_makes_no_difference_to_a_day(town, turn):
    # 18:30 UTC of 30 November is 01:30 of 1 December in Thailand.
    turn(int(datetime(2026, 11, 30, 18, 30, tzinfo=UTC).timestamp()) * 1_000_000)
    theirs = give(town, 0, "suda")
    set_leave(town)
    assert held(fresh(town))[0] == {theirs}
