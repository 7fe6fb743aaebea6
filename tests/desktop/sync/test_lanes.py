"""Several connections at once: who works when the line is wide, narrow, or breaks."""

from __future__ import annotations

import threading

import pytest

from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.lanes import Lanes


def _together(rate: float, *, small: bool) -> int:
    """How many lanes get work on a line of so many bytes a second."""
    client = Client("http://127.0.0.1:9")
    client.speed.rate = rate
    lanes, jobs = Lanes(client, 3), iter(range(9))
    working: set[int] = set()
    all_started = threading.Event()

    def do(own: Client, _: int) -> None:
        working.add(id(own))
        all_started.wait(20)

    lanes.work(lambda: next(jobs, None), do, all_started.set, small=small)
    assert next(jobs, None) is None, "all jobs were done"
    return len(working)


def test_all_lanes_work_on_a_wide_line_and_one_on_a_narrow_one():
    assert _together(10e6, small=False) == 3
    assert _together(8_000, small=False) == 1


def test_small_jobs_take_all_lanes_on_a_narrow_line_too():
    assert _together(8_000, small=True) == 3


def test_the_first_error_ends_all_lanes():
    lanes, jobs = Lanes(Client("http://127.0.0.1:9"), 3), iter(range(100))
    left = threading.Event()

    def do(_: Client, job: int) -> None:
        if job == 0:
            left.set()
            raise SyncError("cut")
        left.wait(20)

    with pytest.raises(SyncError):
        lanes.work(lambda: next(jobs, None), do, lambda: None)
    assert next(jobs, None) is not None, "the rest is left for the next round"
