"""The tour: the demo walked without a screen, a picture of every page as each person sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from casework.case import Case, State
from casework.thai import MICROSECONDS
from desktop import clock
from desktop.demo import CLERK, OFFICER, SCALED_TOUR, SUPERVISOR, DemoServer
from desktop.storage.records import CaseQuery, Sort
from desktop.tour_case import case_scenes
from desktop.tour_fix import record_fix
from desktop.tour_map import map_scenes
from desktop.tour_notices import notice_scenes
from desktop.tour_phone import phone_scene
from desktop.tour_tiles import tile_scenes
from desktop.views import Filters
from desktop.words import language, translate, use_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.desk import Desk
    from desktop.ui.window import DeskWindow

LOOKS = (("th", "light"), ("th", "dark"), ("en", "light"), ("en", "dark"))
# A fix for each look, with the photos that the demo's camera took for that case; the last one, in
# the small window, has a photo of another case, so that the warning is seen.
FIXES = (
    ("2026-K7QWXA", ("IMG_2041.jpg", "IMG_2043.jpg", "LINE_ALBUM_17.jpg")),
    ("2026-L4MP9X", ("IMG_2038.jpg",)),
    ("2026-D7RA2N", ("IMG_2039.jpg",)),
    ("2026-B4N5WA", ("IMG_2040.jpg",)),
)
FIX_SCALED = ("2026-REUYNY", ("IMG_2041.jpg",))
SIZE = (1366, 768)
NARROW = (911, 512)
QUIET_SECONDS = 0.35
LONGEST_SECONDS = 20.0
MAP_SECONDS = 1.5
SEARCH_SECONDS = 0.4
SOUGHT, OLD_DAYS = "น้ำท่วม", 7
DAY = 86_400 * MICROSECONDS
CONFLICTS = 3


def run_tour(server: DemoServer, folder: Path) -> int:
    """Draw every page in Thai and English, light and dark, then in a small window at 150 %."""
    if os.environ.get(SCALED_TOUR):
        return _draw(server, folder, [("th", "light")], NARROW, "150-")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    spoken = language()
    folder.mkdir(parents=True, exist_ok=True)
    code = _draw(server, folder, list(LOOKS), SIZE, "")
    server.stop()
    environment = {**os.environ, "QT_SCALE_FACTOR": "1.5", SCALED_TOUR: "1"}
    command = [sys.executable, "-m", "desktop.app"]
    if getattr(sys, "frozen", False):
        command = [sys.executable]
    use_language(spoken)
    scaled = subprocess.run([*command, "demo", "--tour", str(folder)], env=environment, check=False)
    print(translate("Demo", "The tour's pictures are in {folder}").format(folder=folder))
    return code or scaled.returncode


def _draw(
    server: DemoServer, folder: Path, looks: list[tuple[str, str]], size: tuple[int, int], mark: str
) -> int:
    from desktop.ui.application import make_application
    from desktop.ui.dressing import mode_of
    from desktop.ui.theme import Theme

    application = make_application()
    _make_conflict(server)
    for number, (speech, mode) in enumerate(looks, start=len(FIXES) if mark else 0):
        use_language("en" if speech == "en" else "th")
        Theme.current().apply(application, mode_of(mode))
        look = Look(application, server, folder, f"{mark}%s-{speech}-{mode}.png", size)
        look.officer(number)
        look.clerk(number)
        look.supervisor()
    return 0


def _make_conflict(server: DemoServer) -> None:
    """Officer and clerk set other due dates on the same cases, the officer without a line."""
    officer, clerk = server.desk(OFFICER), server.desk(CLERK)
    try:
        officer.sync()
        clerk.sync()
        if officer.attention():
            return
        now = clock.now()
        for mine in _open_cases(officer, State.IN_PROGRESS)[-CONFLICTS:]:
            theirs = clerk.find(mine.ticket.number)
            officer.act([mine], "set_due", {"due_at": now + 4 * DAY})
            clerk.act([theirs], "set_due", {"due_at": now + DAY})
        clerk.sync()
        officer.sync()
    finally:
        officer.close()
        clerk.close()


def _open_cases(desk: Desk, state: State) -> list[Case]:
    query = CaseQuery(states=frozenset({state}), officer=desk.account.username, sort=Sort.URGENT)
    return list(desk.cases(query))


class Look:
    """One language and one mode: each person's walk through the pages."""

    def __init__(
        self,
        application: QApplication,
        server: DemoServer,
        folder: Path,
        pattern: str,
        size: tuple[int, int],
    ) -> None:
        self._application = application
        self._server = server
        self._folder = folder
        self._pattern = pattern
        self._size = size
        self._number = 0

    def officer(self, round_number: int) -> None:
        """An officer's day: a fix recorded with the server stopped, and sent when it is back."""
        from desktop.tour_batch import batch_scenes
        from desktop.tour_day import walk as walk_the_day

        with_window = self._window(OFFICER)
        window = with_window.desk_window
        self.settle(window)
        self.shoot(window, "officer-my-cases")
        number, photos = (*FIXES, FIX_SCALED)[round_number]
        case = window.desk.find(number)
        window.navigate("cases", authority=case.authority, case=case.id)
        self.settle(window)
        self.shoot(window, "officer-case")
        self._server.stop()
        self._record_fix(window, photos)
        window.navigate("cases", authority=case.authority, case=case.id)
        window.desk.wake()
        self.until(lambda: window.desk.status.line not in {"ok", "syncing", "unknown"})
        self.settle(window)
        self.shoot(window, "officer-case-offline")
        window.navigate("outbox")
        self.settle(window)
        self.shoot(window, "officer-outbox-offline")
        self._server.start()
        window.desk.wake()
        self.until(lambda: not window.desk.outbox())
        self.settle(window)
        self.shoot(window, "officer-outbox-sent")
        window.navigate("outbox", show="history")
        self.settle(window)
        self.shoot(window, "officer-outbox-history")
        case_scenes(self, window, case)
        walk_the_day(self, window)
        batch_scenes(self, window, self._server.camera)
        for page in ("attention", "map", "reports", "settings"):
            self.visit(window, page, "officer")
            if page == "attention":
                self._decide_several(window)
        notice_scenes(self, window)
        map_scenes(self, window)
        tile_scenes(self, window)
        with_window.close()

    def _record_fix(self, window: DeskWindow, photos: tuple[str, ...]) -> None:
        """Fill in the fix page as an officer would, with the photos of the camera roll."""
        from desktop.ui.pages.my_cases import MyCasesPage

        page = window.page("cases")
        assert isinstance(page, MyCasesPage)
        page.handle_key("D")
        self.settle(window)
        phone_scene(self, window, page.fix.ways)
        record_fix(self, window, page.fix, self._server.camera, photos)

    def _decide_several(self, window: DeskWindow) -> None:
        """What all conflicts at once would come to; nothing is saved."""
        from desktop.ui.pages.attention import AttentionPage

        page = window.page("attention")
        assert isinstance(page, AttentionPage)
        page.list.all_wanted.emit()
        page.handle_key("1")
        page.list.opened.emit()
        self.settle(window)
        self.shoot(window, "officer-attention-several")
        page.list.left.emit()
        page.list.left.emit()

    def clerk(self, round_number: int) -> None:
        """A clerk's morning: incoming cases taken on and assigned in one act, and undone."""
        from desktop.ui.pages.incoming import IncomingPage

        with_window = self._window(CLERK)
        window = with_window.desk_window
        window.navigate("incoming")
        self.settle(window)
        self.shoot(window, "clerk-incoming")
        page = window.page("incoming")
        assert isinstance(page, IncomingPage)
        for letter in "XJXJX":
            page.handle_key(letter)
        self.settle(window)
        self.shoot(window, "clerk-incoming-selected")
        page.handle_key("G")
        self.settle(window)
        self.shoot(window, "clerk-incoming-assign")
        page.acts.close_panel()
        page.handle_key("A")
        self.settle(window)
        self.shoot(window, "clerk-incoming-accepted")
        window.undo_last()
        self.settle(window)
        self.visit(window, "cases", "clerk")
        self.visit(window, "map", "clerk")
        with_window.close()

    def supervisor(self) -> None:
        """A supervisor's week, and a look through all cases by filters, a view and a search."""
        with_window = self._window(SUPERVISOR)
        window = with_window.desk_window
        for page in ("reports", "cases"):
            self.visit(window, page, "supervisor")
        self._look_through(window)
        self.visit(window, "map", "supervisor")
        with_window.close()

    def _look_through(self, window: DeskWindow) -> None:
        """Filter the list, keep the view, show it again, and search."""
        from desktop.ui.pages.my_cases import MyCasesPage

        page = window.page("cases")
        assert isinstance(page, MyCasesPage)
        page.open_panel()
        states = frozenset({str(State.WAITING), str(State.IN_PROGRESS)})
        page.choice.choose(
            Filters(states=states, villages=frozenset({"3", "5"}), older_days=OLD_DAYS)
        )
        self.settle(window)
        self.shoot(window, "supervisor-filters")
        name = translate("Demo", "Moo 3 and 5, waiting long")
        page.choice.save(name)
        self.settle(window)
        page.choice.clear()
        page.choice.show(page.choice.views.find(name))
        self.settle(window)
        self.shoot(window, "supervisor-view-saved")
        page.close_panel()
        page.choice.clear()
        window.show_search(SOUGHT)
        self.wait(SEARCH_SECONDS)
        self.settle(window)
        self.shoot(window, "supervisor-search")
        window.show_search("")
        page.choice.views.remove(name)
        self.wait(SEARCH_SECONDS)

    # -- helpers ----------------------------------------------------------------------------------

    def _window(self, user: str) -> _Opened:
        from PySide6.QtCore import QSettings

        from desktop.ui.window import DeskWindow

        desk = self._server.desk(user)
        desk.sync()
        settings = QSettings(str(self._server.folder / "tour.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(desk, settings)
        window.resize(*self._size)
        window.show()
        desk.start_sync()
        return _Opened(window)

    def visit(self, window: DeskWindow, page: str, person: str) -> None:
        """Show a page of the rail and draw it."""
        window.navigate(page)
        self.settle(window)
        if page == "map":
            self.wait(MAP_SECONDS)
        self.shoot(window, f"{person}-{page}")

    def shoot(self, window: DeskWindow, name: str) -> None:
        """Draw the window into the next file. Raises OSError."""
        self._number += 1
        file = self._folder / (self._pattern % f"{self._number:02d}-{name}")
        if not window.grab().save(str(file)):
            raise OSError(f"{file} could not be written")

    def settle(self, window: DeskWindow) -> None:
        """Wait until nothing is on its way to the screens any more."""
        quiet = time.monotonic()
        deadline = quiet + LONGEST_SECONDS
        while time.monotonic() < deadline:
            self.turn()
            if window.bridge.busy:
                quiet = time.monotonic()
            elif time.monotonic() - quiet > QUIET_SECONDS:
                return

    def until(self, reached: Callable[[], bool]) -> None:
        """Go on until this is so, or for too long."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline and not reached():
            self.turn()

    def wait(self, seconds: float) -> None:
        """Let so many seconds go by."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.turn()

    def turn(self) -> None:
        """Let the window do what waits."""
        self._application.processEvents()
        time.sleep(0.005)


class _Opened:
    """A window of the tour, closed in order."""

    def __init__(self, window: DeskWindow) -> None:
        self.desk_window = window

    def close(self) -> None:
        """Close the window and with it its desk; it is gone before the next one opens."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.desk_window.close()
        self.desk_window.deleteLater()
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
