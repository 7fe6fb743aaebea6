"""The map in the web engine: it builds the page, loads it, and carries words to and fro."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer, QUrl, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.maps.look import MapLook
from desktop.maps.tiles.packages import tile_settings
from desktop.maps.under import Under
from desktop.ui.background import run_in_background
from desktop.ui.map_desk import MapDesk
from desktop.ui.map_feed import MarkerFeed
from desktop.ui.map_tiles import MapTiles
from desktop.words import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineWidgets import QWebEngineView

    from desktop.maps.engine import LockedPage, PrivateProfile


@dataclass(slots=True)
class MapState:
    """What a map shows beside its markers, so that another map can take its place."""

    under: Under = field(default_factory=Under)
    chosen: str = ""
    marked: tuple[str, ...] = ()
    tool: str = "pan"
    heat: bool = False
    covered: tuple[int, int] = (0, 0)
    tiles: MapTiles | None = None


class EngineMap(QWidget):
    """The page in its view; until the page listens, everything waits in `state` and the feed.

    Signals:
        gave_up: the engine is missing, blocked, broken, or does not answer in time.
        shown: how many markers the page has, when all are there.
    """

    gave_up = Signal()
    shown = Signal(int)

    def __init__(
        self, state: MapState, look: Callable[[], MapLook], patience_ms: int, parent: QWidget
    ) -> None:
        """Nothing is loaded before `build`."""
        super().__init__(parent)
        self._state = state
        self._look = look
        self.desk = MapDesk(self)
        self.feed = MarkerFeed(self)
        self.listens = False
        self._building = 0
        self._is_new = True
        self._html = b""
        self.view: QWebEngineView | None = None
        self._retired: QWebEngineView | None = None
        self.page: LockedPage | None = None
        self.profile: PrivateProfile | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self.gave_up)
        self.desk.page_ready.connect(self._page_ready)
        self.desk.part_shown.connect(self._part_shown)
        self.desk.words_asked.connect(self._tell_words)
        self.feed.part.connect(self.desk.changed)

    # -- what the map around it asks

    def set_under(self, before: Under) -> None:
        """Show what lies under the cases now, where `before` lay before."""
        under = self._state.under
        if self.profile is not None:
            # At once: a page that is still there may ask for nothing more.
            self.profile.admit(under.online)
        if under.without_choice() != before.without_choice():
            self.build()
        elif self.listens:
            self.desk.ground_chosen.emit(under.shown)

    def close_online(self) -> None:
        """Let nothing through to a provider from now on."""
        if self.profile is not None:
            self.profile.admit(None)

    def show_tiles(self) -> None:
        """Show the packages of tiles of now."""
        if self.listens and self._state.tiles is not None:
            self.desk.tiled.emit(json.dumps(tile_settings(self._state.tiles.shown)))

    def go_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Show the place within (west, south, east, north), degrees."""
        west, south, east, north = bounds
        if self.listens:
            self.desk.place_wanted.emit(json.dumps([[south, west], [north, east]]))

    def choose(self, case_id: str) -> None:
        """Ring this case's marker."""
        if self.listens:
            self.desk.chosen.emit(case_id)

    def set_marked(self, ids: tuple[str, ...]) -> None:
        """Show these as selected."""
        if self.listens:
            self.desk.mark(ids)

    def set_covered(self, width: int, height: int) -> None:
        """Keep the chosen marker out of the lower right corner."""
        if self.listens:
            self.desk.covered.emit(width, height)

    def set_tool(self, tool: str) -> None:
        """Take up a tool."""
        if self.listens:
            self.desk.tool_chosen.emit(tool)

    def select_view(self) -> None:
        """Select what is in view."""
        if self.listens:
            self.desk.view_wanted.emit()

    def set_heat(self, on: bool) -> None:
        """Show how close cases lie."""
        if self.listens:
            self.desk.heat_wanted.emit(on)

    def restyle(self) -> None:
        """Take the theme's present colours; the page is not built anew."""
        if self.listens:
            look = self._look()
            if self.page is not None:
                self.page.setBackgroundColor(look.ground["outside"])
            dress = {"theme": "dark" if look.dark else "light", "variables": look.variables()}
            self.desk.dressed.emit(json.dumps(dress))

    def retire(self) -> None:
        """Another map takes the place of this one.

        The view goes a little later: one of its own signals may have brought us here.
        """
        self._patience.stop()
        self.listens = False
        self._building += 1
        self.feed.stop()
        self.close_online()
        if self.view is not None:
            self.view.deleteLater()
            self._retired, self.view, self.page = self.view, None, None

    @Slot()
    def release(self) -> None:
        """Give the web engine back; done by itself when the program ends.

        The page must be gone before its profile, whatever else goes first.
        """
        self._patience.stop()
        self.listens = False
        self._building += 1
        self.feed.stop()
        self.close_online()
        for view in (self.view, self._retired):
            if view is not None and shiboken6.isValid(view):
                shiboken6.delete(view)
        self.view = self._retired = self.page = None

    # -- the page

    def build(self) -> None:
        """Build the page in a thread: importing folium alone takes longer than a frame."""
        self._patience.start()
        self._building += 1
        number, under, look, words = self._building, self._state.under, self._look(), language()

        def work() -> str:
            from desktop.maps.page import build_page

            return build_page(under, language=words, dark=look.dark, look=look)

        run_in_background(
            self,
            work,
            lambda html: self._show_page(number, html),
            lambda _: self._not_built(number),
        )

    def _not_built(self, number: int) -> None:
        if number == self._building:
            self.gave_up.emit()

    def _show_page(self, number: int, html: str) -> None:
        if number != self._building:
            return
        self._html = html.encode()
        self.listens = False
        self.feed.stop()
        try:
            view = self.view or self._make_view()
        except ImportError:
            self.gave_up.emit()
            return
        from desktop.maps.page import PAGE_URL

        self._patience.start()
        view.load(QUrl(PAGE_URL))

    def _make_view(self) -> QWebEngineView:
        from PySide6.QtWebChannel import QWebChannel
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from desktop.maps.engine import LockedPage, PrivateProfile

        application = QCoreApplication.instance()
        assert application is not None
        view = QWebEngineView(self)
        tiles = self._state.tiles
        served = tiles.packages.served if tiles is not None else None
        self.profile = PrivateProfile(lambda: self._html, application, served)
        self.profile.admit(self._state.under.online)
        page = LockedPage(self.profile, view)
        # A profile must outlive its page, and widgets delete their children in no fixed order.
        page.destroyed.connect(self.profile.deleteLater)
        channel = QWebChannel(page)
        channel.registerObject("desk", self.desk)
        page.setWebChannel(channel)
        page.setBackgroundColor(self._look().ground["outside"])
        page.loadFinished.connect(self._loaded)
        page.renderProcessTerminated.connect(self._ended)
        view.setPage(page)
        view.setContextMenuPolicy(view.contextMenuPolicy().NoContextMenu)
        self._box.addWidget(view)
        self.setFocusProxy(view)
        self.view, self.page = view, page
        application.aboutToQuit.connect(self.release)
        return view

    @Slot(bool)
    def _loaded(self, fine: bool) -> None:
        # A page that works already may be asked to go elsewhere; it stays, and all is well.
        if not fine and not self.listens:
            self.gave_up.emit()

    @Slot()
    def _ended(self, *_: object) -> None:
        self.gave_up.emit()

    def _page_ready(self) -> None:
        self._patience.stop()
        self.listens = True
        self.desk.covered.emit(*self._state.covered)
        self.restyle()
        self.show_tiles()
        self.desk.mark(self._state.marked)
        self._is_new = True
        self.feed.begin()
        if self._state.under.shown:
            self.desk.ground_chosen.emit(self._state.under.shown)
        if self._state.tool != "pan":
            self.desk.tool_chosen.emit(self._state.tool)
        if self._state.heat:
            self.desk.heat_wanted.emit(True)

    def _part_shown(self, count: int) -> None:
        if not self.feed.taken():
            return
        if self._is_new and self._state.chosen:
            self.desk.chosen.emit(self._state.chosen)
        self._is_new = False
        self.shown.emit(count)

    def _tell_words(self, ids: list[str]) -> None:
        wanted = self.feed.wanted
        self.desk.tell_words({one: wanted[one].title for one in ids if one in wanted})
