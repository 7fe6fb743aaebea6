"""Raster tiles on the native map: read and decoded beside, kept a while, painted with stand-ins.

The pictures come from outside, so they are decoded in the process that decodes photos (Pillow, with
its limits of memory and time) and not by Qt's plugins in this one: only bare pixels come back.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from desktop.maps.projection import to_world
from desktop.maps.tiles import TilePackage, TilePackages
from desktop.maps.tiles.errands import Errands
from desktop.maps.tiles.records import MOST_SIDE
from desktop.pictures.apart import ApartDecoder
from desktop.pictures.decoder import Decoder
from desktop.ui.native_map_camera import Camera

Key = tuple[str, int, int, int]
"""(package, z, x, y), rows from the north."""
KEPT_BYTES = 96 * 1024 * 1024
_FAR_PARENTS = 6
_DARK_OPACITY = 0.55


class TileLayer(QObject):
    """The tiles of all raster packages that are shown, the first of the list on top.

    Signals:
        arrived: a tile can now be painted.
    """

    arrived = Signal()

    def __init__(self, parent: QObject, decoder: Decoder | None = None) -> None:
        """Nothing is read before something is painted."""
        super().__init__(parent)
        self._packages: TilePackages | None = None
        self.shown: tuple[TilePackage, ...] = ()
        self._decoder = decoder or ApartDecoder()
        self._errands = Errands(self)
        self._kept: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._bytes = 0
        self._asked: set[Key] = set()
        self._wanted: frozenset[Key] = frozenset()

    def set(self, packages: TilePackages, shown: Sequence[TilePackage]) -> None:
        """Paint these from now on; those of shapes need the full map and are passed over."""
        rasters = tuple(one for one in shown if one.kind == "raster")
        gone = {one.id for one in self.shown} - {one.id for one in rasters}
        self._packages, self.shown = packages, rasters
        for key in [key for key in self._kept if key[0] in gone]:
            self._drop(key)
        self.arrived.emit()

    def close(self) -> None:
        """No tile is read any more; the process that decodes ends."""
        self._decoder.close()
        self._errands.close()

    @property
    def busy(self) -> bool:
        """Whether tiles are on their way."""
        return bool(self._asked)

    def covers(self, camera: Camera) -> bool:
        """Whether a package has tiles for the view, so that filled outlines would hide them."""
        return any(True for _ in self._in_view(camera))

    def paint(self, painter: QPainter, camera: Camera, *, dark: bool) -> None:
        """Paint what is here, with larger tiles as stand-ins, and ask for what is not."""
        wanted: list[Key] = []
        if dark:
            painter.setOpacity(_DARK_OPACITY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for package in reversed(list(self._in_view(camera))):
            for key in self._keys(package, camera):
                if key not in self._kept:
                    wanted.append(key)
                self._paint_tile(painter, camera, key)
        painter.setOpacity(1.0)
        self._wanted = frozenset(wanted)
        for key in wanted:
            self._ask(key)

    # -- which tiles

    def _in_view(self, camera: Camera) -> Iterator[TilePackage]:
        seen = camera.seen()
        for package in self.shown:
            west, south, east, north = package.bounds
            left, top = to_world(west, north)
            right, low = to_world(east, south)
            within = QRectF(left, top, right - left, low - top).intersects(seen)
            if within and round(camera.zoom) >= package.min_zoom:
                yield package

    def _keys(self, package: TilePackage, camera: Camera) -> Iterator[Key]:
        """Those of the nearest zoom that the package has, within its bounds and the view."""
        z = max(package.min_zoom, min(package.max_zoom, round(camera.zoom)))
        across = 1 << z
        seen = camera.seen()
        west, south, east, north = package.bounds
        (left, top), (right, low) = to_world(west, north), to_world(east, south)
        first = int(max(left, seen.left(), 0) * across), int(max(top, seen.top(), 0) * across)
        last = (
            min(across - 1, int(min(right, seen.right()) * across)),
            min(across - 1, int(min(low, seen.bottom()) * across)),
        )
        for y in range(first[1], last[1] + 1):
            for x in range(first[0], last[0] + 1):
                yield package.id, z, x, y

    # -- painting

    def _paint_tile(self, painter: QPainter, camera: Camera, key: Key) -> None:
        _, z, x, y = key
        across = float(1 << z)
        corner = camera.to_screen(x / across, y / across)
        other = camera.to_screen((x + 1) / across, (y + 1) / across)
        # Whole pixels: else a seam is seen between tiles.
        left, top = math.floor(corner.x()), math.floor(corner.y())
        target = QRect(left, top, math.floor(other.x()) - left, math.floor(other.y()) - top)
        found = self._found(key)
        if found is not None:
            picture, part = found
            painter.drawPixmap(QRectF(target), picture, part)

    def _found(self, key: Key) -> tuple[QPixmap, QRectF] | None:
        """The tile itself, or the part of a larger one that stands in for it until it is here."""
        package, z, x, y = key
        for up in range(_FAR_PARENTS + 1):
            if z - up < 0:
                return None
            holder = (package, z - up, x >> up, y >> up)
            picture = self._kept.get(holder)
            if up == 0 and holder in self._kept and picture is None:
                return None  # there is none in the package
            if picture is not None:
                self._kept.move_to_end(holder)
                return picture, _part(picture.size(), x, y, up)
        return None

    # -- reading

    def _ask(self, key: Key) -> None:
        packages, decoder = self._packages, self._decoder
        if key in self._asked or packages is None:
            return
        self._asked.add(key)

        def read() -> QImage | bool | None:
            # Whoever moved on meanwhile wants others first.
            return False if key not in self._wanted else _decoded(packages, decoder, key)

        self._errands.run(read, lambda found: self._take(key, found))

    def _take(self, key: Key, found: QImage | bool | None) -> None:
        self._asked.discard(key)
        if not isinstance(found, bool) and any(one.id == key[0] for one in self.shown):
            picture = QPixmap.fromImage(found) if found is not None else None
            self._kept[key] = picture
            self._bytes += _weight(picture)
            while self._bytes > KEPT_BYTES and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))
        self.arrived.emit()

    def _drop(self, key: Key) -> None:
        self._bytes -= _weight(self._kept.pop(key))


def _part(size: QSize, x: int, y: int, up: int) -> QRectF:
    share = 1 << up
    width, height = size.width() / share, size.height() / share
    return QRectF((x % share) * width, (y % share) * height, width, height)


def _weight(picture: QPixmap | None) -> int:
    return 0 if picture is None else picture.width() * picture.height() * 4


def _decoded(packages: TilePackages, decoder: Decoder, key: Key) -> QImage | None:
    """On a thread beside. None where there is no tile, or none that can be decoded."""
    tile = packages.tile(*key)
    if tile is None:
        return None
    try:
        width, height, pixels = decoder.tile(tile.data, MOST_SIDE)
    except (ValueError, RuntimeError):  # NotAPicture; the decoder is closed
        return None
    # A copy: the bytes belong to Python.
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
