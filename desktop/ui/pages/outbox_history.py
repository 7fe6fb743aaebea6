"""The history of sync as a table: when, how long, what came and went, how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.sync.history import PastRound
from desktop.ui.pages import outbox_words
from desktop.ui.theme import Role, Theme
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import ICON_CHIP, line_height, row_height
from desktop.ui.widgets.feedback import EmptyState
from desktop.ui.widgets.table_cell import paint_ground
from desktop.ui.widgets.text import draw_line, text_width, wrap
from desktop.ui.wording import size
from desktop.words import translate

ROW, MOST_LINES = 38, 3
_PAD = 8
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Column:
    head: Callable[[], str]
    text: Callable[[PastRound], str]
    right: bool = True


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


COLUMNS = (
    _Column(lambda: translate("Outbox", "When"),
            lambda p: outbox_words.when(p, clock.now()), right=False),
    _Column(lambda: translate("Outbox", "Took"), outbox_words.took),
    _Column(lambda: translate("Outbox", "Cases in"), lambda p: _count(p.pulled)),
    _Column(lambda: translate("Outbox", "Acts out"), lambda p: _count(p.pushed)),
    _Column(lambda: translate("Outbox", "Photos out"), lambda p: _count(p.photos_up)),
    _Column(lambda: translate("Outbox", "Pictures in"), lambda p: _count(p.photos_down)),
    _Column(lambda: translate("Outbox", "Sent"), lambda p: size(p.bytes_up)),
    _Column(lambda: translate("Outbox", "Received"), lambda p: size(p.bytes_down)),
    _Column(lambda: translate("Outbox", "Result"), lambda p: outbox_words.result(p)[2],
            right=False),
)  # fmt: skip
RESULT = len(COLUMNS) - 1
RESULT_LEAST = 280
LESS_NEEDED = (1, 5)
"""In a small window these give their room to the result: how long it took, pictures in."""


class HistoryModel(QAbstractTableModel):
    """Past rounds, a row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.rounds: list[PastRound] = []

    def show_rounds(self, rounds: list[PastRound]) -> None:
        """Show these, newest first."""
        self.beginResetModel()
        self.rounds = rounds
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of rounds."""
        return 0 if parent.isValid() else len(self.rounds)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings, over the figures at their right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].head()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].right else _LEFT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; the whole result as tooltip."""
        if not index.isValid():
            return None
        text = COLUMNS[index.column()].text(self.rounds[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if index.column() == RESULT else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()].head()}: {text}"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a cell: figures at the right, the result with its icon, wrapped."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        painter.save()
        box = QRectF(option.rect)
        paint_ground(painter, box, self.parent(), index, lower=2)
        inner = box.adjusted(_PAD, 0, -_PAD, -1)
        model = index.model()
        if index.column() == RESULT and isinstance(model, HistoryModel):
            self._paint_result(painter, inner, model.rounds[index.row()])
        else:
            text = str(index.data() or "")
            token = "ink2" if text == "–" else "ink"
            align = _RIGHT if COLUMNS[index.column()].right else _LEFT
            side = Qt.AlignmentFlag.AlignRight if align == _RIGHT else Qt.AlignmentFlag.AlignLeft
            draw_line(painter, inner, text, Role.SECONDARY, token, align=side)
        painter.restore()

    def _paint_result(self, painter: QPainter, box: QRectF, past: PastRound) -> None:
        icon, tone, words = outbox_words.result(past)
        lines = wrap(words, Role.SECONDARY, box.width() - 23, MOST_LINES)
        high = line_height(Role.SECONDARY)
        top = box.center().y() - high * len(lines) / 2
        paint_icon(painter, box.left(), round(top + (high - ICON_CHIP) / 2), icon, tone, ICON_CHIP)
        for number, line in enumerate(lines):
            place = QRectF(box.left() + 23, top + number * high, box.width() - 21, high)
            draw_line(painter, place, line, Role.SECONDARY, "ink")


class HistoryTable(QTableView):
    """The table itself; it only shows."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rounds = HistoryModel(self)
        self.setModel(self.rounds)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setProperty("no-ring", True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {_PAD}px; }}")
        Theme.current().changed.connect(self.lay_out)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the page's, never a search in the first column."""
        if event.text() and event.text().isprintable():
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The result gets what the figures leave."""
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Columns as wide as their words; rows as high as their result."""
        room, rounds = self.viewport().width(), self.rounds.rounds
        widths = [self._width_of(column) for column in COLUMNS[:RESULT]]
        for place in LESS_NEEDED:
            short = room - sum(widths) < RESULT_LEAST
            self.setColumnHidden(place, short)
            widths[place] = 0 if short else widths[place]
        for place, width in enumerate(widths):
            if width:
                self.setColumnWidth(place, width)
        rest = max(room - sum(widths), RESULT_LEAST // 2)
        self.setColumnWidth(RESULT, rest)
        inner = rest - 2 * _PAD - 23
        for row, past in enumerate(rounds):
            lines = len(wrap(outbox_words.result(past)[2], Role.SECONDARY, inner, MOST_LINES))
            high = max(row_height(ROW), lines * line_height(Role.SECONDARY) + 12)
            self.setRowHeight(row, high)

    def _width_of(self, column: _Column) -> int:
        texts = {column.text(past) for past in self.rounds.rounds}
        widest = max((text_width(text, Role.SECONDARY) for text in texts), default=0.0)
        return int(max(widest, text_width(column.head(), Role.CHIP))) + 2 * _PAD + 2


class HistoryPane(QWidget):
    """The table, or a sentence while there is nothing to tell."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.table = HistoryTable()
        self._empty = EmptyState("history", "")
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        self.show_rounds([])

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.table.setAccessibleName(translate("Outbox", "History"))
        self._empty.say(
            translate("Outbox", "No round of sync has moved anything yet. They will stand here.")
        )
        self.show_rounds(self.table.rounds.rounds)

    def show_rounds(self, rounds: list[PastRound]) -> None:
        """Show past rounds, newest first; the row under the eye stays."""
        at = self.table.currentIndex().row()
        self.table.rounds.show_rounds(rounds)
        self.table.lay_out()
        if rounds:
            self.table.setCurrentIndex(self.table.rounds.index(max(0, min(at, len(rounds) - 1)), 0))
        self.table.setVisible(bool(rounds))
        self._empty.setVisible(not rounds)
