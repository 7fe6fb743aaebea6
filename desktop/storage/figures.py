"""Figures of what lies in a cache, for who looks for a fault: numbers and codes, never contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are alike: how many, since when (µs UTC), and how often they were tried."""

    kind: str
    state: str
    code: str
    number: int
    oldest: int
    tries: int
    size: int = 0
    done: int = 0


def operations(connection: Connection) -> list[Group]:
    """Operations by kind, state and the reason of the server's answer."""
    found = connection.execute(
        "SELECT kind, CASE WHEN resolved = '' THEN sending ELSE 'resolved' END, "
        "coalesce(json_extract(CAST(outcome AS TEXT), '$.reason'), ''), count(*), min(made_at), "
        "max(tries) FROM operations GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    return [Group(*row) for row in found]


def uploads(connection: Connection) -> list[Group]:
    """Photos on their way, by state and last failure; `size` and `done` are bytes."""
    found = connection.execute(
        "SELECT state, coalesce(last_error, ''), count(*), min(next_try_at), max(tries), "
        "sum(size), sum(sent) FROM uploads GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [Group("photo", *row) for row in found]


def shape(connection: Connection) -> dict[str, Any]:
    """How large the file is inside, in which version, and whether something is under way."""
    asked = ("user_version", "page_count", "page_size", "freelist_count", "cipher_version")
    pragmas = {name: _pragma(connection, name) for name in asked}
    tables = (
        "cases", "snapshots", "operations", "operation_cases", "uploads", "case_photos", "drafts",
        "journal", "syncs",
    )  # fmt: skip
    rows = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    }
    flags = ", ".join(f"coalesce(sum({flag}), 0)" for flag in ("gone", "based", "attention"))
    gone, based, attention = connection.execute(f"SELECT {flags} FROM cases").fetchone()
    marked = {"gone": gone, "based": based, "attention": attention}
    return {"pragmas": pragmas, "rows": rows, "marked": marked}


def _pragma(connection: Connection, name: str) -> Any:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None
