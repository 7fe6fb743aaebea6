"""A card whose buttons start long work: a bar, a way to stop, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, ProgressBar, Tone
from desktop.ui.widgets.text import Text
from desktop.words import translate

LOOK_MS = 100
T = TypeVar("T")
Told = Callable[[int, int], None]


class WorkCard(Card):
    """Runs one work at a time on a reading thread, so that acts go on beside it."""

    def __init__(self, bridge: Bridge, heading: Role, body: Role, *buttons: Button) -> None:
        """Nothing runs until one of the buttons starts it; `stop` ends it."""
        super().__init__()
        self._bridge = bridge
        # Written by the thread that works, read by the timer: (done, of how many).
        self._far = (0, 0)
        self._stopping = threading.Event()
        self._stopped_code = ""
        self._title = Text("", heading, "ink")
        self._about = Text("", body, "ink2", lines=None)
        self._said = Banner("")
        self._said.hide()
        self._starting = buttons
        self.stop = Button("", size="small" if body is Role.SECONDARY else "normal")
        self.stop.clicked.connect(self.cancel)
        self._bar = ProgressBar()
        self._figures = Text("", Role.SECONDARY, "ink2", lines=1)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show_far)
        self._lay_out()
        self._running(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        for widget in (self._title, self._about, self._said):
            column.addWidget(widget)
        self._progress = QWidget()
        line = QHBoxLayout(self._progress)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._bar, 1)
        line.addWidget(self._figures)
        column.addWidget(self._progress)
        column.addLayout(self._lay_out_buttons())

    def _lay_out_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button in (*self._starting, self.stop):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def retranslate(self) -> None:
        """Say what is common to all in the language in use; work that runs goes on."""
        self.stop.set_text(translate("Settings", "Stop"))

    def cancel(self) -> None:
        """Stop what runs."""
        self._stopping.set()
        self.stop.setEnabled(False)

    def start(self, work: Callable[[Told], T], done: Callable[[T], str], stopped: str) -> None:
        """Run `work`, which tells how far it is; `done` words what came of it.

        `stopped` is the code of the sentence where the person stops it.
        """
        self._stopping.clear()
        self._far, self._stopped_code = (0, 0), stopped
        self._said.hide()
        self._running(True)
        self._bridge.read(
            lambda: work(self._told), lambda found: self._ended(done(found), "done"), self._failed
        )

    def _told(self, done: int, total: int) -> None:
        """On the thread that works."""
        self._far = (done, total)
        if self._stopping.is_set():
            raise DeskError(self._stopped_code)

    def _show_far(self) -> None:
        done, total = self._far
        part = done / total if total else 0.0
        self._bar.set_value(part)
        self._figures.set_text(f"{round(part * 100)} %")

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, DeskError) and error.code == self._stopped_code
        self._ended(messages.sentence(error), "info" if stopped else "warning")

    def _ended(self, text: str, tone: Tone) -> None:
        self._running(False)
        self._said.say(text, tone=tone)
        self._said.show()

    def _running(self, running: bool) -> None:
        self._show_far()
        self._progress.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(running)
        for button in self._starting:
            button.setEnabled(not running)
        self._look.start() if running else self._look.stop()
