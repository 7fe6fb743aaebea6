"""The words of the usual start, read without the whole command line, which takes long to import."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.errors import DeskError


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is opened with; nothing named is the usual profile and its keyring."""

    profile: Path | None = None
    passphrase_file: str | None = None
    language: str | None = None


def usual(words: Sequence[str]) -> Start | None:
    """What a plain start of the window asks for; None where the command line must look closer."""
    given: dict[str, str] = {}
    rest = iter(words)
    for number, word in enumerate(rest):
        if word == "open" and number == 0:
            continue
        name, equals, value = word.partition("=")
        if name not in ("--profile", "--passphrase-file") or name in given:
            return None
        found = value if equals else next(rest, "")
        if not found or (found.startswith("-") and found != "-"):
            return None
        given[name] = found
    profile = given.get("--profile")
    return Start(Path(profile) if profile else None, given.get("--passphrase-file"))


def default_profile() -> Path:
    """Where the desk keeps its data when no folder is named."""
    import platformdirs

    return Path(platformdirs.user_data_dir("tambon-desk", appauthor=False)) / "default"


def read_secret(file: str | None) -> str | None:
    """A secret from a file, or from standard input for `-`; the end of its line is not part of it.

    Raises DeskError("no_passphrase_file").
    """
    if file is None:
        return None
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError("no_passphrase_file", file=file) from error
    return text.rstrip("\r\n")


def language_of_system() -> Literal["th", "en"]:
    """The language of messages before a person has chosen one: Thai, unless told otherwise."""
    return "en" if os.environ.get("TAMBON_LANGUAGE") == "en" else "th"
