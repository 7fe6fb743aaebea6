"""Where cases lie close: how many stand in each square of the screen, in a few steps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CELL: Final = 8
"""Pixels of a cell."""
REACH: Final = 2
"""Cells to each side: every number is that of a square of 40 pixels."""
MOST_STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Density:
    """Cells row by row, `wide` × `high`, from REACH cells outside of the upper left corner."""

    wide: int
    high: int
    near: list[int]

    @property
    def steps(self) -> list[int]:
        """Where each step begins: whole numbers that grow evenly in proportion."""
        most = max(self.near, default=0)
        found = [1]
        for step in range(1, MOST_STEPS):
            following = max(found[-1] + 1, round(most ** (step / MOST_STEPS)))
            if following > most:
                break
            found.append(following)
        return found


def density(points: Iterable[tuple[float, float]], width: int, height: int) -> Density:
    """Count points (pixels) around each cell of a screen of this size."""
    wide, high = -(-width // CELL) + 2 * REACH, -(-height // CELL) + 2 * REACH
    cells = [0] * (wide * high)
    for left, top in points:
        x, y = int(left // CELL) + REACH, int(top // CELL) + REACH
        if 0 <= x < wide and 0 <= y < high:
            cells[y * wide + x] += 1
    rows = [_windows(cells[y * wide : (y + 1) * wide]) for y in range(high)]
    columns = [_windows([row[x] for row in rows]) for x in range(wide)]
    return Density(wide, high, [columns[x][y] for y in range(high) for x in range(wide)])


def _windows(line: list[int]) -> list[int]:
    """The sum of REACH places to each side of each place."""
    if not any(line):
        return line
    sums = [0, *itertools.accumulate(line)]
    last = len(line)
    return [sums[min(last, at + REACH + 1)] - sums[max(0, at - REACH)] for at in range(last)]
