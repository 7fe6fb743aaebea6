"""Photos of a day for several cases: proposed by place and time, confirmed, saved in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from casework.case import Case
from casework.pictures.proposals import Key
from desktop import batch_draft, batching, messages
from desktop.batch_draft import BatchDraft
from desktop.batch_state import place_of
from desktop.batching import BatchPhoto, Proposed
from desktop.fix_offers import offers
from desktop.ui.bridge import Bridge
from desktop.ui.pages.base import Page
from desktop.ui.pages.batch_board import Board
from desktop.ui.pages.batch_chooser import CaseChooser
from desktop.ui.pages.batch_judging import Judging
from desktop.ui.pages.batch_layout import BatchLayout
from desktop.ui.pages.batch_saving import Saving
from desktop.ui.pages.batch_taking import Taking
from desktop.ui.pages.batch_tile import MIME
from desktop.ui.pages.photo_viewer import PhotoViewer, ViewedPhoto
from desktop.ui.services import WindowServices
from desktop.words import language, translate

PROPOSE_MS, DRAFT_MS = 250, 800


class BatchPage(Page):
    """The page. What is on it is kept until it is saved or taken out."""

    foot_height = 60

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ask for the batch that was kept."""
        super().__init__(bridge, window)
        self.parts = BatchLayout(self, bridge, window)
        self.board = Board(self.parts, window.thumbnails, self)
        self.taking = Taking(bridge, self)
        self.judging = Judging(bridge, self.board)
        self.saving = Saving(bridge, window, self)
        self.chooser = CaseChooser(bridge, self)
        self._viewer: PhotoViewer | None = None
        self._proposing = 0
        self._loaded = False
        self._propose_timer = QTimer(self, singleShot=True, interval=PROPOSE_MS)
        self._propose_timer.timeout.connect(self._propose)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft_timer.timeout.connect(self.keep_draft)
        self._connect()
        self.setAcceptDrops(True)
        self.bind_letters("PAMNO123456789")
        self._show()
        bridge.read(lambda: bridge.desk.ground().areas, self.parts.map.set_areas)
        cache = bridge.desk.cache
        bridge.read(lambda: batch_draft.kept(cache), self._restore, self._failed)

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Batch", "Photos of several cases")

    def subtitle(self) -> str:
        """How many photos and cases."""
        if not self.board.state.photos:
            return ""
        words = translate("Batch", "{photos} photos · {cases} cases")
        cases = len([g for g in self.board.groups if g.key is not None])
        return words.format(photos=len(self.board.state.photos), cases=cases)

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        strips = [card.tiles.tiles[0] for card in self.board.cards.values() if card.tiles.tiles]
        return [self.parts.ways.add, *strips[:1], self.parts.for_all.text, self.parts.save]

    def set_narrow(self, narrow: bool) -> None:
        """Cases, other photos or the map, where there is room for one."""
        self.parts.set_narrow(narrow)

    def handle_key(self, letter: str) -> bool:
        """P adds photos, A ticks; M, N, O and numbers move the chosen ones."""
        if self.chooser.isVisible():
            return False
        board = self.board
        if letter.isdigit():
            board.move_to_number(int(letter))
            return True
        acts: dict[str, Callable[[], None]] = {
            "P": self.parts.ways.choose,
            "A": self.tick_clear,
            "M": self.choose_case,
            "N": board.split_chosen,
            "O": lambda: board.move_chosen("aside"),
        }
        acts[letter]()
        return True

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.parts.retranslate()
        self.board.retranslate()
        self._ask_offers()
        self._show()

    def release(self) -> None:
        """The page goes: what is on it is kept."""
        self.keep_draft()

    # -- photos in --------------------------------------------------------------------------------

    def add_photos(self, given: Sequence[tuple[Path | bytes, str]]) -> None:
        """Take photos in; each is kept, encrypted, before the next."""
        self.parts.say_problem("")
        self.taking.add(given, batching.MOST_PHOTOS - len(self.board.state.photos))

    def _took(self, photo: BatchPhoto) -> None:
        self.board.state.add([photo])
        if not self._propose_timer.isActive():
            self._propose_timer.start()

    def _taking_changed(self) -> None:
        taking = self.taking
        self.parts.say_progress(taking.done, taking.total)
        self.parts.say_bad(taking.problems)
        self._show()
        if not taking.running and taking.total:
            self._propose()
            self.keep_draft()

    # -- proposals --------------------------------------------------------------------------------

    def _propose(self) -> None:
        self._propose_timer.stop()
        self._proposing += 1
        turn, desk = self._proposing, self._bridge.desk
        photos, offset = list(self.board.state.photos.values()), self.parts.clock.offset()
        self._bridge.read(
            lambda: batching.propose(desk, photos, offset, batching.plan_of(desk, photos)),
            lambda found: self._proposed(found) if turn == self._proposing else None,
            self._failed,
        )

    def _ask_offers(self) -> None:
        """What is ready to be said, of any case: each takes its own of it."""
        case, desk = next(iter(self.board.cases.values()), None), self._bridge.desk
        if case is not None:
            speech = language()
            self._bridge.read(lambda: offers(desk, case, speech), self.board.offer)

    def _proposed(self, found: Proposed) -> None:
        self.board.show_proposed(found)
        self.parts.clock.show_offsets(found.matching.offsets)
        self._look_at_missing()
        self._ask_offers()
        self.judging.ask()
        self._show()

    def _look_at_missing(self) -> None:
        """Cases that were chosen by hand, and are not among those of the proposals."""
        missing = [g.key for g in self.board.groups if g.key and g.key not in self.board.cases]
        if missing:
            self._look_at(missing)

    def _look_at(self, keys: Sequence[Key]) -> None:
        desk = self._bridge.desk

        def seen(found: dict[Key, tuple[Case, str]]) -> None:
            for key, (case, kind) in found.items():
                self.board.cases[key] = case
                self.board.kinds[key] = kind
            self.board.refresh()
            self.judging.ask()

        self._bridge.read(lambda: batching.look(desk, keys), seen, self._failed)

    def _cases_changed(self, keys: frozenset[Key]) -> None:
        shown = [g.key for g in self.board.groups if g.key in keys and g.key is not None]
        if shown:
            self.judging.forget(shown)
            self._look_at(shown)

    # -- what the officer does --------------------------------------------------------------------

    def tick_clear(self) -> None:
        """Confirm every case whose proposal is clear."""
        clear = self.board.clear_ones()
        if clear:
            self.board.tick([g.key for g in clear if g.key is not None])
            return
        self.parts.say_problem(
            translate(
                "Batch", "No proposal is clear enough to be ticked together; please look at each."
            )
        )

    def choose_case(self) -> None:
        """Let the person choose a case for the chosen photos."""
        if not self.board.chosen:
            self.parts.say_problem(translate("Batch", "Please choose photos first, with Space."))
            return
        count = len(self.board.chosen)
        heading = translate("Batch", "Which case are these {n} photos of?").format(n=count)
        self.chooser.ask(heading, self.board.offers())

    def _picked(self, key: Key) -> None:
        self.board.move_chosen(place_of(key))
        self._look_at([key])
        self.board.reveal(place_of(key))

    def _moved(self, count: int, before: dict[str, str]) -> None:
        words = translate("Batch", "{n} photos moved").format(n=count)
        self._window.show_undo(words, partial(self.board.put_back, before))
        self._look_at_missing()

    def _open_photo(self, sha256: str) -> None:
        if self._viewer is None:
            self._viewer = PhotoViewer(self._bridge, self.window(), self._window.thumbnails)
        photos = self.board.state.photos
        shown = [ViewedPhoto(p.sha256, p.name) for p in photos.values()]
        self._viewer.show_photos(shown, sha256)

    def save(self) -> None:
        """Save what is ticked, and nothing else."""
        if self.taking.running:
            self.parts.say_problem(translate("Batch", "Photos are still being taken in."))
            return
        self.saving.save()

    # -- the draft --------------------------------------------------------------------------------

    def draft(self) -> BatchDraft:
        """Everything that is on the page."""
        board = self.board
        return BatchDraft(
            tuple(board.state.photos.values()),
            dict(board.state.placed),
            frozenset(board.ticked),
            dict(board.words),
            self.parts.for_all.words(),
            self.parts.clock.offset(),
        )

    def show_draft(self, draft: BatchDraft) -> None:
        """Show a batch in place of what is here."""
        board = self.board
        board.state.photos = {photo.sha256: photo for photo in draft.photos}
        board.state.placed = dict(draft.placed)
        board.ticked = set(draft.ticked)
        board.words = dict(draft.words)
        self.parts.for_all.fill(draft.for_all)
        self.parts.clock.fill(draft.offset)
        self._propose()
        self._show()

    def keep_draft(self) -> None:
        """Keep the batch now."""
        self._draft_timer.stop()
        if not self._loaded or self.saving.running:
            return
        draft, cache = self.draft(), self._bridge.desk.cache
        self._bridge.write(lambda: batch_draft.keep(cache, draft), self._kept, self._failed)

    def _kept(self, _done: object) -> None:
        kept = translate("Batch", "Kept on this computer; not saved to the cases yet")
        self.parts.draft.set_text(kept if self.board.state.photos else "")

    def _restore(self, draft: BatchDraft) -> None:
        self._loaded = True
        if not draft.is_empty:
            newer = self.board.state.photos  # what was added before the draft came
            self.show_draft(replace(draft, photos=(*draft.photos, *newer.values())))
            self.parts.draft.set_text(translate("Batch", "Your photos are here again"))

    def _changed(self) -> None:
        self._draft_timer.start()
        self.judging.ask()
        self._show()

    def _clock_changed(self, _offset: object) -> None:
        self._propose_timer.start()
        self._draft_timer.start()

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        count = len(self.board.confirmed())
        words = translate("Batch", "Save {n} fixes") if count else translate("Batch", "Save")
        self.parts.save.set_text(words.format(n=count))
        self.parts.save.setEnabled(count > 0 and not self.saving.running)
        self.parts.show_empty(not self.board.state.photos and not self.taking.running)
        self.heading_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.parts.say_problem(messages.sentence(error))

    # -- keys, dropping and pasting ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc chooses none, then goes back to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.board.chosen:
            self.board.choose_none()
        else:
            self._window.navigate("cases")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files; photos of this page go to cards alone."""
        data = event.mimeData()
        if (data.hasUrls() or data.hasImage()) and not data.hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        if self.parts.ways.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def _connect(self) -> None:
        parts, board = self.parts, self.board
        parts.ways.given.connect(self.add_photos)
        parts.stop.clicked.connect(self.taking.stop)
        parts.tick_clear.clicked.connect(self.tick_clear)
        parts.save.clicked.connect(self.save)
        parts.move_to.clicked.connect(self.choose_case)
        parts.split.clicked.connect(board.split_chosen)
        parts.set_aside.clicked.connect(lambda: board.move_chosen("aside"))
        parts.unchoose.clicked.connect(board.choose_none)
        parts.remove.clicked.connect(board.remove_chosen)
        parts.clock.changed.connect(self._clock_changed)
        parts.for_all.changed.connect(board.refresh)
        parts.for_all.changed.connect(self._changed)
        board.changed.connect(self._changed)
        board.moved.connect(self._moved)
        board.opened.connect(self._open_photo)
        board.wants_case.connect(self.choose_case)
        self.taking.took.connect(self._took)
        self.taking.changed.connect(self._taking_changed)
        self.chooser.picked.connect(self._picked)
        self.chooser.closed.connect(self._focus_cards)
        self._bridge.cases_changed.connect(self._cases_changed)
        for keys, act in (
            (QKeySequence("Ctrl+Return"), self.save),
            (QKeySequence("Ctrl+Enter"), self.save),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.parts.ways.paste),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _focus_cards(self) -> None:
        first = next(iter(self.board.cards.values()), None)
        if first is not None:
            first.tiles.focus_first()
