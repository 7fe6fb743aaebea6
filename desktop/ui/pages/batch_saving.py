"""Saving the ticked cases of the batch as one group, saying what came of each, and the way back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from casework.acts import Work
from casework.fixing import CANNOT
from casework.pictures.proposals import Key
from desktop import batch_draft, batching, fix_offers, messages
from desktop.acting import ActReport
from desktop.batch_draft import BatchDraft, CaseWords
from desktop.batch_state import Group
from desktop.batching import CaseFix
from desktop.desk import Desk
from desktop.entering import STATES
from desktop.ui.bridge import Bridge
from desktop.ui.pages import batch_words
from desktop.ui.pages.acts import refusal_words
from desktop.ui.pages.batch_board import words_for
from desktop.ui.pages.batch_form import read_cost
from desktop.ui.services import WindowServices
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.ui.pages.batch import BatchPage


class Missing(NamedTuple):
    """Why a case cannot be saved as it is, and which."""

    place: str
    text: str


def save_and_keep(desk: Desk, fixes: list[CaseFix], before: BatchDraft) -> ActReport:
    """Save the fixes; what is left of the batch stays its draft. Slow."""
    report = batching.save(desk, fixes)
    done = {(o.authority, o.case) for o in report.done}
    batch_draft.keep(desk.cache, without(before, done, fixes))
    crews = fix_offers.crews(desk.cache.get(fix_offers.CREWS))
    for fix in fixes:
        crews = tuple(fix_offers.with_crew(list(crews), fix.work.done_by))
    desk.cache.put(fix_offers.CREWS, list(crews))
    return report


def without(draft: BatchDraft, done: set[Key], fixes: list[CaseFix]) -> BatchDraft:
    """The batch without the photos and words of cases that are saved."""
    gone = {photo.sha256 for fix in fixes if fix.key in done for photo in fix.photos}
    return replace(
        draft,
        photos=tuple(photo for photo in draft.photos if photo.sha256 not in gone),
        placed={s: place for s, place in draft.placed.items() if s not in gone},
        ticked=draft.ticked - done,
        words={key: words for key, words in draft.words.items() if key not in done},
    )


class Saving:
    """The save of the page."""

    def __init__(self, bridge: Bridge, window: WindowServices, page: BatchPage) -> None:
        """Nothing is being saved."""
        self._bridge = bridge
        self._window = window
        self._page = page
        self.running = False

    def save(self) -> None:
        """Save what is ticked, or say what is missing."""
        page, desk = self._page, self._bridge.desk
        groups = page.board.confirmed()
        if self.running:
            return
        if not groups:
            page.parts.say_problem(
                translate(
                    "Batch", "Nothing is ticked yet. Tick the cases that are right, then save."
                )
            )
            return
        missing = next((m for g in groups if (m := self._missing(g)) is not None), None)
        if missing is not None:
            page.parts.say_problem(missing.text)
            page.board.reveal(missing.place)
            return
        page.parts.say_problem("")
        before, fixes = page.draft(), [self._fix(group) for group in groups]
        self.running = True
        page.parts.save.setEnabled(False)
        self._bridge.write(
            lambda: save_and_keep(desk, fixes, before),
            partial(self._saved, before, fixes),
            self._failed,
        )

    def _fix(self, group: Group) -> CaseFix:
        board = self._page.board
        words = self._words(group)
        assert group.key is not None
        photos = tuple(board.state.photos[p.shot.sha256] for p in group.photos)
        work = Work(words.materials, read_cost(words.cost), words.done_by, words.result)
        outcome = STATES[words.result]
        reasons = self._reasons(group)
        return CaseFix(group.key, photos, words.text, outcome, work=work, reasons=reasons)

    def _reasons(self, group: Group) -> dict[str, str]:
        """Where the officer set a clock right, the record says so beside a time that warns."""
        page = self._page
        offset, key = page.parts.clock.offset(), group.key
        if offset is None or key is None:
            return {}
        told = batch_words.clock_reason(offset)
        return {
            p.shot.sha256: told
            for p in group.photos
            if p.shot.satellite_at is None
            and (found := page.board.judged.get((p.shot.sha256, key))) is not None
            and found.checks.time.status == "warn"
        }

    def _words(self, group: Group) -> CaseWords:
        return words_for(self._page.board, group, self._page.parts.for_all.words())

    def _missing(self, group: Group) -> Missing | None:
        words = self._words(group)
        number = batch_words.number_of(group.key, self._page.board.cases)
        if words.result == CANNOT and not words.text:
            text = translate("Batch", "Please say why case {number} could not be fixed.")
            return Missing(group.place, text.format(number=number))
        try:
            read_cost(words.cost)
        except ValueError:
            text = translate("Batch", "The cost of case {number} is no number. Please look at it.")
            return Missing(group.place, text.format(number=number))
        return None

    def _saved(self, before: BatchDraft, fixes: list[CaseFix], report: ActReport) -> None:
        self.running = False
        page = self._page
        done = {(o.authority, o.case) for o in report.done}
        page.show_draft(without(page.draft(), done, fixes))
        page.parts.say_problem(self._not_done(fixes, done, report))
        if report.done:
            undo = partial(self._take_back, before, report)
            self._window.show_undo(_done_words(report), undo)

    def _not_done(self, fixes: list[CaseFix], done: set[Key], report: ActReport) -> str:
        """What was left as it is, case by case; "" when all was saved."""
        told = {(c.authority, c.id): messages.of_result(why) for c, why in report.not_done}
        lines = []
        for fix in fixes:
            if fix.key in done:
                continue
            number = batch_words.number_of(fix.key, self._page.board.cases)
            why = told.get(fix.key) or translate("Batch", "it takes nothing from you now.")
            lines.append(f"{number}: {why}")
        return "\n".join(lines)

    def _take_back(self, before: BatchDraft, report: ActReport) -> None:
        desk, page = self._bridge.desk, self._page

        def work() -> ActReport:
            undone = desk.take_back(report.done)
            batch_draft.keep(desk.cache, before)
            return undone

        def taken(undone: ActReport) -> None:
            page.show_draft(before)
            page.parts.say_problem(refusal_words(undone))
            words = translate("Batch", "Taken back; the photos are here again")
            self._window.show_undo(words, None)

        self._bridge.write(work, taken, self._failed)

    def _failed(self, error: Exception) -> None:
        self.running = False
        self._page.parts.say_problem(messages.sentence(error))
        self._page.show_draft(self._page.draft())


def _done_words(report: ActReport) -> str:
    fixes = sum(o.kind == "record_fix" for o in report.done)
    more = len(report.done) - fixes
    told = []
    if fixes:
        told.append(translate("Batch", "{n} fixes saved").format(n=fixes))
    if more:
        told.append(translate("Batch", "photos added to {n} cases").format(n=more))
    return ", ".join(told)
