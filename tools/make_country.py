"""Make `resources/maps/country.json` from Natural Earth's borders.

    python -m tools.make_country countries-10m.json

The file is that of the npm package world-atlas 2.0.2 (TopoJSON; Natural Earth is in the public
domain, the package under the ISC licence): Thailand and what lies around it, simplified along
shared borders.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shapely

from casework.places.outlines import Area
from casework.places.writing import to_geojson
from desktop.paths import resource

WEST, SOUTH, EAST, NORTH = 91.0, 1.0, 112.0, 25.0
TOLERANCE_DEGREES = 0.012
LEAST_SQUARE_DEGREES = 0.0006
# ISO 3166-1 numeric -> the names shown.
NAMES = {
    "764": ("ไทย", "Thailand"), "104": ("เมียนมา", "Myanmar"), "418": ("ลาว", "Laos"),
    "116": ("กัมพูชา", "Cambodia"), "704": ("เวียดนาม", "Vietnam"), "458": ("มาเลเซีย", "Malaysia"),
    "156": ("จีน", "China"), "356": ("อินเดีย", "India"), "360": ("อินโดนีเซีย", "Indonesia"),
    "050": ("บังกลาเทศ", "Bangladesh"), "702": ("สิงคโปร์", "Singapore"),
}  # fmt: skip


def main(source: Path) -> int:
    """Write the file and say how large it is."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    box = shapely.box(WEST, SOUTH, EAST, NORTH)
    found = {
        one["id"]: shapely.MultiPolygon(_parts(shapely.make_valid(_shape(one, arcs))))
        for one in topology["objects"]["countries"]["geometries"]
        if one.get("id") in NAMES
    }
    shapes = shapely.coverage_simplify(list(found.values()), TOLERANCE_DEGREES)
    areas = [
        Area("country", *NAMES[code], polygons=polygons)
        for code, shape in zip(found, shapes, strict=True)
        if (polygons := _polygons(shapely.intersection(shape, box)))
    ]
    text = json.dumps(to_geojson(areas), ensure_ascii=False, separators=(",", ":"))
    target = resource("maps") / "country.json"
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{target.name}: {len(areas)} countries, {len(text):,} bytes")
    return 0


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs in degrees (lon, lat): TopoJSON keeps steps of whole numbers."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        found.append(points)
    return found


def _shape(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> Any:
    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = [shapely.Polygon(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in parts]
    return shapely.MultiPolygon(polygons)


def _parts(shape: Any) -> list[Any]:
    """The polygons of a shape; what fell to lines and points is nothing to draw."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if part.geom_type == "Polygon"]


def _polygons(shape: Any) -> tuple[Any, ...]:
    return tuple(
        tuple(tuple(ring.coords) for ring in (part.exterior, *part.interiors))
        for part in _parts(shape)
        if part.area >= LEAST_SQUARE_DEGREES
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
