"""The outbox page: what happens now, what waits to be sent, what past rounds of sync did."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from casework.operations import Operation
from desktop.status import Line, Status
from desktop.storage.records import OutboxItem, PhotoUpload
from desktop.sync.history import PastRound
from desktop.sync.sparing import choice_of
from desktop.ui.bridge import Bridge
from desktop.ui.pages.base import Page
from desktop.ui.pages.outbox_history import HistoryPane
from desktop.ui.pages.outbox_list import WaitingPane
from desktop.ui.pages.outbox_now import NowCard
from desktop.ui.pages.outbox_side import (
    Kept,
    KeptCard,
    PicturesCard,
    SafeNote,
    SupportCard,
    kept_here,
)
from desktop.ui.pages.outbox_stick import StickCard
from desktop.ui.pages.outbox_support import SupportDialog
from desktop.ui.services import WindowServices
from desktop.ui.widgets.card import Card, Rule
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.tabs import Tabs
from desktop.words import translate

SIDE_WIDTH, LIST_LEAST = 300, 240
WAITING, HISTORY, HERE = "waiting", "history", "here"


class OutboxPage(Page):
    """What the server does not have yet, the truth about the line, and what sync did before."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Listen to the outbox and the status."""
        super().__init__(bridge, window)
        # By F6 and a click; as a stop of Tab it would be one that nobody sees.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("no-ring", True)
        self._items: list[OutboxItem] = []
        self._asked = self._answered = 0
        self._narrow = False
        self._was = Line.UNKNOWN
        self._build()
        bridge.outbox_changed.connect(self.refresh)
        bridge.status_changed.connect(self._follow)
        window.thumbnails.arrived.connect(lambda _: self.waiting.list.viewport().update())
        self.bind_letters("RJK", repeating="JK")
        self.retranslate()

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Outbox", "Outbox")

    def subtitle(self) -> str:
        """How much waits."""
        photos = sum(1 for item in self._items for p in item.photos if p.state != "verified")
        return translate("Outbox", "acts {n} · photos {photos}").format(
            n=len(self._items), photos=photos
        )

    def activate(self, **what: str) -> None:
        """Show the present state, or the history where that is asked for."""
        if what.get("show") == HISTORY:
            self._choose(HISTORY)
        self.refresh()
        self.show_status(self._bridge.desk.status)
        pane = self.panes()[0]
        (pane if pane.isVisible() else self).setFocus()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        of_tab = {WAITING: self.waiting.list, HISTORY: self.history.table}
        first: QWidget = of_tab.get(self.tabs.current(), self.now)
        others: list[QWidget] = [self.now.stop if self.now.stop.isVisible() else self.now.now]
        return [first, *others, self.pictures.choice]

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window what stands beside becomes a tab."""
        self._narrow = narrow
        self.now.set_narrow(narrow)
        self.waiting.set_narrow(narrow)
        if narrow:
            self._stack.addWidget(self._side)
        else:
            self._across.addWidget(self._side)
        self._side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
        self._side.setMaximumWidth(16_777_215 if narrow else SIDE_WIDTH)
        margin = 12 if narrow else 0
        self._inner.setContentsMargins(margin, margin, margin, margin)
        self._name_tabs()

    def handle_key(self, letter: str) -> bool:
        """Act on a letter key."""
        if self.tabs.current() != WAITING:
            return False
        if letter == "R":
            self.waiting.try_again()
            return True
        wanted = self.waiting.list.currentIndex().row() + (1 if letter == "J" else -1)
        if 0 <= wanted < self.waiting.model.rowCount():
            self.waiting.list.setCurrentIndex(self.waiting.model.index(wanted, 0))
        return True

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._name_tabs()
        self.setAccessibleName(self.title())
        for part in (self.now, self.waiting, self.history, self.kept, self.stick, self.support):
            part.retranslate()
        self._safe.retranslate()
        self.pictures.retranslate(self._bridge.desk.pictures_choice)
        self.refresh()
        self.show_status(self._bridge.desk.status)

    # -- content ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the desk what waits and what was."""
        desk = self._bridge.desk
        self._asked += 1
        number = self._asked
        self._bridge.read(desk.outbox, lambda items: self._answer(number, items))
        self._bridge.read(desk.sync_history, self._show_history)
        self._bridge.read(lambda: kept_here(desk), self._show_kept)

    def show_status(self, status: Status) -> None:
        """Tell the truth about the line and about pictures that wait."""
        self.now.show_status(status)
        self.pictures.show_status(status)
        self.kept.show_index(status.indexing)

    def _follow(self, status: Status) -> None:
        self.show_status(status)
        if status.line not in {self._was, Line.SYNCING}:
            # A round has ended: its line in the history.
            self._bridge.read(self._bridge.desk.sync_history, self._show_history)
        self._was = status.line

    def _answer(self, number: int, items: list[OutboxItem]) -> None:
        """Show an answer, unless one to a later question was shown already."""
        if number <= self._answered:
            return
        self._answered = number
        self._items = items
        held = self.waiting.list.hasFocus()
        self.waiting.show_items(items)
        self.now.show_items(items)
        if held and not items:
            self.setFocus()
        self.tabs.set_counts({WAITING: len(items) or None})
        self.heading_changed.emit()

    def _show_history(self, rounds: list[PastRound]) -> None:
        if rounds != self.history.table.rounds.rounds:
            self.history.show_rounds(rounds)

    def _show_kept(self, kept: Kept) -> None:
        self.kept.show_figures(kept)

    # -- acts -------------------------------------------------------------------------------------

    def _take_back(self, item: OutboxItem) -> None:
        """Withdraw or undo an operation."""
        desk, operation = self._bridge.desk, item.operation
        self._bridge.write(
            lambda: desk.take_back([operation]),
            lambda report: self._window.show_undo(
                translate("Outbox", "Taken back: {n}").format(n=len(report.done)), None
            ),
            self._window.show_problem,
        )

    def _again(self, photos: list[PhotoUpload]) -> None:
        desk = self._bridge.desk
        self._bridge.write(lambda: desk.retry(photos), lambda _: None, self._window.show_problem)

    def _choose_pictures(self, chosen: str) -> None:
        desk = self._bridge.desk
        choice = choice_of(chosen)
        self._bridge.write(
            lambda: desk.set_pictures_choice(choice), lambda _: None, self._window.show_problem
        )

    def _open(self, operation: Operation) -> None:
        self._window.navigate("cases", authority=operation.authority, case=operation.case)

    def _support(self) -> None:
        SupportDialog(self._bridge, self._window, self).open()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(16, 14, 16, 14)
        self._across.setSpacing(14)
        desk = self._bridge.desk
        self.now = NowCard(self._bridge)
        self.now.now_wanted.connect(desk.wake)
        self.now.stop_wanted.connect(desk.stop_round)
        inner = QWidget()
        inner.setObjectName("plain")
        main = QVBoxLayout(inner)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(12)
        main.addWidget(self.now)
        main.addWidget(self._build_tabs(), 1)
        self._across.addWidget(scrolling(inner), 1)
        self._side = self._build_side()
        self._across.addWidget(self._side)

    def _build_tabs(self) -> QWidget:
        card = Card()
        card.setMinimumHeight(LIST_LEAST)  # where the window is low, all of it is scrolled
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.tabs = Tabs(margin=14)
        self.tabs.changed.connect(self._choose)
        self.waiting = WaitingPane(self._window.thumbnails.pixmap)
        self.waiting.opened.connect(self._open)
        self.waiting.take_back_wanted.connect(self._take_back)
        self.waiting.again_wanted.connect(self._again)
        self.history = HistoryPane()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.history)
        column.addWidget(self.tabs)
        column.addWidget(Rule())
        column.addWidget(self._stack, 1)
        return card

    def _build_side(self) -> QScrollArea:
        self.kept, self._safe = KeptCard(), SafeNote()
        self.pictures, self.support = PicturesCard(), SupportCard()
        self.stick = StickCard(self._bridge, self._window)
        self.pictures.wanted.connect(self._bridge.desk.fetch_pictures)
        self.pictures.chosen.connect(self._choose_pictures)
        self.support.wanted.connect(self._support)
        inner = QWidget()
        inner.setObjectName("plain")
        column = self._inner = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.pictures, self.kept, self.stick, self.support):
            column.addWidget(card)
        column.addStretch(1)
        column.addWidget(self._safe)
        side = scrolling(inner)
        side.setFixedWidth(SIDE_WIDTH)
        return side

    def _name_tabs(self) -> None:
        names = [
            (WAITING, translate("Outbox", "Waiting")),
            (HISTORY, translate("Outbox", "History")),
        ]
        if self._narrow:
            names.append((HERE, translate("Outbox", "This computer")))
        self.tabs.set_tabs(names)
        self.tabs.set_counts({WAITING: len(self._items) or None})
        self._choose(self.tabs.current())

    def _choose(self, key: str) -> None:
        self.tabs.set_current(key)
        shown = {WAITING: self.waiting, HISTORY: self.history, HERE: self._side}[key]
        self._stack.setCurrentWidget(shown)
        # The table needs the room; what stands beside has nothing to do with the past.
        if not self._narrow:
            self._side.setVisible(key != HISTORY)
