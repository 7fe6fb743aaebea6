"""A small still map of one case: outlines, roads and water around its pin."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from casework.places import Area
from desktop.desk import Desk
from desktop.maps.projection import to_world
from desktop.ui.map_look import current_look
from desktop.ui.native_map_paint import GroundPainter
from desktop.ui.theme.theme import Theme, colour
from desktop.words import language, translate

ZOOM = 14.2
_HEIGHT, _RADIUS, _PIN = 136, 8, 34


def areas_of(desk: Desk) -> tuple[Area, ...]:
    """The outlines that the desk knows, the country's first. Slow: worker thread."""
    ground = desk.ground()
    return (*ground.country, *ground.areas)


@lru_cache(maxsize=2)
def _ground(areas: tuple[Area, ...], speech: str) -> GroundPainter:
    return GroundPainter(areas, speech)


class CaseMap(QAbstractButton):
    """The place of a case; a click or Enter opens the map.

    Signals:
        opened: the map is wanted.
    """

    opened = Signal()

    def __init__(self) -> None:
        """Empty until a place is shown."""
        super().__init__()
        self._areas: tuple[Area, ...] = ()
        self._at: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.opened)
        self.setAccessibleName(translate("CaseFacts", "Map of the place"))
        Theme.current().changed.connect(self.update)

    def set_areas(self, areas: tuple[Area, ...]) -> None:
        """Draw these outlines under the pin."""
        self._areas = areas
        self.update()

    def show_place(self, lon: float | None, lat: float | None) -> None:
        """Put the pin at (lon, lat), WGS 84 degrees; hidden without a place."""
        self._at = None if lon is None or lat is None else (lon, lat)
        self.setVisible(self._at is not None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the map, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, pin and edge."""
        if self._at is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.setClipPath(edge)
        size = QSize(self.width(), self.height())
        x, y = to_world(*self._at)
        _ground(self._areas, language()).paint(painter, size, current_look(), (x, y, ZOOM))
        self._paint_pin(painter)
        painter.setClipping(False)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge)

    def _paint_pin(self, painter: QPainter) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        around = colour("accent")
        around.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(around)
        painter.drawEllipse(middle, 20, 20)
        painter.setBrush(colour("accent"))
        painter.setPen(QPen(colour("surface"), 1.5))
        painter.drawPath(_pin().translated(middle))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(middle + QPointF(0, -_PIN * 0.62), 4, 4)


def _pin() -> QPainterPath:
    """A drop whose tip is at (0, 0)."""
    wide, top = _PIN * 0.36, -_PIN * 0.62
    path = QPainterPath(QPointF(0, 0))
    path.cubicTo(QPointF(-wide * 0.3, top * 0.4), QPointF(-wide, top * 0.5), QPointF(-wide, top))
    path.arcTo(QRectF(-wide, top - wide, 2 * wide, 2 * wide), 180, -180)
    path.cubicTo(QPointF(wide, top * 0.5), QPointF(wide * 0.3, top * 0.4), QPointF(0, 0))
    return path
