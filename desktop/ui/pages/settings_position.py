"""The card of the settings page for the GPS: off, a receiver at a port, or the system's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.background import run_in_background
from desktop.ui.position import OFF, SYSTEM, Position
from desktop.ui.position_words import ICONS, figures, reception_words
from desktop.ui.receiver import PortName, ports
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

_WHO = "settings"


class PositionCard(Card):
    """Where the position comes from, and a test that shows what comes."""

    def __init__(self, position: Position, parent: QWidget | None = None) -> None:
        """Nothing is listened to, and no port looked for, until a person asks."""
        super().__init__(parent)
        self._position = position
        self._found: list[PortName] = []
        self._has_system = False
        self._testing = False
        self.choice = Dropdown()
        self.choice.setMinimumWidth(260)
        self.choice.activated.connect(self._choose)
        self.look = Button("", icon="refresh-cw")
        self.look.clicked.connect(self.look_for_ports)
        self.test = Button("", icon="locate")
        self.test.clicked.connect(self.flip_test)
        self._title = Text("", Role.HEADING, "ink")
        self._about = Text("", Role.BODY, "ink2", lines=None)
        self._icon = Icon("circle-dashed")
        self.says = Text("", Role.BODY, "ink", lines=None)
        self.figures = Text("", Role.SECONDARY, "ink2", lines=None)
        self._lay_out()
        position.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.set_text(translate("Position", "GPS"))
        self._about.set_text(
            translate(
                "Position",
                "For the nearest cases in My day. The position stays in this program until it is "
                "closed: it is not written down and not sent to anyone.",
            )
        )
        self.choice.setAccessibleName(translate("Position", "Where the position comes from"))
        self.look.set_text(translate("Position", "Look for receivers"))
        self._offer()
        self._show()

    def look_for_ports(self) -> None:
        """Ask the system for its ports, beside: some take their time."""
        self.look.setEnabled(False)
        run_in_background(self, _what_there_is, self._take, lambda _: self._take(([], False)))

    def flip_test(self) -> None:
        """Listen and show what comes, or stop."""
        self._testing = not self._testing
        if self._testing:
            self._position.want(_WHO)
        else:
            self._position.unwant(_WHO)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: let the port go."""
        super().hideEvent(event)
        if self._testing:
            self.flip_test()

    def _take(self, found: tuple[list[PortName], bool]) -> None:
        self._found, self._has_system = found
        self.look.setEnabled(True)
        self._offer()

    def _offer(self) -> None:
        """Fill the list; the source in use stands in it whether it is there now or not."""
        offered = {OFF: translate("Position", "Off")}
        source = self._position.source
        if self._has_system or source == SYSTEM:
            offered[SYSTEM] = translate("Position", "This computer's own location service")
        offered |= {port.name: port.about for port in self._found}
        offered.setdefault(source, source)
        self.choice.clear()
        for name, words in offered.items():
            self.choice.addItem(words, name)
        self.choice.setCurrentIndex(list(offered).index(source))

    def _choose(self, _index: int) -> None:
        self._position.choose(str(self.choice.currentData()))

    def _show(self) -> None:
        off = self._position.source == OFF
        if off and self._testing:
            self.flip_test()
            return
        stop, test = translate("Position", "Stop the test"), translate("Position", "Test")
        self.test.set_text(stop if self._testing else test)
        self.test.setEnabled(not off)
        reception = self._position.reception
        icon, token = ICONS.get(reception, ("triangle-alert", "attn"))
        self._icon.set_icon(icon, token)
        self.says.set_text(reception_words(reception) if self._testing else "")
        said = figures(self._position) if self._testing else ""
        self.figures.set_text(said)
        for widget in (self._icon, self.says):
            widget.setVisible(self._testing)
        self.figures.setVisible(bool(said))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.choice, self.look, self.test):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.says, 1)
        column.addLayout(line)
        column.addWidget(self.figures)


def _what_there_is() -> tuple[list[PortName], bool]:
    """The ports, and whether the system has a service. Slow: on a thread beside."""
    from desktop.ui.position import has_system_source

    return ports(), has_system_source()
