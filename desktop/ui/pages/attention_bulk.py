"""Several items at once: mine, theirs or comments for all, with the result before saving."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.resolving import Decision, How
from desktop.ui.pages.attention_plan import PlanLine, line_of, summary, words_lost
from desktop.ui.pages.attention_words import Known
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.tabs import RadioCards
from desktop.ui.widgets.text import Text, headroom
from desktop.words import translate

FOOT_HEIGHT = 64
MOST_LINES = 60
"""So many items are told one by one; the rest by their number."""


class BulkPane(Ground):
    """Stands at the right while items are selected. Nothing is chosen in advance.

    Signals:
        chosen: a way was chosen; what it comes to is to be worked out.
        save_wanted: it is to be done.
        clear_wanted: nothing is to be selected any more.
    """

    chosen = Signal()
    save_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        """Nothing is selected."""
        super().__init__("surface")
        # By F6 and a click; as a stop of Tab it would be one that nobody sees.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("no-ring", True)
        self.items: list[Known] = []
        self.how: How | None = None
        self.decisions: list[Decision] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None
        self.retranslate()

    @property
    def lost(self) -> str:
        """The words that giving up would lose."""
        return words_lost(self.items, self.decisions)

    def retranslate(self) -> None:
        """Build it anew in the language in use; the choice stays."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget(self)
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scrolled(), 1)
        whole.addWidget(self._foot())
        self._column.addWidget(self._body)
        if self.how is not None:
            self.cards.set_current(self.how)
        self.cards.changed.connect(self._choose)
        self._show()

    def show_items(self, items: Sequence[Known]) -> None:
        """Show how many are selected; what they come to is to be worked out anew."""
        if [k.id for k in items] == [k.id for k in self.items]:
            self.items = list(items)
            return
        self.items = list(items)
        self.decisions = []
        if not items:
            self.how = None
            self.retranslate()
        self._show()
        if self.how is not None:
            self.chosen.emit()

    def choose(self, how: How) -> None:
        """Choose a way, as a click on its card does."""
        self.cards.set_current(how)

    def show_decisions(self, decisions: list[Decision]) -> None:
        """Show what the choice comes to."""
        self.decisions = decisions
        self._show()

    def _choose(self, key: str) -> None:
        self.how, self.decisions = How(key), []
        self._show()
        self.chosen.emit()

    # -- the parts ------------------------------------------------------------------------------

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        self._title = Text("", Role.TITLE, "ink", lines=1)
        about = translate(
            "Attention", "Choose what is to be for all of them. Nothing is saved yet."
        )
        self.cards = RadioCards(
            [
                (How.MINE, None, translate("Attention", "Use all mine")),
                (How.THEIRS, None, translate("Attention", "Use all theirs")),
                (How.COMMENT, None, translate("Attention", "Keep as comments")),
            ]
        )
        column.addWidget(self._title)
        column.addWidget(Text(about, Role.BODY, "ink2", lines=2))
        column.addWidget(self.cards)
        column.addWidget(self._result_card())
        column.addStretch(1)
        scroll.setWidget(inner)
        return scroll

    def _result_card(self) -> Card:
        self._card = Card(fill="ground")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(Text(translate("Attention", "What will be"), Role.STRONG))
        self._summary = Text("", Role.BODY, "ink", lines=3)
        column.addWidget(self._summary)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self._note = Text("", Role.SECONDARY, "ink2", lines=3)
        column.addWidget(self._note)
        return self._card

    def _foot(self) -> Ground:
        foot = Ground("surface", ("top",))
        foot.setFixedHeight(FOOT_HEIGHT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        clear = Button(translate("Attention", "Select none"), key="Esc")
        clear.clicked.connect(self.clear_wanted)
        self.save = Button(
            translate("Attention", "Do this for all"), kind="primary", icon="check",
            key="Ctrl+Enter", size="final",
        )  # fmt: skip
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(clear)
        row.addStretch(1)
        row.addWidget(self.save)
        return foot

    # -- the result in words --------------------------------------------------------------------

    def _show(self) -> None:
        title = translate("Attention", "Selected: {n}")
        self._title.set_text(title.format(n=len(self.items)))
        self._clear_lines()
        known = {k.id: k for k in self.items}
        shown = [d for d in self.decisions if d.item.operation.id in known]
        how = self.how
        if how is not None:
            for decision in shown[:MOST_LINES]:
                line = line_of(known[decision.item.operation.id], decision, how)
                self._rows.addWidget(_row(line))
        self._card.setVisible(bool(shown))
        self._summary.set_text(summary(shown, how) if how is not None else "")
        self._note.set_text(self._notes(len(shown)))
        able = any(d.why is None for d in shown)
        self._card.set_chosen(able)
        self.save.setEnabled(able)

    def _notes(self, count: int) -> str:
        notes = []
        if count > MOST_LINES:
            more = translate("Attention", "and {n} more in the same way")
            notes.append(more.format(n=count - MOST_LINES))
        if self.lost:
            notes.append(
                translate(
                    "Attention", "The words of what is given up are copied, to paste elsewhere."
                )
            )
        notes.append(translate("Attention", "One undo takes all of it back."))
        return " ".join(notes)

    def _clear_lines(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _row(line: PlanLine) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    beside = QVBoxLayout()
    beside.setContentsMargins(0, headroom(Role.SECONDARY) + 1, 0, 0)
    beside.addWidget(Icon(line.icon, line.tone, 18))
    beside.addStretch(1)
    row.addLayout(beside)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(line.sentence, Role.SECONDARY, "ink2", lines=1))
    words.addWidget(Text(line.words, Role.BODY, "ink", lines=3))
    row.addLayout(words, 1)
    return widget
