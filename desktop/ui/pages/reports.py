"""Reports: the week's figures, charts and list, and the files that leave the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from casework.case import Case
from casework.insight.figures import DAY, DAYS, Week
from casework.thai import day_text, local, time_text, week_of
from desktop import clock
from desktop.messages import sentence
from desktop.reports.week_words import file_name
from desktop.reports.weekly import WeeklyReport, week_name, weekly_report, write_csv, write_xlsx
from desktop.ui.bridge import Bridge
from desktop.ui.pages.reports_costs import CostLine
from desktop.ui.pages.reports_list import ListCard
from desktop.ui.pages.reports_panels import ChartsPanel, SavedBanner, TilesPanel
from desktop.ui.pages.reports_print import choose_printer, print_report
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.theme.scale import GAP_2, GAP_3, GAP_4, NARROW_UNDER, RAIL_NARROW
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import QUIET_MS, Banner
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

WEEKS_OFFERED = 12
REFRESH_MS = 500
_WEEK_SPAN = DAYS * DAY
TIGHT_UNDER = 700
"""Narrower than this the tiles stand two and two, and the buttons that save in a line below."""


class ReportsPage(QWidget):
    """The reports page; shows the last whole week until another is chosen.

    Signals:
        heading_changed: title or subtitle are others now.
    """

    heading_changed = Signal()

    def __init__(
        self, bridge: Bridge, window: WindowServices, parent: QWidget | None = None
    ) -> None:
        """Build the page; the first report is read when it is shown."""
        super().__init__(parent)
        self._bridge, self._window = bridge, window
        self._week = week_of(clock.now() - _WEEK_SPAN)
        self._unit = ""
        self._units: tuple[str, ...] = ()
        self._report: WeeklyReport | None = None
        self._asked = 0
        self._stale = True
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._reload)
        self._slow = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._slow.timeout.connect(self._show_waiting)
        bridge.cases_changed.connect(self._changed)
        self._build()
        for keys, act in (
            ("Ctrl+E", lambda: self._export("xlsx")),
            ("Ctrl+P", self._print_report),
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- what the window asks of a page ---------------------------------------------------------

    def title(self) -> str:
        """The page's name."""
        return translate("Reports", "Weekly report")

    def subtitle(self) -> str:
        """Nothing beside the name: the week stands below."""
        return ""

    def activate(self, **_what: str) -> None:
        """Shown: read the report anew where something changed meanwhile."""
        if self._stale:
            self._reload()

    def search(self, text: str) -> None:
        """Go to the first case of the list that holds the words; the list stays as exported."""
        self._list.table.go_to(text)

    def handle_key(self, _letter: str) -> bool:
        """No single letters here."""
        return False

    def panes(self) -> list[QWidget]:
        """Where F6 goes: the choices, then the list."""
        return [self._week_button, self._list.table]

    def retranslate(self) -> None:
        """Say everything in the language now in use."""
        self._build()
        self._reload()
        self.heading_changed.emit()

    def report(self) -> WeeklyReport | None:
        """The report on the screen."""
        return self._report

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.deleteLater()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP_4, GAP_3, GAP_4, GAP_3)
        column.setSpacing(GAP_3)
        column.addLayout(self._choices())
        self._done = SavedBanner()
        self._done.opened.connect(self._window.open_file)
        column.addWidget(self._done)
        self._problem = Banner(tone="warning", icon="triangle-alert")
        self._problem.hide()
        column.addWidget(self._problem)
        self._tiles = TilesPanel()
        self._charts = ChartsPanel()
        self._costs = CostLine()
        column.addWidget(self._tiles)
        column.addWidget(self._charts)
        column.addWidget(self._costs)
        self._list = ListCard()
        self._list.table.opened.connect(self._open)
        column.addWidget(self._list, 1)
        area.setWidget(inside)
        self._body = area
        self._outer.addWidget(area)
        self._fit()

    def _choices(self) -> QVBoxLayout:
        self._week_button = Button("", icon="calendar")
        self._week_button.setMenu(self._menu(self._fill_weeks))
        self._unit_button = Button("", icon="building-2")
        self._unit_button.setMenu(self._menu(self._fill_units))
        self._note = Text("", Role.SECONDARY, "ink2")
        self._csv = Button("CSV", icon="file-text")
        self._csv.setToolTip(translate("Reports", "Save the list as CSV"))
        self._csv.clicked.connect(lambda: self._export("csv"))
        self._print = Button(translate("Reports", "Print"), icon="printer", key="Ctrl+P")
        self._print.clicked.connect(self._print_report)
        self._excel = Button(
            translate("Reports", "Export Excel"), kind="primary", icon="file-spreadsheet",
            key="Ctrl+E",
        )  # fmt: skip
        self._excel.clicked.connect(lambda: self._export("xlsx"))
        chosen, saved = QHBoxLayout(), QHBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part, widgets in (
            (chosen, (self._week_button, self._unit_button, self._note)),
            (saved, (self._print, self._csv, self._excel)),
        ):
            part.setSpacing(GAP_2)
            for widget in widgets:
                part.addWidget(widget)
            self._row.addLayout(part)
            self._row.setSpacing(GAP_2)
        chosen.addStretch(1)
        saved.insertStretch(0, 1)
        self._note_below = Text("", Role.SECONDARY, "ink2")
        column = QVBoxLayout()
        column.setSpacing(GAP_2)
        column.addLayout(self._row)
        column.addWidget(self._note_below)
        self._say_choices()
        return column

    def _menu(self, fill: Callable[[QMenu], None]) -> QMenu:
        menu = QMenu(self)

        def fresh() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(fresh)
        return menu

    # -- choosing -------------------------------------------------------------------------------

    def choose_week(self, name: str) -> None:
        """Show another week, such as 2026-W47."""
        self._week = name
        self._chosen()

    def choose_unit(self, unit: str) -> None:
        """Show one unit, or all for ""."""
        self._unit = unit
        self._chosen()

    def _chosen(self) -> None:
        """What is on the screen is of another week or unit now: it can not leave as a file."""
        self._report = None
        self._set_busy(busy=True)
        self._done.hide()
        self._say_choices()
        self._slow.start()
        self._reload()

    def _step(self, by: int) -> None:
        middle = Week.of(self._week, clock.now()).start + _WEEK_SPAN // 2
        wanted = week_of(middle + by * _WEEK_SPAN)
        if wanted <= week_of(clock.now()):
            self.choose_week(wanted)

    def _fill_weeks(self, menu: QMenu) -> None:
        menu.addAction(translate("Reports", "Week before")).triggered.connect(
            lambda: self._step(-1)
        )
        later = menu.addAction(translate("Reports", "Week after"))
        later.triggered.connect(lambda: self._step(1))
        later.setEnabled(self._week < week_of(clock.now()))
        menu.addSeparator()
        now = clock.now()
        for back in range(WEEKS_OFFERED):
            week = Week.of(week_of(now - back * _WEEK_SPAN), now)
            self._offer(menu, week_name(week, language()), week.name, self._week, self.choose_week)

    def _fill_units(self, menu: QMenu) -> None:
        self._offer(menu, translate("WeeklyList", "All units"), "", self._unit, self.choose_unit)
        for name in self._units:
            self._offer(menu, name, name, self._unit, self.choose_unit)

    @staticmethod
    def _offer(
        menu: QMenu, text: str, value: str, chosen: str, choose: Callable[[str], None]
    ) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _on: choose(value))

    def _say_choices(self) -> None:
        week = Week.of(self._week, clock.now())
        self._week_button.set_text(week_name(week, language()))
        self._unit_button.set_text(self._unit or translate("WeeklyList", "All units"))

    # -- reading --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read the report where it is not there yet."""
        super().showEvent(event)
        self.activate()

    def _changed(self, _keys: object = None) -> None:
        self._stale = True
        if self.isVisible() and not self._refresh.isActive():
            self._refresh.start()

    def _reload(self) -> None:
        self._stale = False
        self._asked += 1
        asked, desk = self._asked, self._bridge.desk
        week, unit, spoken = self._week, self._unit, language()

        def work() -> tuple[WeeklyReport, int | None]:
            return weekly_report(desk, week, unit, spoken), desk.status.last_sync_at

        def then(answer: tuple[WeeklyReport, int | None]) -> None:
            if asked == self._asked:
                self._show(*answer)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._stale = True
                self._slow.stop()
                self._list.skeleton.hide()
                self._say_problem(error)

        self._bridge.read(work, then, failed)

    def _show_waiting(self) -> None:
        self._tiles.clear()
        self._list.show_waiting()

    def _show(self, report: WeeklyReport, synced_at: int | None) -> None:
        self._report, self._units = report, tuple(dict.fromkeys(report.names.units.values()))
        self._slow.stop()
        self._set_busy(busy=False)
        self._problem.hide()
        self._tiles.show_report(report)
        self._charts.show_report(report)
        self._costs.show_report(report)
        self._list.show_report(report)
        at = synced_at or report.made_at
        when = time_text(at)
        if local(at).date() != local(report.made_at).date():
            when = f"{day_text(at, report.language, year=False)} {when}"
        told = translate("WeeklyList", "Data up to {time} · what waits to be sent is counted")
        for note in (self._note, self._note_below):
            note.set_text(told.format(time=when))

    def _open(self, case: Case) -> None:
        self._window.navigate("cases", authority=case.authority, case=case.id)

    # -- exporting ------------------------------------------------------------------------------

    def _export(self, form: str) -> None:
        report = self._report
        if report is None or not self._excel.isEnabled():
            return
        path = self._window.choose_save(
            translate("Reports", "Save the weekly list"),
            f"{file_name(report.week, report.unit, report.language)}.{form}",
        )
        if path is None:
            return
        if path.suffix.lower() != f".{form}":
            path = path.with_name(f"{path.name}.{form}")
        self._done.hide()
        self._problem.hide()
        self._set_busy(busy=True)
        write = write_xlsx if form == "xlsx" else write_csv

        def failed(error: Exception) -> None:
            self._set_busy(busy=False)
            self._say_problem(error)

        self._bridge.write(lambda: write(path, report), lambda _none: self._exported(path), failed)

    def _exported(self, path: Path) -> None:
        self._set_busy(busy=False)
        self._done.tell(path)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self._excel, self._csv, self._print):
            button.setEnabled(not busy)

    def _say_problem(self, error: Exception) -> None:
        self._problem.say(sentence(error), tone="warning", icon="triangle-alert")
        self._problem.show()

    def choose_printer(self) -> QPrinter | None:
        """Ask for a printer; a test gives its own."""
        return choose_printer(self)

    def _print_report(self) -> None:
        report = self._report
        if report is None or not self._print.isEnabled():
            return
        printer = self.choose_printer()
        if printer is None:
            return
        self._set_busy(busy=True)

        def failed(error: Exception) -> None:
            self._set_busy(busy=False)
            self._say_problem(error)

        self._bridge.read(
            lambda: print_report(report, printer), lambda _none: self._set_busy(busy=False), failed
        )

    # -- narrow windows -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap tiles and fold charts where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW_UNDER - RAIL_NARROW
        self._tiles.set_columns(2 if self.width() < TIGHT_UNDER else 3 if narrow else 5)
        self._charts.set_narrow(narrow=narrow)
        self._note.setVisible(not narrow)
        self._note_below.setVisible(narrow)
        tight = self.width() < TIGHT_UNDER
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if tight else ways.LeftToRight)
