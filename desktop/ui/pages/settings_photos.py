"""The card of the settings page that says how much room photos take, and lets it be changed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.photo_keeping import photo_use_words, size_words
from desktop.storage.keeping import PhotoUse
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, ProgressBar
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

BUDGETS = (500, 1_000, 2_000, 5_000, 10_000, 20_000)
"""Megabytes that are offered; another that was set by command stands among them."""
LOOK_MS = 500


class PhotosCard(Card):
    """Use and budget of photos. While photos are being removed the figures follow."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Empty until the figures come."""
        super().__init__(parent)
        self._bridge = bridge
        self.bar = ProgressBar()
        self.bar.setAccessibleName(translate("Photos", "Room that photos take"))
        self.words = Text("", Role.BODY, "ink2", lines=None)
        self.choice = Dropdown()
        self.choice.setMinimumWidth(260)
        self.choice.setEnabled(False)
        self.choice.activated.connect(self._change)
        self._problem = Banner("", tone="warning")
        self._problem.hide()
        self._again = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._again.timeout.connect(self._look)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the figures of now."""
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._again.stop()

    def _look(self) -> None:
        # The page around may be built anew meanwhile, and this card go.
        run_in_background(self, self._bridge.desk.photo_keeping.use, self._show, self._failed)

    def _show(self, use: PhotoUse) -> None:
        self.bar.set_value(use.used / use.budget, "attn" if use.used > use.budget else "accent-t")
        self.words.set_text("\n".join(photo_use_words(use)))
        self._offer(use.budget)
        if use.excess and self.isVisible():
            self._again.start()

    def _offer(self, budget: int) -> None:
        if self.choice.currentData() == budget:
            return  # else a list that is open would close under the pointer
        offered = sorted({*(megabytes * 10**6 for megabytes in BUDGETS), budget})
        self.choice.clear()
        for size in offered:
            self.choice.addItem(size_words(size), size)
        self.choice.setCurrentIndex(offered.index(budget))
        self.choice.setEnabled(True)

    def _change(self) -> None:
        keeping, budget = self._bridge.desk.photo_keeping, int(self.choice.currentData())
        self._problem.hide()
        run_in_background(
            self, lambda: keeping.set_budget(budget), lambda _: self._look(), self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._problem.say(messages.sentence(error), tone="warning")
        self._problem.show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(Text(translate("Photos", "Photos on this computer"), Role.HEADING, "ink"))
        column.addWidget(self.bar)
        column.addWidget(self.words)
        form = QFormLayout()
        form.setSpacing(10)
        label = translate("Photos", "At most")
        self.choice.setAccessibleName(translate("Photos", "Most room for photos"))
        form.addRow(label, self.choice)
        column.addLayout(form)
        why = translate(
            "Photos",
            "Where it is full, the full photos that were not looked at for longest go first; "
            "small pictures stay longest. What is not on the server yet is never removed. "
            "A photo that was removed comes again when you open it and there is a signal.",
        )
        column.addWidget(Text(why, Role.SECONDARY, "ink2", lines=None))
        column.addWidget(self._problem)
