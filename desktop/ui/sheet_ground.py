"""The ground of a map on paper: tiles of the installed packages, outlines and names, light.

It is painted into a picture as fine as a printer needs, on the worker thread that makes the sheet.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from desktop.desk import Desk
from desktop.maps.look import MapLook
from desktop.maps.projection import to_world
from desktop.maps.tiles import TilePackage, TilePackages
from desktop.maps.tiles.records import MOST_SIDE
from desktop.pictures.decoder import Decoder
from desktop.ui.native_map_camera import Camera
from desktop.ui.native_map_paint import GroundPainter

if TYPE_CHECKING:
    from casework.places import Area
    from desktop.reports.sheet_map import PaintGround, View

_FINE = 3.0
"""Dots for each pixel of a screen: 288 to the inch."""
_CLOSER = 1
"""Tiles are taken so many zooms closer than on a screen, as paper shows more."""


def light_look() -> MapLook:
    """What a map wears on paper, whatever the screen wears. Main thread."""
    from desktop.ui.map_look import current_look

    return dataclasses.replace(current_look(), dark=False)


def paper_ground(desk: Desk, look: MapLook) -> tuple[PaintGround, tuple[str, ...]]:
    """What paints the ground, and whose maps it shows. Worker thread. Raises StorageError."""
    ground, packages = desk.ground(), desk.map_packages
    rasters = [p for p in packages.installed() if p.shown and p.kind == "raster"]
    outlines = _painter((*ground.country, *ground.areas))
    decoder = desk.photos.decoder
    makers = (p.attribution for p in rasters if p.attribution)

    def paint(painter: QPainter, size: QSize, view: View) -> None:
        camera = Camera()
        camera.size = size
        camera.x, camera.y, camera.zoom = view
        tiles = _Tiles(packages, rasters, decoder)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()),
                          _picture(outlines, tiles, camera, look))  # fmt: skip

    return paint, tuple(dict.fromkeys((*ground.sources, *makers)))


@lru_cache(maxsize=1)
def _painter(areas: tuple[Area, ...]) -> GroundPainter:
    return GroundPainter(areas, "th")


@dataclasses.dataclass(frozen=True, slots=True)
class _Tiles:
    packages: TilePackages
    shown: Sequence[TilePackage]
    decoder: Decoder

    def paint(self, painter: QPainter, camera: Camera) -> bool:
        """Paint the tiles in view; says whether there were any."""
        painted = False
        # The first of the list lies on top.
        for package in reversed(self.shown):
            for z, x, y in _keys(package, camera):
                picture = self._read(package.id, z, x, y)
                if picture is not None:
                    across = float(1 << z)
                    corner = camera.to_screen(x / across, y / across)
                    other = camera.to_screen((x + 1) / across, (y + 1) / across)
                    painter.drawImage(QRectF(corner, other), picture)
                    painted = True
        return painted

    def _read(self, package: str, z: int, x: int, y: int) -> QImage | None:
        tile = self.packages.tile(package, z, x, y)
        if tile is None:
            return None
        try:
            width, height, pixels = self.decoder.tile(tile.data, MOST_SIDE)
        except (ValueError, RuntimeError):
            return None  # a damaged tile leaves its place to the outlines
        return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()


def _keys(package: TilePackage, camera: Camera) -> Iterator[tuple[int, int, int]]:
    """(z, x, y) of the tiles that cover the view, rows from the north."""
    if round(camera.zoom) < package.min_zoom:
        return
    z = max(package.min_zoom, min(package.max_zoom, math.ceil(camera.zoom) + _CLOSER))
    west, south, east, north = package.bounds
    (left, top), (right, low) = to_world(west, north), to_world(east, south)
    seen, across = camera.seen(), 1 << z
    first_x, last_x = max(left, seen.left(), 0.0), min(right, seen.right())
    first_y, last_y = max(top, seen.top(), 0.0), min(low, seen.bottom())
    if first_x >= last_x or first_y >= last_y:
        return
    for y in range(int(first_y * across), min(across - 1, int(last_y * across)) + 1):
        for x in range(int(first_x * across), min(across - 1, int(last_x * across)) + 1):
            yield z, x, y


def _picture(outlines: GroundPainter, tiles: _Tiles, camera: Camera, look: MapLook) -> QImage:
    wide, high = camera.size.width() * _FINE, camera.size.height() * _FINE
    made = QImage(round(wide), round(high), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(_FINE)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outlines.paint_land(painter, camera, look)
        over = tiles.paint(painter, camera)
        outlines.paint_lines(painter, camera, look, over_tiles=over)
    return made
