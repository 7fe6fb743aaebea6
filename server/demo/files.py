"""Where the demo's files lie: in a checkout, and in the bundle that users install."""

from __future__ import annotations

import sys
from pathlib import Path


def demo_file(*parts: str) -> Path:
    """Give the path of a file or folder under `resources/demo/`; it need not exist."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's start-up code
    root = Path(bundle) if bundle is not None else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", "demo", *parts)
