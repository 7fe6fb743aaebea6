"""The strips over the map: what narrows it beside the legend, and what is selected on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.pages.filter_words import Chosen, age_words, chosen
from desktop.ui.pages.map_choice import PERIODS, MapChoice
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text
from desktop.words import translate


class MapChips(Ground):
    """A chip for each filter that the legend does not show, to be removed; hidden without any."""

    def __init__(self, choice: MapChoice, name_of: Callable[[str], str]) -> None:
        """Follow a choice; `name_of` gives the name of an officer."""
        super().__init__("sel", ("bottom",))
        self._choice = choice
        self._name_of = name_of
        self.chips: list[Button] = []
        holder = QWidget(self)
        self._flow = Flow(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 3)
        column.addWidget(holder)
        choice.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Show what is chosen, in the language in use."""
        self._flow.clear()
        self.chips = [self._chip(one) for one in self._wanted()]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self.chips))
        self._flow.invalidate()
        self.updateGeometry()

    def _wanted(self) -> list[Chosen]:
        filters = self._choice.filters
        told = {age_words(None, filters.younger_days)} if filters.younger_days in PERIODS else set()
        if len(filters.types) == 1:
            told |= filters.types
        return [one for one in chosen(filters, self._name_of) if one.text not in told]

    def _chip(self, one: Chosen) -> Button:
        chip = Button(one.text, icon="x", size="small")
        chip.setAccessibleName(translate("Filters", "Remove: {filter}").format(filter=one.text))
        chip.clicked.connect(partial(self._remove, one))
        return chip

    def _remove(self, one: Chosen, _checked: bool = False) -> None:
        self._choice.choose(one.without)


class SelectionStrip(Ground):
    """How many cases are selected, in words, and what can be done with them; hidden without any.

    Signals:
        opened: the list is to show exactly these.
        cleared: nothing is to be selected any more.
    """

    opened = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        """Nothing is selected."""
        super().__init__("sel", ("bottom",))
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        self._words = Text("", Role.STRONG, "ink", lines=1)
        self.open = Button("", kind="primary", icon="clipboard-list", key="O", size="small")
        self.open.clicked.connect(self.opened)
        self.clear = Button("", kind="quiet", key="X", size="small")
        self.clear.clicked.connect(self.cleared)
        row.addWidget(self._words, 1)
        row.addWidget(self.open)
        row.addWidget(self.clear)
        self.say(0)

    def say(self, count: int) -> None:
        """So many are selected."""
        self._count = count
        number = f"{count:,}"
        self._words.set_text(translate("Map", "{n} cases selected").format(n=number))
        self.open.set_text(translate("Map", "Open {n} in the list").format(n=number))
        self.clear.set_text(translate("Map", "Select none"))
        self.setVisible(count > 0)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.say(self._count)
