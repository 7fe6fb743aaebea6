"""The map page: filters that are the legend, tools, clustered markers, and a card for a case."""

from __future__ import annotations

import json

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop import clock
from desktop.storage.records import CaseQuery, CaseRow, Spot
from desktop.ui.bridge import Bridge
from desktop.ui.map_view import MapView
from desktop.ui.pages.base import Page
from desktop.ui.pages.filter_counts import Options, read_options
from desktop.ui.pages.filter_panel import FilterPanel
from desktop.ui.pages.map_card import MapCard
from desktop.ui.pages.map_choice import MapChoice, view_of_words
from desktop.ui.pages.map_corners import CARD_GAP, Corners
from desktop.ui.pages.map_export import MapExport
from desktop.ui.pages.map_grounds import MapGrounds
from desktop.ui.pages.map_legend import FACES, OPEN_FACES, MapLegend
from desktop.ui.pages.map_online import MapOnline
from desktop.ui.pages.map_places import MapPlaces
from desktop.ui.pages.map_source import MapSource
from desktop.ui.pages.map_strips import MapChips, SelectionStrip
from desktop.ui.pages.map_tools import OTHER_KEYS, TOOL_KEYS, MapTools
from desktop.ui.services import WindowServices
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Banner, EmptyState, ProgressBar
from desktop.words import language, translate


class MapPage(Page):
    """All cases of a choice that have a place, by what they need."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Build the page; the map's engine is loaded when the page is first shown."""
        super().__init__(bridge, window)
        self.choice = MapChoice(bridge, window, self)
        self.source = MapSource(bridge, self.choice, self)
        self._shown: dict[str, Spot] = {}
        self._selected: tuple[str, ...] = ()
        self._wanted = ""
        self._narrow = False
        self._heat = False
        self._build()
        self.choice.changed.connect(self._choice_changed)
        self.source.loaded.connect(self._loaded)
        self.source.changed.connect(self._changed)
        self.source.failed.connect(self._window.show_problem)
        self.bind_letters("".join([*TOOL_KEYS.values(), *OTHER_KEYS.values()]) + "OX")
        self.retranslate()

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Map", "Map")

    def subtitle(self) -> str:
        """How many cases stand on the map."""
        return translate("Map", "{n} cases on the map").format(n=f"{len(self._shown):,}")

    def activate(self, **what: str) -> None:
        """Show the map: with a case chosen, or what a list shows, where one is named."""
        self._wanted = what.get("case", "")
        view = view_of_words(what["view"]) if what.get("view") else None
        if view is not None:
            closed = self.choice.show_list(view, what.get("officer", ""))
            self.legend.show_faces(frozenset(FACES) if closed else OPEN_FACES)
        self.refresh()

    def panes(self) -> list[QWidget]:
        """Where F6 goes: the map first, then its tools and filters."""
        filters = self.legend.boxes[FACES[0]]
        if self._left.currentWidget() is self.panel:
            return [self.map, self.tools.buttons["pan"], self.panel.views.lines[0].button]
        return [self.map, self.tools.buttons["pan"], *([filters] if filters.isVisible() else [])]

    def search(self, text: str) -> None:
        """Show only the cases that the text finds."""
        self.choice.look_for(text)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the filters give way to the map until they are asked for."""
        self._narrow = narrow
        self.tools.buttons["filters"].setVisible(narrow)
        self._left.setVisible(not narrow)

    def release(self) -> None:
        """The window closes: the map's engine goes before anything else of it."""
        self.map.release()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for part in (self.legend, self.tools, self.chips, self.selection, self.panel, self.online,
                     self.places, self.card):  # fmt: skip
            part.retranslate()
        self.empty.say(translate("Map", "No case with a place in this filter."))
        self.map.setAccessibleName(self.title())
        self.grounds.say(self.legend)
        self.heading_changed.emit()

    # -- content ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the desk for every case of the choice that has a place."""
        self.source.refresh()

    def _choice_changed(self) -> None:
        """States that were chosen by name are not hidden by the legend."""
        if self.choice.filters.states - {*self.legend.faces()}:
            self.legend.show_faces(frozenset(FACES))
        self.refresh()

    def _loaded(self) -> None:
        desk, spoken = self._bridge.desk, language()
        self.map.set_under(self.source.under)
        self.grounds.say(self.legend)
        self._show_markers()
        if self._wanted and self._wanted in self.source.spots:
            self._choose(self._wanted)
            self.map.choose(self._wanted)
        self._wanted = ""
        if not self.legend.type.count():
            self._bridge.read(lambda: read_options(desk, spoken), self._know)

    def _know(self, options: Options) -> None:
        self.legend.offer_types(options.types)

    def _show_markers(self) -> None:
        faces = self.legend.faces()
        self._shown = {key: s for key, s in self.source.spots.items() if s.face in faces}
        self.map.set_markers([self.source.markers[key] for key in self._shown])
        self._after_showing()

    def _changed(self, put: list[Spot], gone: list[str]) -> None:
        """Move, colour or remove only what changed."""
        faces = self.legend.faces()
        leaving = [*gone, *(spot.id for spot in put if spot.face not in faces)]
        coming = [spot for spot in put if spot.face in faces]
        for case_id in leaving:
            self._shown.pop(case_id, None)
        self._shown.update((spot.id, spot) for spot in coming)
        self.map.change_markers([self.source.markers[spot.id] for spot in coming], leaving)
        self._after_showing()
        if self.card.isVisible() and self.card.case_id in self._shown:
            self._choose(self.card.case_id)

    def _after_showing(self) -> None:
        self.legend.show_counts(self.source.counts)
        self.empty.setVisible(not self._shown)
        if self.card.case_id and self.card.case_id not in self._shown:
            self.card.hide()
        self._select([one for one in self._selected if one in self._shown])
        self.heading_changed.emit()

    # -- one case, and several --------------------------------------------------------------------

    def _choose(self, case_id: str) -> None:
        spot, desk = self.source.spots.get(case_id), self._bridge.desk
        if spot is None:
            self.card.hide()
            return
        self._bridge.read(
            lambda: desk.among(CaseQuery(), [(spot.authority, spot.id)]), self._show_card
        )

    def _show_card(self, rows: list[CaseRow]) -> None:
        spot = self._shown.get(rows[0].id) if rows else None
        if spot is None:
            return
        self.card.show_case(rows[0], spot.face, clock.now())
        self.corners.settle()
        self.map.set_covered(self.card.width() + CARD_GAP, self.card.height() + CARD_GAP)

    def _open(self, case_id: str) -> None:
        spot = self.source.spots.get(case_id)
        if spot is not None:
            self._window.navigate("cases", authority=spot.authority, case=spot.id)

    def _selected_by_hand(self, ids: list[str]) -> None:
        self._selected = tuple(ids)
        self.selection.say(len(ids))

    def _select(self, ids: list[str]) -> None:
        if tuple(ids) != self._selected:
            self.map.set_marked(ids)
        self._selected_by_hand(ids)

    def _open_selected(self) -> None:
        if self._selected:
            self._window.navigate("cases", chosen=json.dumps(self._selected))

    # -- keys and tools ---------------------------------------------------------------------------

    def handle_key(self, letter: str) -> bool:
        """Take up a tool, or do what a button does."""
        if letter == "O":
            self._open_selected()
        elif letter == "X":
            self._select([])
        else:
            for name, key in {**TOOL_KEYS, **OTHER_KEYS}.items():
                if key == letter:
                    self.tools.buttons[name].click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen case; Esc puts the tool away, then the card, then the marks."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.card.isVisible():
            self._open(self.card.case_id)
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.tools.tool != "pan":
            self._take("pan")
            self.map.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.card.isVisible():
            self.card.hide()
            self.map.choose("")
        else:
            self._select([])

    def _key_of_map(self, key: str) -> None:
        if key == "Escape":
            self._escape()

    def _take(self, tool: str) -> None:
        self.tools.take(tool)
        self.map.set_tool(tool)
        if tool != "pan":
            self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, name: str) -> None:
        acts = {
            "heat": self._flip_heat,
            "view": self.map.select_view,
            "layers": lambda: self._pop_up("layers", self.grounds.menu()),
            "export": lambda: self._pop_up(
                "export", self.export.menu(list(self._shown.values()), self.source.under)
            ),
            "filters": self.flip_panel,
            "place": self.places.open,
        }
        acts[name]()

    def _flip_heat(self) -> None:
        self._heat = not self._heat
        self.tools.buttons["heat"].setChecked(self._heat)
        self.map.set_heat(self._heat)

    def _pop_up(self, name: str, menu: QMenu) -> None:
        button = self.tools.buttons[name]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def flip_panel(self) -> None:
        """The whole panel of filters in place of the legend, or the legend again."""
        if self._narrow and not self._left.isVisible():
            self._left.show()
            self.legend.boxes[FACES[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._left.currentWidget() is self.legend:
            self._left.setCurrentWidget(self.panel)
            self.panel.give_focus()
        else:
            self._close_panel()

    def _close_panel(self) -> None:
        self._left.setCurrentWidget(self.legend)
        self._left.setVisible(not self._narrow)
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _from_here(self) -> None:
        """Measure distances from the case that is chosen."""
        spot = self._shown.get(self.card.case_id) if self.card.isVisible() else None
        if spot is None:
            self.panel.say_no_place()
        else:
            self.panel.take_point(spot.lon, spot.lat)

    def _progress(self, done: int, parts: int) -> None:
        self.bar.setVisible(parts > 1 and done < parts)
        self.bar.set_value(done / max(1, parts))

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.legend = MapLegend(self.choice)
        self.legend.faces_changed.connect(self._show_markers)
        self.legend.filters_wanted.connect(self.flip_panel)
        self.panel = FilterPanel(self._bridge, self.choice)
        self.panel.closed.connect(self._close_panel)
        self.panel.here_wanted.connect(self._from_here)
        self._left = QStackedWidget()
        self._left.setFixedWidth(self.legend.width())
        self._left.addWidget(self.legend)
        self._left.addWidget(self.panel)
        row.addWidget(self._left)
        self._ground = self._build_ground()
        row.addWidget(self._ground, 1)
        self._build_cards()

    def _build_ground(self) -> QWidget:
        ground = Ground("ground", ())
        self.tools = MapTools()
        self.tools.tool_chosen.connect(self._take)
        self.tools.pressed.connect(self._pressed)
        self.chips = MapChips(self.choice, lambda who: self._bridge.desk.name_of(who, language()))
        self.selection = SelectionStrip()
        self.selection.opened.connect(self._open_selected)
        self.selection.cleared.connect(lambda: self._select([]))
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        self.bar = ProgressBar()
        self.bar.setAccessibleName(translate("Map", "How far the cases are on the map"))
        self.bar.hide()
        self.empty = EmptyState("map-pin-off", "")
        self.empty.hide()
        self.map = self._build_map()
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.tools, self.chips, self.selection, self.problem, self.bar, self.empty):
            inner.addWidget(widget)
        inner.addWidget(self.map, 1)
        return ground

    def _build_map(self) -> MapView:
        view = MapView()
        view.set_tiles(self._bridge.desk.map_packages)
        view.setProperty("no-ring-inside", True)
        view.case_chosen.connect(self._choose)
        view.case_opened.connect(self._open)
        view.selected.connect(self._selected_by_hand)
        view.measured.connect(self.tools.say_measured)
        view.key_pressed.connect(self._key_of_map)
        view.progress.connect(self._progress)
        view.failed.connect(self._map_failed)
        return view

    def _build_cards(self) -> None:
        self.card = MapCard(self._window.thumbnails, self._ground)
        self.card.opened.connect(self._open)
        self.card.hide()
        self.online = MapOnline(self._bridge, self._ground)
        self.grounds = MapGrounds(self._bridge, self.source, self.map, self.online)
        self.places = MapPlaces(self._bridge, self._ground)
        self.places.wanted.connect(self.map.go_to)
        self.grounds.changed.connect(lambda: self.grounds.say(self.legend))
        self.grounds.settings_wanted.connect(lambda: self._window.navigate("settings"))
        for left in (self.online.closed, self.places.closed):
            left.connect(lambda: self.map.setFocus(Qt.FocusReason.OtherFocusReason))
        self.export = MapExport(self._bridge, self._window, self.map)
        self.corners = Corners(self._ground, self.map, self.card, (self.online, self.places))

    def _map_failed(self, sentence: str) -> None:
        self.problem.say(sentence, tone="warning")
        self.problem.show()
