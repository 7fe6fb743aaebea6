"""The list of cases that pages share: windows of rows, kept still while sync changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import clock
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow, Page, Tally
from desktop.ui.bridge import Bridge
from desktop.ui.shown_rows import Index, ShownRows
from desktop.ui.standing import Key, Place, key_of
from desktop.ui.widgets.rows import RowView

__all__ = ["CaseListModel", "Key", "key_of"]

WINDOW = 200
ASKED_AT_ONCE = 100
"""So many changed cases are asked for and put in at a time, that the screen never waits."""
READ_AGAIN = 2000
"""At most so many rows are read again where a change cannot be told case by case."""
T = TypeVar("T")


class CaseListModel(ShownRows):
    """Rows of one query, read window by window as the view asks for more.

    A change on the desk never resets the list, and only changed cases are asked for: changed rows
    are redrawn where they stand, rows that no longer match go, and rows that are new above what
    is being read are counted in `news` until `take_news()` puts them in. Rows that stood here
    before (an act undone) come back by themselves.

    Signals:
        loaded: the first window of a new query is there.
        count_changed: how many cases the query has, or that the number is exact now.
        news_changed: how many new cases are offered.
        failed: the Exception of a reading that failed.
    """

    loaded = Signal()
    count_changed = Signal(int)
    news_changed = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        describe: Callable[[CaseRow], RowView],
        parent: QObject | None = None,
        window: int = WINDOW,
    ) -> None:
        """`describe` words a row for the screen; it runs on the main thread, once per change."""
        super().__init__(describe, parent)
        self._bridge = bridge
        self._window = window
        self._query = CaseQuery()
        self._news: set[Key] = set()
        self._changed: set[Key] = set()
        self._overtaken: set[Key] = set()
        self._after: str | None = None
        self._edge: Place | None = None
        self._tally = Tally(0)
        self._turn = 0
        self._loading = self._fetching = self._asking = self._counting = self._taking = False
        self._missed = QTimer(self, singleShot=True, interval=0)
        self._missed.timeout.connect(self._ask_changed)
        self.last_visible: Callable[[], int] = lambda: -1
        bridge.cases_changed.connect(self._cases_changed)

    # -- what a page asks -------------------------------------------------------------------------

    def set_query(self, query: CaseQuery) -> None:
        """Show another list, from its beginning; checks of rows that it lacks are dropped.

        What was asked before is not worked on any more, and its answers are not taken.
        """
        self._query = query
        self._turn += 1
        self._fetching = self._asking = self._counting = self._taking = False
        self._loading = True
        self._changed.clear()
        self._overtaken.clear()
        window = self._window
        self._ask(lambda desk: (desk.rows(query, limit=window), desk.tally(query)), self._begin)

    @property
    def query(self) -> CaseQuery:
        """What the list shows."""
        return self._query

    @property
    def count(self) -> int:
        """How many cases the query has, loaded or not; at least so many where not `exact`."""
        return self._tally.number

    @property
    def exact(self) -> bool:
        """Whether `count` is the number; else there are more, and the number is on its way."""
        return self._tally.exact

    @property
    def is_loaded(self) -> bool:
        """Whether the beginning of the list that was asked for is there."""
        return not self._loading

    @property
    def news(self) -> int:
        """How many new cases are held back until the person asks for them."""
        return len(self._news)

    def take_news(self) -> None:
        """Put in the new cases, and every row at its place in the list's own order."""
        if self._standing.ranked or len(self._news) + len(self._elsewhere) > ASKED_AT_ONCE:
            self.set_query(self._query)
            return
        self._taking = True
        self._ask_changed()

    def check_all(self) -> None:
        """Check every case of the query, loaded or not."""
        query = self._query
        self._ask(lambda desk: desk.cache.ids(query, clock.now()), self.set_checked)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows that are not loaded yet."""
        busy = self._fetching or self._loading
        return not parent.isValid() and self._after is not None and not busy

    def fetchMore(self, parent: Index) -> None:
        """Read the next window."""
        if not self.canFetchMore(parent):
            return
        self._fetching = True
        query, after, window = self._query, self._after, self._window

        def work(desk: Desk) -> Page | None:
            try:
                return desk.rows(query, limit=window, after=after)
            except ValueError:
                # Hits that were few enough to be ranked have become too many: another order.
                return None

        self._ask(work, self._append)

    # -- reading ----------------------------------------------------------------------------------

    def _ask(self, work: Callable[[Desk], T], then: Callable[[T], None]) -> None:
        """Ask the desk on a reading thread; once another query is set, nobody wants the answer."""
        turn, desk = self._turn, self._bridge.desk

        def wanted() -> bool:
            return turn == self._turn

        def failed(error: Exception) -> None:
            if wanted():
                self._loading = self._fetching = self._asking = self._counting = False
                self.failed.emit(error)

        self._bridge.read(
            lambda: work(desk),
            lambda found: then(found) if wanted() else None,
            failed,
            wanted=wanted,
        )

    def _begin(self, found: tuple[Page, Tally]) -> None:
        page, tally = found
        self._show_anew(self._query, page.rows)
        self._after, self._edge = page.after, self._standing.edge_of(page.rows)
        self._loading = False
        self._set_news(set())
        self._set_tally(tally, anew=True)
        if self._after is None:
            self.set_checked([k for k in self._checked if k not in self._standing], on=False)
        self.loaded.emit()
        self._ask_changed()

    def _append(self, page: Page | None) -> None:
        self._fetching = False
        if page is None:
            self.set_query(self._query)
            return
        self._after = page.after
        self._edge = self._standing.edge_of(page.rows) or self._edge
        fresh = [row for row in page.rows if key_of(row) not in self._standing]
        self._set_news(self._news - {key_of(row) for row in fresh})
        self._insert(len(self._standing), fresh)
        # The window may have been read before these changed, and come only now.
        self._changed |= self._overtaken
        self._overtaken.clear()
        self._ask_changed()

    def _miss(self, key: Key) -> None:
        """Ask for a row that is shown and no longer kept, as if it had changed."""
        self._changed.add(key)
        if not self._missed.isActive():
            self._missed.start()

    def _set_tally(self, tally: Tally, *, anew: bool = False) -> None:
        """Show how many; an exact number that is known stays until there is a newer one."""
        known = self._tally.exact and not anew
        if tally != self._tally and (tally.exact or not known):
            self._tally = tally
            self.count_changed.emit(tally.number)
        if not tally.exact and not self._counting:
            self._counting = True
            query = self._query
            self._ask(lambda desk: desk.count(query), self._counted)

    def _counted(self, number: int) -> None:
        self._counting = False
        if self._tally != Tally(number):
            self._tally = Tally(number)
            self.count_changed.emit(number)

    # -- what changed on the desk -----------------------------------------------------------------

    def _cases_changed(self, changed: frozenset[Key]) -> None:
        self._changed |= changed
        self._ask_changed()

    def _ask_changed(self) -> None:
        """Ask which of the changed cases are in the list, some at a time and one after another.

        An answer may not overtake a newer one: what it says would be put in as if it were so still.
        """
        if self._asking or self._loading or not (self._changed or self._taking):
            return
        self._asking = True
        if self._taking:
            self._ask_news()
            return
        query, many = self._query, len(self._changed) > 10 * ASKED_AT_ONCE
        if many and len(self._standing) < READ_AGAIN:
            self._changed.clear()
            self._read_again()
            return
        keys = [self._changed.pop() for _ in range(min(ASKED_AT_ONCE, len(self._changed)))]
        self._ask(
            lambda desk: (desk.among(query, keys), desk.tally(query)),
            lambda found: self._changes_came(keys, *found),
        )

    def _changes_came(self, keys: list[Key], rows: list[CaseRow], tally: Tally) -> None:
        if self._fetching:
            self._overtaken.update(keys)
        here = {key_of(row) for row in rows}
        self._leave([key for key in keys if key not in here])
        fresh = [row for row in rows if not self._replace(row)]
        if self._standing.ranked and any(key_of(row) not in self._news for row in fresh):
            self._set_tally(tally)
            self._read_again()
            return
        if not self._standing.ranked:
            self._put_in(fresh)
        self._set_tally(tally)
        self._asking = False
        self._ask_changed()

    def _read_again(self) -> None:
        """Read the loaded part again, at most so much, and change only what differs."""
        query, held = self._query, self._standing.keys(READ_AGAIN)
        limit = max(self._window, min(len(self._standing) + 1, READ_AGAIN))

        def work(desk: Desk) -> tuple[Page, list[CaseRow], Tally]:
            page = desk.rows(query, limit=limit)
            there = {key_of(row) for row in page.rows}
            # Not in this part of the list is not yet gone from it.
            still = desk.among(query, [key for key in held if key not in there])
            return page, still, desk.tally(query)

        self._ask(work, lambda found: self._merge(held, *found))

    def _merge(self, held: list[Key], page: Page, still: list[CaseRow], tally: Tally) -> None:
        here = {key_of(row) for row in (*page.rows, *still)}
        self._leave([key for key in held if key not in here])
        fresh = [row for row in (*page.rows, *still) if not self._replace(row)]
        if page.after is None or (self._after is None and len(held) < READ_AGAIN):
            self._after, self._edge = page.after, self._standing.edge_of(page.rows)
        if self._standing.ranked:
            self._put_behind_neighbours(page.rows)
        else:
            self._put_in(fresh)
        self._set_tally(tally)
        self._asking = False
        self._ask_changed()

    def _is_behind(self, row: CaseRow) -> bool:
        """Whether a row belongs behind the loaded part: it comes with its window."""
        if self._after is None or self._edge is None:
            return False
        return self._standing.is_behind(row, self._edge)

    def _put_in(self, rows: Iterable[CaseRow], *, all_of_them: bool = False) -> None:
        """Put rows at their places; those new above what is being read are held back."""
        places: dict[int, list[CaseRow]] = {}
        last, news = self.last_visible(), set(self._news)
        for row in rows:
            if self._is_behind(row):
                continue
            number, key = self._standing.number_for(row), key_of(row)
            if all_of_them or key in self._gone or number > last:
                places.setdefault(number, []).append(row)
                news.discard(key)
            else:
                news.add(key)
        for number in sorted(places, reverse=True):
            self._insert(number, self._standing.in_order(places[number]))
        self._set_news(news)

    def _put_behind_neighbours(self, rows: Sequence[CaseRow]) -> None:
        """Put in what is new of a part read again, where the order cannot be told from rows."""
        last, number, news = self.last_visible(), 0, set[Key]()
        places: dict[int, list[CaseRow]] = {}
        for row in rows:
            key = key_of(row)
            stands = self._standing.number_of(key)
            if stands is not None:
                number = stands + 1
            elif key in self._gone or number > last:
                places.setdefault(number, []).append(row)
            else:
                news.add(key)
        for at in sorted(places, reverse=True):
            self._insert(at, places[at])
        self._set_news(news)

    def _ask_news(self) -> None:
        self._taking = False
        query, keys = self._query, list(self._news)
        self._ask(lambda desk: (desk.among(query, keys), desk.tally(query)), self._take_in)

    def _take_in(self, found: tuple[list[CaseRow], Tally]) -> None:
        rows, tally = found
        self._set_news(set())
        self._put_in((r for r in rows if key_of(r) not in self._standing), all_of_them=True)
        for key in list(self._elsewhere):
            row = self._standing.row(key)
            if row is not None and self._is_behind(row):
                self._remove([key])
            else:
                self._move(key)
        self._set_tally(tally)
        self._asking = False
        self._ask_changed()

    def _leave(self, keys: list[Key]) -> None:
        """These cases are not in the list any more, loaded or not."""
        self._remove(keys)
        self._set_news(self._news.difference(keys))
        self.set_checked([key for key in keys if key in self._checked], on=False)

    def _set_news(self, news: set[Key]) -> None:
        if news != self._news:
            self._news = news
            self.news_changed.emit(len(news))
