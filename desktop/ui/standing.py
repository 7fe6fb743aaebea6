"""Which cases stand in a list, in which order, and the newest rows read of them.

A case keeps the place at which it was put in, also when a change would sort it elsewhere: what a
person reads must not jump. Places are found by bisection, so that a list of a hundred thousand
costs no more per change than one of a hundred. Only so many whole rows are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from desktop.storage.lists import ORDERS, is_told_by_rows, place_of
from desktop.storage.records import CaseQuery, CaseRow

ROWS_KEPT = 10_000
Key = tuple[str, str]
"""Authority and id of a case."""
Place = tuple[Any, ...]


def key_of(row: CaseRow) -> Key:
    """The identity of a row's case."""
    return row.authority, row.id


class Standing:
    """The cases of one list. Numbers count from 0 at the top of the list.

    `ranked` is a list whose order rows do not tell, such as the best hits of a search: there a
    place is no more than a number.
    """

    def __init__(self, query: CaseQuery) -> None:
        """Empty, in the order of a query."""
        self._sort = query.sort
        self.ranked = not is_told_by_rows(query)
        self._descending = not self.ranked and ORDERS[query.sort][1]
        self._rising: list[Place] = []
        self._places: dict[Key, Place] = {}
        self._rows: OrderedDict[Key, CaseRow] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rising)

    def __contains__(self, key: Key) -> bool:
        return key in self._places

    def key_at(self, number: int) -> Key:
        """The case at a number of the list. Raises IndexError."""
        place = self._rising[-1 - number if self._descending else number]
        return place[-1], place[-2]

    def keys(self, most: int | None = None) -> list[Key]:
        """The cases from the top of the list, all of them or the first `most`."""
        count = len(self) if most is None else min(most, len(self))
        places = self._rising[-1 : -1 - count : -1] if self._descending else self._rising[:count]
        return [(place[-1], place[-2]) for place in places]

    def number_of(self, key: Key) -> int | None:
        """Where a case stands, None where it does not."""
        place = self._places.get(key)
        if place is None:
            return None
        at = bisect_left(self._rising, place)
        return len(self._rising) - 1 - at if self._descending else at

    def row(self, key: Key) -> CaseRow | None:
        """The row of a case as it was read last, None where it is no longer kept."""
        found = self._rows.get(key)
        if found is not None:
            self._rows.move_to_end(key)
        return found

    def keep(self, row: CaseRow) -> None:
        """Take what was read anew of a case that stands here; its place stays."""
        key = key_of(row)
        self._rows[key] = row
        self._rows.move_to_end(key)
        while len(self._rows) > ROWS_KEPT:
            self._rows.popitem(last=False)

    def is_elsewhere(self, row: CaseRow) -> bool:
        """Whether the order would put a case elsewhere than it stands."""
        return not self.ranked and self._places.get(key_of(row)) != self._place(row)

    def number_for(self, row: CaseRow) -> int:
        """The number before which a row belongs by its order."""
        at = bisect_left(self._rising, self._place(row))
        return len(self._rising) - at if self._descending else at

    def is_behind(self, row: CaseRow, edge: Place) -> bool:
        """Whether a row belongs behind the last place that was read."""
        place = self._place(row)
        return place < edge if self._descending else place > edge

    def edge_of(self, rows: Sequence[CaseRow]) -> Place | None:
        """The last place of a page in order."""
        return self._place(rows[-1]) if rows and not self.ranked else None

    def in_order(self, rows: Iterable[CaseRow]) -> list[CaseRow]:
        """Rows as they follow each other in the order."""
        return sorted(rows, key=self._place, reverse=self._descending)

    def put(self, number: int, rows: Sequence[CaseRow]) -> None:
        """Put in rows that belong before a number, in the order of the list."""
        if self.ranked:
            self._put_by_number(number, [key_of(row) for row in rows])
        else:
            places = [self._place(row) for row in rows]
            if self._descending:
                at = len(self._rising) - number
                self._rising[at:at] = reversed(places)
            else:
                self._rising[number:number] = places
            self._places.update(zip(map(key_of, rows), places, strict=True))
        for row in rows:
            self.keep(row)

    def take(self, first: int, last: int) -> None:
        """Take away the cases from one number to another, both included."""
        low, high = first, last
        if self._descending:
            low, high = len(self._rising) - 1 - last, len(self._rising) - 1 - first
        for place in self._rising[low : high + 1]:
            key = (place[-1], place[-2])
            del self._places[key]
            self._rows.pop(key, None)
        del self._rising[low : high + 1]

    def numbers_of(self, keys: Iterable[Key]) -> list[int]:
        """Where these cases stand; those that do not are passed over."""
        found = (self.number_of(key) for key in keys)
        return [number for number in found if number is not None]

    def _place(self, row: CaseRow) -> Place:
        """Where the order puts a row; its case's identity stands at the end of every place."""
        return (*place_of(row, self._sort), row.id, row.authority)

    def _put_by_number(self, number: int, keys: Sequence[Key]) -> None:
        """Ranks are given anew from there on."""
        behind = [(place[-1], place[-2]) for place in self._rising[number:]]
        first = self._rising[number - 1][0] + 1 if number else 0
        ranks = [(first + n, key[1], key[0]) for n, key in enumerate((*keys, *behind))]
        self._rising[number:] = ranks
        self._places.update(zip((*keys, *behind), ranks, strict=True))


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as stretches (first, last), the highest first."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers, reverse=True):
        if found and number == found[-1][0] - 1:
            found[-1] = (number, found[-1][1])
        else:
            found.append((number, number))
    return found
