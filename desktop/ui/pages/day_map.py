"""The map beside My day: numbered stops, the way between them, and where the day begins."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent

from casework.places.routes import Point
from desktop.day import Day, Key, Stop
from desktop.maps.projection import to_degrees, to_world, zoom_to_fit
from desktop.maps.tiles import TilePackages
from desktop.ui.map_look import current_look
from desktop.ui.map_tiles import MapTiles
from desktop.ui.native_map import NativeMap
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.day_row import paint_stop
from desktop.ui.widgets.text import draw_line, text_width
from desktop.words import language, translate

_REACH, _PADDING, _CLOSEST = 20.0, 62.0, 16.0


class DayMap(NativeMap):
    """Stops of the day over the plain map. A click points at a stop, or sets the start.

    Signals:
        pointed: the key of the stop that was clicked.
        started: lon, lat (degrees WGS 84) of a place chosen as the start.
        left: Esc, with nothing chosen.
    """

    pointed = Signal(object)
    started = Signal(float, float)
    left = Signal()

    _day = Day()
    _start: Point | None = None
    _current: Key | None = None
    _choosing = False
    _fitted: tuple[Key, ...] | None = None
    _as_fitted: tuple[float, float, float] | None = None

    def __init__(self, packages: TilePackages) -> None:
        """Without stops yet. Tiles of the packages are drawn as soon as they are known."""
        super().__init__(current_look(), language())
        self._packages = MapTiles(packages, self)
        self._packages.changed.connect(lambda: self.set_tiles(packages, self._packages.shown))
        Theme.current().changed.connect(self._dress)

    # -- what the page asks -----------------------------------------------------------------------

    def show_day(self, day: Day, start: Point | None) -> None:
        """Show these stops; the view follows where other stops are for today."""
        self._day, self._start = day, start
        keys = tuple(sorted(stop.key for stop in day.today))
        if keys != self._fitted and self.isVisible():
            self._fitted = keys
            self.fit()
        self._say()
        self.update()

    def point_at(self, key: Key | None) -> None:
        """Ring this case, and bring it into view."""
        self._current = key
        stop = next((stop for stop in self._day.stops if stop.key == key), None)
        at = stop.place if stop is not None else None
        if at is not None and not self._inner().contains(self._on_screen(at)):
            self._camera.look(*to_world(*at), self.zoom)
            self._moved()
        self.update()

    def choose_start(self, *, on: bool) -> None:
        """Let the next click, or Enter for the middle, set the start; Esc leaves."""
        self._choosing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        if on:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        self.update()

    @property
    def is_choosing(self) -> bool:
        """Whether the next click sets the start."""
        return self._choosing

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._dress()
        self._say()

    def fit(self) -> None:
        """Show all of today's stops and the start; with fewer than two every case there is."""
        today = self._day.today if len(self._day.today) > 1 else self._day.stops
        points = [at for stop in today if (at := stop.place) is not None]
        points += [self._start] if self._start is not None and points else []
        if not points:
            self._moved_by_hand = False
            self._fit()
            return
        xs, ys = zip(*(to_world(*at) for at in points), strict=True)
        x, y, zoom = zoom_to_fit(
            (min(xs), min(ys), max(xs), max(ys)),
            self.width() - 2 * _PADDING, self.height() - 2 * _PADDING,
        )  # fmt: skip
        self._moved_by_hand = True  # the outlines do not pull the view back
        self._camera.look(x, y, min(zoom, _CLOSEST))
        self._moved()
        self._as_fitted = self._view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All stops stay in view until the person moves the map."""
        super().resizeEvent(event)
        if self._as_fitted == self._view():
            self.fit()

    # -- drawing ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the way, the other cases small, and the stops over all."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_way(painter)
        for stop in self._day.rest:
            self._paint_other(painter, stop)
        self._paint_start(painter)
        for stop in sorted(self._day.today, key=lambda stop: stop.key == self._current):
            if stop.place is not None:
                self._paint_stop(painter, stop, self._on_screen(stop.place))
        if self._choosing:
            self._paint_choosing(painter)

    def _paint_way(self, painter: QPainter) -> None:
        left = [at for stop in self._day.today if not stop.done and (at := stop.place) is not None]
        way = [self._start, *left] if self._start is not None else left
        points = [self._on_screen(at) for at in way]
        if len(points) < 2:
            return
        for token, width in (("surface", 7.0), ("accent", 3.0)):
            pen = QPen(colour(token), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(points)

    def _paint_other(self, painter: QPainter, stop: Stop) -> None:
        if stop.place is None:
            return
        at = self._on_screen(stop.place)
        painter.setPen(QPen(colour("ink2"), 2))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(at, 6, 6)
        if stop.key == self._current:
            self._paint_ring(painter, at, 12)

    def _paint_stop(self, painter: QPainter, stop: Stop, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface"))
        painter.drawEllipse(at, 17, 17)
        paint_stop(painter, at, stop.number, done=stop.done)
        if stop.key == self._current:
            self._paint_ring(painter, at, 20)

    def _paint_ring(self, painter: QPainter, at: QPointF, radius: float) -> None:
        painter.setPen(QPen(colour("focus"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)

    def _paint_start(self, painter: QPainter) -> None:
        if self._start is None:
            return
        at = self._on_screen(self._start)
        painter.setPen(QPen(colour("surface"), 3))
        painter.setBrush(colour("send"))
        painter.drawRoundedRect(QRectF(at.x() - 15, at.y() - 15, 30, 30), 8, 8)
        paint_icon(painter, at.x() - 9, at.y() - 9, "locate", "surface", 18)

    def _paint_choosing(self, painter: QPainter) -> None:
        """A cross at the middle, for the keyboard, and what to do."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(QPen(colour("focus"), 2))
        for across, down in ((14.0, 0.0), (0.0, 14.0)):
            step = QPointF(across, down)
            painter.drawLine(middle - step, middle + step)
        words = _how_to_choose()
        width = min(text_width(words, Role.SECONDARY_STRONG) + 28, self.width() - 24)
        box = QRectF((self.width() - width) / 2, 12, width, 32)
        painter.setPen(QPen(colour("line3"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(box, 8, 8)
        draw_line(painter, box.adjusted(14, 0, -12, 0), words, Role.SECONDARY_STRONG, "ink")

    # -- the person's hand ------------------------------------------------------------------------

    def _click(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """A click sets the start while one is chosen, else points at the stop under it."""
        if self._choosing:
            self._take_start(at)
        elif (stop := self._stop_at(at)) is not None:
            self.pointed.emit(stop.key)
        else:
            super()._click(at, keys)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer, unless it is a stop."""
        if self._stop_at(event.position()) is None and not self._choosing:
            self.zoom_by(1.0, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan; over a stop the pointer is a hand."""
        super().mouseMoveEvent(event)
        if self._pressed_at is None:
            over = self._stop_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(Qt.CursorShape.CrossCursor if self._choosing else shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the middle as the start, Esc leaves; Home shows all stops."""
        if self._choosing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_start(QPointF(self.width() / 2, self.height() / 2))
        elif event.key() == Qt.Key.Key_Escape:
            self.choose_start(on=False)
            self.left.emit()
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _take_start(self, at: QPointF) -> None:
        self.choose_start(on=False)
        self.started.emit(*to_degrees(*self._camera.to_world(at)))

    # -- where things are -------------------------------------------------------------------------

    def place_of(self, key: Key) -> QPointF | None:
        """Where on the widget a case stands."""
        stop = next((stop for stop in self._day.stops if stop.key == key), None)
        return None if stop is None or stop.place is None else self._on_screen(stop.place)

    def _stop_at(self, at: QPointF) -> Stop | None:
        best: tuple[float, Stop] | None = None
        for stop in self._day.stops:
            if stop.place is None:
                continue
            away = self._on_screen(stop.place) - at
            metric = math.hypot(away.x(), away.y()) + (0 if stop.number else _REACH / 2)
            if metric <= _REACH and (best is None or metric < best[0]):
                best = metric, stop
        return best[1] if best else None

    def _on_screen(self, at: Point) -> QPointF:
        return self._camera.to_screen(*to_world(*at))

    def _view(self) -> tuple[float, float, float]:
        return self._camera.x, self._camera.y, self._camera.zoom

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(30, 30, -30, -30)

    def _dress(self) -> None:
        self.set_look(current_look(), language())

    def _say(self) -> None:
        """Tell who can't see it what the map shows, or what it waits for."""
        placed = sum(stop.place is not None for stop in self._day.today)
        words = translate("Day", "Map with {n} of today's stops").format(n=placed)
        self.setAccessibleName(_how_to_choose() if self._choosing else words)


def _how_to_choose() -> str:
    return translate("Day", "Click where the day begins. Enter takes the middle, Esc leaves.")
