"""Rate and time left as a person sees them, on a line and a clock of the test's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.progress import WINDOW_SECONDS, Lane, Meter, Progress


class Road:
    """A line over which bytes go, and the clock beside it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.bytes = 5_000  # of rounds before
        self.meter = Meter(lambda: self.bytes, lambda: self.now)

    def drive(self, seconds: float, count: int) -> None:
        self.now += seconds
        self.bytes += count


def test_an_even_line_shows_its_rate_and_the_time_left():
    road = Road()
    road.meter.expect("photos_up", 100_000)
    told = [road.meter.take(Progress("photos_up", 0, 2))]
    for _ in range(20):
        road.drive(1.0, 1_000)
        far = road.meter.again()
        assert far is not None
        told.append(far)
    assert told[0].rate == 0
    assert told[0].seconds_left is None
    assert told[-1].rate == pytest.approx(1_000)
    assert told[-1].seconds_left == pytest.approx(80)
    assert (told[-1].bytes_done, told[-1].bytes_total) == (20_000, 100_000)
    assert told[-1].lanes == (Lane("photos_up", 0, 2, 20_000, 100_000),)
    assert told[-1].lanes[0].part == pytest.approx(0.2)


def test_bursts_do_not_make_the_rate_jump():
    road = Road()
    road.meter.expect("photos_up", 10**9)
    road.meter.take(Progress("photos_up", 0, 1))
    rates = []
    for _ in range(30):
        road.drive(4.0, 40_000)
        far = road.meter.again()
        road.drive(0.01, 0)
        assert far is not None
        rates.append(far.rate)
    assert max(rates[3:]) < 1.5 * min(rates[3:])


def test_a_line_that_stands_still_promises_nothing():
    road = Road()
    road.meter.expect("photos_up", 100_000)
    road.meter.take(Progress("photos_up", 0, 1))
    road.drive(2.0, 8_000)
    moving = road.meter.again()
    assert moving is not None
    assert moving.seconds_left == pytest.approx(23)
    road.drive(WINDOW_SECONDS + 1, 0)
    still = road.meter.again()
    assert still is not None
    assert (still.rate, still.seconds_left) == (0.0, None)


def test_where_only_the_number_is_known_the_time_left_follows_from_it():
    road = Road()
    road.meter.take(Progress("pull", 0, 1_000))
    road.drive(1.0, 500)
    assert road.meter.take(Progress("pull", 100, 1_000)).seconds_left is None, "too early to say"
    road.drive(3.0, 500)
    told = road.meter.take(Progress("pull", 400, 1_000))
    assert told.seconds_left == pytest.approx(6.0)
    assert told.lanes[0].part == pytest.approx(0.4)


def test_a_step_that_goes_on_with_many_done_is_not_taken_for_a_fast_one():
    road = Road()
    road.meter.take(Progress("pull", 900, 1_000))
    road.drive(10.0, 500)
    assert road.meter.take(Progress("pull", 910, 1_000)).seconds_left == pytest.approx(90)


def test_each_step_has_a_line_of_its_own_that_never_goes_back():
    road = Road()
    road.meter.take(Progress("push", 3, 3))
    road.drive(1.0, 700)
    road.meter.take(Progress("pull", 40))
    road.drive(1.0, 2_000)
    road.meter.expect("photos_up", 50_000)
    road.meter.take(Progress("photos_up", 0, 1))
    road.drive(1.0, 50_000)
    road.meter.take(Progress("photos_up", 1, 1))
    told = road.meter.take(Progress("pull", 1))
    assert [(lane.step, lane.done) for lane in told.lanes] == [
        ("push", 3), ("pull", 40), ("photos_up", 1),
    ]  # fmt: skip
    assert [lane.part for lane in told.lanes] == [1.0, None, 1.0]
    assert told.bytes_done == 52_700


def test_nothing_is_told_before_a_step_began():
    assert Road().meter.again() is None


@given(st.lists(st.tuples(st.floats(0, 60), st.integers(0, 10**7)), max_size=40))
def test_whatever_the_line_does_the_figures_make_sense(pieces: list[tuple[float, int]]):
    road = Road()
    total = sum(count for _, count in pieces) + 1
    road.meter.expect("photos_up", total)
    road.meter.take(Progress("photos_up", 0, 1))
    before = 0
    for seconds, count in pieces:
        road.drive(seconds, count)
        told = road.meter.again()
        assert told is not None
        assert before <= told.bytes_done <= told.bytes_total
        assert told.rate >= 0
        assert told.seconds_left is None or told.seconds_left >= 0
        part = told.lanes[0].part
        assert part is not None
        assert 0 <= part <= 1
        before = told.bytes_done
