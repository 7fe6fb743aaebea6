"""Painting of the native map's ground: country, land, water, roads, borders, scale, sources."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from casework.places import Area
from desktop.maps.look import MapLook
from desktop.maps.projection import metres_per_pixel, scale_at, to_world
from desktop.ui.native_map_camera import Camera
from desktop.ui.native_map_names import NamePainter, font_of, haloed

_PATH_ZOOM = 16.0
"""Paths are kept in pixels of this zoom, which leaves a double plenty of room."""
_NEAR = 12.5
_SOURCES = 22.0


class GroundPainter:
    """Paints outlines, from the coarse ones of the country to those of villages."""

    def __init__(self, areas: Sequence[Area], language: str) -> None:
        self._names = NamePainter(areas, language)
        self.has_country = any(area.kind == "country" for area in areas)
        kinds = ("country", "province", "district", "subdistrict", "green", "village", "road")
        self._paths = {kind: _path_of([a for a in areas if a.kind == kind]) for kind in kinds}
        waters = [a for a in areas if a.kind == "water"]
        self._lakes = _path_of([a for a in waters if a.polygons])
        self._streams = _path_of([a for a in waters if a.lines])

    def paint(
        self, painter: QPainter, size: QSize, look: MapLook, view: tuple[float, float, float]
    ) -> None:
        """Paint all of it with (x, y) of the unit square in the middle, at the zoom (in `view`)."""
        camera = Camera()
        camera.size = size
        camera.x, camera.y, camera.zoom = view
        self.paint_land(painter, camera, look)
        self.paint_lines(painter, camera, look)
        self.paint_names(painter, camera, look)

    def paint_land(self, painter: QPainter, camera: Camera, look: MapLook) -> None:
        """What is filled: it lies under tiles."""
        ground = look.ground
        sea = ground.get("sea") if self.has_country else None
        painter.fillRect(QRectF(QPointF(0, 0), camera.size), QColor(sea or ground["outside"]))
        painter.save()
        painter.setTransform(_to_view(camera), combine=True)
        painter.fillPath(self._paths["country"], QColor(ground["outside"]))
        painter.fillPath(self._paths["subdistrict"], QColor(ground["land"]))
        painter.fillPath(self._paths["green"], QColor(ground["green"]))
        painter.fillPath(self._lakes, QColor(ground["water"]))
        painter.restore()

    def paint_lines(
        self, painter: QPainter, camera: Camera, look: MapLook, *, over_tiles: bool = False
    ) -> None:
        """Borders, and where no tiles have them also roads and streams."""
        ground, near = look.ground, camera.zoom >= _NEAR
        painter.save()
        painter.setTransform(_to_view(camera), combine=True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(self._paths["country"], _pen(ground["border"], 1))
        painter.strokePath(self._paths["village"], _pen(ground["village"], 1.5, (4, 4)))
        if not over_tiles:
            painter.strokePath(self._streams, _pen(ground["water"], 8 if near else 4))
            painter.strokePath(self._paths["road"], _pen(ground["road_edge"], 7 if near else 3))
            painter.strokePath(self._paths["road"], _pen(ground["road"], 5 if near else 2))
        painter.strokePath(self._paths["province"], _pen(ground["border"], 1.5))
        painter.strokePath(self._paths["district"], _pen(ground["border"], 1.5, (6, 4)))
        painter.strokePath(self._paths["subdistrict"], _pen(ground["boundary"], 2.5, (10, 5)))
        painter.restore()

    def paint_names(self, painter: QPainter, camera: Camera, look: MapLook) -> None:
        """The names of places that have room."""
        self._names.paint(painter, camera, look)


def paint_sources(painter: QPainter, camera: Camera, look: MapLook, text: str) -> None:
    """Whose map it is, at lower left, on as much of the width as it takes."""
    font = font_of(13, QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    room = camera.size.width() - 16.0
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    box = QRectF(0, camera.size.height() - _SOURCES, metrics.horizontalAdvance(text) + 16, _SOURCES)
    painter.fillRect(box, QColor(look.surface))
    painter.setPen(QColor(look.ink))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_scale(painter: QPainter, camera: Camera, look: MapLook) -> None:
    """A scale bar at lower left, over the sources."""
    per_pixel = metres_per_pixel(camera.zoom, camera.lat)
    metres = _round_down(per_pixel * 130)
    width = metres / per_pixel
    left, low = 20.0, camera.size.height() - _SOURCES - 12.0
    painter.setPen(_pen(look.ground["scale"], 2))
    corners = ((0.0, -6.0), (0.0, 0.0), (width, 0.0), (width, -6.0))
    painter.drawPolyline([QPointF(left + x, low + y) for x, y in corners])
    small = metres < 1000
    unit = look.words.get("metres" if small else "kilometres", "")
    text = f"{metres if small else metres / 1000:g} {unit}"
    ratio = painter.device().devicePixelRatio()
    font = font_of(14, QFont.Weight.Medium)
    words = haloed(text, font, look.ground["scale"], look.ground["outside"], ratio)
    size = words.deviceIndependentSize()
    painter.drawPixmap(QPointF(left + width + 4, low - 2 - size.height() / 2), words)


def _to_view(camera: Camera) -> QTransform:
    factor = math.pow(2.0, camera.zoom - _PATH_ZOOM)
    middle = scale_at(_PATH_ZOOM)
    shift = QTransform.fromTranslate(camera.size.width() / 2, camera.size.height() / 2)
    shift.scale(factor, factor)
    shift.translate(-camera.x * middle, -camera.y * middle)
    return shift


def _path_of(areas: Sequence[Area]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    scale = scale_at(_PATH_ZOOM)
    for area in areas:
        rings = [ring for polygon in area.polygons for ring in polygon]
        for line, closed in [*((r, True) for r in rings), *((r, False) for r in area.lines)]:
            corners = [QPointF(x * scale, y * scale) for x, y in (to_world(*p) for p in line)]
            path.moveTo(corners[0])
            for corner in corners[1:]:
                path.lineTo(corner)
            if closed:
                path.closeSubpath()
    return path


def _pen(colour: str, width: float, dash: tuple[float, float] | None = None) -> QPen:
    """A pen of so many pixels, whatever the zoom."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern([part / width for part in dash])
    return pen


def _round_down(metres: float) -> int:
    power = math.pow(10, math.floor(math.log10(max(metres, 1.0))))
    for step in (5, 3, 2, 1):
        if metres >= step * power:
            return int(step * power)
    return 1
