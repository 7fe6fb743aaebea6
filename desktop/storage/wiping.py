"""Wiping a profile on its server's order, the key first; a crash in the middle is gone on from.

A mark is durable before anything is touched and goes last, so that the next start knows that what
still lies here is to go, and why.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from desktop.storage import durable, keys
from desktop.storage.profile import Profile

MARK = "wipe-ordered"
# All names that the program itself gives in a profile, copies before a change of tables too; but
# not the lock, and not the logs, which name nobody. Nothing else is touched: the folder may be one
# in which a person keeps other things.
_OURS = (
    "cache*.db*", "photos*.db*", "key.json", "key.new", "damaged-*", "rescue-*", "restoring",
    "reserve",
)  # fmt: skip
_IN_KEYRING = ("key", "tokens")


def begin(profile: Profile) -> None:
    """Remove the key: from then on the rest is noise, and `finish` will be done."""
    _mark(profile)
    _shred(profile.key_file)


def is_unfinished(profile: Profile) -> bool:
    """Whether a wipe began here and did not end."""
    return _mark_of(profile).exists()


def is_clean(profile: Profile) -> bool:
    """Whether a new account may come in here; a wipe that broke off is gone on with first."""
    return not is_unfinished(profile) or finish(profile)


def finish(profile: Profile) -> bool:
    """Remove all that is left of the account, with every file closed.

    False where something would not go, such as a file that another process holds on Windows: it
    goes at the next start.
    """
    gone = _shred(profile.key_file)
    for pattern in _OURS:
        for found in profile.path.glob(pattern):
            gone = _remove(found) and gone
    _forget_in_keyring(profile)
    # The mark outlives a power loss that brings any of it back.
    gone = _sync_names(profile.path) and gone
    if gone:
        _remove(_mark_of(profile))
    return gone


def _mark_of(profile: Profile) -> Path:
    return profile.path / MARK


def _mark(profile: Profile) -> None:
    # On a full disk the wipe goes on without its mark: the key goes first either way.
    with contextlib.suppress(OSError):
        with _mark_of(profile).open("w", encoding="ascii") as file:
            file.flush()
            durable.sync_descriptor(file.fileno())
        durable.sync_folder(profile.path)


def _shred(key_file: Path) -> bool:
    """Write over the wrapped key before its name goes, as far as the disk lets us."""
    with contextlib.suppress(OSError), key_file.open("r+b") as file:
        size = os.fstat(file.fileno()).st_size
        file.write(bytes(size))
        file.flush()
        durable.sync_descriptor(file.fileno())
    gone = _remove(key_file)
    _sync_names(key_file.parent)
    return gone


def _sync_names(folder: Path) -> bool:
    try:
        durable.sync_folder(folder)
    except OSError:
        return False
    return True


def _remove(path: Path) -> bool:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            with contextlib.suppress(FileNotFoundError):
                durable.unlink(path)
    except OSError:
        return False
    return True


def _forget_in_keyring(profile: Profile) -> None:
    """Last: a keyring may be locked and take its time, and it holds no data."""
    import keyring

    for what in _IN_KEYRING:
        # Backends raise what they like, also where there was nothing to forget.
        with contextlib.suppress(Exception):
            keyring.delete_password(keys.SERVICE, f"{profile.path.resolve()}#{what}")
