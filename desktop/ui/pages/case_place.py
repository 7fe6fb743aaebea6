"""Where a case is: in words, with its area and postal code, on a small map, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.case import Ticket
from casework.places.forms import forms_of
from casework.places.typed import read_point
from desktop.ui.bridge import Bridge
from desktop.ui.pages.case_map import CaseMap
from desktop.ui.pages.go_there import GoThere
from desktop.ui.theme import Role
from desktop.ui.whence import Point, Whence, distance_words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.marked import MarkedText
from desktop.ui.widgets.text import Text
from desktop.ui.wording import village
from desktop.words import language, translate

AREA_MS = 400


def place_words(ticket: Ticket) -> str:
    """The place as it was given: landmark or address, and the village."""
    where = ticket.place or ticket.address
    if ticket.place and ticket.address and ticket.address not in where:
        where = f"{where} {ticket.address}"
    number = village(ticket.village)
    if number and number not in where:
        where = f"{where} {number}".strip()
    return where


def area_as_given(ticket: Ticket, spoken: str) -> str:
    """Subdistrict, district and province as they were given."""
    given = [ticket.subdistrict, ticket.district, ticket.province]
    if spoken == "en":
        return ", ".join(part for part in given if part)
    named = [f"{mark}{part}" for mark, part in zip(("ต.", "อ.", "จ."), given, strict=True) if part]
    return " ".join(named)


def area_words(ticket: Ticket, spoken: str) -> str:
    """Subdistrict, district, province and postal code; as given where the names leave a doubt.

    Reads all names of Thailand the first time, a third of a second: worker threads only.
    """
    from casework.places.names import at_address

    if ticket.subdistrict:
        found = at_address(ticket.subdistrict, ticket.district, ticket.province)
        if found is not None:
            return found.words(spoken)
    return area_as_given(ticket, spoken)


class AreaNames(QObject):
    """Looks up the area of the case shown, once a person stays with it.

    At the start and while one walks through a list, that would only be in the way.
    """

    def __init__(self, bridge: Bridge, place: CasePlace) -> None:
        """Gives `place` the words."""
        super().__init__(place)
        self._bridge, self._place = bridge, place
        self._ticket: Ticket | None = None
        self._asked: tuple[str, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=AREA_MS)
        self._soon.timeout.connect(self._look)

    def show(self, ticket: Ticket) -> None:
        """Show the area of a case as given, and its full names soon."""
        asked = (ticket.subdistrict, ticket.district, ticket.province, language())
        if self._ticket is not None and asked == self._asked:
            return
        self._ticket, self._asked = ticket, asked
        self._place.show_area(area_as_given(ticket, language()))
        self._soon.start()

    def _look(self) -> None:
        ticket, spoken = self._ticket, language()
        if ticket is None or not ticket.subdistrict:
            return

        def came(words: str) -> None:
            if ticket is self._ticket:
                self._place.show_area(words)

        self._bridge.read(lambda: area_words(ticket, spoken), came)


class CasePlace(QWidget):
    """Words, coordinates, the way, a map, and two buttons.

    Signals:
        map_wanted: show the case on the map.
        measured_from: a place typed by the person, (lon, lat), from which to tell distances.
    """

    map_wanted = Signal()
    measured_from = Signal(float, float)

    def __init__(self) -> None:
        """Empty until a place is shown."""
        super().__init__()
        self._at: Point | None = None
        self._way_words = ""
        self.words = MarkedText("", Role.BODY, lines=None)
        self._area_line = MarkedText("", Role.SECONDARY, "ink2", lines=None)
        self._point = Text("", Role.SECONDARY, "ink2", lines=2)
        self._way = Text("", Role.SECONDARY, lines=None)
        self.map = CaseMap()
        self.map.opened.connect(self.map_wanted)
        self._open = Button("", icon="map", key="L", size="small")
        self._open.clicked.connect(self.map_wanted)
        self._go = Button("", icon="navigation", key="H", size="small")
        self._go.clicked.connect(self.go)
        self._going = GoThere(self)
        self._going.said.connect(self._say)
        self._going.measure_wanted.connect(self._ask_from)
        self._said = Text("", Role.SECONDARY, "ink2", lines=None)
        self.field = _PlaceField()
        self.field.returnPressed.connect(self._typed)
        self.field.left.connect(self._leave_field)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._open.set_text(translate("CaseFacts", "Show on the map"))
        self._go.set_text(translate("GoThere", "Go there"))
        self.field.setPlaceholderText(translate("GoThere", "16.4412, 101.1533, then Enter"))
        self.field.setAccessibleName(translate("GoThere", "From where to measure: coordinates"))

    def show_place(self, ticket: Ticket, start: Whence | None) -> None:
        """Show where a case is; `start` is from where its distance is told."""
        at = None
        if ticket.lon is not None and ticket.lat is not None:
            at = ticket.lon, ticket.lat
        if at != self._at:
            self._say("")
            self.field.hide()
        self._at = at
        words = place_words(ticket)
        nowhere = not words and not ticket.subdistrict
        said = translate("CaseFacts", "not set") if nowhere else words
        self.words.set_text(said, "ink2" if nowhere else "ink")
        self.words.setVisible(bool(said))
        self.map.show_place(ticket.lon, ticket.lat)
        for button in (self._open, self._go):
            button.setVisible(at is not None)
        self._point.set_text(forms_of(*at).decimal if at is not None else "")
        self._point.setVisible(at is not None)
        self.show_start(start)

    def show_area(self, area: str) -> None:
        """Say in which area it lies."""
        self._area_line.set_text(area)
        self._area_line.setVisible(bool(area))

    def show_start(self, start: Whence | None) -> None:
        """Tell the way from elsewhere."""
        at = self._at
        self._way_words = distance_words(start, at) if start is not None and at is not None else ""
        self._way.set_text(self._way_words)
        self._way.setVisible(bool(self._way_words))

    def mark(self, terms: Sequence[str]) -> None:
        """Mark what is searched (folded terms)."""
        self.words.mark(terms)
        self._area_line.mark(terms)

    def go(self) -> None:
        """Open the menu of ways there."""
        if self._at is not None:
            menu = self._going.menu(self, self._at, self._way_words)
            menu.popup(self._go.mapToGlobal(self._go.rect().bottomLeft()))
            first = next(iter(menu.actions()), None)
            if first is not None:
                menu.setActiveAction(first)

    def said(self) -> str:
        """What came of the last act."""
        return self._said.text()

    def _say(self, words: str) -> None:
        self._said.set_text(words)
        self._said.setVisible(bool(words))

    def _ask_from(self) -> None:
        self.field.show()
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        at = read_point(self.field.text())
        if at is None:
            self._say(
                translate(
                    "GoThere",
                    "This is no place. Type latitude and longitude, such as 16.4412, 101.1533, "
                    "or paste a map link.",
                )
            )
            return
        self._say("")
        self._leave_field()
        self.measured_from.emit(*at)

    def _leave_field(self) -> None:
        self.field.hide()
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.words, self._area_line, self._point, self._way):
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(self.map)
        column.addSpacing(6)
        for button in (self._open, self._go):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            column.addWidget(button)
            column.addSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self._said)
        self.field.hide()
        self._said.hide()


class _PlaceField(QLineEdit):
    """A field for coordinates; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
