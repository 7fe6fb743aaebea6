"""The legend of the map, which is its filter: faces with their numbers, type and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from desktop.ui.pages.map_choice import AT_FIRST as PERIOD_AT_FIRST
from desktop.ui.pages.map_choice import PERIODS, MapChoice
from desktop.ui.theme import Look, Role, mark_style, state_style
from desktop.ui.theme.scale import FILTERS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground, Rule
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

FACES = ("waiting", "in_progress", "overdue", "reopened", "followed_up", "forwarded", "attention",
         "done", "rejected")  # fmt: skip
OPEN_FACES = frozenset(FACES) - {"done", "rejected"}
MARKS = ("attention", "overdue", "reopened")


def face_look(face: str) -> Look:
    """The look of a face: a mark beside the state, or the state itself."""
    return mark_style(face) if face in MARKS else state_style(face)


class MapLegend(Ground):
    """Which faces are shown is decided here; type and period belong to the choice.

    Signals:
        faces_changed: other faces are to be shown.
        filters_wanted: the whole panel of filters is wanted.
    """

    faces_changed = Signal()
    filters_wanted = Signal()

    def __init__(self, choice: MapChoice) -> None:
        """Follow a choice."""
        super().__init__("surface", ("right",))
        self._choice = choice
        self.boxes: dict[str, QCheckBox] = {}
        self.numbers: dict[str, Text] = {}
        self._chips: dict[str, Chip] = {}
        self.setFixedWidth(FILTERS)
        self._build()
        choice.changed.connect(self._follow)
        self.retranslate()

    def faces(self) -> set[str]:
        """The faces that are to be shown."""
        return {face for face, box in self.boxes.items() if box.isChecked()}

    def show_faces(self, faces: frozenset[str]) -> None:
        """Check these; tells of it once."""
        for face, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(face in faces)
            box.blockSignals(False)
        self.faces_changed.emit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many cases wear each face."""
        for face, number in self.numbers.items():
            number.set_text(f"{counts.get(face, 0):,}")
            name = face_look(face).word
            self.boxes[face].setAccessibleName(f"{name}: {counts.get(face, 0):,}")

    def offer_types(self, types: Sequence[str]) -> None:
        """The types that can be chosen."""
        known = [self.type.itemData(n) for n in range(1, self.type.count())]
        if self.type.count() and known == list(types):
            return
        self.type.blockSignals(True)
        self.type.clear()
        self.type.addItem(translate("Map", "Every type"), "")
        for name in types:
            self.type.addItem(name, name)
        self.type.blockSignals(False)
        self._follow()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.set_text(translate("Map", "State"))
        self.all.set_text(translate("Map", "Clear filters"))
        for face, chip in self._chips.items():
            chip.set_look(face_look(face))
            self.boxes[face].setAccessibleName(face_look(face).word)
        self._type_label.set_text(translate("Map", "Type"))
        self._period_label.set_text(translate("Map", "Period"))
        self._more.set_text(translate("Map", "More filters"))
        self._fill_periods()
        self.type.setAccessibleName(translate("Map", "Type"))
        if self.type.count():
            self.type.setItemText(0, translate("Map", "Every type"))
        self.say_ground("")

    def say_ground(self, name: str) -> None:
        """Say which package lies under the cases, or that none does."""
        if name:
            works = translate("Map", "The map is on this computer and works offline.")
            self.note.say(works, name, tone="info", icon="hard-drive")
        else:
            none = translate(
                "Map", "No background map yet. Village outlines and cases are shown as usual."
            )
            self.note.say(none, tone="info", icon="hard-drive")

    def say_online(self, host: str) -> None:
        """Say that the area looked at is sent to a provider."""
        self.note.say(
            translate("Map", "The online layer is on."),
            translate("Map", "The area you look at is sent to {host}. No case is.").format(
                host=host
            ),
            tone="warning",
            icon="globe",
        )

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._head = Text("", Role.STRONG, "ink", lines=1)
        self.all = Button("", kind="quiet", size="small")
        self.all.clicked.connect(self._clear)
        head.addWidget(self._head, 1)
        head.addWidget(self.all)
        column.addLayout(head)
        for face in FACES:
            column.addLayout(self._build_face(face))
        column.addWidget(Rule())
        self._type_label = Text("", Role.STRONG, "ink", lines=1)
        self.type = Dropdown()
        self.type.currentIndexChanged.connect(self._type_chosen)
        self._period_label = Text("", Role.STRONG, "ink", lines=1)
        self.period = Dropdown()
        self.period.currentIndexChanged.connect(self._period_chosen)
        for widget in (self._type_label, self.type, self._period_label, self.period):
            column.addWidget(widget)
        self._more = Button("", kind="quiet", icon="list-filter", key="V", size="small")
        self._more.clicked.connect(self.filters_wanted)
        column.addWidget(self._more)
        column.addStretch(1)
        self.note = Banner("", tone="info", icon="hard-drive")
        column.addWidget(self.note)

    def _build_face(self, face: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        box = QCheckBox()
        box.setChecked(face in OPEN_FACES)
        box.setMinimumHeight(32)
        box.toggled.connect(self.faces_changed)
        chip = Chip(face_look(face))
        number = Text("0", Role.STRONG, "ink", lines=1, align=Qt.AlignmentFlag.AlignRight)
        self.boxes[face], self._chips[face], self.numbers[face] = box, chip, number
        line.addWidget(box)
        line.addWidget(chip)
        line.addWidget(number, 1)
        return line

    def _fill_periods(self) -> None:
        self.period.blockSignals(True)
        self.period.clear()
        words = {
            90: translate("Map", "Last 90 days"),
            30: translate("Map", "Last 30 days"),
            365: translate("Map", "Last year"),
        }
        for days in PERIODS:
            self.period.addItem(words[days], days)
        self.period.addItem(translate("Map", "All"), 0)
        self.period.blockSignals(False)
        self.period.setAccessibleName(translate("Map", "Period"))
        self._follow()

    def _follow(self) -> None:
        """Show what is chosen, also where another part of the page chose it."""
        filters = self._choice.filters
        (one,) = filters.types if len(filters.types) == 1 else ("",)
        days = filters.younger_days or 0
        for field, value in ((self.type, one), (self.period, days)):
            field.blockSignals(True)
            field.setCurrentIndex(max(0, field.findData(value)))
            field.blockSignals(False)
        if self.period.findData(days) < 0:
            self.period.setCurrentIndex(self.period.findData(0))

    def _type_chosen(self, _: int) -> None:
        name = self.type.currentData()
        types = frozenset({name} if name else ())
        self._choice.choose(replace(self._choice.filters, types=types))

    def _period_chosen(self, _: int) -> None:
        days = int(self.period.currentData() or 0)
        self._choice.choose(replace(self._choice.filters, younger_days=days or None))

    def _clear(self) -> None:
        self.show_faces(OPEN_FACES)
        if self._choice.filters != PERIOD_AT_FIRST or self._choice.searching:
            self._choice.begin_anew()
