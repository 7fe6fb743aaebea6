"""The card of the online layer: what it sends, whose it is, and turning it on or off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import messages
from desktop.maps import online
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.theme.scale import FIELD
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.text import Text
from desktop.words import translate

WIDTH = 440


class MapOnline(Card):
    """Off until a person types an address and turns it on; off again closes it at once.

    Signals:
        changed: it was turned on or off.
        closed: the card is not wanted any more.
    """

    changed = Signal()
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Hidden until it is wanted."""
        super().__init__(parent, floating=True)
        self._bridge = bridge
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        self._title = Text("", Role.HEADING, "ink", lines=1)
        self._about = Text("", Role.SECONDARY, "ink2", lines=None)
        self._url_label = Text("", Role.STRONG, "ink", lines=1)
        self.url = QLineEdit()
        self._whose_label = Text("", Role.STRONG, "ink", lines=1)
        self.whose = QLineEdit()
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        for field in (self.url, self.whose):
            field.setFixedHeight(FIELD)
        for widget in (self._title, self._about, self._url_label, self.url, self._whose_label,
                       self.whose, self.problem):  # fmt: skip
            column.addWidget(widget)
        foot = QHBoxLayout()
        self.turn = Button("", kind="primary", icon="globe")
        self.turn.clicked.connect(self._turn)
        self._close = Button("", kind="plain")
        self._close.clicked.connect(self._leave)
        foot.addWidget(self.turn)
        foot.addWidget(self._close)
        foot.addStretch(1)
        column.addLayout(foot)
        self._kept = online.KeptOnline()
        self.retranslate()
        self.hide()

    def open(self) -> None:
        """Show what is kept."""
        self._bridge.read(lambda: online.kept(self._bridge.desk.cache), self._show)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.set_text(translate("Map", "Online layer"))
        self._about.set_text(
            translate(
                "Map",
                "Only while it is on, the map asks this provider for pictures of the area that "
                "you look at, over the internet. The provider sees which area that is and the "
                "address of your connection. No case, name or photo is sent.",
            )
        )
        self._url_label.set_text(translate("Map", "Address of the pictures"))
        self.url.setAccessibleName(translate("Map", "Address of the pictures"))
        self.url.setPlaceholderText("https://…/{z}/{x}/{y}.png")
        self._whose_label.set_text(translate("Map", "Whose map it is (shown on the map)"))
        self.whose.setAccessibleName(translate("Map", "Whose map it is (shown on the map)"))
        off, on = translate("Map", "Turn on"), translate("Map", "Turn off")
        self.turn.set_text(on if self._kept.on else off)
        self._close.set_text(translate("Filters", "Close"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card, Enter turns the layer on."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._kept.on:
            self._turn()
        else:
            super().keyPressEvent(event)

    def _show(self, kept: online.KeptOnline) -> None:
        self._kept = kept
        self.url.setText(kept.url)
        self.whose.setText(kept.attribution)
        self.problem.hide()
        self._arrange()
        self.show()
        self.raise_()
        self.url.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        for field in (self.url, self.whose):
            field.setReadOnly(self._kept.on)
        self.retranslate()
        self.adjustSize()

    def _turn(self) -> None:
        url, whose, on = self.url.text(), self.whose.text(), not self._kept.on
        cache = self._bridge.desk.cache
        self._bridge.write(
            lambda: online.keep(cache, url, whose, on=on), self._turned, self._refused
        )

    def _turned(self, kept: online.KeptOnline) -> None:
        self._kept = kept
        self.problem.hide()
        self._arrange()
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self.problem.say(messages.sentence(error), tone="warning")
        self.problem.show()
        self.adjustSize()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
