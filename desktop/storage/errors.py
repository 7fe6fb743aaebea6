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


@contextlib.contextmanager
def translated(file: Path) -> Iterator[None]:
    """Raise errors of SQLite about `file` as StorageError where they say something to a person."""
    try:
        yield
    except sqlcipher.Error as error:
        found = _of(error, file)
        if found is None:
            raise
        raise found from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull from error
        if error.errno == errno.EIO:
            raise DiskFailing from error
        raise


def _of(error: sqlcipher.Error, file: Path) -> StorageError | None:
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
