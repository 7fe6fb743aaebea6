"""The parts of the window that no first page needs: made when they are asked for, or later."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer

from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.choosing import Choosing

if TYPE_CHECKING:
    from desktop.handover import Door
    from desktop.ui.guard import Guard
    from desktop.ui.notices import Notices
    from desktop.ui.palette import Palette
    from desktop.ui.widgets.undo_bar import UndoBar
    from desktop.ui.window import DeskWindow


class LateParts(Choosing):
    """The part of the window that brings commands, undo, guard and door when they are due."""

    desk: Desk
    bridge: Bridge
    _tick: QTimer
    _door: Door | None = None

    def late_parts(self) -> tuple[Callable[[], object], ...]:
        """What is to be made once the first page stands, a step each."""
        return (
            lambda: self.guard,
            lambda: self._undo_bar,
            lambda: self._palette,
            self.follow_person,
            lambda: self.notices,
        )

    @cached_property
    def guard(self) -> Guard:
        """What covers the pages where nobody may see them."""
        from desktop.ui.guard import Guard

        guard = Guard(cast("DeskWindow", self))
        self._tick.timeout.connect(guard.look)
        return guard

    @cached_property
    def _undo_bar(self) -> UndoBar:
        from desktop.ui.widgets.undo_bar import UndoBar

        bar = UndoBar(self)
        bar.undo.connect(self.undo_last)
        bar.dismissed.connect(self._forget_undo)
        return bar

    @cached_property
    def _palette(self) -> Palette:
        from desktop.ui.palette import Palette, commands_of
        from desktop.views import Views

        return Palette(
            self.search_field(), partial(commands_of, cast("DeskWindow", self)),
            lambda take: self.bridge.read(Views(self.desk.cache).own, take),
        )  # fmt: skip

    @cached_property
    def notices(self) -> Notices:
        """What tells the person what is news."""
        from desktop.ui.notices import Notices

        return Notices(cast("DeskWindow", self))

    def _made(self, part: str) -> bool:
        return part in self.__dict__

    def _dismiss_undo(self) -> None:
        if self._made("_undo_bar"):
            self._undo_bar.dismiss()

    def undo_last(self) -> None:
        """Undo what the bar offers, else the last act of this person."""
        raise NotImplementedError

    def _forget_undo(self) -> None:
        raise NotImplementedError

    def follow_person(self) -> None:
        """Be the window of another role or authority as soon as the server says so."""
        from desktop.ui.adapting import Adapter

        Adapter(cast("DeskWindow", self))

    def sign_in_again(self) -> None:
        """Let the person type their password, for a new session of the same account."""
        from desktop.ui.sign_in import ask_again

        ask_again(self.desk, self, locked=self.is_covered)

    def show_keys(self) -> None:
        """All keys in a list."""
        from desktop.ui.palette import KeysDialog

        KeysDialog(self).open()

    def open_door(self, answer: Callable[..., dict[str, object]]) -> None:
        """Take the acts of headless commands on this profile from now on."""
        from desktop.handover import Door

        self._door = Door(self.desk.profile.path, self.desk.key, answer)

    def close_door(self) -> None:
        """Take none any more."""
        door, self._door = self._door, None
        if door is not None:
            door.close()

    def answer_others(self) -> None:
        """Take acts of headless commands, and come up where the program is started again."""
        from desktop.cli import answer_handed_over

        window = cast("DeskWindow", self)

        def answer(request: dict[str, object]) -> dict[str, object]:
            if request.get("raise"):
                window.raised.emit()
                return {"code": 0, "out": [], "err": []}
            return answer_handed_over(self.desk, request)

        self.open_door(answer)

    def watch_network(self) -> None:
        """Hear from the system how the network changes."""
        from desktop.ui.network import NetworkWatcher

        NetworkWatcher(self.bridge, self)
