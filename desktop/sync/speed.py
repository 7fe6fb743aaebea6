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
NARROW = 12_000.0
"""Below this one connection has the line for itself: more of them would only queue behind it."""
ENOUGH_BYTES = 16_000
"""Less says nothing: it is the round trip that takes the time."""
KEPT_SPANS = 12
KEPT_SECONDS = 60.0
FIRST_DWELL_SECONDS, LONGEST_DWELL_SECONDS = 300.0, 3600.0


@dataclass(slots=True)
class Speed:
    """The speed of a line in bytes a second, 0 while it is not known. Thread-safe.

    A line counts as slow until it was fast: after five minutes one picture may try it again, then
    after ten, up to an hour. `clock` gives seconds.
    """

    clock: Callable[[], float] = time.monotonic
    rate: float = 0.0
    slow: bool = False
    # Of each span of time in which something was under way: when it ended, how long, how much.
    _spans: deque[tuple[float, float, int]] = field(default_factory=deque)
    _began: float = 0.0
    _under_way: int = 0
    _moved: int = 0
    _try_at: float = 0.0
    _dwell: float = FIRST_DWELL_SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def narrow(self) -> bool:
        """Whether the line has so little room that one connection fills it."""
        return 0 < self.rate < NARROW

    def begin(self) -> None:
        """Something goes over the line from now on; each needs its `end`."""
        with self._lock:
            if not self._under_way:
                self._began, self._moved = self.clock(), 0
            self._under_way += 1

    def moved(self, count: int) -> None:
        """So many bytes of what is under way went or came."""
        with self._lock:
            self._moved += count

    def end(self) -> None:
        """One of the things that were under way is through, or broke off."""
        now = self.clock()
        with self._lock:
            self._under_way -= 1
            self._spans.append((now, now - self._began, self._moved))
            self._began, self._moved = now, 0
            while len(self._spans) > KEPT_SPANS or now - self._spans[0][0] > KEPT_SECONDS:
                self._spans.popleft()
            moved = sum(count for _, _, count in self._spans)
            if moved >= ENOUGH_BYTES:
                self._judge(moved / max(sum(seconds for _, seconds, _ in self._spans), 1e-4), now)

    def _judge(self, rate: float, now: float) -> None:
        self.rate = rate
        if rate > FAST:
            self.slow, self._dwell = False, FIRST_DWELL_SECONDS
        elif rate < SLOW and not self.slow:
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
            self._spans.clear()
            return True

    def forget(self) -> None:
        """It is another line now."""
        with self._lock:
            self._spans.clear()
            self.rate, self.slow, self._dwell = 0.0, False, FIRST_DWELL_SECONDS
