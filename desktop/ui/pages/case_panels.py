"""The panels of a case page that ask for something before an act, one open at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from casework.case import Case
from desktop.acting import ActReport
from desktop.ui.bridge import Bridge
from desktop.ui.pages.act_panels import ActPanel, panel_for
from desktop.ui.pages.acts import Acting
from desktop.ui.services import WindowServices


class CasePanels(QObject):
    """Makes panels when they are first needed, and does their acts.

    Signals:
        closed: a panel went away.
    """

    closed = Signal()

    def __init__(
        self, bridge: Bridge, window: WindowServices, page: QWidget, head: QWidget
    ) -> None:
        """They open over `page`, below its `head`."""
        super().__init__(page)
        self._bridge, self._window, self._page, self._head = bridge, window, page, head
        self._panels: dict[str, ActPanel] = {}

    def ask(self, case: Case, kind: str) -> None:
        """Ask what an act on a case still needs."""
        panel = self._panels.get(kind)
        if panel is None:
            panel = self._panels[kind] = panel_for(kind, self._bridge, self._page)
            panel.saved.connect(self._saved)
            panel.closed.connect(self.closed)
        self.hide()
        panel.ask([case])
        below = self._head.mapTo(self._page, QPoint(20, self._head.height() + 6))
        lowest = max(8, self._page.height() - panel.height() - 8)
        panel.move(below.x(), min(below.y(), lowest))

    def hide(self) -> None:
        """Close what is open."""
        for panel in self._panels.values():
            panel.hide()

    def is_open(self) -> bool:
        """Whether one is open."""
        return any(panel.isVisible() for panel in self._panels.values())

    def forget(self) -> None:
        """Make them anew, in another language."""
        for panel in self._panels.values():
            panel.deleteLater()
        self._panels = {}

    def _saved(self, kind: str, values: dict[str, object], more: dict[str, object]) -> None:
        panel = self._panels[kind]

        def close(_report: ActReport) -> None:
            panel.hide()
            self.closed.emit()

        acting = Acting(self._bridge, self._window, panel.say_problem)
        acting.act(panel.cases(), kind, values, close, **more)
