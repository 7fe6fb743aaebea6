"""The focus ring: 3 px, 2 px away, around the one thing that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.theme.scale import RADIUS_BUTTON, RING, RING_AWAY
from desktop.ui.theme.theme import Theme, colour

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
# A letter that is a command reaches the widget as a shortcut to override alone.
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
_MOVES = {
    QEvent.Type.Resize,
    QEvent.Type.Move,
    QEvent.Type.LayoutRequest,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.Wheel,
}


class FocusRing(QWidget):
    """An overlay of a window that follows its focused widget.

    It shows after a key was pressed, and at once around text fields; a click of the mouse on
    anything else hides it. It takes no input.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._keyboard = True
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus-ring")
        self.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.place)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._focus_changed)
        Theme.current().changed.connect(self.update)

    def place(self) -> None:
        """Put the ring around what has the focus now, or hide it."""
        target = QApplication.focusWidget()
        window = self.parentWidget()
        if target is None or window is None or not window.isAncestorOf(target):
            self.hide()
            return
        if not target.isVisible():
            self.hide()  # what was put away keeps the keyboard until something else takes it
            return
        if not (self._keyboard or isinstance(target, _FIELDS)) or _wants_none(target):
            self.hide()
            return
        box = _shown_box(target, window)
        if box.isEmpty():
            self.hide()
            return
        self._target = target
        self.setGeometry(box)
        self.show()
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Learn whether keyboard or mouse is in use, and when the target moves."""
        kind = event.type()
        if kind in _KEYS:
            self._keyboard = True
            self._later.start()
        elif kind == QEvent.Type.MouseButtonPress and self._keyboard:
            self._keyboard = False
            self._later.start()
        elif kind in _MOVES and self.isVisible():
            self._later.start()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus"), RING))
        half = RING / 2
        radius = RADIUS_BUTTON + RING_AWAY + half
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._keyboard = False
        self._watch(new)
        if new is None:
            self.hide()
        else:
            self._later.start()

    def _watch(self, target: QWidget | None) -> None:
        """Follow the target and what it lies in. Never the whole application: a filter in Python
        that sees the web engine's own objects crashes it."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if isinstance(target, QAbstractScrollArea):
            self._watched.append(target.viewport())
        window = self.parentWidget()
        while target is not None and target is not window:
            self._watched.append(target)
            target = target.parentWidget()
        for widget in self._watched:
            widget.installEventFilter(self)


def _wants_none(target: QWidget) -> bool:
    """Whether the target, or something around it for all it holds, wants no ring."""
    if target.property("no-ring"):
        return True
    around: QWidget | None = target
    while around is not None:
        if around.property("no-ring-inside"):
            return True
        around = around.parentWidget()
    return False


def _shown_box(target: QWidget, window: QWidget) -> QRect:
    """Where the ring goes, in the window's coordinates; empty where nothing can be seen."""
    away = RING + RING_AWAY
    if isinstance(target, QAbstractItemView):
        inner = target.viewport()
        row = target.visualRect(target.currentIndex())
        seen = row.intersected(inner.rect())
        box = QRect(inner.mapTo(window, seen.topLeft()), seen.size())
        return box.adjusted(2, 2, -2, -3) if not row.isEmpty() and seen.height() > 12 else QRect()
    rect = target.rect()
    own = target.property("ring-box")
    if isinstance(own, QRect):
        rect = own
    box = QRect(target.mapTo(window, rect.topLeft()), rect.size())
    return box.adjusted(-away, -away, away, away) & _clip(target, window)


def _clip(target: QWidget, window: QWidget) -> QRect:
    """The part of the window in which a scroll area shows the target; all of it elsewhere."""
    clip = window.rect()
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        holder = parent.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
            clip &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = holder
    return clip
