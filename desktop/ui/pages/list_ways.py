"""At the foot of the list of cases: the ways to enter the work of a whole day at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout

from casework.workflow import may
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.words import translate


class ListWays(Ground):
    """Two buttons: photos of several cases, and results of crews.

    Only for those who may record fixes.
    """

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Lead to pages of the window."""
        super().__init__("head", ("top",))
        if not may(bridge.desk.role, "record_fix"):
            self.hide()
        self.batch = Button("", kind="quiet", icon="image-plus", size="small")
        self.results = Button("", kind="quiet", icon="printer", size="small")
        self.batch.clicked.connect(lambda _=False: window.navigate("batch"))
        self.results.clicked.connect(lambda _=False: window.navigate("results"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.batch)
        row.addWidget(self.results)
        row.addStretch(1)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.batch.set_text(translate("Batch", "Photos of several cases"))
        self.results.set_text(translate("Results", "Results of crews"))
