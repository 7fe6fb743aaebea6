"""The pull: phases, scope, exits, and starting over."""

import pytest
from sqlalchemy import update

from casework import wire
from casework.checking import bucket_of, check_of
from casework.patches import patched
from server import accounts, schema


def _assign(town, index, to):
    clerk = town.desk("wilai")
    outcomes = clerk.push(clerk.make(town.case(index), "assign", {"officer": to}))
    assert outcomes[0].outcome == "applied"


def _ids(lines):
    return [line.case.id for line in lines if line.case is not None]


def test_a_first_pull_brings_the_open_cases_first_then_ends_with_a_sweep(town):
    clerk = town.desk("wilai")
    case = town.case(0)
    clerk.push(clerk.make(case, "close", text="ซ้ำ"))
    phases, lines, cursor = [], [], ""
    while True:
        page, end = clerk.page(cursor, limit=3)
        phases.append((end.phase, end.more, end.sweep))
        lines += page
        cursor = end.cursor
        assert (end.total, end.open_total) == (10, 9)
        if not end.more:
            break
    assert len(set(_ids(lines))) == len(lines) == 10
    assert lines[-1].case.id == case.id, "the closed one comes last"
    assert phases[-1] == ("feed", False, True)
    assert [sweep for _, _, sweep in phases].count(True) == 1
    page, end = clerk.page(cursor)
    assert page == []
    assert not end.sweep


def test_changes_during_a_first_pull_are_not_missed(town):
    clerk = town.desk("wilai")
    page, end = clerk.page("", limit=4)
    seen = {line.case.id for line in page}
    before = next(town.case(i) for i in range(10) if town.case(i).id in seen)
    after = next(town.case(i) for i in range(10) if town.case(i).id not in seen)
    outcomes = clerk.push(
        clerk.make(before, "close", text="เรียบร้อย"), clerk.make(after, "close", text="เรียบร้อย")
    )
    lines, end = clerk.pull(end.cursor, limit=4)
    latest = {line.case.id: line.case for line in [*page, *lines]}
    assert len(latest) == 10
    assert latest[before.id].version == outcomes[0].version
    assert latest[after.id].version == outcomes[1].version
    assert end.sweep


def test_an_idle_pull_is_one_small_reply(town):
    clerk = town.desk("wilai")
    _, end = clerk.pull()
    reply = clerk.call("GET", "/v1/changes", params={"cursor": end.cursor})
    assert len(reply.content) < 300


@pytest.mark.parametrize("who", ["wilai", "malee", "audit"])
def test_staff_of_the_authority_see_all_of_it(town, who):
    assert len(town.desk(who).pull()[0]) == 10


def test_an_officer_sees_what_is_assigned_to_them_alone(town):
    _assign(town, 0, "somchai")
    _assign(town, 1, "suda")
    desk = town.desk("somchai")
    lines, end = desk.pull()
    assert _ids(lines) == [town.case(0).id]
    assert end.total == 1
    assert desk.call("GET", f"/v1/cases/{town.case(0).id}").status_code == 200
    assert desk.call("GET", f"/v1/cases/{town.case(1).id}").status_code == 404
    wanted = {"ids": [town.case(0).id, town.case(1).id]}
    found = desk.call("POST", "/v1/cases:batchGet", json=wanted).json()["cases"]
    assert [case["id"] for case in found] == [town.case(0).id]


def test_a_leader_and_another_authority_see_none(town):
    assert town.desk("nayok").pull()[0] == []
    stranger = town.desk("stranger")
    assert stranger.pull()[0] == []
    assert stranger.call("GET", f"/v1/cases/{town.case().id}").status_code == 404


def test_a_case_given_to_another_officer_is_gone_and_may_come_back(town):
    _assign(town, 0, "somchai")
    desk = town.desk("somchai")
    _, end = desk.pull()
    _assign(town, 0, "suda")
    lines, end = desk.pull(end.cursor)
    assert [line.gone for line in lines] == [town.case(0).id]
    _assign(town, 0, "somchai")
    lines, end = desk.pull(end.cursor)
    assert _ids(lines) == [town.case(0).id]
    _assign(town, 0, "suda")
    _assign(town, 0, "somchai")
    lines, end = desk.pull(end.cursor, limit=1)
    assert [bool(line.gone) for line in lines] == [True, False], "gone first, then back"
    assert desk.pull(end.cursor)[0] == []


def test_another_role_starts_the_desk_over(town):
    desk = town.desk("somchai")
    _, end = desk.pull()
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", role="clerk")
    reply = desk.call("GET", "/v1/changes", params={"cursor": end.cursor})
    assert (reply.status_code, reply.json()["code"]) == (409, "start_over")
    lines, end = desk.pull()
    assert len(lines) == 10
    assert end.sweep


def test_a_new_epoch_starts_every_desk_over(town):
    desk = town.desk("wilai")
    _, end = desk.pull()
    epoch = town.service.database.new_epoch()
    reply = desk.call("GET", "/v1/changes", params={"cursor": end.cursor})
    assert (reply.status_code, reply.json()["code"]) == (409, "start_over")
    assert desk.sign_in().json()["epoch"] == epoch


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "////", "ก"])
def test_a_strange_cursor_is_refused_not_obeyed(town, cursor):
    reply = town.desk("wilai").call("GET", "/v1/changes", params={"cursor": cursor})
    assert (reply.status_code, reply.json()["code"]) == (400, "bad_cursor")


# -- patches ------------------------------------------------------------------------------------


def _patches(desk, cursor, **more):
    params = {"cursor": cursor, "patches": "1"} | more
    reply = desk.call("GET", "/v1/changes", params=params)
    lines = [wire.decode_line(line) for line in reply.content.splitlines()]
    return lines[:-1], lines[-1].end


def test_a_case_that_the_desk_holds_comes_as_what_changed_in_it(town):
    clerk = town.desk("wilai")
    held = town.case(0)
    _, end = clerk.pull()
    clerk.push(clerk.make(held, "retype", {"types": ["ไฟฟ้า"]}))
    clerk.push(clerk.make(town.case(0), "comment", text="ไปดูแล้ว"))
    (line,), after = _patches(clerk, end.cursor)
    assert line.case is None
    assert set(line.patch.fields) == {"types", "updated_at"}
    assert [event.kind for event in line.patch.history] == ["retype", "comment"]
    assert wire.encode(patched(held, line.patch)) == wire.encode(town.case(0))
    assert _patches(clerk, after.cursor)[0] == []


def test_a_desk_that_does_not_ask_for_patches_gets_whole_cases(town):
    clerk = town.desk("wilai")
    _, end = clerk.pull()
    clerk.push(clerk.make(town.case(0), "comment", text="ไปดูแล้ว"))
    (line,), _ = clerk.page(end.cursor)
    assert line.case == town.case(0)


def test_a_case_that_came_into_the_scope_since_comes_whole(town):
    _assign(town, 0, "somchai")
    officer = town.desk("somchai")
    _, end = officer.pull()
    _assign(town, 0, "suda")
    _assign(town, 0, "somchai")
    _assign(town, 1, "somchai")
    lines, _ = _patches(officer, end.cursor)
    assert all(line.patch is None for line in lines)
    assert _ids(lines) == [town.case(0).id, town.case(1).id]


def test_patches_wait_until_everything_was_pulled_once(town):
    clerk = town.desk("wilai")
    _, end = clerk.page("", limit=4)
    clerk.push(clerk.make(town.case(0), "comment", text="ไปดูแล้ว"))
    lines, end = _patches(clerk, end.cursor)
    assert all(line.patch is None for line in lines)
    assert not end.more


def test_an_entry_of_the_log_that_was_erased_or_is_of_before_gives_the_whole_case(town):
    clerk = town.desk("wilai")
    _, end = clerk.pull()
    clerk.push(clerk.make(town.case(0), "comment", text="ไปดูแล้ว"))
    with town.service.database.writing() as connection:
        connection.execute(update(schema.payloads).values(body=None, erased="request"))
    (line,), _ = _patches(clerk, end.cursor)
    assert line.case == town.case(0)


# -- the check ----------------------------------------------------------------------------------


def test_the_last_page_tells_the_sums_of_all_that_the_account_is_to_hold(town):
    _assign(town, 0, "somchai")
    held = [(town.case(i).id, town.case(i).version) for i in range(10)]
    clerk, officer = town.desk("wilai"), town.desk("somchai")
    _, end = _patches(clerk, "", check="1", limit="4")
    assert end.check is None, "more is to come"
    _, end = _patches(clerk, end.cursor, check="1")
    assert end.check == check_of(held)
    assert _patches(officer, "", check="1")[1].check == check_of(held[:1])
    assert _patches(clerk, end.cursor)[1].check is None


def test_versions_of_buckets_are_told_within_the_scope(town):
    _assign(town, 0, "somchai")
    case = town.case(0)
    asked = {"buckets": [bucket_of(case.id)]}
    for who in ("wilai", "somchai"):
        found = town.desk(who).call("POST", "/v1/cases:versions", json=asked).json()["versions"]
        assert found[case.id] == case.version
    others = {"buckets": [n for n in range(64) if n != bucket_of(case.id)]}
    found = town.desk("somchai").call("POST", "/v1/cases:versions", json=others).json()
    assert found["versions"] == {}
