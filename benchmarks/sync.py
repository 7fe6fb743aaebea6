"""Sync over loopback side by side with PouchDB, Anki and a bare server and desk, in one run.

Ours has accounts, an encrypted and durable cache, search, an outbox and conflict checks. Each desk
is a process of its own; bytes are counted by a relay in a run of their own, in which nothing is
timed. The peers are told of in `benchmarks/peers`; one that cannot be installed is skipped.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.harness import Options, Row, main
from benchmarks.support import scenes
from benchmarks.support.contenders import ANKI, BARE, OURS, POUCH, Contender, contenders
from benchmarks.support.meter import Meter
from benchmarks.support.real_data import archive
from benchmarks.support.scenes import CHANGES, Figures, Watched

PARTS = ("day", "many", "photos", "cuts")
PHOTO_BYTES = 200_000
SMALL_SERVER = 400

T = TypeVar("T")
Runs = dict[str, list[Figures]]
# A step, its words, and how many times another's figure ours may be.
Step = tuple[str, str, dict[str, float]]

STEPS: tuple[Step, ...] = (
    ("usable", "first pull of {cases:,}: until open cases stand", {BARE: 1.6}),
    ("first", "first pull of {cases:,}: in full", {BARE: 3.0, POUCH: 0.25}),
    ("index", "first pull of {cases:,}: until search is complete", {}),
    ("changes", "pull of {changes} one-field changes", {ANKI: 3.0}),
    ("save", "saving {operations:,} operations", {}),
    ("push", "push of {operations:,} operations", {BARE: 4.0}),
    ("round", "push of {operations:,}, and what comes back", {}),
    ("idle", "a round with nothing to do", {}),
)
BYTES: tuple[tuple[str, str, str, float | None], ...] = (
    ("first", "down", "first pull of {cases:,}: bytes down", None),
    ("changes", "both", "{changes} changes: bytes both ways", 8.0),
    ("round", "up", "push of {operations:,}: bytes up", 100.0),
)


def measures(options: Options) -> Iterable[Row]:
    """Every part that is asked for."""
    source = archive()
    if source is None:
        return
    if options.wants("day"):
        yield from _day(source, options)
    if options.wants("many", default=options.full):
        yield from _many(source, options)
    if options.wants("photos"):
        yield from _photos(source, options)
    if options.wants("cuts"):
        yield from _cuts(source, options)


def _day(source: Path, options: Options) -> Iterable[Row]:
    cases, operations = options.work(10_000), options.work(1_000)
    runs: Runs = {}
    counted: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            contenders(folder, source, cases, options.peers) as found,
            scenes.texts(folder, found) as texts,
        ):
            for turn in range(options.runs()):
                for text in texts:
                    runs.setdefault(text.contender.name, []).append(text.turn(turn, operations))
            for text in texts:
                meter = Meter(text.contender.port)
                turned = text.turn(options.runs(), operations, meter)
                counted[text.contender.name] = turned
                meter.close()
    told = {"cases": cases, "operations": operations, "changes": CHANGES}
    yield from _time_rows(runs, STEPS, told)
    yield from _cold_rows(runs, told)
    yield from _byte_rows(counted, told)
    yield from _memory_rows(runs, cases)


def _many(source: Path, options: Options) -> Iterable[Row]:
    cases = options.work(50_000)
    runs: Runs = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with contenders(folder, source, cases, options.peers) as found:
            for turn in range(options.runs()):
                for contender in found:
                    pulled = _pulled(contender, folder, turn)
                    runs.setdefault(contender.name, []).append(pulled)
    yield from _time_rows(runs, STEPS[:3], {"cases": cases})
    yield from _memory_rows(runs, cases)


def _pulled(contender: Contender, folder: Path, turn: int) -> Figures:
    here = folder / f"{contender.name}-{turn}"
    desk = contender.desk(here, scenes.CLERK)
    watch = Watched(desk)
    url = f"http://127.0.0.1:{contender.port}"
    scenes.first_pull(watch, contender.name, here.with_name(here.name + "-warm"), url)
    desk.close()
    return watch.figures


def _photos(source: Path, options: Options) -> Iterable[Row]:
    count = options.work(200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with contenders(folder, source, SMALL_SERVER, options.peers) as found:
            runs, counted = scenes.photos(folder, found, (count, PHOTO_BYTES), options.runs())
    ways: tuple[Step, ...] = tuple(
        (way, f"{count} photos of {PHOTO_BYTES // 1000} kB {way}", {ANKI: 1.0})
        for way in ("up", "down")
    )
    yield from _time_rows(runs, ways, {})
    for way in ("up", "down"):
        for name, theirs in _others(counted):
            mine, other = _sent(counted[OURS], way, way), _sent(theirs, way, way)
            yield Row(f"{count} photos: bytes {way}", mine, name, other, unit="kB")


def _cuts(source: Path, options: Options) -> Iterable[Row]:
    sizes = ((1, options.work(3_000_000)), (10, PHOTO_BYTES))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with contenders(folder, source, SMALL_SERVER, peers=False) as found:
            counts = scenes.cut(folder, found[0], sizes)
    for way in ("up", "down"):
        whole = getattr(counts[f"whole {way}"], way) / 1000
        again = getattr(counts[f"cut {way}"], way) / 1000
        # What is asked anew after a cut is some requests, never a byte of a photo.
        yield Row(f"photos {way}, cut in the middle", again, "uncut", whole, whole + 16, "kB")


def _time_rows(runs: Runs, steps: Sequence[Step], told: dict[str, int]) -> Iterable[Row]:
    for key, words, factors in steps:
        mine = _all(runs[OURS], key)
        if not mine:
            continue
        spoken = words.format(**told)
        others = {name: found for name, r in _others(runs) if (found := _all(r, key))}
        for name, theirs in others.items():
            median, factor = statistics.median(theirs), factors.get(name)
            goal = factor * median if factor else None
            yield Row(spoken, statistics.median(mine), name, median, goal, spread=_ends(mine))
        if not others:
            yield Row(spoken, statistics.median(mine), spread=_ends(mine))


def _cold_rows(runs: Runs, told: dict[str, int]) -> Iterable[Row]:
    """Beside a PouchDB whose process has just started; the other rows are of a warm one."""
    for key, words, _ in STEPS:
        cold = _all(runs.get(POUCH, []), f"cold {key}")
        mine = _all(runs[OURS], key)
        if cold and mine:
            median = statistics.median(cold)
            name = f"{POUCH}, cold"
            yield Row(words.format(**told), statistics.median(mine), name, median)


def _byte_rows(counted: dict[str, Figures], told: dict[str, int]) -> Iterable[Row]:
    for key, way, words, limit in BYTES:
        for name, theirs in _others(counted):
            mine, other = _sent(counted[OURS], key, way), _sent(theirs, key, way)
            # A limit that no peer decides stands in the first row alone.
            goal = (limit or 1.1 * other) if name == BARE else None
            yield Row(words.format(**told), mine, name, other, goal, "kB")
    for name, theirs in _others(counted):
        a, b = counted[OURS].line["idle"], theirs.line["idle"]
        kilobyte, once = (1000, 1) if name == BARE else (None, None)
        yield Row("nothing to do: bytes up", a.up, name, b.up, kilobyte, "B")
        yield Row("nothing to do: bytes down", a.down, name, b.down, kilobyte, "B")
        yield Row("nothing to do: round trips", a.requests, name, b.requests, once, "requests")


def _sent(figures: Figures, key: str, way: str) -> float:
    line = figures.line[key]
    return (line.up + line.down if way == "both" else getattr(line, way)) / 1000


def _memory_rows(runs: Runs, cases: int) -> Iterable[Row]:
    words = f"first pull of {cases:,}: memory above the idle desk"
    mine = [figures.memory / 1e6 for figures in runs[OURS]]
    for name, theirs in _others(runs):
        middle = statistics.median(figures.memory / 1e6 for figures in theirs)
        goal = 120 if name == BARE else None
        yield Row(words, statistics.median(mine), name, middle, goal, "MB", spread=_ends(mine))


def _others(found: Mapping[str, T]) -> Iterable[tuple[str, T]]:
    return ((name, theirs) for name, theirs in found.items() if name != OURS)


def _all(figures: Sequence[Figures], key: str) -> list[float]:
    return [f.seconds[key] for f in figures if key in f.seconds]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


if __name__ == "__main__":
    sys.exit(main("sync", measures, parts=PARTS))
