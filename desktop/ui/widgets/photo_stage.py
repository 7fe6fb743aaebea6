"""A photo that is zoomed, turned and moved by mouse, fingers or keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QPinchGesture, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role
from desktop.ui.widgets.text import draw_line, text_width, wrap

MOST_ZOOM, STEP = 8.0, 1.25
STAGE = QColor(14, 20, 20)
"""The ground behind a photo: dark in both looks, so that its own colours are seen."""
_MOVE = 90
_EDGE = 12


class Lens:
    """How a picture lies in a box: enlarged around a point, moved, turned by quarters."""

    def __init__(self) -> None:
        self.zoom, self.shift, self.turns = 1.0, QPointF(), 0

    def reset(self) -> None:
        """Whole in its box, as it is turned."""
        self.zoom, self.shift = 1.0, QPointF()

    def zoom_by(self, factor: float, point: QPointF) -> None:
        """Enlarge or shrink around a point, given from the middle of the box."""
        zoom = max(1.0, min(MOST_ZOOM, self.zoom * factor))
        self.shift = point - (point - self.shift) * (zoom / self.zoom)
        self.zoom = zoom
        if zoom == 1.0:
            self.shift = QPointF()

    def box(self, size: QSizeF, room: QRectF) -> QRectF:
        """Where a picture of this size lies when turned, the whole of it in `room` at zoom 1."""
        if size.isEmpty() or room.isEmpty():
            return QRectF()
        seen = size.transposed() if self.turns % 2 else size
        scale = min(room.width() / seen.width(), room.height() / seen.height()) * self.zoom
        box = QRectF(0, 0, seen.width() * scale, seen.height() * scale)
        box.moveCenter(room.center() + self.shift)
        return box

    def keep_near(self, size: QSizeF, room: QRectF) -> None:
        """Move no further than the picture's edge to the middle of the room."""
        box = self.box(size, room)
        across, down = box.width() / 2, box.height() / 2
        self.shift = QPointF(
            max(-across, min(across, self.shift.x())), max(-down, min(down, self.shift.y()))
        )

    def paint(self, painter: QPainter, picture: QPixmap, room: QRectF) -> None:
        """Draw a picture."""
        size = QSizeF(picture.size())
        box = self.box(size, room)
        if box.isEmpty():
            return
        upright = QSizeF(box.size()).transposed() if self.turns % 2 else box.size()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(box.center())
        painter.rotate(90 * self.turns)
        target = QRectF(-upright.width() / 2, -upright.height() / 2,
                        upright.width(), upright.height())  # fmt: skip
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
        painter.restore()


class PhotoStage(QWidget):
    """One photo on a dark ground, whole at first.

    Signals:
        zoomed: how much it is enlarged now; 1 is whole.
        beside: a click beside the whole photo.
    """

    zoomed = Signal(float)
    beside = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.lens = Lens()
        self._picture, self._sharp = QPixmap(), QPixmap()
        self._words = self._note = ""
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("no-ring", True)
        self.grabGesture(Qt.GestureType.PinchGesture)

    def show_picture(self, picture: QPixmap, *, fresh: bool) -> None:
        """Show a picture; a `fresh` photo is shown whole, a sharper copy keeps the view."""
        if fresh:
            self.lens.reset()
        self._picture, self._sharp, self._words = picture, QPixmap(), ""
        self.zoomed.emit(self.lens.zoom)
        self._changed()

    def show_sharp(self, picture: QPixmap) -> None:
        """More pixels of the photo shown, for zooming in."""
        self._sharp = picture
        self.update()

    def show_words(self, words: str) -> None:
        """Words in place of a picture."""
        self._picture, self._sharp, self._words = QPixmap(), QPixmap(), words
        self.update()

    def say(self, note: str) -> None:
        """A line over the foot of the photo; "" takes it away."""
        self._note = note
        self.update()

    def turn(self, turns: int) -> None:
        """Turn to so many quarters clockwise; the file stays as it is."""
        self.lens.turns = turns % 4
        self.lens.reset()
        self._changed()

    def picture(self) -> QPixmap:
        """What is shown: the sharpest there is."""
        return self._picture if self._sharp.isNull() else self._sharp

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge or shrink around a point of the widget, the middle where none is given."""
        middle = QPointF(self.rect().center())
        self.lens.zoom_by(factor, (at if at is not None else middle) - middle)
        self._changed()

    def fit(self) -> None:
        """The whole photo."""
        self.lens.reset()
        self._changed()

    def move_by(self, across: int, down: int) -> None:
        """Move an enlarged photo by steps, as the arrow keys do."""
        if self.lens.zoom > 1.0:
            self.lens.shift += QPointF(-across * _MOVE, -down * _MOVE)
            self._changed()

    def room(self) -> QRectF:
        """Where the whole photo has room."""
        return QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the photo, or words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), STAGE)
        if self._picture.isNull():
            self._paint_words(painter)
            return
        sharp = not self._sharp.isNull() and self.lens.zoom > 1.0
        self.lens.paint(painter, self._sharp if sharp else self._picture, self.room())
        self._paint_note(painter)

    def _paint_note(self, painter: QPainter) -> None:
        if not self._note:
            return
        wide = min(self.width() - 24.0, text_width(self._note, Role.SECONDARY) + 28)
        box = QRectF((self.width() - wide) / 2, self.height() - 46, wide, 34)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(STAGE)
        painter.drawRoundedRect(box, 8, 8)
        align = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, box, self._note, Role.SECONDARY, "rail-ink", align=align)

    def _paint_words(self, painter: QPainter) -> None:
        if not self._words:
            return
        lines = wrap(self._words, Role.BODY, min(460.0, self.width() - 48), 4)
        middle = self.rect().center()
        paint_icon(painter, middle.x() - 11, middle.y() - 44, "image", "rail-ink", 22)
        for number, line in enumerate(lines):
            box = QRectF(24, middle.y() - 8 + 24 * number, self.width() - 48, 24)
            align = Qt.AlignmentFlag.AlignHCenter
            draw_line(painter, box, line, Role.BODY, "rail-ink", align=align)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        step = event.angleDelta().y() / 120
        if step:
            self.zoom_by(STEP**step, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an enlarged photo."""
        if self._dragged is not None and self.lens.zoom > 1.0:
            self.lens.shift += event.position() - self._dragged
            self._dragged = event.position()
            self._changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; a click beside the whole photo is told."""
        self._dragged = None
        box = self.lens.box(QSizeF(self._picture.size()), self.room())
        if self.lens.zoom == 1.0 and not box.isEmpty() and not box.contains(event.position()):
            self.beside.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarge, or whole again."""
        self.zoom_by(2.5 if self.lens.zoom == 1.0 else 1 / self.lens.zoom, event.position())

    def event(self, event: QEvent) -> bool:
        """Two fingers on a screen or a touch pad zoom."""
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif event.type() == QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_by(pinch.scaleFactor(), QPointF(at))
                return True
        return super().event(event)

    def _changed(self) -> None:
        self.lens.keep_near(QSizeF(self._picture.size()), self.room())
        dragging = self.lens.zoom > 1.0
        shape = Qt.CursorShape.OpenHandCursor if dragging else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.zoomed.emit(self.lens.zoom)
        self.update()
