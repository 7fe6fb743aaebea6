"""Taking a file of tiles in: a look first, then a copy with progress, then the whole checked."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.errors import DeskError
from desktop.maps.tiles.opening import ending_of, fit_tile, open_tiles
from desktop.maps.tiles.records import Tile, Told
from desktop.storage import durable

HALF: Final = "half-"
"""Begins the name of a copy that is not whole yet; one that a crash left is removed."""
_CHUNK: Final = 1024 * 1024
_ROOM_TO_LEAVE: Final = 200 * 1024 * 1024
_ID_LENGTH: Final = 16
_FULL: Final = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}

Decodes = Callable[[Tile], bool]
"""Whether a raster tile can really be decoded; done where a broken decoder harms nobody."""


def look_at(path: Path, decodes: Decodes) -> None:
    """Refuse what is no package of tiles, before anything is copied.

    Raises DeskError: tiles_not_package, tiles_cut, tiles_damaged, tiles_empty, tiles_bad and
    others of the format; OSError where the file can't be read.
    """
    file = open_tiles(path)
    try:
        found = [fit_tile(file, stored) for stored in file.sample()]
        if not found:
            raise DeskError("tiles_empty")
        for tile in found:
            if tile is None or (file.info.kind == "raster" and not decodes(tile)):
                raise DeskError("tiles_bad")
    except ValueError as error:
        raise DeskError("tiles_damaged") from error
    finally:
        file.close()


def check_room(path: Path, folder: Path) -> None:
    """Raises DeskError("tiles_no_room") where the copy would fill the disk."""
    size = path.stat().st_size
    free = shutil.disk_usage(folder).free
    if size + _ROOM_TO_LEAVE > free:
        missing = size + _ROOM_TO_LEAVE - free
        raise DeskError("tiles_no_room", megabytes=-(-missing // 10**6))


def copy_in(path: Path, folder: Path, told: Told) -> Path:
    """Copy the file into the folder under a name of its contents; durable on return.

    What `told` raises stops it, and nothing is left behind. Raises DeskError: tiles_no_room,
    tiles_unreadable, tiles_not_written, tiles_already, tiles_damaged.
    """
    ending = ending_of(path)
    handle, name = tempfile.mkstemp(prefix=HALF, suffix=ending, dir=folder)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            package_id = _pour(path, target.fileno(), told)
        final = folder / f"{package_id}{ending}"
        if final.exists():
            raise DeskError("tiles_already")
        copied = open_tiles(half)
        try:
            size = half.stat().st_size
            copied.check(lambda *_: told(size, size))
        finally:
            copied.close()
        durable.replace(half, final)
        return final
    finally:
        half.unlink(missing_ok=True)


def _pour(path: Path, target: int, told: Told) -> str:
    """Copy all bytes, and give the name that they come to."""
    digest = hashlib.sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise DeskError("tiles_unreadable") from error
    with source:
        total, done = os.fstat(source.fileno()).st_size, 0
        while True:
            told(done, total)
            try:
                chunk = source.read(_CHUNK)
            except OSError as error:
                raise DeskError("tiles_unreadable") from error
            if not chunk:
                break
            digest.update(chunk)
            _write(target, chunk)
            done += len(chunk)
    _synced(target)
    return digest.hexdigest()[:_ID_LENGTH]


def _write(target: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    try:
        while view:
            view = view[os.write(target, view) :]
    except OSError as error:
        raise _not_written(error) from error


def _synced(target: int) -> None:
    try:
        durable.sync_descriptor(target)
    except OSError as error:
        raise _not_written(error) from error


def _not_written(error: OSError) -> DeskError:
    if error.errno in _FULL:
        return DeskError("tiles_no_room", megabytes=_ROOM_TO_LEAVE // 10**6)
    return DeskError("tiles_not_written")
