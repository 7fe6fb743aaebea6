"""On the settings page: a copy of this desk in one file, with progress and a way to stop."""

from __future__ import annotations

from pathlib import Path

from casework.thai import local
from desktop import clock
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.work_card import WorkCard
from desktop.words import translate

ENDING = ".tambon"


def choose_copy(window: WindowServices, username: str) -> Path | None:
    """Let the person say where a copy goes; None when they chose nothing."""
    day = local(clock.now()).date().isoformat()
    title = translate("Settings", "Save a copy of this desk")
    path = window.choose_save(title, f"tambon-desk {username} {day}{ENDING}")
    if path is None or path.suffix.lower() == ENDING:
        return path
    return path.with_name(path.name + ENDING)


class CopyCard(WorkCard):
    """The button that makes a copy, and how far it is."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Nothing runs until the button is pressed."""
        self.button = Button("", icon="download")
        super().__init__(bridge, Role.HEADING, Role.BODY, self.button)
        self._window = window
        self.button.clicked.connect(self._start)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use; a copy that runs goes on."""
        super().retranslate()
        self._title.set_text(translate("Settings", "A copy of this desk"))
        self._about.set_text(
            translate(
                "Settings",
                "Cases, photos and what waits to be sent, in one encrypted file: to keep safe, or "
                "for a new computer. You can go on working meanwhile.",
            )
        )
        self.button.set_text(translate("Settings", "Save a copy of this desk…"))
        self._bar.setAccessibleName(translate("Settings", "How far the copy is"))

    def _start(self) -> None:
        desk = self._bridge.desk
        path = choose_copy(self._window, desk.account.username)
        if path is None:
            return
        said = translate("Settings", "Saved and checked: {file}").format(file=path.name)
        self.start(lambda told: desk.backup(path, told), lambda _: said, "copy_stopped")
