"""Between screens and desk: off the main thread, in order, and back onto it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from casework.case import Audience
from desktop.desk import Desk
from desktop.ui.bridge import Bridge


@pytest.fixture
def bridge(desk: Desk, qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(desk)
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_answer_comes_here(bridge: Bridge, qtbot: QtBot):
    got: list[threading.Thread] = []
    for ask in (bridge.read, bridge.write, bridge.picture):
        ask(
            threading.current_thread,
            lambda worker: got.extend([worker, threading.current_thread()]),
        )
    qtbot.waitUntil(lambda: len(got) == 6)
    here = threading.current_thread()
    assert [thread is here for thread in got] == [False, True] * 3
    assert not bridge.busy


def test_a_failure_is_given_to_who_asked(bridge: Bridge, qtbot: QtBot):
    failed: list[Exception] = []
    bridge.read(lambda: 1 // 0, lambda _: pytest.fail("no answer"), failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], ZeroDivisionError)


def test_acts_are_done_in_the_order_asked(bridge: Bridge, qtbot: QtBot):
    first_may_end = threading.Event()
    order: list[str] = []

    def slow() -> str:
        first_may_end.wait(10)
        return "first"

    bridge.write(slow, order.append)
    bridge.write(lambda: "second", order.append)
    bridge.read(lambda: "read", order.append)
    qtbot.waitUntil(lambda: order == ["read"])
    first_may_end.set()
    qtbot.waitUntil(lambda: order == ["read", "first", "second"])


def test_many_changes_are_told_once(bridge: Bridge, desk: Desk, qtbot: QtBot):
    told: list[frozenset[tuple[str, str]]] = []
    outbox: list[None] = []
    bridge.cases_changed.connect(told.append)
    bridge.outbox_changed.connect(lambda: outbox.append(None))
    for number in (1, 2, 3):
        case = desk.find(f"2026-AA000{number}")
        desk.act([case], "comment", text="ไปดูแล้ว", audience=Audience.STAFF)
    qtbot.waitUntil(lambda: bool(told) and not bridge.busy)
    assert frozenset.union(*told) == {("HT", f"case-000{number}") for number in (1, 2, 3)}
    assert len(told) < 3
    assert outbox


def test_after_closing_no_answer_comes_and_nothing_waits(desk: Desk, qtbot: QtBot):
    bridge = Bridge(desk)
    running, may_end = threading.Event(), threading.Event()

    def work() -> None:
        running.set()
        may_end.wait(10)

    bridge.read(work, lambda _: pytest.fail("the screen is gone"))
    assert running.wait(10)
    may_end.set()
    bridge.close()
    bridge.read(work, lambda _: pytest.fail("the screen is gone"))
    told: list[object] = []
    bridge.status_changed.connect(told.append)
    desk.act([desk.find("2026-AA0001")], "comment", text="x", audience=Audience.STAFF)
    qtbot.wait(0)
    assert told == []
