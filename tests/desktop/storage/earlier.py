"""Putting a closed profile back into the tables of version 1, with all the work that is in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import sqlite_utils

from desktop.storage import database, schema
from desktop.storage.database import Connection
from desktop.storage.packing import unpack, unpack_case
from desktop.storage.profile import Profile
from desktop.storage.search import searched_text

_LATER = (
    "search", "letters", "texts", "unindexed", "facets", "tallies", "names", "snapshots",
    "case_photos", "cases",
)  # fmt: skip


def put_back(profile: Profile, key: bytes) -> None:
    """Leave both files as a program of version 1 would have; each in one transaction.

    One that is of that version already stays as it is.
    """
    for file, step in ((profile.photos_file, _photos), (profile.cache_file, _cache)):
        _in_one_transaction(file, key, step)


def _in_one_transaction(file: Path, key: bytes, step: Callable[[Connection], None]) -> None:
    with contextlib.closing(database.connect(file, key)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 1:
            return
        connection.execute("BEGIN IMMEDIATE")
        step(connection)
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")


def _cache(connection: Connection) -> None:
    """Cases with all columns indexed, snapshots as JSON, search with its text."""
    held = connection.execute("SELECT * FROM cases").fetchall()
    pictures = connection.execute("SELECT * FROM case_photos").fetchall()
    snapshots = connection.execute("SELECT key, view, base FROM snapshots").fetchall()
    for table in _LATER:
        connection.execute(f"DROP TABLE {table}")
    schema._make_cases(sqlite_utils.Database(connection), ["authority", "id"], schema._CASE_INDEXES)
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, tokenize='trigram case_sensitive 1')"
    )
    _fill(connection, "cases", held)
    _fill(connection, "case_photos", pictures)
    _fill(connection, "snapshots", [
        (number, unpack(view), None if base is None else unpack(base))
        for number, view, base in snapshots
    ])  # fmt: skip
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)",
        [(number, searched_text(unpack_case(view))) for number, view, _ in snapshots],
    )
    for step in ("m004_facets", "m005_unindexed"):
        _forget_step(connection, step)


def _photos(connection: Connection) -> None:
    """Photos without a list of what is held."""
    connection.execute("DELETE FROM pieces WHERE sha256 IN (SELECT sha256 FROM partials)")
    for table in ("holdings", "dropped", "partials"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("ALTER TABLE photos DROP COLUMN kept_until")
    _forget_step(connection, "m002_holdings")
    _forget_step(connection, "m003_partials")


def _fill(connection: Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _forget_step(connection: Connection, name: str) -> None:
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (name,))
