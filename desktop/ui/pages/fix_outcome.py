"""How the case stands after the fix: fixed, partly, or not possible; and when to look again.

Each card leads to a state of the workflow: fixed ends the case; partly is followed up on a day, or
goes on where no day is set; what cannot be done stays in progress, or is followed up on a day.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casework.case import State
from casework.fixing import CANNOT, FIXED, PARTLY, RESULTS
from desktop.ui.pages.day_field import DayField
from desktop.ui.theme import Role, state_style
from desktop.ui.widgets.tabs import RadioCards
from desktop.ui.widgets.text import Text
from desktop.words import translate


class FixOutcome(QWidget):
    """Three radio cards, and under them what the chosen one asks.

    Signals:
        changed: something was chosen or typed; ready words may be others now.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Fixed, until another is chosen."""
        super().__init__()
        # What is half done is usually finished on a day that one knows; what cannot be, is not.
        self._again = {PARTLY: True, CANNOT: False}
        self._head = Text("", Role.STRONG)
        self.cards: RadioCards | None = None
        self._cards_place = QVBoxLayout()
        self._left_head = Text("", Role.STRONG)
        self.left = QLineEdit()
        self.again = QCheckBox()
        self.day = DayField()
        self._hint = Text("", Role.SECONDARY, "ink2", lines=2)
        self._box = QWidget()
        self._left_box = QWidget()
        self._lay_out()
        self.left.textChanged.connect(lambda _: self.changed.emit())
        self.again.toggled.connect(self._again_changed)
        self.day.changed.connect(self.changed)
        self.retranslate()

    def result(self) -> str:
        """Fixed, partly or cannot."""
        return self.cards.current() or FIXED if self.cards is not None else FIXED

    def state(self) -> State:
        """The state that the case gets."""
        return self._state_of(self.result())

    def _state_of(self, result: str) -> State:
        if result == FIXED:
            return State.DONE
        return State.FOLLOWED_UP if self._again[result] else State.IN_PROGRESS

    def looks_again(self) -> bool:
        """Whether a day to look again is set."""
        return self._again.get(self.result(), False)

    def set_result(self, result: str, *, again: bool | None = None) -> None:
        """Choose a card; `again` says whether a day to look again is set."""
        if self.cards is None:
            return
        result = result if result in RESULTS else FIXED
        if again is not None and result in self._again:
            self._again[result] = again
        self._make_cards(result)
        self._show_more()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.set_text(translate("FixPage", "How the case stands now"))
        self._left_head.set_text(translate("FixPage", "What is left to do"))
        self.left.setAccessibleName(self._left_head.text())
        self.left.setPlaceholderText(translate("FixPage", "for example: lines to be painted"))
        self.again.setText(translate("FixPage", "Look again on"))
        self.day.retranslate()
        self._make_cards(self.result())
        self._show_more()

    def _make_cards(self, chosen: str) -> None:
        """Cards anew: the state that one leads to can be another now."""
        old = self.cards
        words = {
            FIXED: translate("FixPage", "close, tell the reporter"),
            PARTLY: translate("FixPage", "partly fixed"),
            CANNOT: translate("FixPage", "not possible now"),
        }
        self.cards = RadioCards(
            [(r, state_style(str(self._state_of(r))), words[r]) for r in RESULTS]
        )
        self.cards.set_current(chosen)
        self.cards.changed.connect(self._chosen)
        self._cards_place.addWidget(self.cards)
        if old is not None:
            self._cards_place.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _chosen(self, _result: str) -> None:
        self._show_more()
        self.changed.emit()

    def _again_changed(self, on: bool) -> None:
        result = self.result()
        if result not in self._again or self._again[result] == on:
            return
        self._again[result] = on
        self._make_cards(result)
        self._show_more()
        self.changed.emit()

    def _show_more(self) -> None:
        result, again = self.result(), self.looks_again()
        self.again.setChecked(again)
        self._box.setVisible(result != FIXED)
        self._left_box.setVisible(result == PARTLY)
        self.day.setVisible(again)
        self._hint.setVisible(result != FIXED)
        if again:
            self._hint.set_text(
                translate("FixPage", "The case is followed up and comes back on that day.")
            )
        else:
            self._hint.set_text(translate("FixPage", "The case stays in progress."))

    def _lay_out(self) -> None:
        left = QVBoxLayout(self._left_box)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self._left_head)
        left.addWidget(self.left)
        again = QVBoxLayout()
        again.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.again)
        line.addWidget(self._hint, 1)
        again.addLayout(line)
        again.addWidget(self.day)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left_box, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(again, 1)
        self._box.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addLayout(self._cards_place)
        column.addWidget(self._box)
