"""An encrypted SQLite file: one writing connection, and reading ones for any thread.

SQLCipher (https://www.zetetic.net/sqlcipher/) with a raw key, WAL, and synchronous=FULL, so
that what a transaction returned from survives SIGKILL and power loss.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage import durable
from desktop.storage.errors import (
    CacheNewer,
    CacheOlder,
    ProfileBusy,
    StorageError,
    WrongKey,
    translated,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T", int, str)
Connection = Any  # sqlcipher3 ships no types
Opener = Callable[[Path, bytes], Connection]
Step = Callable[["Database"], None]
_BUSY_SECONDS = 10.0
_WAL_LIMIT_BYTES = 16 * 1024 * 1024
_NOT_A_DATABASE = 26
_KEYS_AT_ONCE = 900
_PRAGMAS = (
    "synchronous = FULL",
    # Four pages of a pull are taken into the file at once, as they rewrite much of the same.
    "wal_autocheckpoint = 4000",
    # macOS alone: its fsync leaves data in the drive's cache.
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -16000",
    f"journal_size_limit = {_WAL_LIMIT_BYTES}",
)

# Room for the table that lists are narrowed by: what is decrypted once is read at once.
_READER_PRAGMAS = ("query_only = ON", "temp_store = MEMORY", "cache_size = -24000")


def open_encrypted(file: Path, key: bytes) -> Connection:
    """A bare SQLCipher connection with the key set; nothing is read yet.

    The salt comes from the key instead of the file's first bytes, so that damage there costs
    nothing.
    """
    salt = hashlib.sha256(b"tambon desk salt" + key).digest()[:16]
    connection = sqlcipher.connect(
        str(file), isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS,
        cached_statements=256,
    )  # fmt: skip
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


# What opens every connection. A test puts another SQLite in its place, whose disk loses power.
opener: Opener = open_encrypted


def connect(file: Path, key: bytes) -> Connection:
    """A bare connection; nothing is read yet."""
    return opener(file, key)


def parts(keys: Iterable[T]) -> Iterator[tuple[list[T], str]]:
    """Keys in portions that one statement can take, each with its question marks for IN (...)."""
    found = sorted(keys)
    for start in range(0, len(found), _KEYS_AT_ONCE):
        part = found[start : start + _KEYS_AT_ONCE]
        yield part, ", ".join("?" * len(part))


class Migrations:
    """The steps that make a file's tables, written with sqlite-utils, each done once.

    sqlite-utils takes longer to import than a command may take, so it is imported only where
    there is something to make.
    """

    def __init__(self, name: str, *, gives_back: bool = False) -> None:
        """`name` tells these steps from those of other files.

        A file that `gives_back` can return room to the disk a little at a time (SQLite's
        auto_vacuum = INCREMENTAL), which must be said before its first table is made.
        """
        self._name = name
        self.vacuum = "INCREMENTAL" if gives_back else "NONE"
        self._steps: list[Step] = []

    def __call__(self) -> Callable[[Step], Step]:
        """Decorate a function as the next step."""

        def add(step: Step) -> Step:
            self._steps.append(step)
            return step

        return add

    def apply(self, connection: Connection) -> None:
        """Do the steps that this file has not seen yet."""
        import sqlite_utils
        import sqlite_utils.migrations

        known = sqlite_utils.migrations.Migrations(self._name)
        for step in self._steps:
            known()(step)
        known.apply(sqlite_utils.Database(connection))


class File:
    """An open encrypted file with its connections. Thread-safe."""

    def __init__(self, path: Path, key: bytes, migrations: Migrations, version: int) -> None:
        """Open or make the file, with the schema `version`.

        Raises WrongKey, CacheOlder, CacheNewer, CacheDamaged, DiskFull.
        """
        self.path = path
        self._key = key
        self._write_lock = threading.RLock()
        self._idle: list[Connection] = []
        self._busy = 0
        self._closed = False
        self._changed = threading.Condition()
        with translated(path):
            durable.make_folder(path.parent)
            self.writer = connect(path, key)
            try:
                self._prepare(migrations, version)
            except BaseException:
                self.writer.close()
                raise

    def _prepare(self, migrations: Migrations, version: int) -> None:
        writer = self.writer
        try:
            found = int(writer.execute("PRAGMA user_version").fetchone()[0])
        except sqlcipher.DatabaseError as error:
            if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF == _NOT_A_DATABASE:
                raise WrongKey(str(error)) from error
            raise
        if found > version:
            raise CacheNewer(f"{self.path.name} has schema {found}")
        if 0 < found < version:
            raise CacheOlder(f"{self.path.name} has schema {found}")
        if found == 0:
            writer.execute(f"PRAGMA auto_vacuum = {migrations.vacuum}")
        if writer.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            writer.execute("PRAGMA journal_mode = WAL")
        for pragma in _PRAGMAS:
            writer.execute(f"PRAGMA {pragma}")
        if found == 0:
            self._migrate(migrations, version)

    def _migrate(self, migrations: Migrations, version: int) -> None:
        """Do all steps and note the version, in one transaction.

        Each step alone would be whole too, but not what sqlite-utils keeps of them.
        """
        self.writer.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(self.writer)
            self.writer.execute(f"PRAGMA user_version = {int(version)}")
            self.writer.execute("COMMIT")
        except BaseException:
            if self.writer.in_transaction:
                self.writer.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """One transaction: durable when the block has ended, undone when it raises.

        Without `durable` it becomes so with the next one that is, and the disk is spared a wait:
        for what may be lost in a power cut, and takes nothing else along then.
        """
        with self._write_lock, translated(self.path):
            if self._closed:
                raise StorageError("closed")
            if self.writer.in_transaction:
                raise RuntimeError("a transaction within a transaction")
            if not durable:
                with self._unsynced():
                    yield from self._transaction()
                return
            yield from self._transaction()

    @contextlib.contextmanager
    def _unsynced(self) -> Iterator[None]:
        """Commits in the order of the log, but without waiting for the disk (WAL)."""
        (level,) = self.writer.execute("PRAGMA synchronous").fetchone()
        self.writer.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.writer.execute(f"PRAGMA synchronous = {int(level)}")

    def _transaction(self) -> Iterator[Connection]:
        self.writer.execute("BEGIN IMMEDIATE")
        try:
            yield self.writer
            self.writer.execute("COMMIT")
        except BaseException:
            # A full disk ends the transaction by itself.
            if self.writer.in_transaction:
                self.writer.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def reading(self, *, fresh: bool = False) -> Iterator[Connection]:
        """A connection of this thread's own, with one state of the data while the block runs.

        A `fresh` one was never used: integrity_check judges FTS5 tables by what a connection
        remembers of them (SQLite 3.53).
        """
        connection = self._take(fresh)
        try:
            with translated(self.path):
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
        finally:
            self._give_back(connection)

    def _take(self, fresh: bool) -> Connection:
        with self._changed:
            if self._closed:
                raise StorageError("closed")
            self._busy += 1
            if self._idle and not fresh:
                return self._idle.pop()
        try:
            with translated(self.path):
                connection = connect(self.path, self._key)
                for pragma in _READER_PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            self._give_back(None)
            raise
        return connection

    def _give_back(self, connection: Connection | None) -> None:
        with self._changed:
            self._busy -= 1
            if connection is not None:
                self._idle.append(connection)
            self._changed.notify_all()

    def take_in(self) -> None:
        """Bring the log into the file, as far as readers let it, while writers go on.

        Left alone, SQLite does that in the transaction with which the log grows too long.
        """
        connection = self._take(fresh=False)
        try:
            with translated(self.path):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            self._give_back(connection)

    def gather(self) -> None:
        """Bring all that was written into the file itself, so that it can be moved alone.

        Raises ProfileBusy while another connection is at work, DiskFull.
        """
        with self._write_lock, translated(self.path):
            if self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise ProfileBusy

    def close(self) -> None:
        """Wait for readers and the writer, then close every connection. Twice does no harm."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.wait_for(lambda: self._busy == 0)
            for connection in self._idle:
                connection.close()
            self._idle.clear()
        with self._write_lock:
            self.writer.close()


def is_encrypted(file: Path) -> bool:
    """Whether SQLite cannot read the file without the key.

    SQLite is asked, as it knows its files: were this one opened and closed as any other, the
    system would take away the locks that this process has on it (POSIX fcntl).
    """
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlcipher.connect(address, uri=True)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError:
            return True
    return False
