"""What a round of sync tells: how far it is, how fast, for how much longer, and what it moved."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

WINDOW_SECONDS = 15.0
"""The rate is that of about so long: a chunk at 64 kbit/s takes a minute, a page a second."""
SURE_ITEMS, SURE_SECONDS = 3, 2.0


@dataclass(slots=True)
class Report:
    """What a round moved; `repaired` counts cases that the daily check found to be others.

    `seconds` is wall time, bytes are those on the line, headers included.
    """

    pulled: int = 0
    gone: int = 0
    repaired: int = 0
    pushed: int = 0
    conflicts: int = 0
    refused: int = 0
    held: int = 0
    photos_up: int = 0
    photos_down: int = 0
    photos_failed: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, float | int]:
        """For JSON."""
        values = asdict(self)
        values["seconds"] = round(self.seconds, 3)
        return values

    def count(self, outcome: str) -> None:
        """Count the outcome of an operation."""
        if outcome == "applied":
            self.pushed += 1
        elif outcome == "conflict":
            self.conflicts += 1
        elif outcome == "held":
            self.held += 1
        else:
            self.refused += 1

    @property
    def needs_attention(self) -> int:
        """Operations that did not fit."""
        return self.conflicts + self.refused + self.held

    @property
    def moved(self) -> bool:
        """Whether anything came or went but the question itself."""
        return bool(
            self.pulled or self.gone or self.repaired or self.pushed or self.needs_attention
            or self.photos_up or self.photos_down or self.photos_failed
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lane:
    """How far one step of this round is; `bytes_total` is 0 where nobody knows it."""

    step: str
    done: int = 0
    total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0

    @property
    def part(self) -> float | None:
        """How much of it is done, 0 to 1; None where nobody knows how much there is."""
        if self.bytes_total:
            return min(1.0, self.bytes_done / self.bytes_total)
        return min(1.0, self.done / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is. `step` is push, pull, photos_up, areas, thumbnails or originals.

    `bytes_done` went over the line in this round so far, both ways; `bytes_total` are those of
    this step, 0 where nobody knows. `rate` is bytes a second, smoothed; `seconds_left` what this
    step will still take. `lanes` are the steps of this round so far, in their order.
    """

    step: str
    done: int = 0
    total: int = 0
    usable: bool = False
    bytes_done: int = 0
    bytes_total: int = 0
    rate: float = 0.0
    seconds_left: float | None = None
    lanes: tuple[Lane, ...] = ()


class Cancelled(Exception):
    """A person stopped the round; what was done stays done."""


def progress_of(step: str, progress: Callable[[Progress], None]) -> Callable[[int, int], None]:
    """Word (done, total) as the progress of one step."""
    return lambda done, total: progress(Progress(step, done, total))


class Meter:
    """Measures one round from the bytes that went over the line and what its steps tell.

    `line` gives those bytes, `clock` seconds. One thread at a time.
    """

    def __init__(
        self, line: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin measuring now."""
        self._line, self._clock = line, clock
        self._at_first = line()
        self._points = deque([(clock(), self._at_first)])
        self._lanes: dict[str, Lane] = {}
        # Of the present step: when it began, with how many bytes and how many things done.
        self._step, self._began, self._bytes_before, self._done_before = "", clock(), 0, 0
        self._last: Progress | None = None

    def expect(self, step: str, bytes_total: int) -> None:
        """Say how many bytes a step is about to move."""
        self._enter(step, 0)
        lane = self._lanes.get(step, Lane(step))
        self._lanes[step] = replace(lane, bytes_total=lane.bytes_done + bytes_total)

    def take(self, told: Progress) -> Progress:
        """What a step told, with all that was measured."""
        self._enter(told.step, told.done)
        self._last = told
        return self._measured(told)

    def again(self) -> Progress | None:
        """The last that was told, measured anew; None where nothing was told yet."""
        return None if self._last is None else self._measured(self._last)

    def _enter(self, step: str, done: int) -> None:
        if step == self._step:
            return
        self._step, self._began = step, self._clock()
        self._done_before = done
        known = self._lanes.get(step)
        self._bytes_before = self._line() - (known.bytes_done if known else 0)

    def _measured(self, told: Progress) -> Progress:
        now, over = self._clock(), self._line()
        rate = self._rate(now, over)
        known = self._lanes.get(told.step, Lane(told.step))
        moved = over - self._bytes_before
        # A step that comes twice (changes, before and after the photos) never goes back.
        lane = replace(
            known, done=max(known.done, told.done), total=max(known.total, told.total),
            bytes_done=moved,
        )  # fmt: skip
        self._lanes[told.step] = lane
        return replace(
            told, bytes_done=over - self._at_first, bytes_total=lane.bytes_total, rate=rate,
            seconds_left=self._left(lane, rate, now), lanes=tuple(self._lanes.values()),
        )  # fmt: skip

    def _rate(self, now: float, over: int) -> float:
        """Bytes a second over the window, from the first point in it to the last."""
        points = self._points
        if over != points[-1][1]:
            points.append((now, over))
        while len(points) > 2 and points[1][0] < now - WINDOW_SECONDS:
            points.popleft()
        first, last = points[0], points[-1]
        if now - last[0] > WINDOW_SECONDS:
            return 0.0  # nothing moves any more
        passed = last[0] - first[0]
        return (last[1] - first[1]) / passed if passed > 0 else 0.0

    def _left(self, lane: Lane, rate: float, now: float) -> float | None:
        if lane.bytes_total:
            return max(0, lane.bytes_total - lane.bytes_done) / rate if rate > 0 else None
        done, passed = lane.done - self._done_before, now - self._began
        if not lane.total or done < SURE_ITEMS or passed < SURE_SECONDS:
            return None
        return max(0, lane.total - lane.done) * passed / done
