"""The form of the fix page: what is shown and typed, laid out as in the mock-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.fixing import CANNOT, FixTemplate
from desktop.fix_offers import Offers
from desktop.ui.bridge import Bridge
from desktop.ui.evidence_words import together_words
from desktop.ui.pages.fix_draft import FixDraft
from desktop.ui.pages.fix_outcome import FixOutcome
from desktop.ui.pages.fix_photos import FixPhotos, warns
from desktop.ui.pages.fix_ready import ReadyWords, WordsField, put_words
from desktop.ui.pages.fix_side import FixSide
from desktop.ui.pages.fix_work import FixWork
from desktop.ui.pages.photo_ways import PhotoWays
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import Text
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

FIELD_HEIGHT, LINE_HEIGHT, BELOW = 70, 42, 56


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
        self._together = Banner("", tone="warning")
        self._text_head, self._text_more = Text("", Role.STRONG), Text("", Role.BODY, "ink2")
        self.text = WordsField(self.ways.take_mime, lines=2)
        self.text.setFixedHeight(FIELD_HEIGHT)
        self.text.textChanged.connect(self.edited)
        self._reasons: dict[str, tuple[QWidget, Text, TextArea]] = {}
        self._kept_reasons: dict[str, str] = {}
        self.ready = ReadyWords()
        self._put = ""
        self.outcome = FixOutcome()
        self.work = FixWork()
        self._offers = Offers()
        self._hint = Text("", Role.SECONDARY, "ink2", lines=2)
        self.outcome.changed.connect(self._outcome_changed)
        self.work.changed.connect(self.edited)
        self.ready.chosen.connect(self.put_ready)
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

    def draft(self, photos: tuple[tuple[str, str], ...]) -> FixDraft:
        """What was chosen and typed so far, with these photos (SHA-256, name)."""
        return FixDraft(
            text=self.text.toPlainText(),
            result=self.outcome.result(),
            day=self.outcome.day.day() if self.outcome.looks_again() else None,
            photos=photos,
            reasons=self.reasons(),
            left=self.outcome.left.text(),
            done_by=self.work.done_by(),
            materials=self.work.materials(),
            ready=self._put,
        )

    def show_offers(self, offers: Offers, self_name: str, may_forward: bool) -> None:
        """Offer ready words, names and materials for the case."""
        self._offers, self._may_forward = offers, may_forward
        self.work.offer(self_name, offers.crews, offers.materials)
        self._show_ready()

    _may_forward = False

    def put_ready(self, template: FixTemplate) -> None:
        """Put ready words into the field; Ctrl+Z there takes them back."""
        put_words(self.text, template.text, self._put)
        self._put = template.text
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._put = draft.ready
        self.outcome.left.setText(draft.left)
        if draft.day is not None:
            self.outcome.day.set_day(draft.day)
        self.outcome.set_result(draft.result, again=draft.day is not None)
        self.work.fill(draft.done_by, draft.materials)
        self._outcome_shown()
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
        self._say_together(photos)
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

    def _say_together(self, photos: Sequence[PreparedPhoto]) -> None:
        """Say of photos that cannot both be right what can be known."""
        from casework.pictures.together import too_fast

        found = too_fast([photo.picture for photo in photos])
        self._together.say("\n".join(together_words(one) for one in found), tone="warning")
        self._together.setVisible(bool(found))

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
        self._text_more.set_text(translate("FixPage", "(the reporter will read this)"))
        self.leave.set_text(translate("FixPage", "Back for now"))
        self.save.set_text(translate("FixPage", "Save the fix"))
        self.outcome.retranslate()
        self.work.retranslate()
        self.ready.retranslate()
        self._outcome_shown()
        self.photos.retranslate(photos)

    # -- inside -----------------------------------------------------------------------------------

    def _outcome_changed(self) -> None:
        self._outcome_shown()
        self.edited.emit()

    def _outcome_shown(self) -> None:
        """The field asks what the outcome wants to know, and other words are ready for it."""
        cannot = self.outcome.result() == CANNOT
        head = (
            translate("FixPage", "Why it cannot be done")
            if cannot
            else translate("FixPage", "What was done")
        )
        self._text_head.set_text(head)
        self.text.setAccessibleName(head)
        hint = translate("FixPage", "Not your area? You can forward the case from its page (F).")
        if not self._may_forward:
            hint = translate(
                "FixPage", "Not your area? The clerk will see your reason and forward it."
            )
        self._hint.set_text(hint)
        self._hint.setVisible(cannot)
        self._show_ready()

    def _keep_in_sight(self) -> None:
        """What grew pushed the field with the keyboard down: scroll after it."""
        focus: QWidget | None = self.window().focusWidget()
        for part in (self.work, self.outcome):
            if focus is not None and part.isAncestorOf(focus):
                self._area.ensureWidgetVisible(focus, 0, BELOW)

    def _show_ready(self) -> None:
        own = frozenset(t.text.strip() for t in self._offers.own)
        self.ready.show_templates(self._offers.templates(self.outcome.result()), own)

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
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(8)
        column.addWidget(self.ways)
        self._bad.hide()
        column.addWidget(self._bad)
        column.addWidget(self.photos)
        self._together.hide()
        column.addWidget(self._together)
        column.addLayout(self._words())
        column.addWidget(self.outcome)
        column.addWidget(self._hint)
        column.addWidget(self.work)
        column.addStretch(1)
        area = scrolling(inner)
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_sight())
        return area

    def _photos_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addWidget(self._note, 1)
        return head

    def _words(self) -> QVBoxLayout:
        whole = QVBoxLayout()
        whole.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(5)
        head.addWidget(self._text_head)
        head.addWidget(self._text_more)
        head.addSpacing(8)
        head.addWidget(self.ready, 1)
        whole.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row)
        self._reason_box = QWidget()
        self._reason_column = QVBoxLayout(self._reason_box)
        self._reason_column.setContentsMargins(0, 0, 0, 0)
        self._reason_column.setSpacing(8)
        self._reason_box.hide()
        row.addWidget(self._reason_box, 1)
        return whole

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
    if checks.origin is not None and checks.origin.status == "warn":
        return translate("FixPage", "Why photo {n} is right all the same (optional)")
    return translate("FixPage", "Why photo {n} was edited (optional)")
