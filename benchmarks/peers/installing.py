"""Brings the peers that are other people's programs into build/peers, or says why not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.support.child import REPOSITORY

PEERS = REPOSITORY / "build" / "peers"
ANKI = "anki==26.9"
_POUCH = Path(__file__).parent / "pouch"
_SECONDS = 600


def anki() -> Path | None:
    """The Python of an environment that has Anki; None, and a message, where there is none."""
    folder = PEERS / "anki"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        made = _run("Anki", [sys.executable, "-m", "venv", "--clear", str(folder)]) and _run(
            "Anki", [str(python), "-m", "pip", "install", "--quiet", ANKI]
        )
        if not made:
            return None
        (folder / "ready").touch()
    return python


def pouch() -> Path | None:
    """The folder where PouchDB is installed; None, and a message, where it is not."""
    folder = PEERS / "pouch"
    wanted = (_POUCH / "package.json").read_bytes()
    kept = folder / "package.json"
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("skipped: PouchDB needs node and npm", file=sys.stderr)
        return None
    if not (folder / "ready").exists() or kept.read_bytes() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(wanted)
        command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
        if not _run("PouchDB", command, folder):
            return None
        (folder / "ready").touch()
    return folder


def _run(name: str, command: list[str], folder: Path = REPOSITORY) -> bool:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"skipped: {name} cannot be installed: {error}", file=sys.stderr)
        return False
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        print(f"skipped: {name} cannot be installed: {said[-1:]}", file=sys.stderr)
    return not done.returncode
