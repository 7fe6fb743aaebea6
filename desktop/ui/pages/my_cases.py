"""My cases: list at the left, the case at the right, and recording a fix in their place.

The list stands first; case, filters and fix are made after it (`case_parts`).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casework.case import Case
from desktop.status import Line, Status
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.pages import case_rows
from desktop.ui.pages.case_list import CaseList
from desktop.ui.pages.case_parts import CaseParts
from desktop.ui.pages.list_sheets import ListSheets
from desktop.ui.pages.list_strip import ListStrip
from desktop.ui.pages.list_ways import ListWays
from desktop.ui.pages.whose import WhoseStrip
from desktop.ui.services import WindowServices
from desktop.ui.theme.scale import FILTERS, LIST_LEAST
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.tabs import Tabs
from desktop.words import language, translate

FOLLOW_MS = 60
_CASE_LETTERS = "ADCGFSRWTUOPLBZH"


class MyCasesPage(CaseParts):
    """An officer's own cases; every case of the authority for those who hand them out."""

    foot_height = 84
    takes_keys = Signal()
    """The list has come: the keyboard can be in it."""
    stands = Signal()
    """The list was drawn for the first time, or there is none: the rest may be made."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ask for the first rows at once."""
        super().__init__(bridge, window)
        self._counts: dict[str, int] = {}
        self._counting = 0
        self._searched = self.choice.view.text
        self._in_case = self._has_stood = False
        self._follow_timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow_timer.timeout.connect(self._follow)
        self._build()
        self.bind_letters("JKV" + _CASE_LETTERS, repeating="JK")
        self.choice.changed.connect(self._choice_changed)
        bridge.cases_changed.connect(self._ask_counts)
        bridge.status_changed.connect(self._show_status)
        self.retranslate()
        self._ask()
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
        return case_rows.count_words(self._counts)

    def search(self, text: str) -> None:
        """Show only the cases that hold this text."""
        self.choice.look_for(text)

    def activate(self, **what: str) -> None:
        """Show this case or saved view, where one is named; else what was shown before."""
        if any(what.values()):
            self.close_fix()
        if what.get("case"):
            self.open_case((what.get("authority", ""), what["case"]))
        elif what.get("view"):
            self._show_view(what["view"])
        elif what.get("panel"):
            self.open_panel()
        elif what.get("chosen"):
            self.choice.choose_cases(what["chosen"])
            self.leave_case()
        else:
            (self.fix.give_focus if self.is_fixing() else self._give_focus)()

    def panes(self) -> list[QWidget]:
        """List and case, or the fix page."""
        if self.is_fixing():
            return self.fix.panes()
        filters = [self.panel.views.lines[0].button] if self.is_filtering() else []
        case = self._case.panes() if self._case is not None else []
        return [self.list.view, *filters, *case]

    def set_narrow(self, narrow: bool) -> None:
        """List or case where there is no room for both."""
        self._narrow = narrow
        for part in (self._case, self._fix):
            if part is not None:
                part.set_narrow(narrow)
        self._arrange()

    def handle_key(self, letter: str) -> bool:
        """J and K move; the others act on the case shown."""
        if self.is_fixing():
            return self.fix.handle_key(letter)
        focus = QApplication.focusWidget()
        if letter == "V":
            self.flip_panel()
            return True
        if focus is not None and self.is_filtering() and self.panel.isAncestorOf(focus):
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
        self._tabs.set_tabs([(key, words[key]) for key in case_rows.TABS])
        self._show_counts(self._counts)
        self._button.set_text(translate("MyCases", "Filter"))
        self._strip.retranslate()
        self.list.retranslate()
        self._say_empty()
        for part in (self._panel, self._case, self._fix):
            if part is not None:
                part.retranslate()
        self.heading_changed.emit()

    def release(self) -> None:
        """The page goes: what was begun is kept."""
        if self._fix is not None:
            self._fix.keep_draft()
        if self._case is not None:
            self._case.keep_drafts()

    # -- list and case ----------------------------------------------------------------------------

    def open_case(self, key: Key) -> None:
        """Show a case, also one that the list lacks."""
        self.list.choose(key)
        self.case_page.show_case(key)
        self._in_case = True
        self._arrange()
        self.case_page.give_focus()

    def _choice_changed(self) -> None:
        if self._tabs.current() != self.choice.view.tab:
            self._tabs.set_current(self.choice.view.tab)
        self._ask()
        self._ask_counts()

    def _ask(self) -> None:
        self._say_empty()
        if self._case is not None:
            self._case.mark(self.choice.view.text)
        self.list.model.set_query(self.choice.query())

    def _loaded(self) -> None:
        """A new list: keep the case that is shown if it is there, else show the first."""
        key = self._case.key if self._case is not None else None
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
            self._show_beside(keys[0])
        elif not keys and not self._in_case:
            self._show_beside(None)
        if not keys or not self.isVisible():
            QTimer.singleShot(0, self, self._stood)
        self.takes_keys.emit()

    def _show_beside(self, key: Key | None) -> None:
        """Show a case at the right; the very first one once the list can be seen."""
        if self._case is None and self.isVisible():
            return
        self.case_page.show_case(key)

    def _stood(self) -> None:
        """The list is drawn: now how many there are, and the case at the right."""
        if self._has_stood:
            return
        self._has_stood = True
        self._ask_counts()
        if self.choice.officer:
            self.whose.look()
        if self._case is None:
            self.case_page.show_case(None if self._narrow else self.list.current())
        self.stands.emit()

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

    def leave_case(self) -> None:
        """Go back from the case to the list."""
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
        self._room.setVisible(not self._narrow or self._in_case)
        self._counted()

    # -- filters and views ------------------------------------------------------------------------

    def flip_panel(self) -> None:
        """Open the filters, or go back to the list."""
        if self.is_filtering():
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
        return self.is_filtering() and self.width() < LIST_LEAST + FILTERS

    def _show_view(self, key: str) -> None:
        view = next((view for view in self.choice.known() if view.key == key), None)
        if view is not None:
            self.choice.show(view)
        self._give_focus()

    def measure_from_here(self) -> None:
        """Measure distances from the case shown."""
        case = self.case_page.case
        if case is None or case.ticket.lon is None or case.ticket.lat is None:
            self.panel.say_no_place()
        else:
            self.panel.take_point(case.ticket.lon, case.ticket.lat)

    # -- the fix page -----------------------------------------------------------------------------

    def open_fix(self, case: Case | None = None) -> None:
        """Record a fix for this case, else for the one shown."""
        case = case or self.case_page.case
        if case is not None:
            self.fix.open_case(case)
            self._stack.setCurrentWidget(self.fix)
            self.heading_changed.emit()
            self.fix.give_focus()

    def close_fix(self) -> None:
        """Go back from the fix to list and case."""
        if self.is_fixing():
            self._stack.setCurrentIndex(0)
            self.heading_changed.emit()
            self.case_page.refresh()
            self.case_page.give_focus()

    # -- what stands around the list --------------------------------------------------------------

    def _ask_counts(self, _keys: object = None) -> None:
        desk, queries = self._bridge.desk, case_rows.tab_queries(self.choice)
        self._counting += 1
        turn = self._counting

        def wanted() -> bool:
            return turn == self._counting

        self._bridge.read(
            lambda: case_rows.tab_counts(desk, queries),
            lambda counts: self._show_counts(counts) if wanted() else None,
            wanted=wanted,
        )

    def _counted(self) -> None:
        if self._panel is not None:
            self._panel.set_alone(self._alone(), self.list.total())
        self.heading_changed.emit()

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._tabs.set_counts({key: counts.get(key) for key in case_rows.TABS})
        self.heading_changed.emit()

    def _show_status(self, status: Status) -> None:
        """While the first cases come, an empty list says so."""
        first = status.last_sync_at is None and status.line in (Line.SYNCING, Line.UNKNOWN)
        self._loading_words = case_rows.loading_words(status.progress)
        self._say_empty()
        if first and status.line == Line.SYNCING:
            self.list.set_loading(True)
        elif self.list.model.is_loaded:
            self.list.set_loading(False)

    def _say_empty(self) -> None:
        narrowed = self.choice.searching or bool(self.choice.narrowing)
        text, icon = case_rows.empty_words(filtered=narrowed)
        self.list.set_words(text, self._loading_words, icon)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self._loading_words = ""
        self.list = CaseList(self._bridge, self._window.thumbnails)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.model.loaded.connect(self._loaded)
        self.list.model.failed.connect(self._window.show_problem)
        self.list.model.count_changed.connect(lambda _: self._counted())
        self.sheets = ListSheets(self, self.list, self._bridge, self._window)
        self.list.view.drawn.connect(self._stood, Qt.ConnectionType.QueuedConnection)
        self._build_splitter(self._build_left())

    def _build_left(self) -> QWidget:
        self._left = Ground("surface", ("right",))
        self._left.setMinimumWidth(LIST_LEAST)
        self._tabs = Tabs([(key, key) for key in case_rows.TABS])
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
        self.ways = ListWays(self._bridge, self._window)
        column.addWidget(self.ways)
        return self._left

    def _name_of(self, username: str) -> str:
        return self._bridge.desk.name_of(username, language())
