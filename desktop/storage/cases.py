"""Reading cases: windows of lists by keyset, counts, and whole cases.

Every function takes a reading connection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from casework import wire
from casework.case import Case, PhotoRole, State
from desktop.storage.database import Connection
from desktop.storage.records import CaseQuery, Counts, KnownPhoto, Page, Sort
from desktop.storage.rows import CLOSED, SEPARATOR, SHOWN, row_of
from desktop.storage.search import conditions

_READ_AT_ONCE = 900

# Columns and direction of each order; the key of a case at the end makes it a total one.
ORDERS: dict[Sort, tuple[tuple[str, ...], bool]] = {
    Sort.URGENT: (("urgency", "reported_at", "id", "authority"), False),
    Sort.NEWEST: (("reported_at", "id", "authority"), True),
    Sort.OLDEST: (("reported_at", "id", "authority"), False),
    Sort.UPDATED: (("updated_at", "id", "authority"), True),
    Sort.NUMBER: (("number", "id", "authority"), False),
}


def _any_of(column: str, wanted: Iterable[str], sql: list[str], values: list[Any]) -> None:
    chosen = sorted(str(w) for w in wanted)
    if chosen:
        sql.append(f"{column} IN ({', '.join('?' * len(chosen))})")
        values += chosen


def where(query: CaseQuery, now: int) -> tuple[str, list[Any]]:
    """The condition of a query and its values."""
    sql: list[str] = []
    values: list[Any] = []
    _any_of("state", query.states, sql, values)
    _any_of("unit", query.units, sql, values)
    _any_of("village", query.villages, sql, values)
    if query.types:
        sql.append("(" + " OR ".join("instr(types, ?) > 0" for _ in query.types) + ")")
        values += [f"{SEPARATOR}{t}{SEPARATOR}" for t in sorted(query.types)]
    if query.officer:
        sql.append("officer = ?")
        values.append(query.officer)
    flags = {
        "is_open = 1": query.open_only or query.overdue,
        "reopen_count > 0": query.reopened,
        "officer = ''": query.unassigned,
        "(lon IS NULL OR lat IS NULL)": query.without_place,
        "unsent = 1": query.unsent,
        "attention = 1": query.attention,
    }
    sql += [condition for condition, wanted in flags.items() if wanted]
    bounds = (
        ("due_at < ?", now if query.overdue else None),
        ("reported_at >= ?", query.reported_from),
        ("reported_at < ?", query.reported_to),
    )
    for condition, bound in bounds:
        if bound is not None:
            sql.append(condition)
            values.append(bound)
    found, words = conditions(query.text)
    sql += found
    values += words
    return " AND ".join(sql) or "1", values


def _order(sort: Sort) -> str:
    columns, descending = ORDERS[sort]
    return ", ".join(f"{c} DESC" if descending else c for c in columns)


def window(
    connection: Connection, query: CaseQuery, now: int, limit: int, after: str | None
) -> Page:
    """A window of a list. Raises ValueError when `after` is not from a page of this order."""
    sql, values = where(query, now)
    columns, descending = ORDERS[query.sort]
    if after is not None:
        last = json.loads(after)
        if not isinstance(last, list) or len(last) != len(columns):
            raise ValueError("not a place in this list")
        marks = ", ".join("?" * len(columns))
        sql += f" AND ({', '.join(columns)}) {'<' if descending else '>'} ({marks})"
        values += last
    found = connection.execute(
        f"SELECT {SHOWN}, {', '.join(columns)} FROM cases WHERE {sql} "
        f"ORDER BY {_order(query.sort)} LIMIT ?",
        [*values, limit + 1],
    ).fetchall()
    rows = tuple(row_of(r) for r in found[:limit])
    more = len(found) > limit > 0
    place = json.dumps(found[limit - 1][-len(columns) :], ensure_ascii=False) if more else None
    return Page(rows, place)


def ids(connection: Connection, query: CaseQuery, now: int) -> list[tuple[str, str]]:
    """The keys of a whole list in its order."""
    sql, values = where(query, now)
    return [
        (row[0], row[1])
        for row in connection.execute(
            f"SELECT authority, id FROM cases WHERE {sql} ORDER BY {_order(query.sort)}", values
        )
    ]


def count(connection: Connection, query: CaseQuery, now: int) -> int:
    """How many cases a list has."""
    sql, values = where(query, now)
    return int(connection.execute(f"SELECT count(*) FROM cases WHERE {sql}", values).fetchone()[0])


def view(connection: Connection, authority: str, case_id: str) -> Case | None:
    """The case with what waits to be sent."""
    row = connection.execute(
        "SELECT view FROM cases JOIN snapshots USING (key) WHERE authority = ? AND id = ?",
        (authority, case_id),
    ).fetchone()
    return wire.decode_case(row[0]) if row else None


def base(connection: Connection, authority: str, case_id: str) -> Case | None:
    """The case as the server last sent it; None where the server never sent it."""
    row = connection.execute(
        "SELECT based, view, base FROM cases JOIN snapshots USING (key) "
        "WHERE authority = ? AND id = ?",
        (authority, case_id),
    ).fetchone()
    if row is None:
        return None
    raw = row[2] if row[0] else row[1]
    return wire.decode_case(raw) if raw is not None else None


def find(connection: Connection, number: str, authority: str) -> list[Case]:
    """The cases of a ticket number, in one authority or in any."""
    rows = connection.execute(
        "SELECT view FROM cases JOIN snapshots USING (key) "
        "WHERE number = ? AND (? = '' OR authority = ?) ORDER BY authority, id",
        (number, authority, authority),
    )
    return [wire.decode_case(row[0]) for row in rows]


def many(connection: Connection, wanted: Sequence[tuple[str, str]]) -> list[Case]:
    """Whole cases in the order asked for; those not held are left out."""
    found: dict[tuple[str, str], Case] = {}
    for start in range(0, len(wanted), _READ_AT_ONCE):
        part = list(wanted[start : start + _READ_AT_ONCE])
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            "SELECT authority, id, view FROM cases JOIN snapshots USING (key) "
            f"WHERE id IN ({marks})",
            [case_id for _, case_id in part],
        )
        found |= {(r[0], r[1]): wire.decode_case(r[2]) for r in rows}
    return [found[key] for key in wanted if key in found]


def types(connection: Connection) -> list[tuple[str, int]]:
    """The types of all cases held with how many have each, the commonest first."""
    counts: dict[str, int] = {}
    for joined, number in connection.execute("SELECT types, count(*) FROM cases GROUP BY types"):
        for name in joined.split(SEPARATOR)[1:-1]:
            counts[name] = counts.get(name, 0) + number
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def villages(connection: Connection) -> list[tuple[str, int]]:
    """The villages of all cases held with how many lie in each, numbers in their order."""
    rows = connection.execute(
        "SELECT village, count(*) FROM cases WHERE village <> '' GROUP BY village"
    ).fetchall()
    pairs = [(str(r[0]), int(r[1])) for r in rows]
    return sorted(pairs, key=lambda p: (not p[0].isdecimal(), int(p[0]) if p[0].isdecimal() else 0,
                                        p[0]))  # fmt: skip


def _one(connection: Connection, sql: str, *values: Any) -> int:
    return int(connection.execute(sql, values).fetchone()[0])


def counts(connection: Connection, me: str, now: int) -> Counts:
    """Work left for a person; every figure but the outbox's is of the cases held."""
    by_state = {
        State(state): number
        for state, number in connection.execute("SELECT state, count(*) FROM cases GROUP BY state")
    }
    tally = "SELECT count(*) FROM cases WHERE "
    operations = "SELECT count(*) FROM operations WHERE "
    return Counts(
        mine=_one(connection, tally + "officer = ? AND urgency < ?", me, CLOSED),
        incoming=_one(connection, tally + "state = 'waiting' AND parent = ''"),
        overdue=_one(connection, tally + "is_open = 1 AND due_at < ?", now),
        outbox=_one(connection, operations + "sending IN ('waiting', 'unknown')"),
        photos_waiting=_one(connection, f"SELECT count(*) FROM ({PHOTOS_WAITING})"),
        attention=_one(
            connection,
            operations + "sending IN ('conflict', 'refused', 'held') AND resolved = ''",
        ),
        cases=sum(by_state.values()),
        by_state=by_state,
    )


# Photos that will be sent: an operation that is to be, or was, taken by the server names them.
PHOTOS_WAITING = (
    "SELECT u.case_id, u.sha256 FROM uploads u WHERE u.state <> 'verified' AND EXISTS ("
    "SELECT 1 FROM operation_photos p JOIN operations o USING (seq) "
    "WHERE p.case_id = u.case_id AND p.sha256 = u.sha256 "
    "AND o.sending IN ('waiting', 'unknown', 'applied'))"
)


def known_photos(connection: Connection) -> list[KnownPhoto]:
    """Every photo with a hash that a case held here shows."""
    return [
        KnownPhoto(row[0], row[1], row[2], row[3], PhotoRole(row[4]))
        for row in connection.execute(
            "SELECT sha256, number, authority, id, role FROM case_photos JOIN cases USING (key) "
            "WHERE withdrawn = 0"
        )
    ]
