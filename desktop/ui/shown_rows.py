"""Rows on show: what stands in a list, its words, and which rows are checked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.storage.records import CaseQuery, CaseRow
from desktop.ui.standing import Key, Standing, key_of, runs
from desktop.ui.widgets.row_base import accessible_text
from desktop.ui.widgets.rows import ROW_ROLE, RowView

VIEWS_KEPT, GONE_KEPT = 1000, 2000
TOLD_ONE_BY_ONE = 100
"""Where more rows change at once the view is told once, that the screen never waits."""
Index = QModelIndex | QPersistentModelIndex


class ShownRows(QAbstractListModel):
    """The rows of a list as a view sees them; where they come from is its subclass's affair.

    Whole rows and their words are kept for the newest only: a row that is shown again after that
    is asked for through `_miss`.

    Signals:
        checked_changed: how many rows are checked.
    """

    checked_changed = Signal(int)

    def __init__(self, describe: Callable[[CaseRow], RowView], parent: QObject | None) -> None:
        """`describe` words a row for the screen; it runs on the main thread, once per change."""
        super().__init__(parent)
        self._describe = describe
        self._standing = Standing(CaseQuery())
        self._views: OrderedDict[Key, RowView] = OrderedDict()
        self._gone: OrderedDict[Key, None] = OrderedDict()
        self._elsewhere: set[Key] = set()
        self._checked: dict[Key, None] = {}

    def redraw(self) -> None:
        """Word all rows anew, e.g. after a change of language."""
        self._views.clear()
        self._tell_all_changed()

    def key(self, index: Index) -> Key | None:
        """The case at an index."""
        there = index.isValid() and index.row() < len(self._standing)
        return self._standing.key_at(index.row()) if there else None

    def row(self, index: Index) -> CaseRow | None:
        """The row at an index, None while it is being read again."""
        key = self.key(index)
        return None if key is None else self._standing.row(key)

    def index_of(self, key: Key) -> QModelIndex:
        """Where a case stands; an invalid index where it is not loaded."""
        number = self._standing.number_of(key)
        return QModelIndex() if number is None else self.index(number)

    def keys(self) -> list[Key]:
        """The cases loaded, in order."""
        return self._standing.keys()

    # -- checked rows -----------------------------------------------------------------------------

    def checked(self) -> list[Key]:
        """The checked cases, in the order in which they were checked."""
        return list(self._checked)

    def set_checked(self, keys: Iterable[Key], on: bool = True) -> None:
        """Check or uncheck cases."""
        changed = []
        for key in keys:
            if on != (key in self._checked):
                changed.append(key)
                if on:
                    self._checked[key] = None
                else:
                    del self._checked[key]
        if len(changed) > TOLD_ONE_BY_ONE:
            self._tell_all_changed()
        else:
            for key in changed:
                self._tell_changed(key)
        if changed:
            self.checked_changed.emit(len(self._checked))

    def toggle(self, index: Index) -> None:
        """Check or uncheck the row at an index."""
        key = self.key(index)
        if key is not None:
            self.set_checked([key], key not in self._checked)

    def check_range(self, first: int, last: int) -> None:
        """Check the rows from one number to another, both included."""
        low, high = max(0, min(first, last)), min(len(self._standing) - 1, max(first, last))
        self.set_checked([self._standing.key_at(n) for n in range(low, high + 1)])

    # -- what a view asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._standing)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The RowView of a row, or what a screen reader says of it."""
        if role not in (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        key = self.key(index)
        view = None if key is None else self._view_of(key)
        if view is None or role == ROW_ROLE:
            return view
        return accessible_text(view)

    # -- changing the rows ------------------------------------------------------------------------

    def _show_anew(self, query: CaseQuery, rows: Sequence[CaseRow]) -> None:
        """Show another list from its beginning."""
        self.beginResetModel()
        self._standing = Standing(query)
        self._standing.put(0, rows)
        self._views.clear()
        self._gone.clear()
        self._elsewhere.clear()
        self.endResetModel()

    def _replace(self, row: CaseRow) -> bool:
        """Take a row as it is now where its case stands; False where it does not stand here."""
        key = key_of(row)
        if key not in self._standing:
            return False
        if self._standing.is_elsewhere(row):
            self._elsewhere.add(key)
        else:
            self._elsewhere.discard(key)
        if self._standing.row(key) != row:
            self._standing.keep(row)
            self._views.pop(key, None)
            self._tell_changed(key)
        return True

    def _remove(self, keys: list[Key]) -> None:
        there = [key for key in keys if key in self._standing]
        for first, last in runs(self._standing.numbers_of(there)):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._standing.take(first, last)
            self.endRemoveRows()
        for key in there:
            self._views.pop(key, None)
            self._elsewhere.discard(key)
            self._gone[key] = None
        while len(self._gone) > GONE_KEPT:
            self._gone.popitem(last=False)
        self.set_checked(there, on=False)

    def _insert(self, number: int, rows: Sequence[CaseRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), number, number + len(rows) - 1)
            self._standing.put(number, rows)
            self.endInsertRows()

    def _move(self, key: Key) -> None:
        """Bring a row to its place in the order."""
        row, number = self._standing.row(key), self._standing.number_of(key)
        self._elsewhere.discard(key)
        if row is None or number is None:
            return
        to = self._standing.number_for(row)
        moves = self.beginMoveRows(QModelIndex(), number, number, QModelIndex(), to)
        self._standing.take(number, number)
        self._standing.put(self._standing.number_for(row), [row])
        if moves:
            self.endMoveRows()

    def _view_of(self, key: Key) -> RowView | None:
        view = self._views.get(key)
        if view is None:
            row = self._standing.row(key)
            if row is None:
                self._miss(key)
                return None
            view = self._views[key] = self._describe(row)
            if len(self._views) > VIEWS_KEPT:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(key)
        checked = key in self._checked
        return view if view.checked == checked else replace(view, checked=checked)

    def _tell_all_changed(self) -> None:
        if len(self._standing):
            self.dataChanged.emit(self.index(0), self.index(len(self._standing) - 1))

    def _tell_changed(self, key: Key) -> None:
        index = self.index_of(key)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _miss(self, key: Key) -> None:
        """A row is shown that is no longer kept."""
