"""Words on the native map: names of places that never lie over one another, and boxes with words.

A name with its edge is drawn once into a picture: drawing it anew on each move is what would cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from casework.places import Area
from desktop.maps.look import MapLook
from desktop.maps.projection import to_world
from desktop.ui.native_map_camera import Camera

_FAMILY = "Sarabun"
_EDGE = 4.0
# From which zoom on a kind is named, until which, how tall; the larger place goes first.
_KINDS: dict[str, tuple[float, float, int]] = {
    "country": (4, 8, 15),
    "province": (6.5, 10, 15),
    "district": (9, 12.5, 14),
    "subdistrict": (10.5, 13, 16),
    "village": (12.5, 20, 15),
    "water": (12.5, 20, 14),
}


def font_of(pixels: float, weight: QFont.Weight) -> QFont:
    """The house's letters in this size."""
    font = QFont(_FAMILY)
    font.setPixelSize(int(pixels))
    font.setWeight(weight)
    return font


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    kind: str
    x: float
    y: float


class NamePainter:
    """The names of areas, as many as there is room for."""

    def __init__(self, areas: Sequence[Area], language: str) -> None:
        names = [
            _Name(area.label(language), area.kind, *to_world(*area.label_point))
            for area in areas
            if area.kind in _KINDS and area.label(language)
        ]
        order = list(_KINDS)
        self._names = sorted(names, key=lambda name: order.index(name.kind))
        self._drawn: dict[tuple[str, str, bool, float], QPixmap] = {}

    def shown(self, camera: Camera, ratio: float, look: MapLook) -> list[tuple[str, QRectF]]:
        """The names that are painted now, and where."""
        return [(name.text, box) for name, box in self._placed(camera, ratio, look)]

    def paint(self, painter: QPainter, camera: Camera, look: MapLook) -> None:
        """Paint those names that have room."""
        ratio = painter.device().devicePixelRatio()
        for name, box in self._placed(camera, ratio, look):
            painter.drawPixmap(box.topLeft(), self._picture(name, ratio, look))

    def _placed(self, camera: Camera, ratio: float, look: MapLook) -> list[tuple[_Name, QRectF]]:
        seen, taken, placed = camera.seen(), list[QRectF](), list[tuple[_Name, QRectF]]()
        for name in self._names:
            least, most, _ = _KINDS[name.kind]
            if not least <= camera.zoom < most or not seen.contains(name.x, name.y):
                continue
            size = self._picture(name, ratio, look).deviceIndependentSize()
            at = camera.to_screen(name.x, name.y)
            corner = QPointF(round(at.x() - size.width() / 2), round(at.y() - size.height() / 2))
            box = QRectF(corner, size)
            if not any(box.intersects(other) for other in taken):
                taken.append(box)
                placed.append((name, box))
        return placed

    def _picture(self, name: _Name, ratio: float, look: MapLook) -> QPixmap:
        key = (name.text, name.kind, look.dark, ratio)
        found = self._drawn.get(key)
        if found is None:
            water = name.kind == "water"
            weight = QFont.Weight.Medium if water else QFont.Weight.DemiBold
            ink = look.ground["water_label" if water else "label"]
            font = font_of(_KINDS[name.kind][2], weight)
            found = self._drawn[key] = haloed(name.text, font, ink, look.ground["land"], ratio)
        return found


def haloed(text: str, font: QFont, ink: str, halo: str, ratio: float) -> QPixmap:
    """Words with an edge that keeps them readable over lines, as a picture."""
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 2 * _EDGE, metrics.height() + _EDGE
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(_EDGE, _EDGE / 2 + metrics.ascent()), font, text)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(halo), _EDGE)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor(ink))
    painter.end()
    return picture


def paint_words(painter: QPainter, middle: QPointF, text: str, look: MapLook) -> None:
    """Words in a box, centred on a point."""
    font = font_of(15, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 4
    box = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.setBrush(QColor(look.surface))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(QColor(look.ink))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
