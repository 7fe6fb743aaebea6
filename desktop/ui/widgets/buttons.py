"""Buttons: primary, plain and quiet, with an icon, words and the key that does the same."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import BUTTON, BUTTON_FINAL, BUTTON_SMALL, ICON, RADIUS_BUTTON, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line, text_width

Kind = Literal["primary", "plain", "quiet", "soft", "toast"]
Size = Literal["normal", "final", "small"]

CAP_HEIGHT = 20
_HEIGHTS = {"normal": BUTTON, "final": BUTTON_FINAL, "small": BUTTON_SMALL}
_GAP = 7


def cap_width(key: str) -> int:
    """The width of a printed key cap in px."""
    return max(18, round(text_width(key, Role.KEY_CAP)) + 12)


def paint_cap(
    painter: QPainter,
    at: QPointF,
    key: str,
    *,
    ink: str = "ink2",
    edge: str = "line2",
    fill: str = "surface",
) -> int:
    """Draw a key cap with its top left corner at `at`; gives its width."""
    width = cap_width(key)
    painter.setPen(QPen(colour(edge), 1))
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at.x() + 0.5, at.y() + 0.5, width - 1, CAP_HEIGHT - 1), 3.5, 3.5)
    box = QRectF(at.x(), at.y(), width, CAP_HEIGHT)
    draw_line(painter, box, key, Role.KEY_CAP, ink, align=Qt.AlignmentFlag.AlignHCenter)
    return width


class KeyCap(QWidget):
    """A printed key, as on a button, standing alone."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)
        Theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as its key."""
        return QSize(cap_width(self._key), CAP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, QPointF(0, 0), self._key)


class Button(QPushButton):
    """A button of the house: `kind` primary, plain, quiet (a link), soft (a quiet choice
    such as the order of a list) or toast (in an undo bar).

    `key` is only printed; the page binds it. A menu may be set as on every QPushButton.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "plain",
        icon: str = "",
        key: str = "",
        size: Size = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._key, self._size = kind, icon, key, size
        self._over = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name()
        Theme.current().changed.connect(self._changed)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self._name()
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon = name
        self._changed()

    def set_kind(self, kind: Kind) -> None:
        """Become primary, plain or quiet."""
        self._kind = kind
        self._changed()

    def set_key(self, key: str) -> None:
        """Print another key cap, or none."""
        self._key = key
        self._name()
        self._changed()

    def sizeHint(self) -> QSize:
        """As wide as icon, words and key cap."""
        width = 2 * self._padding() + self._inner_width()
        return QSize(round(width), _HEIGHTS[self._size])

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut by a layout."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, icon, words, key cap and, with a menu, its arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_box(painter)
        x = max(self._padding(), (self.width() - self._inner_width()) / 2)
        if self._icon:
            size = self._icon_size()
            paint_icon(painter, round(x), (self.height() - size) / 2, self._icon, ink, size)
            x = round(x) + size + (_GAP if self.text() else 0)
        end = self.width() - max(self._padding(), (self.width() - self._inner_width()) / 2)
        tail = self._tail_width()
        box = QRectF(x, 0, max(0.0, end - tail - x + 1), self.height())
        drawn = draw_line(painter, box, self.text(), self._role(), ink, weight=self._weight())
        self._paint_tail(painter, x + drawn + _GAP, ink)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is over it."""
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer left."""
        self._over = False
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new font or state changes the size."""
        super().changeEvent(event)
        self.updateGeometry()

    def _paint_box(self, painter: QPainter) -> str:
        """Draw the box and give the token of its ink."""
        fill, edge, ink = {
            "primary": ("accent", "accent", "on-accent"),
            "plain": ("surface", "line2", "ink"),
            "quiet": ("", "", "accent-t"),
            "soft": ("", "", "ink2"),
            "toast": ("", "", "toast-link"),
        }[self._kind]
        if not self.isEnabled():
            fill, edge, ink = ("" if self._kind in ("quiet", "soft") else "head"), "line2", "ink2"
        if self.isChecked() and self.isCheckable():
            fill, edge = "sel", "accent-t"
        background = colour(fill) if fill else QColor(Qt.GlobalColor.transparent)
        if self.isEnabled() and (self._over or self.isDown()):
            background = self._lively(background)
        painter.setPen(QPen(colour(edge), 1) if edge and edge != fill else Qt.PenStyle.NoPen)
        painter.setBrush(background)
        inset = 0.5 if edge and edge != fill else 0.0
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS_BUTTON - inset, RADIUS_BUTTON - inset)
        return ink

    def _lively(self, background: QColor) -> QColor:
        """The background while the pointer is over the button or presses it."""
        if self._kind == "primary":
            return background.darker(118 if self.isDown() else 108)
        if self._kind == "toast":
            return QColor(127, 127, 127, 60)
        return colour("sel" if self.isDown() else "head")

    def _paint_tail(self, painter: QPainter, x: float, ink: str) -> None:
        if self._key:
            y = (self.height() - CAP_HEIGHT) // 2
            if self._kind == "primary" and self.isEnabled():
                paint_cap(painter, QPointF(round(x), y), self._key, ink=ink, edge=ink, fill="")
            elif self._kind == "toast":
                paint_cap(
                    painter,
                    QPointF(round(x), y),
                    self._key,
                    ink="toast-cap",
                    edge="toast-edge",
                    fill="",
                )
            else:
                paint_cap(painter, QPointF(round(x), y), self._key)
            x += cap_width(self._key) + _GAP
        if self.menu() is not None:
            paint_icon(painter, round(x), (self.height() - 15) / 2, "chevron-down", ink, 15)

    def _inner_width(self) -> float:
        icon = self._icon_size() + (_GAP if self.text() else 0) if self._icon else 0
        words = text_width(self.text(), self._role(), self._weight()) if self.text() else 0
        return icon + words + self._tail_width()

    def _tail_width(self) -> float:
        cap = cap_width(self._key) + _GAP if self._key else 0
        return cap + (15 + _GAP if self.menu() is not None else 0)

    def _padding(self) -> int:
        if self._kind in ("quiet", "soft", "toast"):
            return 9
        return {"normal": 13, "final": 17, "small": 11}[self._size]

    def _icon_size(self) -> int:
        return 15 if self._size == "small" else ICON

    def _role(self) -> Role:
        return Role.SECONDARY if self._size == "small" else Role.BUTTON

    def _weight(self) -> int:
        return 500 if self._kind in ("plain", "soft") else 600

    def _name(self) -> None:
        self.setAccessibleName(self.text())
        if self._key:
            self.setAccessibleDescription(self._key)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()


class IconButton(QAbstractButton):
    """An icon without a word (copy, zoom, remove, more): the word is its tooltip and name."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        framed: bool = False,
        size: int = 32,
        token: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._framed, self._side, self._token = icon, framed, size, token
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        Theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A square, at least 32 px."""
        return QSize(self._side, self._side)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon with another name."""
        self._icon = icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon, with a box where framed or under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        if self._framed or active:
            edge = QPen(colour("line2"), 1) if self._framed else Qt.PenStyle.NoPen
            painter.setPen(edge)
            token = "sel" if self.isDown() or self.isChecked() else "head"
            painter.setBrush(colour(token if active else "surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        token = self._token if self.isEnabled() else "line3"
        at = (self.width() - ICON) / 2, (self.height() - ICON) / 2
        paint_icon(painter, round(at[0]), round(at[1]), self._icon, token, ICON)
