"""Outlines written as GeoJSON, in the form that `read_outlines` reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.places.outlines import Area, Ring

DECIMALS = 5
"""Of a degree: about a metre."""


def to_geojson(areas: Iterable[Area]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946), positions (lon, lat) rounded to about a metre."""
    return {"type": "FeatureCollection", "features": [_feature(area) for area in areas]}


def _feature(area: Area) -> dict[str, Any]:
    properties: dict[str, Any] = {"kind": area.kind}
    named = {"name_th": area.name_th, "name_en": area.name_en}
    properties |= {key: name for key, name in named.items() if name}
    if area.village is not None:
        properties["village"] = area.village
    return {"type": "Feature", "properties": properties, "geometry": _geometry(area)}


def _geometry(area: Area) -> dict[str, Any]:
    if area.polygons:
        rings = [[_ring(ring) for ring in polygon] for polygon in area.polygons]
        return {"type": "MultiPolygon", "coordinates": rings}
    return {"type": "MultiLineString", "coordinates": [_ring(line) for line in area.lines]}


def _ring(ring: Ring) -> list[list[float]]:
    """Corners that fall together are one."""
    points: list[list[float]] = []
    for lon, lat in ring:
        point = [round(lon, DECIMALS), round(lat, DECIMALS)]
        if not points or points[-1] != point:
            points.append(point)
    # A ring needs four corners, the last of them the first again: a speck stays one.
    while len(points) < min(len(ring), 4):
        points.append(points[-1])
    return points
