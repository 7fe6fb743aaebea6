"""The map of cases: folium's page in the web engine, or a plain native map in its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from casework.places import Area, read_outlines
from desktop.maps.look import MapLook
from desktop.maps.markers import Marker, changes
from desktop.maps.scheme import can_run
from desktop.maps.tiles.packages import TilePackages, tile_settings
from desktop.ui.background import run_in_background
from desktop.ui.map_look import current_look
from desktop.ui.map_tiles import MapTiles
from desktop.ui.native_map import NativeMap
from desktop.ui.theme import Theme
from desktop.words import language, translate

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from desktop.maps.engine import LockedPage, PrivateProfile

_PATIENCE_MS = 15_000


class MapDesk(QObject):
    """What the page's script sees of the desk, over the web channel."""

    changed = Signal(str)
    chosen = Signal(str)
    dressed = Signal(str)
    tiled = Signal(str)
    covered = Signal(int, int)

    picked_by_hand = Signal(str)
    opened_by_hand = Signal(str)
    page_ready = Signal()
    markers_shown = Signal(int)

    @Slot(str)
    def picked(self, case_id: str) -> None:
        """A marker was clicked."""
        self.picked_by_hand.emit(case_id)

    @Slot(str)
    def opened(self, case_id: str) -> None:
        """A marker was double-clicked, or Enter pressed on the chosen one."""
        self.opened_by_hand.emit(case_id)

    @Slot()
    def ready(self) -> None:
        """The page listens."""
        self.page_ready.emit()

    @Slot(int)
    def applied(self, count: int) -> None:
        """The page shows this many markers now."""
        self.markers_shown.emit(count)


class MapView(QWidget):
    """Cases on a map. The web engine is loaded when the map is first shown, not before.

    `look` gives the theme's colours, icons and words whenever they are needed. `engine` False
    draws the native map from the start; None asks whether the web engine can run.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    failed = Signal(str)
    """A sentence for the officer: the simpler map is shown in its place."""
    markers_shown = Signal(int)
    """The map now shows this many markers."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        look: Callable[[], MapLook] = current_look,
        engine: bool | None = None,
        patience_ms: int = _PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._wants_engine = can_run() if engine is None else engine
        self._outlines: dict[str, Any] | None = None
        self._areas: tuple[Area, ...] = ()
        self._markers: tuple[Marker, ...] = ()
        self._sent: tuple[Marker, ...] = ()
        self._chosen = ""
        self._covered = (0, 0)
        self._tiles: MapTiles | None = None
        self._started = False
        self._listens = False
        self._building = 0
        self._html = b""
        self._view: QWebEngineView | None = None
        self._retired: QWebEngineView | None = None
        self._page: LockedPage | None = None
        self._native: NativeMap | None = None
        self._profile: PrivateProfile | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._give_up)
        Theme.current().changed.connect(self.restyle)
        self._desk = MapDesk(self)
        self._desk.picked_by_hand.connect(self._picked)
        self._desk.opened_by_hand.connect(self.case_opened)
        self._desk.page_ready.connect(self._page_ready)
        self._desk.markers_shown.connect(self.markers_shown)

    # -- what screens call

    def set_outlines(self, outlines: dict[str, Any] | None) -> None:
        """Show a GeoJSON FeatureCollection (see `casework.places.read_outlines`) as the ground.

        Raises OutlineError and leaves the map as it was when the outlines can't be used.
        """
        areas = read_outlines(outlines) if outlines else ()
        if outlines == self._outlines:
            return
        self._outlines, self._areas = outlines, areas
        if self._native is not None:
            self._native.set_outlines(areas)
        elif self._started:
            self._build()

    def set_tiles(self, packages: TilePackages) -> None:
        """Draw the packages of this computer under all else, and follow their changes."""
        self._tiles = MapTiles(packages, self)
        self._tiles.changed.connect(self._send_tiles)
        if self._native is not None:
            self._send_tiles()

    def _send_tiles(self) -> None:
        if self._tiles is None:
            return
        if self._native is not None:
            self._native.set_tiles(self._tiles.packages, self._tiles.shown)
        elif self._listens:
            self._desk.tiled.emit(json.dumps(tile_settings(self._tiles.shown)))

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show these markers and no others; only what changed goes to the page."""
        self._markers = tuple(markers)
        if self._native is not None:
            self._native.set_markers(self._markers)
            self.markers_shown.emit(len(self._markers))
        else:
            self._send_changes()

    def choose(self, case_id: str) -> None:
        """Ring this case's marker and bring it into view; "" for none. Emits nothing."""
        self._chosen = case_id
        if self._native is not None:
            self._native.choose(case_id)
        elif self._listens:
            self._desk.chosen.emit(case_id)

    def set_covered(self, width: int, height: int) -> None:
        """A card covers so many pixels of the lower right corner: the chosen stays out of it."""
        self._covered = (width, height)
        if self._native is not None:
            self._native.set_covered(width, height)
        elif self._listens:
            self._desk.covered.emit(width, height)

    def restyle(self) -> None:
        """Take the theme's present colours; the page is not built anew."""
        if self._native is not None:
            self._native.set_look(self._look(), language())
        elif self._listens:
            look = self._look()
            if self._page is not None:
                self._page.setBackgroundColor(look.ground["outside"])
            dress = {"theme": "dark" if look.dark else "light", "variables": look.variables()}
            self._desk.dressed.emit(json.dumps(dress))

    @property
    def is_native(self) -> bool:
        """Whether the plain native map is shown."""
        return self._native is not None

    @property
    def native(self) -> NativeMap | None:
        """The native map, where it is shown."""
        return self._native

    @property
    def engine_view(self) -> QWebEngineView | None:
        """The web view, where it is shown."""
        return self._view

    @property
    def requests(self) -> tuple[list[str], list[str]]:
        """Addresses that the page asked for: those let through, and those blocked."""
        if self._profile is None:
            return [], []
        log = self._profile.requests
        return list(log.passed), list(log.blocked)

    @property
    def complaints(self) -> list[str]:
        """What the page's script or policy complained of, for the log."""
        return self._page.complaints if self._page is not None else []

    # -- starting

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._started:
            return
        self._started = True
        if self._wants_engine:
            self._patience.start()
            self._build()
        else:
            self._go_native()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._started:
            if self._native is not None:
                self._native.set_look(self._look(), language())
            elif self._view is not None:
                self._build()

    def _build(self) -> None:
        """Build the page in a thread: importing folium alone takes longer than a frame."""
        self._building += 1
        number, outlines, look, words = self._building, self._outlines, self._look(), language()

        def work() -> str:
            from desktop.maps.page import build_page

            return build_page(outlines, language=words, dark=look.dark, look=look)

        run_in_background(
            self,
            work,
            lambda html: self._show_page(number, html),
            lambda _: self._not_built(number),
        )

    def _not_built(self, number: int) -> None:
        if number == self._building:
            self._give_up()

    def _show_page(self, number: int, html: str) -> None:
        if self._native is not None or number != self._building:
            return
        self._html = html.encode()
        self._listens = False
        self._sent = ()
        try:
            view = self._view or self._make_view()
        except ImportError:
            self._give_up()
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
        served = self._tiles.packages.served if self._tiles is not None else None
        self._profile = PrivateProfile(lambda: self._html, application, served)
        page = LockedPage(self._profile, view)
        # A profile must outlive its page, and widgets delete their children in no fixed order.
        page.destroyed.connect(self._profile.deleteLater)
        channel = QWebChannel(page)
        channel.registerObject("desk", self._desk)
        page.setWebChannel(channel)
        page.setBackgroundColor(self._look().ground["outside"])
        page.loadFinished.connect(self._loaded)
        page.renderProcessTerminated.connect(self._give_up)
        view.setPage(page)
        view.setContextMenuPolicy(view.contextMenuPolicy().NoContextMenu)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        self._view, self._page = view, page
        application.aboutToQuit.connect(self.release)
        return view

    @Slot()
    def release(self) -> None:
        """Give the web engine back; done by itself when the program ends.

        The page must be gone before its profile, whatever else goes first.
        """
        self._patience.stop()
        self._listens = False
        for view in (self._view, self._retired):
            if view is not None and shiboken6.isValid(view):
                shiboken6.delete(view)
        self._view = self._retired = self._page = None

    @Slot(bool)
    def _loaded(self, fine: bool) -> None:
        if not fine:
            self._give_up()

    def _page_ready(self) -> None:
        self._patience.stop()
        self._listens = True
        self._sent = ()
        self._desk.covered.emit(*self._covered)
        self.restyle()
        self._send_tiles()
        self._send_changes()
        if self._chosen:
            self._desk.chosen.emit(self._chosen)

    def _send_changes(self) -> None:
        if not self._listens:
            return
        difference = changes(self._sent, self._markers)
        self._sent = self._markers
        if difference or not self._markers:
            self._desk.changed.emit(json.dumps(difference.for_page(), ensure_ascii=False))

    def _picked(self, case_id: str) -> None:
        self._chosen = case_id
        self.case_chosen.emit(case_id)

    # -- falling back

    def _give_up(self, *_: object) -> None:
        if self._native is not None:
            return
        self._go_native()
        self.failed.emit(
            translate(
                "Map",
                "The full map could not be opened on this computer, so a simpler one is shown. "
                "All cases are on it and nothing is lost.",
            )
        )

    def _go_native(self) -> None:
        self._patience.stop()
        self._listens = False
        native = NativeMap(self._look(), language(), self)
        native.case_chosen.connect(self._picked)
        native.case_opened.connect(self.case_opened)
        self._native = native
        self._stack.addWidget(native)
        self._stack.setCurrentWidget(native)
        self.setFocusProxy(native)
        if self._view is not None:
            # One of its own signals may have brought us here: it goes a little later.
            self._view.deleteLater()
            self._retired, self._view, self._page = self._view, None, None
        native.set_covered(*self._covered)
        self._send_tiles()
        native.set_outlines(self._areas)
        native.set_markers(self._markers)
        native.choose(self._chosen)
        self.markers_shown.emit(len(self._markers))
