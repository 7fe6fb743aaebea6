"""Whether a desk that has not met its server for long keeps its pages shut: pure, with no clock.

What counts is time that has passed since the last contact, on a clock that never goes back: the
highest time that this computer or the server has shown, and while the computer runs at least what
its monotonic clock adds. So turning the clock back gains nothing, and one that jumped ahead is
forgiven by the next contact. Times are µs UTC.
"""

from __future__ import annotations

import msgspec

DAY = 86_400_000_000
WARN = 2 * DAY


class Clocks(msgspec.Struct, frozen=True):
    """What this computer's clocks show: wall time, µs since the boot began, which boot.

    `is_named` is that the system names its boots; else a boot may go by two names.
    """

    wall: int
    monotonic: int
    boot: str
    is_named: bool = True


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk keeps of the passing of time: the last contact, and where time has come since.

    `monotonic` and `boot` are those of the moment at which `reached` was noted.
    """

    met: int
    reached: int
    monotonic: int
    boot: str


class Standing(msgspec.Struct, frozen=True):
    """Whether the pages are shut, after how many days, and how much time (µs) is left."""

    locked: bool = False
    days: int = 0
    left: int | None = None

    @property
    def soon(self) -> bool:
        """Whether the lock is so near that a person should know: two days, or half the time."""
        if self.locked or self.left is None:
            return False
        return self.left <= min(WARN, self.days * DAY // 2)


def met(clocks: Clocks, server_time: int = 0) -> Seen:
    """After a contact; `server_time` is what the server's clock showed, 0 where it did not say.

    The later of both clocks: one that is set right afterwards must not look like days gone by.
    """
    at = max(clocks.wall, server_time)
    return Seen(met=at, reached=at, monotonic=clocks.monotonic, boot=clocks.boot)


def later(seen: Seen, clocks: Clocks) -> Seen:
    """What is known once the clocks were looked at again."""
    ran = max(0, clocks.monotonic - seen.monotonic) if clocks.boot == seen.boot else 0
    reached = max(seen.reached + ran, clocks.wall)
    return Seen(met=seen.met, reached=reached, monotonic=clocks.monotonic, boot=clocks.boot)


def answered(seen: Seen, at: int) -> Seen:
    """Once an answer of the server came by stick, which it gave `at` (µs UTC) by its clock.

    An old one, or one that comes again, moves nothing.
    """
    return Seen(
        met=max(seen.met, at), reached=max(seen.reached, at), monotonic=seen.monotonic,
        boot=seen.boot,
    )  # fmt: skip


def standing(seen: Seen, days: int) -> Standing:
    """How a desk stands whose authority locks after so many days; 0 or less is never."""
    if days <= 0:
        return Standing()
    left = days * DAY - (seen.reached - seen.met)
    return Standing(left <= 0, days, max(0, left))
