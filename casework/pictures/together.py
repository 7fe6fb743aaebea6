"""Photos of one batch held against each other: places and times that no traveller can have had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from casework.pictures.inspection import Picture
from casework.places.distances import distance_metres

FASTEST_KMH: Final = 200.0
"""Nobody drives faster from one case to the next; a camera's clock or place is wrong then."""
LEAST_METRES: Final = 1_000.0
"""Less than this apart a satellite fix may err, so that nothing can be known."""
_HOUR_US: Final = 3_600_000_000


@dataclass(frozen=True, slots=True)
class TooFast:
    """Two photos, by place in the sequence, too far apart for the time between them.

    `metres` between the places, `passed` µs between the times.
    """

    first: int
    second: int
    metres: float
    passed: int


def too_fast(pictures: Sequence[Picture]) -> list[TooFast]:
    """Photos that follow each other in time, yet not in any journey.

    Photos of different cameras are not held against each other: two people may have taken them.
    """
    found: list[TooFast] = []
    for camera in dict.fromkeys(p.camera for p in pictures):
        placed = [
            (p.taken_at, n, p.lon, p.lat)
            for n, p in enumerate(pictures)
            if p.camera == camera and None not in (p.taken_at, p.lon, p.lat)
        ]
        for one, two in pairwise(sorted(placed, key=lambda p: (p[0] or 0, p[1]))):
            passed = (two[0] or 0) - (one[0] or 0)
            metres = distance_metres(one[2] or 0.0, one[3] or 0.0, two[2] or 0.0, two[3] or 0.0)
            reach = FASTEST_KMH * 1000 * passed / _HOUR_US
            if metres > LEAST_METRES and metres > reach:
                first, second = sorted((one[1], two[1]))
                found.append(TooFast(first, second, metres, passed))
    return found
