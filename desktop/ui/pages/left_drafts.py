"""Drafts on cases that are with somebody else now: sent on as a comment, copied, or dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.thai import day_text, time_text
from desktop import left, messages
from desktop.acting import ActReport
from desktop.storage.records import LeftDraft
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

WIDTH, HEIGHT = 620, 460


class LeftDraftsDialog(QDialog):
    """A card for each draft; the window behind stays usable."""

    def __init__(self, bridge: Bridge, window: WindowServices, parent: QWidget) -> None:
        """Ask for the drafts at once."""
        super().__init__(parent)
        self._bridge, self._window = bridge, window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("LeftDrafts", "Drafts on cases that left"))
        self.resize(WIDTH, HEIGHT)
        self.cards: list[DraftCard] = []
        self.finished.connect(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        why = translate(
            "LeftDrafts",
            "These cases are with somebody else now. What you wrote and photographed is kept here: "
            "send it on as a comment for the colleague, copy the words, or drop it.",
        )
        column.addWidget(Text(why, Role.BODY, "ink2", lines=None))
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        column.addWidget(self.problem)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        close = Button(translate("LeftDrafts", "Close"))
        close.clicked.connect(self.close)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        self.look()

    def look(self) -> None:
        """Ask the desk anew."""
        self._bridge.read(self._bridge.desk.left_drafts, self._show, self._failed)

    def _drop(self) -> None:
        """Only when this is closed what was dropped goes: until then it could still be kept."""
        desk = self._bridge.desk
        for draft in [card.draft for card in self.cards if card.dropped]:
            self._bridge.write(partial(desk.drop_left_draft, draft), lambda _: None)

    def _show(self, drafts: list[LeftDraft]) -> None:
        dropped = [_name(card.draft) for card in self.cards if card.dropped]
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [DraftCard(draft, dropped=_name(draft) in dropped) for draft in drafts]
        for place, card in enumerate(self.cards):
            card.send.clicked.connect(partial(self._send, card))
            self._column.insertWidget(place, card)
        if not drafts:
            self.close()

    def _send(self, card: DraftCard, _checked: bool = False) -> None:
        card.setEnabled(False)
        desk, draft = self._bridge.desk, card.draft
        self._bridge.write(
            lambda: desk.send_left_draft(draft), partial(self._sent, card), self._failed
        )

    def _sent(self, card: DraftCard, report: ActReport) -> None:
        if report.not_done:
            card.setEnabled(True)
            self._say(messages.of_result(report.not_done[0][1]))
            return
        text = translate("LeftDrafts", "Kept as a comment on {number}")
        self._window.show_undo(text.format(number=card.draft.number), None)
        self.look()

    def _failed(self, error: Exception) -> None:
        for card in self.cards:
            card.setEnabled(True)
        self._say(messages.sentence(error))

    def _say(self, text: str) -> None:
        self.problem.say(text, tone="warning")
        self.problem.show()


def _name(draft: LeftDraft) -> tuple[str, str, str]:
    return draft.authority, draft.case, draft.kind


class DraftCard(Card):
    """One draft: of which case, what was written, how many photos, and what can be done."""

    def __init__(self, draft: LeftDraft, *, dropped: bool) -> None:
        """Sending is connected by who shows it; what is `dropped` goes when that is closed."""
        super().__init__()
        self.draft = draft
        self.dropped = dropped
        words, photos = left.words_of(draft), len(left.photos_of(draft))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        number = draft.number or translate("LeftDrafts", "a case that is no longer here")
        when = f"{day_text(draft.at, language())} {time_text(draft.at)}"
        column.addWidget(Text(f"{number} · {when}", Role.SECONDARY, "ink2"))
        if draft.sentence:
            column.addWidget(Text(draft.sentence, Role.STRONG, "ink", lines=2))
        if words:
            column.addWidget(Text(words, Role.BODY, "ink", lines=None))
        if photos:
            told = translate("LeftDrafts", "{n} photos").format(n=photos)
            column.addWidget(Text(told, Role.SECONDARY, "ink2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.send = Button(
            translate("LeftDrafts", "Send as a comment"), icon="message-square", size="small"
        )
        self.copy = Button(translate("LeftDrafts", "Copy the words"), icon="copy", size="small")
        self.copy.setEnabled(bool(words))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        self.drop = Button("", icon="x", size="small")
        self.drop.clicked.connect(self._flip)
        for button in (self.send, self.copy, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._said = Text(
            translate("LeftDrafts", "It goes when this window is closed."), Role.SECONDARY, "ink2"
        )
        column.addWidget(self._said)
        self._say()

    def _flip(self) -> None:
        self.dropped = not self.dropped
        self._say()

    def _say(self) -> None:
        keep, drop = translate("LeftDrafts", "Keep it"), translate("LeftDrafts", "Drop the draft")
        self.drop.set_text(keep if self.dropped else drop)
        self.drop.set_icon("undo-2" if self.dropped else "x")
        self.send.setEnabled(bool(self.draft.number) and not self.dropped)
        self._said.setVisible(self.dropped)
