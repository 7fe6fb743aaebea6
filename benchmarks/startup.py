"""How long until the desk's window stands with its list, beside a bare PySide6 window.

Both are processes of their own, timed from outside until they say that they are drawn; drawn off
screen, so that no window manager counts. The desk opens an encrypted profile by its passphrase
(scrypt takes about a tenth of a second of it) and shows the first window of its cases.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.harness import Options, Row, main, median_of
from benchmarks.support.central import central
from benchmarks.support.drawn import environment, median_until_drawn
from benchmarks.support.real_data import REPOSITORY, archive
from desktop.desk import Desk
from tests.support.server_process import PASSWORD

CASES = 500
PASSPHRASE = "a passphrase"


def measures(options: Options) -> Iterable[Row]:
    """Start a bare window, the desk, and the headless list, by turns with a warm disk."""
    source = archive()
    if source is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with central(folder, source, CASES) as server:
            profile = folder / "malee"
            desk = Desk.sign_in(profile, server.url, "anan", PASSWORD, PASSPHRASE)
            desk.sync()
            desk.close()
            secret = folder / "secret"
            secret.write_text(PASSPHRASE, encoding="utf-8")
            yield from _timed(folder, profile, secret, options.runs())


def _timed(folder: Path, profile: Path, secret: Path, runs: int) -> Iterable[Row]:
    bare_window = [sys.executable, "-m", "benchmarks.peers.bare_window"]
    our_window = [sys.executable, "-m", "benchmarks.support.desk_window", str(profile), PASSPHRASE]
    env = environment(folder)
    bare = median_until_drawn(bare_window, env, runs)
    ours = median_until_drawn(our_window, env, runs)
    yield Row(f"window with a list of {CASES}", ours, "bare PySide6 window", bare)
    python = median_of(partial(_run, [sys.executable, "-c", "import json"], env), runs)
    command = [
        sys.executable, "-m", "desktop.app", "list", "--json", "--profile", str(profile),
        "--passphrase-file", str(secret),
    ]  # fmt: skip
    listed = median_of(partial(_run, command, env), runs)
    yield Row(f"list --json of {CASES}", listed, "an empty Python", python)


def _run(command: Sequence[str], env: dict[str, str]) -> None:
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, cwd=REPOSITORY)


if __name__ == "__main__":
    sys.exit(main("startup", measures))
