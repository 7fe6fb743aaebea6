"""Photos on a card, on a phone that shows as a drive, or in a watched folder; all of it hostile.

A card may hold anything: links to elsewhere, folders without end, names that break a line, files
that vanish. Nothing here follows a link, opens more than a plain file, or looks at more than some
thousand names. Slow (a drive may sleep): never on the main thread. Times are µs UTC.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp"})
"""Names of photos end so, whatever the case."""
MOST_NAMES: Final = 5_000
MOST_PHOTOS: Final = 500
MOST_DEPTH: Final = 3
MOST_USED: Final = 3_000
LONGEST_NAME: Final = 80
_STILL_GROWING_US: Final = 2_000_000
_MOST_PLACES: Final = 16


@dataclass(frozen=True, slots=True)
class Source:
    """A place to look for photos: `kind` is card or folder; `name` is for showing."""

    kind: str
    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A file that looks like a photo: `at` is when it was written (µs UTC), `size` in bytes."""

    path: Path
    name: str
    size: int
    at: int

    @property
    def mark(self) -> str:
        """By what it is known again: a card gives the same file another path the next day."""
        return f"{self.name}|{self.size}|{self.at // 1_000_000}"


@dataclass(frozen=True, slots=True)
class Found:
    """The newest photos of a source; `more` says that there is more than was looked at."""

    source: Source
    photos: tuple[FoundPhoto, ...] = ()
    more: bool = False


def shown_name(name: str) -> str:
    """A file's name as one short line: without what breaks lines or turns the writing round."""
    kept = "".join(" " if _breaks(c) else c for c in name)
    kept = " ".join(kept.split())
    return kept if len(kept) <= LONGEST_NAME else f"{kept[: LONGEST_NAME - 8]}…{kept[-7:]}"


def _breaks(character: str) -> bool:
    # Control and format characters, surrogates of undecodable names, separators of lines.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def look_in(source: Source, now: int) -> Found:
    """The newest photos in a source, newest first; what cannot be read is passed over."""
    photos: list[FoundPhoto] = []
    more = False
    for names, entry in enumerate(_walk(source.folder)):
        if names >= MOST_NAMES:
            more = True
            break
        photo = _photo(entry, now)
        if photo is not None:
            photos.append(photo)
    photos.sort(key=lambda p: (-p.at, p.name, str(p.path)))
    return Found(source, tuple(photos[:MOST_PHOTOS]), more or len(photos) > MOST_PHOTOS)


def _walk(root: Path) -> Iterator[os.DirEntry[str]]:
    """Every entry below a folder, the newest folders first, to a small depth."""
    waiting: list[tuple[Path, int]] = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        inner: list[tuple[float, str]] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    yield entry
                    if depth < MOST_DEPTH and _is_folder(entry):
                        inner.append((_written(entry), entry.path))
        except OSError:
            continue
        # A camera makes a new folder when one is full: what was written last is looked at first.
        waiting += [(Path(path), depth + 1) for _, path in sorted(inner)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
    except OSError:
        return False


def _written(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except (OSError, ValueError):
        return 0.0


def _photo(entry: os.DirEntry[str], now: int) -> FoundPhoto | None:
    if entry.name.startswith(".") or Path(entry.name).suffix.lower() not in ENDINGS:
        return None
    try:
        told = entry.stat(follow_symlinks=False)
    except (OSError, ValueError):
        return None
    at = int(told.st_mtime * 1_000_000)
    if not stat.S_ISREG(told.st_mode) or told.st_size == 0:
        return None
    if 0 <= now - at < _STILL_GROWING_US:
        return None  # a sync tool may still be writing it
    return FoundPhoto(Path(entry.path), shown_name(entry.name), told.st_size, at)


def read_plain(path: Path, most: int) -> bytes | None:
    """The bytes of a plain file, None where there are more than `most`.

    Raises OSError where it cannot be opened, is a link, or is no plain file: a pipe or device of
    that name could be read without end.
    """
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    number = os.open(path, flags)
    with open(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(f"{path.name} is no plain file")
        data = file.read(most + 1)
    return data if len(data) <= most else None


# -- where a card or phone shows ----------------------------------------------------------------


def cards() -> list[Source]:
    """The drives that hold a camera's folder now. May wait for a drive that sleeps."""
    found: list[Source] = []
    for folder, name in (*_drives(), *_phones_as_folders()):
        pictures = _camera_folder(folder)
        if pictures is not None and len(found) < _MOST_PLACES:
            found.append(Source("card", shown_name(name) or shown_name(str(folder)), pictures))
    return found


def _drives() -> Iterator[tuple[Path, str]]:
    from PySide6.QtCore import QStorageInfo

    for drive in QStorageInfo.mountedVolumes():
        if drive.isValid() and drive.isReady() and not drive.isRoot():
            folder = Path(drive.rootPath())
            yield folder, drive.name() or folder.name or str(folder)


def _phones_as_folders() -> Iterator[tuple[Path, str]]:
    """A phone that the Linux desktop shows as a folder, though it is no drive (GVfs)."""
    if sys.platform != "linux":
        return
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "gvfs"
    for device in _folders_in(base):
        yield device, _phone_name(device.name)
        for store in _folders_in(device):
            yield store, f"{_phone_name(device.name)} {store.name}"


def _phone_name(name: str) -> str:
    return name.partition("host=")[2].replace("_", " ") or name


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            named = [Path(e.path) for _, e in zip(range(100), entries, strict=False)]
        return sorted(p for p in named if p.is_dir() and not p.is_symlink())
    except OSError:
        return []


def _camera_folder(root: Path) -> Path | None:
    """The folder that every camera and phone makes (DCF, CIPA DC-009), whatever its case."""
    for name in ("DCIM", "dcim"):
        folder = root / name
        try:
            if stat.S_ISDIR(folder.lstat().st_mode):
                return folder
        except (OSError, ValueError):
            continue
    return None


# -- what was taken in before -------------------------------------------------------------------


def used_marks(kept: object) -> dict[str, int]:
    """The marks of photos taken in before, from what was kept; nonsense is left out."""
    if not isinstance(kept, Mapping):
        return {}
    return {str(mark): int(at) for mark, at in kept.items() if isinstance(at, int)}


def with_used(marks: Mapping[str, int], photos: Iterable[FoundPhoto], now: int) -> dict[str, Any]:
    """The marks to keep after these photos were taken in; the oldest go."""
    together = {**marks, **{photo.mark: now for photo in photos}}
    newest = sorted(together.items(), key=lambda pair: pair[1])[-MOST_USED:]
    return dict(newest)
