"""Giving room that photos left back to the disk, a little at a time.

SQLite keeps the pages of what was deleted for later use. With `auto_vacuum = INCREMENTAL` some of
them can be given back in a short transaction (https://www.sqlite.org/pragma.html#pragma_auto_vacuum).
"""

from __future__ import annotations

from desktop.storage.database import File

STEP_PAGES = 1_000


def give_back(file: File) -> bool:
    """One step; True while there is more to give back. Raises StorageError."""
    with file.writing() as connection:
        # Each row is one page: all of them must be asked for.
        connection.execute(f"PRAGMA incremental_vacuum({STEP_PAGES})").fetchall()
        more = connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
    if more:
        return True
    # The file itself grows shorter when the log is written into it.
    file.take_in()
    return False
