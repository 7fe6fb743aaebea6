"""Going to a place by its name: areas that are drawn here, by Thai or English name or code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.places import Area
from casework.places.names import AreaName, lookup
from casework.thai import fold
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

WIDTH, MOST = 380, 7
_DRAWN = frozenset({"country", "province", "district", "subdistrict", "village", "water"})


@dataclass(frozen=True, slots=True)
class Found:
    """A place in words; `bounds` (west, south, east, north) where it is drawn on this map."""

    words: str
    bounds: tuple[float, float, float, float] | None


def find(text: str, areas: Sequence[Area], spoken: str) -> list[Found]:
    """Places by a name or postal code: those drawn here first. Slow at first: worker thread."""
    wanted = fold(text)
    if not wanted:
        return []
    drawn = [area for area in areas if area.kind in _DRAWN]
    here = [
        Found(area.label(spoken), area.bounds)
        for area in drawn
        if wanted in fold(area.label("th")) or wanted in fold(area.label("en"))
    ]
    named = [_named(one, drawn, spoken) for one in lookup(text, MOST)]
    known = {found.bounds for found in here}
    return [*here, *(one for one in named if one.bounds is None or one.bounds not in known)][:MOST]


def _named(name: AreaName, drawn: Sequence[Area], spoken: str) -> Found:
    """A name with the outline of the smallest area around it that is drawn here."""
    levels = ("subdistrict", "district", "province")[-len(name.names_th) :]
    for level, thai in zip(levels, name.names_th, strict=True):
        for area in drawn:
            if area.kind == level and fold(area.name_th) == fold(thai):
                return Found(name.words(spoken), area.bounds)
    return Found(name.words(spoken), None)


class MapPlaces(Card):
    """A field and what it finds; Enter goes to the first that is drawn.

    Signals:
        wanted: the bounds of a place.
        closed: the card is not wanted any more.
    """

    wanted = Signal(tuple)
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Hidden until it is wanted."""
        super().__init__(parent, floating=True)
        self._bridge = bridge
        self._asked = 0
        self.found: list[Found] = []
        self.setFixedWidth(WIDTH)
        self.field = SearchField("", key="")
        self.field.setMaximumWidth(WIDTH)
        self.field.searched.connect(self._search)
        self.field.returnPressed.connect(self._go_to_first)
        self.field.left.connect(self._leave)
        self._words = Text("", Role.SECONDARY, "ink2", lines=None)
        self.lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(2)
        self._column.addWidget(self.field)
        self._words.hide()
        self.retranslate()
        self.hide()

    def open(self) -> None:
        """Show the field, empty."""
        self.field.clear()
        self._show([])
        self.show()
        self.raise_()
        QTimer.singleShot(0, self.field, self.field.setFocus)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.field.set_placeholder(translate("Map", "Village, subdistrict, district, postal code"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        desk, spoken = self._bridge.desk, language()
        self._asked += 1
        number = self._asked

        def work() -> list[Found]:
            ground = desk.ground()
            return find(text, (*ground.areas, *ground.country), spoken)

        self._bridge.read(
            work,
            lambda found: self._show(found, text) if number == self._asked else None,
            wanted=lambda: number == self._asked,
        )

    def _show(self, found: list[Found], text: str = "") -> None:
        self.found = found
        self._column.removeWidget(self._words)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(one) for one in found]
        for line in self.lines:
            self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
            line.show()
        nowhere = any(one.bounds is None for one in found)
        self._column.addWidget(self._words)
        words = ""
        if text.strip() and not found:
            words = translate("Map", "No place of this name. Try a shorter word.")
        elif nowhere:
            words = translate(
                "Map",
                "Grey ones are not drawn on this computer. "
                "The administrator can add their outlines.",
            )
        self._words.set_text(words)
        self._words.setVisible(bool(words))
        self.adjustSize()

    def _line(self, one: Found) -> QWidget:
        if one.bounds is None:
            return Text(one.words, Role.SECONDARY, "ink2", lines=1, parent=self)
        line = Button(one.words, kind="quiet", icon="map-pin", size="small", parent=self)
        line.setMaximumWidth(WIDTH - 24)
        line.setToolTip(one.words)
        line.clicked.connect(partial(self._go, one))
        return line

    def _go(self, one: Found, _checked: bool = False) -> None:
        if one.bounds is not None:
            self.wanted.emit(one.bounds)
            self._leave()

    def _go_to_first(self) -> None:
        drawn = next((one for one in self.found if one.bounds is not None), None)
        if drawn is not None:
            self._go(drawn)

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
