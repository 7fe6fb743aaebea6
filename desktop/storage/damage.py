"""A damaged cache is set aside after its outbox was read out of it, as far as it can be read.

Cases come anew from the server; what it does not have yet must not be lost. The new cache is
built apart and takes the old one's place in one step, so that a crash loses nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlcipher3 import dbapi2 as sqlcipher

from casework import wire
from casework.operations import Operation, UnknownKind
from desktop import clock
from desktop.storage import acting, photos, schema, small
from desktop.storage.database import Connection, File, connect
from desktop.storage.errors import CacheDamaged
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.storage.shrinking import make_shrinkable

PAGE_BYTES = 4096
_MISSES = 1_000
_NOT_KEPT = frozenset({"cursor", "phase", "generation", "sweeping", "last_seq", "forgotten"})
_UNSENT = frozenset({"waiting", "unknown", "conflict", "refused", "held"})
_FIELDS = (
    "seq", "sending", "tries", "sent_at", "outcome", "version", "settled_at", "resolved",
    "number", "sentence", "body",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rescue:
    """How much unsent work was saved, and where the damaged files lie now."""

    outbox_saved: int
    folder: Path


@dataclass(slots=True)
class _Saved:
    """What could be read of a damaged cache."""

    meta: dict[str, Any] = field(default_factory=dict)
    operations: list[tuple[Operation, dict[str, Any]]] = field(default_factory=list)
    uploads: list[tuple[Any, ...]] = field(default_factory=list)
    drafts: list[tuple[Any, ...]] = field(default_factory=list)
    last_seq: int = 0


def rescue(profile: Profile, key: bytes) -> Rescue:
    """Set the damaged files aside and start anew with the outbox that they held.

    Call it as the profile's one writer with everything closed. Raises DiskFull; then nothing
    was set aside.
    """
    folder = _folder(profile)
    folder.mkdir(parents=True)
    saved = _Saved()
    for connection in _readable(profile.cache_file, key, _fresh_cache):
        with contextlib.closing(connection):
            saved = _read(connection)
    new = profile.cache_file.with_name("cache.rescue.db")
    _remove(new)
    with contextlib.closing(File(new, key, schema.migrations, schema.VERSION)) as file:
        _write(file, saved)
    _set_aside(profile, folder, new)
    _rescue_photos(profile, key, folder)
    count = sum(1 for _, row in saved.operations if row["sending"] in _UNSENT)
    return Rescue(count, folder)


def _folder(profile: Profile) -> Path:
    moment = datetime.fromtimestamp(clock.now() / 1e6, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return profile.path / f"damaged-{moment}"


def _set_aside(profile: Profile, folder: Path, new: Path) -> None:
    """Put the new file where the old one was. Once that is moved away, opening finishes it."""
    os.replace(new, profile.rescued_file)
    _move(profile.cache_file, folder)
    profile.finish_rescue()


def _move(file: Path, folder: Path) -> None:
    """Move a database, the file itself first."""
    for ending in ("", "-wal", "-shm"):
        old = file.with_name(file.name + ending)
        if old.exists():
            os.replace(old, folder / old.name)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


# -- reading what can be read -----------------------------------------------------------------


def _fresh_cache(path: Path, key: bytes) -> File:
    return File(path, key, schema.migrations, schema.VERSION)


def _fresh_photos(path: Path, key: bytes) -> File:
    file = File(path, key, photos.migrations, photos.VERSION)
    # Its tables begin where those of the store do, which is written anew when it is made.
    make_shrinkable(path, key)
    return file


def _readable(file: Path, key: bytes, fresh: Callable[[Path, bytes], File]) -> Iterator[Connection]:
    """A connection from which at least parts can be read; none where nothing can."""
    if not file.exists():
        return
    connection = connect(file, key)
    if _has_schema(connection):
        yield connection
        return
    connection.close()
    # The first page is lost. It holds no data, only where the tables begin, and that is the same
    # in every file of this schema.
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="rescue-") as place:
        copy = _with_new_first_page(file, Path(place), key, fresh)
        connection = connect(copy, key)
        if _has_schema(connection):
            yield connection
        connection.close()


def _has_schema(connection: Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error:
        return False
    return True


def _with_new_first_page(
    file: Path, place: Path, key: bytes, fresh: Callable[[Path, bytes], File]
) -> Path:
    copy, donor = place / "copy.db", place / "donor.db"
    shutil.copyfile(file, copy)
    wal = file.with_name(file.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
    fresh(donor, key).close()
    # The first page also says how long the file is: the donor must be no shorter.
    pages = max(copy.stat().st_size // PAGE_BYTES, 1)
    connection = connect(donor, key)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    short = pages - donor.stat().st_size // PAGE_BYTES
    if short > 0:
        table = connection.execute(
            "SELECT name FROM sqlite_master WHERE name IN ('drafts', 'thumbnails')"
        ).fetchone()[0]
        column = "body" if table == "drafts" else "jpeg"
        connection.execute(f"INSERT INTO {table} ({column}) VALUES (zeroblob({short * 4096}))")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with copy.open("r+b") as target, donor.open("rb") as source:
        target.write(source.read(PAGE_BYTES))
        target.truncate(donor.stat().st_size)
    return copy


def _read(connection: Connection) -> _Saved:
    saved = _Saved()
    for name, value in _rows(connection, "SELECT name, value FROM meta"):
        with contextlib.suppress(ValueError, TypeError):
            saved.meta[name] = msgspec.json.decode(value)
    saved.last_seq = int(saved.meta.get("last_seq", 0))
    saved.operations = list(_operations(connection, saved.last_seq))
    saved.uploads = _rows(
        connection,
        "SELECT state, sent, url, tries, next_try_at, last_error, case_id, sha256 FROM uploads",
    )
    saved.drafts = _rows(connection, "SELECT authority, case_id, kind, body, at FROM drafts")
    return saved


def _rows(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    """The rows that come before the first damaged page."""
    found: list[tuple[Any, ...]] = []
    with contextlib.suppress(sqlcipher.Error):
        for row in connection.execute(sql):
            found.append(row)  # noqa: PERF402 - an error in the middle keeps the rows before it
    return found


def _operations(
    connection: Connection, last_seq: int
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Every operation that can be read, number by number, so that a hole costs only what is in it.

    Where the last number is not known, the search ends after a long run of misses.
    """
    seq = misses = 0
    while seq < last_seq or misses < _MISSES:
        seq += 1
        misses += 1
        try:
            values = connection.execute(
                f"SELECT {', '.join(_FIELDS)} FROM operations WHERE seq = ?", (seq,)
            ).fetchone()
            if values is not None:
                row = dict(zip(_FIELDS, values, strict=True))
                operation = wire.decode_operation(row["body"])
                misses = 0
                yield operation, row
        except (sqlcipher.Error, msgspec.DecodeError, UnknownKind, ValueError, TypeError):
            continue


# -- writing it anew --------------------------------------------------------------------------


def _write(file: File, saved: _Saved) -> None:
    kept = [(o, row) for o, row in saved.operations if row["sending"] != "withdrawn"]
    last = max([saved.last_seq, *(o.seq for o, _ in kept)])
    meta = {name: value for name, value in saved.meta.items() if name not in _NOT_KEPT}
    with file.writing() as connection:
        small.put_metas(connection, meta | {"last_seq": last, "forgotten": last - len(kept)})
        for operation, row in kept:
            _write_operation(connection, operation, row)
        connection.executemany(
            "UPDATE uploads SET state = ?, sent = ?, url = ?, tries = ?, next_try_at = ?, "
            "last_error = ? WHERE case_id = ? AND sha256 = ?",
            saved.uploads,
        )
        connection.executemany(
            "INSERT OR REPLACE INTO drafts (authority, case_id, kind, body, at) "
            "VALUES (?, ?, ?, ?, ?)",
            saved.drafts,
        )
        small.add_line(connection, clock.now(), "rescued", {"operations": len(kept)})


def _write_operation(connection: Connection, operation: Operation, row: dict[str, Any]) -> None:
    acting.append(connection, operation, ())
    columns = [name for name in _FIELDS if name not in {"seq", "body"}]
    connection.execute(
        f"UPDATE operations SET {', '.join(f'{c} = ?' for c in columns)} WHERE seq = ?",
        (*(row[c] for c in columns), operation.seq),
    )
    if row["sending"] not in {"waiting", "unknown"}:
        # The cases that come anew hold what was applied; the rest is not replayed.
        connection.execute(
            "UPDATE operation_cases SET replaying = 0 WHERE seq = ?", (operation.seq,)
        )


def _rescue_photos(profile: Profile, key: bytes, folder: Path) -> None:
    """Where the photo file is damaged too, keep every photo that is still whole."""
    try:
        photos.open_file(profile, key).close()
    except CacheDamaged:
        pass
    else:
        return
    moved = folder / profile.photos_file.name
    _move(profile.photos_file, folder)
    store = PhotoStore(profile, key)
    for connection in _readable(moved, key, _fresh_photos):
        for sha256, name in _rows(connection, "SELECT sha256, name FROM photos"):
            pieces = "SELECT data FROM pieces WHERE sha256 = ? ORDER BY number"
            with contextlib.suppress(sqlcipher.Error):
                data = b"".join(row[0] for row in connection.execute(pieces, (sha256,)))
                store.add_if_whole(sha256, data, name or "")
        connection.close()
    store.close()
