"""On the settings page: a copy of this desk in one file, with progress and a way to stop."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.thai import local
from desktop import clock, messages
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, ProgressBar, Tone
from desktop.ui.widgets.text import Text
from desktop.words import translate

LOOK_MS = 100
ENDING = ".tambon"


def choose_copy(window: WindowServices, username: str) -> Path | None:
    """Let the person say where a copy goes; None when they chose nothing."""
    day = local(clock.now()).date().isoformat()
    title = translate("Settings", "Save a copy of this desk")
    path = window.choose_save(title, f"tambon-desk {username} {day}{ENDING}")
    if path is None or path.suffix.lower() == ENDING:
        return path
    return path.with_name(path.name + ENDING)


class CopyCard(Card):
    """The button that makes a copy, and how far it is."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Nothing runs until the button is pressed."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        # Written by the thread that copies, read by the timer: (bytes done, of how many).
        self._far = (0, 0)
        self._stopping = threading.Event()
        self._title = Text("", Role.HEADING, "ink")
        self._about = Text("", Role.BODY, "ink2", lines=None)
        self._said = Banner("")
        self._said.hide()
        self.button = Button("", icon="download")
        self.button.clicked.connect(self._start)
        self.stop = Button("")
        self.stop.clicked.connect(self.cancel)
        self._bar = ProgressBar()
        self._figures = Text("", Role.SECONDARY, "ink2", lines=1)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show_far)
        self._lay_out()
        self._running(False)
        self.retranslate()

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
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        """Say everything in the language in use; a copy that runs goes on."""
        self._title.set_text(translate("Settings", "A copy of this desk"))
        self._about.set_text(
            translate(
                "Settings",
                "Cases, photos and what waits to be sent, in one encrypted file: to keep safe, or "
                "for a new computer. You can go on working meanwhile.",
            )
        )
        self.button.set_text(translate("Settings", "Save a copy of this desk…"))
        self.stop.set_text(translate("Settings", "Stop"))
        self._bar.setAccessibleName(translate("Settings", "How far the copy is"))

    def cancel(self) -> None:
        """Stop a copy that runs; nothing is left of it."""
        self._stopping.set()
        self.stop.setEnabled(False)

    def _start(self) -> None:
        desk = self._bridge.desk
        path = choose_copy(self._window, desk.account.username)
        if path is None:
            return
        self._stopping.clear()
        self._far = (0, 0)
        self._said.hide()
        self._running(True)
        # On a reading thread: acts go on beside it.
        self._bridge.read(
            lambda: desk.backup(path, self._told), lambda _: self._done(path), self._failed
        )

    def _told(self, done: int, total: int) -> None:
        """On the thread that copies."""
        self._far = (done, total)
        if self._stopping.is_set():
            raise DeskError("copy_stopped")

    def _show_far(self) -> None:
        done, total = self._far
        part = done / total if total else 0.0
        self._bar.set_value(part)
        self._figures.set_text(f"{round(part * 100)} %")

    def _done(self, path: Path) -> None:
        text = translate("Settings", "Saved and checked: {file}").format(file=path.name)
        self._ended(text, "done")

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, DeskError) and error.code == "copy_stopped"
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
        self.button.setEnabled(not running)
        self._look.start() if running else self._look.stop()
