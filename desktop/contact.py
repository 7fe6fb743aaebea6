"""What a desk keeps of its contacts with the server, and how it stands for lack of them."""

from __future__ import annotations

import contextlib
from typing import Any, Protocol

import msgspec

from desktop import clock, locking
from desktop.locking import Clocks, Seen, Standing
from desktop.storage.errors import StorageError

KEPT = "clock_seen"
_COARSE = 600_000_000
"""Finer than ten minutes (µs) nothing is written down: the disk is to rest too."""


class Values(Protocol):
    """The part of the cache that keeps small values."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of this name."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value, durably."""


def noted(server_time: int) -> dict[str, Any]:
    """What the cache keeps of a contact now; `server_time` is µs UTC, 0 where it was not said."""
    return {KEPT: msgspec.to_builtins(locking.met(_clocks(), server_time))}


def note(cache: Values, server_time: int) -> None:
    """Keep that the server was met, unless that was kept a moment ago."""
    seen, new = kept(cache), locking.met(_clocks(), server_time)
    if seen is not None and abs(new.met - seen.met) < _COARSE and seen.reached - seen.met < _COARSE:
        return
    cache.put(KEPT, msgspec.to_builtins(new))


def note_answer(cache: Values, at: int) -> None:
    """Keep that an answer came by stick, which the server gave `at` (µs UTC)."""
    seen = kept(cache)
    if seen is not None:
        cache.put(KEPT, msgspec.to_builtins(locking.answered(locking.later(seen, _clocks()), at)))


def standing(cache: Values, *, keep: bool = True) -> Standing:
    """How the desk stands now; where the authority has it so, what the clocks show is kept.

    Without `keep` nothing is written, so that nobody waits for the disk.
    """
    days = int((cache.get("settings") or {}).get("lock_after_days", 0))
    if days <= 0:
        return Standing()
    seen, clocks = kept(cache), _clocks()
    now = locking.later(seen, clocks) if seen is not None else locking.met(clocks)
    if keep and (seen is None or seen.boot != now.boot or now.reached - seen.reached >= _COARSE):
        # On a full disk the time that passed is told all the same.
        with contextlib.suppress(StorageError):
            cache.put(KEPT, msgspec.to_builtins(now))
    return locking.standing(now, days)


def kept(cache: Values) -> Seen | None:
    """What is kept of the last contact, None where there was none."""
    found = cache.get(KEPT)
    return msgspec.convert(found, Seen) if found else None


def _clocks() -> Clocks:
    return Clocks(clock.now(), clock.monotonic(), clock.boot())
