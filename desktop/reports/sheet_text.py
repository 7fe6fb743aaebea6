"""Text and lines on paper, in tenths of a millimetre: the unit in which every sheet is laid out."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resource
from desktop.thai_breaks import breakable

FAMILY = "Sarabun"
BODY, SMALL, LARGE, TITLE = 39, 34, 46, 62
"""Sizes of type: 11, 9.6, 13 and 17.6 pt."""
_LINE = 1.45
INK, GREY = "#000000", "#555555"
_LONGEST = 4000


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False) -> QFont:
    """The face of a size (tenths of a millimetre)."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def line_height(size: int) -> float:
    """The height of a line, with room for stacked vowels and tone marks."""
    return size * _LINE


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a text is on one line."""
    return QFontMetricsF(font(size, bold=bold)).horizontalAdvance(text)


def wrapped(
    text: str, size: int, width: float, most: int | None = None, *, bold: bool = False
) -> list[str]:
    """The lines of a text, at most so many, the last with an ellipsis where there are more."""
    lines: list[str] = []
    for paragraph in text[:_LONGEST].split("\n"):
        if paragraph.strip():
            lines += _paragraph(paragraph, size, width, bold=bold)
        if most is not None and len(lines) > most:
            break
    if most is not None and len(lines) > most:
        rest = lines[most - 1].rstrip() + lines[most] + "…"
        metrics = QFontMetricsF(font(size, bold=bold))
        lines[most - 1 :] = [metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return lines


def _paragraph(text: str, size: int, width: float, *, bold: bool) -> list[str]:
    shown = breakable(text)
    layout = QTextLayout(shown, font(size, bold=bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    units, lines = shown.encode("utf-16-le"), []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        part = units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
        lines.append(part.replace("\u200b", "").rstrip())
    layout.endLayout()
    return lines


class Hand:
    """Writes and draws on one page: black and grey alone, so that any printer does."""

    def __init__(self, painter: QPainter) -> None:
        """`painter` is scaled so that one unit is a tenth of a millimetre."""
        self.painter = painter

    def line(
        self, at: QPointF, text: str, size: int = BODY, *, bold: bool = False, ink: str = INK
    ) -> float:
        """Write one line with its top left corner at `at`; gives its width."""
        face = font(size, bold=bold)
        metrics = QFontMetricsF(face)
        self.painter.setFont(face)
        self.painter.setPen(QColor(ink))
        top = at.y() + (line_height(size) - metrics.height()) / 2
        self.painter.drawText(QPointF(at.x(), top + metrics.ascent()), text)
        return metrics.horizontalAdvance(text)

    def lines(
        self, at: QPointF, lines: list[str], size: int = BODY, *, bold: bool = False, ink: str = INK
    ) -> float:
        """Write lines below each other; gives their height."""
        tall = line_height(size)
        for number, text in enumerate(lines):
            self.line(at + QPointF(0, number * tall), text, size, bold=bold, ink=ink)
        return len(lines) * tall

    def rule(self, start: QPointF, width: float, *, dotted: bool = False) -> None:
        """A line across: dotted where somebody writes on it."""
        pen = QPen(QColor(GREY if dotted else INK), 2)
        if dotted:
            pen.setStyle(Qt.PenStyle.DotLine)
        self.painter.setPen(pen)
        self.painter.drawLine(start, start + QPointF(width, 0))

    def box(self, box: QRectF, width: float = 3) -> None:
        """An empty box."""
        self.painter.setPen(QPen(QColor(INK), width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(box)

    def disc(self, middle: QPointF, radius: float, text: str, size: int = BODY) -> None:
        """A number in a circle."""
        self.painter.setPen(QPen(QColor(INK), 4))
        self.painter.setBrush(QColor("#ffffff"))
        self.painter.drawEllipse(middle, radius, radius)
        wide = width_of(text, size, bold=True)
        at = middle - QPointF(wide / 2, line_height(size) / 2)
        self.line(at, text, size, bold=True)

    def icon(self, at: QPointF, name: str, side: float) -> None:
        """An icon in black with its top left corner at `at`."""
        _icon(name).render(self.painter, QRectF(at.x(), at.y(), side, side))

    def photo(self, box: QRectF, picture: QImage) -> None:
        """A photo, whole, in the middle of a box, with a hairline."""
        scale = min(box.width() / picture.width(), box.height() / picture.height())
        width, height = picture.width() * scale, picture.height() * scale
        left = box.left() + (box.width() - width) / 2
        target = QRectF(left, box.top() + (box.height() - height) / 2, width, height)
        self.painter.drawImage(target, picture)
        self.box(target, 1)


def _icon(name: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", INK).encode()))
