"""Outlines of an authority: its boundary, villages, roads and waters, read from GeoJSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

AreaKind = Literal[
    "country", "province", "district", "subdistrict", "village", "road", "water", "green"
]
Point = tuple[float, float]
"""(lon, lat), degrees WGS 84."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then holes."""


class OutlineError(ValueError):
    """The outlines can't be used; `reason` is a code, `place` the number of the feature or -1.

    not_json, not_a_collection, bad_kind, bad_geometry, bad_coordinates.
    """

    def __init__(self, reason: str, place: int = -1) -> None:
        super().__init__(f"{reason} (feature {place})" if place >= 0 else reason)
        self.reason = reason
        self.place = place


@dataclass(frozen=True, slots=True)
class Area:
    """One named outline: polygons for areas, lines for roads and streams, each of (lon, lat)."""

    kind: AreaKind
    name_th: str
    name_en: str
    polygons: tuple[Polygon, ...] = ()
    lines: tuple[Ring, ...] = ()
    village: int | None = None

    def name(self, language: str) -> str:
        """The name in that language ("th" or "en"), else in the other."""
        first, second = (
            (self.name_en, self.name_th) if language == "en" else (self.name_th, self.name_en)
        )
        return first or second

    def label(self, language: str) -> str:
        """What stands on a map: the name, and before a village's its number (หมู่ 7 บ้านสวนยาง)."""
        name = self.name(language)
        if self.village is None:
            return name
        return f"{'Moo' if language == 'en' else 'หมู่'} {self.village} {name}".rstrip()

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point (lon, lat) lies inside one of the polygons."""
        return any(in_polygon(lon, lat, polygon) for polygon in self.polygons)

    @property
    def points(self) -> Iterable[Point]:
        """Every corner, (lon, lat)."""
        for polygon in self.polygons:
            for ring in polygon:
                yield from ring
        for line in self.lines:
            yield from line

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north)."""
        lons, lats = zip(*self.points, strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    @property
    def label_point(self) -> Point:
        """Where its name reads best, (lon, lat): in the largest polygon, or half along a line."""
        if self.polygons:
            return _middle_of(max(self.polygons, key=lambda polygon: abs(_centroid(polygon[0])[2])))
        line = max(self.lines, key=len)
        return line[len(line) // 2]


def in_polygon(lon: float, lat: float, rings: Sequence[Sequence[Point]]) -> bool:
    """Even-odd rule over all rings, so that holes count as outside. (lon, lat) in degrees."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """(lon, lat) of the centre of gravity, and twice the signed area in square degrees."""
    lon0, lat0 = ring[0]
    twice = lon = lat = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0)
        twice += cross
        lon += (x1 + x2 - 2 * lon0) * cross
        lat += (y1 + y2 - 2 * lat0) * cross
    if twice == 0:
        return lon0, lat0, 0.0
    return lon0 + lon / (3 * twice), lat0 + lat / (3 * twice), twice


def _middle_of(polygon: Polygon) -> Point:
    """The centre of gravity, or where that lies outside, the middle of the widest cut at its
    height."""
    lon, lat, _ = _centroid(polygon[0])
    if in_polygon(lon, lat, polygon):
        return lon, lat
    cuts = sorted(
        (x2 - x1) * (lat - y1) / (y2 - y1) + x1
        for ring in polygon
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 > lat) != (y2 > lat)
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    if not spans:
        return polygon[0][0]
    west, east = max(spans, key=lambda span: span[1] - span[0])
    return (west + east) / 2, lat


_OTHER_WORDS = dict.fromkeys(("river", "canal", "pond", "lake"), "water")


def area_at(areas: Iterable[Area], lon: float, lat: float, kind: AreaKind) -> Area | None:
    """The first area of that kind that holds (lon, lat), or None."""
    return next((a for a in areas if a.kind == kind and a.holds(lon, lat)), None)


def read_outlines(source: str | bytes | dict[str, Any]) -> tuple[Area, ...]:
    """Read a GeoJSON FeatureCollection (RFC 7946, coordinates in lon, lat order).

    Properties of a feature: `kind` (country, province, district, subdistrict, village, road,
    water, green; river, canal, pond and lake are water), `name_th`, `name_en`, and `village`, the
    village number, where it has one. Raises OutlineError.
    """
    collection = source if isinstance(source, dict) else _parse(source)
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise OutlineError("not_a_collection")
    return tuple(_area(feature, place) for place, feature in enumerate(features))


def _parse(source: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise OutlineError("not_json") from error
    if not isinstance(value, dict):
        raise OutlineError("not_a_collection")
    return value


def _area(feature: Any, place: int) -> Area:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise OutlineError("bad_geometry", place)
    properties = feature.get("properties") or {}
    kind = _kind(properties, place)
    geometry = feature["geometry"]
    shape, corners = geometry.get("type"), geometry.get("coordinates")
    polygons: tuple[Polygon, ...] = ()
    lines: tuple[Ring, ...] = ()
    if shape == "Polygon":
        polygons = (_polygon(corners, place),)
    elif shape == "MultiPolygon":
        polygons = tuple(_polygon(part, place) for part in _list(corners, place))
    elif shape == "LineString":
        lines = (_ring(corners, place, 2),)
    elif shape == "MultiLineString":
        lines = tuple(_ring(part, place, 2) for part in _list(corners, place))
    else:
        raise OutlineError("bad_geometry", place)
    village = str(properties.get("village") or "")
    return Area(
        kind=kind,
        name_th=str(properties.get("name_th") or ""),
        name_en=str(properties.get("name_en") or ""),
        polygons=polygons,
        lines=lines,
        village=int(village) if village.isascii() and village.isdigit() else None,
    )


def kind_named(name: str) -> AreaKind | None:
    """The kind of that name, None where there is none such."""
    named = _OTHER_WORDS.get(name, name)
    return cast(AreaKind, named) if named in get_args(AreaKind) else None


def _kind(properties: Any, place: int) -> AreaKind:
    named = properties.get("kind") if isinstance(properties, dict) else None
    kind = kind_named(str(named))
    if kind is None:
        raise OutlineError("bad_kind", place)
    return kind


def _list(value: Any, place: int) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise OutlineError("bad_geometry", place)
    return value


def _polygon(value: Any, place: int) -> Polygon:
    return tuple(_ring(ring, place, 4) for ring in _list(value, place))


def _ring(value: Any, place: int, fewest: int) -> Ring:
    corners = _list(value, place)
    if len(corners) < fewest:
        raise OutlineError("bad_geometry", place)
    return tuple(_point(corner, place) for corner in corners)


def _point(value: Any, place: int) -> Point:
    if not isinstance(value, list) or len(value) < 2:
        raise OutlineError("bad_coordinates", place)
    lon, lat = value[0], value[1]
    for number, limit in ((lon, 180), (lat, 90)):
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise OutlineError("bad_coordinates", place)
        if not math.isfinite(number) or abs(number) > limit:
            raise OutlineError("bad_coordinates", place)
    return float(lon), float(lat)
