"""The desk's window on a full cache: how soon its list stands, and how much memory it takes.

The bare peer is a PySide6 window with a plain list that a bare SQLCipher connection fills by the
same indexed query.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.harness import Row, median_of
from benchmarks.peers.bare_list import FIRST_PAGE
from benchmarks.support.drawn import environment, median_until_drawn
from benchmarks.support.filled_cache import NOW, PASSPHRASE
from benchmarks.support.real_data import REPOSITORY
from desktop.storage import keys
from desktop.storage.cache import Cache
from desktop.storage.database import connect
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery

START_GOAL, MEMORY_GOAL_MB = 1.5, 250.0


def measures(profile: Profile, folder: Path, runs: int, count: int) -> Iterable[Row]:
    """Start the window, the list alone, and the bare window with a list, by turns."""
    env = environment(folder)
    key = keys.load_key(profile, PASSPHRASE).hex()
    python = [sys.executable, "-m"]
    secret = folder / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    window = [*python, "benchmarks.support.desk_window", str(profile.path), str(secret)]
    alone = [*python, "benchmarks.support.list_window", str(profile.path), key]
    bare = [*python, "benchmarks.peers.bare_list", str(profile.cache_file), key]
    theirs = median_until_drawn(bare, env, runs)
    opened, bare_opened = _opened(profile, bytes.fromhex(key), runs)
    yield Row("the file opened and its first page read", opened, "bare SQLCipher", bare_opened)
    mine = median_until_drawn(alone, env, runs)
    yield Row("a process until its list is drawn", mine, "bare window, bare SQLCipher", theirs,
              theirs * START_GOAL)  # fmt: skip
    yield Row("the program until its list can be used", median_until_drawn(window, env, runs),
              "bare window, bare SQLCipher", theirs)  # fmt: skip
    lines = _run([*window, "--work"], env)
    used = next(float(line.split()[1]) for line in lines if line.startswith("resident "))
    yield Row(f"memory of the window after work in {count:,} cases", used, goal=MEMORY_GOAL_MB,
              unit="MB")  # fmt: skip


def _opened(profile: Profile, key: bytes, runs: int) -> tuple[float, float]:
    """Seconds that our cache takes, and a bare connection with the same question."""

    def ours() -> None:
        cache = Cache.open(profile, key)
        cache.rows(CaseQuery(), now=NOW)
        cache.close()

    def bare() -> None:
        with contextlib.closing(connect(profile.cache_file, key)) as connection:
            connection.execute(FIRST_PAGE).fetchall()

    return median_of(ours, runs), median_of(bare, runs)


def _run(command: Sequence[str], env: dict[str, str]) -> list[str]:
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True,
                          cwd=REPOSITORY)  # fmt: skip
    return done.stdout.splitlines()
