"""The database: how it is opened, and what a reading and a writing transaction are."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, update

from server import clock, schema
from server.errors import UsageError

DATABASE_FILE = "tambon.db"
BUSY_SECONDS = 60
_WRITE = "tambon_write"


class Database:
    """One database, by default a SQLite file in the data folder."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """Open it, bringing its tables to this version. `url` is SQLAlchemy's, for PostgreSQL."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.engine = _engine(url or f"sqlite+pysqlite:///{folder / DATABASE_FILE}")
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite polls for its lock, which is unfair; within the process writers queue up here.
        self._writer = threading.Lock()
        self._migrate()
        self.server_id, self.epoch = self._identity()

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the database."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect() as connection:
            reader = connection.execution_options(**options)
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that may write; it is durable when the block ends."""
        with self._writer, self.engine.connect() as connection:
            writable = connection.execution_options(**{_WRITE: True})
            with writable.begin():
                yield writable

    def new_epoch(self) -> int:
        """Tell every desk to compare all it holds: the data were restored from a backup."""
        with self.writing() as connection:
            # Not the next number: the same backup may come back twice, and desks must not take
            # the second time for the first.
            epoch = max(self.epoch + 1, clock.now() // 1_000_000)
            connection.execute(
                update(schema.meta).where(schema.meta.c.name == "epoch").values(value=str(epoch))
            )
        self.epoch = epoch
        return epoch

    def _is_current(self) -> bool:
        """Whether the tables are of this version, told without loading Alembic."""
        with self.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            return bool(found.scalar() == schema.REVISION)

    def _migrate(self) -> None:
        if self._is_current():
            return
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "alembic"))
        config.set_main_option("path_separator", "os")
        with self.writing() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                # A revision that this program does not have.
                raise UsageError("database_newer", folder=self.folder) from error

    def _identity(self) -> tuple[str, int]:
        with self.writing() as connection:
            rows = connection.execute(select(schema.meta.c.name, schema.meta.c.value))
            known = {row.name: row.value for row in rows}
            wanted = {"server": str(uuid.uuid4()), "epoch": "1"}
            for name, value in wanted.items():
                if name not in known:
                    connection.execute(insert(schema.meta).values(name=name, value=value))
            known = wanted | known
        return known["server"], int(known["epoch"])


def _engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
