"""What a page says of itself: banners, empty and loading states, and how far something is."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import ICON_BANNER, Role, row_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.bar import paint_bar
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.text import Text

Tone = Literal["info", "warning", "done", "attention", "plain"]
Shape = Literal["case", "triage"]

_TONES = {
    "info": ("send", "cloud-off"),
    "warning": ("wait", "info"),
    "attention": ("attn", "triangle-alert"),
    "done": ("done", "circle-check"),
    "plain": ("rej", "info"),
}
QUIET_MS = 300
"""Loading shorter than this shows nothing."""
SENTENCE_MS = 3000
"""After this the sentence says what is being loaded."""


class Icon(QWidget):
    """An icon standing by itself; `name` is told to screen readers where it carries meaning."""

    def __init__(self, icon: str, token: str = "ink2", size: int = 18, name: str = "") -> None:
        super().__init__()
        self._icon, self._token, self._side = icon, token, size
        self.setFixedSize(size, size)
        self.setAccessibleName(name)
        Theme.current().changed.connect(self.update)

    def set_icon(self, icon: str, token: str | None = None) -> None:
        """Show another icon."""
        self._icon, self._token = icon, token or self._token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        paint_icon(QPainter(self), 0, 0, self._icon, self._token, self._side)


class Banner(Card):
    """A sentence in a coloured box with an icon; a second, quieter one may follow, and buttons."""

    def __init__(
        self,
        text: str = "",
        more: str = "",
        *,
        tone: Tone = "info",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, radius=8)
        self._picture = Icon("info", size=ICON_BANNER)
        self._text = Text("", Role.BODY, lines=None)
        self._more = Text("", Role.SECONDARY, "ink", lines=None)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(13, 9, 13, 9)
        self._row.setSpacing(10)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text, more, tone=tone, icon=icon)

    def say(self, text: str, more: str = "", *, tone: Tone = "info", icon: str = "") -> None:
        """Show other words in another tone."""
        ink, usual = _TONES[tone]
        self.set_tokens(f"{ink}-bg", f"{ink}-ln")
        self._picture.set_icon(icon or usual, ink)
        self._text.set_text(text, ink)
        self._more.set_text(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{text} {more}".strip())

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class EmptyState(QWidget):
    """What stands in an empty page: an icon, one kind sentence, and perhaps a button."""

    def __init__(
        self,
        icon: str,
        text: str,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._text = Text(text, Role.BODY, "ink2", lines=None, align=middle)
        self._text.setFixedWidth(340)
        self._icon = Icon(icon, "line3", 40)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._text, 0, middle)
        if action is not None:
            column.addWidget(action, 0, middle)
        column.addStretch(3)

    def say(self, text: str, icon: str | None = None) -> None:
        """Show another sentence."""
        self._text.set_text(text)
        if icon is not None:
            self._icon.set_icon(icon)


class Skeleton(QWidget):
    """Grey blocks in the shape of rows while something loads: nothing for 300 ms, and after 3 s
    the sentence that says what is loading. Starts when it is shown."""

    def __init__(self, text: str, shape: Shape = "case", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._blocks = self._sentence = False
        self._text = Text(text, Role.BODY, "ink2", lines=None, parent=self)
        self._text.hide()
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 46)
        self._timers = [self._timer(QUIET_MS, self._show_blocks)]
        self._timers.append(self._timer(SENTENCE_MS, self._show_sentence))
        Theme.current().changed.connect(self.update)

    def start(self) -> None:
        """Begin anew: nothing, then blocks, then the sentence."""
        self._blocks = self._sentence = False
        self._text.hide()
        for timer in self._timers:
            timer.start()

    def stop(self) -> None:
        """Show nothing more."""
        for timer in self._timers:
            timer.stop()
        self._blocks = self._sentence = False
        self._text.hide()
        self.update()

    def say(self, text: str) -> None:
        """Change the sentence, such as 320 of 1,284."""
        self._text.set_text(text)
        self.setAccessibleName(text)

    def showEvent(self, event: object) -> None:
        """Start when shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.start()

    def hideEvent(self, event: object) -> None:
        """Rest while hidden."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the blocks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        if not self._blocks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = row_height(90 if self._shape == "case" else 46)
        top = 60 if self._sentence else 0
        for number in range((self.height() - top) // step + 1):
            self._paint_row(painter, top + number * step)

    def _paint_row(self, painter: QPainter, y: int) -> None:
        painter.setBrush(colour("track"))
        width = self.width()
        if self._shape == "case":
            boxes = [(14, 11, 56, 56), (82, 12, width - 120, 14), (82, 37, width // 3, 12)]
            boxes.append((82, 56, 120, 22))
        else:
            boxes = [(46, 5, 44, 36), (100, 16, width // 2, 14), (width - 200, 12, 90, 22)]
        for left, top, wide, high in boxes:
            painter.drawRoundedRect(QRectF(left, y + top, max(8, wide), high), 6, 6)

    def _timer(self, wait: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer

    def _show_blocks(self) -> None:
        self._blocks = True
        self.update()

    def _show_sentence(self) -> None:
        self._sentence = True
        width = max(60, self.width() - 32)
        self._text.setGeometry(16, 12, width, self._text.heightForWidth(width))
        self._text.show()
        self.update()


class ProgressBar(QWidget):
    """A bar of 8 px; `value` is 0 to 1. Its words stand beside it, never only the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._token = "accent-t"
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Theme.current().changed.connect(self.update)

    def value(self) -> float:
        """How far it is filled, 0 to 1."""
        return self._value

    def set_value(self, value: float, token: str = "accent-t") -> None:
        """Fill it so far, in a token's colour."""
        self._value, self._token = min(1.0, max(0.0, value)), token
        self.setAccessibleDescription(f"{round(self._value * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()), self._value, self._token)
