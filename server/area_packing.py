"""Outlines made small enough for a desk: simplified along shared borders, then packed.

Neighbours stay neighbours: a border is simplified once for both (GEOS's coverage simplification),
so that no slivers open between villages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import zstandard

from casework import wire
from casework.places.outlines import Area
from casework.places.writing import to_geojson

LEAST_METRES, MOST_METRES = 3.0, 500.0
TARGET_BYTES = 2_000_000
"""A package is simplified until it is no larger than this, packed."""
MOST_PACKED = 8_000_000
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Packed:
    """A package as it is kept and sent: GeoJSON in zstd, and how much it was simplified."""

    body: bytes
    count: int
    points: int
    metres: float


def pack(areas: Sequence[Area], metres: float = LEAST_METRES) -> Packed:
    """Simplify by so many metres, and more where the package would be over TARGET_BYTES.

    What is still over MOST_PACKED at the coarsest is returned all the same; the caller refuses it.
    """
    while True:
        simplified = _simplified(areas, metres)
        body = zstandard.ZstdCompressor(level=15).compress(wire.encode(to_geojson(simplified)))
        if len(body) <= TARGET_BYTES or metres >= MOST_METRES:
            points = sum(sum(1 for _ in area.points) for area in simplified)
            return Packed(body, len(simplified), points, metres)
        metres = min(MOST_METRES, metres * 2)


def _simplified(areas: Sequence[Area], metres: float) -> list[Area]:
    """The areas with fewer corners; of each kind apart, as only those are one coverage."""
    import shapely

    tolerance = metres / (_METRES_PER_DEGREE * math.cos(math.radians(_middle_lat(areas))))
    found: dict[int, Area] = {}
    for kind in {area.kind for area in areas}:
        numbers = [n for n, area in enumerate(areas) if area.kind == kind and area.polygons]
        shapes = [_shape(areas[n]) for n in numbers]
        if shapes and shapely.coverage_is_valid(shapes):
            simple = shapely.coverage_simplify(shapes, tolerance)
        else:
            # Overlapping or gaping outlines: each for itself.
            simple = shapely.simplify(shapes, tolerance, preserve_topology=True)
        for number, shape in zip(numbers, simple, strict=True):
            found[number] = replace(areas[number], polygons=_polygons(shape))
    for number, area in enumerate(areas):
        if area.lines:
            lines = shapely.simplify([shapely.LineString(line) for line in area.lines], tolerance)
            found[number] = replace(area, lines=tuple(tuple(line.coords) for line in lines))
    kept = (found[number] for number in sorted(found))
    return [area for area in kept if area.polygons or area.lines]


def _middle_lat(areas: Sequence[Area]) -> float:
    lats = [area.bounds[side] for area in areas for side in (1, 3)]
    return sum(lats) / len(lats)


def _shape(area: Area) -> Any:
    import shapely

    polygons = [shapely.Polygon(polygon[0], polygon[1:]) for polygon in area.polygons]
    return shapely.MultiPolygon(polygons)


def _polygons(shape: Any) -> tuple[Any, ...]:
    import shapely

    return tuple(
        tuple(tuple(ring.coords) for ring in (part.exterior, *part.interiors))
        for part in shapely.get_parts(shape)
        if not part.is_empty
    )
