"""Makes the window follow its person: another role, unit, name or authority needs no restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from casework import wire
from desktop.status import Line, Status

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow


class Adapter(QObject):
    """Looks after each round of sync whether the account is still the one that is shown."""

    def __init__(self, window: DeskWindow) -> None:
        """The window shows the account of now."""
        super().__init__(window)
        self._window = window
        self._shown = window.desk.account
        window.bridge.status_changed.connect(self._heard)

    def _heard(self, status: Status) -> None:
        if status.line == Line.OK:
            desk = self._window.desk
            self._window.bridge.read(lambda: desk.account, self._compare)

    def _compare(self, account: wire.Account) -> None:
        before, self._shown = self._shown, account
        if (before.role, before.authority) != (account.role, account.authority):
            self._window.begin_anew()
        elif (before.unit, before.name, before.name_en) != (
            account.unit, account.name, account.name_en,
        ):  # fmt: skip
            self._window.set_authority_and_person()
