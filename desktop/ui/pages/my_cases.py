"""My cases: list at the left, the case at the right, and recording a fix in their place."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.status import Line, Status
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.pages.base import Page
from desktop.ui.pages.case_list import CaseList
from desktop.ui.pages.case_page import CasePage
from desktop.ui.pages.case_rows import TABS, loading_words, tab_counts, tab_queries
from desktop.ui.pages.filter_panel import FilterPanel
from desktop.ui.pages.fix import FixPage
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.pages.list_strip import ListStrip
from desktop.ui.pages.whose import WhoseStrip
from desktop.ui.services import WindowServices
from desktop.ui.theme.scale import FILTERS, LIST_LEAST, LIST_WIDTH
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.tabs import Tabs
from desktop.words import language, translate

FOLLOW_MS = 60
_CASE_LETTERS = "ADCGFSRWTUOPL"


class MyCasesPage(Page):
    """An officer's own cases; every case of the authority for those who hand them out."""

    foot_height = 84

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ask for the first rows at once."""
        super().__init__(bridge, window)
        self.choice = ListChoice(bridge, window, self)
        self._counts: dict[str, int] = {}
        self._counting = 0
        self._searched = self.choice.view.text
        self._narrow = self._in_case = False
        self._settings = QSettings("tambon-desk", "tambon-desk")
        self._follow_timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow_timer.timeout.connect(self._follow)
        self._build()
        self.bind_letters("JKV" + _CASE_LETTERS, repeating="JK")
        self.choice.changed.connect(self._choice_changed)
        bridge.cases_changed.connect(self._ask_counts)
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
        if self.choice.officer:
            return translate("MyCases", "My cases")
        return translate("MyCases", "All cases")

    def subtitle(self) -> str:
        """How many, and how many are late; the case's number while a fix is recorded.

        In a search or with filters, how many are found: 2,000+ until they are counted.
        """
        if self.is_fixing():
            case = self.fix.case
            return case.ticket.number if case is not None else ""
        if self.choice.searching or self.choice.narrowing:
            found = translate("MyCases", "{n} cases found")
            return found.format(n=self.list.total())
        if "all" not in self._counts:
            return ""
        parts = [translate("MyCases", "{n} cases").format(n=f"{self._counts['all']:,}")]
        if self._counts.get("overdue"):
            late = translate("MyCases", "{n} overdue")
            parts.append(late.format(n=f"{self._counts['overdue']:,}"))
        return " · ".join(parts)

    def search(self, text: str) -> None:
        """Show only the cases that hold this text."""
        self.choice.look_for(text)

    def activate(self, **what: str) -> None:
        """Show this case or saved view, where one is named; else what was shown before."""
        if any(what.values()):
            self._close_fix()
        if what.get("case"):
            self.open_case((what.get("authority", ""), what["case"]))
        elif what.get("view"):
            self._show_view(what["view"])
        elif what.get("panel"):
            self.open_panel()
        elif what.get("chosen"):
            self.choice.choose_cases(what["chosen"])
            self._left_case()
        elif self.is_fixing():
            self.fix.give_focus()
        else:
            self._give_focus()

    def panes(self) -> list[QWidget]:
        """List and case, or the fix page."""
        if self.is_fixing():
            return self.fix.panes()
        filters = [self.panel.views.lines[0].button] if self.panel.isVisible() else []
        return [self.list.view, *filters, *self.case_page.panes()]

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
        focus = QApplication.focusWidget()
        if letter == "V":
            self.flip_panel()
            return True
        if focus is not None and self.panel.isAncestorOf(focus):
            return False  # a letter typed into a choice is no act on a case
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
        self._button.set_text(translate("MyCases", "Filter"))
        self._strip.retranslate()
        self.panel.retranslate()
        self.list.retranslate()
        self._say_empty()
        self.case_page.retranslate()
        self.fix.retranslate()
        self.heading_changed.emit()

    def release(self) -> None:
        """The page goes: what was begun is kept."""
        self.fix.keep_draft()
        self.case_page.keep_drafts()

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

    def _choice_changed(self) -> None:
        if self._tabs.current() != self.choice.view.tab:
            self._tabs.set_current(self.choice.view.tab)
        self._ask()
        self._ask_counts()

    def _ask(self) -> None:
        self._say_empty()
        self.case_page.mark(self.choice.view.text)
        self.list.model.set_query(self.choice.query())

    def _loaded(self) -> None:
        """A new list: keep the case that is shown if it is there, else show the first."""
        key = self.case_page.key
        if self._searched != self.choice.view.text and not self._in_case:
            # The best hits are at the top: begin there, not where the case shown stands.
            self._searched = self.choice.view.text
            self.list.view.scrollToTop()
            key = None if self.choice.searching else key
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
        self._left.setVisible((not self._narrow or not self._in_case) and not self._alone())
        self.case_page.setVisible(not self._narrow or self._in_case)
        self.panel.set_alone(self._alone(), self.list.total())

    # -- filters and views ------------------------------------------------------------------------

    def flip_panel(self) -> None:
        """Open the filters, or go back to the list."""
        if self.panel.isVisible():
            self.close_panel()
        else:
            self.open_panel()

    def open_panel(self) -> None:
        """Open the filters beside the list, or in its place where there is no room for both."""
        self._in_case = False
        self.panel.show()
        self._arrange()
        self.panel.give_focus()

    def close_panel(self) -> None:
        """Go back to the list."""
        self.panel.hide()
        self._arrange()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both the filters take the place of the list."""
        super().resizeEvent(event)
        self._arrange()

    def _alone(self) -> bool:
        return not self.panel.isHidden() and self.width() < LIST_LEAST + FILTERS

    def _show_view(self, key: str) -> None:
        view = next((view for view in self.choice.known() if view.key == key), None)
        if view is not None:
            self.choice.show(view)
        self._give_focus()

    def _from_here(self) -> None:
        """Measure distances from the case shown."""
        case = self.case_page.case
        if case is None or case.ticket.lon is None or case.ticket.lat is None:
            self.panel.say_no_place()
        else:
            self.panel.take_point(case.ticket.lon, case.ticket.lat)

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

    def _ask_counts(self, _keys: object = None) -> None:
        desk, queries = self._bridge.desk, tab_queries(self.choice)
        self._counting += 1
        turn = self._counting

        def wanted() -> bool:
            return turn == self._counting

        self._bridge.read(
            lambda: tab_counts(desk, queries),
            lambda counts: self._show_counts(counts) if wanted() else None,
            wanted=wanted,
        )

    def _counted(self) -> None:
        self.panel.set_alone(self._alone(), self.list.total())
        self.heading_changed.emit()

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._tabs.set_counts({key: counts.get(key) for key in TABS})
        self.heading_changed.emit()

    def _show_status(self, status: Status) -> None:
        """While the first cases come, an empty list says so."""
        first = status.last_sync_at is None and status.line in (Line.SYNCING, Line.UNKNOWN)
        self._loading_words = loading_words(status.progress)
        self._say_empty()
        if first and status.line == Line.SYNCING:
            self.list.set_loading(True)
        elif self.list.model.is_loaded:
            self.list.set_loading(False)

    def _say_empty(self) -> None:
        filtered = self.choice.searching or bool(self.choice.narrowing)
        if filtered:
            text = translate("MyCases", "No case matches. Try a shorter word or clear the filters.")
        else:
            text = translate("MyCases", "Nothing is left to do. Thank you for today's work.")
        icon = "search" if filtered else "circle-check"
        self.list.set_words(text, self._loading_words, icon)

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
        self.list.model.count_changed.connect(lambda _: self._counted())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._build_left())
        self.panel = FilterPanel(self._bridge, self.choice)
        self.panel.closed.connect(self.close_panel)
        self.panel.here_wanted.connect(self._from_here)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self.case_page)
        self._splitter.setStretchFactor(2, 1)
        kept = str(self._settings.value("cases/list_width", LIST_WIDTH))
        width = int(kept) if kept.isdigit() else LIST_WIDTH
        self._splitter.setSizes([max(LIST_LEAST, width), FILTERS, 10_000])
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
        self._tabs.changed.connect(self.choice.go_to_tab)
        self._button = Button("", kind="soft", icon="list-filter", key="V", size="small")
        self._button.clicked.connect(self.flip_panel)
        self._tabs.add_corner(self._button)
        self._tabs.set_current(self.choice.view.tab)
        self._strip = ListStrip(self.choice, self._name_of)
        self._strip.panel_wanted.connect(self.open_panel)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        if self.choice.officer:
            self.whose = WhoseStrip(self._bridge, self._window, self.choice)
            column.addWidget(self.whose)
        column.addWidget(self._strip)
        column.addWidget(self.list, 1)
        return self._left

    def _name_of(self, username: str) -> str:
        return self._bridge.desk.name_of(username, language())
