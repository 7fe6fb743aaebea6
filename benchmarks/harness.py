"""What every benchmark shares: options, medians, the table and the rows as JSON.

A benchmark is a module `benchmarks/NAME.py` with

    def measures(options: Options) -> Iterable[Row]: ...

    if __name__ == "__main__":
        sys.exit(main("NAME", measures))

A row compares a figure of ours with one of somebody else, or with a goal. Its figures are of one
`unit`, seconds unless it says otherwise, and less is better unless `more_is_better`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """How much work to do: all of it, or a tenth; more where it is long; one part alone."""

    quick: bool = False
    full: bool = False
    peers: bool = True
    only: str = ""

    def work(self, full: int) -> int:
        """Give the number of things to handle where a whole run handles `full`; at least one."""
        return max(1, full // 10) if self.quick else full

    def wants(self, part: str, *, default: bool = True) -> bool:
        """Whether a part is to be done: the one that was named, else what is done by default."""
        return self.only == part if self.only else default

    def runs(self, full: int = 5) -> int:
        """Give how often to measure; a median wants three."""
        return min(full, 3) if self.quick else full


@dataclass(frozen=True)
class Row:
    """One figure of ours, beside another's (`against`, `theirs`) and the goal, where there are.

    `spread` is the lowest and the highest of the runs whose median `ours` is.
    """

    name: str
    ours: float
    against: str = ""
    theirs: float | None = None
    goal: float | None = None
    unit: str = "s"
    more_is_better: bool = False
    spread: tuple[float, float] | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by theirs."""
        if self.theirs is None or self.theirs == 0:
            return None
        return self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ours >= self.goal if self.more_is_better else self.ours <= self.goal

    def as_json(self) -> dict[str, object]:
        """Give the row with the fields that every benchmark writes, then its unit and spread."""
        return {
            "name": self.name,
            "ours": self.ours,
            "against": self.against,
            "theirs": self.theirs,
            "ratio": self.ratio,
            "goal": self.goal,
            "met": self.met,
            "unit": self.unit,
            "spread": self.spread,
        }


Measures = Callable[[Options], Iterable[Row]]


def median_of(measured: Callable[[], object], runs: int, *, warm_up: bool = True) -> float:
    """Give the median of the seconds that `measured` takes, after one run that does not count."""
    if runs < 1:
        raise ValueError("a median needs at least one run")
    if warm_up:
        measured()
    return statistics.median(_seconds(measured) for _ in range(runs))


def _seconds(measured: Callable[[], object]) -> float:
    start = time.perf_counter()
    measured()
    return time.perf_counter() - start


def main(
    name: str, measures: Measures, arguments: list[str] | None = None, *, parts: Sequence[str] = ()
) -> int:
    """Run a benchmark from the command line; 0 whether goals are met or not, as it only tells.

    One with `parts` can do one of them alone, more work, and leave other people's programs out.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    parser.add_argument("--quick", action="store_true", help="do a tenth of the work")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE")
    if parts:
        parser.add_argument("--only", choices=parts, default="", help="do one part alone")
        parser.add_argument("--full", action="store_true", help="do the long parts too")
        parser.add_argument("--no-peers", dest="peers", action="store_false", help="ours and bare")
    given = vars(parser.parse_args(arguments))
    file: Path | None = given.pop("json")
    options = Options(**given)
    rows = list(measures(options))
    print(f"{name}{' (a tenth of the work)' if options.quick else ''}: medians")
    print(table(rows))
    if file is not None:
        text = json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2)
        file.write_text(text + "\n", encoding="utf-8")
    return 0


def table(rows: Iterable[Row]) -> str:
    """Lay rows out for a terminal."""
    lines = [("", "ours", "lowest–highest", "against", "theirs", "ratio", "goal", "")]
    for row in rows:
        met = {None: "", True: "met", False: "MISSED"}[row.met]
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        theirs, goal = _figure(row.theirs, row.unit), _figure(row.goal, row.unit)
        ours = _figure(row.ours, row.unit)
        lines.append((row.name, ours, _spread(row), row.against, theirs, ratio, goal, met))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _spread(row: Row) -> str:
    if row.spread is None:
        return ""
    return "–".join(_figure(value, row.unit) for value in row.spread)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "s" and abs(value) < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:,.4g} {unit}" if abs(value) < 10_000 else f"{value:,.0f} {unit}"


if __name__ == "__main__":
    sys.exit("This module only serves the others: see `make bench`.")
