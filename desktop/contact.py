"""What a desk keeps of its contacts with the server, and how it stands for lack of them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from desktop import clock, locking
from desktop.locking import Seen, Standing
from desktop.reckoning import Known
from desktop.storage.errors import StorageError

KEPT, KNOWN = "clock_seen", "clock_known"
_COARSE = 600_000_000
"""Finer than ten minutes (µs) nothing is written down: the disk is to rest too."""
_FINE = 10_000_000
"""Except where the time of this computer turns out to be another, by more than this (µs)."""


class Values(Protocol):
    """The part of the cache that keeps small values."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of this name."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value, durably."""

    def put_many(self, values: Mapping[str, Any]) -> None:
        """Keep several values at once, durably."""


def noted(server_time: int) -> dict[str, Any]:
    """What the cache keeps of a contact now; `server_time` is µs UTC, 0 where it was not said."""
    seen = locking.met(clock.clocks(), server_time)
    return {KEPT: msgspec.to_builtins(seen), KNOWN: msgspec.to_builtins(clock.known())}


def note(cache: Values, server_time: int) -> None:
    """Keep that the server was met, unless that was kept a moment ago."""
    seen, new = kept(cache), locking.met(clock.clocks(), server_time)
    lately = (
        seen is not None and abs(new.met - seen.met) < _COARSE and seen.reached - seen.met < _COARSE
    )
    if not lately or _has_learnt(cache):
        cache.put_many(noted(server_time))


def set_clock(cache: Values) -> None:
    """Take up what earlier contacts of this desk have told of this computer's clocks."""
    clock.remember(_known(cache))


def forget_wall(cache: Values) -> None:
    """What was kept of a wall clock is that of another computer."""
    cache.put(KNOWN, msgspec.to_builtins(msgspec.structs.replace(_known(cache), behind=0)))


def _has_learnt(cache: Values) -> bool:
    """Whether the kept would place this boot, or the wall clock, elsewhere by what is noticed."""
    held, known = _known(cache), clock.known()
    if not known.boots or not held.boots or held.boots[-1].boot != known.boots[-1].boot:
        return bool(known.boots)
    worse = held.boots[-1].error - known.boots[-1].error
    return worse > _FINE or abs(held.behind - known.behind) > _FINE


def _known(cache: Values) -> Known:
    held = cache.get(KNOWN)
    return msgspec.convert(held, Known) if held else Known()


def met_at(cache: Values) -> int:
    """When the server was met last (µs UTC), 0 where that was never kept."""
    seen = kept(cache)
    return seen.met if seen is not None else 0


def note_answer(cache: Values, at: int) -> None:
    """Keep that an answer came by stick, which the server gave `at` (µs UTC)."""
    seen = kept(cache)
    if seen is not None:
        cache.put(
            KEPT, msgspec.to_builtins(locking.answered(locking.later(seen, clock.clocks()), at))
        )


def standing(cache: Values, *, keep: bool = True) -> Standing:
    """How the desk stands now; where the authority has it so, what the clocks show is kept.

    Without `keep` nothing is written, so that nobody waits for the disk.
    """
    days = int((cache.get("settings") or {}).get("lock_after_days", 0))
    if days <= 0:
        return Standing()
    seen, clocks = kept(cache), clock.clocks()
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
