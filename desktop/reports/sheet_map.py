"""The small map of a day's sheet: outlines, numbered stops and the way between them, in black."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen

from casework.places.routes import Point
from desktop.maps.projection import scale_at, to_world, zoom_to_fit
from desktop.reports.sheet_pages import INNER
from desktop.reports.sheet_text import INK, SMALL, Hand, line_height

HEIGHT = 780.0
_PIXEL = 254 / 96
"""A pixel of the map's painter in tenths of a millimetre."""
_PADDING, _CLOSEST = 34.0, 16.0
View = tuple[float, float, float]
"""(x, y) of the unit square in the middle, and the zoom."""
PaintGround = Callable[[QPainter, QSize, View], None]
"""Paints the ground into (0, 0, width, height) at a view."""


@dataclass(frozen=True, slots=True)
class MapBlock:
    """Stops as (number, lon, lat), degrees WGS 84; `sources` are named under the map."""

    stops: Sequence[tuple[int, float, float]]
    start: Point | None
    ground: PaintGround
    sources: str = ""

    @property
    def height(self) -> float:
        """The map, and a line for its sources."""
        return HEIGHT + line_height(SMALL)

    def paint(self, hand: Hand, at: QPointF) -> None:
        """Draw ground, way, stops and frame."""
        painter, frame = hand.painter, QRectF(at.x(), at.y(), INNER, HEIGHT)
        size = QSize(round(INNER / _PIXEL), round(HEIGHT / _PIXEL))
        view = self._view(size)
        painter.save()
        painter.setClipRect(frame)
        painter.translate(at)
        painter.scale(_PIXEL, _PIXEL)
        self.ground(painter, size, view)
        painter.restore()
        places = [at + self._at(view, size, (lon, lat)) for _, lon, lat in self.stops]
        self._paint_way(painter, at, view, size, places)
        for (number, _, _), place in reversed(list(zip(self.stops, places, strict=True))):
            hand.disc(place, 29, str(number), 36)
        hand.box(frame, 2)
        hand.line(at + QPointF(0, HEIGHT + 4), self.sources, 26)

    def _paint_way(
        self, painter: QPainter, at: QPointF, view: View, size: QSize, places: list[QPointF]
    ) -> None:
        begins = [] if self.start is None else [at + self._at(view, size, self.start)]
        for colour, width in (("#ffffff", 14.0), (INK, 5.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolyline([*begins, *places])
        painter.setBrush(QColor(INK))
        painter.setPen(QPen(QColor("#ffffff"), 4))
        for place in begins:
            painter.drawRect(QRectF(place.x() - 19, place.y() - 19, 38, 38))

    def _view(self, size: QSize) -> View:
        """Where all stops and the start can be seen."""
        points = [(lon, lat) for _, lon, lat in self.stops]
        points += [self.start] if self.start is not None else []
        xs, ys = zip(*(to_world(*point) for point in points), strict=True)
        x, y, zoom = zoom_to_fit(
            (min(xs), min(ys), max(xs), max(ys)),
            size.width() - 2 * _PADDING, size.height() - 2 * _PADDING,
        )  # fmt: skip
        return x, y, min(zoom, _CLOSEST)

    def _at(self, view: View, size: QSize, point: Point) -> QPointF:
        """Where a point lies, from the map's top left corner."""
        x, y = to_world(*point)
        scale = scale_at(view[2])
        return QPointF(
            ((x - view[0]) * scale + size.width() / 2) * _PIXEL,
            ((y - view[1]) * scale + size.height() / 2) * _PIXEL,
        )
