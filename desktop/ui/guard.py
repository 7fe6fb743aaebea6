"""Closes the window's pages while the desk has been without its server for too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from casework.thai import day_text, time_text
from desktop import clock
from desktop.locking import Standing
from desktop.status import Line, Status
from desktop.ui.pages.lock import LockPage
from desktop.ui.pages.photo_viewer import PhotoViewer
from desktop.words import language, translate

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow


class Guard(QObject):
    """Watches how the desk stands, warns two days before, and covers the pages."""

    def __init__(self, window: DeskWindow) -> None:
        """Look once at once, before a page of the window is shown."""
        super().__init__(window)
        self._window = window
        self._standing = Standing()
        self._line = Line.UNKNOWN
        self.page = LockPage(
            window.desk.wake, window.sign_in_again, lambda: window.navigate("settings")
        )
        self.page.setParent(window)
        self.page.hide()
        self.page.show_status(window.desk.status)
        window.bridge.status_changed.connect(self._heard)
        # Just read, on this thread: no page may be seen before it is known.
        self._show(window.desk.lock_standing(keep=False))
        self.look()

    @property
    def locked(self) -> bool:
        """Whether the pages are closed."""
        return self._standing.locked

    def look(self) -> None:
        """Ask the desk anew how it stands."""
        self._window.bridge.read(self._window.desk.lock_standing, self._show)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.page.retranslate()
        self._warn()

    def _heard(self, status: Status) -> None:
        self.page.show_status(status)
        if status.line != self._line:
            # A round that went through, or a sign-in, opens the pages at once.
            self._line = status.line
            if status.line != Line.WIPED:
                self.look()

    def _show(self, standing: Standing) -> None:
        before, self._standing = self._standing, standing
        self.page.show_standing(standing)
        self._warn()
        if standing.locked != before.locked:
            self._window.cover(self.page if standing.locked else None)
        if standing.locked:
            # A photo may lie over the whole window.
            for viewer in self._window.findChildren(PhotoViewer):
                viewer.leave()

    def _warn(self) -> None:
        standing = self._standing
        if not standing.soon or standing.left is None:
            self._window.set_notice("")
            return
        at = clock.now() + standing.left
        words = translate(
            "Lock",
            "Please connect to the server before {day} {time}. Without it the pages close then, "
            "until this desk has met it. Your work stays safe either way.",
        )
        self._window.set_notice(words.format(day=day_text(at, language()), time=time_text(at)))
