"""Web Mercator for the native map: the world as a unit square, and markers gathered in clusters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.maps.markers import Marker

WORLD_PIXELS = 256.0
"""Width of the whole world at zoom 0 (the usual scheme of web maps)."""
_MOST_LAT = 85.0511287798


def to_world(lon: float, lat: float) -> tuple[float, float]:
    """(lon, lat) in degrees to (x, y) in the unit square; y grows to the south."""
    lat = max(-_MOST_LAT, min(_MOST_LAT, lat))
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180.0) / 360.0, 0.5 - y / (2 * math.pi)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """(x, y) of the unit square back to (lon, lat) in degrees."""
    lat = math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)
    return x * 360.0 - 180.0, lat


def scale_at(zoom: float) -> float:
    """Pixels that the unit square is wide at this zoom."""
    return WORLD_PIXELS * math.pow(2.0, zoom)


def metres_per_pixel(zoom: float, lat: float) -> float:
    """Ground metres of one pixel at this latitude (degrees)."""
    return 40_075_016.686 * math.cos(math.radians(lat)) / scale_at(zoom)


def zoom_to_fit(
    bounds: tuple[float, float, float, float], width: float, height: float
) -> tuple[float, float, float]:
    """(x, y, zoom) that shows world bounds (left, top, right, bottom) in that many pixels."""
    left, top, right, bottom = bounds
    across = max(right - left, 1e-7)
    down = max(bottom - top, 1e-7)
    scale = min(max(width, 1.0) / across, max(height, 1.0) / down)
    return (left + right) / 2, (top + bottom) / 2, math.log2(scale / WORLD_PIXELS)


@dataclass(frozen=True, slots=True)
class Placed:
    """One marker with its place in the unit square."""

    marker: Marker
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Markers that would cover one another, drawn as one at their middle; one alone is itself."""

    x: float
    y: float
    members: tuple[Placed, ...]


def place(markers: Iterable[Marker], before: Iterable[Placed] = ()) -> list[Placed]:
    """Project markers once; panning and zooming then cost no trigonometry.

    Those that were placed `before` and are the same objects still cost none now either.
    """
    known = {id(one.marker): one for one in before}
    return [
        known.get(id(marker)) or Placed(marker, *to_world(marker.lon, marker.lat))
        for marker in markers
    ]


def gather(placed: Sequence[Placed], zoom: float, cell: float) -> list[Cluster]:
    """Gather by a grid of `cell` pixels at this zoom, then join neighbours that still overlap.

    The grid is fixed to the ground, so that panning regroups nothing.
    """
    size = scale_at(zoom) / cell
    cells: dict[tuple[int, int], list[Placed]] = {}
    for one in placed:
        cells.setdefault((int(one.x * size), int(one.y * size)), []).append(one)
    joined = _join({key: _cluster(members) for key, members in cells.items()}, size)
    return list(joined.values())


def _cluster(members: Sequence[Placed]) -> Cluster:
    count = len(members)
    x, y = sum(one.x for one in members) / count, sum(one.y for one in members) / count
    return Cluster(x, y, tuple(members))


def _join(cells: dict[tuple[int, int], Cluster], size: float) -> dict[tuple[int, int], Cluster]:
    """Let the fullest cells take in neighbours that would cover them."""
    near = 0.6 / size
    for key in sorted(cells, key=lambda at: (-len(cells[at].members), at)):
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                other = (key[0] + across, key[1] + down)
                if other == key or key not in cells or other not in cells:
                    continue
                one, two = cells[key], cells[other]
                if math.hypot(one.x - two.x, one.y - two.y) < near:
                    cells[key] = _cluster((*one.members, *two.members))
                    del cells[other]
    return cells
