"""What the program's log tells of itself: when, how grave, and where in the code; never the words.

A log line may quote what went wrong, and a path names whose folder it is. Taken out are times,
levels, and places in this program's own modules alone.
"""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

LOG, CRASHES = "desk.log", "crash.log"
MOST_LINES, MOST_BYTES, MOST_PLACES = 100, 400_000, 40
_HEAD = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} (WARNING|ERROR|CRITICAL) ([a-z_.]{1,80}) "
)
_PLACE = re.compile(
    r'  File ".{0,500}[/\\]((?:desktop|casework)[/\\][a-z_/\\]{1,80})\.py", line (\d{1,5}),'
)


def tail(folder: Path) -> dict[str, Any]:
    """The newest warnings and errors of the log in a folder."""
    lines: list[dict[str, Any]] = []
    for line in _last(folder / LOG):
        head = _HEAD.match(line)
        if head is not None:
            where = head[3] if _is_ours(head[3]) else "other"
            lines.append({"at": head[1], "level": head[2], "where": where, "places": []})
            continue
        place = _PLACE.match(line)
        if place is not None and lines and len(lines[-1]["places"]) < MOST_PLACES:
            module = re.sub(r"[/\\]", ".", place[1])
            if _is_ours(module):
                lines[-1]["places"].append(f"{module}:{place[2]}")
    return {"lines": lines[-MOST_LINES:], "crash_bytes": _size(folder / CRASHES)}


def _last(file: Path) -> list[str]:
    try:
        with file.open("rb") as log:
            log.seek(max(0, _size(file) - MOST_BYTES))
            return log.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


@lru_cache(maxsize=512)
def _is_ours(module: str) -> bool:
    """Whether a module of that very name belongs to this program."""
    if module.split(".", maxsplit=1)[0] not in {"desktop", "casework"}:
        return False
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
