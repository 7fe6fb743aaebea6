"""The lock after days without the server, whatever the computer's clock does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.locking import DAY, WARN, Clocks, Seen, Standing, answered, later, met, standing

NOW = 1_800_000_000_000_000
HOUR = DAY // 24

walls = st.integers(0, 2**52)
steps = st.lists(
    st.tuples(st.integers(0, 40 * DAY), st.integers(-4000 * DAY, 4000 * DAY), st.booleans()),
    max_size=12,
)


def clocks(wall: int = NOW, monotonic: int = 0, boot: str = "a") -> Clocks:
    return Clocks(wall, monotonic, boot)


def lived(seen: Seen, walk: list[tuple[int, int, bool]], wall: int) -> tuple[Seen, int, int]:
    """Live through (time that passes, turn of the clock, restart); also the time that it ran."""
    monotonic, boot, ran = seen.monotonic, 0, 0
    for passed, turned, restarted in walk:
        wall = max(0, wall + passed + turned)
        monotonic += passed
        if restarted:
            boot, monotonic = boot + 1, 0
        else:
            ran += passed
        seen = later(seen, clocks(wall, monotonic, str(boot or "a")))
    return seen, wall, ran


@given(walls, st.integers(-3, 0))
def test_without_the_setting_nothing_ever_locks(wall: int, days: int):
    seen = later(met(clocks(0)), clocks(wall))
    assert standing(seen, days) == Standing()
    assert not standing(seen, days).soon


@given(walls, walls, st.integers(1, 3650))
def test_a_contact_unlocks_whatever_clock_and_server_show(wall: int, server: int, days: int):
    seen = met(clocks(wall, 5), server)
    for found in (standing(seen, days), standing(later(seen, clocks(wall, 5)), days)):
        assert (found.locked, found.left) == (False, days * DAY)


@given(st.integers(0, 9000), st.integers(1, 3650), st.integers(0, 4000))
def test_a_clock_that_was_behind_and_is_set_right_after_a_contact_does_not_lock(
    behind: int, days: int, passed: int
):
    """The server told the true time; only the days that truly passed since then count."""
    seen = met(clocks(NOW - behind * DAY), NOW)
    right = later(seen, clocks(NOW + passed * DAY, 0, "another boot"))
    assert standing(right, days).locked == (passed >= days)


@given(walls, st.lists(st.integers(0, DAY), max_size=60), st.integers(0, 2**52), st.integers(1, 30))
def test_what_passed_while_it_ran_counts_although_the_clock_was_turned_back(
    wall: int, passing: list[int], back_to: int, days: int
):
    """Somebody sets the clock to the same old time before each look."""
    seen, ran = met(clocks(wall)), 0
    for passed in passing:
        ran += passed
        seen = later(seen, clocks(min(back_to, wall), ran))
    assert standing(seen, days).locked == (ran >= days * DAY)


@given(walls, steps, st.integers(1, 400))
def test_time_never_goes_back_so_that_only_a_contact_unlocks(
    wall: int, walk: list[tuple[int, int, bool]], days: int
):
    seen = met(clocks(wall))
    shut, reached = False, seen.reached
    for n in range(len(walk)):
        now, _, _ = lived(seen, walk[: n + 1], wall)
        assert now.reached >= reached
        assert not shut or standing(now, days).locked
        shut, reached = standing(now, days).locked, now.reached


@given(walls, st.lists(st.integers(0, DAY), max_size=60), st.integers(1, 60))
def test_an_honest_clock_locks_exactly_when_the_days_are_over(
    wall: int, passing: list[int], days: int
):
    walk = [(passed, 0, n % 3 == 0) for n, passed in enumerate(passing)]
    seen, _, _ = lived(met(clocks(wall)), walk, wall)
    assert standing(seen, days).locked == (sum(passing) >= days * DAY)


def test_a_computer_that_shows_two_zones_in_turn_is_not_counted_twice():
    """Two systems on one computer, of which one keeps local time: seven hours to and fro."""
    walk = [(HOUR, (7 if n % 2 else -7) * HOUR, True) for n in range(48)]
    seen, _, _ = lived(met(clocks()), walk, NOW)
    assert seen.reached - seen.met <= 2 * DAY + 7 * HOUR


@pytest.mark.parametrize(
    ("days", "passed", "soon", "locked"),
    [
        (10, 0, False, False),
        (10, 8 * DAY - 1, False, False),
        (10, 8 * DAY, True, False),
        (10, 10 * DAY - 1, True, False),
        (10, 10 * DAY, False, True),
        (1, 0, False, False),
        (1, DAY // 2, True, False),
    ],
)
def test_it_is_told_two_days_before(days: int, passed: int, soon: bool, locked: bool):
    found = standing(later(met(clocks()), clocks(NOW + passed)), days)
    assert (found.soon, found.locked) == (soon, locked)
    assert WARN == 2 * DAY


@given(walls, steps, st.integers(0, 3000 * DAY))
def test_an_answer_by_stick_counts_from_when_it_was_given(wall: int, walk, age: int):
    seen, _, _ = lived(met(clocks(wall)), walk, wall)
    given_at = max(0, seen.reached - age)
    after = answered(seen, given_at)
    assert after.reached - after.met <= max(0, min(age, seen.reached - seen.met))
    assert answered(after, given_at) == after, "twice gains nothing"
    assert answered(after, 0) == after, "nor does an old one"
