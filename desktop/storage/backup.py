"""A copy of a desk in one file: made while the desk works, checked before it has its name.

The file is a plain tar archive of `key.json` (the wrapped key), `cache.db` and `photos.db`
(encrypted under that key) and at its end `manifest.json`. Only the manifest can be read without
the key, and it names nobody. docs/decisions/0009-a-desk-in-one-file.md tells the form and why.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from desktop import clock
from desktop.storage import durable, outbox, photos, schema
from desktop.storage.database import Connection, File, connect
from desktop.storage.durable import remove_database
from desktop.storage.errors import (
    BackupDamaged,
    BackupNotWritten,
    CacheDamaged,
    CacheNewer,
    NotABackup,
    translated,
)
from desktop.storage.needed import needed
from desktop.storage.profile import Profile
from desktop.storage.telling import Told, untold

FORMAT = 1
KEY, CACHE, PHOTOS, MANIFEST = "key.json", "cache.db", "photos.db", "manifest.json"
MEMBERS = (KEY, CACHE, PHOTOS, MANIFEST)
_KIND = "tambon-desk-backup"
_BLOCK = tarfile.BLOCKSIZE
_PIECE_BYTES = 1024 * 1024
_PAGES_AT_ONCE = 256
_SMALL_BYTES = 100_000
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Stream = IO[bytes]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file within the copy."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy holds. `made_at` is µs UTC; `unsent` counts what the server did not have.

    `cache` and `photos` are versions of the tables. Without `all_photos` only those are in it
    that the server did not have.
    """

    kind: str
    format: int
    made_at: int
    cache: int
    photos: int
    all_photos: bool
    unsent: int
    parts: dict[str, Part]


@dataclass(slots=True)
class _Work:
    """How far a copy is: each byte is copied, written and read back."""

    progress: Told
    total: int
    done: int = 0

    def add(self, count: int) -> None:
        self.done = min(self.done + count, self.total)
        self.progress(self.done, self.total)


def write(
    profile: Profile,
    key: bytes,
    target: Path,
    progress: Told = untold,
    *,
    only_unsent: bool = False,
) -> int:
    """Write a copy of the desk as it is now to `target`, in place of a file of that name.

    Returns how much in it the server does not have.

    With `only_unsent` it has only photos that the server may not have (`needed.py`). Other
    processes may go on writing. Raises BackupNotWritten, DiskFull, CacheDamaged, or what
    `progress` raises; then `target` is as it was and nothing is left beside it.
    """
    target = target.absolute()
    if profile.path.resolve() in target.resolve().parents:
        raise BackupNotWritten("a copy beside the original is none")
    # Names of its own: another process may be writing a copy to the same place.
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    copy = part.with_name(part.name + ".db")
    try:
        with translated(target):
            manifest = _write(profile, key, part, copy, _Work(progress, 0), only_unsent)
            durable.replace(part, target)
    except OSError as error:
        raise BackupNotWritten(type(error).__name__) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
            remove_database(copy)
    return manifest.unsent


def _write(
    profile: Profile, key: bytes, part: Path, copy: Path, work: _Work, only_unsent: bool
) -> Manifest:
    sizes = [f.stat().st_size for f in (profile.cache_file, profile.photos_file)]
    work.total = 3 * (sizes[0] + (0 if only_unsent else sizes[1]))
    parts: dict[str, Part] = {}
    with os.fdopen(os.open(part, _FLAGS, 0o600), "w+b") as out:
        parts[KEY] = _append_bytes(out, KEY, profile.key_file.read_bytes())
        _snapshot(profile.cache_file, key, copy, work)
        with contextlib.closing(connect(copy, key)) as connection:
            unsent = len(outbox.waiting(connection)) + len(outbox.attention(connection))
            wanted = needed(connection)
        parts[CACHE] = _append_file(out, CACHE, copy, work)
        # After the cache: every photo that it names was durable before.
        if only_unsent:
            _few_photos(profile.photos_file, key, copy, wanted)
        else:
            _snapshot(profile.photos_file, key, copy, work)
        parts[PHOTOS] = _append_file(out, PHOTOS, copy, work)
        manifest = Manifest(
            kind=_KIND, format=FORMAT, made_at=clock.now(), cache=schema.VERSION,
            photos=photos.VERSION, all_photos=not only_unsent, unsent=unsent, parts=parts,
        )  # fmt: skip
        _append_bytes(out, MANIFEST, msgspec.json.encode(manifest))
        out.write(bytes(2 * _BLOCK))
        out.flush()
        durable.sync_descriptor(out.fileno())
        if examine(out, work.add) != manifest:
            raise BackupDamaged("what was written reads otherwise")
    return manifest


# -- copies of the files --------------------------------------------------------------------------


def _snapshot(source: Path, key: bytes, copy: Path, work: _Work) -> None:
    """Copy one moment of a database, in steps, while others write to it.

    The reading transaction fixes the moment: without it each write by another process would
    begin the copy anew.
    """
    remove_database(copy)
    size = source.stat().st_size
    told = 0

    def step(_status: int, remaining: int, pages: int) -> None:
        nonlocal told
        done = size * (pages - remaining) // max(pages, 1)
        work.add(done - told)
        told = done

    with contextlib.closing(connect(source, key)) as original:
        original.execute("PRAGMA query_only = ON")
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with contextlib.closing(connect(copy, key)) as taken:
            original.backup(taken, pages=_PAGES_AT_ONCE, progress=step, sleep=0)
            _settle_down(taken)


def _settle_down(connection: Connection) -> None:
    """Without tokens, which are this computer's alone; sound; and without a log beside it."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        connection.execute("DELETE FROM meta WHERE name = 'tokens'")
    lines = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    if lines != ["ok"]:
        raise CacheDamaged("; ".join(lines))
    connection.execute("PRAGMA journal_mode = DELETE")


def _few_photos(source: Path, key: bytes, copy: Path, wanted: set[str]) -> None:
    """Make a photo file that holds only these."""
    remove_database(copy)
    with (
        contextlib.closing(connect(source, key)) as original,
        contextlib.closing(File(copy, key, photos.migrations, photos.VERSION)) as taken,
    ):
        original.execute("PRAGMA query_only = ON")
        tables = original.execute(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'sha256'"
        ).fetchall()
        for sha256 in sorted(wanted):
            with taken.writing() as connection:
                for (table,) in tables:
                    rows = original.execute(f"SELECT * FROM {table} WHERE sha256 = ?", (sha256,))
                    places = ", ".join("?" * len(rows.description))
                    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        _settle_down(taken.writer)


# -- the archive ----------------------------------------------------------------------------------


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, clock.now() // 1_000_000
    return info.tobuf(tarfile.GNU_FORMAT)


def _append_bytes(out: Stream, name: str, data: bytes) -> Part:
    out.write(_header(name, len(data)) + data + bytes(-len(data) % _BLOCK))
    return Part(size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _append_file(out: Stream, name: str, file: Path, work: _Work) -> Part:
    size, digest = file.stat().st_size, hashlib.sha256()
    out.write(_header(name, size))
    with file.open("rb") as source:
        while piece := source.read(_PIECE_BYTES):
            digest.update(piece)
            out.write(piece)
            work.add(len(piece))
    out.write(bytes(-size % _BLOCK))
    remove_database(file)
    return Part(size=size, sha256=digest.hexdigest())


def examine(stream: Stream, told: Callable[[int], None] = lambda _: None) -> Manifest:
    """Read a copy from its start to its end. Raises NotABackup, BackupDamaged, CacheNewer."""
    stream.seek(0)
    found: dict[str, Part] = {}
    for name in MEMBERS[:-1]:
        digest = hashlib.sha256()
        size = _next_header(stream, name)
        if name == KEY and size > _SMALL_BYTES:
            raise BackupDamaged("the wrapped key is too large")
        for piece in _pieces(stream, size):
            digest.update(piece)
            told(len(piece))
        found[name] = Part(size=size, sha256=digest.hexdigest())
    manifest = _read_manifest(stream)
    if manifest.parts != found:
        raise BackupDamaged("the parts are not those that were written")
    return manifest


def _next_header(stream: Stream, name: str) -> int:
    """Go to the bytes of the next part, which must have this name; returns how many they are.

    Read here rather than by `tarfile`, which follows extensions of the form wherever they lead.
    """
    stream.seek(-stream.tell() % _BLOCK, os.SEEK_CUR)
    at_start = stream.tell() == 0
    try:
        info = tarfile.TarInfo.frombuf(stream.read(_BLOCK), "ascii", "strict")
    except (tarfile.TarError, ValueError) as error:
        raise (NotABackup if at_start else BackupDamaged)("no header") from error
    if info.name != name or info.type != tarfile.REGTYPE or info.size < 0:
        raise (NotABackup if at_start else BackupDamaged)("another header")
    return info.size


def _pieces(stream: Stream, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = stream.read(min(size, _PIECE_BYTES))
        if not piece:
            raise BackupDamaged("cut off")
        size -= len(piece)
        yield piece


def _read_manifest(stream: Stream) -> Manifest:
    size = _next_header(stream, MANIFEST)
    if size > _SMALL_BYTES:
        raise BackupDamaged("the manifest is too large")
    data = b"".join(_pieces(stream, size))
    try:
        raw = msgspec.json.decode(data, type=dict)
        if raw.get("kind") != _KIND:
            raise NotABackup("a manifest of something else")
        if isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
            raise CacheNewer("a copy of a newer form")
        manifest = msgspec.convert(raw, Manifest)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BackupDamaged("the manifest cannot be read") from error
    if manifest.cache > schema.VERSION or manifest.photos > photos.VERSION:
        raise CacheNewer(f"a copy of schema {manifest.cache} and {manifest.photos}")
    return manifest


def extract(stream: Stream, manifest: Manifest, folder: Path) -> None:
    """Write the parts of an examined copy into `folder`, synced. Raises BackupDamaged, DiskFull."""
    stream.seek(0)
    for name in MEMBERS[:-1]:
        digest, size = hashlib.sha256(), _next_header(stream, name)
        with (folder / name).open("wb") as out:
            for piece in _pieces(stream, size):
                digest.update(piece)
                out.write(piece)
            out.flush()
            durable.sync_descriptor(out.fileno())
        if manifest.parts[name] != Part(size=size, sha256=digest.hexdigest()):
            raise BackupDamaged("it changed while it was read")
