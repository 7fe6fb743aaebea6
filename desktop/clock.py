"""The time: this computer's clocks, and what contacts with the server have told of them.

Everything that is shown or decided asks `now`. What travels with an operation is what the clocks
showed (`wall`, `monotonic`, `boot`), beside the time that was taken to be right.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from casework.identifiers import uuid7
from desktop import reckoning
from desktop.locking import Clocks
from desktop.reckoning import Boot, Known

_BOOT_FILE = Path("/proc/sys/kernel/random/boot_id")
_known = Known()
_lock = threading.Lock()


def now() -> int:
    """The time in µs UTC: the server's as far as it is known, whatever the wall clock says."""
    return reckoning.now(_known, clocks())


def wall() -> int:
    """What the wall clock shows, in µs UTC. It can be years off, and be set at any moment."""
    return time.time_ns() // 1000


def _sleepless() -> int | None:
    """The system's clock that goes on while the computer sleeps, where it must be asked for."""
    if sys.platform == "darwin":
        return time.CLOCK_MONOTONIC
    found: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return found


def monotonic() -> int:
    """Microseconds since a moment that is fixed for this boot; sleep counts."""
    source = _sleepless()
    # Windows alone has no such clock: its monotonic one counts sleep.
    return (time.monotonic_ns() if source is None else time.clock_gettime_ns(source)) // 1000


@cache
def boot() -> str:
    """A name for this boot of the computer.

    Where the system gives none, the wall time of the boot to the minute stands for it; asked for
    once, so that it stays when that clock is set.
    """
    try:
        return _BOOT_FILE.read_text(encoding="ascii").strip()
    except OSError:
        minute = (wall() - monotonic()) // 60_000_000
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"boot {minute}"))


def clocks() -> Clocks:
    """What this computer's clocks show."""
    return Clocks(wall(), monotonic(), boot(), _BOOT_FILE.exists())


def off() -> int:
    """How far (µs) the wall clock is ahead of the time; 0 for what nobody would notice."""
    return reckoning.off(_known, clocks())


def heard(told: int, began: int, ended: int, error: int) -> None:
    """Note that the server told its time (µs UTC, to within `error`) between two moments here.

    `began` and `ended` are of `monotonic`.
    """
    global _known  # noqa: PLW0603 - a computer has one time
    with _lock:
        _known = reckoning.heard(_known, clocks(), told, began, ended, error)


def known() -> Known:
    """What contacts have told, to be kept."""
    return _known


def remember(kept: Known) -> None:
    """Take up what was kept of contacts in earlier runs and boots."""
    global _known  # noqa: PLW0603 - a computer has one time
    with _lock:
        _known = reckoning.joined(_known, kept)


def forget() -> None:
    """Know nothing of contacts, as a computer that never had one."""
    global _known  # noqa: PLW0603 - a computer has one time
    with _lock:
        _known = Known()


def boots_of(boots: Iterable[str]) -> list[Boot]:
    """What contacts have told of these boots."""
    return reckoning.boots_of(_known, boots)


def new_id() -> str:
    """A new UUIDv7."""
    return uuid7(now(), os.urandom(10))
