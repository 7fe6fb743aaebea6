"""The tools over the map: moving, selecting, measuring, density, ground and export."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.words import translate

TOOL_KEYS = {"pan": "H", "rectangle": "B", "polygon": "G", "measure": "M"}
OTHER_KEYS = {"heat": "D", "view": "A", "layers": "Y", "export": "E", "filters": "V", "place": "K"}
_ICONS = {
    "pan": "hand", "rectangle": "square-dashed", "polygon": "pentagon", "measure": "ruler",
    "heat": "flame", "view": "scan", "layers": "layers", "export": "image-down",
    "filters": "list-filter", "place": "search",
}  # fmt: skip


class MapTools(Ground):
    """One tool is in hand at a time; a line below says how it is used, by mouse and by keys.

    Signals:
        tool_chosen: pan, rectangle, polygon or measure.
        pressed: another button: heat, view, layers, export, filters or place.
    """

    tool_chosen = Signal(str)
    pressed = Signal(str)

    def __init__(self) -> None:
        """The map is moved at first."""
        super().__init__("surface", ("bottom",))
        self.buttons: dict[str, Button] = {}
        self._tool = "pan"
        self._measured = ""
        holder = QWidget(self)
        flow = Flow(holder)
        for name in (*TOOL_KEYS, *OTHER_KEYS):
            button = Button("", kind="soft", icon=_ICONS[name], size="small")
            button.setCheckable(name in TOOL_KEYS or name == "heat")
            button.clicked.connect(partial(self._clicked, name))
            self.buttons[name] = button
            flow.addWidget(button)
        self._hint = Text("", Role.SECONDARY, "ink2", lines=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 8, 3)
        column.setSpacing(2)
        column.addWidget(holder)
        column.addWidget(self._hint)
        self.buttons["pan"].setChecked(True)
        self.buttons["filters"].hide()
        self.retranslate()

    @property
    def tool(self) -> str:
        """The tool in hand."""
        return self._tool

    def take(self, tool: str) -> None:
        """Show this tool as the one in hand."""
        self._tool = tool
        self._measured = ""
        for name in TOOL_KEYS:
            self.buttons[name].setChecked(name == tool)
        self._say_hint()

    def say_measured(self, words: str) -> None:
        """What was measured so far."""
        self._measured = words
        self._say_hint()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = {
            "pan": translate("Map", "Move"),
            "rectangle": translate("Map", "Box"),
            "polygon": translate("Map", "Polygon"),
            "measure": translate("Map", "Measure"),
            "heat": translate("Map", "Density"),
            "view": translate("Map", "All in view"),
            "layers": translate("Map", "Ground"),
            "export": translate("Map", "Export"),
            "filters": translate("MyCases", "Filter"),
            "place": translate("Map", "Go to"),
        }
        for name, button in self.buttons.items():
            key = both_keys({**TOOL_KEYS, **OTHER_KEYS}[name])
            button.set_text(words[name])
            button.setToolTip(f"{words[name]} ({key})")
            button.setAccessibleDescription(key)
        self._say_hint()

    def _say_hint(self) -> None:
        hints = {
            "pan": "",
            "rectangle": translate(
                "Map", "Draw a box with the mouse; Ctrl adds. By keys: arrows move the "
                "map, Enter sets a corner at the cross. Esc ends.",
            ),
            "polygon": translate(
                "Map", "Click the corners, and the first one again; Ctrl adds. By keys: arrows "
                "move the map, Enter sets a corner, Space closes. Esc ends.",
            ),
            "measure": translate(
                "Map", "Click along the way; back at the first point the area is given too. By "
                "keys: arrows move the map, Enter sets a point, Space closes. Esc ends.",
            ),
        }  # fmt: skip
        text = self._measured or hints[self._tool]
        self._hint.set_text(text)
        self._hint.setVisible(bool(text))

    def _clicked(self, name: str, _checked: bool = False) -> None:
        if name in TOOL_KEYS:
            self.take(name)
            self.tool_chosen.emit(name)
        else:
            self.pressed.emit(name)
