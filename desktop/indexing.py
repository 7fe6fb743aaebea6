"""Keeps the index of the search up with the cases, on a thread beside, a little at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.storage.indexing import AT_ONCE
from desktop.woken import Woken

if TYPE_CHECKING:
    from desktop.storage.cache import Cache, Change

# Over a good line, pages of a pull come closer to each other than this; they go first.
QUIET_SECONDS = 1.0
# Whoever waits to write gets a turn between two steps.
_BREATH_SECONDS = 0.002
_STEP_SECONDS = 0.015
# The log is brought into the file before it is so long that a step, or an act, would do it.
_TAKEN_IN_STEPS = 20
_TELL_SECONDS = 0.25
TOLD_FROM = 500
"""Fewer cases than these are indexed before anybody could read of it."""
Told = Callable[[tuple[int, int] | None], None]


class Indexing:
    """Indexes what waits whenever cases changed. Thread-safe.

    Nothing runs while there is nothing to do. What is left at the end is gone on with later.
    """

    def __init__(self, cache: Cache, told: Told) -> None:
        """Follow a cache; only in the process that writes.

        `told` hears how many of how many cases are indexed, and None when all are.
        """
        self._cache = cache
        self._told = told
        self._changed = threading.Event()
        self._woken = Woken("index", self._work, "the index of the search was left")
        self._closing = self._woken.closing
        cache.on_change(self._heard)

    def wake(self) -> None:
        """There may be something to index."""
        if not self._closing.is_set():
            self._changed.set()
            self._woken.wake()

    def finish(self, seconds: float) -> None:
        """Index what waits, here and now, but no longer than this."""
        until = time.monotonic() + seconds
        self._cache.index.finish(lambda: not self._closing.is_set() and time.monotonic() < until)

    def close(self) -> None:
        """Stop after the present step and wait for it. Twice does no harm."""
        self._woken.close()
        self._changed.set()
        self._woken.wait()

    def _heard(self, change: Change) -> None:
        if change.cases:
            self.wake()

    def _work(self) -> None:
        progress = _Progress(self._told)
        try:
            while self._is_quiet() and self._index(progress):
                pass
        finally:
            progress.end()

    def _is_quiet(self) -> bool:
        """Wait until nothing has changed for a moment; False when the desk closes."""
        while self._changed.is_set() and not self._closing.is_set():
            self._changed.clear()
            self._changed.wait(QUIET_SECONDS)
        return not self._closing.is_set()

    def _index(self, progress: _Progress) -> bool:
        """Take steps; True where cases changed meanwhile, False when nothing is left."""
        index, limit = self._cache.index, AT_ONCE
        steps = 0 if index.left() >= TOLD_FROM else 1
        while not self._changed.is_set():
            if self._closing.wait(_BREATH_SECONDS):
                return False
            progress.tell(index.left)
            if steps % _TAKEN_IN_STEPS == 0:
                self._cache.file.take_in()
            steps += 1
            if index.merge_some():
                continue
            start = time.perf_counter()
            if not index.take_some(limit):
                return False
            limit = _next(limit, time.perf_counter() - start)
        return True


def _next(limit: int, seconds: float) -> int:
    """How many cases a step of the right length has, when one of `limit` took so long."""
    return max(AT_ONCE // 10, min(2 * AT_ONCE, round(limit * _STEP_SECONDS / max(seconds, 1e-4))))


class _Progress:
    """Tells now and then how far the index is, where it has much to do."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._most = 0
        self._next = 0.0
        self._said = False

    def tell(self, left: Callable[[], int]) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _TELL_SECONDS
        waiting = left()
        self._most = max(self._most, waiting)
        if self._most >= TOLD_FROM:
            self._said = True
            self._told((self._most - waiting, self._most))

    def end(self) -> None:
        if self._said:
            self._told(None)
