"""The list of the incoming page: it keeps still under the eye while cases come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.storage.records import CaseRow
from desktop.ui.pages.incoming_model import IncomingModel, key_of
from desktop.ui.pages.incoming_study import Key


class TriageList(QListView):
    """A plain list of one current row; what is selected is the model's affair.

    Signals:
        opened: Enter on the current row.
        peek_wanted: Space.
        left: Esc.
    """

    opened = Signal()
    peek_wanted = Signal()
    left = Signal()

    def __init__(self, model: IncomingModel, parent: QWidget | None = None) -> None:
        """Show the model's rows."""
        super().__init__(parent)
        self._cases = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        # The current row has its own two lines; a ring around the whole list would be a second.
        self.setProperty("no-ring", True)

    def current_key(self) -> Key | None:
        """The case that is pointed at."""
        row = self._cases.row(self.currentIndex().row())
        return key_of(row) if row is not None else None

    def point_at(self, key: Key) -> bool:
        """Make a case the current one; False where the list does not have it."""
        place = self._cases.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self._cases.index(place))
        return place >= 0

    def step(self, by: int) -> None:
        """Go on to the next row, or back to the one before."""
        wanted = self.currentIndex().row() + by
        if 0 <= wanted < self._cases.rowCount():
            self.setCurrentIndex(self._cases.index(wanted))

    def replace(self, rows: Sequence[CaseRow]) -> None:
        """Show other rows; the row at the top and the current one stay where they are.

        Where the current case went, the next one that is still there becomes current.
        """
        current, place = self.current_key(), self.currentIndex().row()
        before = self._cases.keys()
        top = self.indexAt(QPoint(20, 2)).row()
        offset = self.visualRect(self._cases.index(top)).top() if top >= 0 else 0
        self._cases.set_rows(rows)
        if not self._cases.rowCount() or self._cases.keys() == before:
            return
        still = [*before[place:], *reversed(before[:place])] if current is not None else []
        if not any(self.point_at(key) for key in still):
            self.setCurrentIndex(self._cases.index(0))
        self._scroll_back(before[top:] if top >= 0 else [], offset)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space peeks, Esc leaves; arrows move."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.peek_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _scroll_back(self, keys: Sequence[Key], offset: int) -> None:
        """Bring the first of these cases that is still there back to its height."""
        self.doItemsLayout()
        for key in keys:
            place = self._cases.place_of(key)
            if place >= 0:
                height = self.sizeHintForRow(place)
                self.verticalScrollBar().setValue(place * height - offset)
                return
