"""The right side of Needs attention: what happened, the choices, and the result in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.thai import time_text
from desktop.storage.records import Sending
from desktop.ui.pages.attention_table import ConflictTable
from desktop.ui.pages.attention_words import (
    Known,
    banner,
    comment_words,
    events_of,
    result_pairs,
    value_text,
)
from desktop.ui.theme import Role
from desktop.ui.theme.scale import WORDS_MOST
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.ui.wording import field_word
from desktop.words import translate

FOOT_HEIGHT = 64


class AttentionDetail(Ground):
    """Shows one item. Nothing is saved by choosing; `save_wanted` does it.

    Signals:
        choices_changed: another value was chosen.
        save_wanted, theirs_wanted, comment_wanted, again_wanted: what the person decided.
        copy_wanted: their words are to go to the clipboard.
        open_wanted: the case is to be opened.
        back_wanted: in a narrow window, back to the list.
    """

    choices_changed = Signal()
    save_wanted = Signal()
    theirs_wanted = Signal()
    comment_wanted = Signal()
    again_wanted = Signal()
    copy_wanted = Signal()
    open_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        """An empty pane."""
        super().__init__("surface")
        # By F6 and a click; as a stop of Tab it would be one that nobody sees.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("no-ring", True)
        self.known: Known | None = None
        self.table: ConflictTable | None = None
        self.save: Button | None = None
        self._narrow = False
        self._result: QVBoxLayout | None = None
        self._result_card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window there is a way back to the list."""
        self._narrow = narrow
        if self.known is not None:
            self.show_item(self.known, self.choices)

    @property
    def choices(self) -> dict[str, bool]:
        """The choices made: True for mine."""
        return self.table.choices if self.table is not None else {}

    def show_item(self, known: Known | None, chosen: Mapping[str, bool]) -> None:
        """Show an item with the choices made so far, or nothing."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.known, self.table, self.save = known, None, None
        self._result = None
        self._body = QWidget(self)
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if known is not None:
            whole.addWidget(self._scrolled(known, chosen), 1)
            whole.addWidget(self._foot(known))
            self._show_result()
        self._column.addWidget(self._body)

    # -- the parts ------------------------------------------------------------------------------

    def _scrolled(self, known: Known, chosen: Mapping[str, bool]) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(12)
        column.addLayout(self._head(known))
        first, second = banner(known)
        column.addWidget(Banner(first, second, tone="attention"))
        if known.item.sending == Sending.CONFLICT and known.item.conflicts and not known.item.gone:
            self.table = ConflictTable(known, chosen)
            self.table.changed.connect(self._changed)
            column.addWidget(self.table)
            column.addLayout(self._side_by_side(_events(known), self._result_of_choices()))
        else:
            column.addLayout(self._side_by_side(_events(known), _as_comment(known)))
        column.addStretch(1)
        scroll.setWidget(inner)
        return scroll

    def _side_by_side(self, one: QWidget, other: QWidget) -> QHBoxLayout | QVBoxLayout:
        layout = QVBoxLayout() if self._narrow else QHBoxLayout()
        layout.setSpacing(12)
        layout.addWidget(one, 1)
        layout.addWidget(other, 1)
        return layout

    def _head(self, known: Known) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._narrow:
            back = Button(translate("Attention", "Back"), kind="quiet", icon="arrow-left",
                          key="Esc", size="small")  # fmt: skip
            back.clicked.connect(self.back_wanted)
            row.addWidget(back)
        if known.case is not None:
            row.addWidget(Chip.of_state(str(known.case.state)))
        row.addWidget(Text(known.item.number, Role.SECONDARY, "ink2"))
        row.addStretch(1)
        if known.case is not None:
            opening = Button(translate("Attention", "Open the case"), kind="quiet",
                             icon="file-text", key="Enter", size="small")  # fmt: skip
            opening.clicked.connect(self.open_wanted)
            row.addWidget(opening)
        column.addLayout(row)
        words = known.case.ticket.description.strip() if known.case else known.item.sentence
        title = Text(words, Role.TITLE, "ink", lines=3)
        title.setMaximumWidth(WORDS_MOST)
        column.addWidget(title)
        return column

    def _result_of_choices(self) -> Card:
        card, column = _card(translate("Attention", "What will be"))
        card.set_tokens("ground", "line")
        self._result_card = card
        self._result = QVBoxLayout()
        self._result.setSpacing(1)
        column.addLayout(self._result)
        note = translate(
            "Attention", "What is not chosen stays in the history, and this can be undone."
        )
        column.addWidget(Text(note, Role.SECONDARY, "ink2", lines=3))
        column.addStretch(1)
        return card

    def _foot(self, known: Known) -> Ground:
        foot = Ground("surface", ("top",))
        foot.setFixedHeight(FOOT_HEIGHT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        comment = Button(
            translate("Attention", "Keep mine as a comment"), icon="message-square", key="C"
        )
        comment.setToolTip(f"{both_keys('C')}\n{comment_words(known)}")
        comment.setEnabled(known.can_comment)
        comment.clicked.connect(self.comment_wanted)
        if self.table is not None:
            self._put_choosing(row, comment)
            return foot
        give_up = Button(translate("Attention", "Give up mine"))
        give_up.clicked.connect(self.theirs_wanted)
        row.addWidget(give_up)
        if known.item.gone:
            self._put_leaving(row, known, comment)
            return foot
        if known.item.sending == Sending.HELD and known.item.operation.payload.fields:
            row.addWidget(comment)
            row.addStretch(1)
            again = Button(translate("Attention", "Do it again"), kind="primary", icon="redo-2",
                           size="final")  # fmt: skip
            again.setEnabled(known.case is not None)
            again.clicked.connect(self.again_wanted)
            row.addWidget(again)
            return foot
        row.addStretch(1)
        comment.set_kind("primary")
        row.addWidget(comment)
        return foot

    def _put_leaving(self, row: QHBoxLayout, known: Known, comment: Button) -> None:
        """Of a case that is with somebody else: the words can go along, or be copied."""
        copying = Button(translate("Attention", "Copy my words"), icon="copy")
        copying.clicked.connect(self.copy_wanted)
        row.addWidget(copying)
        row.addStretch(1)
        if known.can_comment:
            comment.set_kind("primary")
            row.addWidget(comment)
        else:
            comment.deleteLater()
            copying.set_kind("primary")

    def _put_choosing(self, row: QHBoxLayout, comment: Button) -> None:
        table = self.table
        assert table is not None
        mine = Button(translate("Attention", "All mine"))
        mine.clicked.connect(lambda: table.choose_all(mine=True))
        theirs = Button(translate("Attention", "All of the authority"))
        theirs.clicked.connect(lambda: table.choose_all(mine=False))
        self.save = Button(
            translate("Attention", "Use what is chosen"), kind="primary", icon="check",
            key="Ctrl+Enter", size="final",
        )  # fmt: skip
        self.save.clicked.connect(self.save_wanted)
        for button in (mine, theirs, comment):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.save)

    # -- the result in words --------------------------------------------------------------------

    def _changed(self) -> None:
        self._show_result()
        self.choices_changed.emit()

    def _show_result(self) -> None:
        if self._result is None or self.table is None or self.known is None:
            return
        while (item := self._result.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        complete = self.table.complete
        for name, value in result_pairs(self.known, self.table.choices):
            self._result.addWidget(_pair(name, value))
        left = self.table.left
        if left:
            text = translate("Attention", "{n} more to choose").format(n=left)
            self._result.addWidget(Text(text, Role.BODY, "ink2", lines=2))
        if self._result_card is not None:
            self._result_card.set_chosen(complete)
        if self.save is not None:
            self.save.setEnabled(complete)


def _events(known: Known) -> Card:
    card, column = _card(translate("Attention", "What happened"))
    for at, words in events_of(known):
        row = QHBoxLayout()
        row.setSpacing(8)
        time = Text(time_text(at), Role.SECONDARY, "ink2")
        time.setFixedWidth(46)
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(words, Role.SECONDARY, "ink", lines=4), 1)
        column.addLayout(row)
    column.addStretch(1)
    return card


def _as_comment(known: Known) -> Card:
    kept = translate("Attention", "What is kept as a comment")
    card, column = _card(kept if known.can_comment else translate("Attention", "What you did"))
    card.set_tokens("ground", "line")
    column.addWidget(Text(comment_words(known), Role.BODY, "ink", lines=8))
    photos = len(known.item.operation.photos)
    if photos:
        text = translate("Attention", "with {n} photos").format(n=photos)
        column.addWidget(Text(text, Role.SECONDARY, "ink2"))
    if not known.can_comment:
        note = translate("Attention", "Giving up copies these words, to paste elsewhere.")
        column.addWidget(Text(note, Role.SECONDARY, "ink2", lines=2))
        column.addStretch(1)
        return card
    fields = known.item.operation.payload.fields
    if fields and known.item.operation.payload.text.strip():
        for name, change in fields.items():
            column.addWidget(_pair(field_word(name), value_text(known, name, change.new)))
        left = translate("Attention", "These values are not kept; the case stays as it is.")
        column.addWidget(Text(left, Role.SECONDARY, "ink2", lines=2))
    else:
        note = translate("Attention", "Only staff read it. The case itself stays as it is.")
        column.addWidget(Text(note, Role.SECONDARY, "ink2", lines=2))
    column.addStretch(1)
    return card


def _pair(name: str, value: str) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    label = Text(name, Role.BODY, "ink")
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(value, Role.STRONG, "ink", lines=4), 1)
    return widget


def _card(title: str) -> tuple[Card, QVBoxLayout]:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 11)
    column.setSpacing(2)
    column.addWidget(Text(title, Role.STRONG))
    return card, column
