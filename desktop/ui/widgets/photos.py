"""Photos on a page: one picture filling its box, and a card with words under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import RADIUS_BUTTON, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.text import draw_line, wrap
from desktop.words import translate

_BADGE = 18


class PhotoView(QWidget):
    """A photo that keeps its ratio: cut to fill the box, or `whole` inside it.

    `opened` comes with a click or Enter. Without a picture it says whether it is being opened or
    is not on this computer yet. Give it `height_ratio` (height by width) to follow its width.
    """

    opened = Signal()
    near = Signal()
    """The pointer or the keyboard came to it."""

    def __init__(
        self,
        name: str = "",
        *,
        radius: int = RADIUS_BUTTON,
        height_ratio: float | None = None,
        whole: bool = False,
        head: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._words = ""
        self._icon = "image"
        self._badge = ("", "")
        self._radius, self._ratio, self._whole, self._head = radius, height_ratio, whole, head
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(height_ratio is not None)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)
        Theme.current().changed.connect(self.update)

    def set_name(self, name: str) -> None:
        """Name what the photo shows, for screen readers."""
        self.setAccessibleName(name or translate("Photo", "Photo"))

    def set_badge(self, icon: str = "", token: str = "", words: str = "") -> None:
        """Mark a small photo with an icon in its corner, in words too; "" takes the mark away."""
        if (icon, token) != self._badge:
            self._badge = (icon, token)
            self.update()
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def set_picture(self, picture: QPixmap) -> None:
        """Show a picture."""
        self._picture, self._words = picture, ""
        self.update()

    def set_loading(self) -> None:
        """Say that the photo is being opened."""
        self._say("image", translate("Photo", "Opening photo…"))

    def set_absent(self) -> None:
        """Say that the full photo is not on this computer yet."""
        self._say(
            "cloud-off",
            translate(
                "Photo", "The full photo is not here yet. It will come when there is a signal."
            ),
        )

    def set_words(self, icon: str, text: str) -> None:
        """Show an icon and words of the page's own instead of a picture."""
        self._say(icon, text)

    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._picture.isNull()

    def heightForWidth(self, width: int) -> int:
        """The height that keeps the ratio."""
        return round(width * self._ratio) if self._ratio is not None else -1

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows the width."""
        return self._ratio is not None

    def sizeHint(self) -> QSize:
        """222 by 158 px unless a ratio is given."""
        return QSize(222, 158 if self._ratio is None else round(222 * self._ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture or what stands for it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_picture(painter, QRectF(self.rect()))
        icon, token = self._badge
        if icon:
            box = QRectF(self.width() - _BADGE - 2, self.height() - _BADGE - 2, _BADGE, _BADGE)
            painter.setPen(QPen(colour(token), 1))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(box, 4, 4)
            paint_icon(painter, box.left() + 2, box.top() + 2, icon, token, _BADGE - 4)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        if self.has_picture():
            whole, head = self._whole, self._head
            paint_photo(painter, box, self._picture, self._radius, whole=whole, head=head)
            return
        if not self._words:
            paint_no_photo(painter, box, self._radius, self._icon)
            return
        lines = wrap(self._words, Role.SECONDARY, box.width() - 24, 4)
        tall = 21 * len(lines)
        upper = QRectF(box).adjusted(0, 0, 0, -tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(box, self._radius, self._radius)
        if upper.height() > 30:
            paint_no_photo(painter, upper, self._radius, self._icon)
        middle = Qt.AlignmentFlag.AlignHCenter
        for number, line in enumerate(lines):
            words = QRectF(12, upper.height() / 2 + 14 + 21 * number, box.width() - 24, 21)
            draw_line(painter, words, line, Role.SECONDARY, "ink", align=middle)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """It may be opened next."""
        super().enterEvent(event)
        self.near.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It may be opened next."""
        super().focusInEvent(event)
        self.near.emit()

    def _say(self, icon: str, words: str) -> None:
        self._picture, self._icon, self._words = QPixmap(), icon, words
        self.setToolTip("")
        self.update()


class PhotoCard(Card):
    """A card with a photo at its head and room under it: `body` is the layout to fill."""

    def __init__(self, name: str = "", height: int = 148, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PhotoView(name, radius=9, head=True, parent=self)
        self.photo.setFixedHeight(height)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.photo)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(12, 8, 12, 10)
        self.body.setSpacing(0)
        column.addLayout(self.body)
        column.addStretch(1)

    def set_warning(self, warning: bool) -> None:
        """Give the card a warm edge while something about its photo should be looked at."""
        self.set_tokens("surface", "attn-ln" if warning else "line")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card; the photo's upper corners follow its rounding."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(colour("line"), 1))
        y = self.photo.geometry().bottom() + 1
        painter.drawLine(1, y, self.width() - 2, y)
