"""Tells a person what is news: by the system's own notices, else in a calm line of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QSystemTrayIcon, QWidget

from desktop.notices import Notice
from desktop.noticing import to_tell
from desktop.status import Line, Status
from desktop.ui.notice_words import target, words_of
from desktop.ui.theme import icon
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Banner
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow

LOOK_MS = 60_000
STAYS_MS = 10_000
MARGIN = 16


class Tray(QObject):
    """The system's notices, through its tray. Nothing stands in the tray before the first one.

    Signals:
        clicked: the person wants to see what the last notice was about.
    """

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Ask the system nothing yet."""
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def say(self, title: str, text: str) -> bool:
        """Show a notice; False where the system has none."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(icon("clipboard-list", "accent-t"), self)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(lambda _: self.clicked.emit())
        self._icon.setToolTip(title)
        self._icon.show()
        self._icon.showMessage(title, text, QIcon(self._icon.icon()), STAYS_MS)
        return True


class NoticeLine(QWidget):
    """What is news, above the page, until it was opened or put away.

    Signals:
        opened: the person wants to see what it is about.
        spoken: the language is another one now.
    """

    opened = Signal()
    spoken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is news."""
        super().__init__(parent)
        self.banner = Banner("", icon="bell")
        self.open_button = Button("", size="small")
        self.close_button = Button("", kind="quiet", icon="x", size="small")
        for button in (self.open_button, self.close_button):
            self.banner.add_action(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 10, MARGIN, 10)
        row.addWidget(self.banner)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show the news, after what was not put away yet."""
        self.banner.say(text, icon="bell")
        self.open_button.set_text(translate("Notices", "Open"))
        self.close_button.set_text(translate("Notices", "Put away"))
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the language in use."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and not self.isHidden():
            self.spoken.emit()

    def _open(self) -> None:
        self.hide()
        self.opened.emit()


class Notices(QObject):
    """Looks for news after each round of sync and now and then, and tells it once."""

    def __init__(self, window: DeskWindow, tray: Tray | None = None) -> None:
        """Look at once: what came while the program was closed is told now."""
        super().__init__(window)
        self._window = window
        self._looking = False
        self._told: tuple[Notice, ...] = ()
        self.tray = tray or Tray(self)
        self.tray.clicked.connect(self.open_told)
        self.line = NoticeLine(window)
        self.line.opened.connect(self.open_told)
        self.line.spoken.connect(lambda: self.line_says(self._told))
        window.add_line(self.line)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.bridge.status_changed.connect(self._heard)
        window.bridge.outbox_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask the desk what is news; one question at a time."""
        if self._looking:
            return
        self._looking = True
        desk = self._window.desk
        self._window.bridge.read(lambda: to_tell(desk), self._tell, self._failed)

    def open_told(self) -> None:
        """Bring the window up and show what the last notice was about."""
        self.line.hide()
        self._window.raised.emit()
        if self._told:
            place, what = target(self._told)
            if place in self._window.page_keys():
                self._window.navigate(place, **what)

    def _heard(self, status: Status) -> None:
        if status.line == Line.OK:
            self.look()

    def _tell(self, found: Sequence[Notice]) -> None:
        self._looking = False
        if not found:
            return
        self._told = tuple(found)
        if not self.tray.say(translate("Notices", "Tambon Desk"), words_of(found)):
            self.line_says(self._told)

    def line_says(self, found: tuple[Notice, ...]) -> None:
        """Say it in the window, whatever the system has."""
        self._told = found
        self.line.say(words_of(found))

    def _failed(self, _error: Exception) -> None:
        # A notice is a courtesy: what could not be read now is told at the next look.
        self._looking = False
