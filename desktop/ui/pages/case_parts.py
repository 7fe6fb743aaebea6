"""What stands beside the list of cases: the case, the filters, the page of a fix.

None of it is needed to read the list, so each part is made when it is first asked for; the case
as soon as the list is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from desktop.ui.bridge import Bridge
from desktop.ui.pages.base import Page
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.services import WindowServices
from desktop.ui.theme.scale import LIST_LEAST, LIST_WIDTH
from desktop.ui.widgets.card import Ground

if TYPE_CHECKING:
    from desktop.ui.pages.case_page import CasePage
    from desktop.ui.pages.filter_panel import FilterPanel
    from desktop.ui.pages.fix import FixPage

_KEPT_WIDTH = "cases/list_width"


class CaseParts(Page):
    """A page of a list at the left and what belongs to its rows at the right."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Nothing at the right yet but the room for it."""
        super().__init__(bridge, window)
        self.choice = ListChoice(bridge, window, self)
        self._case: CasePage | None = None
        self._panel: FilterPanel | None = None
        self._fix: FixPage | None = None
        self._narrow = False
        self._settings = QSettings("tambon-desk", "tambon-desk")
        self._room: QWidget = Ground("ground")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._splitter)

    @property
    def case_page(self) -> CasePage:
        """The case at the right."""
        if self._case is None:
            from desktop.ui.pages.case_page import CasePage

            self._case = CasePage(self._bridge, self._window)
            self._case.fix_wanted.connect(self.open_fix)
            self._case.left.connect(self.leave_case)
            self._case.set_narrow(self._narrow)
            self._case.mark(self.choice.view.text)
            self._take_room(self._case)
        return self._case

    @property
    def panel(self) -> FilterPanel:
        """The filters, between list and case."""
        if self._panel is None:
            from desktop.ui.pages.filter_panel import FilterPanel

            self._panel = FilterPanel(self._bridge, self.choice)
            self._panel.closed.connect(self.close_panel)
            self._panel.here_wanted.connect(self.measure_from_here)
            self._splitter.insertWidget(1, self._panel)
        return self._panel

    @property
    def fix(self) -> FixPage:
        """The page on which a fix is recorded, in place of list and case."""
        if self._fix is None:
            from desktop.ui.pages.fix import FixPage

            self._fix = FixPage(self._bridge, self._window)
            self._fix.closed.connect(self.close_fix)
            self._fix.kept.connect(self.case_page.refresh)
            self._fix.set_narrow(self._narrow)
            self._stack.addWidget(self._fix)
        return self._fix

    def is_fixing(self) -> bool:
        """Whether the fix page is shown."""
        return self._fix is not None and self._stack.currentWidget() is self._fix

    def is_filtering(self) -> bool:
        """Whether the filters are open."""
        return self._panel is not None and not self._panel.isHidden()

    def open_fix(self) -> None:
        """Record a fix for the case shown."""
        raise NotImplementedError

    def close_fix(self) -> None:
        """Go back from the fix to list and case."""
        raise NotImplementedError

    def leave_case(self) -> None:
        """Go back from the case to the list."""
        raise NotImplementedError

    def close_panel(self) -> None:
        """Go back from the filters to the list."""
        raise NotImplementedError

    def measure_from_here(self) -> None:
        """Measure distances from the case shown."""
        raise NotImplementedError

    def _build_splitter(self, left: QWidget) -> None:
        """Put the list at the left, as wide as the person left it."""
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._room)
        self._splitter.setStretchFactor(1, 1)
        kept = str(self._settings.value(_KEPT_WIDTH, LIST_WIDTH))
        width = int(kept) if kept.isdigit() else LIST_WIDTH
        self._splitter.setSizes([max(LIST_LEAST, width), 10_000])
        self._splitter.splitterMoved.connect(
            lambda width, _: self._settings.setValue(_KEPT_WIDTH, width)
        )

    def _take_room(self, case: QWidget) -> None:
        """The case takes the place that was kept for it, exactly as wide."""
        room, sizes = self._room, self._splitter.sizes()
        hidden = room.isHidden()
        number = self._splitter.indexOf(room)
        self._room = case
        self._splitter.replaceWidget(number, case)
        case.setHidden(hidden)
        self._splitter.setStretchFactor(number, 1)
        self._splitter.setSizes(sizes)
        room.deleteLater()
