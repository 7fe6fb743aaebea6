"""The list at the left of Needs attention: each case with a reason in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop import clock
from desktop.ui.pages.attention_words import Known, reason_line
from desktop.ui.theme import Role, mark_style
from desktop.ui.theme.scale import row_height
from desktop.ui.widgets.chip import paint_chip
from desktop.ui.widgets.row_base import RowDelegate, fill
from desktop.ui.widgets.rows import ROW_ROLE
from desktop.ui.widgets.text import draw_line
from desktop.ui.wording import moment, village

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEIGHT = 124


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One thing that needs attention, as texts."""

    sentence: str
    about: str
    reason: str
    when: str


class AttentionModel(QAbstractListModel):
    """The items as rows."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._items: list[Known] = []

    def set_items(self, items: Sequence[Known]) -> None:
        """Show these items."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def item(self, number: int) -> Known | None:
        """The item at a place."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def place_of(self, operation_id: str) -> int:
        """Where an item stands, -1 where it does not."""
        return next((n for n, k in enumerate(self._items) if k.id == operation_id), -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many things need attention."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or its words for screen readers."""
        known = self.item(index.row()) if index.isValid() else None
        if known is None:
            return None
        row = _row(known)
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            mark = mark_style("attention").word
            return " · ".join((row.sentence, mark, row.reason, row.about, row.when))
        return None


class AttentionDelegate(RowDelegate):
    """Paints an AttentionRow: mark and time, sentence, number and village, reason."""

    def height(self, _row: Any) -> int:
        """Four lines."""
        return row_height(_HEIGHT)

    def tip(self, row: Any) -> str:
        """The sentence and the whole reason."""
        return f"{row.sentence}\n{row.reason}"

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw the four lines; the current one has a bar at its left."""
        del ratio
        fill(painter, box, "sel" if current else "surface")
        fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line")
        if current:
            fill(painter, QRectF(box.left(), box.top(), 4, box.height()), "accent-t")
        left, width, top = box.left() + 16, box.width() - 32, box.top() + 11
        paint_chip(painter, QPointF(left, top), mark_style("attention"))
        right = Qt.AlignmentFlag.AlignRight
        when = QRectF(left, top, width, 24)
        draw_line(painter, when, row.when, Role.CAPTION, "ink2", align=right)
        lines = (
            (row.sentence, Role.ROW, "ink", 28, 25),
            (row.about, Role.SECONDARY, "ink2", 54, 21),
            (row.reason, Role.SECONDARY, "ink", 77, 22),
        )
        for text, role, token, down, high in lines:
            place = QRectF(left, top + down, width, high)
            weight = 500 if down == 77 else None
            draw_line(painter, place, text, role, token, weight=weight)


class AttentionList(QListView):
    """The list itself.

    Signals:
        opened: Enter.
        left: Esc.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, model: AttentionModel) -> None:
        """Show the model."""
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(AttentionDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("no-ring", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves; arrows move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _row(known: Known) -> AttentionRow:
    item = known.item
    where = village(known.case.ticket.village) if known.case else ""
    at = item.settled_at or item.operation.acted_at
    return AttentionRow(
        sentence=item.sentence,
        about=" · ".join(part for part in (item.number, where) if part),
        reason=reason_line(known),
        when=moment(at, clock.now()),
    )
