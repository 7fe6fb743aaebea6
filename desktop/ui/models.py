"""The list of cases that pages share: windows of rows, kept still while sync changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop import clock
from desktop.storage.records import CaseQuery, CaseRow, Page
from desktop.ui.bridge import Bridge
from desktop.ui.widgets.row_base import accessible_text
from desktop.ui.widgets.rows import ROW_ROLE, RowView

WINDOW = 200
Key = tuple[str, str]
"""Authority and id of a case."""
Index = QModelIndex | QPersistentModelIndex


class CaseListModel(QAbstractListModel):
    """Rows of one query, read window by window as the view asks for more.

    A change on the desk never resets the list: changed rows are redrawn where they stand, rows
    that no longer match go, and rows that are new above what is being read are counted in `news`
    until `take_news()` puts them in. Rows that stood here before (an act undone) come back by
    themselves.

    Signals:
        loaded: the first window of a new query is there.
        count_changed: how many cases the query has.
        news_changed: how many new cases are offered.
        checked_changed: how many rows are checked.
        failed: the Exception of a reading that failed.
    """

    loaded = Signal()
    count_changed = Signal(int)
    news_changed = Signal(int)
    checked_changed = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        describe: Callable[[CaseRow], RowView],
        parent: QObject | None = None,
        window: int = WINDOW,
    ) -> None:
        """`describe` words a row for the screen; it runs on the main thread, once per change."""
        super().__init__(parent)
        self._bridge = bridge
        self._describe = describe
        self._window = window
        self._query = CaseQuery()
        self._rows: list[CaseRow] = []
        self._places: dict[Key, int] = {}
        self._views: dict[Key, RowView] = {}
        self._seen: set[Key] = set()
        self._news: set[Key] = set()
        self._checked: dict[Key, None] = {}
        self._after: str | None = None
        self._count = 0
        self._turn = 0
        self._fetching = self._quiet = self._again = False
        self.last_visible: Callable[[], int] = lambda: -1
        bridge.cases_changed.connect(self._cases_changed)

    # -- what a page asks -------------------------------------------------------------------------

    def set_query(self, query: CaseQuery) -> None:
        """Show another list, from its beginning; checks of rows that it lacks are dropped."""
        self._query = query
        self._turn += 1
        self._fetching = self._quiet = self._again = False
        turn, desk, window = self._turn, self._bridge.desk, self._window

        def work() -> tuple[Page, int]:
            return desk.rows(query, limit=window), desk.count(query)

        self._bridge.read(work, lambda found: self._begin(turn, *found), self._read_failed)

    @property
    def query(self) -> CaseQuery:
        """What the list shows."""
        return self._query

    @property
    def count(self) -> int:
        """How many cases the query has, loaded or not."""
        return self._count

    @property
    def news(self) -> int:
        """How many new cases are held back until the person asks for them."""
        return len(self._news)

    def refresh(self) -> None:
        """Read the loaded part again and change only what differs."""
        self._reread(take_all=False)

    def take_news(self) -> None:
        """Put in the new cases, in the list's own order."""
        self._reread(take_all=True)

    def redraw(self, keys: Iterable[Key] | None = None) -> None:
        """Word these rows anew (all of them by default), e.g. after a change of language."""
        if keys is None:
            self._views.clear()
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        for key in keys:
            self._views.pop(key, None)
            self._tell_changed(key)

    def row(self, index: Index) -> CaseRow | None:
        """The case at an index."""
        number = index.row()
        return self._rows[number] if index.isValid() and number < len(self._rows) else None

    def row_of(self, key: Key) -> CaseRow | None:
        """The row of a case, None where it is not loaded."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    def index_of(self, key: Key) -> QModelIndex:
        """Where a case stands; an invalid index where it is not loaded."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place)

    def keys(self) -> list[Key]:
        """The cases loaded, in order."""
        return [key_of(row) for row in self._rows]

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
        for key in changed:
            self._tell_changed(key)
        if changed:
            self.checked_changed.emit(len(self._checked))

    def toggle(self, index: Index) -> None:
        """Check or uncheck the row at an index."""
        row = self.row(index)
        if row is not None:
            key = key_of(row)
            self.set_checked([key], key not in self._checked)

    def check_range(self, first: int, last: int) -> None:
        """Check the rows from one number to another, both included."""
        low, high = sorted((first, last))
        self.set_checked(key_of(row) for row in self._rows[max(0, low) : high + 1])

    def check_all(self) -> None:
        """Check every case of the query, loaded or not."""
        query, turn, desk = self._query, self._turn, self._bridge.desk
        self._bridge.read(
            lambda: desk.cache.ids(query, clock.now()),
            lambda keys: self.set_checked(keys) if turn == self._turn else None,
            self._read_failed,
        )

    # -- what a view asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The RowView of a row, or what a screen reader says of it."""
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return self._view_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_text(self._view_of(row))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows that are not loaded yet."""
        return not parent.isValid() and self._after is not None and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        """Read the next window."""
        if not self.canFetchMore(parent):
            return
        self._fetching = True
        query, after, turn, desk = self._query, self._after, self._turn, self._bridge.desk
        self._bridge.read(
            lambda: desk.rows(query, limit=self._window, after=after),
            lambda page: self._append(turn, after, page),
            self._read_failed,
        )

    # -- changing the rows ------------------------------------------------------------------------

    def _begin(self, turn: int, page: Page, count: int) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._rows = list(page.rows)
        self._views.clear()
        self._renumber()
        self._seen = set(self._places)
        self._after = page.after
        self.endResetModel()
        self._set_news(set())
        self._set_count(count)
        self._keep_checked()
        self.loaded.emit()

    def _read_failed(self, error: Exception) -> None:
        self._fetching = self._quiet = False
        self.failed.emit(error)

    def _keep_checked(self) -> None:
        """Where the whole list is loaded, only what it holds can stay checked."""
        if self._after is None:
            self.set_checked([k for k in self._checked if k not in self._places], on=False)

    def _append(self, turn: int, after: str | None, page: Page) -> None:
        if turn != self._turn:
            return
        self._fetching = False
        if after != self._after:
            return  # the loaded part was read again meanwhile and ends elsewhere
        self._after = page.after
        fresh = [row for row in page.rows if key_of(row) not in self._places]
        self._news -= {key_of(row) for row in fresh}
        self._insert(len(self._rows), fresh)

    def _cases_changed(self, changed: frozenset[Key]) -> None:
        del changed  # a case may match now that did not before: the whole loaded part is asked
        self.refresh()

    def _reread(self, *, take_all: bool) -> None:
        if self._quiet and not take_all:
            self._again = True
            return
        self._quiet = True
        query, turn, desk = self._query, self._turn, self._bridge.desk
        limit = max(self._window, len(self._rows) + 1)

        def work() -> tuple[Page, int]:
            return desk.rows(query, limit=limit), desk.count(query)

        self._bridge.read(
            work, lambda found: self._reread_done(turn, take_all, *found), self._read_failed
        )

    def _reread_done(self, turn: int, take_all: bool, page: Page, count: int) -> None:
        if turn != self._turn:
            return
        self._quiet = False
        self._merge(page, take_all=take_all)
        self._set_count(count)
        if self._again:
            self._again = False
            self.refresh()

    def _merge(self, page: Page, *, take_all: bool) -> None:
        fresh = {key_of(row): row for row in page.rows}
        self._remove([key for key in self._places if key not in fresh])
        for key, row in fresh.items():
            self._replace(key, row)
        self._after = page.after
        self._set_news(self._insert_new(page.rows, take_all=take_all))
        if take_all:
            self._reorder([key for key in fresh if key in self._places])
        self._keep_checked()

    def _insert_new(self, rows: tuple[CaseRow, ...], *, take_all: bool) -> set[Key]:
        """Put in what may come by itself; gives the keys of those held back."""
        held_back: set[Key] = set()
        last = self.last_visible()
        runs: list[tuple[int, list[CaseRow]]] = [(0, [])]
        for row in rows:
            key = key_of(row)
            found = self._places.get(key)
            place, run = runs[-1]
            if found is not None:
                runs.append((found + 1, []))
            elif take_all or key in self._seen or place > last:
                run.append(row)
            else:
                held_back.add(key)
        # From the end, so that the places found above still hold.
        for place, run in sorted(runs, key=lambda r: r[0], reverse=True):
            self._insert(place, run)
        return held_back

    def _replace(self, key: Key, row: CaseRow) -> None:
        place = self._places.get(key)
        if place is not None and self._rows[place] != row:
            self._rows[place] = row
            self._views.pop(key, None)
            self._tell_changed(key)

    def _remove(self, keys: list[Key]) -> None:
        for first, last in _runs([self._places[key] for key in keys]):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self._renumber()
            self.endRemoveRows()
        for key in keys:
            self._views.pop(key, None)
        self.set_checked(keys, on=False)

    def _insert(self, place: int, rows: list[CaseRow]) -> None:
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self._renumber()
        self._seen |= {key_of(row) for row in rows}
        self.endInsertRows()

    def _reorder(self, order: list[Key]) -> None:
        if order == self.keys():
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self.keys()[index.row()] for index in before]
        by_key = {key_of(row): row for row in self._rows}
        self._rows = [by_key[key] for key in order]
        self._renumber()
        self.changePersistentIndexList(before, [self.index(self._places[key]) for key in held])
        self.layoutChanged.emit()

    def _renumber(self) -> None:
        self._places = {key_of(row): number for number, row in enumerate(self._rows)}

    def _view_of(self, row: CaseRow) -> RowView:
        key = key_of(row)
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = self._describe(row)
        checked = key in self._checked
        return view if view.checked == checked else replace(view, checked=checked)

    def _tell_changed(self, key: Key) -> None:
        index = self.index_of(key)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    def _set_news(self, news: set[Key]) -> None:
        if news != self._news:
            self._news = news
            self.news_changed.emit(len(news))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Numbers as stretches (first, last), the highest first."""
    found: list[tuple[int, int]] = []
    for place in sorted(places, reverse=True):
        if found and place == found[-1][0] - 1:
            found[-1] = (place, found[-1][1])
        else:
            found.append((place, place))
    return found


def key_of(row: CaseRow) -> Key:
    """The identity of a row's case."""
    return row.authority, row.id
