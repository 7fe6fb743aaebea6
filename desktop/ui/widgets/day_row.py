"""The row of a case in My day: box to choose it, number of the stop, photo, words, and the leg."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import WORDS_MOST, Role, line_height, row_height
from desktop.ui.theme.theme import colour
from desktop.ui.widgets.case_row import paint_states
from desktop.ui.widgets.row_base import ClickArea, Index, RowDelegate, fill, told_beside
from desktop.ui.widgets.rows import RowView
from desktop.ui.widgets.text import draw_line, text_width
from desktop.ui.widgets.triage_row import paint_check
from desktop.words import translate

CHOICE = 52
"""Width in px of what a click on the box takes: wide enough for a hand that is unsteady."""
_BOX, _DISC, _PHOTO, _GAP = 20, 30, 64, 12
_HEADING = 40


@dataclass(frozen=True, slots=True)
class DayHeading:
    """A line between rows: what follows, and how much of it."""

    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A case in My day. `number` is 0 for one that is not for today; `leg` is ready words."""

    view: RowView
    number: int = 0
    leg: str = ""
    done: bool = False


class DayRowDelegate(RowDelegate, ClickArea):
    """Paints headings and rows; `toggled` comes with a click on the box of a row."""

    toggled = Signal(object)

    def height(self, row: Any) -> int:
        """96 px, 84 compact, more where comfortable; 40 for a heading."""
        return _HEADING if isinstance(row, DayHeading) else row_height(96, 84)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height, without asking for the row's words: a list asks for all of its rows."""
        selectable = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(100, row_height(96, 84) if selectable else _HEADING)

    def tip(self, row: Any) -> str:
        """The whole sentence, and in words what stands below it."""
        return f"{row.view.sentence}\n{told_beside(row.view)}" if isinstance(row, DayRow) else ""

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw a heading or a case."""
        if isinstance(row, DayHeading):
            _paint_heading(painter, box, row)
            return
        day: DayRow = row
        fill(painter, box, "sel" if current else "surface")
        fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line")
        if current:
            fill(painter, QRectF(box.left(), box.top(), 4, box.height()), "accent-t")
        middle = box.center().y()
        state = Qt.CheckState.Checked if day.number else Qt.CheckState.Unchecked
        paint_check(painter, QPointF(box.left() + 18, round(middle - _BOX / 2)), state)
        left = box.left() + CHOICE
        if day.number:
            paint_stop(painter, QPointF(left + _DISC / 2, middle), day.number, done=day.done)
            left += _DISC + _GAP
        photo = QRectF(left, round(middle - _PHOTO / 2), _PHOTO, _PHOTO)
        self.paint_picture(painter, photo, day.view.photo, ratio)
        left = photo.right() + _GAP
        _paint_words(painter, QRectF(left, box.top(), box.right() - 12 - left, box.height()), day)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tell of a click on the box; its area is wider than the box."""
        del model
        area = QRectF(option.rect)
        area.setWidth(CHOICE)
        if self.clicked_in(event, area):
            self.toggled.emit(index)
            return True
        return False


def paint_stop(painter: QPainter, middle: QPointF, number: int, *, done: bool) -> None:
    """Draw the disc of a stop with its number; with a tick in green where it is done."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("done" if done else "accent"))
    painter.drawEllipse(middle, _DISC / 2, _DISC / 2)
    if done:
        paint_icon(painter, middle.x() - 9, middle.y() - 9, "check", "surface", 18)
        return
    box = QRectF(middle.x() - _DISC / 2, middle.y() - _DISC / 2, _DISC, _DISC)
    align = Qt.AlignmentFlag.AlignHCenter
    draw_line(painter, box, str(number), Role.STRONG, "on-accent", align=align)


def _paint_heading(painter: QPainter, box: QRectF, heading: DayHeading) -> None:
    fill(painter, box, "head")
    fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line2")
    words = box.adjusted(18, 0, -12, 0)
    drawn = draw_line(painter, words, heading.title, Role.STRONG, "ink")
    beside = words.adjusted(drawn + 10, 0, 0, 0)
    if beside.width() > 40:
        draw_line(painter, beside, heading.about, Role.SECONDARY, "ink2")


def _paint_words(painter: QPainter, box: QRectF, row: DayRow) -> None:
    """The sentence, the place with the leg at its right end, state and marks."""
    width = min(box.width(), WORDS_MOST)
    lines = (line_height(Role.ROW), line_height(Role.SECONDARY), 27)
    y = box.top() + (box.height() - sum(lines)) / 2
    ink = "ink2" if row.done else "ink"
    draw_line(painter, QRectF(box.left(), y, width, lines[0]), row.view.sentence, Role.ROW, ink)
    y += lines[0]
    place = QRectF(box.left(), y, width, lines[1])
    if row.leg:
        room = min(width / 2, text_width(row.leg, Role.SECONDARY_STRONG) + 2)
        leg = QRectF(place.right() - room, y, room, lines[1])
        draw_line(painter, leg, row.leg, Role.SECONDARY_STRONG, "ink2")
        paint_icon(painter, leg.left() - 19, y + (lines[1] - 15) / 2, "navigation", "ink2", 15)
        place.setRight(leg.left() - 28)
    draw_line(painter, place, row.view.place_line, Role.SECONDARY, "ink2")
    y += lines[1]
    paint_states(painter, QRectF(box.left(), y + 3, width, 24), row.view)


def accessible_words(row: DayRow | DayHeading) -> str:
    """What a screen reader says of a row."""
    if isinstance(row, DayHeading):
        return f"{row.title} {row.about}".strip()
    parts = [row.view.sentence, told_beside(row.view), row.leg]
    if row.number:
        stop = translate("Day", "Stop {n}").format(n=row.number)
        parts.insert(0, stop)
    return " · ".join(part for part in parts if part)
