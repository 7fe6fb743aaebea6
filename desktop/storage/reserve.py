"""A little room that is set aside, so that a desk opens on a disk that is full to the last byte.

SQLite needs 32 KiB of shared memory beside each file before it can read in it. The reserve is given
up where opening finds no room, and set aside again at a later opening that finds enough.
"""

from __future__ import annotations

import contextlib
import os
import shutil

from desktop.storage import durable
from desktop.storage.profile import Profile

BYTES = 256 * 1024
"""Shared memory and the first pages of a journal, for both files."""
_ENOUGH_BYTES = 4 * 1024 * 1024


def is_set_aside(profile: Profile) -> bool:
    """Whether the reserve is there as a whole."""
    try:
        return profile.reserve_file.stat().st_size == BYTES
    except OSError:
        return False


def is_short(profile: Profile) -> bool:
    """Whether the disk has no room for the reserve."""
    return not is_set_aside(profile) and shutil.disk_usage(profile.path).free < _ENOUGH_BYTES


def set_aside(profile: Profile) -> None:
    """Make the reserve where it is missing and the disk has some room beside it."""
    if is_set_aside(profile):
        return
    with contextlib.suppress(OSError):
        if is_short(profile):
            return
        with profile.reserve_file.open("wb") as file:
            # Noise: zeros take no room where a file system packs them.
            file.write(os.urandom(BYTES))
            file.flush()
            durable.sync_descriptor(file.fileno())


def give_up(profile: Profile) -> bool:
    """Give its room to the disk; False where there was none."""
    if not profile.reserve_file.exists():
        return False
    with contextlib.suppress(OSError):
        durable.remove(profile.reserve_file)
    return not profile.reserve_file.exists()
