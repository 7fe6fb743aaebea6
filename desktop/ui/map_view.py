"""The map of cases: folium's page in the web engine, or a plain native map in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from casework.places import read_outlines
from desktop.maps.look import MapLook
from desktop.maps.markers import Marker
from desktop.maps.scheme import can_run
from desktop.maps.tiles import TilePackages
from desktop.maps.under import Under
from desktop.ui.accessible import speak_for_our_widgets, speaks_for_our_widgets
from desktop.ui.map_engine import EngineMap, MapState
from desktop.ui.map_look import current_look
from desktop.ui.map_tiles import MapTiles
from desktop.ui.native_map import NativeMap
from desktop.ui.theme import Theme
from desktop.words import language, translate

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView

_PATIENCE_MS = 15_000
TOOLS = ("pan", "rectangle", "polygon", "measure")


class MapView(QWidget):
    """Cases on a map. The web engine is loaded when the map is first shown, not before.

    `look` gives the theme's colours, icons and words whenever they are needed. `engine` False
    draws the native map from the start; None asks whether the web engine can run.

    Signals:
        case_chosen, case_opened: the id of a case, by hand.
        selected: the ids of all cases that are selected now, by hand.
        measured: what was measured, in words; empty for nothing.
        place_clicked: lon and lat (degrees WGS 84) of the ground that was clicked.
        key_pressed: a letter, or Escape, that the map has no use for.
        failed: a sentence for the officer: the simpler map is shown in its place.
        markers_shown: how many markers the map shows now.
        progress: how many parts of many markers are shown, of how many.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    selected = Signal(list)
    measured = Signal(str)
    place_clicked = Signal(float, float)
    key_pressed = Signal(str)
    failed = Signal(str)
    markers_shown = Signal(int)
    progress = Signal(int, int)

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
        self._wants_engine = _may_load_engine() if engine is None else engine
        self._state = MapState()
        self._started = False
        self._native: NativeMap | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._engine = EngineMap(self._state, look, patience_ms, self)
        self._stack.addWidget(self._engine)
        Theme.current().changed.connect(self.restyle)
        self._connect()

    def _connect(self) -> None:
        engine, desk = self._engine, self._engine.desk
        engine.gave_up.connect(self.give_up)
        engine.shown.connect(self.markers_shown)
        engine.feed.progress.connect(self.progress)
        desk.picked_by_hand.connect(self._picked)
        desk.opened_by_hand.connect(self.case_opened)
        desk.marked_by_hand.connect(self._selected)
        desk.measured_by_hand.connect(self.measured)
        desk.clicked_by_hand.connect(self.place_clicked)
        desk.pressed_by_hand.connect(self.key_pressed)

    # -- what lies under the cases

    def set_outlines(self, outlines: dict[str, Any] | None) -> None:
        """Show a GeoJSON FeatureCollection (see `casework.places.read_outlines`) as the ground.

        Raises OutlineError and leaves the map as it was when the outlines can't be used.
        """
        self.set_under(Under(areas=read_outlines(outlines) if outlines else ()))

    def set_under(self, under: Under) -> None:
        """Show this under the cases. The page is built anew where more than the layer changes."""
        before, self._state.under = self._state.under, under
        if under == before:
            return
        if self._native is not None:
            self._native_ground(self._native)
        elif self._started:
            self._engine.set_under(before)

    def close_online(self) -> None:
        """Let nothing through to an online provider until the next `set_under` that names one."""
        self._engine.close_online()

    def set_tiles(self, packages: TilePackages) -> None:
        """Draw the packages of this computer under all else, and follow their changes."""
        self._state.tiles = MapTiles(packages, self)
        self._state.tiles.changed.connect(self._show_tiles)

    def _show_tiles(self) -> None:
        if self._native is None:
            self._engine.show_tiles()
        elif self._state.tiles is not None:
            self._native.set_tiles(self._state.tiles.packages, self._state.tiles.shown)

    def go_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Show the place within (west, south, east, north), degrees."""
        self._forward("go_to", bounds)

    # -- the markers

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show these markers and no others; only what changed goes to the page."""
        self._engine.feed.set(markers)
        self._show_on_native()

    def change_markers(self, put: Sequence[Marker], remove: Sequence[str]) -> None:
        """Show these markers too or anew, and those of these cases no more."""
        self._engine.feed.change(put, remove)
        self._show_on_native()

    def _show_on_native(self) -> None:
        if self._native is not None:
            wanted = self._engine.feed.wanted
            self._native.set_markers(list(wanted.values()))
            self.markers_shown.emit(len(wanted))

    def choose(self, case_id: str) -> None:
        """Ring this case's marker and bring it into view; "" for none. Emits nothing."""
        self._state.chosen = case_id
        self._forward("choose", case_id)

    def set_marked(self, ids: Sequence[str]) -> None:
        """Show these cases as selected and no others. Emits nothing."""
        self._state.marked = tuple(ids)
        self._forward("set_marked", self._state.marked)

    def set_covered(self, width: int, height: int) -> None:
        """A card covers so many pixels of the lower right corner: the chosen stays out of it."""
        self._state.covered = (width, height)
        self._forward("set_covered", width, height)

    # -- the tools

    def set_tool(self, tool: str) -> None:
        """Pan, or select by rectangle or polygon, or measure. Raises ValueError for another."""
        if tool not in TOOLS:
            raise ValueError(f"no tool of the map: {tool}")
        self._state.tool = tool
        self._forward("set_tool", tool)

    def select_view(self) -> None:
        """Select every case that is in view."""
        self._forward("select_view")

    def set_heat(self, on: bool) -> None:
        """Show how close cases lie, in place of their markers, or the markers again."""
        self._state.heat = on
        self._forward("set_heat", on)

    def restyle(self) -> None:
        """Take the theme's present colours; the page is not built anew."""
        if self._native is not None:
            self._native.set_look(self._look(), language())
        else:
            self._engine.restyle()

    def _forward(self, method: str, *values: Any) -> None:
        """Tell the map that is shown; the native one may lack a tool."""
        if hasattr(self._native or self._engine, method):
            getattr(self._native or self._engine, method)(*values)

    # -- what tests and the log ask

    @property
    def is_native(self) -> bool:
        """Whether the plain native map is shown."""
        return self._native is not None

    @property
    def native(self) -> NativeMap | None:
        """The native map, where it is shown."""
        return self._native

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """(west, south, east, north), degrees, of what is in view; None where it is not known."""
        if self._native is None:
            return self._engine.desk.bounds
        found: tuple[float, float, float, float] | None = getattr(self._native, "bounds", None)
        return found

    @property
    def engine_view(self) -> QWebEngineView | None:
        """The web view, where it is shown."""
        return self._engine.view

    @property
    def requests(self) -> tuple[list[str], list[str]]:
        """Addresses that the page asked for: those let through, and those blocked."""
        if self._engine.profile is None:
            return [], []
        log = self._engine.profile.requests
        return list(log.passed), list(log.blocked)

    @property
    def complaints(self) -> list[str]:
        """What the page's script or policy complained of, for the log."""
        return self._engine.page.complaints if self._engine.page is not None else []

    # -- starting

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._started:
            return
        self._started = True
        if self._wants_engine:
            self.setFocusProxy(self._engine)
            self._engine.build()
        else:
            self._go_native()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._started:
            if self._native is not None:
                self._native.set_look(self._look(), language())
            else:
                self._engine.build()

    @Slot()
    def release(self) -> None:
        """Give the web engine back; done by itself when the program ends."""
        self._engine.release()
        if self._native is not None:
            self._native.release()

    def _picked(self, case_id: str) -> None:
        self._state.chosen = case_id
        self.case_chosen.emit(case_id)

    def _selected(self, ids: list[str]) -> None:
        self._state.marked = tuple(ids)
        self.selected.emit(ids)

    # -- falling back

    def give_up(self) -> None:
        """Take the plain map in the engine's place, and say so."""
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
        native = NativeMap(self._look(), language(), self)
        native.case_chosen.connect(self._picked)
        native.case_opened.connect(self.case_opened)
        native.selected.connect(self._selected)
        native.measured.connect(self.measured)
        native.place_clicked.connect(self.place_clicked)
        native.key_pressed.connect(self.key_pressed)
        self._native = native
        self._stack.addWidget(native)
        self._stack.setCurrentWidget(native)
        self.setFocusProxy(native)
        self._engine.retire()
        state = self._state
        native.set_covered(*state.covered)
        self._native_ground(native)
        self._show_tiles()
        self._show_on_native()
        self.set_marked(state.marked)
        self.set_tool(state.tool)
        self.set_heat(state.heat)
        native.choose(state.chosen)

    def _native_ground(self, native: NativeMap) -> None:
        under = self._state.under
        native.set_outlines(under.areas, under.country, under.sources)


def _may_load_engine() -> bool:
    """Whether the web engine can run and nothing speaks against it."""
    speak_for_our_widgets()  # where a screen reader was started after the program
    return not speaks_for_our_widgets() and can_run()
