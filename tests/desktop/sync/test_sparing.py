"""When pictures wait, and when a desk tries again: by measured speed, hints, choice and chance."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.backoff import LONGEST_SECONDS, delay_seconds, wait_left
from desktop.sync.lanes import LANES
from desktop.sync.sparing import Network, Sparing, choice_of
from desktop.sync.speed import FAST, SLOW, Speed
from desktop.sync.uploading import LEAST_CHUNK_BYTES, MOST_CHUNK_BYTES, chunk_bytes

YEAR = 365 * 86_400_000_000


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def measured(rate: float, seconds: float = 2.0) -> tuple[Speed, Clock]:
    """A line on which one piece was seen."""
    clock = Clock()
    speed = Speed(clock)
    carry(speed, clock, rate, seconds)
    return speed, clock


def carry(speed: Speed, clock: Clock, rate: float, seconds: float = 2.0) -> None:
    speed.begin()
    clock.now += seconds
    speed.moved(int(rate * seconds))
    speed.end()


def test_a_slow_line_is_told_from_a_fast_one_and_between_the_two_nothing_changes():
    speed, clock = measured(SLOW - 2_000)
    told = [speed.slow]
    for rate in ((SLOW + FAST) / 2, FAST + 10_000, (SLOW + FAST) / 2):
        clock.now += 100
        carry(speed, clock, rate)
        told.append(speed.slow)
    assert told == [True, True, False, False]


def test_little_says_nothing():
    speed, _ = measured(500.0)
    assert (speed.slow, speed.rate) == (False, 0.0)


def test_what_moves_at_the_same_time_is_counted_together():
    clock = Clock()
    speed = Speed(clock)
    for _ in range(LANES):
        speed.begin()
    clock.now += 2
    for _ in range(LANES):
        speed.moved(int(SLOW))
    told = []
    for _ in range(LANES):
        speed.end()
        told.append(speed.rate)
    assert told == [SLOW * LANES / 2] * LANES
    assert not speed.slow


def test_a_line_of_64_kbit_has_room_for_one_connection_and_a_lossy_one_for_more():
    assert measured(8_000, 5)[0].narrow
    assert not measured(17_000, 5)[0].narrow
    assert not Speed().narrow, "nobody knows yet"


def test_a_slow_line_is_tried_by_one_picture_ever_more_seldom_until_it_is_fast():
    speed, clock = measured(SLOW / 2)
    waited = []
    for _ in range(6):
        began = clock.now
        while not speed.may_carry_pictures():
            clock.now += 10
        assert not speed.may_carry_pictures(), "just one"
        waited.append(clock.now - began)
        carry(speed, clock, SLOW / 2)
    assert waited[0] <= 300
    assert waited == sorted(waited)
    assert 3_500 < waited[-1] <= 3_600
    while not speed.may_carry_pictures():
        clock.now += 10
    carry(speed, clock, FAST * 2)
    assert speed.may_carry_pictures()
    assert speed.may_carry_pictures()


def test_another_network_is_not_judged_by_the_one_before():
    sparing = Sparing()
    slow, _ = measured(SLOW / 2)
    sparing.speed = slow
    assert sparing.why() == "slow"
    sparing.network_changed(Network(metered=True))
    assert sparing.why() == "metered"
    sparing.network_changed(Network())
    assert sparing.why() == "slow", "the same network in another light"
    sparing.network_changed(Network(reachable=False))
    sparing.network_changed(Network())
    assert sparing.why() == ""
    assert sparing.admits()


def test_what_the_person_chose_goes_before_all_else():
    for choice, why, admitted in (("always", "", True), ("ask", "chosen", False)):
        sparing = Sparing(choice_of(choice))
        for network in (Network(), Network(metered=True)):
            sparing.network_changed(network)
            assert (sparing.why(), sparing.admits()) == (why, admitted)
    sparing = Sparing(choice_of("whatever an earlier program kept"))
    assert sparing.choice == "auto"
    assert sparing.admits()
    sparing.network_changed(Network(metered=True))
    assert not sparing.admits()


@given(st.floats(0, 1e12))
def test_a_request_carries_what_the_line_takes_in_a_while(rate: float):
    assert LEAST_CHUNK_BYTES <= chunk_bytes(rate) <= MOST_CHUNK_BYTES


@given(st.integers(0, 10_000), st.none() | st.floats(0, 3600), st.integers(0, 2**32))
def test_waiting_grows_with_each_failure_and_is_never_shorter_than_asked(tries, asked, seed):
    wait = delay_seconds(tries, asked, random.Random(seed))
    assert 1 <= wait <= max(LONGEST_SECONDS, (asked or 0) * 1.1)
    assert wait >= (asked or 0)


def test_desks_that_lost_the_server_together_do_not_come_back_together():
    rng = random.Random(1)
    after_outage = sorted(delay_seconds(8, None, rng) for _ in range(200))
    assert after_outage[20] < 120
    assert after_outage[-20] > 480
    after_maintenance = sorted(delay_seconds(1, 1800.0, rng) for _ in range(200))
    assert after_maintenance[-1] - after_maintenance[0] > 100


@given(st.integers(0, 10**9), st.integers(0, 3600), st.integers(-100 * YEAR, 100 * YEAR))
def test_a_clock_that_was_set_never_makes_a_desk_wait_longer(failed: int, wait: int, moved: int):
    left = wait_left(failed + wait * 1_000_000, failed, failed + moved)
    assert 0 <= left <= wait
    if moved < 0 or moved > wait * 1_000_000:
        assert left == 0


def test_nothing_of_the_line_needs_a_screen(repository: Path):
    for file in (repository / "desktop" / "sync").glob("*.py"):
        assert "PySide6" not in file.read_text("utf-8"), file
