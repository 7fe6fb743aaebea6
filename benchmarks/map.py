"""How long until very many markers stand on the map, beside folium's own page of the same points.

Each run is a process of its own, off screen and with software rendering: no graphics card counts.
Ours is measured on a map that is open, from the list of markers until the page has painted them;
folium's page has no such moment, so it is measured from its loading with the engine running.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.harness import Options, Row, main
from benchmarks.support.drawn import environment
from benchmarks.support.real_data import REPOSITORY

MARKERS = 20_000
MANY = 200_000
GOAL = 1.0


def measures(options: Options) -> Iterable[Row]:
    """Open the map in fresh processes."""
    with tempfile.TemporaryDirectory() as name:
        runs = [_run(Path(name), MARKERS) for _ in range(options.runs())]
        many = [_run(Path(name), MANY)] if options.full else []
    told = f"{MARKERS:,} markers"
    yield _row(runs, f"{told} on the open map until painted", "markers",
               "folium FastMarkerCluster, its page", "folium", goal=GOAL)  # fmt: skip
    yield _row(runs, f"one changed case among {told} until painted", "change")
    yield _row(runs, "engine start until an empty map is ready", "start")
    yield _row(runs, f"native map: {told} painted", "native")
    yield _row(runs, f"native map: panned with {told}", "native_pan")
    if many:
        yield _row(many, f"{MANY:,} markers on the open map until painted", "markers",
                   "folium FastMarkerCluster, its page", "folium")  # fmt: skip


def _row(
    runs: list[dict[str, float]],
    name: str,
    ours: str,
    against: str = "",
    theirs: str = "",
    goal: float | None = None,
) -> Row:
    figures = [run[ours] for run in runs]
    return Row(
        name, statistics.median(figures), against,
        statistics.median(run[theirs] for run in runs) if theirs else None,
        goal, spread=(min(figures), max(figures)),
    )  # fmt: skip


def _run(folder: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.support.map_child", str(count)]
    env = {**environment(folder), "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    done = subprocess.run(
        command, env=env, check=True, capture_output=True, text=True, cwd=REPOSITORY
    )
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


if __name__ == "__main__":
    sys.exit(main("map", measures, parts=("map",)))
