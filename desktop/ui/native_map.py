"""A plain map drawn by Qt itself, for computers where the web engine is missing or blocked.

Here are the hands on it: mouse, wheel, keys and tools. What it shows is in `native_map_view`.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from desktop.maps.measuring import measured_words
from desktop.maps.projection import Cluster, Placed, to_degrees
from desktop.ui.native_map_camera import MOST_ZOOM
from desktop.ui.native_map_view import NativeMapView, one_spot
from desktop.ui.native_map_walk import in_reading_order, nearest_towards

_PAN_STEP = 80.0
_DRAG_STARTS = 4.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_ADDS_TO_DRAWN = _ADDS | Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


class NativeMap(NativeMapView):
    """Wheel zooms, dragging pans, a click chooses, Ctrl and click selects.

    Keys: arrows pan; Ctrl and an arrow walk to the next marker that way, Page Up and Page Down
    through all in view; Enter opens, Ctrl+Space selects; + and − zoom; Home shows all.

    Signals:
        case_chosen, case_opened: the id of a case, by hand.
        selected: the ids of all cases that are selected now, by hand.
        measured: what was measured, in words; empty for nothing.
        place_clicked: lon and lat (degrees WGS 84) of the ground that was clicked.
        key_pressed: never; keys that it has no use for go on to the page by themselves.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    selected = Signal(list)
    measured = Signal(str)
    place_clicked = Signal(float, float)
    key_pressed = Signal(str)

    _pressed_at: QPointF | None = None
    _dragged = False

    # -- tools

    def set_tool(self, tool: str) -> None:
        """Pan, or select by rectangle or polygon, or measure. Raises ValueError for another."""
        self._drawing.use(tool)
        self.setCursor(
            Qt.CursorShape.CrossCursor if self._drawing.active else Qt.CursorShape.ArrowCursor
        )
        self.measured.emit("")
        self.update()

    def select_view(self) -> None:
        """Select every case that is in view."""
        seen = self._camera.seen()
        self._select((o for o in self._placed if seen.contains(o.x, o.y)), adds=False)

    def _select(self, found: Iterable[Placed], *, adds: bool) -> None:
        ids = [one.marker.case_id for one in found]
        before = self._marked if adds else frozenset()
        self._select_ids(before | set(ids))

    def _select_ids(self, ids: frozenset[str]) -> None:
        ordered = [o.marker.case_id for o in self._placed if o.marker.case_id in ids]
        self.set_marked(ordered)
        self.selected.emit(ordered)

    def _toggle(self, cluster: Cluster) -> None:
        """Select all of a cluster, or where all are selected none of them."""
        ids = {one.marker.case_id for one in cluster.members}
        self._select_ids(self._marked - ids if ids <= self._marked else self._marked | ids)

    def _corner(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        if self._drawing.add(at):
            self._finish(keys)
        self._tell_measured()
        self.update()

    def _tell_measured(self) -> None:
        if self._drawing.tool == "measure":
            line = [to_degrees(*corner) for corner in self._drawing.corners or self._drawing.kept]
            self._drawing.words = measured_words(line, self._look.words) if line else ""
            self.measured.emit(self._drawing.words)

    def _finish(self, keys: Qt.KeyboardModifier) -> None:
        """The rectangle or polygon selects; the measured line stays, closed in where it can be."""
        drawing = self._drawing
        drawn = drawing.take()
        if drawing.tool == "measure":
            closes = len(drawn) > 2 and drawn[0] != drawn[-1]
            drawing.kept = [*drawn, drawn[0]] if closes else drawn
            self._tell_measured()
        elif len(drawn) > (1 if drawing.tool == "rectangle" else 2):
            found = (one for one in self._placed if drawing.holds(drawn, one.x, one.y))
            self._select(found, adds=bool(keys & _ADDS_TO_DRAWN))
        self.update()

    # -- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is."""
        self.zoom_by(event.angleDelta().y() / 240.0, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click, a drag or a rectangle begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._dragged = event.position(), False
            self._drawing.cross = False
            if self._drawing.tool == "rectangle":
                self._drawing.begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, draw, or show what can be clicked."""
        if self._pressed_at is None:
            if not self._drawing.active:
                over = self._cluster_at(event.position()) is not None
                hand = Qt.CursorShape.PointingHandCursor
                self.setCursor(hand if over else Qt.CursorShape.ArrowCursor)
            return
        by = event.position() - self._pressed_at
        if not self._dragged and by.manhattanLength() < _DRAG_STARTS:
            return
        self._dragged = True
        if self._drawing.tool == "rectangle":
            self._drawing.drag(event.position())
            self.update()
            return
        self._moved_by_hand = True
        self._pressed_at = event.position()
        self._camera.pan(by)
        self._moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses, draws or names a place; a rectangle is done."""
        began, self._pressed_at = self._pressed_at, None
        if began is None:
            return
        at, keys = event.position(), event.modifiers()
        if self._drawing.tool == "rectangle":
            if self._dragged:
                self._finish(keys)
            else:
                self._drawing.take()
        elif self._dragged:
            return
        elif self._drawing.active:
            self._corner(at, keys)
        else:
            self._click(at, keys)

    def _click(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        cluster = self._cluster_at(at)
        if cluster is None:
            self.place_clicked.emit(*to_degrees(*self._camera.to_world(at)))
        elif keys & _ADDS:
            self._toggle(cluster)
        else:
            self._take(cluster)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a case, end a drawing, or zoom in."""
        cluster = self._cluster_at(event.position())
        if self._drawing.active:
            if len(self._drawing.corners) > 1 and self._drawing.tool != "rectangle":
                self._finish(event.modifiers())
        elif cluster is None:
            self.zoom_by(1.0, event.position())
        elif len(cluster.members) == 1:
            self.case_opened.emit(cluster.members[0].marker.case_id)

    def _take(self, cluster: Cluster) -> None:
        """Choose a marker; open a cluster; go through markers on one spot one by one."""
        if len(cluster.members) > 1 and self.zoom < MOST_ZOOM and not one_spot(cluster):
            self._moved_by_hand, self._cursor = True, None
            self._camera.look(cluster.x, cluster.y, self.zoom + 1.5)
            self._moved()
            return
        ids = [one.marker.case_id for one in cluster.members]
        following = ids.index(self._chosen) + 1 if self._chosen in ids else 0
        self._choose_by_hand(ids[following % len(ids)], cluster)

    def _choose_by_hand(self, case_id: str, cluster: Cluster) -> None:
        self._chosen, self._cursor = case_id, None
        self._stands = {}
        self._bring_into_view(cluster.x, cluster.y)
        self._say()
        self.case_chosen.emit(case_id)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw with a tool in hand, walk and open without; other keys are the page's."""
        key, keys = Qt.Key(event.key()), event.modifiers()
        drawn = self._drawing.active and self._key_draws(key, keys)
        if drawn or self._key_moves(key, keys) or self._key_walks(key, keys):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _key_draws(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        drawing = self._drawing
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            drawing.cross = True
            self._corner(self._camera.middle, keys)
        elif key == Qt.Key.Key_Space and len(drawing.corners) > 1:
            self._finish(keys)
        elif key == Qt.Key.Key_Backspace and drawing.corners:
            drawing.back()
            self._tell_measured()
        elif key == Qt.Key.Key_Escape and (drawing.corners or drawing.kept):
            drawing.clear()
            self._tell_measured()
        else:
            drawing.cross = drawing.cross or key in _ARROWS
            return False
        self.update()
        return True

    def _key_moves(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        if key in _ARROWS and not keys & _ADDS:
            across, down = _ARROWS[key]
            self._moved_by_hand = True
            self._camera.pan(QPointF(-across * _PAN_STEP, -down * _PAN_STEP))
            self._moved()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1.0)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1.0)
        elif key == Qt.Key.Key_Home:
            self._moved_by_hand = False
            self._fit()
        else:
            return False
        return True

    def _key_walks(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        here = self._cluster_of_cursor()
        if key in _ARROWS:
            start = (here.x, here.y) if here else (self._camera.x, self._camera.y)
            self._walk_to(nearest_towards(self.in_view(0), start, _ARROWS[key]))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            back = key == Qt.Key.Key_PageUp
            self._walk_to(in_reading_order(self.in_view(0), here, back=back))
        elif key == Qt.Key.Key_Space and keys & _ADDS and here is not None:
            self._toggle(here)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            single = len(here.members) == 1 or one_spot(here)
            if single and self._chosen:
                self.case_opened.emit(self._chosen)
            else:
                self._take(here)
        else:
            return False
        return True

    def _walk_to(self, cluster: Cluster | None) -> None:
        if cluster is None:
            return
        if len(cluster.members) == 1 or one_spot(cluster):
            self._choose_by_hand(cluster.members[0].marker.case_id, cluster)
            return
        self._cursor = cluster.x, cluster.y
        self._bring_into_view(cluster.x, cluster.y)
        self._say()

    def event(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cluster = self._cluster_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words_for(cluster), self)
            return True
        return super().event(event)
