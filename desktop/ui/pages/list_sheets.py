"""From a list of cases to the work sheets of a crew: every case that the list shows, filters on."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.ui.bridge import Bridge
from desktop.ui.pages.case_list import CaseList
from desktop.ui.services import WindowServices

if TYPE_CHECKING:
    from desktop.ui.pages.sheet_panel import SheetPanel
    from desktop.ui.sheets import Wanted


class ListSheets(QObject):
    """The panel for work sheets over a page with a list. Ctrl+P and the list's button open it."""

    def __init__(
        self, page: QWidget, cases: CaseList, bridge: Bridge, window: WindowServices
    ) -> None:
        """The panel is made when it is first wanted."""
        super().__init__(page)
        self._page, self._list = page, cases
        self._bridge, self._window = bridge, window
        self._query = CaseQuery()
        self.panel: SheetPanel | None = None
        cases.sheets_wanted.connect(self.open)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open)

    def open(self) -> None:
        """Ask for the sheets of what the list shows now."""
        from desktop.ui.pages.sheet_panel import SheetPanel

        if not self._list.model.rowCount() or not self._list.isVisible():
            return
        self._query = self._list.model.query
        if self.panel is None:
            self.panel = SheetPanel("work", self._bridge, self._window, self._wanted)
        self.panel.retranslate()
        self.panel.open_over(self._page)

    def _wanted(self, desk: Desk) -> Wanted:
        from desktop.ui.sheets import MOST_CASES, Wanted

        rows = islice(desk.all_rows(self._query, MOST_CASES), MOST_CASES)
        return Wanted("work", tuple((row.authority, row.id) for row in rows))
