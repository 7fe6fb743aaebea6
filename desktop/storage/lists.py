"""Lists of cases: their windows by keyset, their counts, and which cases are in them.

`facets` narrows and sorts; a search walks along its index, which gives the newest first. Every
order ends with the case's key, so that it is a total one. All take a reading connection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from casework.case import OPEN_STATES
from desktop.storage import search
from desktop.storage.database import Connection
from desktop.storage.narrowing import Narrowed, has_gone, look_up, narrowed
from desktop.storage.records import CaseQuery, CaseRow, Page, Sort, Tally
from desktop.storage.rows import CLOSED, NO_DUE, SHOWN, STATES
from desktop.storage.snippets import with_found

RANKED = 2_000
"""Up to so many hits of a search are ranked; beyond, the newest come first."""
_READ_AT_ONCE = 900

# Columns and direction of each order; BEST without a search is the newest first.
ORDERS: dict[Sort, tuple[tuple[str, ...], bool]] = {
    Sort.URGENT: (("urgency", "key"), False),
    Sort.NEWEST: (("reported_at", "key"), True),
    Sort.OLDEST: (("reported_at", "key"), False),
    Sort.UPDATED: (("updated_at", "key"), True),
    Sort.NUMBER: (("number", "key"), False),
    Sort.BEST: (("reported_at", "key"), True),
}
_BY_TIME = frozenset({Sort.NEWEST, Sort.OLDEST, Sort.BEST})
_RANK_COLUMNS = 3


def _columns(narrow: Narrowed, sort: Sort) -> tuple[str, ...]:
    """The columns of an order. A search is in order of time by the key alone, to the second."""
    return ("key",) if narrow.terms and sort in _BY_TIME else ORDERS[sort][0]


def is_told_by_rows(query: CaseQuery) -> bool:
    """Whether `place_of` gives a list's order: a search by rank or by time has one of its own."""
    return not (query.text.strip() and query.sort in _BY_TIME)


def place_of(row: CaseRow, sort: Sort) -> tuple[Any, ...]:
    """Where a row stands in an order: smaller first, greater first where ORDERS descends."""
    names, _ = ORDERS[sort]
    dated = row.due_at if row.due_at is not None else NO_DUE
    urgency = dated if row.is_open else CLOSED
    return tuple(urgency if name == "urgency" else getattr(row, name) for name in names)


def window(
    connection: Connection, query: CaseQuery, now: int, limit: int, after: str | None
) -> Page:
    """A window of a list. Raises ValueError when `after` is not from a page of this order."""
    narrow = narrowed(connection, query, now)
    look_up(connection, narrow)
    places = _ranked(connection, narrow, query)
    columns = len(_columns(narrow, query.sort)) if places is None else _RANK_COLUMNS
    last = _place(after, columns)
    if places is None:
        places = _places(connection, narrow, query.sort, last, limit + 1)
    elif last is not None:
        places = [place for place in places if place > last]
    shown = places[:limit]
    more = len(places) > limit > 0
    # A rank ends with the key turned round, so that it sorts as the others do.
    found = _rows(connection, [abs(place[-1]) for place in shown])
    return Page(
        tuple(with_found(connection, found, narrow.terms)),
        json.dumps(shown[-1], ensure_ascii=False) if more else None,
    )


def ids(connection: Connection, query: CaseQuery, now: int) -> list[tuple[str, str]]:
    """The keys of a whole list in its order."""
    narrow = narrowed(connection, query, now)
    look_up(connection, narrow)
    places = _ranked(connection, narrow, query)
    if places is None:
        places = _places(connection, narrow, query.sort, None, -1)
    found = _rows(connection, [abs(place[-1]) for place in places], "authority, id, key")
    return [(row[0], row[1]) for row in found]


def _place(after: str | None, columns: int) -> tuple[Any, ...] | None:
    if after is None:
        return None
    last = json.loads(after)
    if not isinstance(last, list) or len(last) != columns:
        raise ValueError("not a place in this list")
    return tuple(last)


def _ranked(
    connection: Connection, narrow: Narrowed, query: CaseQuery
) -> list[tuple[Any, ...]] | None:
    """The places of a search's hits, the best first; None where they are not ranked."""
    if query.sort != Sort.BEST or not narrow.terms:
        return None
    hits = _places(connection, narrow, Sort.BEST, None, RANKED + 1)
    if len(hits) > RANKED:
        return None
    words = search.texts(connection, [key for (key,) in hits])
    return sorted((*search.rank(text, narrow.terms), -key) for key, text in words.items())


def _places(
    connection: Connection,
    narrow: Narrowed,
    sort: Sort,
    last: tuple[Any, ...] | None,
    limit: int,
) -> list[tuple[Any, ...]]:
    """The values of an order's columns, the key last, of the next cases of a list."""
    names, descending = _columns(narrow, sort), ORDERS[sort][1]
    if names != ("key",):
        return _along(connection, narrow.gathering(), names, descending, last, limit)
    found = _along(connection, narrow.walking(), names, descending, last, limit)
    beside = narrow.walking_beside()
    if beside is not None:
        found += _along(connection, beside, names, descending, last, limit)
        found.sort(reverse=descending)
    return found if limit < 0 else found[:limit]


def _along(
    connection: Connection,
    way: tuple[str, str, list[Any]],
    names: tuple[str, ...],
    descending: bool,
    last: tuple[Any, ...] | None,
    limit: int,
) -> list[tuple[Any, ...]]:
    key, sql, values = way
    columns = [key if name == "key" else f"f.{name}" for name in names]
    chosen = ", ".join(columns)
    if last is not None:
        marks = ", ".join("?" * len(columns))
        sql += f" AND ({chosen}) {'<' if descending else '>'} ({marks})"
        values += last
    order = ", ".join(f"{c} DESC" if descending else c for c in columns)
    found = connection.execute(
        f"SELECT {chosen} {sql} ORDER BY {order} LIMIT ?", [*values, limit]
    ).fetchall()
    return [tuple(row) for row in found]


def _rows(connection: Connection, keys: list[int], columns: str = SHOWN) -> list[tuple[Any, ...]]:
    """The rows of these cases in the order of the keys; the last column must be the key."""
    held: dict[int, tuple[Any, ...]] = {}
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        marks = ", ".join("?" * len(part))
        for row in connection.execute(f"SELECT {columns} FROM cases WHERE key IN ({marks})", part):
            held[row[-1]] = row
    return [held[key] for key in keys]


def count(connection: Connection, query: CaseQuery, now: int) -> int:
    """How many cases a list has."""
    told = _from_tallies(connection, query)
    if told is not None:
        return told
    narrow = narrowed(connection, query, now)
    if narrow.terms:
        look_up(connection, narrow)
    return sum(
        int(connection.execute(f"SELECT count(*) {sql}", values).fetchone()[0])
        for _, sql, values in filter(None, (narrow.walking("NOT INDEXED"), narrow.walking_beside()))
    )


def _from_tallies(connection: Connection, query: CaseQuery) -> int | None:
    """The count of a list that is narrowed by state and officer alone; else None."""
    plain = CaseQuery(
        states=query.states, officer=query.officer, open_only=query.open_only,
        unassigned=query.unassigned and not query.officer, sort=query.sort,
    )  # fmt: skip
    if plain != query or has_gone(connection):
        return None
    wanted = {
        number for state, number in STATES.items()
        if (not query.states or state in query.states)
        and (not query.open_only or state in OPEN_STATES)
    }  # fmt: skip
    whose = "AND officer = (SELECT id FROM names WHERE word = ?)"
    someone = query.officer or query.unassigned
    listed = ", ".join(str(number) for number in sorted(wanted))
    row = connection.execute(
        f"SELECT coalesce(sum(number), 0) FROM tallies WHERE state IN ({listed}) "
        f"{whose if someone else ''}",
        (query.officer,) if someone else (),
    ).fetchone()
    return int(row[0])


def tally(connection: Connection, query: CaseQuery, now: int) -> Tally:
    """How many cases a list has; of a search's hits no more are counted than are ranked."""
    narrow = narrowed(connection, query, now)
    if not narrow.terms:
        return Tally(count(connection, query, now))
    look_up(connection, narrow)
    hits = _places(connection, narrow, Sort.BEST, None, RANKED + 1)
    return Tally(min(len(hits), RANKED), exact=len(hits) <= RANKED)


def among(
    connection: Connection, query: CaseQuery, now: int, wanted: Iterable[tuple[str, str]]
) -> list[CaseRow]:
    """The rows of those of these cases that are in the list, in no order."""
    narrow = narrowed(connection, query, now)
    asked = set(wanted)
    found: list[tuple[Any, ...]] = []
    for part in _parts([case_id for _, case_id in asked]):
        marks = ", ".join("?" * len(part))
        held = connection.execute(f"SELECT {SHOWN} FROM cases WHERE id IN ({marks})", part)
        found += [row for row in held if (row[0], row[1]) in asked]
    fitting = _fitting(connection, narrow, [row[-1] for row in found])
    return with_found(connection, [row for row in found if row[-1] in fitting], narrow.terms)


def _parts(values: list[Any]) -> Iterable[list[Any]]:
    return (values[i : i + _READ_AT_ONCE] for i in range(0, len(values), _READ_AT_ONCE))


def _fitting(connection: Connection, narrow: Narrowed, keys: list[int]) -> set[int]:
    """Those of these cases that the conditions admit."""
    fitting: set[int] = set()
    where = " AND ".join(["1", *narrow.filters])
    for part in _parts(keys):
        marks = ", ".join("?" * len(part))
        held = connection.execute(
            f"SELECT f.key FROM facets f WHERE f.key IN ({marks}) AND {where}",
            [*part, *narrow.values],
        )
        fitting |= {key for (key,) in held}
    if narrow.terms:
        words = search.texts(connection, list(fitting))
        fitting = {k for k, text in words.items() if all(term in text for term in narrow.terms)}
    return fitting
