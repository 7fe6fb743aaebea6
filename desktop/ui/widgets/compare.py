"""Before and after over each other in one box, with a divider between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.photo_stage import STAGE, STEP, Lens
from desktop.ui.widgets.text import draw_line, text_width
from desktop.words import translate

_WHOLE, _STEP, _PAGE = 1000, 20, 100
_KNOB, _EDGE = 34, 12


class Compare(QSlider):
    """Left of the divider the photo before the work, right of it the one after.

    It is a slider: dragged by mouse, moved by arrows, Page Up and Down, Home and End; screen
    readers know it as one. Both photos are whole in the same box, whatever their shapes; + and -
    and the wheel zoom into both together.

    Signals:
        zoomed: how much both are enlarged now; 1 is whole.
    """

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without photos, the divider in the middle."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, _WHOLE)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setValue(_WHOLE // 2)
        grow = QSizePolicy.Policy.Expanding
        self.setSizePolicy(grow, grow)
        self.setMinimumHeight(120)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("no-ring", True)
        self._pictures = (QPixmap(), QPixmap())
        self._lenses = (Lens(), Lens())
        self.retranslate()
        self.valueChanged.connect(self._moved)
        Theme.current().changed.connect(self.update)

    def show_pictures(
        self, before: QPixmap, after: QPixmap, turns: tuple[int, int] = (0, 0)
    ) -> None:
        """Show two photos, each turned by so many quarters; the divider stays where it is."""
        self._pictures = (before, after)
        for lens, turned in zip(self._lenses, turns, strict=True):
            lens.turns = turned
        self.update()

    def retranslate(self) -> None:
        """Say what it is in the language in use."""
        self.setAccessibleName(translate("Compare", "Divider between before and after"))
        self._moved()

    def zoom(self) -> float:
        """How much both are enlarged; 1 is whole."""
        return self._lenses[0].zoom

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge or shrink both around a point of the widget, the divider where none is given."""
        middle = QPointF(self.rect().center())
        point = at if at is not None else QPointF(self.divider(), middle.y())
        for lens in self._lenses:
            lens.zoom_by(factor, point - middle)
        self.zoomed.emit(self.zoom())
        self.update()

    def fit(self) -> None:
        """Both whole."""
        for lens in self._lenses:
            lens.reset()
        self.zoomed.emit(1.0)
        self.update()

    def divider(self) -> float:
        """Where the divider stands, px from the left."""
        room = self._room()
        return room.left() + room.width() * self.value() / _WHOLE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both photos, each on its side, the divider and the two words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), STAGE)
        at = self.divider()
        whole = QRectF(self.rect())
        sides = (QRectF(0, 0, at, whole.height()), whole.adjusted(at, 0, 0, 0))
        for side, lens, picture in zip(sides, self._lenses, self._pictures, strict=True):
            painter.setClipRect(side)
            lens.paint(painter, picture, self._room())
        painter.setClipping(False)
        self._paint_divider(painter, at)
        self._paint_words(painter, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The divider comes to the pointer, and follows it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stay where it was let go."""
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        step = event.angleDelta().y() / 120
        if step:
            self.zoom_by(STEP**step, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As a slider, but up and down belong to what is around it, and + and - zoom."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _follow(self, event: QMouseEvent) -> None:
        room = self._room()
        if room.width() > 0:
            self.setValue(round((event.position().x() - room.left()) / room.width() * _WHOLE))

    def _moved(self) -> None:
        text = translate("Compare", "{n} % before, the rest after")
        self.setAccessibleDescription(text.format(n=round(100 * self.value() / _WHOLE)))
        self.update()

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def _paint_divider(self, painter: QPainter, at: float) -> None:
        line = colour("focus") if self.hasFocus() else colour("surface")
        painter.fillRect(QRectF(at - 2.5, 0, 5, self.height()), colour("toast"))
        painter.fillRect(QRectF(at - 1.5, 0, 3, self.height()), line)
        knob = QRectF(at - _KNOB / 2, self.height() / 2 - _KNOB / 2, _KNOB, _KNOB)
        painter.setPen(QPen(line if self.hasFocus() else colour("line3"), 2))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(knob)
        middle = self.height() / 2 - 8
        paint_icon(painter, at - 15, middle, "chevron-left", "ink", 16)
        paint_icon(painter, at - 1, middle, "chevron-right", "ink", 16)

    def _paint_words(self, painter: QPainter, at: float) -> None:
        """Which side is which, in words, as far as a side has room for them."""
        before, after = translate("CasePhotos", "Before"), translate("CasePhotos", "After")
        top, tall = 10, 28
        widths = [round(text_width(word, Role.SECONDARY_STRONG)) + 20 for word in (before, after)]
        boxes = (
            QRectF(10, top, widths[0], tall),
            QRectF(self.width() - 10 - widths[1], top, widths[1], tall),
        )
        rooms = (at - 24, self.width() - at - 24)
        for word, box, room in zip((before, after), boxes, rooms, strict=True):
            if room < box.width():
                continue
            painter.setPen(QPen(colour("line3"), 1))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(box, 6, 6)
            align = Qt.AlignmentFlag.AlignHCenter
            draw_line(painter, box, word, Role.SECONDARY_STRONG, "ink", align=align)
