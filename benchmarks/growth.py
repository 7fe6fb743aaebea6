"""How the cache grows: the same questions at 2,000 to 1,000,000 cases, as a table and a picture.

`python -m benchmarks.growth --plot FILE` draws seconds over cases, both by powers of ten, as SVG.
The largest takes a quarter of an hour and 3 GB of disk, so `make bench` leaves it out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.harness import Row, median_of, table
from benchmarks.support.filled_cache import NOW, PAGE, UNITS, Filled, apply, fill, handed_out
from benchmarks.support.growth_plot import draw
from benchmarks.support.real_data import archive, many_cases
from casework.case import Case
from desktop.storage.cache import Cache
from desktop.storage.records import CaseQuery, Near, Sort

SIZES = (2_000, 20_000, 200_000, 1_000_000)
_RUNS, _PAGES = 9, 5
_NARROW = CaseQuery(
    open_only=True, units=frozenset(UNITS[:2]), types=frozenset({"ถนน"}),
    near=Near(100.55, 13.75, 3_000),
)  # fmt: skip
Figures = dict[str, float]


def figures(filled: Filled, more: list[Case]) -> Figures:
    """The median seconds of each question to a cache of one size; `more` cases come in last."""
    cache = filled.cache
    return {
        "open to the first page": _opening(filled),
        "next page": _median(cache.rows, CaseQuery(sort=Sort.UPDATED), now=NOW),
        "count of four filters": _median(cache.count, _NARROW, NOW),
        "search ถนน, first page": _median(
            cache.rows, CaseQuery(text="ถนน", sort=Sort.BEST), now=NOW
        ),
        "search ถนน, exact count": _median(cache.count, CaseQuery(text="ถนน"), NOW),
        "search น, exact count": _median(cache.count, CaseQuery(text="น"), NOW),
        "a page of 1,000 new cases": _applying(cache, more),
    }


def _median(question: Callable[..., object], *words: object, **more: object) -> float:
    return median_of(partial(question, *words, **more), _RUNS)


def _applying(cache: Cache, more: list[Case]) -> float:
    pages = iter([more[at : at + PAGE] for at in range(0, len(more), PAGE)])
    return median_of(lambda: apply(cache, next(pages)), _PAGES, warm_up=False)


def _opening(filled: Filled) -> float:
    """Open the file, show the first window, close."""

    def opened() -> None:
        cache = Cache.open(filled.profile, filled.key)
        cache.rows(CaseQuery(), now=NOW)
        cache.close()

    return median_of(opened, 5)


def measured(sizes: Iterable[int], source: Path) -> dict[int, Figures]:
    """The figures of every size, each in a cache of its own."""
    found: dict[int, Figures] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            made = handed_out(many_cases(source, size + _PAGES * PAGE, "TT"))
            cases = iter(made)
            held = (case for _, case in zip(range(size), cases, strict=False))
            filled = fill(Path(name), held)
            found[size] = figures(filled, list(cases))
            filled.cache.close()
            found[size]["bytes a case"] = filled.profile.cache_file.stat().st_size / size
    return found


def main() -> int:
    """Measure, print, and draw where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--plot", type=Path, metavar="FILE")
    given = parser.parse_args()
    source = archive()
    if source is None:
        return 0
    found = measured(given.sizes, source)
    rows = [
        Row(f"{name} at {size:,}", value, unit="B" if name == "bytes a case" else "s")
        for name in next(iter(found.values()))
        for size, value in ((size, figures[name]) for size, figures in found.items())
    ]
    print(table(rows))
    if given.plot is not None:
        shown = {s: {n: v for n, v in f.items() if n != "bytes a case"} for s, f in found.items()}
        given.plot.write_text(draw(shown), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
