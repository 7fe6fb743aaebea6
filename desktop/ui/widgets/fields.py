"""Fields: search with its icon and key, choices, and a text area of the right line height."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QTextEdit, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import BUTTON, ICON, Role, font, line_height
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.buttons import CAP_HEIGHT, cap_width, paint_cap
from desktop.ui.widgets.text import set_line_height

_WAIT_MS = 150


class SearchField(QLineEdit):
    """A search field with its icon and a printed key. `searched` comes a moment after typing
    and at once with Enter; Esc clears it, and `left` comes with Esc in an empty field. `entered`
    comes with the keyboard."""

    searched = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(
        self, placeholder: str, key: str = "Ctrl+K", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.setObjectName("search")
        self.setFixedHeight(BUTTON)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(290)
        self.setMinimumWidth(120)
        self.set_placeholder(placeholder)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._now)
        Theme.current().changed.connect(self._margins)
        self._margins()

    def set_placeholder(self, text: str) -> None:
        """Say what can be searched."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the field, or leaves it when it is empty."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
            self._now()
        else:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ctrl+K selects what was typed before."""
        self.entered.emit()
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and key over the field of the style sheet."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, 11, (self.height() - ICON) / 2, "search", "ink2", ICON)
        if self._key and not self.text():
            x = self.width() - 9 - cap_width(self._key)
            paint_cap(painter, QPointF(x, (self.height() - CAP_HEIGHT) // 2), self._key)

    def _margins(self) -> None:
        cap = cap_width(self._key) + 4 if self._key and not self.text() else 0
        self.setTextMargins(26, 0, cap, 0)
        self.update()

    def _typed(self) -> None:
        self._margins()
        self._later.start()

    def _now(self) -> None:
        self._later.stop()
        self.searched.emit(self.text())


class Dropdown(QComboBox):
    """One of several. The wheel scrolls the page: a choice is never changed in passing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies around."""
        event.ignore()


class TextArea(QTextEdit):
    """A field of several lines of plain text; Tab leaves it. `lines` is its least height."""

    def __init__(
        self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAcceptRichText(False)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        Theme.current().changed.connect(self._measure)
        self._measure()

    def setPlainText(self, text: str) -> None:
        """Replace the text, keeping the line height."""
        super().setPlainText(text)
        self._space_lines()

    def clear(self) -> None:
        """Empty the field, keeping the line height."""
        self.setPlainText("")

    def _measure(self) -> None:
        self.setFont(font(Role.BODY))
        self.setMinimumHeight(self._lines * line_height(Role.BODY) + 16)
        self._space_lines()

    def _space_lines(self) -> None:
        """Set the line height without telling of a change and without a step to undo."""
        document = self.document()
        blocked = self.blockSignals(True)
        document.setUndoRedoEnabled(False)
        set_line_height(document, Role.BODY)
        document.setUndoRedoEnabled(True)
        self.blockSignals(blocked)
