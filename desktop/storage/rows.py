"""A case as columns: what a list shows and sorts by, derived from the view when it is written.

`cases` has what a row shows. `facets` has what lists are narrowed and sorted by, as small numbers,
so that the whole table is read in a few milliseconds; words in it are numbers of `names`. How many
cases have each state and officer is kept in `tallies`: of new cases here, of cases that change or
go by triggers (`desktop/storage/schema.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from casework.case import Case, PhotoRole, State
from desktop.storage import indexing
from desktop.storage.database import Connection
from desktop.storage.packing import pack_case
from desktop.storage.records import CaseRow

SENTENCE_LENGTH = 160
SEPARATOR = "\x1f"
# Sorting places for cases without a due time: open ones, then closed ones, behind all the dated.
NO_DUE, CLOSED = 1 << 61, 1 << 62
# The bits of `facets.marks`.
OPEN, REOPENED, AFTER_PHOTO, PLACED, CHILD, UNSENT, ATTENTION = (1 << n for n in range(7))
STATES = {state: number for number, state in enumerate(State)}
_STATE_NUMBERS = {str(state): number for state, number in STATES.items()}
MICRODEGREES = 1_000_000
# A case's key grows with its time of report by one about every second (2^20 µs), so that an index
# by key is one by time; cases of the same second take the next keys that are free.
_KEY_SHIFT = 20
_NAMES_AT_ONCE = 500
_BLOCK = 1024

DERIVED = (
    "number", "sentence", "types", "state", "label", "place", "village", "unit", "officer",
    "reported_at", "updated_at", "due_at", "finished_at", "reopen_count", "lon", "lat", "parent",
    "members", "before", "after", "version", "is_open", "urgency",
)  # fmt: skip
FACETS = (
    "marks", "state", "types", "unit", "officer", "village", "urgency", "reported_at",
    "updated_at", "lon", "lat", "number",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO cases (key, authority, id, generation, based, {', '.join(DERIVED)}) "
    f"VALUES ({', '.join('?' * (5 + len(DERIVED)))})"
)
_UPDATE = f"UPDATE cases SET {', '.join(f'{c} = ?' for c in DERIVED)} WHERE key = ?"
_INSERT_FACETS = (
    f"INSERT INTO facets (key, {', '.join(FACETS)}) VALUES ({', '.join('?' * (1 + len(FACETS)))})"
)
# The marks of outbox and attention are set apart, by trigger.
_UPDATE_FACETS = (
    f"UPDATE facets SET {', '.join(f'{c} = ?' for c in FACETS if c != 'marks')}, "
    f"marks = ? | (marks & {UNSENT | ATTENTION}) WHERE key = ?"
)
SHOWN = (
    "authority, id, number, sentence, types, state, label, place, village, unit, officer, "
    "reported_at, updated_at, due_at, finished_at, reopen_count, lon, lat, parent, members, "
    "before, after, unsent, attention, version, key"
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


def _shown_photos(case: Case) -> tuple[str, str]:
    """The first photo of the problem and the last one of the work, as far as there are any."""
    before = after = None
    for photo in case.photos:
        if photo.withdrawn:
            continue
        if photo.role == PhotoRole.AFTER:
            after = photo.key
        elif before is None:
            before = photo.key
    return before or "", after or ""


def joined_types(case: Case) -> str:
    """The types of a case as one text in which each stands between separators."""
    return SEPARATOR + SEPARATOR.join(case.types) + SEPARATOR if case.types else ""


def derived(case: Case) -> tuple[Any, ...]:
    """The values of the columns DERIVED."""
    ticket = case.ticket
    before, after = _shown_photos(case)
    return (
        ticket.number, one_line(ticket.description), joined_types(case), str(case.state),
        case.label, ticket.place, ticket.village, case.unit, case.officer, ticket.reported_at,
        case.updated_at, case.due_at, case.finished_at, case.reopen_count, ticket.lon,
        ticket.lat, case.parent, len(case.members), before, after, case.version,
        int(case.is_open), urgency(case),
    )  # fmt: skip


def _words_of(columns: Sequence[Any]) -> tuple[str, str, str, str]:
    """Of the values of DERIVED those that `names` numbers: types, unit, officer, village."""
    return columns[2], columns[7], columns[8], columns[6]


def facets(columns: Sequence[Any], numbers: Mapping[str, int]) -> tuple[Any, ...]:
    """The values of the columns FACETS from those of DERIVED; `numbers` are those of the words."""
    (
        number, _, types, state, _, _, village, unit, officer, reported_at, updated_at, _, _,
        reopened, lon, lat, parent, _, _, after, _, is_open, urgent,
    ) = columns  # fmt: skip
    marks = (
        (OPEN if is_open else 0)
        | (REOPENED if reopened else 0)
        | (AFTER_PHOTO if after else 0)
        | (PLACED if lon is not None and lat is not None else 0)
        | (CHILD if parent else 0)
    )
    return (
        marks, _STATE_NUMBERS[state], numbers[types], numbers[unit], numbers[officer],
        numbers[village], urgent, reported_at, updated_at,
        None if lon is None else round(lon * MICRODEGREES),
        None if lat is None else round(lat * MICRODEGREES), number,
    )  # fmt: skip


def numbers_of(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    """The numbers by which `facets` names words; those without one are left out."""
    found: dict[str, int] = {}
    wanted = list(set(words))
    for start in range(0, len(wanted), _NAMES_AT_ONCE):
        part = wanted[start : start + _NAMES_AT_ONCE]
        sql = f"SELECT word, id FROM names WHERE word IN ({', '.join('?' * len(part))})"
        found |= dict(connection.execute(sql, part).fetchall())
    return found


def _numbered(connection: Connection, rows: Iterable[Sequence[Any]]) -> dict[str, int]:
    """The numbers of all words of these values of DERIVED; words get one where they have none."""
    words = {word for columns in rows for word in _words_of(columns)}
    found = numbers_of(connection, words)
    new = [(word,) for word in sorted(words - found.keys())]
    if new:
        connection.executemany("INSERT INTO names (word) VALUES (?)", new)
        found = numbers_of(connection, words)
    return found


def row_of(values: Sequence[Any]) -> CaseRow:
    """A list row from the columns SHOWN."""
    shown = [*values]
    shown[4] = tuple(shown[4].split(SEPARATOR)[1:-1])
    shown[5] = State(shown[5])
    shown[22], shown[23] = bool(shown[22]), bool(shown[23])
    return CaseRow(*shown[:26])


def write_new(
    connection: Connection, new: Iterable[tuple[int, Case]], generation: int, *, based: bool = False
) -> None:
    """Insert cases with their keys; their view is their base, or they have none yet (`based`)."""
    # In the order of keys, in which they lie in the file.
    pairs = sorted(new, key=itemgetter(0))
    columns = [derived(case) for _, case in pairs]
    connection.executemany(
        _INSERT,
        [
            (key, case.authority, case.id, generation, int(based), *row)
            for (key, case), row in zip(pairs, columns, strict=True)
        ],
    )
    numbers = _numbered(connection, columns)
    made = [facets(row, numbers) for row in columns]
    connection.executemany(
        _INSERT_FACETS, [(key, *row) for (key, _), row in zip(pairs, made, strict=True)]
    )
    _count_new(connection, made)
    connection.executemany(
        "INSERT INTO snapshots (key, view) VALUES (?, ?)", [(k, pack_case(c)) for k, c in pairs]
    )
    indexing.mark(connection, [k for k, _ in pairs])
    _write_photos(connection, pairs)


def _count_new(connection: Connection, made: Iterable[Sequence[Any]]) -> None:
    """Add cases with these facets to the tallies, which a trigger would do one by one."""
    counted = Counter((row[1], row[4], int(row[0] & CHILD != 0)) for row in made)
    connection.executemany(
        "INSERT INTO tallies VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET number = number + excluded.number",
        [(*place, number) for place, number in counted.items()],
    )


def write_views(connection: Connection, changed: Iterable[tuple[int, Case]]) -> None:
    """Replace the views of cases and all that is derived from them."""
    pairs = sorted(changed, key=itemgetter(0))
    keys = [key for key, _ in pairs]
    columns = [derived(case) for _, case in pairs]
    connection.executemany(_UPDATE, [(*row, key) for key, row in zip(keys, columns, strict=True)])
    numbers = _numbered(connection, columns)
    made = [facets(row, numbers) for row in columns]
    connection.executemany(
        _UPDATE_FACETS, [(*row[1:], row[0], key) for key, row in zip(keys, made, strict=True)]
    )
    connection.executemany(
        "UPDATE snapshots SET view = ? WHERE key = ?", [(pack_case(c), k) for k, c in pairs]
    )
    indexing.mark_changed(connection, pairs)
    connection.executemany("DELETE FROM case_photos WHERE key = ?", [(key,) for key in keys])
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
    gone = list(keys)
    for table in ("cases", "facets", "snapshots", "case_photos"):
        connection.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in gone])
    indexing.mark(connection, gone)


class _Taken:
    """Which keys are taken, read block by block as they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blocks: set[int] = set()
        self._keys: set[int] = set()

    def __contains__(self, key: int) -> bool:
        block = key // _BLOCK
        if block not in self._blocks:
            self._blocks.add(block)
            found = self._connection.execute(
                "SELECT key FROM cases WHERE key BETWEEN ? AND ?",
                (block * _BLOCK, (block + 1) * _BLOCK - 1),
            )
            self._keys.update(number for (number,) in found)
        return key in self._keys

    def add(self, key: int) -> None:
        self._keys.add(key)


def new_keys(connection: Connection, cases: Iterable[Case]) -> list[tuple[int, Case]]:
    """Keys that no case has, for cases that are new, by their time of report."""
    taken = _Taken(connection)
    # Where the search for a free key went on last, as many cases may be of one second.
    ahead: dict[int, int] = {}
    found: list[tuple[int, Case]] = []
    for case in cases:
        wanted = max(1, case.ticket.reported_at >> _KEY_SHIFT)
        key = ahead.get(wanted, wanted)
        while key in taken:
            key += 1
        taken.add(key)
        ahead[wanted] = key + 1
        found.append((key, case))
    return found
