"""Starting a process and timing it from outside until it says that its window is drawn."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.support.real_data import REPOSITORY


def environment(folder: Path) -> dict[str, str]:
    """As on a person's computer: compiled once, then read; off screen, and no keyring."""
    given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return given | {
        "QT_QPA_PLATFORM": "offscreen",
        # The program asks whether there is a screen before it opens a window.
        "WAYLAND_DISPLAY": "none",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def median_until_drawn(command: Sequence[str], env: dict[str, str], runs: int) -> float:
    """The median of the seconds after one run that does not count."""
    until_drawn(command, env)  # compiles
    return statistics.median(until_drawn(command, env) for _ in range(runs))


def by_turns(
    commands: Sequence[Sequence[str]], env: dict[str, str], runs: int
) -> list[list[float]]:
    """Seconds of so many runs of each command, one after the other, after one that compiles."""
    for command in commands:
        until_drawn(command, env)
    rounds = [[until_drawn(command, env) for command in commands] for _ in range(runs)]
    return [list(taken) for taken in zip(*rounds, strict=True)]


def until_drawn(command: Sequence[str], env: dict[str, str]) -> float:
    """Seconds until the process says that its window is drawn; its end is awaited, not counted.

    Raises RuntimeError where it ended without.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    assert process.stdout is not None
    with process.stdout:
        line = process.stdout.readline().strip()
        seconds = time.perf_counter() - start
    if process.wait() or line != "drawn":
        raise RuntimeError(f"{' '.join(command[1:3])} was not drawn: {line or process.returncode}")
    return seconds
