"""Changes that travel as what changed, gaps, and the daily check, against a real server."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from casework import wire
from casework.case import Audience, Case
from desktop import clock
from desktop.desk import Desk
from desktop.storage import rows
from desktop.storage.pulls import CHECKED
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from tests.desktop.sync.conftest import CASES, Seat
from tests.support.line import Line

DAY = 24 * 3600 * 1_000_000


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that desks ask the server for, in their order."""
    paths: list[str] = []
    call = Client._call

    def noting(client: Client, method: str, path: str, **more: object):
        paths.append(path)
        return call(client, method, path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "_call", noting)
    return paths


def change(by: Desk, number: str, words: str = "ไปดูแล้ว") -> None:
    """A change of a case that reaches the server."""
    by.act([by.find(number)], "comment", text=words, audience=Audience.STAFF)
    by.sync()


def spoil(desk: Desk, number: str, **columns: object) -> None:
    """Write something into the row of a case that the server never sent."""
    case = desk.find(number)
    names = ", ".join(f"{name} = ?" for name in columns)
    with desk.cache.file.writing() as connection:
        connection.execute(f"UPDATE cases SET {names} WHERE id = ?", (*columns.values(), case.id))


def put_back(desk: Desk, case: Case) -> None:
    """Hold this version of a case again."""
    with desk.cache.file.writing() as connection:
        key = connection.execute("SELECT key FROM cases WHERE id = ?", (case.id,)).fetchone()[0]
        rows.write_views(connection, [(key, case)])


def same(desk: Desk, other: Desk, number: str) -> bool:
    def body(who: Desk) -> bytes:
        case = who.find(number)
        base = who.cache.base(case.authority, case.id)
        assert base is not None
        return wire.encode(base)

    return body(desk) == body(other)


def test_only_what_changed_in_a_case_travels(seat: Seat, line: Line, numbers, asked):
    desk, other = seat("malee"), seat("malee")
    number = next(numbers)
    # Words that no packing makes short: they must not come a second time.
    change(other, number, "".join(chr(0x0E01 + n * n % 46) for n in range(6000)))
    desk.sync()
    change(other, number)
    before = line.down
    asked.clear()
    assert desk.sync().pulled == 1
    assert line.down - before < 2000
    assert [path for path in asked if "cases" in path] == []
    assert same(desk, other, number)


def test_a_change_goes_under_what_waits_here(seat: Seat, line: Line, numbers):
    desk, other = seat("malee"), seat("malee")
    number = next(numbers)
    desk.act([desk.find(number)], "comment", text="ของฉัน", audience=Audience.STAFF)
    change(other, number, "ของเขา")
    line.before_reply_to(b"POST /v1/operations", lambda: None)
    with pytest.raises(SyncError):
        desk.sync()
    desk.sync()
    other.sync()
    assert [e.text for e in desk.find(number).history[-2:]] == ["ของเขา", "ของฉัน"]
    assert same(desk, other, number)


def test_a_change_that_does_not_fit_what_is_held_brings_the_whole_case(
    seat: Seat, numbers, asked, monkeypatch: pytest.MonkeyPatch
):
    desk, other = seat("malee"), seat("malee")
    gap, fine = next(numbers), next(numbers)
    case = desk.find(gap)
    change(other, gap)
    desk.sync()
    # A page of before, come back from a copy of the disk.
    put_back(desk, case)
    change(other, gap, "อีกครั้ง")
    change(other, fine)
    asked.clear()
    assert desk.sync().pulled == 2
    assert asked.count("/v1/cases:batchGet") == 1
    assert same(desk, other, gap)
    assert same(desk, other, fine)


def test_a_case_that_the_server_does_not_give_any_more_is_passed_over(
    seat: Seat, numbers, monkeypatch: pytest.MonkeyPatch
):
    desk, other = seat("malee"), seat("malee")
    gone, fine = next(numbers), next(numbers)
    change(other, gone)
    change(other, fine)
    put_back(desk, msgspec.structs.replace(desk.find(gone), version=1))
    # Between the page and the question it went to somebody else.
    monkeypatch.setattr(Client, "cases", lambda *_: [])
    assert desk.sync().pulled == 1
    assert same(desk, other, fine)


def wrong_version(desk: Desk, number: str) -> None:
    spoil(desk, number, version=1)


def left_out(desk: Desk, number: str) -> None:
    case = desk.find(number)
    desk.cache.repair([], [case.id])
    assert desk.cache.case(case.authority, case.id) is None


def made_up(desk: Desk, number: str) -> None:
    case = desk.find(number)
    desk.cache.repair([msgspec.structs.replace(case, id="no-such-case", version=5)], [])


@pytest.mark.parametrize("harm", [wrong_version, left_out, made_up])
def test_the_daily_check_finds_and_mends_what_differs(
    seat: Seat, numbers, asked, harm: Callable[[Desk, str], None]
):
    desk, other = seat("malee"), seat("malee")
    number = next(numbers)
    change(other, number)
    desk.sync()
    harm(desk, number)
    assert desk.sync().repaired == 0, "it was checked a moment ago"
    desk.cache.put(CHECKED, clock.now() - DAY)
    asked.clear()
    assert desk.sync().repaired == 1
    assert asked.count("/v1/cases:versions") == 1
    assert same(desk, other, number)
    assert desk.cache.versions(set(range(64))).keys() == other.cache.versions(set(range(64))).keys()
    assert "repaired" in [line.code for line in desk.cache.journal_lines(5)]
    desk.cache.put(CHECKED, clock.now() + 400 * DAY)  # the clock was wrong when it was kept
    asked.clear()
    assert desk.sync().repaired == 0
    assert "/v1/cases:versions" not in asked


def test_a_case_taken_here_is_no_fault_to_the_check(seat: Seat, numbers):
    desk = seat("malee")
    case: Case = desk.find(next(numbers))
    desk.act([case], "comment", text="รอส่ง")
    assert desk.cache.check().count >= CASES


def test_a_first_pull_that_is_cut_goes_on_with_the_next_page(
    seat: Seat, line: Line, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Client.changes, "__defaults__", (7,))
    desk = seat("malee", synced=False)
    first = True

    def cut(progress: object) -> None:
        nonlocal first
        if first:
            line.cut_down_after(1)
            first = False

    with pytest.raises(SyncError):
        desk.sync(cut)
    begun = desk.cache.check().count
    assert 0 < begun < CASES
    assert desk.sync().pulled < CASES
    assert desk.cache.check().count >= CASES
