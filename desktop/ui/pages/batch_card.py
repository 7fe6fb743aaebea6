"""One case of the batch, or a visit whose case is still to be said: photos, words and a tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Case
from casework.pictures.proposals import Key, Proposal
from desktop import clock
from desktop.batch_draft import CaseWords
from desktop.batch_state import Group, choices
from desktop.ui.evidence_words import check_words
from desktop.ui.pages import batch_words
from desktop.ui.pages.batch_form import WordsForm
from desktop.ui.pages.batch_target import PhotoTarget
from desktop.ui.pages.batch_tile import TileStrip, TileWords
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, state_style
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text, elided
from desktop.ui.wording import village
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

Judged = Mapping[tuple[str, Key], "PreparedPhoto"]
MOST_CHOICES, _CHOICE_WIDE = 4, 270


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card shows. `number` is its key; `kind` what may be saved on its case (or "")."""

    group: Group
    number: int
    cases: Mapping[Key, Case]
    kind: str = "record_fix"
    ticked: bool = False
    words: CaseWords = field(default_factory=CaseWords)
    for_all: str = ""
    judged: Judged = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()

    @property
    def case(self) -> Case | None:
        """The case of the card, where it is said."""
        return self.cases.get(self.group.key) if self.group.key is not None else None


def tile_words(proposal: Proposal, case: Case | None, view: CardView) -> TileWords:
    """What a photo's tile says beside its case."""
    whole = batch_words.why(proposal, view.cases)
    key = (case.authority, case.id) if case is not None else None
    prepared = view.judged.get((proposal.shot.sha256, key)) if key is not None else None
    warnings = warnings_of(prepared)
    icon, token = ("triangle-alert", "attn") if warnings else ("", "ink2")
    if not icon and proposal.early:
        icon, token = "history", "wait"
    return TileWords(
        batch_words.short_time(proposal),
        batch_words.short_place(proposal, case),
        " · ".join([whole, *warnings]),
        icon,
        token,
    )


def warnings_of(prepared: PreparedPhoto | None) -> list[str]:
    """What should be looked at again about a photo, in words."""
    if prepared is None:
        return []
    now = clock.now()
    return [check_words(c, now) for c in prepared.checks.checks if c.status == "warn"]


class BatchCard(PhotoTarget):
    """A card. Signals:

    ticked: whether its case is confirmed.
    words_changed: other words.
    flipped, opened: the SHA-256 of a photo.
    took: the case (a Key) that the officer says it is.
    wants_case: the officer wants to choose from all cases.
    leave_out: a list of SHA-256 to be set aside.
    """

    ticked = Signal(bool)
    words_changed = Signal()
    flipped = Signal(str)
    opened = Signal(str)
    took = Signal(object)
    wants_case = Signal()
    leave_out = Signal(list)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until something is shown."""
        super().__init__()
        self.view: CardView | None = None
        self.tick = QCheckBox()
        self.tick.toggled.connect(self._ticked)
        self._title = Text("", Role.ROW, "ink", lines=2)
        self._facts = Text("", Role.SECONDARY, "ink2", lines=2)
        self._chip = Chip(state_style("waiting"))
        self.tiles = TileStrip(thumbnails)
        self.tiles.flipped.connect(self.flipped)
        self.tiles.opened.connect(self.opened)
        self._notes = Text("", Role.SECONDARY, "ink2", lines=None)
        self._warning_icon = Icon("triangle-alert", "attn", 15)
        self._warning = Text("", Role.SECONDARY, "attn", lines=None)
        self.leave = Button("", icon="history", size="small")
        self.leave.clicked.connect(self._leave_out)
        self.form = WordsForm()
        self.form.changed.connect(self.words_changed)
        self._choices = QWidget()
        self._flow = Flow(self._choices, gap=8)
        self.choices: list[Button] = []
        self._offered: tuple[Key, ...] | None = None
        self.setAcceptDrops(True)
        self._lay_out()

    def show_view(self, view: CardView) -> None:
        """Show this, keeping what is typed where it is the same."""
        self.view = view
        group, case = view.group, view.case
        self._say_head(view)
        words = [(p.shot.sha256, tile_words(p, case, view)) for p in group.photos]
        self.tiles.show_tiles(words)
        for tile in self.tiles.tiles:
            tile.set_chosen(tile.sha256 in view.chosen)
        self._say_notes(view)
        self._say_warnings(view)
        early = [p for p in group.photos if p.early]
        self.leave.setVisible(bool(early) and group.key is not None)
        text = translate("Batch", "Leave out {n} from before the work")
        self.leave.set_text(text.format(n=len(early)))
        has_case = group.key is not None
        self.tick.blockSignals(True)
        self.tick.setVisible(has_case)
        self.tick.setEnabled(bool(view.kind))
        self.tick.setChecked(view.ticked and bool(view.kind))
        self.tick.blockSignals(False)
        self.set_chosen(view.ticked)
        self.form.setVisible(has_case and bool(view.kind))
        self.form.results.setVisible(view.kind == "record_fix")
        self.form.more.setVisible(view.kind == "record_fix")
        self.form.fill(view.words)
        self._hint(view)
        self._show_choices(view)
        self.setAccessibleName(f"{view.number}: {self._title.text()}, {self._chip_word}")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.form.retranslate()
        self._offered = None
        if self.view is not None:
            self.show_view(self.view)

    # -- what is said -----------------------------------------------------------------------------

    def _say_head(self, view: CardView) -> None:
        group, case = view.group, view.case
        open_choice = group.key is None
        look = batch_words.confidence_look(
            group.confidence, by_hand=group.by_hand, open_choice=open_choice
        )
        self._chip.set_look(look)
        self._chip_word = look.word
        times = batch_words.group_times(group)
        photos = translate("Batch", "{n} photos").format(n=len(group.photos))
        if open_choice:
            title = translate("Batch", "{n} photos whose case is not clear")
            self._title.set_text(title.format(n=len(group.photos)))
            self._facts.set_text(times)
            return
        name = batch_words.case_name(None) if case is None else batch_words.sentence_of(case)
        self._title.set_text(f"{view.number}. {name}")
        facts = [times, photos]
        if case is not None:
            facts += [case.ticket.number, village(case.ticket.village)]
            facts.append(state_style(str(case.state)).word)
        self._facts.set_text(" · ".join(fact for fact in facts if fact))
        self.tick.setAccessibleName(
            translate("Batch", "Save case {number}").format(
                number=batch_words.number_of(group.key, view.cases)
            )
        )
        self.tick.setToolTip(self.tick.accessibleName())

    def _say_notes(self, view: CardView) -> None:
        notes = []
        others = [key for key in view.group.others if key != view.group.key]
        if others and view.group.key is not None:
            named = ", ".join(batch_words.number_of(key, view.cases) for key in others[:3])
            notes.append(translate("Batch", "Close by is also: {numbers}").format(numbers=named))
        if view.group.key is not None and view.kind == "attach_photo":
            notes.append(
                translate("Batch", "Only the photos and words are added; the case stays as it is.")
            )
        if view.group.key is not None and not view.kind:
            notes.append(translate("Batch", "This case takes nothing from you now."))
        self._notes.set_text("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _say_warnings(self, view: CardView) -> None:
        told = []
        key = view.group.key
        for number, proposal in enumerate(view.group.photos, start=1):
            found = view.judged.get((proposal.shot.sha256, key)) if key is not None else None
            for words in warnings_of(found):
                photo = translate("Batch", "Photo {n}: {words}")
                told.append(photo.format(n=number, words=words))
        self._warning.set_text("\n".join(told[:4]))
        for widget in (self._warning, self._warning_icon):
            widget.setVisible(bool(told))

    def _hint(self, view: CardView) -> None:
        if view.for_all:
            self.form.say_hint(view.for_all)
        else:
            self.form.say_hint(translate("Batch", "What was done (the reporter reads this)"))

    def _show_choices(self, view: CardView) -> None:
        offered = tuple(choices(view.group)) if view.group.key is None else ()
        self._choices.setVisible(view.group.key is None)
        if offered == self._offered:
            return
        self._offered = offered
        self._flow.clear()
        self.choices = [self._choice(key, view) for key in offered[:MOST_CHOICES]]
        another = Button(translate("Batch", "Another case…"), key="M", size="small")
        another.clicked.connect(lambda _=False: self.wants_case.emit())
        for button in (*self.choices, another):
            self._flow.addWidget(button)

    def _choice(self, key: Key, view: CardView) -> Button:
        case = view.cases.get(key)
        words = batch_words.case_name(case)
        near = [batch_words.short_place(p, case) for p in view.group.photos if p.shot.has_place]
        number = batch_words.number_of(key, view.cases)
        sentence = number if case is None else batch_words.sentence_of(case)
        short = elided(sentence, Role.BUTTON, _CHOICE_WIDE)
        shown = " · ".join([short, *near[:1]])
        button = Button(shown, icon="arrow-right", size="small")
        button.setToolTip(words)
        button.setAccessibleName(f"{words}, {near[0]}" if near else words)
        button.clicked.connect(partial(self.took.emit, key))
        return button

    # -- what is done -----------------------------------------------------------------------------

    def _ticked(self, on: bool) -> None:
        self.set_chosen(on)
        self.ticked.emit(on)

    def _leave_out(self) -> None:
        if self.view is not None:
            self.leave_out.emit([p.shot.sha256 for p in self.view.group.photos if p.early])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self.tick, 0, top)
        head.addWidget(self._title, 1)
        head.addWidget(self._chip, 0, top)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._choices)
        column.addWidget(self.tiles)
        warning = QHBoxLayout()
        warning.setSpacing(6)
        warning.addWidget(self._warning_icon, 0, top)
        warning.addWidget(self._warning, 1)
        column.addLayout(warning)
        column.addWidget(self._notes)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
