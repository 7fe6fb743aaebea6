"""The map page: filters that are the legend, clustered markers, and a card for the chosen case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casework.case import State
from casework.places import OutlineError
from desktop import clock
from desktop.maps.markers import Marker
from desktop.storage.records import CaseQuery, CaseRow, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.map_view import MapView
from desktop.ui.pages.map_card import MapCard
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role, mark_style, state_style
from desktop.ui.theme.scale import FILTERS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground, Rule
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Banner, EmptyState
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.ui.wording import DAY
from desktop.words import translate

FACES = ("waiting", "in_progress", "overdue", "reopened", "followed_up", "forwarded", "attention",
         "done", "rejected")  # fmt: skip
AT_FIRST = frozenset(FACES) - {"done", "rejected"}
MARKS = ("attention", "overdue", "reopened")
CARD_GAP = 16


def face_of(row: CaseRow, now: int) -> str:
    """What a case's marker shows: its first mark, else its state."""
    if row.attention:
        return "attention"
    if row.is_overdue(now):
        return "overdue"
    if row.state == State.WAITING and row.reopen_count:
        return "reopened"
    return str(row.state)


class MapPage(QWidget):
    """All cases with a place, by what they need.

    Signals:
        heading_changed: the number in the top bar changed.
    """

    heading_changed = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Build the page; the map's engine is loaded when the page is first shown."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._rows: dict[str, CaseRow] = {}
        self._faces: dict[str, str] = {}
        self._query = CaseQuery(sort=Sort.NEWEST)
        self._shown = 0
        self._asked = self._answered = 0
        self._wanted = ""
        self._boxes: dict[str, QCheckBox] = {}
        self._numbers: dict[str, Text] = {}
        self._build()
        bridge.cases_changed.connect(self._cases_changed)
        self.retranslate()

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Map", "Map")

    def subtitle(self) -> str:
        """How many cases stand on the map."""
        return translate("Map", "{n} cases on the map").format(n=f"{self._shown:,}")

    def activate(self, case: str = "", **_: str) -> None:
        """Show the map, with this case chosen where one is named."""
        self._wanted = case
        self.refresh()

    def panes(self) -> list[QWidget]:
        """Where F6 goes: the map first, then its filters."""
        return [self._map, self._boxes[FACES[0]]]

    def search(self, text: str) -> None:
        """Show only the cases that the text finds."""
        self._query = replace(self._query, text=text)
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the filters give way to the map."""
        self._filters.setVisible(not narrow)

    def release(self) -> None:
        """The window closes: the map's engine goes before anything else of it."""
        self._map.release()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.set_text(translate("Map", "State"))
        self._all.set_text(translate("Map", "Clear filters"))
        for face, box in self._boxes.items():
            look = mark_style(face) if face in MARKS else state_style(face)
            self._chips[face].set_look(look)
            box.setAccessibleName(look.word)
        self._type_label.set_text(translate("Map", "Type"))
        self._period_label.set_text(translate("Map", "Period"))
        self._fill_choices()
        self._note.say(
            translate("Map", "The map is on this computer and works offline."),
            translate(
                "Map", "No background map yet. Village outlines and cases are shown as usual."
            ),
            tone="info",
            icon="hard-drive",
        )
        self._empty.say(translate("Map", "No case with a place in this filter."))
        self._map.setAccessibleName(self.title())
        self._card.retranslate()
        self.heading_changed.emit()

    # -- content ----------------------------------------------------------------------------------

    def _cases_changed(self, _keys: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Ask the desk for every case of the filter that has a place."""
        query, desk = self._query, self._bridge.desk
        days = self._period.currentData()
        if days:
            query = replace(query, reported_from=clock.now() - int(days) * DAY)
        self._asked += 1
        number = self._asked
        self._bridge.read(
            lambda: ([r for r in desk.all_rows(query) if r.lon is not None], desk.settings),
            lambda answer: self._answer(number, *answer),
            self._window.show_problem,
        )

    def _answer(self, number: int, rows: list[CaseRow], settings: object) -> None:
        """Show an answer, unless one to a later question was shown already."""
        if number > self._answered:
            self._answered = number
            self._show(rows, settings)

    def _show(self, rows: list[CaseRow], settings: object) -> None:
        outlines = getattr(settings, "outlines", None)
        if outlines:
            try:
                self._map.set_outlines(outlines)
            except OutlineError:
                # Outlines that cannot be drawn leave the cases on an empty ground.
                self._map.set_outlines(None)
        now = clock.now()
        self._rows = {row.id: row for row in rows}
        self._faces = {row.id: face_of(row, now) for row in rows}
        self._fill_types(getattr(settings, "types", ()))
        self._show_markers()
        if self._wanted and self._wanted in self._rows:
            self._choose(self._wanted)
            self._map.choose(self._wanted)
        self._wanted = ""

    def _show_markers(self) -> None:
        counts = Counter(self._faces.values())
        for face, number in self._numbers.items():
            number.set_text(f"{counts.get(face, 0):,}")
        chosen = {face for face, box in self._boxes.items() if box.isChecked()}
        markers = [
            self._marker(row) for row in self._rows.values() if self._faces[row.id] in chosen
        ]
        self._shown = len(markers)
        self._map.set_markers(markers)
        self._empty.setVisible(not markers)
        if self._card.case_id and self._card.case_id not in {m.case_id for m in markers}:
            self._card.hide()
        self.heading_changed.emit()

    def _marker(self, row: CaseRow) -> Marker:
        face = self._faces[row.id]
        assert row.lon is not None
        assert row.lat is not None
        return Marker(row.id, row.lon, row.lat, str(row.state), face if face in MARKS else "",
                      row.sentence)  # fmt: skip

    # -- choosing ---------------------------------------------------------------------------------

    def _choose(self, case_id: str) -> None:
        row = self._rows.get(case_id)
        if row is None:
            self._card.hide()
            return
        self._card.show_case(row, self._faces[case_id], clock.now())
        self._place_card()
        self._map.set_covered(self._card.width() + CARD_GAP, self._card.height() + CARD_GAP)

    def _open(self, case_id: str) -> None:
        row = self._rows.get(case_id)
        if row is not None:
            self._window.navigate("cases", authority=row.authority, case=row.id)

    def _open_chosen(self) -> None:
        if self._card.isVisible():
            self._open(self._card.case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen case, Esc takes its card away."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._card.isVisible():
            self._open_chosen()
        elif event.key() == Qt.Key.Key_Escape and self._card.isVisible():
            self._card.hide()
            self._map.choose("")
        else:
            super().keyPressEvent(event)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._filters = self._build_filters()
        row.addWidget(self._filters)
        self._ground = QWidget()
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._problem = Banner("", tone="warning")
        self._problem.hide()
        self._empty = EmptyState("map-pin-off", "")
        self._empty.hide()
        self._map = MapView()
        self._map.set_tiles(self._bridge.desk.map_packages)
        self._map.setProperty("no-ring-inside", True)
        self._map.case_chosen.connect(self._choose)
        self._map.case_opened.connect(self._open)
        self._map.failed.connect(self._map_failed)
        inner.addWidget(self._problem)
        inner.addWidget(self._empty)
        inner.addWidget(self._map, 1)
        row.addWidget(self._ground, 1)
        self._card = MapCard(self._window.thumbnails, self._ground)
        self._card.opened.connect(self._open)
        self._card.hide()
        self._ground.installEventFilter(self)

    def _map_failed(self, sentence: str) -> None:
        self._problem.say(sentence, tone="warning")
        self._problem.show()

    def _build_filters(self) -> QWidget:
        pane = Ground("surface", ("right",))
        pane.setFixedWidth(FILTERS)
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._head = Text("", Role.STRONG, "ink", lines=1)
        self._all = Button("", kind="quiet", size="small")
        self._all.clicked.connect(self._clear)
        head.addWidget(self._head, 1)
        head.addWidget(self._all)
        column.addLayout(head)
        self._chips: dict[str, Chip] = {}
        for face in FACES:
            column.addLayout(self._build_face(face))
        column.addWidget(Rule())
        self._type_label = Text("", Role.STRONG, "ink", lines=1)
        self._type = Dropdown()
        self._type.currentIndexChanged.connect(self._choices_changed)
        self._period_label = Text("", Role.STRONG, "ink", lines=1)
        self._period = Dropdown()
        self._period.currentIndexChanged.connect(self._choices_changed)
        for widget in (self._type_label, self._type, self._period_label, self._period):
            column.addWidget(widget)
        column.addStretch(1)
        self._note = Banner("", tone="info", icon="hard-drive")
        column.addWidget(self._note)
        return pane

    def _build_face(self, face: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        box = QCheckBox()
        box.setChecked(face in AT_FIRST)
        box.setMinimumHeight(32)
        box.toggled.connect(self._show_markers)
        look = mark_style(face) if face in MARKS else state_style(face)
        chip = Chip(look)
        number = Text("0", Role.STRONG, "ink", lines=1, align=Qt.AlignmentFlag.AlignRight)
        self._boxes[face], self._chips[face], self._numbers[face] = box, chip, number
        line.addWidget(box)
        line.addWidget(chip)
        line.addWidget(number, 1)
        return line

    def _fill_choices(self) -> None:
        chosen = self._period.currentData()
        self._period.blockSignals(True)
        self._period.clear()
        for text, days in (
            (translate("Map", "Last 90 days"), 90),
            (translate("Map", "Last 30 days"), 30),
            (translate("Map", "Last year"), 365),
            (translate("Map", "All"), 0),
        ):
            self._period.addItem(text, days)
        self._period.setCurrentIndex(max(0, self._period.findData(chosen)))
        self._period.blockSignals(False)
        self._period.setAccessibleName(translate("Map", "Period"))
        self._type.setAccessibleName(translate("Map", "Type"))
        if self._type.count():
            self._type.setItemText(0, translate("Map", "Every type"))

    def _fill_types(self, types: tuple[str, ...]) -> None:
        known = [self._type.itemData(n) for n in range(1, self._type.count())]
        found = sorted({t for row in self._rows.values() for t in row.types} | set(types))
        if self._type.count() and (known == found or self._query.types):
            return
        self._type.blockSignals(True)
        self._type.clear()
        self._type.addItem(translate("Map", "Every type"), "")
        for name in found:
            self._type.addItem(name, name)
        self._type.blockSignals(False)

    def _choices_changed(self, _: int) -> None:
        name = self._type.currentData()
        self._query = replace(self._query, types=frozenset({name} if name else ()))
        self.refresh()

    def _clear(self) -> None:
        for face, box in self._boxes.items():
            box.setChecked(face in AT_FIRST)
        self._type.setCurrentIndex(0)
        self._query = CaseQuery(sort=Sort.NEWEST)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card at the lower right."""
        if watched is self._ground and event.type() == QEvent.Type.Resize:
            self._place_card()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card at the lower right."""
        super().resizeEvent(event)
        self._place_card()

    def _place_card(self) -> None:
        self._card.adjustSize()
        x = self._ground.width() - self._card.width() - CARD_GAP
        y = self._ground.height() - self._card.height() - CARD_GAP
        self._card.move(max(0, x), max(0, y))
        self._card.raise_()
