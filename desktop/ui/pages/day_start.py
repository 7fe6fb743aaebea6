"""Where the day begins: a place clicked on the map, typed, or the position of the GPS."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from casework.places.routes import Point
from casework.places.typed import read_point
from desktop.ui.position import OFF, Position
from desktop.ui.position_words import ICONS, figures, reception_words
from desktop.ui.theme import Role
from desktop.ui.theme.scale import FIELD
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text
from desktop.words import translate

_WHO = "day"


class StartStrip(Ground):
    """The start, and the three ways to set it.

    Signals:
        map_wanted: the place is to be clicked on the map.
        chosen: a typed place as (lon, lat), degrees WGS 84, or None for no start.
        located: a position of the GPS as (lon, lat); None when it is no longer followed.
        settings_wanted: the GPS is off and is to be turned on.
        list_wanted: back to the list, where there is no room for both.
    """

    map_wanted = Signal()
    chosen = Signal(object)
    located = Signal(object)
    settings_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, position: Position) -> None:
        """No GPS is asked until a person wants it."""
        super().__init__("surface", ("bottom",))
        self._position = position
        self._start: Point | None = None
        self.on_gps = False
        self.back = Button("", icon="list")
        self.back.clicked.connect(self.list_wanted)
        self.back.hide()
        self.on_map = Button("", icon="crosshair")
        self.on_map.clicked.connect(self.map_wanted)
        self.gps = Button("", icon="locate")
        self.gps.setCheckable(True)
        self.gps.clicked.connect(self.flip_gps)
        self.field = QLineEdit()
        self.field.setFixedHeight(FIELD)
        self.field.returnPressed.connect(self._typed)
        self.clear = IconButton("x", "")
        self.clear.clicked.connect(lambda: self._choose(None))
        self._icon = Icon("locate")
        self._says = Text("", Role.SECONDARY, "ink2", lines=3)
        self._lay_out()
        position.moved.connect(self._moved)
        position.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.back.set_text(translate("Day", "List"))
        self.on_map.set_text(translate("Day", "On the map"))
        self.gps.set_text(translate("Position", "GPS"))
        self.field.setPlaceholderText(translate("Day", "or coordinates: 16.4412, 101.1533"))
        self.field.setAccessibleName(translate("Day", "Coordinates where the day begins"))
        self.clear.set_icon("x", translate("Day", "No start"))
        self._show()

    def show_start(self, start: Point | None) -> None:
        """Say where the day begins."""
        self._start = start
        self._show()

    def flip_gps(self) -> None:
        """Follow the GPS, or no longer; where it is off, the settings are asked for."""
        if self._position.source == OFF:
            self.gps.setChecked(False)
            self.settings_wanted.emit()
            return
        self.on_gps = not self.on_gps
        self.gps.setChecked(self.on_gps)
        if self.on_gps:
            self._position.want(_WHO)
            fix = self._position.fix
            if fix is not None:
                self.located.emit((fix.lon, fix.lat))
        else:
            self._position.unwant(_WHO)
            self.located.emit(None)
        self._show()

    def leave_gps(self) -> None:
        """Another start was chosen: the GPS is no longer followed."""
        if self.on_gps:
            self.flip_gps()

    def _moved(self, lon: float, lat: float, _accuracy: object, _at: object) -> None:
        if self.on_gps:
            self.located.emit((lon, lat))

    def _typed(self) -> None:
        point = read_point(self.field.text())
        if point is None:
            self._say(
                "triangle-alert", "attn",
                translate("Day", "This is no place yet. Write it like 16.4412, 101.1533, or paste "
                                 "a map link."),
            )  # fmt: skip
            return
        self.field.clear()
        self._choose(point)

    def _choose(self, point: Point | None) -> None:
        self.leave_gps()
        self.chosen.emit(point)

    def _show(self) -> None:
        self.clear.setVisible(self._start is not None and not self.on_gps)
        if self.on_gps:
            reception = self._position.reception
            icon, token = ICONS.get(reception, ("triangle-alert", "attn"))
            said = figures(self._position)
            words = reception_words(reception)
            self._say(icon, token, f"{words} {said}".strip())
        elif self._start is None:
            words = translate("Day", "Choose where the day begins, then nearest first and the way "
                                     "are reckoned from there.")  # fmt: skip
            self._say("locate", "ink2", words)
        else:
            lon, lat = self._start
            words = translate("Day", "The day begins at {place}.").format(
                place=f"{lat:.5f}, {lon:.5f}"
            )
            self._say("locate", "send", words)

    def _say(self, icon: str, token: str, words: str) -> None:
        self._icon.set_icon(icon, token)
        self._says.set_text(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.on_map)
        row.addWidget(self.gps)
        row.addWidget(self.field, 1)
        row.addWidget(self.clear)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self._says, 1)
        column.addLayout(row)
        column.addLayout(line)
