"""What the storage can fail with; each error has a code that `desktop.messages` puts into words."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

_CORRUPT, _FULL, _NOT_A_DATABASE, _IO_ERROR, _BUSY = 11, 13, 26, 10, 5
_LITTLE_ROOM_BYTES = 1024 * 1024


class StorageError(Exception):
    """The storage cannot do what was asked; what was saved before is safe."""

    code = "storage"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log and names nobody."""
        super().__init__(detail or self.code)
        # The values of its sentence.
        self.values: dict[str, object] = {}


class CacheDamaged(StorageError):
    """The file cannot be read (any more): see `damage.rescue`."""

    code = "cache_damaged"


class KeyDamaged(CacheDamaged):
    """`key.json` cannot be read, so nothing can be opened with it. Nothing was touched."""

    code = "key_damaged"


class CacheNewer(StorageError):
    """A newer program wrote the file. It was not touched."""

    code = "cache_newer"


class WrongKey(StorageError):
    """The key or passphrase does not open this profile. Nothing was touched."""

    code = "wrong_key"


class NoKeyring(StorageError):
    """The key lies in the system's keyring, and there is none that answers."""

    code = "no_keyring"


class DiskFull(StorageError):
    """There is no room; what was asked was not done, not even in part."""

    code = "disk_full"


class ProfileBusy(StorageError):
    """Another process writes in this profile."""

    code = "profile_busy"


class DiskFailing(StorageError):
    """The disk answered with an error."""

    code = "disk_error"


class CacheOlder(StorageError):
    """An earlier program wrote the file: `migrating.open_current` brings it up to date."""

    code = "cache_older"


class MigrationFailed(StorageError):
    """A file of an earlier version could not be brought up to date. It is as it was."""

    code = "migration_failed"


class NoRoomToMigrate(DiskFull):
    """The copy on which a file is brought up to date finds no room. The file is as it was."""

    code = "no_room_to_migrate"

    def __init__(self, needed: int) -> None:
        """`needed` is how many bytes must be free."""
        super().__init__(f"{needed} bytes must be free")
        self.values = {"megabytes": -(-needed // 1_000_000)}


class BackupNotWritten(StorageError):
    """A copy of the desk could not be written there. The desk is as it was."""

    code = "backup_not_written"


class NotABackup(StorageError):
    """The file is no copy of a desk. Nothing was touched."""

    code = "not_a_backup"


class BackupDamaged(StorageError):
    """The copy of a desk was cut off or changed. Nothing was touched."""

    code = "backup_damaged"


class BackupUnreadable(StorageError):
    """The file cannot be read, or is not there. Nothing was touched."""

    code = "backup_unreadable"


class ProfileNotEmpty(StorageError):
    """A desk lies in this folder already. It was not touched."""

    code = "profile_not_empty"


@contextlib.contextmanager
def translated(file: Path) -> Iterator[None]:
    """Raise errors of SQLite about `file` as StorageError where they say something to a person."""
    try:
        yield
    except (sqlcipher.Error, OSError) as error:
        found = meaning(error, file)
        if found is None:
            raise
        raise found from error


def meaning(error: Exception, file: Path) -> StorageError | None:
    """What an error about `file` says to a person, None where it says nothing."""
    if isinstance(error, StorageError):
        return error
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return DiskFull()
        return DiskFailing() if error.errno == errno.EIO else None
    if not isinstance(error, sqlcipher.Error):
        return None
    # The last byte is the primary code; the others tell the place (SQLite: result codes).
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    text = str(error)
    if code == _FULL or "disk is full" in text:
        return DiskFull(text)
    if code in {_CORRUPT, _NOT_A_DATABASE} or "malformed" in text or "not a database" in text:
        return CacheDamaged(text)
    if code == _BUSY or "database is locked" in text:
        return ProfileBusy(text)
    if code == _IO_ERROR or "disk I/O error" in text:
        full = shutil.disk_usage(file.parent).free < _LITTLE_ROOM_BYTES
        return DiskFull(text) if full else DiskFailing(text)
    return None
