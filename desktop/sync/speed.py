"""How fast the line is, measured by what goes over it, and whether that is too slow for pictures.

Several requests may run at once: what counts is all that moved while any of them did.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

SLOW, FAST = 25_000.0, 50_000.0
"""Bytes a second: below the first a line is slow, above the second it is so no longer."""
ENOUGH_BYTES = 16_000
"""Less says nothing: it is the round trip that takes the time."""
KEPT_EXCHANGES = 12
KEPT_SECONDS = 60.0
FIRST_DWELL_SECONDS, LONGEST_DWELL_SECONDS = 300.0, 3600.0


@dataclass(slots=True)
class Speed:
    """The speed of a line in bytes a second. Thread-safe.

    A line counts as slow until it was fast: after five minutes one picture may try it again, then
    after ten, up to an hour. `clock` gives seconds.
    """

    clock: Callable[[], float] = time.monotonic
    rate: float = 0.0
    slow: bool = False
    _moved: deque[tuple[float, float, int]] = field(default_factory=deque)
    _try_at: float = 0.0
    _dwell: float = FIRST_DWELL_SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, began: float, count: int) -> None:
        """So many bytes went one way from `began` (of the same clock) until now."""
        now = self.clock()
        with self._lock:
            self._moved.append((began, now, count))
            while len(self._moved) > KEPT_EXCHANGES or now - self._moved[0][1] > KEPT_SECONDS:
                self._moved.popleft()
            moved = sum(count for _, _, count in self._moved)
            if moved < ENOUGH_BYTES:
                return
            self.rate = moved / max(_covered(self._moved), 1e-4)
            if self.rate > FAST:
                self.slow, self._dwell = False, FIRST_DWELL_SECONDS
            elif self.rate < SLOW and not self.slow:
                self.slow = True
                self._try_at = now + self._dwell

    def may_carry_pictures(self) -> bool:
        """Whether the line is good enough for one picture more, or due for being tried by one."""
        with self._lock:
            if not self.slow:
                return True
            now = self.clock()
            if now < self._try_at:
                return False
            self._dwell = min(2 * self._dwell, LONGEST_DWELL_SECONDS)
            self._try_at = now + self._dwell
            self._moved.clear()
            return True

    def forget(self) -> None:
        """It is another line now."""
        with self._lock:
            self._moved.clear()
            self.rate, self.slow, self._dwell = 0.0, False, FIRST_DWELL_SECONDS


def _covered(spans: deque[tuple[float, float, int]]) -> float:
    """The seconds in which at least one of these was under way."""
    total, until = 0.0, float("-inf")
    for began, ended, _ in sorted(spans):
        total += max(0.0, ended - max(began, until))
        until = max(until, ended)
    return total
