"""The thread that indexes: woken by changes, told of, stopped at once, alive after a failure."""

from __future__ import annotations

import threading

import pytest

from casework import wire
from desktop import indexing
from desktop.desk import Desk
from desktop.status import Status
from desktop.storage.errors import DiskFull
from desktop.storage.indexing import Index
from desktop.storage.records import CaseQuery
from tests.desktop.storage.authority import AT, a_case


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(indexing, "_TELL_SECONDS", 0.0)


def pull(desk: Desk, first: int, count: int) -> None:
    lines = [wire.Line(case=a_case(number)) for number in range(first, first + count)]
    end = wire.End(cursor=str(first), more=False)
    epoch = int(str(desk.cache.get("epoch", 1)))
    desk.cache.apply_page(lines, end, epoch=epoch, now=AT)


def wait(desk: Desk) -> None:
    """Until the thread has nothing to do any more."""
    desk._indexing._woken.wait()


def test_what_comes_is_indexed_by_itself(desk: Desk):
    pull(desk, 5_000, 30)
    wait(desk)
    assert desk.cache.index.left() == 0
    case = desk.cache.case("HT", "case-5001")
    assert case is not None
    desk.act([case], "comment", text="ตรวจแล้ว")
    wait(desk)
    assert desk.cache.index.left() == 0
    assert desk.cache.count(CaseQuery(text="ตรวจแล้ว"), AT) == 1


def test_the_status_says_how_far_it_is_where_there_is_much(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(indexing, "TOLD_FROM", 20)
    heard: list[Status] = []
    wait(desk)
    desk.on_status(heard.append)
    pull(desk, 5_000, 10)
    wait(desk)
    assert {status.indexing for status in heard} == {None}
    pull(desk, 6_000, 250)
    wait(desk)
    told = [status.indexing for status in heard if status.indexing]
    assert told[0] == (0, 250)
    assert told == sorted(told)
    assert {total for _, total in told} == {250}
    assert desk.status.indexing is None


@pytest.mark.parametrize("error", [DiskFull("full"), RuntimeError("a fault of ours")])
def test_a_failure_is_forgotten_with_the_next_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    wait(desk)
    failed: list[Exception] = []
    take = Index.take_some

    def failing(index: Index, limit: int) -> int:
        if failed:
            return take(index, limit)
        failed.append(error)
        raise error

    monkeypatch.setattr(Index, "take_some", failing)
    pull(desk, 5_000, 3)
    wait(desk)
    assert failed
    assert desk.cache.index.left() == 3
    pull(desk, 6_000, 3)
    wait(desk)
    assert desk.cache.index.left() == 0


def test_closing_stops_it_after_the_present_step_and_the_next_start_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    wait(desk)
    began, go_on = threading.Event(), threading.Event()
    take = Index.take_some

    def slow(index: Index, limit: int) -> int:
        done = take(index, 10)
        began.set()
        go_on.wait(60)
        return done

    monkeypatch.setattr(Index, "take_some", slow)
    pull(desk, 5_000, 50)
    assert began.wait(60)
    closing = threading.Thread(target=desk.close)
    closing.start()
    while not desk._indexing._closing.is_set():
        closing.join(0.01)
    go_on.set()
    closing.join(60)
    assert not closing.is_alive()
    monkeypatch.setattr(Index, "take_some", take)
    again = Desk(desk.profile, desk.key)
    try:
        assert again.cache.index.left() == 40
        again.start_sync()
        wait(again)
        assert again.cache.index.left() == 0
    finally:
        again.close()


def test_a_command_waits_for_it_no_longer_than_it_may(desk: Desk):
    desk._indexing.close()
    pull(desk, 5_000, 50)
    left = desk.cache.index.left()
    assert left >= 50
    desk.finish_index(0.0)
    assert desk.cache.index.left() == left
    again = Desk(desk.profile, desk.key)
    try:
        again.finish_index(60.0)
        assert again.cache.index.left() == 0
    finally:
        again.close()
