"""Chips: a state's icon and word in a coloured box; painted the same in rows and as a widget."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import CHIP as CHIP_HEIGHT
from desktop.ui.theme.scale import ICON_CHIP, RADIUS_CHIP, Role
from desktop.ui.theme.states import Look, mark_style, state_style
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line, text_width

_BEFORE, _BETWEEN, _AFTER = 7, 5, 8
_MARK_GAP = 4


def chip_width(look: Look, text: str | None = None) -> int:
    """The width of a chip in px; `text` replaces the word of the look."""
    words = look.word if text is None else text
    icon = ICON_CHIP + _BETWEEN if look.icon else 0
    before = _BEFORE if look.icon else _AFTER + 1
    return round(before + icon + text_width(words, Role.CHIP) + _AFTER + 1)


def paint_chip(
    painter: QPainter, at: QPointF, look: Look, text: str | None = None, most: float | None = None
) -> int:
    """Draw a chip with its top left corner at `at`, at most `most` px wide; gives its width."""
    width = chip_width(look, text)
    if most is not None:
        width = min(width, int(most))
    box = QRectF(at.x() + 0.5, at.y() + 0.5, width - 1, CHIP_HEIGHT - 1)
    _box(painter, box, look.fill, look.edge)
    left = at.x() + _BEFORE
    if look.icon:
        y = at.y() + (CHIP_HEIGHT - ICON_CHIP) / 2
        paint_icon(painter, left, y, look.icon, look.text, ICON_CHIP)
        left += ICON_CHIP + _BETWEEN
    else:
        left += 2
    words = QRectF(left, at.y(), at.x() + width - _AFTER - left + 1, CHIP_HEIGHT)
    draw_line(painter, words, look.word if text is None else text, Role.CHIP, look.text)
    return width


def mark_width(look: Look, text: str | None = None) -> int:
    """The width of a mark without a box, in px."""
    words = look.word if text is None else text
    return round(ICON_CHIP + _MARK_GAP + text_width(words, Role.CAPTION_STRONG)) + 1


def paint_mark(
    painter: QPainter, box: QRectF, look: Look, text: str | None = None, *, right: bool = False
) -> int:
    """Draw icon and word without a box in the middle of `box`, at its left or right end.

    Gives the width drawn; the words are cut where the box is too narrow.
    """
    width = min(mark_width(look, text), int(box.width()))
    left = box.right() - width if right else box.left()
    y = box.top() + (box.height() - ICON_CHIP) / 2
    paint_icon(painter, left, y, look.icon, look.text, ICON_CHIP)
    start = left + ICON_CHIP + _MARK_GAP
    words = QRectF(start, box.top(), left + width - start + 1, box.height())
    draw_line(painter, words, look.word if text is None else text, Role.CAPTION_STRONG, look.text)
    return width


def tag_width(text: str, *, icon: str = "") -> int:
    """The width of a tag (a type, a unit, a suggestion) in px."""
    drawing = ICON_CHIP + _BETWEEN if icon else 0
    return round((16 if icon else 18) + drawing + text_width(text, Role.SECONDARY, 500))


def paint_tag(
    painter: QPainter,
    at: QPointF,
    text: str,
    *,
    suggestion: bool = False,
    icon: str = "",
    edge: str = "line2",
    most: float | None = None,
) -> int:
    """Draw a tag in plain ink, or dashed in teal for a suggestion not taken; gives its width."""
    width = tag_width(text, icon=icon)
    if most is not None:
        width = min(width, int(most))
    box = QRectF(at.x() + 0.5, at.y() + 0.5, width - 1, CHIP_HEIGHT - 1)
    token = "accent-t" if suggestion else "ink"
    _box(painter, box, "" if suggestion else "surface", token if suggestion else edge, suggestion)
    left = at.x() + (7 if icon else 9)
    if icon:
        y = at.y() + (CHIP_HEIGHT - ICON_CHIP) / 2
        paint_icon(painter, left, y, icon, token, ICON_CHIP)
        left += ICON_CHIP + _BETWEEN
    words = QRectF(left, at.y(), at.x() + width - 8 - left + 1, CHIP_HEIGHT)
    draw_line(painter, words, text, Role.SECONDARY, token, weight=500 if suggestion else None)
    return width


class Chip(QWidget):
    """A chip as a widget, for a state, a mark or any other look."""

    def __init__(self, look: Look, text: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._text = look, text
        self._state: str | None = None
        self._prepare()

    @classmethod
    def of_state(cls, state: str, parent: QWidget | None = None) -> Chip:
        """The chip of a state."""
        return cls(state_style(state), None, parent)

    @classmethod
    def of_mark(cls, mark: str, text: str | None = None, parent: QWidget | None = None) -> Chip:
        """The chip of a mark; `text` says more than its word, such as how many days."""
        return cls(mark_style(mark), text, parent)

    def set_look(self, look: Look, text: str | None = None) -> None:
        """Show another look."""
        self._look, self._text = look, text
        self.setAccessibleName(look.word if text is None else text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(chip_width(self._look, self._text), CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, QPointF(0, 0), self._look, self._text, self.width())

    def _prepare(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._look.word if self._text is None else self._text)
        Theme.current().changed.connect(self.updateGeometry)
        Theme.current().changed.connect(self.update)


class Tag(QWidget):
    """A tag as a widget: a type or unit; dashed while it is only suggested."""

    def __init__(
        self, text: str, *, suggestion: bool = False, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._suggestion, self._icon = text, suggestion, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        Theme.current().changed.connect(self.updateGeometry)
        Theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(tag_width(self._text, icon=self._icon), CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tag(
            painter,
            QPointF(0, 0),
            self._text,
            suggestion=self._suggestion,
            icon=self._icon,
            most=self.width(),
        )


def _box(painter: QPainter, box: QRectF, fill: str, edge: str, dashed: bool = False) -> None:
    pen = QPen(colour(edge), 1)
    if dashed:
        pen.setDashPattern([4, 2.5])
    painter.setPen(pen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, RADIUS_CHIP - 0.5, RADIUS_CHIP - 0.5)
