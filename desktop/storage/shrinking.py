"""Giving room that photos left back to the disk, a little at a time.

SQLite keeps the pages of what was deleted for later use. With `auto_vacuum = INCREMENTAL` some of
them can be given back in a short transaction (https://www.sqlite.org/pragma.html#pragma_auto_vacuum).
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage.database import File, connect

STEP_PAGES = 1_000
MOST_BYTES = 256 * 1024 * 1024
"""Largest file that is written anew: about four seconds, in which a photo waits to be saved."""
_INCREMENTAL = 2


def make_shrinkable(path: Path, key: bytes) -> bool:
    """Let the file give pages back from now on; says whether it can.

    A file that was made without it is written anew, where it is small and the disk has room for
    the copy. A larger one keeps the room and uses it again.
    """
    with contextlib.closing(connect(path, key)) as connection, contextlib.suppress(sqlcipher.Error):
        if connection.execute("PRAGMA auto_vacuum").fetchone()[0] == _INCREMENTAL:
            return True
        size = path.stat().st_size
        if size > MOST_BYTES or shutil.disk_usage(path.parent).free < 3 * size:
            return False
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
        return True
    return False


def give_back(file: File, key: bytes) -> bool:
    """One step; True while there is more to give back. Raises StorageError."""
    with file.writing() as connection:
        # Each row is one page: all of them must be asked for.
        connection.execute(f"PRAGMA incremental_vacuum({STEP_PAGES})").fetchall()
        more = connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
        shrinkable = connection.execute("PRAGMA auto_vacuum").fetchone()[0] == _INCREMENTAL
    if more and shrinkable:
        return True
    with contextlib.closing(connect(file.path, key)) as connection:
        # The file itself grows shorter when the log is written into it.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return False
