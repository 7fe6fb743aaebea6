"""Bringing a file of an earlier version up to date on a copy, which takes its place when checked.

The old file is not written before the copy is whole, and is kept under the name `cache.v1.db`
until the new one has opened. docs/decisions/0008-migrations-on-a-copy.md tells why it is done so.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import threading
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage import durable
from desktop.storage.database import Connection, File, Migrations, connect
from desktop.storage.durable import remove_database
from desktop.storage.errors import (
    CacheDamaged,
    CacheNewer,
    CacheOlder,
    DiskFull,
    MigrationFailed,
    NoRoomToMigrate,
    ProfileBusy,
    meaning,
    translated,
)
from desktop.storage.profile import Profile

_MEGABYTE = 1_000_000
# Beside the copy itself: what the steps add, and the log of the first writes after them.
_SPARE_BYTES = 16 * _MEGABYTE
# Nobody goes back in a copy, and it is synced as a whole at the end. A journal would hold what the
# steps change in memory, as large as the file; a cache too small would be read over and over.
_COPY_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "temp_store = MEMORY",
    "cache_size = -48000",
)
# The profile's lock lets in every thread of its process. One that waited would go on with the file
# that lost its name meanwhile, and put what comes of it in the place of the new one.
_turn = threading.Lock()
# What no step may lose or change: work that the server may not have, and the bytes of photos.
_UNTOUCHED = {
    "operations": "SELECT seq, id, sending, body FROM operations ORDER BY seq",
    "uploads": "SELECT case_id, sha256, state FROM uploads ORDER BY case_id, sha256",
    "drafts": "SELECT authority, case_id, kind, body FROM drafts ORDER BY 1, 2, 3",
    "photos": "SELECT sha256, size FROM photos ORDER BY sha256",
    "pieces": "SELECT count(*) FROM pieces",
}


def open_current(
    profile: Profile, path: Path, key: bytes, migrations: Migrations, version: int
) -> File:
    """Open a profile's file; one of an earlier version is brought up to date before.

    Only the profile's one writer does that. Raises StorageError; then the file is as it was.
    """
    if not path.exists() and _kept(path):
        with profile.alone(), translated(path):
            _put_back(path)
    try:
        file = File(path, key, migrations, version)
    except CacheOlder:
        with _turn, profile.alone():
            migrate(path, key, migrations, version)
            file = _open_migrated(path, key, migrations, version)
            with contextlib.suppress(OSError):  # what stays goes at the next opening
                _drop_old(path)
    else:
        if profile.is_locked_here():
            _tidy(path, file)
    return file


def _open_migrated(path: Path, key: bytes, migrations: Migrations, version: int) -> File:
    """Open the new file; where that fails the old one comes back."""
    try:
        return File(path, key, migrations, version)
    except Exception as error:
        with translated(path):
            if _kept(path):
                remove_database(path)
                _put_back(path)
        raise MigrationFailed(f"the new {path.name} does not open") from error


def _drop_old(path: Path) -> None:
    for old in _kept(path):
        remove_database(old)


def _tidy(path: Path, file: File) -> None:
    """Remove what a migration left that was cut off; the old file only beside a sound new one."""
    try:
        with translated(path):
            remove_database(_building(path))
            remove_database(_packed(path))
            if _kept(path):
                with file.reading(fresh=True) as connection:
                    wrong = _unsound(connection)
                if wrong:
                    raise CacheDamaged(wrong)
                _drop_old(path)
    except BaseException:
        file.close()
        raise


def _building(path: Path) -> Path:
    """The copy on which the steps are done."""
    return path.with_name(f"{path.stem}.migrating.db")


def _packed(path: Path) -> Path:
    """That copy without the room that the steps left in it: what becomes the new file."""
    return path.with_name(f"{path.stem}.migrating.packed.db")


def _kept(path: Path) -> list[Path]:
    """The old files that were kept, the newest last."""
    names = re.compile(rf"{re.escape(path.stem)}\.v(\d+)\.db")
    found = [
        (m, f) for f in path.parent.glob(f"{path.stem}.v*.db") if (m := names.fullmatch(f.name))
    ]
    return [file for _, file in sorted(found, key=lambda pair: int(pair[0][1]))]


def _put_back(path: Path) -> None:
    """A crash came between the two renames of a file system without hard links."""
    kept = _kept(path)
    if kept and not path.exists():
        # Whatever log lies beside that name is another file's, and SQLite would take it for this
        # one's: gone for good before the file is there.
        durable.remove(*durable.with_its_journals(path))
        durable.replace(kept[-1], path)


# -- the steps ------------------------------------------------------------------------------------


def migrate(path: Path, key: bytes, migrations: Migrations, version: int) -> None:
    """Put a file of schema `version` in the place of the older one, as the profile's one writer.

    Raises NoRoomToMigrate, MigrationFailed, CacheNewer, ProfileBusy, CacheDamaged; the file is as
    it was then. A crash leaves the old file or the new one.
    """
    copy, new = _building(path), _packed(path)
    with translated(path), contextlib.closing(connect(path, key)) as old:
        found = _shut_out_others(old)
        if found > version:
            raise CacheNewer(f"{path.name} has schema {found}")
        if found == version:
            return
        try:
            try:
                _make_copy(path, old, copy, key)
                _do_steps(copy, key, migrations, version, new)
                _check(new, key, _untouched(old))
            except Exception as error:
                raise _why(error, old, path) from error
            durable.sync_file(new)
            _stand_still(old)
            _take_place(new, path, path.with_name(f"{path.stem}.v{found}.db"), old)
        finally:
            remove_database(copy)
            remove_database(new)


def _shut_out_others(old: Connection) -> int:
    """Lock the file against everybody and bring its log into it; returns its version."""
    old.execute("PRAGMA locking_mode = EXCLUSIVE")
    old.execute("BEGIN EXCLUSIVE")
    found = int(old.execute("PRAGMA user_version").fetchone()[0])
    old.execute("COMMIT")
    if old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise ProfileBusy("the log cannot be brought in")
    return found


def _make_copy(path: Path, old: Connection, copy: Path, key: bytes) -> None:
    """Copy the file through the connection that locks it.

    Were it opened and closed as any other file, the system would take the locks away that this
    process has on it (POSIX fcntl).
    """
    needed = _room_for(path)
    if shutil.disk_usage(path.parent).free < needed:
        raise NoRoomToMigrate(needed)
    remove_database(copy)
    with contextlib.closing(connect(copy, key)) as taken:
        taken.execute("PRAGMA synchronous = OFF")  # what comes of it is synced as a whole
        old.backup(taken)


def _room_for(path: Path) -> int:
    # The copy, what the steps write beside what they read, and the same packed.
    return path.stat().st_size * 3 + _SPARE_BYTES


def _do_steps(copy: Path, key: bytes, migrations: Migrations, version: int, new: Path) -> None:
    """Do the steps on the copy and write it out anew. What goes wrong costs these two alone."""
    remove_database(new)
    with contextlib.closing(connect(copy, key)) as connection:
        for pragma in _COPY_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        migrations.apply(connection)
        connection.execute(f"PRAGMA user_version = {int(version)}")
        connection.execute(f"PRAGMA auto_vacuum = {migrations.vacuum}")
        connection.execute("VACUUM INTO ?", (str(new),))


def _check(new: Path, key: bytes, before: dict[str, str]) -> None:
    """Raise MigrationFailed where the new file is not sound, or has not what the old one has."""
    with contextlib.closing(connect(new, key)) as connection:
        wrong = _unsound(connection)
        if wrong:
            raise MigrationFailed(wrong)
        after = _untouched(connection)
    changed = sorted(name for name, digest in before.items() if after.get(name) != digest)
    if changed:
        raise MigrationFailed(f"the steps changed {', '.join(changed)}")


def _unsound(connection: Connection) -> str:
    lines = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    if lines != ["ok"]:
        return "; ".join(lines)
    strays = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return f"{strays} rows name rows that are not there" if strays else ""


def _untouched(connection: Connection) -> dict[str, str]:
    """A digest of everything that no step may lose, by table."""
    tables = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    return {name: _digest(connection, sql) for name, sql in _UNTOUCHED.items() if name in tables}


def _digest(connection: Connection, sql: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(sql):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _why(error: Exception, old: Connection, path: Path) -> Exception:
    """Tell a full disk and an old file that was damaged already from steps that do not work."""
    if isinstance(error, MigrationFailed):
        return error
    if isinstance(meaning(error, path), DiskFull):
        return NoRoomToMigrate(_room_for(path))
    try:
        wrong = _unsound(old)
    except sqlcipher.DatabaseError as damage:
        wrong = str(damage)
    return CacheDamaged(wrong) if wrong else MigrationFailed(f"{path.name}: {type(error).__name__}")


# -- taking the old one's place -------------------------------------------------------------------


def _stand_still(old: Connection) -> None:
    """Leave the old file locked and with no log beside it.

    Logs are found by the file's name: one that belongs to the old file must not be there when
    the new one has that name, and whoever waits for the old one must not make another.
    """
    old.execute("PRAGMA journal_mode = DELETE")
    old.execute("PRAGMA locking_mode = NORMAL")
    old.execute("BEGIN EXCLUSIVE")
    if old.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        raise ProfileBusy("somebody opened the old file meanwhile")


def _take_place(new: Path, path: Path, kept: Path, old: Connection) -> None:
    """Give the new file the old one's name; the old one keeps another."""
    if os.name == "nt":
        old.close()  # an open file has no new name there, so nobody can come between
    durable.remove(kept)
    try:
        try:
            durable.link(path, kept)
        except OSError:
            # A file system without hard links: for a moment only the kept name is there, which
            # `_put_back` brings back after a crash.
            durable.rename(path, kept)
        # The old file's other name is durable, and that its log is gone, before the new one comes.
        durable.sync_folder(path.parent)
        durable.replace(new, path)
    except PermissionError as error:
        _put_back(path)
        raise ProfileBusy("the old file is open elsewhere") from error
