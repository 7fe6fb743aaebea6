"""Making a profile from a copy of a desk, where there is none yet."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.storage import backup, durable, keys, wiping
from desktop.storage.backup import CACHE, KEY, PHOTOS, Manifest
from desktop.storage.errors import (
    BackupDamaged,
    BackupUnreadable,
    DiskFull,
    KeyDamaged,
    ProfileBusy,
    ProfileNotEmpty,
    translated,
)
from desktop.storage.profile import RESTORING, Profile

_SPARE_BYTES = 16_000_000


def restore(file: Path, profile: Profile, device: str) -> Manifest:
    """Make the profile from a copy; it then acts as `device`, which no other desk may be.

    The computer that the copy comes from may still give numbers to acts: from here on this desk
    numbers its own as another device, and what waits keeps the device and number it has.
    Raises BackupUnreadable, NotABackup, BackupDamaged, CacheNewer, ProfileNotEmpty, ProfileBusy,
    DiskFull; then no desk is there, as before.
    """
    try:
        with file.open("rb") as stream:
            manifest = backup.examine(stream)
            _refuse_occupied(profile)
            made = not profile.path.exists()
            with profile.lock(), translated(profile.path):
                try:
                    _put_in_place(stream, manifest, profile, device)
                except BaseException:
                    # Still as the one writer: another process may restore into the same folder.
                    if made:
                        shutil.rmtree(profile.path, ignore_errors=True)
                    raise
    except OSError as error:
        raise BackupUnreadable(type(error).__name__) from error
    return manifest


def _refuse_occupied(profile: Profile) -> None:
    """Raise where a desk lies in the folder already."""
    cut_off = (profile.path / RESTORING).is_dir()
    data = profile.cache_file.exists() or profile.photos_file.exists()
    if profile.exists() or (data and not cut_off):
        raise ProfileNotEmpty


def _put_in_place(stream: backup.Stream, manifest: Manifest, profile: Profile, device: str) -> None:
    """The wrapped key comes last: before it the folder is no profile, and may be filled anew."""
    # The mark of a wipe that broke off would have what is restored wiped too.
    if not wiping.is_clean(profile):
        raise ProfileBusy
    _refuse_occupied(profile)
    folder = profile.path / RESTORING
    shutil.rmtree(folder, ignore_errors=True)
    needed = sum(part.size for part in manifest.parts.values()) + _SPARE_BYTES
    if shutil.disk_usage(profile.path).free < needed:
        raise DiskFull
    folder.mkdir()
    try:
        backup.extract(stream, manifest, folder)
        try:
            keys.restore_as(Profile(folder), device)
        except KeyDamaged as error:
            raise BackupDamaged("the wrapped key cannot be read") from error
        for database in (profile.cache_file, profile.photos_file):
            durable.remove_database(database)
        for name in (CACHE, PHOTOS):
            durable.replace(folder / name, profile.path / name)
        durable.replace(folder / KEY, profile.path / KEY)
    finally:
        if profile.exists() or not profile.cache_file.exists():
            shutil.rmtree(folder, ignore_errors=True)
