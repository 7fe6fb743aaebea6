"""Changing names in a folder so that the change outlives a power loss, and in its order.

A new, renamed or removed name is durable only once its folder was synced (POSIX fsync). Windows has
no such call; NTFS keeps such changes in order by its journal.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

# Tests put a disk of their own in the place of these.
rename = os.replace
unlink = os.unlink
mkdir = os.mkdir
link = os.link


def sync_descriptor(descriptor: int) -> None:
    """Bring what was written to an open file, or changed in a folder, onto the medium."""
    os.fsync(descriptor)
    try:
        import fcntl

        # macOS alone: its fsync leaves data in the drive's cache.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # type: ignore[attr-defined, unused-ignore]
    except (ImportError, AttributeError, OSError):
        return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable as they stand, as far as its file system offers that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_descriptor(descriptor)
    except OSError as error:
        # Some network and foreign file systems refuse it for folders; SQLite goes on too.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Give a file another name, in place of what had it; durable on return.

    What happened in both folders before is durable by then too.
    """
    rename(source, target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def remove(*files: Path) -> None:
    """Remove files of one folder where they exist; durable on return."""
    there = [file for file in files if file.exists()]
    for file in there:
        with contextlib.suppress(FileNotFoundError):
            unlink(file)
    for folder in {file.parent for file in there}:
        sync_folder(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those it lies in, where they are missing; durable on return."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        mkdir(folder)
    except FileExistsError:
        return
    sync_folder(folder.parent)


def with_its_journals(database: Path) -> tuple[Path, ...]:
    """A database with the files that SQLite keeps beside it."""
    beside = (database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))
    return (database, *beside)


def sync_file(file: Path) -> None:
    """Wait until the bytes of a file that is not open are on the medium."""
    # Windows flushes only what was opened for writing.
    descriptor = os.open(file, os.O_RDWR)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def remove_database(file: Path) -> None:
    """Remove an SQLite file that nobody has open, with what may lie beside it."""
    remove(*with_its_journals(file))
