"""Files that stay: written whole, fsynced with their folder, or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
AT_ONCE = 8
"""Waits for the disk that run beside each other take hardly longer than one: it joins them."""
_pool = ThreadPoolExecutor(AT_ONCE, "files")


def at_once(act: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Do the same to many files beside each other; ends when all have. Raises the first error."""
    begun = [_pool.submit(act, item) for item in items]
    errors = [error for future in begun if (error := future.exception()) is not None]
    if errors:
        raise errors[0]
    return [future.result() for future in begun]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (where the system can: not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, within: Path) -> None:
    """Make a folder below `within`, durably."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    while folder not in (within, folder.parent):
        folder = folder.parent
        sync_folder(folder)


def move(source: Path, target: Path, within: Path) -> None:
    """Move a file to its durable place, replacing what is there."""
    make_folder(target.parent, within)
    os.replace(source, target)
    sync_folder(target.parent)
