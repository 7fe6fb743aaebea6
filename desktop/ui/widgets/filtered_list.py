"""A list with a field above it that filters it: people, types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from casework.thai import fold

ITEM_HEIGHT = 34
ALSO = Qt.ItemDataRole.UserRole + 1
"""Other words by which an item is found."""


class FilteredList(QWidget):
    """A list with a field that filters it; arrows in the field move in the list."""

    picked = Signal()

    def __init__(self, placeholder: str, rows: int = 6) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.list = QListWidget()
        self._rows = rows
        self.set_rows_hidden(0)
        self.list.setAccessibleName(placeholder)
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)

    def set_rows_hidden(self, fewer: int) -> None:
        """Show so many rows fewer at once, at least two; the others are scrolled to."""
        shown = max(2, self._rows - max(0, fewer))
        self.list.setFixedHeight(shown * ITEM_HEIGHT + 4)
        self.updateGeometry()  # at once: what is around is measured before it is shown

    def add(self, item: QListWidgetItem) -> None:
        """Put an item at the end, high enough for a finger or an unsteady hand."""
        item.setSizeHint(QSize(0, ITEM_HEIGHT))
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter of the field belong to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.picked.emit()
                return True
        return super().eventFilter(watched, event)

    def _visible(self) -> list[int]:
        return [n for n in range(self.list.count()) if not self.list.item(n).isHidden()]

    def _step(self, by: int) -> None:
        rows = self._visible()
        if rows:
            at = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else -by
            self.list.setCurrentRow(rows[max(0, min(len(rows) - 1, at + by))])

    def _filter(self, text: str) -> None:
        wanted = fold(text)
        for number in range(self.list.count()):
            item = self.list.item(number)
            known = f"{item.text()} {item.data(ALSO) or ''}"
            item.setHidden(wanted not in fold(known))
        rows = self._visible()
        if rows and self.list.currentRow() not in rows:
            self.list.setCurrentRow(rows[0])
