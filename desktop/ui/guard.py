"""Closes the window's pages: too long without the server, or the account was disabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from casework.thai import day_text, time_text
from desktop import clock
from desktop.locking import Standing
from desktop.status import Line, Status
from desktop.ui.pages.lock import LockPage
from desktop.ui.pages.photo_viewer import PhotoViewer
from desktop.ui.pages.settings_copy import choose_copy
from desktop.ui.pages.shut_out import ShutOutPage
from desktop.words import language, translate

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow


class Guard(QObject):
    """Watches how the desk stands, warns two days before a lock, and covers the pages."""

    def __init__(self, window: DeskWindow) -> None:
        """Look once at once, before a page of the window is shown."""
        super().__init__(window)
        self._window = window
        desk = window.desk
        self._standing = Standing()
        self._shut_out = False
        self._cover: QWidget | None = None
        self._line = Line.UNKNOWN
        self.page = LockPage(desk.wake, window.sign_in_again, lambda: window.navigate("settings"))
        self.shut_page = ShutOutPage(
            window.bridge, lambda: choose_copy(window, desk.account.username),
            window.sign_in_again, lambda: window.navigate("settings"),
        )  # fmt: skip
        for page in (self.page, self.shut_page):
            page.setParent(window)
            page.hide()
            page.show_status(desk.status)
        window.bridge.status_changed.connect(self._heard)
        # Just read, on this thread: no page may be seen before it is known.
        self._show((desk.lock_standing(keep=False), desk.is_shut_out()))
        self.look()

    @property
    def locked(self) -> bool:
        """Whether the pages are closed."""
        return self._cover is not None

    def look(self) -> None:
        """Ask the desk anew how it stands."""
        desk = self._window.desk
        self._window.bridge.read(lambda: (desk.lock_standing(), desk.is_shut_out()), self._show)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.page.retranslate()
        self.shut_page.retranslate()
        self._warn()

    def _heard(self, status: Status) -> None:
        for page in (self.page, self.shut_page):
            page.show_status(status)
        if status.line != self._line:
            # A round that went through, or a sign-in, opens the pages at once.
            self._line = status.line
            if status.line != Line.WIPED:
                self.look()

    def _show(self, found: tuple[Standing, bool]) -> None:
        self._standing, self._shut_out = found
        self.page.show_standing(self._standing)
        self._warn()
        cover: QWidget | None = self.page if self._standing.locked else None
        if self._shut_out:
            cover = self.shut_page
        if cover is not self._cover:
            self._cover = cover
            self._window.cover(cover)
            if self._shut_out:
                self.shut_page.look()
        if cover is not None:
            # A photo may lie over the whole window.
            for viewer in self._window.findChildren(PhotoViewer):
                viewer.leave()

    def _warn(self) -> None:
        standing = self._standing
        if not standing.soon or standing.left is None or self._shut_out:
            self._window.set_notice("")
            return
        at = clock.now() + standing.left
        words = translate(
            "Lock",
            "Please connect to the server before {day} {time}. Without it the pages close then, "
            "until this desk has met it. Your work stays safe either way.",
        )
        self._window.set_notice(words.format(day=day_text(at, language()), time=time_text(at)))
