"""Paint the demo's map package: the invented subdistrict with fields and houses, as raster tiles.

`python -m tools.demo_tiles` writes `resources/demo/huai-tawan.mbtiles`, the same bytes each time.
"""

from __future__ import annotations

import io
import itertools
import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from casework.places import Area, read_outlines
from tools.make_tiles import COLOURS, Place, bounds_of, places, to_world, write_mbtiles

ROOT = Path(__file__).resolve().parent.parent
OUTLINES = ROOT / "resources" / "demo" / "outlines.geojson"
PACKAGE = ROOT / "resources" / "demo" / "huai-tawan.mbtiles"
ZOOMS = (11, 16)
NAME = "ตำบลห้วยตะวัน (สมมติ) · Huai Tawan (invented)"
CREDIT = "แผนที่สมมติสำหรับการสาธิต · Invented for the demo"
SIDE = 256
FIELDS = ("#e7edd0", "#eef1d8", "#e2ead0", "#f0efdc", "#dfe8c8")
HOUSE, HOUSE_EDGE, TREE = "#d9c7b0", "#b39f86", "#b5d19c"
_METRE = 1 / 40_075_016.686
_FIELD = 130.0
_HOUSE_EVERY = 34.0

World = tuple[float, float]
ToTile = Callable[[Sequence[World]], list[tuple[float, float]]]


class Village:
    """What stands on the ground, in the unit square: fields, houses, trees, roads, waters."""

    def __init__(self, areas: Sequence[Area]) -> None:
        chance = random.Random(4)
        self.land = _rings(areas, "subdistrict")
        self.greens = _rings(areas, "green")
        self.lakes = _rings(areas, "water")
        self.streams = _lines(areas, "water")
        self.roads = _lines(areas, "road")
        self.metre = _METRE / math.cos(math.radians(areas[0].label_point[1]))
        self.fields = list(self._fields(chance))
        self.houses = [house for road in self.roads for house in self._along(road, chance)]
        self.trees = list(self._trees(chance))

    def _fields(self, chance: random.Random) -> Iterator[tuple[list[World], str]]:
        """A slanting chequer of fields; what lies outside of the land is painted over."""
        xs, ys = zip(*(corner for ring in self.land for corner in ring), strict=True)
        step, lean = _FIELD * self.metre, 0.22
        for row in range(int((max(ys) - min(ys)) / step) + 2):
            for column in range(-4, int((max(xs) - min(xs)) / step) + 6):
                x, y = min(xs) + (column - row * lean) * step, min(ys) + row * step
                wide = step * chance.uniform(0.9, 1.0)
                tall = step * chance.uniform(0.8, 1.0)
                yield (
                    [(x, y), (x + wide, y), (x + wide - lean * step, y + tall),
                     (x - lean * step, y + tall)],
                    chance.choice(FIELDS),
                )  # fmt: skip

    def _along(self, road: list[World], chance: random.Random) -> Iterator[list[World]]:
        """Houses on both sides of a road, closer together near its middle."""
        step = _HOUSE_EVERY * self.metre
        for (x1, y1), (x2, y2) in itertools.pairwise(road):
            long = math.hypot(x2 - x1, y2 - y1)
            for at in range(int(long / step) + 1):
                if long == 0 or chance.random() < 0.55:
                    continue
                share, side = min(1.0, at * step / long), chance.choice((-1, 1))
                away = side * chance.uniform(20, 44) * self.metre
                across = (-(y2 - y1) / long, (x2 - x1) / long)
                middle = (
                    x1 + (x2 - x1) * share + across[0] * away,
                    y1 + (y2 - y1) * share + across[1] * away,
                )
                yield _box(middle, math.atan2(y2 - y1, x2 - x1), self.metre, chance)

    def _trees(self, chance: random.Random) -> Iterator[World]:
        for ring in self.greens:
            xs, ys = zip(*ring, strict=True)
            for _ in range(260):
                yield chance.uniform(min(xs), max(xs)), chance.uniform(min(ys), max(ys))


def _box(middle: World, turn: float, metre: float, chance: random.Random) -> list[World]:
    wide, deep = chance.uniform(5, 9) * metre, chance.uniform(4, 6) * metre
    cos, sin = math.cos(turn), math.sin(turn)
    corners = ((-wide, -deep), (wide, -deep), (wide, deep), (-wide, deep))
    return [(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos) for x, y in corners]


def _rings(areas: Sequence[Area], kind: str) -> list[list[World]]:
    rings = [polygon[0] for area in areas if area.kind == kind for polygon in area.polygons]
    return [[to_world(*corner) for corner in ring] for ring in rings]


def _lines(areas: Sequence[Area], kind: str) -> list[list[World]]:
    lines = [line for area in areas if area.kind == kind for line in area.lines]
    return [[to_world(*corner) for corner in line] for line in lines]


def paint(village: Village, place: Place) -> bytes:
    """One tile as PNG, drawn at twice its size so that lines are smooth."""
    z, left, top = place
    size = SIDE * 2
    scale = 2**z * size

    def at(line: Sequence[World]) -> list[tuple[float, float]]:
        return [(x * scale - left * size, y * scale - top * size) for x, y in line]

    pixels = village.metre * scale
    image = Image.new("RGB", (size, size), COLOURS["outside"])
    land = Image.new("RGB", (size, size), COLOURS["land"])
    _paint_land(ImageDraw.Draw(land), village, at, pixels, near=z >= 14)
    mask = Image.new("L", (size, size))
    for ring in village.land:
        ImageDraw.Draw(mask).polygon(at(ring), fill=255)
    image.paste(land, mask=mask)
    _paint_ways(ImageDraw.Draw(image), village, at, pixels, near=z >= 15)
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX).quantize(48)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _paint_land(
    draw: ImageDraw.ImageDraw, village: Village, at: ToTile, pixels: float, *, near: bool
) -> None:
    if near:
        for field, colour in village.fields:
            draw.polygon(at(field), fill=colour)
    for ring in village.greens:
        draw.polygon(at(ring), fill=COLOURS["green"])
    if near:
        for x, y in at(village.trees):
            draw.ellipse((x - 4 * pixels, y - 4 * pixels, x + 4 * pixels, y + 4 * pixels), TREE)
    for ring in village.lakes:
        draw.polygon(at(ring), fill=COLOURS["water"])


def _paint_ways(
    draw: ImageDraw.ImageDraw, village: Village, at: ToTile, pixels: float, *, near: bool
) -> None:
    for line in village.streams:
        draw.line(at(line), COLOURS["water"], max(3, round(14 * pixels)), joint="curve")
    road = max(5, round(11 * pixels))
    for colour, width in ((COLOURS["edge"], road + 4), (COLOURS["road"], road)):
        for line in village.roads:
            draw.line(at(line), colour, width, joint="curve")
    if near:
        for house in village.houses:
            draw.polygon(at(house), fill=HOUSE, outline=HOUSE_EDGE)


def main() -> int:
    """Write the package and say how large it is."""
    areas = read_outlines(json.loads(OUTLINES.read_text(encoding="utf-8")))
    village, bounds = Village(areas), bounds_of(areas)
    PACKAGE.unlink(missing_ok=True)
    tiles = [(place, paint(village, place)) for place in places(bounds, *ZOOMS)]
    said = {
        "name": NAME, "format": "png", "type": "baselayer", "attribution": CREDIT,
        "bounds": ",".join(f"{part:.6f}" for part in bounds),
        "minzoom": str(ZOOMS[0]), "maxzoom": str(ZOOMS[1]),
    }  # fmt: skip
    write_mbtiles(PACKAGE, tiles, said)
    print(f"{PACKAGE.name}: {len(tiles)} tiles, {PACKAGE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
