"""The form of the fix page: what is shown and typed, laid out as in the mock-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.case import State
from desktop.ui.bridge import Bridge
from desktop.ui.pages.day_field import DayField
from desktop.ui.pages.fix_draft import OUTCOMES, FixDraft
from desktop.ui.pages.fix_photos import FixPhotos, warns
from desktop.ui.pages.fix_side import FixSide
from desktop.ui.pages.photo_ways import PhotoWays
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role, state_style
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.tabs import RadioCards
from desktop.ui.widgets.text import Text
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

FIELD_HEIGHT, LINE_HEIGHT = 93, 42


class FixForm(QWidget):
    """Everything on the fix page; the page gives it its meaning.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, page: QWidget, bridge: Bridge, window: WindowServices) -> None:
        """Lay everything out in `page`."""
        super().__init__(page)
        self.side = FixSide(window.thumbnails)
        self.photos = FixPhotos(window.thumbnails)
        self._heading, self._note = Text("", Role.STRONG), Text("", Role.SECONDARY, "ink2")
        self.ways = PhotoWays(bridge, window, self._photos_head())
        self._bad = Banner("", tone="warning")
        self._bad_files: list[str] = []
        self._text_head, self._text_more = Text("", Role.STRONG), Text("", Role.BODY, "ink2")
        self.text = TextArea("", lines=3)
        self.text.setFixedHeight(FIELD_HEIGHT)
        self.text.textChanged.connect(self.edited)
        self._reasons: dict[str, tuple[QWidget, Text, TextArea]] = {}
        self._kept_reasons: dict[str, str] = {}
        self._outcome_head = Text("", Role.STRONG)
        self._cards_place = QVBoxLayout()
        self.cards: RadioCards | None = None
        self.day = DayField()
        self._day_head = Text("", Role.STRONG)
        self._day_box = QWidget()
        self.day.changed.connect(self.edited)
        self._draft = Text("", Role.SECONDARY, "ink2")
        self._problem = Banner("", tone="warning")
        self.leave = Button("", key="Esc", size="final")
        self.save = Button("", kind="primary", icon="check", key="Ctrl+Enter", size="final")
        self._lay_out()
        whole = QHBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        self.retranslate([])

    # -- what the page reads and shows ------------------------------------------------------------

    def outcome(self) -> State:
        """How the case stands after the fix."""
        return State(self.cards.current() or State.DONE) if self.cards else State.DONE

    def reasons(self) -> dict[str, str]:
        """The words for photos that warn, by SHA-256; empty ones are left out."""
        typed = {sha256: box[2].toPlainText().strip() for sha256, box in self._reasons.items()}
        return {sha256: text for sha256, text in typed.items() if text}

    def fill(self, draft: FixDraft) -> None:
        """Show a draft; its photos come apart."""
        self._kept_reasons = dict(draft.reasons)
        for sha256 in list(self._reasons):
            self._drop_reason(sha256)
        self.text.setPlainText(draft.text)
        if self.cards is not None:
            self.cards.set_current(str(draft.outcome))
        if draft.day is not None:
            self.day.set_day(draft.day)
        self._show_day()
        self.say_draft("")

    def show_photos(self, photos: Sequence[PreparedPhoto], preparing: int) -> None:
        """Show the cards, and a field for the reason beside the words for each that warns."""
        self.photos.show_photos(photos)
        if preparing:
            note = translate("FixPage", "checking {n} photos…").format(n=preparing)
        elif photos:
            note = translate("FixPage", "{n} photos · checked by what is in them")
            note = note.format(n=len(photos))
        else:
            note = translate("FixPage", "none yet")
        self._note.set_text(note)
        wanted = {p.sha256: n for n, p in enumerate(photos, start=1) if warns(p)}
        for sha256 in list(self._reasons):
            if sha256 not in wanted:
                self._drop_reason(sha256)
        for photo in photos:
            if photo.sha256 in wanted:
                self._show_reason(photo, wanted[photo.sha256])
        # One reason has room beside the words; several are one line each.
        height = FIELD_HEIGHT if len(self._reasons) == 1 else LINE_HEIGHT
        for _, _, field in self._reasons.values():
            field.setFixedHeight(height)
        self._reason_box.setVisible(bool(self._reasons))

    def say_bad_files(self, sentences: Sequence[str]) -> None:
        """Say beside the photos which files could not be taken, and why."""
        self._bad_files = list(sentences)
        self._bad.say("\n".join(self._bad_files), tone="warning")
        self._bad.setVisible(bool(self._bad_files))

    def bad_files(self) -> list[str]:
        """What is said of files that could not be taken."""
        return list(self._bad_files)

    def say_problem(self, text: str) -> None:
        """Say beside the final act why it was not done."""
        self._problem.say(text, tone="warning")
        self._problem.setVisible(bool(text))

    def problem(self) -> str:
        """What is said beside the final act."""
        return self._problem.accessibleName() if not self._problem.isHidden() else ""

    def say_draft(self, text: str) -> None:
        """Say that the draft is kept."""
        self._draft.set_text(text)

    def retranslate(self, photos: Sequence[PreparedPhoto]) -> None:
        """Say everything in the language in use."""
        self._heading.set_text(translate("FixPage", "Photos after the work"))
        self.ways.retranslate()
        self._text_head.set_text(translate("FixPage", "What was done"))
        self._text_more.set_text(translate("FixPage", "(the reporter will read this)"))
        self.text.setAccessibleName(self._text_head.text())
        self._outcome_head.set_text(translate("FixPage", "How the case stands now"))
        self._day_head.set_text(translate("FixPage", "Look again on"))
        self.leave.set_text(translate("FixPage", "Back for now"))
        self.save.set_text(translate("FixPage", "Save the fix"))
        self.day.retranslate()
        self._make_cards()
        self.photos.retranslate(photos)

    # -- inside -----------------------------------------------------------------------------------

    def _make_cards(self) -> None:
        chosen = str(self.outcome())
        old = self.cards
        words = {
            State.DONE: translate("FixPage", "close, tell the reporter"),
            State.FOLLOWED_UP: translate("FixPage", "a day to look again"),
            State.IN_PROGRESS: translate("FixPage", "not finished yet"),
        }
        self.cards = RadioCards([(str(o), state_style(str(o)), words[o]) for o in OUTCOMES])
        self.cards.set_current(chosen)
        self.cards.changed.connect(self._outcome_changed)
        self._cards_place.addWidget(self.cards)
        if old is not None:
            self._cards_place.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _outcome_changed(self, _key: str) -> None:
        self._show_day()
        self.edited.emit()

    def _show_day(self) -> None:
        self._day_box.setVisible(self.outcome() == State.FOLLOWED_UP)

    def _show_reason(self, photo: PreparedPhoto, number: int) -> None:
        if photo.sha256 not in self._reasons:
            holder, head, field = QWidget(), Text("", Role.STRONG), TextArea("", lines=1)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(head)
            column.addWidget(field)
            field.setPlainText(self._kept_reasons.get(photo.sha256, ""))
            field.textChanged.connect(self.edited)
            self._reasons[photo.sha256] = (holder, head, field)
            self._reason_column.addWidget(holder)
        _, head, field = self._reasons[photo.sha256]
        head.set_text(_reason_words(photo).format(n=number))
        field.setAccessibleName(head.text())

    def _drop_reason(self, sha256: str) -> None:
        holder, _, field = self._reasons.pop(sha256)
        self._kept_reasons[sha256] = field.toPlainText()
        self._reason_column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._scrolled(), 1)
        down.addWidget(self._foot())
        across.addLayout(down, 1)

    def _scrolled(self) -> QScrollArea:
        inner = Ground("ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.ways)
        self._bad.hide()
        column.addWidget(self._bad)
        column.addWidget(self.photos)
        column.addLayout(self._words())
        column.addWidget(self._outcome_head)
        column.addLayout(self._cards_place)
        day = QVBoxLayout(self._day_box)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(6)
        day.addWidget(self._day_head)
        day.addWidget(self.day)
        self._day_box.hide()
        column.addWidget(self._day_box)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _photos_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addWidget(self._note, 1)
        return head

    def _words(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(5)
        head.addWidget(self._text_head)
        head.addWidget(self._text_more, 1)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addStretch(1)
        row.addLayout(column, 1)
        self._reason_box = QWidget()
        self._reason_column = QVBoxLayout(self._reason_box)
        self._reason_column.setContentsMargins(0, 0, 0, 0)
        self._reason_column.setSpacing(8)
        self._reason_box.hide()
        row.addWidget(self._reason_box, 1)
        return row

    def _foot(self) -> QWidget:
        foot = Ground("surface", ("top",))
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(8)
        self._problem.hide()
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._draft, 1)
        row.addWidget(self.leave)
        row.addWidget(self.save)
        column.addLayout(row)
        return foot


def _reason_words(photo: PreparedPhoto) -> str:
    """What the reason field asks, by the first thing that warns."""
    checks = photo.checks
    if checks.distance.status == "warn":
        return translate("FixPage", "Why photo {n} is far from the case (optional)")
    if checks.time.status == "warn":
        return translate("FixPage", "Why the time of photo {n} does not fit (optional)")
    if checks.seen.status == "warn":
        return translate("FixPage", "Why photo {n} was seen before (optional)")
    return translate("FixPage", "Why photo {n} was edited (optional)")
