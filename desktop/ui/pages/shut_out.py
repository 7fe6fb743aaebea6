"""The page in place of all others on a desk whose account the administrator disabled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from casework.case import Role as Work
from desktop import clock, messages
from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.storage.records import OutboxItem
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.pages.shut_card import shut_card
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.connection import connection_text
from desktop.ui.widgets.feedback import Banner, Icon
from desktop.ui.widgets.text import Text
from desktop.ui.wording import act_word, moment
from desktop.words import language, translate

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Recorded:
    """What this person recorded themself and the server does not have, and whom to ask."""

    items: tuple[OutboxItem, ...] = ()
    administrators: tuple[str, ...] = ()


def read(desk: Desk) -> Recorded:
    """Everything unsent, the newest first. Slow: worker thread."""
    items = sorted(
        (*desk.outbox(), *desk.attention()), key=lambda item: item.operation.made_at, reverse=True
    )
    people = [
        desk.name_of(person.username, language())
        for person in desk.person.staff.values()
        if person.active and person.role == Work.ADMINISTRATOR
    ]
    return Recorded(tuple(items), tuple(sorted(people)))


class ShutOutPage(QScrollArea):
    """What happened, what is safe, what to do; and of all cases only one's own unsent words."""

    def __init__(
        self,
        bridge: Bridge,
        choose: Callable[[], Path | None],
        sign_in: Callable[[], None],
        settings: Callable[[], object],
    ) -> None:
        """`choose` asks where a file goes; the others are the password and the settings."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._bridge, self._choose = bridge, choose
        self._status = Status()
        self._recorded = Recorded()
        self._title = Text("", Role.TITLE, "ink", lines=None)
        self._happened, self._safe, self._do = (
            Text("", Role.BODY, "ink", lines=None) for _ in range(3)
        )
        self._line = Text("", Role.SECONDARY_STRONG, "send", lines=2)
        self.connect_button = Button("", kind="primary", icon="refresh-cw", key="Ctrl+R",
                                     size="final")  # fmt: skip
        self.connect_button.clicked.connect(bridge.desk.wake)
        self.save_button = Button("", icon="download", size="final")
        self.save_button.clicked.connect(self._save)
        self._sign_in = Button("", kind="quiet", icon="log-in")
        self._sign_in.clicked.connect(sign_in)
        self._settings = Button("", kind="quiet", icon="settings")
        self._settings.clicked.connect(settings)
        self._said = Banner("")
        self._said.hide()
        self._heading = Text("", Role.HEADING, "ink")
        self.lines: list[Text] = []
        self.setWidget(self._inside())
        self.retranslate()

    def look(self) -> None:
        """Ask the desk anew what is unsent."""
        self._bridge.read(lambda: read(self._bridge.desk), self._show)

    def show_status(self, status: Status) -> None:
        """Say how the line stands."""
        self._status = status
        self._say_line()
        if self.isVisible():
            self.look()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.connect_button]

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.set_text(translate("ShutOut", "This account was disabled"))
        self._happened.set_text(
            translate(
                "ShutOut",
                "The administrator disabled it, so this desk shows no cases and records nothing "
                "new.",
            )
        )
        self._safe.set_text(
            translate(
                "ShutOut",
                "What you recorded before is safe on this computer. It is sent by itself when the "
                "account is enabled again.",
            )
        )
        self.connect_button.set_text(translate("ShutOut", "Try again now"))
        self.save_button.set_text(translate("ShutOut", "Save the unsent work to a file…"))
        self._sign_in.set_text(translate("ShutOut", "Sign in again"))
        self._settings.set_text(translate("ShutOut", "Settings and signing out"))
        self._show(self._recorded)
        self._say_line()

    def _say_line(self) -> None:
        self._line.set_text(connection_text(str(self._status.line)))
        self.connect_button.setEnabled(self._status.line != Line.SYNCING)

    def _show(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self._do.set_text(_whom_to_ask(recorded.administrators))
        count = len(recorded.items)
        heading = translate("ShutOut", "What you recorded and is not sent: {n}")
        self._heading.set_text(heading.format(n=f"{count:,}"))
        self._heading.setVisible(bool(count))
        self.save_button.setVisible(bool(count))
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [
            Text(_told(item), Role.BODY, "ink", lines=None) for item in recorded.items[:MOST_SHOWN]
        ]
        if count > MOST_SHOWN:
            more = translate("ShutOut", "and {n} more").format(n=f"{count - MOST_SHOWN:,}")
            self.lines.append(Text(more, Role.SECONDARY, "ink2"))
        for line in self.lines:
            self._list.addWidget(line)

    def _save(self) -> None:
        path = self._choose()
        if path is None:
            return
        desk = self._bridge.desk
        self.save_button.setEnabled(False)
        run_in_background(
            self, partial(desk.backup, path, only_unsent=True), self._saved, self._failed
        )

    def _saved(self, count: int) -> None:
        self.save_button.setEnabled(True)
        text = translate(
            "ShutOut",
            "Saved: {n} things that are not sent yet. The file is encrypted; it opens with your "
            "passphrase, or by signing in with this account.",
        )
        self._said.say(text.format(n=f"{count:,}"), tone="done")
        self._said.show()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._said.say(messages.sentence(error), tone="warning")
        self._said.show()

    def _inside(self) -> QWidget:
        lines = (
            (Icon("info", "ink2"), self._happened),
            (Icon("shield-check", "done"), self._safe),
            (Icon("phone", "ink2"), self._do),
            (Icon("cloud-upload", "send"), self._line),
        )
        inside, column = shut_card(self._title, lines, (self.connect_button, self.save_button))
        column.addWidget(self._said)
        column.addWidget(self._heading)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        for button in (self._sign_in, self._settings):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return inside


def _whom_to_ask(administrators: tuple[str, ...]) -> str:
    if not administrators:
        return translate(
            "ShutOut",
            "Please speak to your administrator. If the account stays closed, save the unsent work "
            "to a file and hand it over.",
        )
    return translate(
        "ShutOut",
        "Please speak to the administrator: {names}. If the account stays closed, save the unsent "
        "work to a file and hand it over.",
    ).format(names=", ".join(administrators))


def _told(item: OutboxItem) -> str:
    """One's own act and words, and the number of the case: nothing of what the citizen wrote."""
    operation = item.operation
    parts = [moment(operation.made_at, clock.now()), act_word(operation.kind), item.number]
    said = " ".join(operation.payload.text.split())
    if said:
        parts.append(f"“{said}”")
    if operation.photos:
        parts.append(translate("ShutOut", "{n} photos").format(n=len(operation.photos)))
    return " · ".join(part for part in parts if part)
