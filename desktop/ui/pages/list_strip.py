"""The strip above a list that is searched or filtered: its order, and each choice to be removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.ui.pages.filter_words import chosen, order_words
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.flow import Flow
from desktop.views import Filters
from desktop.words import translate

MOST_CHIPS = 5


class ListStrip(Ground):
    """Order, chips and Clear; hidden where the list is plain.

    Signals:
        panel_wanted: more is chosen than is shown here.
    """

    panel_wanted = Signal()

    def __init__(self, choice: ListChoice, name_of: Callable[[str], str]) -> None:
        """Follow a choice; `name_of` gives the name of an officer."""
        super().__init__("sel", ("bottom",))
        self._choice = choice
        self._name_of = name_of
        self._order = Button("", kind="soft", size="small")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.order_menu)
        self._order.setMenu(self._menu)
        self._order.setParent(self)
        self.chips: list[Button] = []
        holder = QWidget(self)
        self._flow = Flow(holder)
        self._flow.addWidget(self._order)
        self._clear = Button("", kind="quiet", size="small")
        self._clear.clicked.connect(choice.clear)
        self.on_map = Button("", kind="quiet", icon="map", size="small")
        self.on_map.clicked.connect(choice.show_on_map)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 3)
        column.addWidget(holder)
        choice.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Show what is chosen, in the language in use."""
        choice = self._choice
        words = order_words(searching=choice.searching)
        self._order.set_text(words[choice.order])
        self._order.setAccessibleName(
            translate("Filters", "Order: {order}").format(order=words[choice.order])
        )
        self._clear.set_text(translate("MyCases", "Clear"))
        self.on_map.set_text(translate("MyCases", "On the map"))
        self._show_chips()
        self.setVisible(bool(choice.narrowing) or choice.searching)

    def order_menu(self) -> QMenu:
        """The orders in which the list can stand."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        for sort, words in order_words(searching=self._choice.searching).items():
            action = self._menu.addAction(words, partial(self._choice.order_by, sort))
            action.setCheckable(True)
            action.setChecked(sort == self._choice.order)
            group.addAction(action)
        return self._menu

    def _show_chips(self) -> None:
        focused = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._flow.removeWidget(self._order)
        self._flow.removeWidget(self._clear)
        self._flow.removeWidget(self.on_map)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(*pair) for pair in self._wanted()]
        for widget in (self._order, *self.chips, self._clear, self.on_map):
            self._flow.addWidget(widget)
            widget.show()
        self._clear.setVisible(bool(self.chips))
        if focused is not None and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.invalidate()
        self.updateGeometry()

    def _wanted(self) -> list[tuple[str, Callable[[], None] | None]]:
        found = chosen(self._choice.narrowing, self._name_of)
        wanted: list[tuple[str, Callable[[], None] | None]] = [
            (one.text, partial(self._remove, one.without)) for one in found[:MOST_CHIPS]
        ]
        if len(found) > MOST_CHIPS:
            wanted.append((f"+{len(found) - MOST_CHIPS}", None))
        return wanted

    def _remove(self, without: Filters) -> None:
        whose = self._choice.whose()
        self._choice.choose(replace(without, officer=whose) if whose else without)

    def _chip(self, text: str, remove: Callable[[], None] | None) -> Button:
        if remove is None:
            more = Button(text, size="small")
            more.setAccessibleName(translate("Filters", "All that is chosen"))
            more.clicked.connect(self.panel_wanted)
            return more
        chip = _Chip(text, remove)
        chip.setAccessibleName(translate("Filters", "Remove: {filter}").format(filter=text))
        return chip


class _Chip(Button):
    """A choice; Delete and Backspace remove it as Enter and a click do."""

    def __init__(self, text: str, remove: Callable[[], None]) -> None:
        super().__init__(text, icon="x", size="small")
        self.clicked.connect(lambda _=False: remove())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            self.click()
        else:
            super().keyPressEvent(event)
