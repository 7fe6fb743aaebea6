"""Files that survive power loss: written out to the disk, and renamed so that the rename stays."""

from __future__ import annotations

import os
from pathlib import Path


def sync_file(file: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    # Windows flushes only what was opened for writing.
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_database(file: Path) -> None:
    """Remove an SQLite file that nobody has open, with what may lie beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
