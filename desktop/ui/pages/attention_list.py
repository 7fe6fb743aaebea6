"""The list at the left of Needs attention: each case with a reason in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStyleOptionViewItem

from desktop import clock
from desktop.ui.pages.attention_words import Known, reason_line
from desktop.ui.theme import Role, mark_style
from desktop.ui.theme.scale import row_height
from desktop.ui.widgets.buttons import Button, KeyCap
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.chip import paint_chip
from desktop.ui.widgets.row_base import ClickArea, RowDelegate, fill
from desktop.ui.widgets.rows import ROW_ROLE
from desktop.ui.widgets.text import Text, draw_line
from desktop.ui.widgets.triage_row import CheckBox, paint_check
from desktop.ui.wording import moment, village
from desktop.words import translate

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEIGHT, _WORDS, _STRIP = 124, 44, 40


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One thing that needs attention, as texts."""

    sentence: str
    about: str
    reason: str
    when: str
    checked: bool = False


class AttentionModel(QAbstractListModel):
    """The items as rows.

    Signals:
        checks_changed: other rows are checked now.
    """

    checks_changed = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._items: list[Known] = []
        self._checked: set[str] = set()

    def set_items(self, items: Sequence[Known]) -> None:
        """Show these items; what is checked stays so as far as it is still here."""
        self.beginResetModel()
        self._items = list(items)
        self._checked &= {k.id for k in items}
        self.endResetModel()

    @property
    def checked(self) -> list[Known]:
        """The items that are checked, in the order shown."""
        return [k for k in self._items if k.id in self._checked]

    def check(self, rows: Iterable[int], *, on: bool | None = None) -> None:
        """Check these rows, or not; without `on` each becomes the other."""
        for row in rows:
            known = self.item(row)
            if known is None:
                continue
            wanted = known.id not in self._checked if on is None else on
            (self._checked.add if wanted else self._checked.discard)(known.id)
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))
        self.checks_changed.emit()

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
        row = _row(known, checked=known.id in self._checked)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            mark = mark_style("attention").word
            return " · ".join((row.sentence, mark, row.reason, row.about, row.when))
        return None


class AttentionDelegate(RowDelegate, ClickArea):
    """Paints an AttentionRow: box, mark and time, sentence, number and village, reason.

    Signals:
        toggled: its box was clicked: the QModelIndex and the Qt.KeyboardModifiers.
    """

    toggled = Signal(object, object)

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
        fill(painter, box, "sel" if current or row.checked else "surface")
        fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line")
        if current:
            fill(painter, QRectF(box.left(), box.top(), 4, box.height()), "accent-t")
        state = Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        paint_check(painter, QPointF(box.left() + 14, box.top() + 13), state)
        left, width, top = box.left() + _WORDS, box.width() - _WORDS - 16, box.top() + 11
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

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Tell of a click on the box; its area is wider than the box."""
        area = QRectF(option.rect)
        area.setWidth(_WORDS)
        if self.clicked_in(event, area):
            assert isinstance(event, QMouseEvent)
            self.toggled.emit(index, event.modifiers())
            return True
        return super().editorEvent(event, model, option, index)


class AttentionList(QListView):
    """The list itself.

    Signals:
        opened: Enter.
        left: Esc.
        box_clicked: a row's box was clicked: its row, and whether with Shift.
        all_wanted: Ctrl+A.
    """

    opened = Signal()
    left = Signal()
    box_clicked = Signal(int, bool)
    all_wanted = Signal()

    def __init__(self, model: AttentionModel) -> None:
        """Show the model."""
        super().__init__()
        self.setModel(model)
        delegate = AttentionDelegate(self)
        delegate.toggled.connect(self._clicked_box)
        self.setItemDelegate(delegate)
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
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.box_clicked.emit(self.currentIndex().row(), False)
        else:
            super().keyPressEvent(event)

    def _clicked_box(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self.box_clicked.emit(index.row(), shift)


class SelectStrip(Ground):
    """Above the list: a box that checks all, how many are checked, and the way to the result.

    Signals:
        all_wanted: the box or its words were pressed.
        result_wanted: in a narrow window the pane for what is checked is to be shown.
    """

    all_wanted = Signal()
    result_wanted = Signal()

    def __init__(self) -> None:
        """Nothing is checked."""
        super().__init__("head", ("bottom",))
        self.setFixedHeight(_STRIP)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        self.box = CheckBox()
        self.box.clicked.connect(self.all_wanted)
        self._words = Text("", Role.CHIP, "ink2", lines=1)
        self._result = Button("", icon="arrow-right", key="Enter", size="small")
        self._result.clicked.connect(self.result_wanted)
        row.addWidget(self.box)
        row.addWidget(self._words)
        row.addWidget(KeyCap("Ctrl+A"))
        row.addStretch(1)
        row.addWidget(self._result)

    def show_checked(self, checked: int, rows: int, *, narrow: bool) -> None:
        """Say how many of the rows are checked."""
        some = Qt.CheckState.PartiallyChecked if checked else Qt.CheckState.Unchecked
        self.box.set_state(Qt.CheckState.Checked if checked and checked == rows else some)
        every = translate("Attention", "Select all")
        count = translate("Attention", "Selected: {n}").format(n=checked)
        self._words.set_text(count if checked else every)
        self.box.setAccessibleName(every)
        self.box.setAccessibleDescription(count)
        self._result.set_text(translate("Attention", "Decide"))
        self._result.setVisible(narrow and checked > 0)
        self.setVisible(rows > 1)


def _row(known: Known, *, checked: bool) -> AttentionRow:
    item = known.item
    where = village(known.case.ticket.village) if known.case else ""
    at = item.settled_at or item.operation.acted_at
    return AttentionRow(
        sentence=item.sentence,
        about=" · ".join(part for part in (item.number, where) if part),
        reason=reason_line(known),
        when=moment(at, clock.now()),
        checked=checked,
    )
