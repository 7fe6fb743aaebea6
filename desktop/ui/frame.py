"""The main window: rail, top bar and the pages between which the rail moves."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.theme.scale import NARROW_UNDER
from desktop.ui.top_bar import TopBar
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.rail import Rail
from desktop.ui.widgets.reading_order import step_focus

PLACES = ("cases", "incoming", "map", "reports", "outbox", "attention", "settings")
"""The places of the rail in their order; others may be added and stand last."""

_RULE_BEFORE = ("outbox", "settings")
_NUMBERED = 6
_SETTINGS = "settings"
Words = str | Callable[[], str]


class _Place(msgspec.Struct):
    title: Words
    factory: Callable[[], QWidget]
    page: QWidget | None = None
    heading: str = ""
    note: str = ""
    under: str = ""


class MainFrame(QMainWindow):
    """The window with rail, top bar and pages.

    Pages are made when they are first shown. A page may have a method `panes() -> list[QWidget]`
    (where F6 goes next) and `retranslate()` (called when the language changed).
    """

    navigated = Signal(str)
    """The key of the page that is now shown."""
    searched = Signal(str)
    """The text in the search field, a moment after typing."""
    search_left = Signal()
    """Esc in the empty search field: the page may take the focus back."""
    commands_wanted = Signal()
    """Ctrl+K: the search field has the focus now."""
    connection_clicked = Signal()
    narrow_changed = Signal(bool)
    """Whether there is room for list or case only, not both."""
    closing = Signal()
    _speaks = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, _Place] = {}
        self._current = ""
        self._narrow = False
        self._cover: QWidget | None = None
        self.setWindowTitle("Tambon Desk")
        self.setMinimumSize(560, 320)
        self.resize(1366, 768)
        self._rail = Rail(self)
        self._rail.chosen.connect(self.navigate)
        self._stack = QStackedWidget(self)
        self._bar = TopBar(self)
        self._notice = Banner("", icon="clock")
        self._notice_room = QWidget(self)
        room = QVBoxLayout(self._notice_room)
        room.setContentsMargins(16, 10, 16, 10)
        room.addWidget(self._notice)
        self._notice_room.hide()
        self._bar.search.searched.connect(self.searched)
        self._bar.search.left.connect(self._leave_search)
        self._bar.connection.clicked.connect(self._connection_clicked)
        self.setCentralWidget(self._central())
        self._shortcuts()
        self._ring = FocusRing(self)
        self._speaks = True

    # Pages

    def add_page(
        self,
        key: str,
        icon: str,
        title: Words,
        widget_factory: Callable[[], QWidget],
        *,
        under: str = "",
    ) -> None:
        """Add a place to the rail; `title` may be a callable that gives it in today's language.

        A page `under` a place is not in the rail: it is reached from that place, which stays
        marked, and by its command. Raises ValueError where the key is taken.
        """
        if key in self._places:
            raise ValueError(f"there is a page {key!r} already")
        if under:
            self._places[key] = _Place(title, widget_factory, under=under)
            return
        if key in _RULE_BEFORE and self._places:
            self._rail.add_rule()
        self._places[key] = _Place(title, widget_factory)
        self._rail.add_item(key, icon, _said(title), self._keys_of(key))

    def navigate(self, key: str) -> QWidget:
        """Show a page, made now if this is the first time. Raises KeyError for an unknown key.

        While the pages are covered, that is what is shown and returned, but for the settings.
        """
        place = self._places[key]
        shown = self._cover if key != _SETTINGS else None
        if shown is None:
            if place.page is None:
                place.page = place.factory()
                self._stack.addWidget(place.page)
            shown = place.page
        changed = key != self._current or shown is not self._stack.currentWidget()
        self._current = key
        self._stack.setCurrentWidget(shown)
        self._rail.set_current(place.under or key)
        self._show_heading()
        if changed:
            self._focus_page()
            self.navigated.emit(key)
        return shown

    def cover(self, widget: QWidget | None) -> None:
        """Show this in place of every page but the settings; None shows the pages again."""
        self._cover = widget
        if widget is not None and self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        if self._current:
            self.navigate(self._current)

    @property
    def is_covered(self) -> bool:
        """Whether no page but the settings can be seen."""
        return self._cover is not None

    def page(self, key: str) -> QWidget | None:
        """The page of a key, None while it was never shown."""
        place = self._places.get(key)
        return place.page if place is not None else None

    def page_keys(self) -> list[str]:
        """The keys of all places, in the order of the rail."""
        return list(self._places)

    def title_of(self, key: str) -> str:
        """The title of a place in the language in use. Raises KeyError."""
        return _said(self._places[key].title)

    def current_key(self) -> str:
        """The key of the page that is shown, empty before the first."""
        return self._current

    def clear_pages(self) -> None:
        """Take every place and its page away, before those of another role are added.

        At once: a page that goes later would still hear of changes, and ask for what nobody shows.
        """
        for place in self._places.values():
            page = place.page
            if page is not None:
                release = getattr(page, "release", None)
                if callable(release):
                    release()
                self._stack.removeWidget(page)
                shiboken6.delete(page)
        self._places.clear()
        self._rail.clear()
        self._current = ""

    # What the frame says

    def set_heading(self, key: str, heading: str = "", note: str = "") -> None:
        """Set the title of a page's top bar (empty: the rail's) and the quiet words beside it."""
        place = self._places[key]
        place.heading, place.note = heading, note
        if key == self._current:
            self._show_heading()

    def set_counts(self, counts: dict[str, int | None]) -> None:
        """Show how much work is left in each place; None shows no number."""
        for key, count in counts.items():
            item = self._rail.item(key)
            if item is not None:
                item.set_count(count, hot=key == "attention")

    def set_beside(self, key: str, count: int, words: str) -> None:
        """Show a second number beside a place's own, told apart in `words`; 0 shows none."""
        item = self._rail.item(key)
        if item is not None:
            item.set_beside(count, words)

    def set_connection(self, state: str, text: str = "", more: str = "") -> None:
        """Show the state of the line (see ConnectionButton) in its own words or in `text`."""
        self._bar.connection.set_state(state, text, more)

    def set_preparing(self, progress: tuple[int, int] | None) -> None:
        """Say in the field of search how many of how many cases are prepared for it."""
        self._bar.set_preparing(progress)

    def set_notice(self, text: str) -> None:
        """Show a calm line above every page until it is taken away with an empty one."""
        self._notice.say(text, icon="clock")
        self._notice_room.setVisible(bool(text))

    def add_line(self, line: QWidget) -> None:
        """Give a line of its own making a place above every page; it shows and hides itself."""
        self._down.insertWidget(self._down.indexOf(self._stack), line)

    def set_person(self, name: str, role: str) -> None:
        """Show who works here and as what."""
        self._rail.set_person(name, role)

    def set_authority(self, name: str) -> None:
        """Show the authority's name at the top of the rail."""
        self._rail.set_authority(name)
        self.setWindowTitle(f"{name} · Tambon Desk" if name else "Tambon Desk")

    # Focus and room

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for list or case only."""
        return self._narrow

    def search_field(self) -> SearchField:
        """The field of search and commands, for a completer or list of commands."""
        return self._bar.search

    def focus_search(self) -> None:
        """Move the focus to search and commands."""
        self._bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.commands_wanted.emit()

    def next_pane(self, step: int = 1) -> None:
        """Move the focus to the next pane: rail, the page's panes, search."""
        panes = self._panes()
        focus: QWidget | None = self.focusWidget()
        here = -1 if step > 0 else 0
        for number, pane in enumerate(panes):
            if focus is not None and (pane is focus or pane.isAncestorOf(focus)):
                here = number
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the rail and tell the pages where the window became narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_UNDER
        if narrow != self._narrow:
            self._narrow = narrow
            self._rail.set_narrow(narrow)
            self._bar.set_narrow(narrow)
            self.narrow_changed.emit(narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._speaks:
            self._retranslate()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as one reads, also where a page made parts of itself anew."""
        return step_focus(self, 1 if forward else -1)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window closes; nothing is asked, everything is stored."""
        self._speaks = False  # its pages' desk is closed next, and has no words to give
        self.closing.emit()
        super().closeEvent(event)

    def _retranslate(self) -> None:
        self._bar.retranslate()
        for key, place in self._places.items():
            item = self._rail.item(key)
            if item is not None:
                item.set_title(_said(place.title))
            retranslate = getattr(place.page, "retranslate", None)
            if callable(retranslate):
                retranslate()
        self._show_heading()

    def _show_heading(self) -> None:
        place = self._places.get(self._current)
        if place is None:
            return
        if self._cover is not None and self._current != _SETTINGS:
            # What a page says of itself (how many, which case) is covered too.
            self._bar.set_heading(_said(place.title), "")
            return
        self._bar.set_heading(place.heading or _said(place.title), place.note)

    def _panes(self) -> list[QWidget]:
        item = self._rail.current_item()
        panes: list[QWidget] = [item] if item is not None else []
        page = self._stack.currentWidget()
        given = getattr(page, "panes", None)
        if callable(given):
            panes += [pane for pane in given() if pane.isVisibleTo(self)]
        elif page is not None and page.focusPolicy() != Qt.FocusPolicy.NoFocus:
            panes.append(page)
        return [*panes, self._bar.search]

    def _focus_page(self) -> None:
        """Give the keyboard to the page's first pane, so that its keys work at once."""
        panes = self._panes()[1:-1]
        if panes and not self._bar.search.hasFocus():
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_search(self) -> None:
        self.search_left.emit()
        if self._bar.search.hasFocus():
            self.next_pane(2 if len(self._panes()) > 2 else 1)

    def _connection_clicked(self) -> None:
        self.connection_clicked.emit()
        if "outbox" in self._places:
            self.navigate("outbox")

    def _central(self) -> QWidget:
        central = QWidget(self)
        across = QHBoxLayout(central)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._bar)
        down.addWidget(self._notice_room)
        self._down = down
        down.addWidget(self._stack, 1)
        across.addLayout(down, 1)
        return central

    def _shortcuts(self) -> None:
        for number in range(_NUMBERED):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda number=number: self._go(number))
        settings = QShortcut(QKeySequence("Ctrl+,"), self)
        settings.activated.connect(self._go_settings)
        for keys, act in (
            ("Ctrl+K", self.focus_search),
            ("F6", lambda: self.next_pane(1)),
            ("Shift+F6", lambda: self.next_pane(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _go_settings(self) -> None:
        if _SETTINGS in self._places:
            self.navigate(_SETTINGS)

    def _numbered(self) -> list[str]:
        """The places that a number leads to: as they stand in this person's rail."""
        found = [k for k, place in self._places.items() if not place.under and k != _SETTINGS]
        return found[:_NUMBERED]

    def _keys_of(self, key: str) -> str:
        if key == _SETTINGS:
            return "Ctrl+,"
        numbered = self._numbered()
        return f"Ctrl+{numbered.index(key) + 1}" if key in numbered else ""

    def _go(self, number: int) -> None:
        numbered = self._numbered()
        if number < len(numbered):
            self.navigate(numbered[number])


def _said(words: Words) -> str:
    return words() if callable(words) else words
