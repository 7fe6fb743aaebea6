"""Where the cases of a list stand on a map: as little of each as its marker needs.

A map may show every case of a desk, so this reads the small numbers of `facets`, and of whole rows
only the id and the start of the citizen's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.storage.database import Connection
from desktop.storage.lists import among
from desktop.storage.narrowing import look_up, narrowed
from desktop.storage.records import CaseQuery, CaseRow, Spot
from desktop.storage.rows import ATTENTION, MICRODEGREES, OPEN, PLACED, REOPENED, STATES

_NAMES = {number: str(state) for state, number in STATES.items()}
_WAITING = "waiting"


def spots(connection: Connection, query: CaseQuery, now: int) -> list[Spot]:
    """Every case of the list that has a place, in no order."""
    narrow = narrowed(connection, query, now)
    look_up(connection, narrow)
    _, sql, values = narrow.gathering()
    asked = f"SELECT f.key, f.state, f.marks, f.urgency, f.lon, f.lat {sql}"
    return _named(connection, connection.execute(asked, values), now)


def _named(connection: Connection, held: Iterable[Any], now: int) -> list[Spot]:
    """The spots of these rows of facets; ids and words come in one pass."""
    placed = [row for row in held if row[2] & PLACED]
    if not placed:
        return []
    keys = [row[0] for row in placed]
    low, high = min(keys), max(keys)
    words = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT key, authority, id, sentence FROM cases WHERE key BETWEEN ? AND ?", (low, high)
        )
    }
    return [
        Spot(words[key][0], words[key][1], lon / MICRODEGREES, lat / MICRODEGREES, _NAMES[state],
             _mark(_NAMES[state], marks, overdue=bool(marks & OPEN) and urgency < now),
             words[key][2])
        for key, state, marks, urgency, lon, lat in placed
        if key in words
    ]  # fmt: skip


def _mark(state: str, marks: int, *, overdue: bool) -> str:
    """The first mark of a case, as the look of the desk orders them."""
    if marks & ATTENTION:
        return "attention"
    if overdue:
        return "overdue"
    return "reopened" if state == _WAITING and marks & REOPENED else ""


def spot_of(row: CaseRow, now: int) -> Spot | None:
    """The spot of a row that is held already; None without a place."""
    if row.lon is None or row.lat is None:
        return None
    marks = (ATTENTION if row.attention else 0) | (REOPENED if row.reopen_count else 0)
    mark = _mark(str(row.state), marks, overdue=row.is_overdue(now))
    return Spot(row.authority, row.id, row.lon, row.lat, str(row.state), mark, row.sentence)


def spots_among(
    connection: Connection, query: CaseQuery, now: int, wanted: Iterable[tuple[str, str]]
) -> list[Spot]:
    """The spots of those of these cases, by (authority, id), that are in the list."""
    rows = among(connection, query, now, wanted)
    return [spot for row in rows if (spot := spot_of(row, now)) is not None]
