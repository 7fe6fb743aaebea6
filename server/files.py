"""Files that stay: written whole, fsynced with their folder, or not there at all."""

from __future__ import annotations

import os
from pathlib import Path


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
