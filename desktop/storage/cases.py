"""Reading whole cases, and what is told of all of them: types, villages, photos, work left.

Every function takes a reading connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.case import OPEN_STATES, Case, PhotoRole, State
from desktop.storage import replaying
from desktop.storage.database import Connection
from desktop.storage.packing import unpack_case
from desktop.storage.records import Counts, KnownPhoto
from desktop.storage.rows import CHILD, SEPARATOR

_READ_AT_ONCE = 900


def view(connection: Connection, authority: str, case_id: str) -> Case | None:
    """The case with what waits to be sent."""
    row = connection.execute(
        "SELECT view FROM cases JOIN snapshots USING (key) WHERE authority = ? AND id = ?",
        (authority, case_id),
    ).fetchone()
    return unpack_case(row[0]) if row else None


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
    return unpack_case(raw) if raw is not None else None


def find(connection: Connection, number: str, authority: str) -> list[Case]:
    """The cases of a ticket number, in one authority or in any."""
    rows = connection.execute(
        "SELECT view FROM cases JOIN snapshots USING (key) "
        "WHERE number = ? AND (? = '' OR authority = ?) ORDER BY authority, id",
        (number, authority, authority),
    )
    return [unpack_case(row[0]) for row in rows]


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
        found |= {(r[0], r[1]): unpack_case(r[2]) for r in rows}
    return [found[key] for key in wanted if key in found]


def types(connection: Connection) -> list[tuple[str, int]]:
    """The types of all cases held with how many have each, the commonest first."""
    counts: dict[str, int] = {}
    for joined, number in connection.execute(_HOW_MANY.format("types")):
        for name in joined.split(SEPARATOR)[1:-1]:
            counts[name] = counts.get(name, 0) + number
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def villages(connection: Connection) -> list[tuple[str, int]]:
    """The villages of all cases held with how many lie in each, numbers in their order."""
    found = connection.execute(_HOW_MANY.format("village")).fetchall()
    pairs = [(str(r[0]), int(r[1])) for r in found if r[0]]
    return sorted(pairs, key=lambda p: (not p[0].isdecimal(), int(p[0]) if p[0].isdecimal() else 0,
                                        p[0]))  # fmt: skip


_HOW_MANY = (
    "SELECT n.word, f.number FROM (SELECT {0} AS id, count(*) AS number FROM facets "
    "GROUP BY {0}) f JOIN names n USING (id)"
)


def _one(connection: Connection, sql: str, *values: Any) -> int:
    return int(connection.execute(sql, values).fetchone()[0])


def is_gone(connection: Connection, authority: str, case_id: str) -> bool:
    """Whether a case left this account's scope and is kept only for what is pending on it."""
    gone = "SELECT 1 FROM cases WHERE authority = ? AND id = ? AND gone = 1"
    return connection.execute(gone, (authority, case_id)).fetchone() is not None


# Cases that left the scope, and stay only for work on them, are counted nowhere.
_TALLIES = (
    "SELECT t.state, n.word, t.child, t.number FROM tallies t JOIN names n ON n.id = t.officer "
    f"UNION ALL SELECT f.state, n.word, f.marks & {CHILD} <> 0, -1 FROM cases c "
    "JOIN facets f USING (key) JOIN names n ON n.id = f.officer WHERE c.gone = 1"
)
_LATE = "SELECT count(*) FROM facets WHERE urgency < ?1"
_LATE_GONE = (
    "SELECT count(*) FROM cases JOIN facets f USING (key) WHERE gone = 1 AND f.urgency < ?1"
)


def counts(connection: Connection, me: str, now: int, others: frozenset[str]) -> Counts:
    """Work left for a person; every figure but the outbox's is of the cases held."""
    tallies = connection.execute(_TALLIES).fetchall()
    by_state: dict[State, int] = {}
    mine = theirs = incoming = 0
    for number, officer, child, how_many in tallies:
        state = tuple(State)[number]
        by_state[state] = by_state.get(state, 0) + how_many
        mine += how_many if officer == me and state in OPEN_STATES else 0
        theirs += how_many if officer in others and state in OPEN_STATES else 0
        incoming += how_many if state == State.WAITING and not child else 0
    operations = "SELECT count(*) FROM operations WHERE "
    return Counts(
        mine=mine,
        standing_in=theirs,
        incoming=incoming,
        overdue=_one(connection, f"SELECT ({_LATE}) - ({_LATE_GONE})", now),
        outbox=_one(connection, operations + "sending IN ('waiting', 'unknown')"),
        photos_waiting=_one(connection, f"SELECT count(*) FROM ({PHOTOS_WAITING})"),
        attention=_one(
            connection,
            operations + "sending IN ('conflict', 'refused', 'held') AND resolved = ''",
        ),
        cases=sum(by_state.values()),
        by_state={state: number for state, number in by_state.items() if number},
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


def pulled_anew(connection: Connection) -> int:
    """How many cases the running, or the last, pull of everything has brought."""
    generation = replaying.generation_of(connection)
    return _one(connection, "SELECT count(*) FROM cases WHERE generation = ?", generation)
