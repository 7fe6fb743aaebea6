"""How long until the program can be used, beside a bare PySide6 window, with 200,000 cases.

Processes of their own, timed from outside, off screen, so that no window manager counts; compiled
and with a warm disk, started by turns. Ours is the whole program, from its command line until rows
are painted and the keyboard is in them, and until all that follows is there too: the case at the
right, commands, undo, sync.

A person's usual start opens the profile by the keyring of the system. Here a keyring takes its
place that answers at once; what the system's own takes to answer comes to it. Opened by a
passphrase, a profile costs a tenth of a second of scrypt, beside the loading of Qt where there are
two processors.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import pictures
from benchmarks.harness import Options, Row, main, median_of
from benchmarks.support import file_keyring
from benchmarks.support.drawn import by_turns, environment
from benchmarks.support.filled_cache import PASSPHRASE, fill, handed_out
from benchmarks.support.real_data import REPOSITORY, archive, many_cases

CASES, RUNS, GOAL = 200_000, 10, 2.0


def measures(options: Options) -> Iterable[Row]:
    """Open photos; then start a bare window, the program, and a headless list."""
    source = archive()
    if source is None:
        return
    yield from pictures.measures(options)
    count, runs = options.work(CASES), options.runs(RUNS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "desk"
        fill(profile, handed_out(many_cases(source, count, "TT"))).cache.close()
        secret = folder / "secret"
        secret.write_text(PASSPHRASE, encoding="utf-8")
        env = environment(folder)
        yield from windows(profile, env, runs, "by a passphrase", secret)
        yield from _headless(profile, secret, env, runs)
        env |= {"PYTHON_KEYRING_BACKEND": file_keyring.NAME,
                file_keyring.FILE: str(folder / "keyring.json")}  # fmt: skip
        lend = [sys.executable, "-m", file_keyring.__name__, str(profile), PASSPHRASE]
        subprocess.run(lend, env=env, check=True, cwd=REPOSITORY)
        yield from windows(profile, env, runs, "by a keyring")


def windows(
    profile: Path, env: dict[str, str], runs: int, way: str, secret: Path | None = None
) -> Iterable[Row]:
    """Start the bare window, ours until its list can be used, and until all is there, by turns."""
    bare = [sys.executable, "-m", "benchmarks.peers.bare_window"]
    ours = [sys.executable, "-m", "benchmarks.support.desk_window", str(profile)]
    ours += [str(secret)] if secret is not None else []
    theirs, lists, wholes = by_turns([bare, ours, [*ours, "--rest"]], env, runs)
    against = statistics.median(theirs)
    yield _row(f"a list that can be used, opened {way}", lists, against, GOAL * against)
    yield _row(f"all that follows it, opened {way}", wholes, against)
    yield Row("the bare window itself", against, spread=(min(theirs), max(theirs)))


def _row(name: str, seconds: Sequence[float], against: float, goal: float | None = None) -> Row:
    return Row(
        name, statistics.median(seconds), "bare PySide6 window", against, goal,
        spread=(min(seconds), max(seconds)),
    )  # fmt: skip


def _headless(profile: Path, secret: Path, env: dict[str, str], runs: int) -> Iterable[Row]:
    python = median_of(partial(_run, [sys.executable, "-c", "import json"], env), runs)
    command = [
        sys.executable, "-m", "desktop.app", "list", "--json", "--overdue", "--village", "3",
        "--profile", str(profile), "--passphrase-file", str(secret),
    ]  # fmt: skip
    listed = median_of(partial(_run, command, env), runs)
    yield Row("list --json of one village's overdue cases", listed, "an empty Python", python)


def _run(command: Sequence[str], env: dict[str, str]) -> None:
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, cwd=REPOSITORY)


if __name__ == "__main__":
    sys.exit(main("startup", measures))
