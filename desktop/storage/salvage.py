"""Reading what can be read of a damaged database, also where its first page is lost.

The first page holds no data, only where each table begins. Where it is lost, a copy gets a new one
and the tables are looked for: a table begins at the page from which most of its rows, known by what
they look like, are reached.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage.database import Connection, File, connect

PAGE_BYTES = 4096
_MISSES = 1_000
_SEARCHED_PAGES = 4_000
# SQLite's codes for locked, no memory, a full disk, a file that cannot be opened; and for shared
# memory that cannot be made beside the file.
_NOT_OF_THE_FILE = frozenset({5, 6, 7, 13, 14})
_NO_SHARED_MEMORY = frozenset({10 | place << 8 for place in (18, 19, 20, 21)})

Row = Mapping[str, Any]
# Whether a row, by column, is one of the table.
Looks = Callable[[Row], bool]
Fresh = Callable[[Path, bytes], File]


@contextlib.contextmanager
def readable(
    file: Path, key: bytes, fresh: Fresh, tables: Mapping[str, Looks]
) -> Iterator[Connection | None]:
    """A connection from which at least parts of these tables can be read; None where nothing can.

    `fresh` makes an empty file of the same schema. Without the first page no index can be used.
    """
    if not file.exists():
        yield None
        return
    with contextlib.closing(connect(file, key)) as connection:
        if _has_schema(connection):
            yield connection
            return
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="rescue-") as place:
        copy = _with_new_first_page(file, Path(place), key, fresh, tables)
        with contextlib.closing(connect(copy, key)) as connection:
            yield connection if _has_schema(connection) else None


def rows(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    """The rows that come before the first damaged page."""
    found: list[tuple[Any, ...]] = []
    try:
        for row in connection.execute(sql):
            found.append(row)  # noqa: PERF402 - an error in the middle keeps the rows before it
    except sqlcipher.Error as error:
        only_damage(error)
    return found


def numbered(
    connection: Connection, table: str, number: str, columns: Sequence[str], last: int = 0
) -> Iterator[tuple[Any, ...]]:
    """Every row that can be read, by its number, which comes first; a hole costs what is in it.

    Beyond the number `last` the search ends after a long run of misses.
    """
    sql = (
        f"SELECT {', '.join((number, *columns))} FROM {table} WHERE {number} > ? "
        f"ORDER BY {number} LIMIT 1"
    )
    at = misses = 0
    while at < last or misses < _MISSES:
        try:
            row = connection.execute(sql, (at,)).fetchone()
        except sqlcipher.Error as error:
            only_damage(error)
            at += 1
            misses += 1
            continue
        if row is None:
            return
        at, misses = row[0], 0
        yield row


def only_damage(error: Exception) -> None:
    """Raise what says nothing of the file: a rescue that goes on would take all of it for lost."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if code & 0xFF in _NOT_OF_THE_FILE or code in _NO_SHARED_MEMORY:
        raise error


def _has_schema(connection: Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        only_damage(error)
        return False
    return True


def _with_new_first_page(
    file: Path, place: Path, key: bytes, fresh: Fresh, tables: Mapping[str, Looks]
) -> Path:
    copy, donor = place / "copy.db", place / "donor.db"
    shutil.copyfile(file, copy)
    wal = file.with_name(file.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
    pages = max(copy.stat().st_size // PAGE_BYTES, 1)
    columns = _columns(place / "fresh.db", key, fresh, tables)
    _make_donor(donor, key, columns, pages)
    with copy.open("r+b") as target, donor.open("rb") as source:
        target.write(source.read(PAGE_BYTES))
        target.truncate(donor.stat().st_size)
    _find(copy, key, tables, range(2, min(pages, _SEARCHED_PAGES) + 1))
    return copy


def _columns(
    path: Path, key: bytes, fresh: Fresh, tables: Mapping[str, Looks]
) -> dict[str, list[str]]:
    """The columns of each table as they lie there; the one that is the row's number is marked."""
    found = {}
    with contextlib.closing(fresh(path, key)) as file, file.reading() as connection:
        for table in tables:
            known = connection.execute(f"PRAGMA table_info({table})").fetchall()
            alone = sum(1 for column in known if column[5]) == 1
            found[table] = [
                f"{name} INTEGER PRIMARY KEY" if pk and alone and kind == "INTEGER" else name
                for _, name, kind, _, _, pk in known
            ]
    return found


def _make_donor(donor: Path, key: bytes, columns: Mapping[str, list[str]], pages: int) -> None:
    """A file that names these tables on its first page alone, and is no shorter than `pages`.

    The first page also says how long the file is.
    """
    with contextlib.closing(connect(donor, key)) as connection:
        for table, names in columns.items():
            connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        connection.execute("CREATE TABLE filler (bytes)")
        connection.execute("INSERT INTO filler VALUES (zeroblob(?))", (pages * PAGE_BYTES,))
        connection.execute("PRAGMA journal_mode = WAL")


def _find(copy: Path, key: bytes, tables: Mapping[str, Looks], pages: range) -> None:
    """Let each table begin where most of its rows are reached; without any it is left out."""
    best = dict.fromkeys(tables, (0, 0))
    for page in pages:
        for table, reached in _reached_from(copy, key, tables, page).items():
            best[table] = max(best[table], (reached, page))
    with contextlib.closing(connect(copy, key)) as connection:
        for table, (reached, page) in best.items():
            if reached:
                _begin_at(connection, page, table)
            else:
                _change_schema(connection, "DELETE FROM sqlite_master WHERE name = ?", table)


def _reached_from(copy: Path, key: bytes, tables: Mapping[str, Looks], page: int) -> dict[str, int]:
    """How many rows of each table are reached from a page, for those it may be the beginning of."""
    # A connection of its own: after a damaged page SQLCipher lets one write no more.
    with contextlib.closing(connect(copy, key)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        if not _has_schema(connection):
            return {}
        _begin_at(connection, page, *tables)
        firsts = {table: _first(connection, table) for table in tables}
        return {
            table: len(rows(connection, f"SELECT 1 FROM {table}"))
            for table, first in firsts.items()
            if first is not None and _looks_right(tables[table], first)
        }


def _first(connection: Connection, table: str) -> Row | None:
    try:
        cursor = connection.execute(f"SELECT * FROM {table} LIMIT 1")
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description or ()]
    except sqlcipher.Error as error:
        only_damage(error)
        return None
    return None if row is None else dict(zip(names, row, strict=True))


def _looks_right(looks: Looks, row: Row) -> bool:
    try:
        return looks(row)
    except Exception:  # noqa: BLE001 - bytes of another table can be anything
        return False


def _begin_at(connection: Connection, page: int, *tables: str) -> None:
    names = ", ".join("?" * len(tables))
    sql = f"UPDATE sqlite_master SET rootpage = ? WHERE name IN ({names})"
    _change_schema(connection, sql, page, *tables)


def _change_schema(connection: Connection, sql: str, *values: Any) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(sql, values)
    # Reads the schema anew.
    connection.execute("PRAGMA writable_schema = RESET")
