"""The row of a case in a list: photo, the citizen's sentence, place, state and marks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.ui.theme.scale import WORDS_MOST, Role, line_height, row_height
from desktop.ui.theme.states import Look, mark_style, state_style
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.chip import mark_width, paint_chip, paint_mark
from desktop.ui.widgets.marked import draw_marked
from desktop.ui.widgets.row_base import RowDelegate, fill, told_beside
from desktop.ui.widgets.rows import RowView
from desktop.ui.widgets.text import draw_line
from desktop.words import translate

_LEFT, _RIGHT, _PHOTO, _GAP = 14, 12, 56, 12


class CaseRowDelegate(RowDelegate):
    """Paints a RowView 90 px high; 74 without the place line where the density is compact."""

    def height(self, _row: Any) -> int:
        """90 px, 74 compact, more where comfortable."""
        return row_height(90, 74)

    def tip(self, row: Any) -> str:
        """The whole sentence, and in words what stands below it."""
        return f"{row.sentence}\n{told_beside(row)}"

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw background, photo, sentence, place and the line of state and marks."""
        view: RowView = row
        fill(painter, box, "sel" if current else "surface")
        fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line")
        if current:
            fill(painter, QRectF(box.left(), box.top(), 4, box.height()), "accent-t")
        compact = Theme.current().density == "compact"
        top = box.top() + (9 if compact else 8)
        photo = QRectF(box.left() + _LEFT, top + (0 if compact else 3), _PHOTO, _PHOTO)
        self.paint_picture(painter, photo, view.photo, ratio)
        left = photo.right() + _GAP
        width = min(box.right() - _RIGHT - left, WORDS_MOST)
        y = top
        sentence = QRectF(left, y, width, line_height(Role.ROW))
        draw_marked(painter, sentence, view.sentence, view.hits, Role.ROW, "ink")
        y += line_height(Role.ROW)
        if not compact:
            place = QRectF(left, y, width, line_height(Role.SECONDARY))
            hits = view.place_hits
            draw_marked(painter, place, view.place_line, hits, Role.SECONDARY, "ink2")
            y += line_height(Role.SECONDARY)
        states = QRectF(left, y + (6 if compact else 3), width, 24)
        paint_states(painter, states, view, with_place=compact)


def paint_states(painter: QPainter, box: QRectF, row: RowView, *, with_place: bool = False) -> None:
    """State chip, then the due mark or quiet words, and `waiting to be sent` at the right end.

    Where the row has no line for the place, the place stands here; with a hit before all else.
    """
    right = box.right()
    if row.unsent or "unsent" in row.marks:
        look, word = mark_style("unsent"), translate("Mark", "To send")
        width = mark_width(look, word)
        paint_mark(painter, QRectF(right - width, box.top(), width, box.height()), look, word)
        right -= width + 8
    chip = paint_chip(painter, QPointF(box.left(), box.top()), state_style(row.state))
    x = box.left() + chip + 8
    for mark, text in _shown_marks(row):
        look = mark_style(mark)
        if right - x < 40:
            return
        words = whole_or_none(look, text, right - x)
        x += paint_mark(painter, QRectF(x, box.top(), right - x, box.height()), look, words) + 8
    place = with_place and (row.due_mark or not row.due_text or bool(row.place_hits))
    quiet = row.due_text if not row.due_mark else ""
    rest = QRectF(x, box.top(), right - x, box.height())
    if place and rest.width() > 60:
        draw_marked(painter, rest, row.place_line, row.place_hits, Role.CAPTION, "ink2")
    elif quiet and rest.width() > 60:
        draw_line(painter, rest, quiet, Role.CAPTION, "ink2")


def whole_or_none(look: Look, text: str | None, room: float) -> str | None:
    """The words of a mark where they fit; else none: half a word is worse than the icon alone.

    The row's tooltip and what is read aloud say them in any case.
    """
    return text if mark_width(look, text) <= room else ""


def _shown_marks(row: RowView) -> list[tuple[str, str | None]]:
    """Marks in their order; the one of `due_mark` says its own words."""
    order = ("attention", "overdue", "reopened")
    there = [mark for mark in order if mark in row.marks or mark == row.due_mark]
    return [(mark, row.due_text or None if mark == row.due_mark else None) for mark in there]
