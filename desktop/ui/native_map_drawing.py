"""Drawing on the native map: a rectangle, a polygon or a line, with the mouse or with keys.

With keys a cross stands in the middle: arrows move the map under it, Enter sets a corner, Space
ends, Backspace takes the last corner back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.maps.look import MapLook
from desktop.ui.native_map_camera import Camera
from desktop.ui.native_map_names import paint_words

TOOLS = ("pan", "rectangle", "polygon", "measure")
World = tuple[float, float]
_CLOSES = 12.0
_CROSS = 13.0


class Drawing:
    """The corners that are drawn, as points of the unit square, so that they stay on the ground."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self.tool = "pan"
        self.corners: list[World] = []
        self.kept: list[World] = []
        """A line that was measured to its end; it stays until the next one."""
        self.words = ""
        self.cross = False

    @property
    def active(self) -> bool:
        """Whether a click draws rather than chooses."""
        return self.tool != "pan"

    def use(self, tool: str) -> None:
        """Take up another tool; what was drawn goes. Raises ValueError for none of TOOLS."""
        if tool not in TOOLS:
            raise ValueError(f"no tool of the map: {tool}")
        self.tool = tool
        self.clear()

    def clear(self) -> None:
        """Nothing is drawn."""
        self.corners, self.kept, self.words, self.cross = [], [], "", False

    def begin(self, at: QPointF) -> None:
        """A rectangle is drawn from here."""
        self.kept = []
        self.corners = [self._camera.to_world(at)] * 2

    def drag(self, at: QPointF) -> None:
        """Its other corner is here now."""
        self.corners = [self.corners[0], self._camera.to_world(at)]

    def add(self, at: QPointF) -> bool:
        """Set a corner; gives whether the drawing is at its end by that."""
        first = self.corners[0] if self.corners else None
        closes = first is not None and len(self.corners) > 2 and self._away(first, at) < _CLOSES
        if closes and self.tool == "polygon":
            return True
        self.kept = []
        self.corners.append(first if closes and first else self._camera.to_world(at))
        return self.tool == "rectangle" and len(self.corners) == 2

    def back(self) -> None:
        """Take the last corner back."""
        self.corners = self.corners[:-1]

    def take(self) -> list[World]:
        """The corners that were drawn; the next drawing begins anew."""
        drawn, self.corners = self.corners, []
        return drawn

    def _away(self, world: World, at: QPointF) -> float:
        by = self._camera.to_screen(*world) - at
        return math.hypot(by.x(), by.y())

    def holds(self, drawn: Sequence[World], x: float, y: float) -> bool:
        """Whether the rectangle or polygon of these corners holds a point of the unit square."""
        if self.tool == "rectangle":
            (left, top), (right, low) = drawn[0], drawn[-1]
            return min(left, right) <= x <= max(left, right) and min(top, low) <= y <= max(top, low)
        return _inside(drawn, x, y)

    def paint(self, painter: QPainter, look: MapLook) -> None:
        """Paint what is drawn, what was measured, and the cross of the keyboard."""
        line = [self._camera.to_screen(*corner) for corner in self.corners or self.kept]
        pen = QPen(QColor(look.focus))
        pen.setWidthF(3)
        if self.corners:
            pen.setDashPattern([2, 1.4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.tool == "rectangle" and len(line) == 2:
            (one, two) = line
            line = [one, QPointF(two.x(), one.y()), two, QPointF(one.x(), two.y()), one]
        elif self.tool == "polygon" and len(line) > 2:
            line = [*line, line[0]]
        painter.drawPolyline(QPolygonF(line))
        if self.tool == "measure" and line and self.words:
            paint_words(painter, line[-1] - QPointF(0, 22), self.words, look)
        if self.cross and self.active:
            self._paint_cross(painter, look)

    def _paint_cross(self, painter: QPainter, look: MapLook) -> None:
        painter.setPen(QPen(QColor(look.focus), 3))
        middle = self._camera.middle
        painter.drawLine(middle - QPointF(_CROSS, 0), middle + QPointF(_CROSS, 0))
        painter.drawLine(middle - QPointF(0, _CROSS), middle + QPointF(0, _CROSS))


def _inside(ring: Sequence[World], x: float, y: float) -> bool:
    """Even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
