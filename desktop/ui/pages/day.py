"""My day: the cases for today in their order, the rest below, and a map of the way beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from casework.case import Case
from casework.places.distances import distance_metres
from casework.places.routes import Point
from casework.thai import date_text, fold, local
from desktop import clock, day
from desktop.day import Day, Key, Order, Plan, Stop
from desktop.desk import Desk
from desktop.ground import Ground
from desktop.storage.records import CaseRow
from desktop.ui.bridge import Bridge
from desktop.ui.pages.base import Page
from desktop.ui.pages.day_list import DayList
from desktop.ui.pages.day_map import DayMap
from desktop.ui.pages.day_sheets import DaySheets
from desktop.ui.pages.day_start import StartStrip
from desktop.ui.pages.list_ways import ListWays
from desktop.ui.position import position_of
from desktop.ui.services import WindowServices
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground as Area
from desktop.ui.widgets.feedback import EmptyState, Skeleton
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.wording import distance
from desktop.words import language, translate

GATHER_MS, TICK_MS = 150, 60_000
STEP_METRES = 50.0
"""The list is put in order anew only when the GPS has moved so far: rows stay under the finger."""


class DayPage(Page):
    """An officer's plan for today."""

    foot_height = 0

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ask for the cases at once."""
        super().__init__(bridge, window)
        self._plan = Plan()
        self._rows: list[CaseRow] = []
        self._located: Point | None = None
        self._text = ""
        self._narrow = self._on_map = False
        self.day = Day()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._ask)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._ask)
        self._build()
        self.bind_letters("JKXDBL", repeating="JK")
        bridge.cases_changed.connect(lambda _: self._gather.start())
        self.retranslate()
        self._tick.start()
        self._ask()
        desk = bridge.desk
        bridge.read(desk.ground, self._show_ground, lambda _: None)

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Day", "My day")

    def subtitle(self) -> str:
        """Which day it is, and what is left of it."""
        today = date_text(local(clock.now()).date(), language())
        if not self.day.today:
            return today
        left = translate("Day", "{n} to go").format(n=self.day.left)
        return f"{today} · {left}"

    def search(self, text: str) -> None:
        """Show only the cases that hold this text."""
        self._text = fold(text)
        self._show()

    def activate(self, **what: str) -> None:
        """The page is shown."""
        del what
        self._give_focus()

    def panes(self) -> list[QWidget]:
        """List, start and map."""
        return [self.list, self.start.on_map, self.map]

    def set_narrow(self, narrow: bool) -> None:
        """List or map where there is no room for both."""
        self._narrow = narrow
        self._arrange()

    def handle_key(self, letter: str) -> bool:
        """J and K move, X chooses, D records a fix, B proposes a way, L goes to the map."""
        acts: dict[str, Callable[[], object]] = {
            "J": partial(self.list.step, 1),
            "K": partial(self.list.step, -1),
            "X": self._toggle_current,
            "D": self.fix_current,
            "B": self.propose,
            "L": self.flip_map,
        }
        act = acts.get(letter)
        if act is not None:
            act()
        return act is not None

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._tabs.set_tabs(
            [
                (Order.DUE, translate("Day", "By due date")),
                (Order.DISTANCE, translate("Day", "Nearest first")),
                (Order.ROUTE, translate("Day", "My route")),
            ]
        )
        self._propose.set_text(translate("Day", "Propose a short way"))
        self.sheets.retranslate()
        self._flip.set_text(translate("Day", "Map"))
        self.list.setAccessibleName(translate("Day", "My day"))
        self.start.retranslate()
        self.map.retranslate()
        self._show()

    def release(self) -> None:
        """The page goes: let the GPS go."""
        self.start.leave_gps()
        self.sheets.cancel()

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def begins_at(self) -> Point | None:
        """Where the day begins: the GPS while it is followed, else the place that was chosen."""
        return self._located or self._plan.start

    def _ask(self) -> None:
        desk, plan = self._bridge.desk, self._plan
        self._bridge.read(lambda: _look(desk, plan), self._take, self._window.show_problem)

    def _take(self, found: tuple[Plan, Plan, list[CaseRow]]) -> None:
        asked, begun, self._rows = found
        if asked == self._plan or not self._plan.day:
            # Else the person changed the plan meanwhile: theirs stands, and the rows are new.
            self._plan = begun
        self._show()

    def _show(self) -> None:
        self.day = day.arrange(self._plan, self._rows, self.begins_at)
        if self._tabs.current() != self._plan.order:
            self._tabs.set_current(self._plan.order)
        shown = self.day
        if self._text:
            shown = replace(
                shown,
                today=tuple(stop for stop in shown.today if self._holds(stop)),
                rest=tuple(stop for stop in shown.rest if self._holds(stop)),
            )
        self.list.show_day(shown)
        self.map.show_day(shown, self.begins_at)
        self.start.show_start(self.begins_at)
        self._propose.setEnabled(self.day.left > 1)
        self.sheets.set_day(self.day, self.begins_at)
        self._show_place(shown)
        self.heading_changed.emit()

    def _show_place(self, shown: Day) -> None:
        if shown.stops:
            self._stack.setCurrentWidget(self.list)
            return
        if not self._plan.day:
            return  # still being read
        text = translate("MyCases", "Nothing is left to do. Thank you for today's work.")
        if self._text:
            text = translate("MyCases", "No case matches. Try a shorter word or clear the filters.")
        self._empty.say(text, "search" if self._text else "circle-check")
        self._stack.setCurrentWidget(self._empty)

    def _holds(self, stop: Stop) -> bool:
        row = stop.row
        return self._text in fold(" ".join((row.number, row.sentence, row.place, *row.types)))

    def _show_ground(self, ground: Ground) -> None:
        self.map.set_outlines(ground.areas, ground.country, ground.sources)
        self.map.fit()

    # -- what a person does -----------------------------------------------------------------------

    def _change(self, plan: Plan) -> None:
        """Show another plan at once, and keep it."""
        if plan == self._plan:
            return
        self._plan = plan
        desk = self._bridge.desk
        self._bridge.write(
            lambda: day.keep_plan(desk, plan), lambda _: None, self._window.show_problem
        )
        self._show()

    def order_by(self, order: str) -> None:
        """Let today's stops stand so; the route begins with the order that is seen."""
        if order == Order.ROUTE and not self._text:
            self._change(day.as_route(self._plan, [stop.key for stop in self.day.today]))
            return
        self._change(msgspec.structs.replace(self._plan, order=Order(order)))
        if order == Order.DISTANCE and self.begins_at is None:
            self.choose_on_map()

    def toggle(self, key: Key) -> None:
        """A case is for today, or no longer."""
        change = day.leave_out if key in self._plan.today else day.choose
        self._change(change(self._plan, [key]))

    def _toggle_current(self) -> None:
        key = self.list.current()
        if key is not None:
            self.toggle(key)

    def move_stop(self, key: Key, to: int) -> None:
        """A stop is to stand at another place; while a search hides some, nothing is moved."""
        if not self._text:
            shown = [stop.key for stop in self.day.today]
            self._change(day.move(self._plan, shown, key, to))
            self.list.point_at(key)

    def propose(self) -> None:
        """Put today's stops in the order of a short way; the undo bar brings the old one back."""
        before, start = self._plan, self.begins_at
        shown = self.day
        length = shown.length
        if shown.left < 2 or self._text:
            return

        def take(order: list[Key]) -> None:
            if self._plan != before:
                return  # the person went on meanwhile
            self._change(day.as_route(before, order))
            words = translate("Day", "A way of {distance} as the crow flies; it was {before}.")
            said = words.format(distance=distance(self.day.length), before=distance(length))
            self._window.show_undo(said, partial(self._change, before))

        self._bridge.read(lambda: day.short_route(shown, start), take)

    def open_case(self, key: Key) -> None:
        """Show the case on its page."""
        self._window.navigate("cases", authority=key[0], case=key[1])

    def fix_current(self) -> None:
        """Record a fix for the case that is pointed at, and come back here afterwards."""
        key, desk = self.list.current(), self._bridge.desk
        if key is not None:
            self._bridge.read(lambda: desk.case(*key), self._fix, self._window.show_problem)

    def _fix(self, case: Case | None) -> None:
        from desktop.ui.pages.my_cases import MyCasesPage

        if case is None:
            return
        page = self._window.navigate("cases", authority=case.authority, case=case.id)
        if isinstance(page, MyCasesPage):
            page.open_fix(case)
            once = Qt.ConnectionType.SingleShotConnection
            page.fix.closed.connect(self._come_back, once)

    def _come_back(self) -> None:
        self._window.navigate("day")

    def choose_on_map(self) -> None:
        """Let the start be clicked on the map."""
        self._go(to_map=True)
        self.map.choose_start(on=True)

    def flip_map(self) -> None:
        """Go to the map, or back to the list."""
        self._go(to_map=not (self._on_map if self._narrow else self.map.hasFocus()))

    def _go(self, *, to_map: bool = False) -> None:
        self._on_map = to_map
        self._arrange()
        self._give_focus()

    def _give_focus(self) -> None:
        target: QWidget = self.map if self._on_map else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_at(self, start: Point | None) -> None:
        self.start.leave_gps()
        self._change(msgspec.structs.replace(self._plan, start=start))
        self._go()

    def _locate(self, at: Point | None) -> None:
        """The GPS says where we are; that is not kept."""
        before, self._located = self._located, at
        if at is None or before is None or distance_metres(*before, *at) >= STEP_METRES:
            self._show()
        else:
            self._located = before

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = DayList(self._window.thumbnails.pixmap)
        self.list.opened.connect(self.open_case)
        self.list.toggled.connect(self.toggle)
        self.list.moved.connect(self.move_stop)
        self._window.thumbnails.arrived.connect(lambda _: self.list.viewport().update())
        self.map = DayMap(self._bridge.desk.map_packages)
        self.map.pointed.connect(self.list.point_at)
        self.map.started.connect(lambda lon, lat: self._start_at((lon, lat)))
        self.map.left.connect(self._go)
        self.list.pointed.connect(self.map.point_at)
        self.start = StartStrip(position_of(self._bridge))
        self.start.map_wanted.connect(self.choose_on_map)
        self.start.list_wanted.connect(self._go)
        self.start.chosen.connect(self._start_at)
        self.start.located.connect(self._locate)
        self.start.settings_wanted.connect(lambda: self._window.navigate("settings"))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._left, self._right = self._build_left(), self._build_right()
        for side, stretch in ((self._left, 6), (self._right, 5)):
            self._splitter.addWidget(side)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([6000, 5000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        for keys, act in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.list.move_current, act))

    def _build_left(self) -> QWidget:
        left = Area("surface", ("right",))
        self._tabs = Tabs([(order, order) for order in Order])
        self._tabs.changed.connect(self.order_by)
        self._flip = Button("", kind="soft", icon="map", size="small")
        self._flip.clicked.connect(self.flip_map)
        self._tabs.add_corner(self._flip)
        self._propose = Button("", icon="route", key="B")
        self._propose.clicked.connect(self.propose)
        self.acts = Area("surface", ("bottom",))
        row = QHBoxLayout(self.acts)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.sheets = DaySheets(self._bridge, self._window, self)
        for button in (self._propose, *self.sheets.buttons):
            row.addWidget(button)
        row.addStretch(1)
        skeleton = Skeleton(translate("MyCases", "Getting your cases. You can start with those "
                                                 "already here."), "case")  # fmt: skip
        self._empty = EmptyState("circle-check", "")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for shown in (skeleton, self.list, self._empty):
            self._stack.addWidget(shown)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        for widget in (self._tabs, self.acts):
            column.addWidget(widget)
        column.addWidget(holder, 1)
        column.addWidget(ListWays(self._bridge, self._window))
        return left

    def _build_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.start)
        column.addWidget(self.map, 1)
        return right

    def _arrange(self) -> None:
        self._left.setVisible(not self._narrow or not self._on_map)
        self._right.setVisible(not self._narrow or self._on_map)
        self._flip.setVisible(self._narrow)
        self.start.back.setVisible(self._narrow)


def _look(desk: Desk, plan: Plan) -> tuple[Plan, Plan, list[CaseRow]]:
    """The plan that was asked with, the plan of today, and the cases. Slow: worker thread."""
    kept = plan if plan.day else day.kept_plan(desk)
    rows = day.rows_of(desk, kept)
    begun = day.begin(kept, rows, day.today_text())
    if begun != kept:
        day.keep_plan(desk, begun)
    return plan, begun, rows
