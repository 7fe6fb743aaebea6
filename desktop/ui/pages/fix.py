"""Recording a fix: after-photos and what they prove, what was done, and how the case stands now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from casework.case import Case
from casework.thai import time_text
from desktop import clock, messages
from desktop.acting import ActReport
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.pages.acts import Acting
from desktop.ui.pages.fix_draft import KIND, FixDraft, read_draft
from desktop.ui.pages.fix_form import FixForm
from desktop.ui.pages.fix_offering import FixOffering, remember_crew
from desktop.ui.pages.fix_ready import MOST_BUTTONS
from desktop.ui.pages.fix_telling import missing, words_of, work_of
from desktop.ui.pages.photo_viewer import PhotoViewer, ViewedPhoto
from desktop.ui.pages.photo_ways import Given, PhotoWays
from desktop.ui.photo_mime import may_hold_photos
from desktop.ui.services import WindowServices
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

DRAFT_MS = 800


class FixPage(QWidget):
    """Recording a fix for one case. What is typed and chosen is kept until it is saved.

    Signals:
        closed: back to the case, with the fix saved or the draft kept.
        kept: the draft is stored now.
    """

    closed = Signal()
    kept = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Empty until a case is opened."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._case: Case | None = None
        self._photos: list[PreparedPhoto] = []
        self._coming: list[tuple[str, str]] = []
        self._order: dict[str, int] = {}
        self._preparing = self._asked = 0
        self._turn = 0
        self._saving = self._filling = False
        self._viewer: PhotoViewer | None = None
        self._draft_at: int | None = None
        self.form = FixForm(self, bridge, window)
        self.ways: PhotoWays = self.form.ways
        self._acting = Acting(bridge, window, self.form.say_problem)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft_timer.timeout.connect(self.keep_draft)
        self._offering = FixOffering(bridge, self.form, self._failed)
        self._connect()
        self.setAcceptDrops(True)

    # -- what the page around it asks -------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        """The case whose fix is recorded."""
        return self._case

    def photos(self) -> list[PreparedPhoto]:
        """The photos that are ready."""
        return list(self._photos)

    def open_case(self, case: Case) -> None:
        """Begin a fix, or go on with the draft that was kept."""
        self._turn += 1
        self._case, self._photos, self._coming, self._preparing = case, [], [], 0
        self._draft_at = None
        self._fill(FixDraft())
        self.form.side.show_case(case)
        self.ways.begin()
        self.form.say_problem("")
        self.form.say_bad_files([])
        self._show_photos()
        turn, cache = self._turn, self._bridge.desk.cache
        self._bridge.read(
            lambda: read_draft(cache.draft(case.authority, case.id, KIND)),
            lambda draft: self._restore(turn, draft),
            self._failed,
        )
        self._offering.ask(case)

    def give_focus(self) -> None:
        """Give the keyboard to the words."""
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, letter: str) -> bool:
        """P adds photos."""
        if letter == "P":
            self.ways.choose()
        return letter == "P"

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.ways.add, self.form.text, self.form.save]

    def set_narrow(self, narrow: bool) -> None:
        """Without the column to compare with where there is no room."""
        self.form.side.setVisible(not narrow)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.form.retranslate(self._photos)
        self._offering.ask(self._case)
        if self._case is not None:
            self.form.side.show_case(self._case)
            self._show_photos()
        if self._viewer is not None:
            self._viewer.deleteLater()
            self._viewer = None

    # -- photos -----------------------------------------------------------------------------------

    def add_photos(self, sources: Sequence[Path]) -> None:
        """Take photos in from files."""
        self.add_given([Given(path, path.name) for path in sources])

    def add_given(self, photos: Sequence[Given]) -> None:
        """Take photos in; each is checked on a worker thread."""
        case, turn = self._case, self._turn
        if case is None:
            return
        self.form.say_bad_files([])
        desk = self._bridge.desk
        for source, name in photos:
            self._take_in(turn, partial(desk.prepare_photo, source, case, name))

    def remove_photo(self, sha256: str) -> None:
        """Leave a photo out."""
        self._photos = [photo for photo in self._photos if photo.sha256 != sha256]
        self._show_photos()
        self._edited()

    def _take_in(self, turn: int, prepare: Callable[[], PreparedPhoto]) -> None:
        self._preparing += 1
        self._asked = number = self._asked + 1
        self._show_photos()
        self._bridge.picture(
            prepare,
            lambda photo: self._prepared(turn, number, photo),
            lambda error: self._not_taken(turn, error),
        )

    def _prepared(self, turn: int, number: int, photo: PreparedPhoto) -> None:
        if turn != self._turn:
            return
        self._preparing -= 1
        self._coming = [one for one in self._coming if one[0] != photo.sha256]
        if photo.sha256 not in {held.sha256 for held in self._photos}:
            self._photos.append(photo)
            self._order[photo.sha256] = number
            self._photos.sort(key=lambda held: self._order[held.sha256])
        self._show_photos()
        self._edited()

    def _not_taken(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._preparing -= 1
            self.form.say_bad_files([*self.form.bad_files(), messages.sentence(error)])
            self._show_photos()

    def _show_photos(self) -> None:
        self.form.show_photos(self._photos, self._preparing)

    def _open_photo(self, key: str) -> None:
        if self._viewer is None:
            self._viewer = PhotoViewer(self._bridge, self.window(), self._window.thumbnails)
            self._viewer.closed.connect(self.give_focus)
        shown = [ViewedPhoto(photo.sha256, photo.name) for photo in self._photos]
        if key not in {photo.key for photo in shown}:
            case = self._case.id if self._case is not None else ""
            shown = [ViewedPhoto(key, translate("FixPage", "Photo before the work"), case)]
        self._viewer.show_photos(shown, key)

    # -- the draft --------------------------------------------------------------------------------

    def draft(self) -> FixDraft:
        """What was chosen and typed so far."""
        held = [(photo.sha256, photo.name) for photo in self._photos]
        return self.form.draft((*held, *self._coming))

    def keep_draft(self) -> None:
        """Store the draft now."""
        self._draft_timer.stop()
        case = self._case
        if case is None or self._saving:
            return
        key: Key = (case.authority, case.id)
        draft, cache, turn = self.draft(), self._bridge.desk.cache, self._turn

        def work() -> None:
            if draft.is_empty:
                cache.delete_draft(*key, KIND)
            else:
                cache.save_draft(*key, KIND, draft.to_json())

        self._bridge.write(work, lambda _: self._kept(turn), self._failed)

    def leave(self) -> None:
        """Back to the case; the draft is kept."""
        self.keep_draft()
        self.closed.emit()

    def _kept(self, turn: int) -> None:
        self.kept.emit()
        if turn == self._turn:
            self._draft_at = clock.now()
            kept = translate("FixPage", "Draft kept by itself at {time}")
            self.form.say_draft(kept.format(time=time_text(self._draft_at)))

    def _edited(self) -> None:
        if self._case is not None and not self._filling:
            self._draft_timer.start()

    def _fill(self, draft: FixDraft) -> None:
        self._filling = True
        self.form.fill(draft)
        self._filling = False

    def _restore(self, turn: int, draft: FixDraft) -> None:
        case = self._case
        if turn != self._turn or case is None or draft.is_empty:
            return
        if not self.draft().is_empty:
            return  # something was typed before the draft came
        self._fill(draft)
        self._coming = list(draft.photos)
        self.form.say_draft(translate("FixPage", "Your draft is here again"))
        desk = self._bridge.desk
        for sha256, name in draft.photos:

            def again(sha256: str = sha256, name: str = name) -> PreparedPhoto:
                data = desk.photos.read(sha256)
                if data is None:
                    raise DeskError("photo_missing", name=name)
                return desk.prepare_photo(data, case, name)

            self._take_in(turn, again)

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Record the fix. What the photos prove never stands in the way."""
        case = self._case
        if case is None or self._saving:
            return
        if self._preparing:
            self.form.say_problem(translate("FixPage", "Photos are still being checked."))
            return
        draft = self.draft()
        problem = missing(draft)
        if problem:
            self.form.say_problem(problem)
            self.give_focus()
            return
        if self.form.work.problem():
            self.form.say_problem(self.form.work.problem())
            self.form.work.focus_problem()
            return
        self._saving = True
        self._draft_timer.stop()
        self.form.save.setEnabled(False)
        self._acting.run(self._work(case, draft), self._saved)
        # Whatever came of it, the page can be used again when the answer is there.
        self._bridge.write(lambda: None, lambda _: self._ready())

    def _work(self, case: Case, draft: FixDraft) -> Callable[[], ActReport]:
        desk, photos = self._bridge.desk, list(self._photos)
        outcome = self.form.outcome
        due = outcome.day.due_at() if outcome.looks_again() else None
        state, done, text = outcome.state(), work_of(draft), words_of(draft)

        def work() -> ActReport:
            now = desk.case(case.authority, case.id) or case
            report = desk.fix(
                now, photos, text, state, reasons=draft.reasons, due_at=due, work=done
            )
            if report.done:
                desk.cache.delete_draft(case.authority, case.id, KIND)
                remember_crew(desk.cache, draft.done_by)
            return report

        return work

    def _saved(self, _report: ActReport) -> None:
        self._turn += 1
        self._case = None
        self._photos, self._coming = [], []
        self.closed.emit()

    def _ready(self) -> None:
        self._saving = False
        self.form.save.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self.form.say_problem(messages.sentence(error))

    # -- keys, dropping and pasting ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back and keeps the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if may_hold_photos(event.mimeData()):
            event.acceptProposedAction()
            self.form.photos.drop.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        super().dragLeaveEvent(event)
        self.form.photos.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.form.photos.drop.set_over(False)
        if self.ways.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._edited)
        self.ways.given.connect(self.add_given)
        form.save.clicked.connect(self.save)
        form.leave.clicked.connect(self.leave)
        form.photos.removed.connect(self.remove_photo)
        form.photos.opened.connect(self._open_photo)
        form.side.opened.connect(self._open_photo)
        for keys, act in (
            (QKeySequence("Ctrl+Return"), self.save),
            (QKeySequence("Ctrl+Enter"), self.save),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.ways.paste),
            (QKeySequence("Alt+M"), form.work.add_line),
            *(
                (QKeySequence(f"Alt+{n + 1}"), partial(form.ready.choose, n))
                for n in range(MOST_BUTTONS)
            ),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
