"""The page in place of all others on a desk that has been without its server for too long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.locking import Standing
from desktop.status import Line, Status
from desktop.ui.pages.shut_card import shut_card
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.connection import connection_text
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text
from desktop.words import translate

_ICONS = {Line.SYNCING: "refresh-cw", Line.CAPTIVE: "wifi-off", Line.SERVER_DOWN: "server-off",
          Line.SIGN_IN: "log-in", Line.UNKNOWN: "cloud-upload", Line.OK: "circle-check",
          Line.OFFLINE: "cloud-off"}  # fmt: skip


class LockPage(QScrollArea):
    """What happened, that everything is safe, and what to do: nothing of any case."""

    def __init__(
        self,
        connect: Callable[[], None],
        sign_in: Callable[[], None],
        settings: Callable[[], object],
    ) -> None:
        """The three ways on: a round of sync now, the password, the settings."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._standing, self._status = Standing(), Status()
        self._title = Text("", Role.TITLE, "ink", lines=None)
        self._happened, self._safe, self._do = (
            Text("", Role.BODY, "ink", lines=None) for _ in range(3)
        )
        self._line_icon = Icon("cloud-upload", "send")
        self._line = Text("", Role.SECONDARY_STRONG, "send", lines=2)
        self.connect_button = Button("", kind="primary", icon="refresh-cw", key="Ctrl+R",
                                     size="final")  # fmt: skip
        self.connect_button.clicked.connect(connect)
        self.sign_in_button = Button("", icon="log-in", size="final")
        self.sign_in_button.clicked.connect(sign_in)
        self._settings = Button("", kind="quiet", icon="settings")
        self._settings.clicked.connect(settings)
        self.setWidget(self._inside())
        self.retranslate()

    def show_standing(self, standing: Standing) -> None:
        """Say after how many days the pages were closed."""
        self._standing = standing
        self.retranslate()

    def show_status(self, status: Status) -> None:
        """Say how the line stands, and how much waits to be sent."""
        self._status = status
        self.retranslate()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.connect_button]

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        waiting = self._status.waiting + self._status.photos_waiting
        self._title.set_text(translate("Lock", "This desk waits for its server"))
        self._happened.set_text(
            translate(
                "Lock",
                "This computer has not met the server for {days} days. Your authority closes the "
                "pages then, so that a lost computer shows nothing.",
            ).format(days=self._standing.days)
        )
        self._safe.set_text(
            translate(
                "Lock",
                "All that was recorded is safe on this computer and will be sent. Waiting: {n}.",
            ).format(n=f"{waiting:,}")
            if waiting
            else translate("Lock", "All that was recorded is safe on this computer.")
        )
        self._do.set_text(
            translate(
                "Lock",
                "Please connect this computer to the network and press “Connect now”. Where that "
                "asks for it, sign in again. The pages open by themselves.",
            )
        )
        self.connect_button.set_text(translate("Lock", "Connect now"))
        self.sign_in_button.set_text(translate("Lock", "Sign in again"))
        self._settings.set_text(translate("Lock", "Settings and signing out"))
        self._say_line()

    def _say_line(self) -> None:
        line = self._status.line
        self._line_icon.set_icon(_ICONS.get(line, "triangle-alert"))
        self._line.set_text(connection_text(str(line)))
        self.connect_button.setEnabled(line != Line.SYNCING)

    # -- building ---------------------------------------------------------------------------------

    def _inside(self) -> QWidget:
        lines = (
            (Icon("clock", "ink2"), self._happened),
            (Icon("shield-check", "done"), self._safe),
            (Icon("wifi", "ink2"), self._do),
            (self._line_icon, self._line),
        )
        inside, column = shut_card(self._title, lines, (self.connect_button, self.sign_in_button))
        column.addWidget(self._settings, alignment=Qt.AlignmentFlag.AlignLeft)
        return inside
