"""Painting of the native map: the ground with its outlines and names, the markers, the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer

from casework.places import Area
from desktop.maps.look import MapLook
from desktop.maps.projection import Cluster, metres_per_pixel, scale_at, to_world

_PATH_ZOOM = 16.0
"""Paths are kept in pixels of this zoom, which leaves a double plenty of room."""
_NEAR = 12.5
_MARKER, _CHOSEN = 32.0, 44.0
_FAMILY = "Sarabun"


def cluster_side(count: int) -> float:
    """The diameter in pixels of a marker (1) or a cluster of so many."""
    for most, side in ((1, _MARKER), (9, 32.0), (29, 36.0), (999, 44.0)):
        if count <= most:
            return side
    return 54.0


def _font(pixels: float, weight: QFont.Weight) -> QFont:
    font = QFont(_FAMILY)
    font.setPixelSize(int(pixels))
    font.setWeight(weight)
    return font


class GroundPainter:
    """Paints land, water, roads, outlines and names of one authority."""

    def __init__(self, areas: Sequence[Area], language: str) -> None:
        self._paths = {
            kind: _path_of([a for a in areas if a.kind == kind])
            for kind in ("subdistrict", "green", "village", "road")
        }
        waters = [a for a in areas if a.kind == "water"]
        self._lakes = _path_of([a for a in waters if a.polygons])
        self._streams = _path_of([a for a in waters if a.lines])
        self._names = [
            (area.label(language), area.kind, to_world(*area.label_point))
            for area in areas
            if area.kind in ("village", "water") and area.label(language)
        ]

    def paint(
        self, painter: QPainter, size: QSize, look: MapLook, view: tuple[float, float, float]
    ) -> None:
        """Paint with (x, y) of the unit square in the middle, at the zoom (both in `view`)."""
        ground = look.ground
        painter.fillRect(0, 0, size.width(), size.height(), QColor(ground["outside"]))
        x, y, zoom = view
        factor = math.pow(2.0, zoom - _PATH_ZOOM)
        middle = scale_at(_PATH_ZOOM)
        shift = QTransform.fromTranslate(size.width() / 2, size.height() / 2)
        shift.scale(factor, factor)
        shift.translate(-x * middle, -y * middle)
        near = zoom >= _NEAR
        paths = {kind: shift.map(path) for kind, path in self._paths.items()}
        painter.fillPath(paths["subdistrict"], QColor(ground["land"]))
        painter.fillPath(paths["green"], QColor(ground["green"]))
        painter.strokePath(paths["village"], _dashed(ground["village"], 1.5, 4, 4))
        painter.fillPath(shift.map(self._lakes), QColor(ground["water"]))
        painter.strokePath(shift.map(self._streams), _solid(ground["water"], 8 if near else 4))
        painter.strokePath(paths["road"], _solid(ground["road_edge"], 7 if near else 3))
        painter.strokePath(paths["road"], _solid(ground["road"], 5 if near else 2))
        painter.strokePath(paths["subdistrict"], _dashed(ground["boundary"], 2.5, 10, 5))
        if near:
            self._paint_names(painter, size, look, view)

    def _paint_names(
        self, painter: QPainter, size: QSize, look: MapLook, view: tuple[float, float, float]
    ) -> None:
        x, y, zoom = view
        scale = scale_at(zoom)
        for name, kind, (name_x, name_y) in self._names:
            at = QPointF(
                (name_x - x) * scale + size.width() / 2, (name_y - y) * scale + size.height() / 2
            )
            village = kind == "village"
            font = _font(15, QFont.Weight.DemiBold) if village else _font(14, QFont.Weight.Medium)
            colour = look.ground["label" if village else "water_label"]
            _haloed(painter, at, name, font, colour, look.ground["land"])

    def paint_scale(
        self, painter: QPainter, size: QSize, look: MapLook, at: tuple[float, float]
    ) -> None:
        """Paint a scale bar at lower left; `at` is (zoom, latitude in degrees)."""
        per_pixel = metres_per_pixel(*at)
        metres = _round_down(per_pixel * 130)
        width = metres / per_pixel
        left, low = 20.0, size.height() - 28.0
        painter.setPen(_solid(look.ground["scale"], 2))
        painter.drawPolyline(
            [
                QPointF(left, low - 6),
                QPointF(left, low),
                QPointF(left + width, low),
                QPointF(left + width, low - 6),
            ]
        )
        small = metres < 1000
        unit = look.words.get("metres" if small else "kilometres", "")
        text = f"{metres if small else metres / 1000:g} {unit}"
        font = _font(14, QFont.Weight.Medium)
        middle = QPointF(
            left + width + 8 + QFontMetricsF(font).horizontalAdvance(text) / 2, low - 2
        )
        _haloed(painter, middle, text, font, look.ground["scale"], look.ground["outside"])


class MarkerPainter:
    """Paints markers and clusters; icons are parsed once."""

    def __init__(self) -> None:
        self._icons: dict[str, QSvgRenderer] = {}
        self._look: MapLook | None = None

    def set_look(self, look: MapLook) -> None:
        """Take another theme's colours and icons."""
        self._look = look
        self._icons = {
            key: QSvgRenderer(QByteArray(_svg(face.icon, face.ink).encode()))
            for key, face in look.faces.items()
        }

    def paint(self, painter: QPainter, at: QPointF, cluster: Cluster, *, chosen: bool) -> None:
        """Paint one marker, or a disc with their number for several."""
        if self._look is None:
            return
        if len(cluster.members) > 1:
            self._paint_cluster(painter, at, len(cluster.members), self._look)
            if chosen:
                side = cluster_side(len(cluster.members)) + 10
                _ring(painter, at, side, self._look)
            return
        face = cluster.members[0].marker.face
        self._paint_marker(painter, at, face if face in self._icons else "waiting", chosen=chosen)

    def _paint_marker(self, painter: QPainter, at: QPointF, key: str, *, chosen: bool) -> None:
        look = self._look
        if look is None or key not in look.faces:
            return
        side = _CHOSEN if chosen else _MARKER
        painter.setPen(_solid(look.faces[key].ink, 3))
        painter.setBrush(QColor(look.surface))
        painter.drawEllipse(at, side / 2 - 1.5, side / 2 - 1.5)
        icon = 22.0 if chosen else 17.0
        self._icons[key].render(painter, QRectF(at.x() - icon / 2, at.y() - icon / 2, icon, icon))
        if chosen:
            _ring(painter, at, side + 7, look)

    def _paint_cluster(self, painter: QPainter, at: QPointF, count: int, look: MapLook) -> None:
        side = cluster_side(count)
        halo = QColor(look.accent)
        halo.setAlphaF(0.22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(at, side / 2 + 4, side / 2 + 4)
        painter.setPen(_solid(look.surface, 2))
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(at, side / 2 - 1, side / 2 - 1)
        painter.setPen(QColor(look.on_accent))
        painter.setFont(_font(16, QFont.Weight.Bold))
        box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))


def _ring(painter: QPainter, at: QPointF, side: float, look: MapLook) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_solid(look.focus, 3))
    painter.drawEllipse(at, side / 2, side / 2)


def _svg(inside: str, ink: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{inside}</svg>"
    )


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


def _solid(colour: str, width: float) -> QPen:
    pen = QPen(QBrush(QColor(colour)), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _dashed(colour: str, width: float, on: float, off: float) -> QPen:
    pen = QPen(QBrush(QColor(colour)), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([on / width, off / width])
    return pen


def _haloed(
    painter: QPainter, middle: QPointF, text: str, font: QFont, colour: str, halo: str
) -> None:
    """Text centred on a point, with an edge that keeps it readable over lines."""
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    start = QPointF(
        middle.x() - metrics.horizontalAdvance(text) / 2,
        middle.y() + (metrics.ascent() - metrics.descent()) / 2,
    )
    path.addText(start, font, text)
    painter.strokePath(path, _solid(halo, 4))
    painter.fillPath(path, QColor(colour))


def _round_down(metres: float) -> int:
    power = math.pow(10, math.floor(math.log10(max(metres, 1.0))))
    for step in (5, 3, 2, 1):
        if metres >= step * power:
            return int(step * power)
    return 1
