"""What time it is, by the server's clock, on a computer whose own clock may be years off: pure.

A contact tells the server's time at one moment of this computer's monotonic clock, which nobody
can set. From then on, for as long as the computer runs, every moment of that boot is known. In a
boot that has not met the server yet the wall clock is taken, moved by what it was off at the last
contact, unless it was set since. Times are µs UTC.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from desktop.locking import DAY, Clocks

KEPT_BOOTS = 32
_DRIFT = 10_000
"""A quartz gains or loses up to one part in so many: an old reading is worth less each day."""
_LONGEST = 30 * DAY
"""A time this long after the last contact is not believed where there is a nearer one."""
_NOTICED = 300_000_000


class Boot(msgspec.Struct, frozen=True, kw_only=True):
    """A boot that met the server.

    `zero` is the server's time when its monotonic clock stood at zero, right to within `error` µs;
    `heard` is where that clock stood at the contact.
    """

    boot: str
    zero: int
    error: int
    heard: int


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What contacts have told of time.

    `boots` are those that met the server, the latest last; `met` is the server's time at the last
    contact, `behind` how far this computer's wall clock was behind it then.
    """

    boots: tuple[Boot, ...] = ()
    met: int = 0
    behind: int = 0


def of(known: Known, boot: str) -> Boot | None:
    """What is known of a boot."""
    return next((b for b in reversed(known.boots) if b.boot == boot), None)


def heard(known: Known, clocks: Clocks, told: int, began: int, ended: int, error: int = 0) -> Known:
    """After the server told its time, right to within `error`.

    It did so at some moment between `began` and `ended` of the monotonic clock.
    """
    half = (ended - began) // 2
    new = Boot(
        boot=clocks.boot, zero=told - began - half, error=half + error, heard=began + half
    )  # fmt: skip
    held = of(known, clocks.boot)
    if held is not None:
        now_off = held.error + abs(new.heard - held.heard) // _DRIFT
        # Both cannot be right where a computer that was stopped and went on counted no time.
        if now_off < new.error and abs(held.zero - new.zero) <= now_off + new.error:
            new = held
    others = tuple(b for b in known.boots if b.boot != clocks.boot)
    met = new.zero + clocks.monotonic
    return Known(boots=(*others, new)[-KEPT_BOOTS:], met=met, behind=met - clocks.wall)


def joined(one: Known, other: Known) -> Known:
    """What two sources know together; `met` and `behind` are those of the later contact."""
    latest = max(one, other, key=lambda known: known.met)
    earlier = other if latest is one else one
    names = {b.boot for b in latest.boots}
    boots = (*(b for b in earlier.boots if b.boot not in names), *latest.boots)
    return msgspec.structs.replace(latest, boots=boots[-KEPT_BOOTS:])


def now(known: Known, clocks: Clocks) -> int:
    """The time now, as well as it is known."""
    boot = of(known, clocks.boot)
    if boot is not None:
        return boot.zero + clocks.monotonic
    # This boot began after the last contact, so it is later than that by what it has run.
    least = known.met + (clocks.monotonic if clocks.is_named else 0)
    believed = [t for t in (clocks.wall + known.behind, clocks.wall) if t >= least]
    near = [t for t in believed if t <= least + _LONGEST]
    if near:
        return near[0]
    return min(believed, default=least)


def off(known: Known, clocks: Clocks) -> int:
    """How far (µs) the wall clock is ahead of the time; 0 for what nobody would notice."""
    ahead = clocks.wall - now(known, clocks)
    return ahead if abs(ahead) >= _NOTICED else 0


def boots_of(known: Known, boots: Iterable[str]) -> list[Boot]:
    """What is known of these boots."""
    wanted = set(boots)
    return [b for b in known.boots if b.boot in wanted]
