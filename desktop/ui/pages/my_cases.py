"""My cases: list at the left, the case at the right, and recording a fix in their place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from casework.case import Role, State
from desktop.status import Line, Status
from desktop.storage.records import Sort
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.pages.base import Page
from desktop.ui.pages.case_list import CaseList
from desktop.ui.pages.case_page import CasePage
from desktop.ui.pages.case_rows import TABS, tab_counts, tab_query
from desktop.ui.pages.fix import FixPage
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role as Type
from desktop.ui.theme import state_style
from desktop.ui.theme.scale import LIST_LEAST, LIST_WIDTH
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text
from desktop.words import translate

SEARCH_MS, FOLLOW_MS = 150, 60
_CASE_LETTERS = "ADCGFSRWTUOPL"


class MyCasesPage(Page):
    """An officer's own cases; every case of the authority for those who hand them out."""

    foot_height = 84

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ask for the first rows at once."""
        super().__init__(bridge, window)
        self._officer = self._whose()
        self._text = ""
        self._sort = Sort.URGENT
        self._states: frozenset[State] = frozenset()
        self._types: frozenset[str] = frozenset()
        self._known_types: list[str] = []
        self._counts: dict[str, int] = {}
        self._narrow = self._in_case = False
        self._settings = QSettings("tambon-desk", "tambon-desk")
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search_timer.timeout.connect(self._ask)
        self._follow_timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow_timer.timeout.connect(self._follow)
        self._build()
        self.bind_letters("JK" + _CASE_LETTERS, repeating="JK")
        bridge.cases_changed.connect(lambda _: self._ask_counts())
        bridge.status_changed.connect(self._show_status)
        self.retranslate()
        self._ask()
        self._ask_counts()
        self._show_status(bridge.desk.status)

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        if self.is_fixing():
            return translate("FixPage", "Record a fix")
        if self._officer:
            return translate("MyCases", "My cases")
        return translate("MyCases", "All cases")

    def subtitle(self) -> str:
        """How many, and how many are late; the case's number while a fix is recorded."""
        if self.is_fixing():
            case = self.fix.case
            return case.ticket.number if case is not None else ""
        if "all" not in self._counts:
            return ""
        parts = [translate("MyCases", "{n} cases").format(n=f"{self._counts['all']:,}")]
        if self._counts.get("overdue"):
            late = translate("MyCases", "{n} overdue")
            parts.append(late.format(n=f"{self._counts['overdue']:,}"))
        return " · ".join(parts)

    def search(self, text: str) -> None:
        """Show only the cases that hold this text."""
        self._text = text
        self._search_timer.start()

    def activate(self, **what: str) -> None:
        """Show this case, where one is named; else what was shown before."""
        if what.get("case"):
            self._close_fix()
            self.open_case((what.get("authority", ""), what["case"]))
        elif self.is_fixing():
            self.fix.give_focus()
        else:
            self._give_focus()

    def panes(self) -> list[QWidget]:
        """List and case, or the fix page."""
        if self.is_fixing():
            return self.fix.panes()
        return [self.list.view, *self.case_page.panes()]

    def set_narrow(self, narrow: bool) -> None:
        """List or case where there is no room for both."""
        self._narrow = narrow
        self.case_page.set_narrow(narrow)
        self.fix.set_narrow(narrow)
        self._arrange()

    def handle_key(self, letter: str) -> bool:
        """J and K move; the others act on the case shown."""
        if self.is_fixing():
            return self.fix.handle_key(letter)
        if letter in ("J", "K"):
            self.list.step(1 if letter == "J" else -1)
            return True
        return self.case_page.handle_key(letter)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = {
            "all": translate("MyCases", "All"),
            "todo": translate("MyCases", "To do"),
            "follow": translate("MyCases", "Follow up"),
        }
        self._tabs.set_tabs([(key, words[key]) for key in TABS])
        self._show_counts(self._counts)
        self._order.set_text(_sort_words()[self._sort])
        self._clear.set_text(translate("MyCases", "Clear"))
        self._say_filters()
        self.list.retranslate()
        self._say_empty()
        self.case_page.retranslate()
        self.fix.retranslate()
        self.heading_changed.emit()

    # -- list and case ----------------------------------------------------------------------------

    def open_case(self, key: Key) -> None:
        """Show a case, also one that the list lacks."""
        self.list.choose(key)
        self.case_page.show_case(key)
        self._in_case = True
        self._arrange()
        self.case_page.give_focus()

    def is_fixing(self) -> bool:
        """Whether the fix page is shown."""
        return self._stack.currentWidget() is self.fix

    def set_filters(
        self, states: frozenset[State] = frozenset(), types: frozenset[str] = frozenset()
    ) -> None:
        """Show only cases in these states and of these types; empty means any."""
        self._states, self._types = states, types
        self._say_filters()
        self._ask()

    def set_sort(self, sort: Sort) -> None:
        """Order the list."""
        self._sort = sort
        self._order.set_text(_sort_words()[sort])
        self._ask()

    def _whose(self) -> str:
        desk = self._bridge.desk
        return desk.account.username if desk.role == Role.OFFICER else ""

    def _ask(self) -> None:
        self._search_timer.stop()
        self._say_empty()
        self.list.model.set_query(
            tab_query(
                self._tabs.current() or "all", self._officer, self._text, self._sort,
                self._states, self._types,
            )
        )  # fmt: skip

    def _loaded(self) -> None:
        """A new list: keep the case that is shown if it is there, else show the first."""
        key = self.case_page.key
        if key is not None and (self.list.choose(key) or self._narrow or self._in_case):
            return
        keys = self.list.model.keys()
        if keys and not self._narrow:
            self.list.choose(keys[0])
            self.case_page.show_case(keys[0])
        elif not keys and not self._in_case:
            self.case_page.show_case(None)

    def _chosen(self, key: Key) -> None:
        del key
        self._follow_timer.start()

    def _follow(self) -> None:
        """Show the case of the current row, a moment after the last of many steps."""
        key = self.list.current()
        if key is not None and not (self._narrow and not self._in_case):
            self._in_case = self._narrow
            self.case_page.show_case(key)

    def _opened(self) -> None:
        key = self.list.current()
        if key is not None:
            self._follow_timer.stop()
            self.open_case(key)

    def _left_case(self) -> None:
        self._in_case = False
        self._arrange()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus(self) -> None:
        if self._narrow and self._in_case:
            self.case_page.give_focus()
        else:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self._left.setVisible(not self._narrow or not self._in_case)
        self.case_page.setVisible(not self._narrow or self._in_case)

    # -- the fix page -----------------------------------------------------------------------------

    def open_fix(self) -> None:
        """Record a fix for the case shown."""
        case = self.case_page.case
        if case is not None:
            self.fix.open_case(case)
            self._stack.setCurrentWidget(self.fix)
            self.heading_changed.emit()
            self.fix.give_focus()

    def _close_fix(self) -> None:
        if self.is_fixing():
            self._stack.setCurrentIndex(0)
            self.heading_changed.emit()
            self.case_page.refresh()
            self.case_page.give_focus()

    # -- what stands around the list --------------------------------------------------------------

    def _ask_counts(self) -> None:
        desk, officer = self._bridge.desk, self._officer
        self._bridge.read(lambda: tab_counts(desk, officer), self._show_counts)
        self._bridge.read(lambda: [name for name, _ in desk.cache.types()], self._know_types)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._tabs.set_counts({key: counts.get(key) for key in TABS})
        self.heading_changed.emit()

    def _show_status(self, status: Status) -> None:
        """While the first cases come, an empty list says so."""
        first = status.last_sync_at is None and status.line in (Line.SYNCING, Line.UNKNOWN)
        progress = status.progress
        text = translate("MyCases", "Getting your cases. You can start with those already here.")
        if progress is not None and progress.step == "pull" and progress.total:
            counted = translate(
                "MyCases",
                "Getting your cases, {done} of {total}. You can start with those already here.",
            )
            text = counted.format(done=f"{progress.done:,}", total=f"{progress.total:,}")
        self._loading_words = text
        self._say_empty()
        if first and status.line == Line.SYNCING:
            self.list.set_loading(True)
        elif self.list.model.query.officer == self._officer:
            self.list.set_loading(False)

    def _say_empty(self) -> None:
        filtered = bool(self._text.strip() or self._states or self._types)
        if filtered:
            text = translate("MyCases", "No case matches. Try a shorter word or clear the filters.")
        else:
            text = translate("MyCases", "Nothing is left to do. Thank you for today's work.")
        icon = "search" if filtered else "circle-check"
        self.list.set_words(text, self._loading_words, icon)

    def _say_filters(self) -> None:
        words = [state_style(str(state)).word for state in State if state in self._states]
        words += sorted(self._types)
        self._filters_line.setVisible(bool(words))
        self._filters.set_text(" · ".join(words))

    def order_menu(self) -> QMenu:
        """The orders, and the states and types to which the list can be narrowed."""
        menu = self._order_menu
        menu.clear()
        group = QActionGroup(menu)
        for sort, words in _sort_words().items():
            action = menu.addAction(words, partial(self.set_sort, sort))
            action.setCheckable(True)
            action.setChecked(sort == self._sort)
            group.addAction(action)
        menu.addSeparator()
        states = menu.addMenu(translate("MyCases", "Only these states"))
        for state in State:
            chosen = partial(self._flip_state, state)
            _checkable(states, state_style(str(state)).word, chosen, on=state in self._states)
        types = menu.addMenu(translate("MyCases", "Only these types"))
        types.setEnabled(bool(self._known_types))
        for name in self._known_types:
            _checkable(types, name, partial(self._flip_type, name), on=name in self._types)
        return menu

    def _flip_state(self, state: State) -> None:
        self.set_filters(self._states ^ {state}, self._types)

    def _flip_type(self, name: str) -> None:
        self.set_filters(self._states, self._types ^ {name})

    def _know_types(self, types: list[str]) -> None:
        self._known_types = types

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self._loading_words = ""
        self.case_page = CasePage(self._bridge, self._window)
        self.case_page.fix_wanted.connect(self.open_fix)
        self.case_page.left.connect(self._left_case)
        self.fix = FixPage(self._bridge, self._window)
        self.fix.closed.connect(self._close_fix)
        self.fix.kept.connect(self.case_page.refresh)
        self.list = CaseList(self._bridge, self._window.thumbnails)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.model.loaded.connect(self._loaded)
        self.list.model.failed.connect(self._window.show_problem)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._build_left())
        self._splitter.addWidget(self.case_page)
        self._splitter.setStretchFactor(1, 1)
        kept = str(self._settings.value("cases/list_width", LIST_WIDTH))
        width = int(kept) if kept.isdigit() else LIST_WIDTH
        self._splitter.setSizes([max(LIST_LEAST, width), 10_000])
        self._splitter.splitterMoved.connect(
            lambda width, _: self._settings.setValue("cases/list_width", width)
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.fix)

    def _build_left(self) -> QWidget:
        self._left = Ground("surface", ("right",))
        self._left.setMinimumWidth(LIST_LEAST)
        self._tabs = Tabs([(key, key) for key in TABS])
        self._tabs.changed.connect(lambda _: self._ask())
        self._order = Button("", kind="soft", icon="list-filter", size="small")
        self._order_menu = QMenu(self)
        self._order_menu.aboutToShow.connect(self.order_menu)
        self._order.setMenu(self._order_menu)
        self._tabs.add_corner(self._order)
        self._filters_line = Ground("sel", ("bottom",))
        self._filters = Text("", Type.SECONDARY, "ink")
        self._clear = Button("", kind="quiet", icon="x", size="small")
        self._clear.clicked.connect(lambda _=False: self.set_filters())
        line = QHBoxLayout(self._filters_line)
        line.setContentsMargins(14, 2, 8, 3)
        line.addWidget(self._filters, 1)
        line.addWidget(self._clear)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._filters_line)
        column.addWidget(self.list, 1)
        return self._left


def _checkable(menu: QMenu, words: str, chosen: Callable[[], None], *, on: bool) -> None:
    action = menu.addAction(words, chosen)
    action.setCheckable(True)
    action.setChecked(on)


def _sort_words() -> dict[Sort, str]:
    return {
        Sort.URGENT: translate("MyCases", "Urgent first"),
        Sort.NEWEST: translate("MyCases", "Newest first"),
        Sort.OLDEST: translate("MyCases", "Oldest first"),
        Sort.UPDATED: translate("MyCases", "Last changed first"),
    }
