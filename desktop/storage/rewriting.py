"""Writing every case anew in a migration, when what is derived from it takes another form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from casework import wire
from casework.case import Case
from desktop.storage import rows
from desktop.storage.database import Connection
from desktop.storage.packing import pack_case

_AT_ONCE = 500
_FLAGS = ("unsent", "attention", "generation", "gone", "based")


@dataclass(slots=True)
class _Before:
    view: Case
    base: Case | None
    flags: tuple[Any, ...]


def cases_before(connection: Connection) -> str:
    """Set the cases of schema 1 aside in a table of their own; returns its name."""
    connection.execute(
        "CREATE TABLE before AS SELECT s.view AS view, s.base AS base, "
        f"{', '.join(f'c.{flag} AS {flag}' for flag in _FLAGS)} "
        "FROM cases c JOIN snapshots s USING (key)"
    )
    return "before"


def write_again(connection: Connection, before: str) -> None:
    """Write the cases that were set aside, with their marks, and drop that table."""
    held = _read(connection, before)
    while part := list(islice(held, _AT_ONCE)):
        _write(connection, part)
    connection.execute(f"DROP TABLE {before}")


def _read(connection: Connection, before: str) -> Iterator[_Before]:
    last = 0
    while True:
        # By the number that SQLite gave each row: any other order reads the whole table each time.
        found = connection.execute(
            f"SELECT rowid, view, base, {', '.join(_FLAGS)} FROM {before} WHERE rowid > ? "
            "ORDER BY rowid LIMIT ?",
            (last, _AT_ONCE),
        ).fetchall()
        if not found:
            return
        last = found[-1][0]
        for row in found:
            base = wire.decode_case(row[2]) if row[2] is not None else None
            yield _Before(wire.decode_case(row[1]), base, tuple(row[3:]))


def _write(connection: Connection, part: Iterable[_Before]) -> None:
    pairs = list(part)
    keyed = rows.new_keys(connection, [one.view for one in pairs])
    rows.write_new(connection, keyed, 0)
    connection.executemany(
        f"UPDATE cases SET {', '.join(f'{flag} = ?' for flag in _FLAGS)} WHERE key = ?",
        [(*one.flags, key) for one, (key, _) in zip(pairs, keyed, strict=True)],
    )
    connection.executemany(
        "UPDATE snapshots SET base = ? WHERE key = ?",
        [
            (pack_case(one.base), key)
            for one, (key, _) in zip(pairs, keyed, strict=True)
            if one.base is not None
        ],
    )
