"""What time it is on a computer whose clock is wrong, was set, or has lost its battery."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop import reckoning
from desktop.locking import DAY, Clocks
from desktop.reckoning import KEPT_BOOTS, Known, heard, joined, now, off

NOW = 1_800_000_000_000_000
HOUR, MINUTE, SECOND = 3_600_000_000, 60_000_000, 1_000_000
YEARS = 2 * 365 * DAY


def meet(known=None, *, at=NOW, behind=0, ran=HOUR, boot="b1", trip=0, error=0):
    """A contact at this true time on a clock that is behind; the computer had run so long."""
    shown = Clocks(at - behind, ran, boot)
    return heard(known or Known(), shown, at, ran - trip, ran, error)


def error_of(known):
    boot = reckoning.of(known, "b1")
    assert boot is not None
    return boot.error


@given(behind=st.integers(-YEARS, YEARS), turned=st.integers(-YEARS, YEARS),
       later=st.integers(0, 40 * DAY))  # fmt: skip
def test_while_the_computer_runs_the_time_is_right_however_its_clock_is_set(behind, turned, later):
    known = meet(behind=behind)
    shown = Clocks(NOW - behind + turned + later, HOUR + later, "b1")
    assert now(known, shown) == NOW + later


@given(behind=st.integers(-YEARS, YEARS), away=st.integers(0, 20 * DAY), ran=st.integers(0, HOUR))
def test_after_a_new_start_a_wrong_clock_is_as_wrong_as_before(behind, away, ran):
    known = meet(behind=behind)
    at = NOW + away + ran
    assert now(known, Clocks(at - behind, ran, "b2")) == at


@pytest.mark.parametrize("behind", [YEARS, -YEARS])
def test_a_clock_that_was_years_off_and_was_set_right_is_believed(behind):
    known = meet(behind=behind)
    at = NOW + 3 * DAY
    assert now(known, Clocks(at, HOUR, "b2")) == at


def test_a_clock_without_battery_tells_no_time_before_the_last_contact():
    known = meet()
    seen = [now(known, Clocks(SECOND + ran, ran, "b2")) for ran in (0, MINUTE, HOUR)]
    assert seen == [NOW, NOW + MINUTE, NOW + HOUR], "and goes on while the computer runs"


def test_where_a_boot_may_go_by_two_names_its_length_is_not_added():
    known = meet()
    assert now(known, Clocks(0, 400 * DAY, "b2", is_named=False)) == NOW


def test_nothing_known_leaves_the_clock_as_it_is():
    assert now(Known(), Clocks(NOW, HOUR, "b1")) == NOW
    assert off(Known(), Clocks(NOW, HOUR, "b1")) == 0


@given(trip=st.integers(0, 30 * SECOND), share=st.floats(0, 1), error=st.integers(0, SECOND))
def test_a_slow_line_tells_the_time_to_within_what_it_says(trip, share, error):
    answered_at = NOW + round(trip * share)
    shown = Clocks(NOW + trip, HOUR + trip, "b1")
    known = heard(Known(), shown, answered_at, HOUR, HOUR + trip, error)
    assert abs(now(known, shown) - shown.wall) <= error_of(known) + 1


def test_the_best_reading_of_a_boot_stays_until_it_is_old():
    known = meet(trip=2 * SECOND)
    slow = meet(known, at=NOW + MINUTE, ran=HOUR + MINUTE, trip=20 * SECOND)
    assert error_of(slow) == SECOND
    aged = meet(known, at=NOW + 9 * DAY, ran=HOUR + 9 * DAY, trip=20 * SECOND)
    assert error_of(aged) == 10 * SECOND


@given(stood=st.integers(MINUTE, DAY))
def test_a_computer_that_stood_still_uncounted_takes_the_new_reading(stood):
    known = meet(trip=1000)
    after = meet(known, at=NOW + stood, ran=HOUR, trip=2 * SECOND)
    assert abs(now(after, Clocks(0, HOUR, "b1")) - (NOW + stood)) <= 2 * SECOND


def test_boots_are_kept_and_not_without_end():
    known = Known()
    for n in range(KEPT_BOOTS + 5):
        known = meet(known, at=NOW + n * DAY, boot=f"b{n}", ran=n)
    names = [b.boot for b in known.boots]
    assert len(names) == KEPT_BOOTS
    assert names[-1] == f"b{KEPT_BOOTS + 4}"
    assert reckoning.boots_of(known, {"b20", "b0"}) == [reckoning.of(known, "b20")]


def test_what_was_kept_joins_what_this_run_has_heard():
    kept = meet(boot="b1")
    fresh = meet(boot="b2", at=NOW + DAY, behind=HOUR)
    for both in (joined(kept, fresh), joined(fresh, kept)):
        assert [b.boot for b in both.boots] == ["b1", "b2"]
        assert (both.met, both.behind) == (NOW + DAY, HOUR)


@given(behind=st.integers(-YEARS, YEARS))
def test_a_clock_is_said_to_be_off_where_somebody_would_notice(behind):
    assume(abs(abs(behind) - 5 * MINUTE) > SECOND)
    shown = Clocks(NOW - behind, HOUR, "b1")
    told = off(meet(behind=behind), shown)
    assert told == (-behind if abs(behind) > 5 * MINUTE else 0)
