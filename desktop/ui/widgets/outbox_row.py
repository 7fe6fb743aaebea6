"""The rows of the outbox: an operation, and under it each of its photos with a bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import ICON, ICON_CHIP, Role, line_height, row_height
from desktop.ui.widgets.bar import paint_bar
from desktop.ui.widgets.row_base import ClickArea, Index, RowDelegate, fill
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow
from desktop.ui.widgets.text import draw_line, text_width

_RIGHT = Qt.AlignmentFlag.AlignRight
_ACTION = 96
_NARROW = 720
_OPERATION, _PHOTO = 50, 52
_UP, _BELOW = 8, 2
"""A note begins a little above the end of its row, and ends a little above its own."""


class OutboxRowDelegate(RowDelegate, ClickArea):
    """Paints an OutboxRow (50 px) or OutboxPhotoRow (52 px), a note below it where it has one;
    `action` tells of a click on the word at the right end (withdraw, undo, try again)."""

    action = Signal(object)
    """The QModelIndex of the row."""

    def height(self, row: Any) -> int:
        """50 px, 52 for a photo, and a line for a note."""
        main = row_height(_PHOTO if isinstance(row, OutboxPhotoRow) else _OPERATION)
        return main + (line_height(Role.SECONDARY) + _BELOW if row.note else 0)

    def tip(self, row: Any) -> str:
        """What the operation is about, or the photo's name, and the note."""
        text = row.name if isinstance(row, OutboxPhotoRow) else f"{row.title} · {row.about}"
        return f"{text}\n{row.note}" if row.note else text

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw an operation or a photo."""
        fill(painter, box, "sel" if current else "surface")
        if isinstance(row, OutboxPhotoRow):
            fill(painter, QRectF(box.left() + 40, box.top(), box.width() - 40, 1), "line")
            main = QRectF(box.left(), box.top(), box.width(), row_height(_PHOTO))
            self._paint_photo(painter, main, row, ratio)
        else:
            fill(painter, QRectF(box.left(), box.top(), box.width(), 1), "line2")
            main = QRectF(box.left(), box.top(), box.width(), row_height(_OPERATION))
            self._paint_operation(painter, main, row)
        if row.note:
            left = box.left() + (112 if isinstance(row, OutboxPhotoRow) else 52)
            note = QRectF(left, main.bottom() - _UP, box.right() - left - 14,
                          line_height(Role.SECONDARY))  # fmt: skip
            draw_line(painter, note, row.note, Role.SECONDARY, "ink2")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell of a click on the act of an operation."""
        row = index.data(ROW_ROLE)
        area = QRectF(option.rect)
        area.setLeft(area.right() - _ACTION)
        if row is not None and row.action_text and self.clicked_in(event, area):
            self.action.emit(index)
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_operation(self, painter: QPainter, box: QRectF, row: OutboxRow) -> None:
        middle = box.center().y()
        paint_icon(painter, box.left() + 14, middle - ICON / 2, row.icon, "accent-t", ICON)
        self._paint_action(painter, box, row.action_text)
        right = box.right() - _ACTION - 42
        time = QRectF(right + 12, box.top(), 42, box.height())
        draw_line(painter, time, row.time_text, Role.SECONDARY, "ink2")
        right -= _paint_status(
            painter, box, right, row.status_icon, row.status_text, row.status_tone
        )
        left = box.left() + 52
        width = min(text_width(row.title, Role.STRONG), max(60.0, right - 16 - left))
        title = QRectF(left, box.top(), width + 1, box.height())
        draw_line(painter, title, row.title, Role.STRONG, "ink")
        about = QRectF(
            title.right() + 11, box.top(), max(0.0, right - 28 - title.right()), box.height()
        )
        if about.width() > 30:
            draw_line(painter, about, row.about, Role.SECONDARY, "ink2")

    @staticmethod
    def _paint_action(painter: QPainter, box: QRectF, text: str) -> None:
        action = QRectF(box.right() - _ACTION + 8, box.top(), _ACTION - 32, box.height())
        draw_line(painter, action, text, Role.SECONDARY_STRONG, "accent-t", align=_RIGHT)

    def _paint_photo(
        self, painter: QPainter, box: QRectF, row: OutboxPhotoRow, ratio: float
    ) -> None:
        middle = box.center().y()
        picture = QRectF(box.left() + 52, round(middle - 19), 48, 38)
        self.paint_picture(painter, picture, row.photo, ratio)
        status = box.right() - 204 - (_ACTION - 20 if row.action_text else 0)
        narrow = box.width() < _NARROW
        bytes_left = status - 12 - (110 if narrow else 124)
        name_right = box.left() + 258 if not narrow else bytes_left - 8
        left = picture.right() + 12
        name = QRectF(left, box.top(), name_right - left, box.height())
        draw_line(painter, name, row.name, Role.BODY, "ink")
        size = QRectF(bytes_left, box.top(), status - 12 - bytes_left, box.height())
        draw_line(painter, size, row.bytes_text, Role.SECONDARY, "ink2", align=_RIGHT)
        if not narrow:
            bar = QRectF(box.left() + 270, round(middle) - 4, bytes_left - box.left() - 270, 8)
            tone = row.status_tone if row.status_tone in ("done", "attn") else "accent-t"
            paint_bar(painter, bar, row.fraction, tone)
        icon_y = middle - ICON_CHIP / 2
        paint_icon(painter, status, icon_y, row.status_icon, row.status_tone, ICON_CHIP)
        right = box.right() - (_ACTION if row.action_text else 8)
        words = QRectF(status + 21, box.top(), right - status - 21, box.height())
        draw_line(painter, words, row.status_text, Role.SECONDARY_STRONG, row.status_tone)
        self._paint_action(painter, box, row.action_text)


def _paint_status(
    painter: QPainter, box: QRectF, right: float, icon: str, text: str, tone: str
) -> float:
    """Draw icon and words that end at `right`; gives their width."""
    width = text_width(text, Role.SECONDARY_STRONG)
    words = QRectF(right - width - 1, box.top(), width + 2, box.height())
    draw_line(painter, words, text, Role.SECONDARY_STRONG, tone)
    y = box.center().y() - ICON_CHIP / 2
    paint_icon(painter, round(words.left() - 6 - ICON_CHIP), y, icon, tone, ICON_CHIP)
    return width + 6 + ICON_CHIP
