"""Where the program's own files lie: in a checkout, and in the bundle that users install."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """Give the path of a file or folder under `resources/`; it need not exist."""
    return _root().joinpath("resources", *parts)


@cache
def _root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's start-up code
    if bundle is not None:
        return Path(bundle)
    return Path(__file__).resolve().parent.parent
