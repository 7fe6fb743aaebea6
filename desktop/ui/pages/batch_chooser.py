"""Choosing a case by its words or number, in a card over the page: the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.pictures.proposals import Key
from casework.thai import fold
from desktop.storage.records import CaseQuery, CaseRow
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.text import Text
from desktop.ui.wording import village
from desktop.words import translate

WIDTH, _HIGH, _ITEM, _FOUND, _WAIT_MS = 560, 300, 36, 40, 200
_KEY = Qt.ItemDataRole.UserRole


class Offer(NamedTuple):
    """A case that may be chosen: its words, and what else is found by."""

    key: Key
    words: str


class CaseChooser(Card):
    """A field over a list; arrows move in the list, Enter takes, Esc leaves.

    Signals:
        picked: the case (a Key) that was chosen.
        closed: it was left, with a choice or without.
    """

    picked = Signal(object)
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Hidden until it is asked."""
        super().__init__(parent, floating=True)
        self._bridge = bridge
        self._offers: list[Offer] = []
        self._turn = 0
        self.setFixedWidth(WIDTH)
        self.heading = Text("", Role.HEADING)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.list.setFixedHeight(_HIGH)
        self.list.setUniformItemSizes(True)
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _: self.take())
        self.list.itemClicked.connect(lambda _: self.take())
        self.leave_button = Button("", key="Esc")
        self.leave_button.clicked.connect(self.leave)
        self._lay_out()
        self.hide()

    def ask(self, heading: str, offers: Sequence[Offer]) -> None:
        """Show it with these cases; typing finds any other case of this desk."""
        self._offers = list(offers)
        self.heading.set_text(heading)
        self.list.setAccessibleName(heading)
        hint = translate("Batch", "Number, words or place of a case")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.leave_button.set_text(translate("Batch", "Cancel"))
        self.field.clear()
        self._show_offers(self._offers)
        self._move()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self) -> None:
        """Take the case that is current in the list."""
        item = self.list.currentItem()
        if self.list.count() and item is not None:
            key = item.data(_KEY)
            self.leave()
            self.picked.emit(tuple(key))

    def leave(self) -> None:
        """Close without a choice."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move in the list; Enter takes."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                there = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(there)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        wanted = fold(text)
        self._show_offers([one for one in self._offers if wanted in fold(one.words)])
        self._turn += 1
        if wanted:
            self._later.start()

    def _search(self) -> None:
        """Cases of this desk beyond those offered."""
        desk, text, turn = self._bridge.desk, self.field.text(), self._turn
        if not fold(text):
            return
        query = CaseQuery(text=text)
        self._bridge.read(
            lambda: desk.rows(query, limit=_FOUND).rows,
            lambda rows: self._found(rows) if turn == self._turn else None,
            lambda _error: None,
        )

    def _found(self, rows: Sequence[CaseRow]) -> None:
        held = {tuple(self.list.item(n).data(_KEY)) for n in range(self.list.count())}
        for row in rows:
            if (row.authority, row.id) not in held:
                self._add(Offer((row.authority, row.id), row_words(row)))
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self.list.clear()
        for offer in offers:
            self._add(offer)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _add(self, offer: Offer) -> None:
        item = QListWidgetItem(offer.words)
        item.setSizeHint(QSize(0, _ITEM))
        item.setData(_KEY, list(offer.key))
        item.setToolTip(offer.words)
        self.list.addItem(item)

    def _move(self) -> None:
        self.adjustSize()
        around = self.parentWidget()
        if around is not None:
            self.setFixedWidth(min(WIDTH, around.width() - 24))
            room = around.height() - self.height() + self.list.height() - 16
            self.list.setFixedHeight(max(2 * _ITEM, min(_HIGH, room)))
            self.adjustSize()
            left = max(0, (around.width() - self.width()) // 2)
            self.move(left, max(0, (around.height() - self.height()) // 3))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.field)
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave_button)
        column.addLayout(row)


def row_words(row: CaseRow) -> str:
    """A row of a list in one line: its words, number and place."""
    place = village(row.village) or row.place
    return " · ".join(part for part in (row.sentence, row.number, place) if part)
