"""The card of the settings page for notices: which kinds, and the hours in which none comes."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.notices import Choices, Kind
from desktop.noticing import choices, choose
from desktop.ui.bridge import Bridge
from desktop.ui.notice_words import kind_word
from desktop.ui.theme import Role
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

HOURS = range(24)


class NoticesCard(Card):
    """What a person wants to be told beside the window; kept at every click."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show what was chosen."""
        super().__init__(parent)
        self._bridge = bridge
        self.chosen = choices(bridge.desk)
        self.kinds = {kind: QCheckBox(kind_word(kind)) for kind in Kind}
        self.quiet = QCheckBox(translate("Notices", "Quiet hours"))
        self.begins = _hours(translate("Notices", "Quiet hours begin"))
        self.ends = _hours(translate("Notices", "Quiet hours end"))
        self._problem = Banner("", tone="warning")
        self._problem.hide()
        self._lay_out()
        self._show()
        for kind, box in self.kinds.items():
            box.toggled.connect(partial(self._want, kind))
        self.quiet.toggled.connect(lambda on: self._choose(quiet=on))
        self.begins.activated.connect(lambda hour: self._choose(quiet_from=hour))
        self.ends.activated.connect(lambda hour: self._choose(quiet_until=hour))

    def _want(self, kind: Kind, on: bool) -> None:
        kinds = self.chosen.kinds | {kind} if on else self.chosen.kinds - {kind}
        self._choose(kinds=kinds)

    def _choose(self, **changes: object) -> None:
        self.chosen = msgspec.structs.replace(self.chosen, **changes)
        self._problem.hide()
        self._show()
        desk, wanted = self._bridge.desk, self.chosen
        self._bridge.write(lambda: choose(desk, wanted), lambda _: None, self._failed)

    def _show(self) -> None:
        wanted: Choices = self.chosen
        for kind, box in self.kinds.items():
            box.setChecked(kind in wanted.kinds)
        self.quiet.setChecked(wanted.quiet)
        for hours, hour in ((self.begins, wanted.quiet_from), (self.ends, wanted.quiet_until)):
            hours.setCurrentIndex(hour)
            hours.setEnabled(wanted.quiet)

    def _failed(self, error: Exception) -> None:
        self._problem.say(messages.sentence(error), tone="warning")
        self._problem.show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(Text(translate("Notices", "Notices"), Role.HEADING, "ink"))
        about = translate(
            "Notices",
            "The computer says so when something comes. A notice can be read on a locked screen: "
            "it says how many, or the type and the village, never who reported or what.",
        )
        column.addWidget(Text(about, Role.BODY, "ink2", lines=None))
        for box in self.kinds.values():
            column.addWidget(box)
        hours = QHBoxLayout()
        hours.setSpacing(8)
        hours.addWidget(self.quiet)
        hours.addWidget(self.begins)
        hours.addWidget(Text("–", Role.BODY, "ink"))
        hours.addWidget(self.ends)
        hours.addStretch(1)
        column.addLayout(hours)
        quiet = translate(
            "Notices", "What comes in quiet hours is told together when they end. Thai time."
        )
        column.addWidget(Text(quiet, Role.SECONDARY, "ink2", lines=None))
        column.addWidget(self._problem)


def _hours(name: str) -> Dropdown:
    box = Dropdown()
    box.setAccessibleName(name)
    for hour in HOURS:
        box.addItem(f"{hour:02}:00", hour)
    return box
