"""Likely duplicates: reports near each other in place and time that speak of the same thing.

A rule of thumb that a person confirms or dismisses; nothing is merged by it. Two cases are likely
duplicates when both have a place, lie within `METRES` of each other, were reported within `DAYS`,
and share a type or similar words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from casework.case import Case, State
from casework.places.distances import distance_metres
from casework.thai import fold

METRES = 100.0
DAYS = 7.0
# Share of the shorter text's three-letter pieces that the longer one has too. Thai writes no
# spaces between words, so pieces of letters stand for words.
SIMILAR = 0.4
LEAST_PIECES = 6

_MINUTE = 60_000_000
_METRES_PER_DEGREE = 111_000.0
_WIDEST_LAT = 80.0


class Duplicate(NamedTuple):
    """Another case that may tell of the same thing.

    `minutes` is how long before the case in hand the other was reported; negative for after.
    """

    case: Case
    metres: float
    minutes: int


@dataclass(frozen=True, slots=True)
class _Kept:
    case: Case
    lon: float
    lat: float


class DuplicateFinder:
    """Finds likely duplicates among many cases; a grid keeps each question to the neighbours."""

    def __init__(
        self, cases: Iterable[Case], *, metres: float = METRES, days: float = DAYS
    ) -> None:
        """Index the cases that have a place and were not rejected."""
        self._metres = metres
        self._span = round(days * 24 * 60 * _MINUTE)
        self._pieces: dict[tuple[str, str], frozenset[str]] = {}
        kept = [_Kept(c, c.ticket.lon, c.ticket.lat) for c in cases
                if c.ticket.lon is not None and c.ticket.lat is not None
                and c.state != State.REJECTED]  # fmt: skip
        # A degree of longitude is shortest at the highest latitude: cells are wide enough there.
        widest = min(_WIDEST_LAT, max((abs(k.lat) for k in kept), default=0.0) + 1)
        self._cell_lat = max(metres, 1.0) / _METRES_PER_DEGREE
        self._cell_lon = self._cell_lat / math.cos(math.radians(widest))
        self._grid: dict[tuple[int, int], list[_Kept]] = defaultdict(list)
        for one in kept:
            self._grid[self._cell(one.lon, one.lat)].append(one)

    def likely(self, case: Case) -> list[Duplicate]:
        """The likely duplicates of a case, the nearest first. Itself and its group are left out."""
        lon, lat = case.ticket.lon, case.ticket.lat
        if lon is None or lat is None:
            return []
        column, row = self._cell(lon, lat)
        found = []
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for other in self._grid.get((x, y), ()):
                    duplicate = self._compare(case, lon, lat, other)
                    if duplicate is not None:
                        found.append(duplicate)
        return sorted(found, key=lambda d: (d.metres, abs(d.minutes), d.case.id))

    def _compare(self, case: Case, lon: float, lat: float, other: _Kept) -> Duplicate | None:
        apart = case.ticket.reported_at - other.case.ticket.reported_at
        if abs(apart) > self._span or _same_group(case, other.case):
            return None
        metres = distance_metres(lon, lat, other.lon, other.lat)
        if metres > self._metres or not self._alike(case, other.case):
            return None
        return Duplicate(other.case, metres, round(apart / _MINUTE))

    def _alike(self, one: Case, other: Case) -> bool:
        if not set(one.types).isdisjoint(other.types):
            return True
        mine, theirs = self._pieces_of(one), self._pieces_of(other)
        fewer = min(len(mine), len(theirs))
        return fewer >= LEAST_PIECES and len(mine & theirs) >= SIMILAR * fewer

    def _pieces_of(self, case: Case) -> frozenset[str]:
        key = (case.authority, case.id)
        if key not in self._pieces:
            self._pieces[key] = pieces(case.ticket.description)
        return self._pieces[key]

    def _cell(self, lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / self._cell_lon), math.floor(lat / self._cell_lat)


def likely_duplicates(
    case: Case, others: Iterable[Case], *, metres: float = METRES, days: float = DAYS
) -> list[Duplicate]:
    """The likely duplicates of one case among others, the nearest first.

    For many questions about the same cases make one `DuplicateFinder`.
    """
    return DuplicateFinder(others, metres=metres, days=days).likely(case)


def pieces(text: str) -> frozenset[str]:
    """The three-letter pieces of a text, folded, without white space."""
    letters = fold(text).replace(" ", "")
    return frozenset(letters[n : n + 3] for n in range(len(letters) - 2))


def _same_group(one: Case, other: Case) -> bool:
    if (one.authority, one.id) == (other.authority, other.id):
        return True
    return one.authority == other.authority and (one.parent or one.id) == (other.parent or other.id)
