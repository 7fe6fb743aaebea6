"""What a round of sync tells: how far it is, and what it moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass


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

    @property
    def needs_attention(self) -> int:
        """Operations that did not fit."""
        return self.conflicts + self.refused + self.held


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is. `step` is push, pull, photos_up, thumbnails or originals."""

    step: str
    done: int = 0
    total: int = 0
    usable: bool = False


class Cancelled(Exception):
    """A person stopped the round; what was done stays done."""


def progress_of(step: str, progress: Callable[[Progress], None]) -> Callable[[int, int], None]:
    """Word (done, total) as the progress of one step."""
    return lambda done, total: progress(Progress(step, done, total))
