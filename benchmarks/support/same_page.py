"""A page of a pull applied by the cache, beside a bare `executemany` of the very rows it wrote.

Both write to files that were equal before, with the same key, tables, indexes, triggers and
pragmas, and each commits durably. The bare one is given its rows ready made.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.harness import Row
from benchmarks.support.filled_cache import PAGE, Filled, apply
from casework.case import Case
from desktop.storage.cache import Cache
from desktop.storage.profile import Profile

GOAL = 2.0
STEP_GOAL = 0.030
_TABLES = ("cases", "facets", "snapshots", "unindexed", "case_photos")
Rows = dict[str, list[tuple[Any, ...]]]


def measures(filled: Filled, cases: list[Case], folder: Path) -> Iterable[Row]:
    """Pages of new cases, then pages of the same cases with one field changed."""
    # Copied without what is in the log: the cache is closed for it and opened again.
    filled.cache.close()
    other = Profile(folder / "bare")
    other.path.mkdir()
    shutil.copyfile(filled.profile.cache_file, other.cache_file)
    filled.cache = Cache.open(filled.profile, filled.key)
    bare = Cache.open(other, filled.key)
    ours: list[float] = []
    theirs: list[float] = []
    pages = [cases[at : at + PAGE] for at in range(0, len(cases), PAGE)]
    for page in pages:
        ours.append(_timed(lambda page=page: apply(filled.cache, page)))
        rows = _written(filled.cache, page)
        theirs.append(_timed(lambda rows=rows: _insert(bare, rows)))
    yield _row(f"a page of {PAGE:,} new cases", ours, theirs)
    ours, theirs = [], []
    for page in pages:
        changed = [msgspec.structs.replace(c, officer="officer1", version=2) for c in page]
        ours.append(_timed(lambda page=changed: apply(filled.cache, page)))
        rows = _written(filled.cache, changed)
        theirs.append(_timed(lambda rows=rows: _update(bare, rows)))
    yield _row(f"a page of {PAGE:,} changed cases", ours, theirs)
    bare.close()
    yield from _indexing(filled.cache)


def _indexing(cache: Cache) -> Iterable[Row]:
    """The index of the search takes in what came, in the steps of the desk."""
    waiting, took = cache.index.left(), []
    while cache.index.left():
        took.append(_timed(cache.index.step))
    name = f"{waiting:,} cases indexed in the background"
    yield Row(f"{name}: each step", statistics.median(took), goal=STEP_GOAL)
    yield Row(f"{name}: the longest step", max(took))
    yield Row(f"{name}: in all", sum(took))


def _row(name: str, ours: list[float], theirs: list[float]) -> Row:
    mine, bare = statistics.median(ours), statistics.median(theirs)
    return Row(name, mine, "bare executemany", bare, bare * GOAL)


def _timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _written(cache: Cache, page: list[Case]) -> Rows:
    """The rows that the cache has of these cases, in all its tables."""
    marks = ", ".join("?" * len(page))
    found: Rows = {}
    with cache.file.reading() as connection:
        sql = f"SELECT key FROM cases WHERE id IN ({marks})"
        keys = [key for (key,) in connection.execute(sql, [case.id for case in page])]
        for table in _TABLES:
            sql = f"SELECT * FROM {table} WHERE key IN ({marks})"
            found[table] = connection.execute(sql, keys).fetchall()
    return found


def _insert(bare: Cache, rows: Rows) -> None:
    with bare.file.writing() as connection:
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


def _update(bare: Cache, rows: Rows) -> None:
    """The words stay as they are, so nothing is marked for the indexes of the search."""
    with bare.file.writing() as connection:
        for table in ("cases", "facets", "snapshots"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            connection.executemany(
                f"UPDATE {table} SET {', '.join(f'{n} = ?' for n in names[1:])} WHERE key = ?",
                [(*row[1:], row[0]) for row in rows[table]],
            )
