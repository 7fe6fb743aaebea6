"""When an operation counts, from what a push tells of the device's clocks."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from casework.operations import Comment, Operation
from server.timing import DeviceBoot, DeviceClock, Times, When, effective

NOW = 1_800_000_000_000_000
HOUR = 3_600_000_000
YEARS = 2 * 365 * 24 * HOUR


def made(**values):
    return Operation(
        id="i", authority="a", case="c", kind="comment", payload=Comment(), actor="p", device="d",
        seq=1, **({"made_at": NOW - HOUR} | values),
    )  # fmt: skip


def placed(operation, clock=None, boots=None):
    return Times.told(clock, boots, NOW).made(operation)


def test_a_device_that_tells_nothing_is_taken_at_its_word_up_to_the_receipt():
    assert placed(made()) == When(NOW - HOUR, False)
    assert placed(made(made_at=NOW + HOUR)) == When(NOW, True)


def test_a_device_of_the_first_days_has_its_wall_clock_moved():
    clock = DeviceClock(wall=NOW + YEARS, monotonic_us=HOUR, boot="now")
    assert placed(made(made_at=NOW + YEARS - HOUR, boot="then"), clock) == When(NOW - HOUR, True)


def test_the_same_boot_is_placed_by_the_clock_that_nobody_can_set():
    clock = DeviceClock(wall=0, monotonic_us=9 * HOUR, boot="now")
    act = made(made_at=YEARS, boot="now", monotonic_us=7 * HOUR)
    assert placed(act, clock) == When(NOW - 2 * HOUR, False)


def test_an_earlier_boot_that_met_the_server_is_placed_by_its_own_clock():
    boots = [DeviceBoot(boot="then", zero=NOW - 9 * HOUR, error=1_000)]
    act = made(made_at=YEARS, boot="then", monotonic_us=2 * HOUR, reckoned_at=NOW - 3 * HOUR)
    assert placed(act, None, boots) == When(NOW - 7 * HOUR, False)
    rough = [msgspec.structs.replace(boots[0], error=2 * HOUR)]
    assert placed(act, None, rough) == When(NOW - 7 * HOUR, True)


def test_a_boot_that_never_met_the_server_counts_when_the_device_took_it_to_be():
    act = made(made_at=YEARS, boot="never", reckoned_at=NOW - 3 * HOUR)
    assert placed(act, None, []) == When(NOW - 3 * HOUR, True)
    assert placed(made(boot="never"), None, []) == When(NOW - HOUR, True)


@given(zero=st.integers(-(1 << 70), 1 << 70), error=st.integers(-(1 << 70), 1 << 70),
       ran=st.integers(-(1 << 61), 1 << 61), previous=st.integers(0, NOW))  # fmt: skip
def test_whatever_is_told_stays_between_the_act_before_and_the_receipt(zero, error, ran, previous):
    boots = [DeviceBoot(boot="b", zero=zero, error=error)]
    when = placed(made(boot="b", monotonic_us=ran), None, boots)
    assert 0 <= when.at <= NOW
    assert previous <= effective(when, previous).at <= NOW
