"""What a list asks for as SQL: conditions on `facets`, and the search index to walk along."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

import msgspec

from desktop.storage import rows, search
from desktop.storage.database import Connection
from desktop.storage.records import CaseQuery, Near

# On the scale of an authority the earth is flat enough: under 1 m off at 10 km.
_WITHIN = (
    "f.lat BETWEEN ? AND ? AND f.lon BETWEEN ? AND ? "
    "AND ((f.lon - ?) * ?) * ((f.lon - ?) * ?) + (f.lat - ?) * (f.lat - ?) <= ?"
)
_METRES_A_DEGREE = 111_195.0
_IMPOSSIBLE = "0"
_AMONG = "f.key IN (SELECT value FROM json_each(?))"
_NAMED = "f.key IN (SELECT key FROM cases WHERE id IN (SELECT value FROM json_each(?)))"
FEW = 3_000
"""Up to so many cases that filters leave are named, and a search reads their words."""


class Narrowed(msgspec.Struct):
    """The conditions of a list: `filters` on facets (as f) and the terms of a search.

    `in_index` is False where the filters name the hits themselves. Of what waits to be indexed,
    `beside` are hits that the index does not have, `stale` cases of which it has earlier words.
    """

    terms: list[str] = msgspec.field(default_factory=list)
    filters: list[str] = msgspec.field(default_factory=list)
    values: list[Any] = msgspec.field(default_factory=list)
    in_index: bool = True
    beside: list[int] = msgspec.field(default_factory=list)
    stale: list[int] = msgspec.field(default_factory=list)

    def walking(self, hint: str = "") -> tuple[str, str, list[Any]]:
        """(column of the key, FROM with WHERE, values): along the index that gives the key's order.

        That is the search's where there is one, so that a window costs what it shows.
        """
        if not self.terms or not self.in_index:
            where = " AND ".join(self.filters) or "1"
            return "f.key", f"FROM facets f {hint} WHERE {where}", list(self.values)
        table, conditions, values = self._hits()
        sql = f"FROM {table}" + (
            f" CROSS JOIN facets f ON f.key = {table}.rowid" if self.filters else ""
        )
        where = " AND ".join([*conditions, *self.filters])
        return f"{table}.rowid", f"{sql} WHERE {where}", [*values, *self.values]

    def walking_beside(self) -> tuple[str, str, list[Any]] | None:
        """The same of the hits that wait to be indexed; None where there are none."""
        if not self.beside:
            return None
        where = " AND ".join([_AMONG, *self.filters])
        return "f.key", f"FROM facets f WHERE {where}", [json.dumps(self.beside), *self.values]

    def gathering(self) -> tuple[str, str, list[Any]]:
        """The same with the hits gathered before facets are read, for any other order."""
        if not self.terms or not self.in_index:
            return self.walking()
        table, conditions, values = self._hits()
        hits = f"SELECT rowid FROM {table} WHERE {' AND '.join(conditions)}"
        if self.beside:
            hits += " UNION ALL SELECT value FROM json_each(?)"
            values.append(json.dumps(self.beside))
        where = " AND ".join([f"f.key IN ({hits})", *self.filters])
        return "f.key", f"FROM facets f WHERE {where}", [*values, *self.values]

    def _hits(self) -> tuple[str, list[str], list[Any]]:
        """(table, conditions, values) of what the indexes find and may be trusted with."""
        table, ask, others = search.matching(self.terms)
        conditions, values = [f"{table} MATCH ?"], [ask]
        for other, wanted in others:
            # The plus keeps SQLite from asking the first index for one hit of the other at a time.
            conditions.append(
                f"+{table}.rowid IN (SELECT rowid FROM {other} WHERE {other} MATCH ?)"
            )
            values.append(wanted)
        if self.stale:
            conditions.append(f"{table}.rowid NOT IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(self.stale))
        return table, conditions, values


def narrowed(connection: Connection, query: CaseQuery, now: int) -> Narrowed:
    """The conditions of a query at `now` (µs UTC)."""
    narrow = Narrowed(search.terms(query.text))
    states = {rows.STATES[state] for state in query.states}
    if states:
        _any_of(narrow, "state", states)
    _words(connection, narrow, "unit", query.units)
    _words(connection, narrow, "village", query.villages)
    _words(connection, narrow, "officer", {query.officer} - {""})
    _words(connection, narrow, "officer", query.officers)
    _words(connection, narrow, "officer", {""} if query.unassigned else set())
    _marks(narrow, query)
    _bounds(narrow, query, now)
    if query.ids:
        narrow.filters.append(_NAMED)
        narrow.values.append(json.dumps(sorted(query.ids)))
    if has_gone(connection):
        narrow.filters.append("f.key NOT IN (SELECT key FROM cases WHERE gone = 1)")
    if query.near is not None:
        narrow.filters.append(_WITHIN)
        narrow.values += _circle(query.near)
    if query.types:
        # Last, as it is the dearest to ask.
        _any_of(narrow, "types", _type_sets(connection, query.types))
    return narrow


def has_gone(connection: Connection) -> bool:
    """Whether cases that left the scope are kept for work on them; no list shows those."""
    return connection.execute("SELECT 1 FROM cases WHERE gone = 1 LIMIT 1").fetchone() is not None


def look_up(connection: Connection, narrow: Narrowed) -> None:
    """Find out what the conditions must name: the few cases that filters leave, what waits.

    For few cases an order's index would be walked from end to end, and a search would give all its
    hits to be filtered; reading the table once, and the words of few, is quicker.
    """
    _name_few(connection, narrow)
    if narrow.terms and narrow.in_index:
        narrow.beside, narrow.stale = search.waiting(connection, narrow.terms)


def _name_few(connection: Connection, narrow: Narrowed) -> None:
    if not narrow.filters:
        return
    sql = f"SELECT f.key FROM facets f NOT INDEXED WHERE {' AND '.join(narrow.filters)} LIMIT ?"
    found = [key for (key,) in connection.execute(sql, [*narrow.values, FEW + 1])]
    if len(found) > FEW:
        return
    if narrow.terms:
        words = search.texts(connection, found)
        found = [key for key, text in words.items() if all(t in text for t in narrow.terms)]
    narrow.filters, narrow.values, narrow.in_index = [], [], False
    listed = ", ".join(map(str, sorted(found)))
    narrow.filters.append(f"f.key IN ({listed})" if found else _IMPOSSIBLE)


def _any_of(narrow: Narrowed, column: str, numbers: Iterable[int]) -> None:
    chosen = sorted(numbers)
    # Numbers of our own, so they stand in the text: a set of types may be in very many.
    listed = ", ".join(str(int(number)) for number in chosen)
    # The plus keeps SQLite from an index of these: it cannot know how many cases each has.
    narrow.filters.append(f"+f.{column} IN ({listed})" if chosen else _IMPOSSIBLE)


def _words(connection: Connection, narrow: Narrowed, column: str, words: Iterable[str]) -> None:
    wanted = list(words)
    if wanted:
        _any_of(narrow, column, rows.numbers_of(connection, wanted).values())


def _type_sets(connection: Connection, types: Iterable[str]) -> set[int]:
    """The numbers of all sets of types that hold one of these."""
    found: set[int] = set()
    for name in types:
        part = f"{rows.SEPARATOR}{name}{rows.SEPARATOR}"
        held = connection.execute("SELECT id FROM names WHERE instr(word, ?) > 0", (part,))
        found |= {number for (number,) in held}
    return found


def _marks(narrow: Narrowed, query: CaseQuery) -> None:
    wanted = {
        rows.OPEN: query.open_only or query.overdue,
        rows.REOPENED: query.reopened,
        rows.UNSENT: query.unsent,
        rows.ATTENTION: query.attention,
        rows.AFTER_PHOTO: query.after_photo is True,
    }
    unwanted = {
        rows.PLACED: query.without_place,
        rows.AFTER_PHOTO: query.after_photo is False,
    }
    must = sum(mark for mark, on in wanted.items() if on)
    none = sum(mark for mark, on in unwanted.items() if on)
    if must or none:
        narrow.filters.append(f"f.marks & {must | none} = {must}")


def _bounds(narrow: Narrowed, query: CaseQuery, now: int) -> None:
    older = None if query.older_than is None else now - query.older_than
    for condition, bound in (
        ("+f.urgency < ?", now if query.overdue else None),
        ("+f.reported_at >= ?", query.reported_from),
        ("+f.reported_at < ?", query.reported_to),
        ("+f.reported_at < ?", older),
    ):
        if bound is not None:
            narrow.filters.append(condition)
            narrow.values.append(bound)


def _circle(near: Near) -> list[float]:
    """The values of _WITHIN, in microdegrees: a box, then the circle in it."""
    lon, lat = near.lon * rows.MICRODEGREES, near.lat * rows.MICRODEGREES
    radius = near.metres / _METRES_A_DEGREE * rows.MICRODEGREES
    shrunk = max(math.cos(math.radians(near.lat)), 1e-6)
    wide = radius / shrunk
    return [
        lat - radius, lat + radius, lon - wide, lon + wide,
        lon, shrunk, lon, shrunk, lat, lat, radius * radius,
    ]  # fmt: skip
