"""When an operation counts: the device's clocks, corrected and clamped.

A push tells what the device's clocks show now, and for earlier boots that met the server what its
time was when their monotonic clocks stood at zero. Nobody can set a monotonic clock, so what was
made in such a boot is placed by it. What was made in a boot that never met the server counts when
the device took it to be, which is an estimate. The result lies between the device's previous act
on the case and the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from casework.operations import Operation

# Below this (µs), a difference is the time on the line, not a wrong clock.
_TOLERANCE = 60_000_000
_MOST_BOOTS = 100
_RANGE = 1 << 62


class DeviceClock(msgspec.Struct, frozen=True, kw_only=True):
    """What the device's clocks show when it sends: wall (µs UTC), monotonic (µs), boot id."""

    wall: int
    monotonic_us: int = 0
    boot: str = ""


class DeviceBoot(msgspec.Struct, frozen=True, kw_only=True):
    """A boot of the device that met the server.

    `zero` (µs UTC) is the server's time at the zero of its monotonic clock, to within `error` µs.
    """

    boot: str
    zero: int
    error: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """A time (µs UTC), and whether it is an estimate."""

    at: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Times:
    """What a push told of the device's clocks; `boots` is None where it did not speak of them."""

    clock: DeviceClock | None
    boots: dict[str, DeviceBoot] | None
    received_at: int = field(kw_only=True)

    @classmethod
    def told(
        cls,
        clock: DeviceClock | None,
        boots: Iterable[DeviceBoot] | None,
        received_at: int,
    ) -> Times:
        """What is to be believed of it."""
        believed = None
        if boots is not None:
            kept = [b for b in boots if abs(b.zero) < _RANGE and 0 <= b.error < _RANGE]
            believed = {b.boot: b for b in kept[:_MOST_BOOTS] if b.boot}
        return cls(clock, believed, received_at=received_at)

    def made(self, operation: Operation) -> When:
        """When an operation was made, by the server's clock, at the latest when it came."""
        when = self._placed(operation)
        return When(max(0, min(when.at, self.received_at)), when.estimated)

    def _placed(self, operation: Operation) -> When:
        clock, received_at = self.clock, self.received_at
        if clock is not None and operation.boot and operation.boot == clock.boot:
            ago = clock.monotonic_us - operation.monotonic_us
            return When(received_at - ago, estimated=False)
        boot = (self.boots or {}).get(operation.boot)
        if boot is not None:
            return When(boot.zero + operation.monotonic_us, estimated=boot.error > _TOLERANCE)
        if self.boots is not None or operation.reckoned_at:
            return When(operation.acted_at, estimated=True)
        # A device of the protocol's first days: what its wall clock is off now, it was then too.
        off = received_at - clock.wall if clock is not None else 0
        if abs(off) > _TOLERANCE:
            return When(operation.made_at + off, estimated=True)
        return When(operation.made_at, estimated=operation.made_at > received_at + _TOLERANCE)


def effective(when: When, previous_at: int) -> When:
    """When it counts: not before the device's previous act on the case."""
    if when.at >= previous_at:
        return when
    return When(previous_at, when.estimated or previous_at - when.at > _TOLERANCE)
