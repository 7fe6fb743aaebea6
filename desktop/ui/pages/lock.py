"""The page in place of all others on a desk that has been without its server for too long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.locking import Standing
from desktop.status import Line, Status
from desktop.ui.theme import Role
from desktop.ui.theme.scale import ICON_BANNER
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.connection import connection_text
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text
from desktop.words import translate

WIDTH = 600
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
        card = Card()
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(with_icon(Icon("lock", "ink", 22), self._title, above=8))
        column.addLayout(with_icon(Icon("clock", "ink2"), self._happened))
        column.addLayout(with_icon(Icon("shield-check", "done"), self._safe))
        column.addLayout(with_icon(Icon("wifi", "ink2"), self._do))
        column.addLayout(with_icon(self._line_icon, self._line))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.connect_button, self.sign_in_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self._settings, alignment=Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(16, 16, 16, 16)
        across.addStretch(1)
        across.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        return inside


def with_icon(icon: Icon, text: Text, above: int = 3) -> QHBoxLayout:
    """A text with its icon beside the first line; all icons stand in the middle of one column."""
    holder = QWidget()
    holder.setFixedWidth(ICON_BANNER)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, above, 0, 0)
    column.addWidget(icon, alignment=Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(holder)
    row.addWidget(text, 1)
    return row
