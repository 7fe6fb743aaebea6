"""The undo bar: what was just done, and the way back, for ten seconds or while one is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.theme.scale import RADIUS_CARD, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text
from desktop.words import translate

STAYS_MS = 10_000


class UndoBar(QWidget):
    """Says what was done and offers to undo it; `undo` comes with a click. The page binds Ctrl+Z.

    It goes away by itself after ten seconds, but never while the pointer or the focus is in it.
    """

    undo = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._text = Text("", Role.BODY, "on-toast", weight=500)
        self._button = Button("", kind="toast", icon="undo-2", key="Ctrl+Z")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(Icon("circle-check", "on-toast"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self._clicked)
        self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self._time_over)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        Theme.current().changed.connect(self.update)
        self.hide()

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Show what was done; the ten seconds begin anew."""
        self._text.set_text(text)
        self._button.set_text(translate("UndoBar", "Undo"))
        self._button.setVisible(can_undo)
        self.setAccessibleName(text)
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def dismiss(self) -> None:
        """Go away now."""
        if self.isHidden():
            return
        self._timer.stop()
        self.hide()
        self.dismissed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is in it."""
        self._over = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go once the time is over."""
        self._over = False
        super().leaveEvent(event)
        self._go_if_over()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)

    def _clicked(self) -> None:
        self.undo.emit()
        self.dismiss()

    def _time_over(self) -> None:
        if not self._over and not self._button.hasFocus():
            self.dismiss()

    def _focus_changed(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is self._button:
            self._go_if_over()

    def _go_if_over(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._time_over()
