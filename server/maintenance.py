"""Closing the server for maintenance: every call is told so, and until when about.

It lies in a file of the data folder, not in the database: that may be what is being looked after.
A running server sees it at its next request.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.case_json import iso
from server import clock, files
from server.errors import ApiError, UsageError
from server.words import both

FILE = "maintenance.json"
MOST_MINUTES = 7 * 24 * 60
MOST_WORDS = 300
LEAST_WAIT_SECONDS = 60
"""What desks wait when the announced time is over and the server is still closed."""
_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    """That the server is closed: until about when (µs UTC), and the administrator's words."""

    until: int
    words: str = ""

    def refusal(self, now: int) -> ApiError:
        """What every call gets at `now`."""
        wait = max(LEAST_WAIT_SECONDS, -(-(self.until - now) // 1_000_000))
        return ApiError(503, "maintenance", self.words, {"Retry-After": str(wait)})


class Door:
    """Whether the server of a data folder is closed; asked with every request."""

    def __init__(self, folder: Path) -> None:
        """Look at the folder's notice, now and later."""
        self._file = folder / FILE
        self._seen: tuple[int, int] | None = None
        self._notice: Notice | None = None

    def notice(self) -> Notice | None:
        """The notice on the door, None where it is open."""
        try:
            found = os.stat(self._file)
        except OSError:
            self._seen, self._notice = None, None
            return None
        seen = (found.st_mtime_ns, found.st_ino)
        if seen != self._seen:
            self._seen, self._notice = seen, read(self._file)
        return self._notice


def read(file: Path) -> Notice:
    """The notice in a file. One that cannot be read closes the door as well."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        return Notice(int(value["until"]), str(value.get("words", ""))[:MOST_WORDS])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Notice(0)


def close(folder: Path, minutes: int, words: str) -> Notice:
    """Close the server for about so many minutes, until `open_again`. Raises UsageError."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise UsageError("bad_minutes", most=MOST_MINUTES)
    if len(words) > MOST_WORDS:
        raise UsageError("long_words", most=MOST_WORDS)
    notice = Notice(clock.now() + minutes * _MINUTE, words.strip())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = folder / f"{FILE}.new"
    text = json.dumps({"until": notice.until, "words": notice.words}, ensure_ascii=False)
    made.write_text(text, encoding="utf-8")
    files.sync_file(made)
    files.move(made, folder / FILE, folder)
    return notice


def open_again(folder: Path) -> bool:
    """Let desks in again; False where the server was not closed."""
    try:
        (folder / FILE).unlink()
    except FileNotFoundError:
        return False
    files.sync_folder(folder)
    return True


# -- commands -------------------------------------------------------------------------------------


def add_commands(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add them to the commands of the server."""
    group = commands.add_parser(
        "maintenance", help="Close the server for a while; every desk is told so."
    ).add_subparsers(required=True)
    on = command(group, "on", _on, "Close the server until `maintenance off`.")
    on.add_argument("--minutes", type=int, required=True, metavar="N", help="about how long")
    on.add_argument("--words", default="", metavar="TEXT", help="what desks show beside it")
    command(group, "off", _off, "Let desks in again.")
    command(group, "status", _status, "Say whether the server is closed.")


def _on(options: argparse.Namespace) -> int:
    notice = close(options.data, options.minutes, options.words)
    print(both("closed", time=iso(notice.until)), file=sys.stderr)
    return 0


def _off(options: argparse.Namespace) -> int:
    was_closed = open_again(options.data)
    print(both("opened" if was_closed else "was_open"), file=sys.stderr)
    return 0


def _status(options: argparse.Namespace) -> int:
    notice = Door(options.data).notice()
    if notice is None:
        print("open")
        return 0
    print(f"closed until {iso(notice.until)} {notice.words}".rstrip())
    return 1
