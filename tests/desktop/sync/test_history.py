"""The history of sync: which rounds leave a line, and how a long failure stays one."""

from __future__ import annotations

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.sync import history
from desktop.sync.progress import Report

MINUTE = 60_000_000


def note(desk: Desk, at: int, code: str = "", **moved: int) -> None:
    history.note(desk.cache, Report(seconds=1.5, bytes_up=300, **moved), code, at, at + MINUTE)


def test_a_round_that_moved_something_is_kept_with_its_figures(desk: Desk):
    note(desk, 10 * MINUTE, pulled=4, pushed=2, photos_up=1, bytes_down=5_000)
    [line] = desk.sync_history()
    assert (line.began, line.ended, line.times, line.code) == (10 * MINUTE, 11 * MINUTE, 1, "")
    assert (line.pulled, line.pushed, line.photos_up) == (4, 2, 1)
    assert (line.bytes_up, line.bytes_down, line.seconds) == (300, 5_000, 1.5)


@pytest.mark.parametrize("code", ["", history.STOPPED])
def test_a_quiet_round_leaves_no_line(desk: Desk, code: str):
    note(desk, MINUTE, code)
    assert desk.sync_history() == []


def test_a_night_without_a_line_is_one_line_with_its_count(desk: Desk):
    for round_number in range(40):
        note(desk, round_number * 5 * MINUTE, "unreachable")
    [line] = desk.sync_history()
    assert (line.times, line.code) == (40, "unreachable")
    assert (line.began, line.ended) == (0, 39 * 5 * MINUTE + MINUTE)
    assert (line.bytes_up, line.seconds) == (40 * 300, 60.0)


def test_another_failure_or_one_that_moved_something_is_a_line_of_its_own(desk: Desk):
    note(desk, 1 * MINUTE, "unreachable")
    note(desk, 2 * MINUTE, "server_down")
    note(desk, 3 * MINUTE, "cut", pulled=200)
    note(desk, 4 * MINUTE, "cut")
    note(desk, 5 * MINUTE, "cut", pulled=100)
    found = [(line.code, line.times, line.pulled) for line in desk.sync_history()]
    assert found == [
        ("cut", 1, 100), ("cut", 2, 200), ("server_down", 1, 0), ("unreachable", 1, 0),
    ]  # fmt: skip


def test_a_failure_after_a_quiet_round_that_went_well_is_a_new_one(desk: Desk):
    now = clock.now()
    note(desk, now, "unreachable")
    desk.cache.put("last_sync_at", now + 5 * MINUTE)
    note(desk, now + 10 * MINUTE, "unreachable")
    assert [line.times for line in desk.sync_history()] == [1, 1]


def test_rounds_kept_by_an_earlier_program_are_told_as_far_as_they_go(desk: Desk):
    desk.cache.sync_run({"pulled": 18, "seconds": 1.5, "unheard_of": 3})
    [line] = desk.sync_history()
    assert (line.pulled, line.times, line.code) == (18, 1, "")
    assert line.began == line.ended > 0


def test_the_history_does_not_grow_for_ever(desk: Desk):
    for number in range(510):
        note(desk, number * MINUTE, pulled=1 + number)
    found = desk.sync_history(1_000)
    assert len(found) == 500
    assert found[0].pulled == 510
