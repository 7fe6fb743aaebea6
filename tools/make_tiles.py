"""Make packages of map tiles from outlines: for tests, the demo and benchmarks.

`python -m tools.make_tiles OUTLINES.geojson OUT.mbtiles|OUT.pmtiles [--vector SCHEMA]
[--zooms LOW HIGH]` paints PNG tiles, or writes vector tiles with the layers of one of two schemas.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write as pmtiles_writer

from casework.places import Area, read_outlines
from tools.vector_tiles import EXTENT, Shape, Spot, encode_tile

Place = tuple[int, int, int]
"""(z, x, y), y to the south."""
Bounds = tuple[float, float, float, float]
SIDE = 256
COLOURS = {
    "outside": "#e9ebe3", "land": "#eef1df", "green": "#cfe3ba", "water": "#9cc6de",
    "road": "#ffffff", "edge": "#b3a98e", "boundary": "#7d6a94",
}  # fmt: skip
ATTRIBUTION = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>'
_OPENMAPTILES = {
    "green": "landcover", "water": "water", "stream": "waterway", "road": "transportation",
    "village": "place", "subdistrict": "boundary",
}  # fmt: skip
_PROTOMAPS = {
    "green": "landuse", "water": "water", "stream": "water", "road": "roads",
    "village": "places", "subdistrict": "boundaries",
}  # fmt: skip
SCHEMAS = {"openmaptiles": _OPENMAPTILES, "protomaps": _PROTOMAPS}
_PROPERTIES: dict[str, dict[str, str | int]] = {
    "green": {"class": "grass", "kind": "grassland"},
    "water": {"class": "lake", "kind": "water"},
    "stream": {"class": "stream", "kind": "stream"},
    "road": {"class": "secondary", "kind": "major_road"},
    "village": {"class": "village", "kind": "locality", "population": 400},
    "subdistrict": {"admin_level": 8, "kind": "locality", "kind_detail": 8},
}


def bounds_of(areas: Sequence[Area]) -> Bounds:
    """(west, south, east, north) of all areas."""
    west, south, east, north = zip(*(area.bounds for area in areas), strict=True)
    return min(west), min(south), max(east), max(north)


def to_world(lon: float, lat: float) -> tuple[float, float]:
    """(lon, lat) to the unit square of Web Mercator, y to the south."""
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360, y


def places(bounds: Bounds, low: int, high: int) -> Iterator[Place]:
    """All tiles that touch the bounds, zoom by zoom."""
    for z in range(low, high + 1):
        left, top = (int(part * 2**z) for part in to_world(bounds[0], bounds[3]))
        right, down = (int(part * 2**z) for part in to_world(bounds[2], bounds[1]))
        yield from ((z, x, y) for x in range(left, right + 1) for y in range(top, down + 1))


def _spots(line: Sequence[tuple[float, float]], place: Place, size: float) -> list[Spot]:
    z, left, top = place
    found = []
    for lon, lat in line:
        x, y = to_world(lon, lat)
        found.append((round((x * 2**z - left) * size), round((y * 2**z - top) * size)))
    return found


# -- pictures


def paint_tile(areas: Sequence[Area], place: Place) -> bytes:
    """One tile as PNG, drawn at twice its size so that lines are smooth."""
    big = SIDE * 2
    image = Image.new("RGB", (big, big), COLOURS["outside"])
    draw = ImageDraw.Draw(image)
    width = max(1, round(big / 40 * 2 ** (place[0] - 16)))
    for kind, colour in (("subdistrict", "land"), ("green", "green"), ("water", "water")):
        for ring in _rings(areas, kind):
            draw.polygon(_spots(ring, place, big), fill=COLOURS[colour])
    for line in _lines(areas, "water"):
        draw.line(_spots(line, place, big), COLOURS["water"], width * 2, joint="curve")
    for colour, more in (("edge", 4), ("road", 0)):
        for line in _lines(areas, "road"):
            draw.line(_spots(line, place, big), COLOURS[colour], width + more, joint="curve")
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX).quantize(32)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _rings(areas: Sequence[Area], kind: str) -> Iterator[Sequence[tuple[float, float]]]:
    for area in areas:
        if area.kind == kind:
            yield from (polygon[0] for polygon in area.polygons)


def _lines(areas: Sequence[Area], kind: str) -> Iterator[Sequence[tuple[float, float]]]:
    for area in areas:
        if area.kind == kind:
            yield from area.lines


# -- shapes


def shape_tile(areas: Sequence[Area], place: Place, schema: str) -> bytes:
    """One vector tile with the layers of the schema; lines and rings are not cut at its edge."""
    names = SCHEMAS[schema]
    layers: dict[str, list[Shape]] = {}
    if schema == "protomaps":
        layers["earth"] = [
            Shape("polygon", [_spots(ring, place, EXTENT)[:-1]], {"kind": "earth"})
            for ring in _rings(areas, "subdistrict")
        ]
    for area in areas:
        kind = "stream" if area.kind == "water" and area.lines else area.kind
        layers.setdefault(names[kind], []).extend(_shapes(area, kind, place))
    return encode_tile(layers)


def _shapes(area: Area, kind: str, place: Place) -> Iterator[Shape]:
    said = {**_PROPERTIES[kind]}
    said |= {"name": area.name_th, "name:th": area.name_th, "name:en": area.name_en}
    if kind == "village":
        yield Shape("point", [_spots([area.label_point], place, EXTENT)], said)
        return
    for line in area.lines:
        yield Shape("line", [_spots(line, place, EXTENT)], said)
    for polygon in area.polygons:
        rings = [_spots(ring, place, EXTENT) for ring in polygon]
        if kind == "subdistrict":
            yield Shape("line", rings, said)
        else:
            yield Shape("polygon", [ring[:-1] for ring in rings], said)


# -- files


def write_mbtiles(path: Path, tiles: Iterable[tuple[Place, bytes]], said: dict[str, str]) -> None:
    """An MBTiles file of these tiles; `said` is its metadata."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE metadata (name text, value text)")
        connection.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
            "tile_data blob)"
        )
        connection.execute(
            "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)"
        )
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        connection.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            ((z, x, 2**z - 1 - y, data) for (z, x, y), data in tiles),
        )
    connection.close()


def write_pmtiles(
    path: Path,
    tiles: Iterable[tuple[Place, bytes]],
    said: dict[str, Any],
    bounds: Bounds,
    kind: TileType,
) -> None:
    """A PMTiles file of these tiles; vector tiles come packed with gzip."""
    packed = Compression.GZIP if kind == TileType.MVT else Compression.NONE
    west, south, east, north = (round(part * 1e7) for part in bounds)
    with pmtiles_writer(str(path)) as writer:
        numbered = sorted((zxy_to_tileid(*place), data) for place, data in tiles)
        for number, data in numbered:
            writer.write_tile(number, data)
        writer.finalize(
            {
                "tile_type": kind, "tile_compression": packed,
                "min_lon_e7": west, "min_lat_e7": south,
                "max_lon_e7": east, "max_lat_e7": north,
            },
            said,
        )  # fmt: skip


def make_package(
    areas: Sequence[Area],
    path: Path,
    *,
    name: str = "",
    schema: str = "",
    zooms: tuple[int, int] = (11, 14),
    attribution: str = ATTRIBUTION,
) -> Path:
    """A package of the areas at `path`: its ending says the format, a schema makes it vector."""
    bounds = bounds_of(areas)
    name = name or path.stem
    every = list(places(bounds, *zooms))
    if schema:
        tiles = [(at, gzip.compress(shape_tile(areas, at, schema), mtime=0)) for at in every]
    else:
        tiles = [(at, paint_tile(areas, at)) for at in every]
    layers = [{"id": layer, "fields": {}} for layer in dict.fromkeys(SCHEMAS[schema].values())
              ] if schema else []  # fmt: skip
    if path.suffix == ".pmtiles":
        said: dict[str, Any] = {
            "name": name, "attribution": attribution, "vector_layers": layers,
        }  # fmt: skip
        write_pmtiles(path, tiles, said, bounds, TileType.MVT if schema else TileType.PNG)
        return path
    write_mbtiles(
        path,
        tiles,
        {
            "name": name, "format": "pbf" if schema else "png", "attribution": attribution,
            "bounds": ",".join(f"{part:.6f}" for part in bounds),
            "minzoom": str(zooms[0]), "maxzoom": str(zooms[1]), "type": "baselayer",
            **({"json": json.dumps({"vector_layers": layers})} if schema else {}),
        },
    )  # fmt: skip
    return path


def main() -> int:
    """Read the arguments, write the package, say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("outlines", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--name", default="")
    parser.add_argument("--vector", choices=sorted(SCHEMAS), default="")
    parser.add_argument("--zooms", type=int, nargs=2, default=(11, 15))
    parser.add_argument("--attribution", default=ATTRIBUTION)
    words = parser.parse_args()
    areas = read_outlines(json.loads(words.outlines.read_text(encoding="utf-8")))
    words.package.unlink(missing_ok=True)
    made = make_package(
        areas, words.package, name=words.name, schema=words.vector, zooms=tuple(words.zooms),
        attribution=words.attribution,
    )  # fmt: skip
    print(f"{made}: {made.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
