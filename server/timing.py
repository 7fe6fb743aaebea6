"""When an operation counts: the device's clocks, corrected and clamped.

A push tells what the device's clocks show now. An operation of the same boot is placed by the
monotonic clock, which nobody can set; one of an earlier boot by the wall clock, moved by what it
is off now. The result lies between the device's previous act on the case and the receipt.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from casework.operations import Operation

# Below this (µs), a difference is the time on the line, not a wrong clock.
_TOLERANCE = 60_000_000


class DeviceClock(msgspec.Struct, frozen=True, kw_only=True):
    """What the device's clocks show when it sends: wall (µs UTC), monotonic (µs), boot id."""

    wall: int
    monotonic_us: int = 0
    boot: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A time (µs UTC), and whether it is an estimate."""

    at: int
    estimated: bool


def made(operation: Operation, clock: DeviceClock | None, received_at: int) -> When:
    """When the operation was made, by the server's clock, at the latest when it was received."""
    if clock is None:
        at, estimated = operation.made_at, operation.made_at > received_at + _TOLERANCE
    elif operation.boot and operation.boot == clock.boot:
        at, estimated = received_at - (clock.monotonic_us - operation.monotonic_us), False
    else:
        off = received_at - clock.wall
        estimated = abs(off) > _TOLERANCE
        at = operation.made_at + (off if estimated else 0)
    return When(max(0, min(at, received_at)), estimated)


def effective(when: When, previous_at: int) -> When:
    """When it counts: not before the device's previous act on the case."""
    if when.at >= previous_at:
        return when
    return When(previous_at, when.estimated or previous_at - when.at > _TOLERANCE)
