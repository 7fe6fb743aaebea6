"""The indexes of the search, which follow the cases in small transactions of their own.

Whatever changes the words of a case only marks it, in `unindexed`; that costs next to nothing, and
a search looks through marked cases itself. Later each step takes some marks, brings `texts` and
both indexes up to date with these cases, and drops the marks, all in one transaction: a crash
leaves a case indexed or marked. An index has a row where `texts` has one, and no other is deleted
from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from casework.case import Case
from desktop.storage import search
from desktop.storage.database import Connection, File, parts
from desktop.storage.packing import pack, unpack

AT_ONCE = 100
"""Cases of a step: some 15 ms on a slow computer."""
_INDEXES = ("search", "letters")
_MERGED_PAGES = 32


class Index:
    """The index of the search as a cache keeps it. Thread-safe; raises StorageError."""

    def __init__(self, file: File) -> None:
        """Of the cases in this file."""
        self._file = file

    def left(self) -> int:
        """How many cases wait to be indexed; a search finds them all the same."""
        with self._file.reading() as connection:
            return left(connection)

    def take_some(self, limit: int = AT_ONCE) -> int:
        """Index so many of them, in one short transaction; returns how many it were."""
        with self._file.writing() as connection:
            return index_some(connection, limit)

    def merge_some(self) -> bool:
        """Bring the index into order, in one short transaction; True while there is more to do."""
        with self._file.writing() as connection:
            return merge_some(connection)

    def step(self, limit: int = AT_ONCE) -> bool:
        """Do what comes next, in one short transaction; False where nothing is left."""
        # Merging first: FTS5 merges everything at once where too many parts have gathered.
        return self.merge_some() or self.take_some(limit) > 0

    def finish(self, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Index all that waits, step by step, while it `goes_on`."""
        while goes_on() and self.step():
            pass


def mark(connection: Connection, keys: Iterable[int]) -> None:
    """Note that the words of these cases are new, or others, or gone."""
    connection.executemany("INSERT OR IGNORE INTO unindexed VALUES (?)", [(key,) for key in keys])


def mark_changed(connection: Connection, changed: Iterable[tuple[int, Case]]) -> None:
    """Note those of these cases, by key, whose words are not those that are indexed."""
    fresh = {key: search.digest(case) for key, case in changed}
    indexed = _digests(connection, list(fresh))
    mark(connection, [key for key, digest in fresh.items() if indexed.get(key) != digest])


def _digests(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part, marks in parts(keys):
        sql = f"SELECT key, words FROM texts WHERE key IN ({marks})"
        found |= dict(connection.execute(sql, part).fetchall())
    return found


def left(connection: Connection) -> int:
    """How many cases wait to be indexed."""
    return int(connection.execute("SELECT count(*) FROM unindexed").fetchone()[0])


def index_some(connection: Connection, limit: int = AT_ONCE) -> int:
    """Index the first of what is marked; returns how many marks went."""
    # Rising keys, as FTS5 writes out what it gathered whenever one is lower than the last.
    taken = connection.execute(
        "SELECT u.key, s.view, t.key IS NOT NULL FROM unindexed u "
        "LEFT JOIN snapshots s ON s.key = u.key LEFT JOIN texts t ON t.key = u.key "
        "ORDER BY u.key LIMIT ?",
        (limit,),
    ).fetchall()
    if not taken:
        return 0
    _forget(connection, [key for key, _, was_indexed in taken if was_indexed])
    _index(connection, [(key, view) for key, view, _ in taken if view is not None])
    connection.execute("DELETE FROM unindexed WHERE key <= ?", (taken[-1][0],))
    return len(taken)


def _forget(connection: Connection, keys: Sequence[int]) -> None:
    named = [(key,) for key in keys]
    for table in _INDEXES:
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", named)
    connection.executemany("DELETE FROM texts WHERE key = ?", named)


def _index(connection: Connection, views: Iterable[tuple[int, bytes]]) -> None:
    worded = [(key, search.worded(unpack(view))) for key, view in views]
    found = [(key, search.searched_text(words), search.digest(words)) for key, words in worded]
    connection.executemany(
        "INSERT INTO texts (key, text, words) VALUES (?, ?, ?)",
        [(key, pack(text.encode()), digest) for key, text, digest in found],
    )
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)", [(key, text) for key, text, _ in found]
    )
    connection.executemany(
        "INSERT INTO letters (rowid, text) VALUES (?, ?)",
        [(key, search.letters(text)) for key, text, _ in found],
    )


def merge_some(connection: Connection) -> bool:
    """Merge parts of the indexes a little; False where they are as few as they should be.

    Each step of indexing leaves a part behind, and a search asks every one
    (https://www.sqlite.org/fts5.html#the_merge_command).
    """
    more = False
    for table in _INDEXES:
        before = _changes(connection)
        connection.execute(
            f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (_MERGED_PAGES,)
        )
        # The command itself counts as one.
        more |= _changes(connection) - before >= 2
    return more


def _changes(connection: Connection) -> int:
    return int(connection.execute("SELECT total_changes()").fetchone()[0])
