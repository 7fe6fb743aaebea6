"""A plain map drawn by Qt itself, for computers where the web engine is missing or blocked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from casework.places import Area
from desktop.maps.look import MapLook
from desktop.maps.markers import Marker
from desktop.maps.projection import (
    Cluster,
    gather,
    place,
    scale_at,
    to_degrees,
    to_world,
    zoom_to_fit,
)
from desktop.maps.tiles import TilePackage, TilePackages
from desktop.ui.native_map_paint import GroundPainter, MarkerPainter, cluster_side

_CELL = 56.0
_LEAST_ZOOM, _MOST_ZOOM = 4.0, 19.0
_PADDING = 24.0
_PAN_STEP = 80.0
_DRAG_STARTS = 4.0
_BUTTON = QSize(44, 42)
_THAILAND = (101.0, 13.2, 6.0)
"""lon, lat, zoom when there is nothing to fit."""


class NativeMap(QWidget):
    """Outlines and clustered markers; wheel zooms, dragging pans, a click chooses."""

    case_chosen = Signal(str)
    case_opened = Signal(str)

    def __init__(self, look: MapLook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._look = look
        self._language = language
        self._ground = GroundPainter((), language)
        self._faces = MarkerPainter()
        self._areas: tuple[Area, ...] = ()
        self._placed = place(())
        self._clusters: list[Cluster] | None = None
        self._chosen = ""
        self._covered = QSize(0, 0)
        self._x, self._y = to_world(_THAILAND[0], _THAILAND[1])
        self._zoom = _THAILAND[2]
        self._moved_by_hand = False
        self._pressed_at: QPointF | None = None
        self._dragged = False
        self._closer, self._wider = self._make_buttons()
        self.set_look(look, language)

    def _make_buttons(self) -> tuple[QPushButton, QPushButton]:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 14, 14, 0)
        box.setSpacing(4)
        closer, wider = QPushButton("+", self), QPushButton("\N{MINUS SIGN}", self)
        for button, step in ((closer, 1.0), (wider, -1.0)):
            button.setFixedSize(_BUTTON)
            button.clicked.connect(lambda _=False, by=step: self.zoom_by(by))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        box.addStretch()
        return closer, wider

    def set_look(self, look: MapLook, language: str) -> None:
        """Take other colours or words."""
        self._look, self._language = look, language
        self._faces.set_look(look)
        self._ground = GroundPainter(self._areas, language)
        for button, word in ((self._closer, "zoom_in"), (self._wider, "zoom_out")):
            button.setToolTip(look.words.get(word, ""))
            button.setAccessibleName(look.words.get(word, ""))
            button.setStyleSheet(
                f"QPushButton {{ background: {look.surface}; color: {look.ink}; padding: 0;"
                f" border: 1px solid {look.line}; border-radius: 8px; font-size: 22px; }}"
                f"QPushButton:focus {{ border: 3px solid {look.focus}; }}"
            )
        self._say_how_many()
        self.update()

    def set_outlines(self, areas: Sequence[Area]) -> None:
        """Draw these outlines, and show all of them unless the officer has moved the map."""
        self._areas = tuple(areas)
        self._ground = GroundPainter(self._areas, self._language)
        self._fit()

    def set_tiles(self, packages: TilePackages, shown: Sequence[TilePackage]) -> None:
        """Draw these packages under all else."""

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show these markers and no others."""
        first = not self._placed
        self._placed = place(markers)
        self._clusters = None
        self._say_how_many()
        if first and not self._areas:
            self._fit()
        self.update()

    def _say_how_many(self) -> None:
        words = self._look.words.get("cases", "{n}")
        self.setAccessibleName(words.format(n=len(self._placed)))

    def set_covered(self, width: int, height: int) -> None:
        """Something covers that many pixels of the lower right corner: keep the chosen out."""
        self._covered = QSize(width, height)

    def choose(self, case_id: str) -> None:
        """Ring this case's marker and bring it into view, out of its cluster; "" for none."""
        self._chosen = case_id
        found = next((one for one in self._placed if one.marker.case_id == case_id), None)
        if found is not None:
            self._free_from_cluster(case_id)
            self._bring_into_view(QPointF(found.x, found.y))
        self.update()

    def _free_from_cluster(self, case_id: str) -> None:
        while self._zoom < _MOST_ZOOM:
            holder = next(
                c for c in self.clusters() if any(m.marker.case_id == case_id for m in c.members)
            )
            if len(holder.members) == 1 or _one_spot(holder):
                return
            self._set_view(holder.x, holder.y, self._zoom + 1)

    def _bring_into_view(self, world: QPointF) -> None:
        at, edge = self._to_screen(world.x(), world.y()), 40.0
        if not QRectF(self.rect()).adjusted(edge, edge, -edge, -edge).contains(at):
            self._set_view(world.x(), world.y(), self._zoom)
            at = self._to_screen(world.x(), world.y())
        top = self.height() - self._covered.height() - edge
        left = self.width() - self._covered.width() - edge
        if self._covered.height() and at.x() > left and at.y() > top:
            self._pan(QPointF(0, max(60.0, top - 20) - at.y()))

    # -- where things are

    def clusters(self) -> list[Cluster]:
        """The clusters at the present zoom."""
        if self._clusters is None:
            self._clusters = gather(self._placed, self._zoom, _CELL)
        return self._clusters

    def position_of(self, case_id: str) -> QPointF | None:
        """Where on the widget the case's marker (or its cluster) stands, or None."""
        for cluster in self.clusters():
            if any(one.marker.case_id == case_id for one in cluster.members):
                return self._to_screen(cluster.x, cluster.y)
        return None

    @property
    def zoom(self) -> float:
        """The zoom, as web maps count it."""
        return self._zoom

    def _to_screen(self, x: float, y: float) -> QPointF:
        scale = scale_at(self._zoom)
        return QPointF(
            (x - self._x) * scale + self.width() / 2, (y - self._y) * scale + self.height() / 2
        )

    def _to_ground(self, at: QPointF) -> tuple[float, float]:
        scale = scale_at(self._zoom)
        return (
            self._x + (at.x() - self.width() / 2) / scale,
            self._y + (at.y() - self.height() / 2) / scale,
        )

    def _cluster_at(self, at: QPointF) -> Cluster | None:
        best: tuple[float, Cluster] | None = None
        for cluster in self.clusters():
            away = self._to_screen(cluster.x, cluster.y) - at
            distance = math.hypot(away.x(), away.y())
            if distance <= cluster_side(len(cluster.members)) / 2 + 2 and (
                best is None or distance < best[0]
            ):
                best = distance, cluster
        return best[1] if best else None

    # -- moving

    def _set_view(self, x: float, y: float, zoom: float) -> None:
        zoom = max(_LEAST_ZOOM, min(_MOST_ZOOM, zoom))
        if zoom != self._zoom:
            self._clusters = None
        self._x, self._y, self._zoom = min(1.0, max(0.0, x)), min(1.0, max(0.0, y)), zoom
        self._closer.setEnabled(zoom < _MOST_ZOOM)
        self._wider.setEnabled(zoom > _LEAST_ZOOM)
        self.update()

    def _pan(self, by: QPointF) -> None:
        scale = scale_at(self._zoom)
        self._set_view(self._x - by.x() / scale, self._y - by.y() / scale, self._zoom)

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in (positive) or out, keeping the ground under `at` (or the middle) in place."""
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        self._moved_by_hand = True
        x, y = self._to_ground(at)
        self._set_view(self._x, self._y, self._zoom + steps)
        now_x, now_y = self._to_ground(at)
        self._set_view(self._x + x - now_x, self._y + y - now_y, self._zoom)

    def _fit(self) -> None:
        areas = [a for a in self._areas if a.kind == "subdistrict"] or list(self._areas)
        points = [to_world(*point) for area in areas for point in area.points]
        points = points or [(one.x, one.y) for one in self._placed]
        if not points:
            return
        xs, ys = zip(*points, strict=True)
        x, y, zoom = zoom_to_fit(
            (min(xs), min(ys), max(xs), max(ys)),
            self.width() - 2 * _PADDING,
            self.height() - 2 * _PADDING,
        )
        self._set_view(x, y, min(zoom, 17.0))

    # -- Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved_by_hand:
            self._fit()
            self.choose(self._chosen)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground.paint(painter, self.size(), self._look, (self._x, self._y, self._zoom))
        near = QRectF(self.rect()).adjusted(-40, -40, 40, 40)
        last: QPointF | None = None
        for cluster in self.clusters():
            at = self._to_screen(cluster.x, cluster.y)
            if not near.contains(at):
                continue
            chosen = any(one.marker.case_id == self._chosen for one in cluster.members)
            if chosen and len(cluster.members) == 1:
                last = at
                continue
            self._faces.paint(painter, at, cluster, chosen=chosen)
        if last is not None:
            self._faces.paint(painter, last, self._chosen_cluster(), chosen=True)
        _, lat = to_degrees(self._x, self._y)
        self._ground.paint_scale(painter, self.size(), self._look, (self._zoom, lat))

    def _chosen_cluster(self) -> Cluster:
        return next(c for c in self.clusters() if c.members[0].marker.case_id == self._chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(event.angleDelta().y() / 240.0, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            over = self._cluster_at(event.position()) is not None
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        by = event.position() - self._pressed_at
        if self._dragged or by.manhattanLength() >= _DRAG_STARTS:
            self._dragged = self._moved_by_hand = True
            self._pressed_at = event.position()
            self._pan(by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed_at is not None and not self._dragged
        self._pressed_at = None
        if clicked and (cluster := self._cluster_at(event.position())) is not None:
            self._take(cluster)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cluster = self._cluster_at(event.position())
        if cluster is None:
            self.zoom_by(1.0, event.position())
        elif len(cluster.members) == 1:
            self.case_opened.emit(cluster.members[0].marker.case_id)

    def _take(self, cluster: Cluster) -> None:
        """Choose a marker; open a cluster; go through markers on one spot one by one."""
        if len(cluster.members) > 1 and self._zoom < _MOST_ZOOM and not _one_spot(cluster):
            self._moved_by_hand = True
            self._set_view(cluster.x, cluster.y, self._zoom + 1.5)
            return
        ids = [one.marker.case_id for one in cluster.members]
        following = ids.index(self._chosen) + 1 if self._chosen in ids else 0
        self._chosen = ids[following % len(ids)]
        self._bring_into_view(QPointF(cluster.x, cluster.y))
        self.update()
        self.case_chosen.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        pans = {
            Qt.Key.Key_Left: QPointF(_PAN_STEP, 0),
            Qt.Key.Key_Right: QPointF(-_PAN_STEP, 0),
            Qt.Key.Key_Up: QPointF(0, _PAN_STEP),
            Qt.Key.Key_Down: QPointF(0, -_PAN_STEP),
        }
        if key in pans:
            self._moved_by_hand = True
            self._pan(pans[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1.0)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1.0)
        elif key == Qt.Key.Key_Home:
            self._moved_by_hand = False
            self._fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.case_opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cluster = self._cluster_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words_for(cluster), self)
            return True
        return super().event(event)

    def _words_for(self, cluster: Cluster | None) -> str:
        if cluster is None:
            return ""
        if len(cluster.members) > 1:
            return self._look.words.get("cases", "{n}").format(n=len(cluster.members))
        marker = cluster.members[0].marker
        faces = [self._look.faces.get(key) for key in (marker.state, marker.mark)]
        return " · ".join([*(face.word for face in faces if face), marker.title])


def _one_spot(cluster: Cluster) -> bool:
    first = cluster.members[0]
    return all(
        math.isclose(one.x, first.x, abs_tol=1e-9) and math.isclose(one.y, first.y, abs_tol=1e-9)
        for one in cluster.members
    )
