"""A damaged cache is set aside after its outbox was read out of it, as far as it can be read.

Cases come anew from the server; what it does not have yet must not be lost. The new files are
built apart, and each takes the old one's place in one step, so that a crash loses nothing.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlcipher3 import dbapi2 as sqlcipher

from casework import wire
from casework.operations import Operation, UnknownKind
from desktop import clock
from desktop.storage import acting, durable, photos, schema, small
from desktop.storage.database import Connection, File, Migrations, connect
from desktop.storage.errors import CacheDamaged, translated
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile

PAGE_BYTES = 4096
_MISSES = 1_000
# SQLite's codes for locked, no memory, a full disk, a file that cannot be opened; and for shared
# memory that cannot be made beside the file.
_NOT_OF_THE_FILE = frozenset({5, 6, 7, 13, 14})
_NO_SHARED_MEMORY = frozenset({10 | place << 8 for place in (18, 19, 20, 21)})
_SCRATCH = "rescue-new"
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
    touched: dict[int, set[str]] = field(default_factory=dict)
    uploads: list[tuple[Any, ...]] = field(default_factory=list)
    drafts: list[tuple[Any, ...]] = field(default_factory=list)
    last_seq: int = 0


def rescue(profile: Profile, key: bytes) -> Rescue:
    """Set the damaged files aside and start anew with the outbox that they held.

    Call it as the profile's one writer with everything closed. Raises DiskFull; then nothing
    was set aside.
    """
    for database in (profile.cache_file, profile.photos_file):
        profile.finish_rescue(database)
    _sweep_up(profile)
    with translated(profile.path):
        saved = _Saved()
        for connection in _readable(profile.cache_file, key, _CACHES):
            saved = _read(connection)
            if saved.meta:
                break  # with the tables of another version's files nothing makes sense
        scratch = Profile(profile.path / _SCRATCH)
        _new_cache(scratch, key, saved)
        photos_too = _new_photos(profile, key, scratch)
        folder = _folder(profile)
        _set_aside(profile, profile.cache_file, folder, scratch.cache_file)
        if photos_too:
            _set_aside(profile, profile.photos_file, folder, scratch.photos_file)
    _sweep_up(profile)
    count = sum(1 for _, row in saved.operations if row["sending"] in _UNSENT)
    return Rescue(count, folder)


def _sweep_up(profile: Profile) -> None:
    """Remove what a rescue that was killed left half built. All of it is still elsewhere."""
    for place in profile.path.glob("rescue-*"):
        shutil.rmtree(place, ignore_errors=True)


def _folder(profile: Profile) -> Path:
    moment = datetime.fromtimestamp(clock.now() / 1e6, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    folder = profile.path / f"damaged-{moment}"
    durable.make_folder(folder)
    return folder


def _set_aside(profile: Profile, database: Path, folder: Path, new: Path) -> None:
    """Put the new file where the old one was. Once that is moved away, opening finishes it."""
    durable.replace(new, profile.rescued(database))
    for old in profile.path.glob(f"{database.stem}.v*.db"):
        # Kept by a migration that was cut off: it may have what is damaged now.
        durable.replace(old, folder / old.name)
    # The file itself first: what is left of its journals is not taken for the new file's.
    for file in durable.with_its_journals(database):
        if file.exists():
            durable.replace(file, folder / file.name)
    profile.finish_rescue(database)


# -- reading what can be read -----------------------------------------------------------------


# How files are and were made: the present version, then the first.
_Made = tuple[tuple[Migrations, int], ...]
_CACHES: _Made = ((schema.migrations, schema.VERSION), (schema.migrations.first(3), 1))
_PHOTOS: _Made = ((photos.migrations, photos.VERSION), (photos.migrations.first(1), 1))


def _readable(file: Path, key: bytes, made: _Made) -> Iterator[Connection]:
    """Connections from which at least parts can be read; none where nothing can."""
    if not file.exists():
        return
    with contextlib.closing(connect(file, key)) as connection:
        if _has_schema(connection):
            yield connection
            return
    # The first page is lost. It holds no data, only where the tables begin, and that is the same
    # in every file of a version.
    for migrations, version in made:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix="rescue-") as place:
            donor = Path(place) / "donor.db"
            File(donor, key, migrations, version).close()
            copy = _with_new_first_page(file, donor, key)
            with contextlib.closing(connect(copy, key)) as connection:
                if _has_schema(connection):
                    yield connection


def _has_schema(connection: Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlcipher.Error, UnicodeDecodeError) as error:  # damage may speak in broken letters
        _only_damage(error)
        return False
    return True


def _only_damage(error: Exception) -> None:
    """Raise what says nothing of the file: a rescue that goes on would take all of it for lost."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if code & 0xFF in _NOT_OF_THE_FILE or code in _NO_SHARED_MEMORY:
        raise error


def _with_new_first_page(file: Path, donor: Path, key: bytes) -> Path:
    """A copy of the damaged file, beside the new one that gives its first page."""
    copy = donor.with_name("copy.db")
    shutil.copyfile(file, copy)
    wal = file.with_name(file.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
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
    for seq, case_id in _rows(connection, "SELECT seq, case_id FROM operation_cases"):
        saved.touched.setdefault(seq, set()).add(case_id)
    saved.uploads = _rows(
        connection,
        "SELECT state, sent, url, tries, next_try_at, last_error, case_id, sha256 FROM uploads",
    )
    saved.drafts = _rows(connection, "SELECT authority, case_id, kind, body, at FROM drafts")
    return saved


def _rows(connection: Connection, sql: str, *values: str) -> list[tuple[Any, ...]]:
    """The rows that come before the first damaged page."""
    found: list[tuple[Any, ...]] = []
    try:
        for row in connection.execute(sql, values):
            found.append(row)  # noqa: PERF402 - an error in the middle keeps the rows before it
    except sqlcipher.Error as error:
        _only_damage(error)
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
        except (sqlcipher.Error, msgspec.DecodeError, UnknownKind, ValueError, TypeError) as error:
            _only_damage(error)


# -- writing it anew --------------------------------------------------------------------------


def _new_cache(scratch: Profile, key: bytes, saved: _Saved) -> None:
    with contextlib.closing(
        File(scratch.cache_file, key, schema.migrations, schema.VERSION)
    ) as file:
        _write(file, saved)
        file.gather()


def _write(file: File, saved: _Saved) -> None:
    kept = [(o, row) for o, row in saved.operations if row["sending"] != "withdrawn"]
    last = max([saved.last_seq, *(o.seq for o, _ in kept)])
    meta = {name: value for name, value in saved.meta.items() if name not in _NOT_KEPT}
    with file.writing() as connection:
        small.put_metas(connection, meta | {"last_seq": last, "forgotten": last - len(kept)})
        for operation, row in kept:
            _write_operation(connection, operation, row, saved.touched.get(operation.seq, set()))
        for case_id in {operation.case for operation, _ in kept}:
            acting.drop_unnamed_uploads(connection, case_id)
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


def _write_operation(
    connection: Connection, operation: Operation, row: dict[str, Any], touched: set[str]
) -> None:
    acting.append(connection, operation, ())
    # Others of its group: whichever of the cases comes last, the operation is then replayed.
    connection.executemany(
        "INSERT OR IGNORE INTO operation_cases (seq, authority, case_id, own, replaying) "
        "VALUES (?, ?, ?, 0, 1)",
        [(operation.seq, operation.authority, case_id) for case_id in sorted(touched)],
    )
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


def _new_photos(profile: Profile, key: bytes, scratch: Profile) -> bool:
    """Gather every photo that is still whole, where the photo file is damaged too."""
    try:
        photos.open_file(profile, key).close()
    except CacheDamaged:
        pass
    else:
        return False
    with contextlib.closing(PhotoStore(scratch, key)) as store:
        for connection in _readable(profile.photos_file, key, _PHOTOS):
            for sha256, name in _rows(connection, "SELECT sha256, name FROM photos"):
                pieces = _rows(
                    connection, "SELECT data FROM pieces WHERE sha256 = ? ORDER BY number", sha256
                )
                store.add_if_whole(sha256, b"".join(row[0] for row in pieces), name or "")
    with contextlib.closing(photos.open_file(scratch, key)) as file:
        file.gather()
    return True
