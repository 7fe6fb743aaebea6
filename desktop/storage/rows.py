"""A case as columns: what a list shows and sorts by, derived from the view when it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casework import wire
from casework.case import Case, PhotoRole, State
from desktop.storage.database import Connection
from desktop.storage.records import CaseRow
from desktop.storage.search import searched_text

SENTENCE_LENGTH = 160
SEPARATOR = "\x1f"
# Sorting places for cases without a due time: open ones, then closed ones, behind all the dated.
NO_DUE, CLOSED = 1 << 61, 1 << 62

DERIVED = (
    "number", "sentence", "types", "state", "label", "place", "village", "unit", "officer",
    "reported_at", "updated_at", "due_at", "finished_at", "reopen_count", "lon", "lat", "parent",
    "members", "before", "after", "version", "is_open", "urgency",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO cases (key, authority, id, generation, based, {', '.join(DERIVED)}) "
    f"VALUES ({', '.join('?' * (5 + len(DERIVED)))})"
)
_UPDATE = f"UPDATE cases SET {', '.join(f'{c} = ?' for c in DERIVED)} WHERE key = ?"
SHOWN = (
    "authority, id, number, sentence, types, state, label, place, village, unit, officer, "
    "reported_at, updated_at, due_at, finished_at, reopen_count, lon, lat, parent, members, "
    "before, after, unsent, attention, version"
)


def one_line(text: str) -> str:
    """The start of the citizen's words on one line."""
    line = " ".join(text[: SENTENCE_LENGTH * 3].split())
    return line if len(line) <= SENTENCE_LENGTH else line[: SENTENCE_LENGTH - 1] + "…"


def urgency(case: Case) -> int:
    """Sorting place by urgency: the due time while work is owed."""
    if not case.is_open:
        return CLOSED
    return NO_DUE if case.due_at is None else case.due_at


def _first_photo(case: Case, role: PhotoRole) -> str:
    shown = case.photos_of(role)
    if not shown:
        return ""
    return (shown[0] if role == PhotoRole.BEFORE else shown[-1]).key


def derived(case: Case) -> tuple[Any, ...]:
    """The values of the columns DERIVED."""
    ticket = case.ticket
    types = SEPARATOR + SEPARATOR.join(case.types) + SEPARATOR if case.types else ""
    return (
        ticket.number, one_line(ticket.description), types, str(case.state), case.label,
        ticket.place, ticket.village, case.unit, case.officer, ticket.reported_at,
        case.updated_at, case.due_at, case.finished_at, case.reopen_count, ticket.lon,
        ticket.lat, case.parent, len(case.members), _first_photo(case, PhotoRole.BEFORE),
        _first_photo(case, PhotoRole.AFTER), case.version, int(case.is_open), urgency(case),
    )  # fmt: skip


def row_of(values: Sequence[Any]) -> CaseRow:
    """A list row from the columns SHOWN."""
    shown = [*values]
    shown[4] = tuple(shown[4].split(SEPARATOR)[1:-1])
    shown[5] = State(shown[5])
    shown[22], shown[23] = bool(shown[22]), bool(shown[23])
    return CaseRow(*shown[:25])


def write_new(
    connection: Connection, new: Iterable[tuple[int, Case]], generation: int, *, based: bool = False
) -> None:
    """Insert cases with their keys; their view is their base, or they have none yet (`based`)."""
    pairs = list(new)
    connection.executemany(
        _INSERT,
        [(k, c.authority, c.id, generation, int(based), *derived(c)) for k, c in pairs],
    )
    connection.executemany(
        "INSERT INTO snapshots (key, view) VALUES (?, ?)", [(k, wire.encode(c)) for k, c in pairs]
    )
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)", [(k, searched_text(c)) for k, c in pairs]
    )
    _write_photos(connection, pairs)


def write_views(connection: Connection, changed: Iterable[tuple[int, Case]]) -> None:
    """Replace the views of cases and all that is derived from them."""
    pairs = list(changed)
    connection.executemany(_UPDATE, [(*derived(c), k) for k, c in pairs])
    connection.executemany(
        "UPDATE snapshots SET view = ? WHERE key = ?", [(wire.encode(c), k) for k, c in pairs]
    )
    # Most changes leave the words alone; the index is dear to write.
    texts = [(searched_text(c), k) for k, c in pairs]
    connection.executemany("UPDATE search SET text = ?1 WHERE rowid = ?2 AND text <> ?1", texts)
    connection.executemany("DELETE FROM case_photos WHERE key = ?", [(k,) for k, _ in pairs])
    _write_photos(connection, pairs)


def _write_photos(connection: Connection, pairs: Sequence[tuple[int, Case]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO case_photos (key, sha256, role, verified, withdrawn) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (key, p.sha256, str(p.role), int(p.verified), int(p.withdrawn))
            for key, case in pairs
            for p in case.photos
            if p.sha256
        ],
    )


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Remove cases and all that is derived from them."""
    gone = [(key,) for key in keys]
    for table, column in (("cases", "key"), ("snapshots", "key"), ("case_photos", "key"),
                          ("search", "rowid")):  # fmt: skip
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)


def next_key(connection: Connection) -> int:
    """A key that no case has."""
    return int(connection.execute("SELECT coalesce(max(key), 0) + 1 FROM cases").fetchone()[0])
