"""The two papers of My day: the officer's own sheet, and the work sheet for a crew."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.places.routes import Point
from desktop.day import Day
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.sheet_panel import SheetPanel
from desktop.ui.services import WindowServices
from desktop.ui.sheets import Kind, Wanted
from desktop.ui.widgets.buttons import Button
from desktop.words import translate

KINDS: tuple[Kind, ...] = ("day", "work")


class DaySheets(QObject):
    """Buttons that open the panels, and what is put on paper: today's stops still to do."""

    def __init__(self, bridge: Bridge, window: WindowServices, page: QWidget) -> None:
        """Nothing is made before a button is pressed. Ctrl+P opens the day's sheet."""
        super().__init__(page)
        self._page = page
        self._day = Day()
        self._start: Point | None = None
        self.panels = {
            kind: SheetPanel(kind, bridge, window, partial(self._wanted, kind)) for kind in KINDS
        }
        for panel in self.panels.values():
            panel.setParent(page)
        self.own = Button("", kind="primary", icon="printer", key="Ctrl+P")
        self.own.clicked.connect(lambda: self.open("day"))
        self.crews = Button("", icon="qr-code")
        self.crews.clicked.connect(lambda: self.open("work"))
        self.buttons = (self.own, self.crews)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.open("day"))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.own.set_text(translate("Sheet", "Day's sheet"))
        self.crews.set_text(translate("Sheet", "For crews"))
        for panel in self.panels.values():
            panel.retranslate()

    def set_day(self, day: Day, start: Point | None) -> None:
        """What would be put on paper now."""
        self._day, self._start = day, start
        for button in self.buttons:
            button.setEnabled(day.left > 0)

    def open(self, kind: Kind) -> None:
        """Show the panel of one of the sheets."""
        if self._day.left:
            for other, panel in self.panels.items():
                panel.setVisible(other == kind)
            self.panels[kind].open_over(self._page)

    def cancel(self) -> None:
        """The window closes: it does not wait for a sheet."""
        for panel in self.panels.values():
            panel.cancel()

    def _wanted(self, kind: Kind, _desk: Desk) -> Wanted:
        left = [stop for stop in self._day.today if not stop.done]
        return Wanted(
            kind,
            tuple(stop.key for stop in left),
            tuple((stop.number, stop.leg) for stop in left),
            self._day.length,
            self._start,
        )
