"""The order of a day's stops: nearest first, and a short way past all of them.

Points are (lon, lat) in degrees WGS 84, lengths metres along the great circle: as the crow flies,
for which no road data is needed. Everything is deterministic: the same stops give the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from casework.places.distances import distance_metres

Point = tuple[float, float]
"""(lon, lat), degrees WGS 84."""

MOST_ROUNDS = 60
"""So often at most the whole way is gone over; a day's stops need five to ten rounds."""
_LEAST_GAIN = 1e-6
"""Metres. Below this a turn gains nothing but the noise of sums, and might never end."""


def leg_lengths(stops: Sequence[Point], start: Point | None = None) -> list[float]:
    """The metres from each stop's predecessor to it; 0 for the first where there is no start."""
    befores = [start if start is not None else stops[0], *stops[:-1]] if stops else []
    return [distance_metres(*a, *b) for a, b in zip(befores, stops, strict=True)]


def way_length(stops: Sequence[Point], start: Point | None = None) -> float:
    """The metres of the whole way, from the start where there is one to the last stop."""
    return sum(leg_lengths(stops, start))


def nearest_first(stops: Sequence[Point], start: Point) -> list[int]:
    """The numbers of the stops by their distance from one place; equal ones keep their order."""
    away = [distance_metres(*start, *stop) for stop in stops]
    return sorted(range(len(stops)), key=lambda number: (away[number], number))


def neighbour_way(stops: Sequence[Point], start: Point | None = None) -> list[int]:
    """The numbers of the stops, each time going on to the nearest that is left.

    Without a start the way begins at the first stop.
    """
    table = _table(stops, start)
    return (
        [node - 1 for node in _neighbours(table)[1:]] if start is not None else _neighbours(table)
    )


def short_way(stops: Sequence[Point], start: Point | None = None) -> list[int]:
    """The numbers of the stops on a short way that ends anywhere: nearest neighbour, then 2-opt.

    It begins at the start, or without one keeps the first stop first. It is never longer than
    `neighbour_way`; nothing promises that it is the shortest there is.
    """
    table = _table(stops, start)
    way = _untangled(_neighbours(table), table)
    return [node - 1 for node in way[1:]] if start is not None else way


def _table(stops: Sequence[Point], start: Point | None) -> list[list[float]]:
    """The distance of every pair; node 0 is the start, or the first stop without one."""
    nodes = [start, *stops] if start is not None else list(stops)
    table = [[0.0] * len(nodes) for _ in nodes]
    for first, here in enumerate(nodes):
        for second in range(first + 1, len(nodes)):
            metres = distance_metres(*here, *nodes[second])
            table[first][second] = table[second][first] = metres
    return table


def _neighbours(table: list[list[float]]) -> list[int]:
    left = list(range(1, len(table)))
    way = [0] if table else []
    while left:
        away = table[way[-1]]
        nearest = min(left, key=lambda node: (away[node], node))
        left.remove(nearest)
        way.append(nearest)
    return way


def _untangled(way: list[int], table: list[list[float]]) -> list[int]:
    """Turn parts of the way around while that makes it shorter; its first node stays."""
    for _ in range(MOST_ROUNDS):
        better = False
        for first in range(1, len(way) - 1):
            for last in range(first + 1, len(way)):
                if _gain(way, table, first, last) > _LEAST_GAIN:
                    way[first : last + 1] = way[first : last + 1][::-1]
                    better = True
        if not better:
            break
    return way


def _gain(way: list[int], table: list[list[float]], first: int, last: int) -> float:
    """The metres saved by going from `last` back to `first` instead; the way's end is open."""
    before, head, tail = way[first - 1], way[first], way[last]
    gain = table[before][head] - table[before][tail]
    if last + 1 < len(way):
        after = way[last + 1]
        gain += table[tail][after] - table[head][after]
    return gain
