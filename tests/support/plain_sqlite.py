"""SQLite through apsw with the manners of sqlcipher3, for a storage whose disk a test makes.

There is no encryption: the same schema and the same code on another SQLite and another VFS.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import apsw.ext
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage.database import Opener

_BUSY_MILLISECONDS = 10_000


@contextlib.contextmanager
def _as_sqlcipher() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raised = sqlcipher.OperationalError(str(error))
        raised.sqlite_errorcode = getattr(error, "extendedresult", 0)
        raise raised from error


class Cursor:
    """What `execute` returns. Rows are read as they are asked for."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._sql = ""
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        """Run statements."""
        self._sql = sql
        with _as_sqlcipher():
            self._cursor.execute(sql, values if isinstance(values, dict) else tuple(values))
            self._note()
        return self

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        """Run a statement for each row of values."""
        self._sql = sql
        with _as_sqlcipher():
            self._cursor.executemany(sql, (tuple(row) for row in rows))
            self._note()
        return self

    def _note(self) -> None:
        self.rowcount = self._connection.changes()
        self.lastrowid = self._connection.last_insert_rowid()

    @property
    def description(self) -> Any:
        """The columns of the answer."""
        return apsw.ext.query_info(self._connection, self._sql).description

    def fetchone(self) -> Any:
        """The next row, None at the end."""
        return next(self, None)

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return list(self)

    def __iter__(self) -> Cursor:
        return self

    def __next__(self) -> Any:
        with _as_sqlcipher():
            return next(self._cursor)


class Connection:
    """A connection in autocommit mode, as the storage opens its own."""

    isolation_level = None

    def __init__(self, file: Path, vfs: str | None) -> None:
        with _as_sqlcipher():
            self._connection = apsw.Connection(str(file), vfs=vfs, statementcachesize=256)
            self._connection.set_busy_timeout(_BUSY_MILLISECONDS)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def cursor(self) -> Cursor:
        """A cursor of its own."""
        return Cursor(self._connection)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        """Run statements."""
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        """Run a statement for each row of values."""
        return self.cursor().executemany(sql, rows)

    def commit(self) -> None:
        """End the transaction, where one is open."""
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction, where one is open."""
        if self.in_transaction:
            self.execute("ROLLBACK")

    def backup(self, target: Connection, *, pages: int = -1) -> None:
        """Copy everything into another connection's file."""
        with (
            _as_sqlcipher(),
            target._connection.backup("main", self._connection, "main") as copying,
        ):
            while not copying.done:
                copying.step(pages)

    def close(self) -> None:
        """Close the connection."""
        with _as_sqlcipher():
            self._connection.close(True)


def opener(vfs: str | None = None) -> Opener:
    """What `desktop.storage.database.opener` is replaced with."""
    return lambda file, key: Connection(file, vfs)
