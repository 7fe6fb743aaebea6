"""A small map of the batch: the cases by their numbers on the page, and where photos were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from casework.places import Area
from desktop.maps.projection import scale_at, to_world, zoom_to_fit
from desktop.ui.map_look import current_look
from desktop.ui.native_map_paint import GroundPainter
from desktop.ui.theme import Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line
from desktop.words import language, translate

_LEAST_HIGH, _RADIUS, _PIN, _DOT, _EDGE = 170, 8, 11.0, 5.0, 26
_CLOSEST = 17.5


@dataclass(frozen=True, slots=True)
class MapCase:
    """A case at (lon, lat), with its number on the page and what is said when it is pointed at."""

    place: str
    number: int
    lon: float
    lat: float
    words: str


@dataclass(frozen=True, slots=True)
class MapPhoto:
    """A photo at (lon, lat); `of` is the place of its card, "" for none."""

    lon: float
    lat: float
    of: str
    chosen: bool


@lru_cache(maxsize=2)
def _ground(areas: tuple[Area, ...], speech: str) -> GroundPainter:
    return GroundPainter(areas, speech)


class BatchMap(QWidget):
    """Cases as numbered pins, photos as dots with a line to their case. It shows all of them.

    Signals:
        chosen: the place of a card whose pin was clicked.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._areas: tuple[Area, ...] = ()
        self._cases: list[MapCase] = []
        self._photos: list[MapPhoto] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._current = ""
        Theme.current().changed.connect(self.update)
        self.retranslate()

    def set_areas(self, areas: tuple[Area, ...]) -> None:
        """Draw these outlines under them."""
        self._areas = areas
        self.update()

    def show_all(self, cases: Sequence[MapCase], photos: Sequence[MapPhoto]) -> None:
        """Show these cases and photos."""
        self._cases, self._photos = list(cases), list(photos)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Say what is seen."""
        words = translate("Batch", "Map of {cases} cases and {photos} photos")
        self.setAccessibleName(words.format(cases=len(self._cases), photos=len(self._photos)))
        found = self._pointed()
        self.setAccessibleDescription(found.words if found else "")

    def sizeHint(self) -> QSize:
        """A little higher than wide screens are."""
        return QSize(340, 230)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from case to case, Enter to its card."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        found = self._pointed()
        if event.key() in step and self._cases:
            by = step[Qt.Key(event.key())]
            at = self._cases.index(found) + by if found else 0
            self._current = self._cases[at % len(self._cases)].place
            self.retranslate()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
            self.chosen.emit(found.place)
        else:
            super().keyPressEvent(event)

    def _pointed(self) -> MapCase | None:
        """The case to which the arrows went."""
        return next((case for case in self._cases if case.place == self._current), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the card of a pin."""
        found = self._at(event.position())
        if found is not None:
            self.chosen.emit(found.place)

    def event(self, event: QEvent) -> bool:
        """Say which case a pin is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), found.words if found else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, lines, dots and pins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setClipPath(edge)
        view = self._view()
        _ground(self._areas, language()).paint(painter, self.size(), current_look(), view)
        at = {case.place: self._point(case.lon, case.lat, view) for case in self._cases}
        for photo in self._photos:
            self._paint_photo(painter, photo, self._point(photo.lon, photo.lat, view), at)
        for case in self._cases:
            self._paint_case(painter, case, at[case.place])
        painter.setClipping(False)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge)

    def _paint_photo(
        self, painter: QPainter, photo: MapPhoto, here: QPointF, at: dict[str, QPointF]
    ) -> None:
        there = at.get(photo.of)
        if there is not None:
            painter.setPen(QPen(colour("accent"), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(here, there)
        size = _DOT + 2 if photo.chosen else _DOT
        painter.setPen(QPen(colour("surface"), 1.5))
        painter.setBrush(colour("focus" if photo.chosen else "ink"))
        # A square where it is of no case: not told by the colour alone.
        box = QRectF(here.x() - size, here.y() - size, 2 * size, 2 * size)
        if photo.of:
            painter.drawEllipse(box)
        else:
            painter.drawRect(box)

    def _paint_case(self, painter: QPainter, case: MapCase, at: QPointF) -> None:
        if case.place == self._current:
            painter.setPen(QPen(colour("focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, _PIN + 4, _PIN + 4)
        painter.setPen(QPen(colour("surface"), 2))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(at, _PIN, _PIN)
        box = QRectF(at.x() - _PIN, at.y() - _PIN, 2 * _PIN, 2 * _PIN)
        text = str(case.number)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, box, text, Role.CAPTION_STRONG, "on-accent", align=middle)

    def _at(self, where: QPointF) -> MapCase | None:
        view = self._view()
        for case in reversed(self._cases):
            if (self._point(case.lon, case.lat, view) - where).manhattanLength() <= 2 * _PIN:
                return case
        return None

    def _view(self) -> tuple[float, float, float]:
        """The middle and the zoom at which all of it is seen."""
        points = [to_world(c.lon, c.lat) for c in self._cases]
        points += [to_world(p.lon, p.lat) for p in self._photos]
        if not points:
            kinds = [a for a in self._areas if a.kind == "subdistrict"] or list(self._areas)
            points = [to_world(*point) for area in kinds for point in area.points]
        if not points:
            return (*to_world(101.0, 13.2), 6.0)
        xs, ys = zip(*points, strict=True)
        bounds = (min(xs), min(ys), max(xs), max(ys))
        x, y, zoom = zoom_to_fit(bounds, self.width() - 2 * _EDGE, self.height() - 2 * _EDGE)
        return x, y, min(zoom, _CLOSEST)

    def _point(self, lon: float, lat: float, view: tuple[float, float, float]) -> QPointF:
        x, y = to_world(lon, lat)
        scale = scale_at(view[2])
        return QPointF(
            (x - view[0]) * scale + self.width() / 2, (y - view[1]) * scale + self.height() / 2
        )
