"""Text on screen: lines of the right height, ends cut by grapheme, Thai wrapped between words."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.thai_breaks import breakable
from desktop.ui.theme.scale import Role, font, line_height
from desktop.ui.theme.theme import Theme, colour

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_STACKED, _HANGING = "ฐิ์ป้ำฟี่น้ำ", "ญูฐู"
"""The tallest and the deepest there is in Thai."""

_LONGEST_LINE = 500
"""No line on a screen shows more characters, so no more are measured."""

_Alignment = Qt.AlignmentFlag


def one_line(text: str) -> str:
    """The text with its line breaks and runs of blanks as single spaces."""
    return " ".join(text.split())


def text_width(text: str, role: Role, weight: int | None = None) -> float:
    """The width of a text in one line, in logical px."""
    return _advance(text, _face(role, weight))


def elided(text: str, role: Role, width: float, weight: int | None = None) -> str:
    """The text in one line, cut at its end between graphemes where wider than `width` px."""
    return _elided(one_line(text[: 2 * _LONGEST_LINE]), _face(role, weight), int(width))


def draw_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: Role,
    token: str,
    *,
    weight: int | None = None,
    align: Qt.AlignmentFlag = _Alignment.AlignLeft,
) -> float:
    """Draw one line in the middle of the height of `box`, cut to its width.

    Returns the width drawn. The line is placed by its ascent, so that stacked vowels and tone
    marks are never cut.
    """
    shown = elided(text, role, box.width(), weight)
    metrics = _metrics(_face(role, weight))
    width = metrics.horizontalAdvance(shown)
    left = box.left()
    if align == _Alignment.AlignRight:
        left = box.right() - width
    elif align in (_Alignment.AlignHCenter, _Alignment.AlignCenter):
        left += (box.width() - width) / 2
    painter.setFont(font(role, weight))
    painter.setPen(colour(token))
    top = box.top() + (box.height() - metrics.height()) / 2
    ratio = painter.device().devicePixelRatio()
    baseline = round((top + metrics.ascent()) * ratio) / ratio
    painter.drawText(QPointF(left, baseline), shown)
    return width


def headroom(role: Role) -> int:
    """How far (px) a tone mark on a vowel (น้ำ, ที่) rises above the line of a role.

    A line's own box would cut it: what clips at its edge keeps this much room above the first.
    """
    return _rooms(_face(role, None))[0]


def footroom(role: Role) -> int:
    """How far (px) a vowel under a letter with a tail (ญู) hangs below the line of a role."""
    return _rooms(_face(role, None))[1]


def wrap(
    text: str, role: Role, width: float, most: int | None = None, weight: int | None = None
) -> list[str]:
    """The lines of a text wrapped to `width` px, at most `most`, the last cut with an ellipsis."""
    return list(_wrapped(text, _face(role, weight), max(1, int(width)), most))


def set_line_height(document: QTextDocument, role: Role) -> None:
    """Give every paragraph of a document the line height of a role."""
    from PySide6.QtGui import QTextBlockFormat, QTextCursor

    block = QTextBlockFormat()
    block.setLineHeight(line_height(role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(block)


class Text(QWidget):
    """A text in a role and colour: one line cut at the end, or wrapped; all of it in the tooltip.

    `lines` is the most that are shown; None shows all.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        token: str = "ink",
        *,
        lines: int | None = 1,
        weight: int | None = None,
        align: Qt.AlignmentFlag = _Alignment.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._role, self._token = text, role, token
        self._most, self._weight, self._align = lines, weight, align
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(lines != 1)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        Theme.current().changed.connect(self._changed)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str, token: str | None = None) -> None:
        """Show another text, in another colour if a token is given."""
        if (text, token or self._token) == (self._text, self._token):
            return
        self._text, self._token = text, token or self._token
        self.setAccessibleName(text)
        self._changed()

    def sizeHint(self) -> QSize:
        """One line at its full width, or the height that the width now needs."""
        wide = text_width(one_line(self._text), self._role, self._weight)
        if self._most == 1:
            return QSize(int(wide) + 2, self._height_of(1))
        width = int(min(wide + 4, 360))
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        """Little width: the text is cut or wrapped."""
        height = self._height_of(1) if self._most == 1 else self.heightForWidth(self.width())
        return QSize(24, height)

    def hasHeightForWidth(self) -> bool:
        """Whether the text wraps."""
        return self._most != 1

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text at a width, in px."""
        # A layout asks with its own width, which can exceed the one fixed for this text.
        width = min(width, self.maximumWidth())
        lines = wrap(self._text, self._role, width, self._most, self._weight)
        return self._height_of(max(1, len(lines)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wrapped text asks for its new height."""
        super().resizeEvent(event)
        if self._most != 1 and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        tall, width = line_height(self._role), self.width() + (0 if self._most == 1 else 1)
        lines = [self._text]
        top = float(headroom(self._role))
        if self._most == 1:
            top += max(0.0, (self.height() - top - footroom(self._role) - tall) / 2)
        else:
            lines = wrap(self._text, self._role, self.width(), self._most, self._weight)
        for number, line in enumerate(lines):
            row = QRectF(0, top + number * tall, width, tall)
            self._draw(painter, row, line)

    def _draw(self, painter: QPainter, row: QRectF, line: str) -> None:
        role, token, weight = self._role, self._token, self._weight
        draw_line(painter, row, line, role, token, weight=weight, align=self._align)

    def event(self, event: object) -> bool:
        """Show the whole text as the tooltip where it is cut."""
        if isinstance(event, QHelpEvent) and not self.toolTip() and self._is_cut():
            from PySide6.QtWidgets import QToolTip

            QToolTip.showText(event.globalPos(), self._text, self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _height_of(self, lines: int) -> int:
        rooms = headroom(self._role) + footroom(self._role)
        return lines * line_height(self._role) + rooms

    def _is_cut(self) -> bool:
        if self._most == 1:
            return elided(self._text, self._role, self.width(), self._weight) != self._text
        return wrap(self._text, self._role, self.width(), self._most, self._weight) != wrap(
            self._text, self._role, self.width(), None, self._weight
        )

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()


_Face = tuple[Role, int | None, str]
"""Role, weight and density: what a font follows from."""


def _face(role: Role, weight: int | None) -> _Face:
    return (role, weight, Theme.current().density)


@lru_cache(maxsize=64)
def _metrics(face: _Face) -> QFontMetricsF:
    return QFontMetricsF(font(face[0], face[1]))


def _outline(text: str, face: _Face) -> QRectF:
    """Where ink really comes; tight bounding boxes pass over stacked marks in some Qt versions."""
    path = QPainterPath()
    path.addText(0, 0, font(face[0], face[1]), text)
    return path.boundingRect()


@lru_cache(maxsize=64)
def _rooms(face: _Face) -> tuple[int, int]:
    metrics, tall = _metrics(face), line_height(face[0])
    baseline = round((tall - metrics.height()) / 2 + metrics.ascent())
    above = -_outline(_STACKED, face).top() - baseline
    below = _outline(_HANGING, face).bottom() - (tall - baseline)
    # One more pixel for hinting and antialiasing, which the outline does not know.
    return max(0, ceil(above + 1)), max(0, ceil(below + 1))


@lru_cache(maxsize=4096)
def _advance(text: str, face: _Face) -> float:
    return _metrics(face).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _elided(text: str, face: _Face, width: int) -> str:
    if _advance(text, face) <= width + 0.5:
        return text
    return _metrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=1024)
def _wrapped(text: str, face: _Face, width: int, most: int | None) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(breakable(paragraph), face, width)
        if most is not None and len(lines) > most:
            break
    if most is not None and len(lines) > most:
        rest = lines[most - 1].rstrip() + lines[most]
        lines = [
            *lines[: most - 1],
            _metrics(face).elidedText(rest + "…", Qt.TextElideMode.ElideRight, width),
        ]
    return tuple(lines)


def _paragraph(text: str, face: _Face, width: int) -> list[str]:
    if not text.strip():
        return [""]
    layout = QTextLayout(text, font(face[0], face[1]))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    units = text.encode("utf-16-le")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace"))
    layout.endLayout()
    return [line.rstrip() for line in lines]


def _forget() -> None:
    """Measure anew: the fonts came, or another density is in use."""
    for cached in (_metrics, _rooms, _advance, _elided, _wrapped):
        cached.cache_clear()


# Connected before any widget can be, so that none is laid out by what was measured before.
Theme.current().changed.connect(_forget)
