"""Small things in the cache: named values, the journal, the history of syncs, drafts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.storage.database import Connection
from desktop.storage.records import JournalLine, LeftDraft

KEPT_LINES = 2_000
KEPT_SYNCS = 500


def get_meta(connection: Connection, name: str, default: Any = None) -> Any:
    """A named value."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return default if row is None else json.loads(row[0])


def put_meta(connection: Connection, name: str, value: Any) -> None:
    """Keep a named value (anything JSON can say)."""
    put_metas(connection, {name: value})


def put_metas(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep several named values."""
    connection.executemany(
        "INSERT INTO meta (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()],
    )


def meta_names(connection: Connection, prefix: str) -> list[str]:
    """The names that begin so, in order."""
    found = connection.execute(
        "SELECT name FROM meta WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
    )
    return [row[0] for row in found]


def drop_metas(connection: Connection, names: Iterable[str]) -> None:
    """Forget named values."""
    connection.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in names])


def add_line(connection: Connection, at: int, code: str, detail: Mapping[str, int | str]) -> None:
    """Add a line to the journal; old ones go."""
    cursor = connection.execute(
        "INSERT INTO journal (at, code, detail) VALUES (?, ?, ?)",
        (at, code, json.dumps(dict(detail), ensure_ascii=False)),
    )
    connection.execute("DELETE FROM journal WHERE id <= ?", (cursor.lastrowid - KEPT_LINES,))


def lines(connection: Connection, limit: int) -> list[JournalLine]:
    """The newest lines of the journal, newest first."""
    found = connection.execute(
        "SELECT at, code, detail FROM journal ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [JournalLine(row[0], row[1], json.loads(row[2])) for row in found]


def add_sync(
    connection: Connection, at: int, record: Mapping[str, Any], *, replacing: bool = False
) -> None:
    """Add a round of sync to the history, in place of the newest or after it; old ones go."""
    if replacing:
        connection.execute("DELETE FROM syncs WHERE id = (SELECT max(id) FROM syncs)")
    cursor = connection.execute(
        "INSERT INTO syncs (at, record) VALUES (?, ?)",
        (at, json.dumps(dict(record), ensure_ascii=False)),
    )
    connection.execute("DELETE FROM syncs WHERE id <= ?", (cursor.lastrowid - KEPT_SYNCS,))


def syncs(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """The newest rounds of sync, newest first, each with `at` (µs UTC)."""
    found = connection.execute("SELECT at, record FROM syncs ORDER BY id DESC LIMIT ?", (limit,))
    return [{**json.loads(row[1]), "at": row[0]} for row in found]


def get_draft(connection: Connection, authority: str, case_id: str, kind: str) -> Any:
    """A draft, None where there is none."""
    row = connection.execute(
        "SELECT body FROM drafts WHERE authority = ? AND case_id = ? AND kind = ?",
        (authority, case_id, kind),
    ).fetchone()
    return None if row is None else json.loads(row[0])


def put_draft(
    connection: Connection, authority: str, case_id: str, kind: str, body: Any, at: int
) -> None:
    """Keep a draft in place of the one before."""
    connection.execute(
        "INSERT INTO drafts (authority, case_id, kind, body, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (authority, case_id, kind) DO UPDATE SET body = excluded.body, "
        "at = excluded.at",
        (authority, case_id, kind, json.dumps(body, ensure_ascii=False), at),
    )


def drop_draft(connection: Connection, authority: str, case_id: str, kind: str) -> None:
    """Forget a draft."""
    connection.execute(
        "DELETE FROM drafts WHERE authority = ? AND case_id = ? AND kind = ?",
        (authority, case_id, kind),
    )


def left_drafts(connection: Connection) -> list[LeftDraft]:
    """The drafts on cases that left this desk, the newest first.

    While everything is pulled anew, a case that is not here may only be on its way. A draft that
    is of no one case (a batch of photos) is not left behind by any.
    """
    gone = "c.gone = 1" if get_meta(connection, "sweeping", False) else "coalesce(c.gone, 1) = 1"
    found = connection.execute(
        "SELECT d.authority, d.case_id, d.kind, d.body, d.at, c.number, c.sentence FROM drafts d "
        f"LEFT JOIN cases c ON c.authority = d.authority AND c.id = d.case_id "
        f"WHERE d.case_id <> '' AND {gone} "
        "ORDER BY d.at DESC"
    )
    return [
        LeftDraft(row[0], row[1], row[2], json.loads(row[3]), row[4], row[5] or "", row[6] or "")
        for row in found
    ]
