"""One case: its head and acts, photos, history, facts, and the comment box at its foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from casework.case import Audience, Case
from desktop import messages
from desktop.acting import ActReport
from desktop.storage.records import PhotoUpload
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.pages import acts
from desktop.ui.pages.acts import Acting
from desktop.ui.pages.case_comment import CommentBox, CommentDrafts
from desktop.ui.pages.case_facts import CaseFacts
from desktop.ui.pages.case_head import CaseHead
from desktop.ui.pages.case_history import CaseHistory
from desktop.ui.pages.case_map import areas_of
from desktop.ui.pages.case_panels import CasePanels
from desktop.ui.pages.case_photos import CasePhotos
from desktop.ui.pages.case_place import AreaNames
from desktop.ui.pages.case_rows import searched
from desktop.ui.pages.case_view import CaseView, load
from desktop.ui.pages.case_viewing import CaseViewing
from desktop.ui.pages.photo_viewer import PhotoViewer
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.whence import Here, choose
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import EmptyState
from desktop.ui.widgets.marked import MarkedText
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import one_line, wrap
from desktop.words import translate

FACTS_WIDTH, ONE_COLUMN_UNDER = 237, 600
_KINDS = {letter: kind for kind, letter in acts.KEYS.items()}


class CasePage(QWidget):
    """The case at the right of a list, or alone.

    Signals:
        fix_wanted: record a fix for the case shown.
        left: Esc, or the way back in a narrow window.
        shown: another case is shown now, or the same one after a change.
    """

    fix_wanted = Signal()
    left = Signal()
    shown = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Empty until `show_case`."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._key: Key | None = None
        self._view: CaseView | None = None
        self._turn = 0
        self._build()
        self._acting = Acting(bridge, window, self.head.say_problem)
        self._drafts = CommentDrafts(bridge, self.comment)
        bridge.cases_changed.connect(self._cases_changed)
        bridge.outbox_changed.connect(self.refresh)
        desk = bridge.desk
        bridge.read(lambda: areas_of(desk), self.facts.place.map.set_areas)
        self._here = Here(bridge, self)
        self._here.moved.connect(self.facts.place.show_start)
        self.retranslate()

    # -- what a page around it asks ---------------------------------------------------------------

    @property
    def key(self) -> Key | None:
        """The case shown or asked for."""
        return self._key

    @property
    def case(self) -> Case | None:
        """The case as shown."""
        return self._view.case if self._view is not None else None

    @property
    def viewer(self) -> PhotoViewer | None:
        """The viewer of its photos, once one was opened."""
        return self._viewing.viewer

    def show_case(self, key: Key | None) -> None:
        """Show a case; None shows that none is chosen."""
        if key == self._key:
            self.refresh()
            return
        self._drafts.leave()
        self._panels.hide()
        self._key = key
        self.head.say_problem("")
        if key is None:
            self._view = None
            self._show_empty(translate("CasePage", "Choose a case from the list"))
            return
        self.refresh()

    def keep_drafts(self) -> None:
        """Keep what is half written now."""
        self._drafts.leave()

    def refresh(self) -> None:
        """Read the case again."""
        if self._key is None:
            return
        self._turn += 1
        turn, key, desk, fix = self._turn, self._key, self._bridge.desk, self._here.fix()

        def work() -> tuple[CaseView | None, object]:
            return load(desk, *key, fix), desk.cache.draft(*key, "comment")

        self._bridge.read(work, lambda found: self._loaded(turn, key, *found), self._failed)

    def handle_key(self, letter: str) -> bool:
        """Do the act of a letter; says whether it was one of a case's."""
        if self._view is None or self._panels.is_open():
            return False
        shown = {
            "L": self.show_on_map, "B": self.photos.ask_compare, "Z": self.photos.ask_large,
            "H": self.facts.place.go,
        }  # fmt: skip
        if letter in shown:
            shown[letter]()
            return True
        kind = _KINDS.get(letter, "")
        if kind:
            self.do(kind)
        return bool(kind)

    def do(self, kind: str) -> None:
        """Begin an act: at once, in its panel, or on the fix page."""
        view, case = self._view, self.case
        if view is None or case is None:
            return
        self.head.say_problem("")
        if kind == "comment":
            self.comment.write()
        elif not view.can(kind):
            self.head.say_problem(view.why_not(kind))
        elif kind == "record_fix":
            self.fix_wanted.emit()
        elif kind == "attach_photo":
            self._attach()
        elif kind in acts.NEED_MORE:
            self._panels.ask(case, kind)
        else:
            self._acting.act([case], kind)

    def show_on_map(self) -> None:
        """Open the map at this case."""
        if self._key is not None:
            self._window.navigate("map", authority=self._key[0], case=self._key[1])

    def mark(self, text: str) -> None:
        """Mark what is searched, wherever it stands in the case."""
        terms = searched(text)
        for part in (self.head, self.facts, self.history, self._sentence):
            part.mark(terms)

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        first = next(iter(self.head.buttons.values()), None)
        return [*([first] if first is not None else []), self.comment.field]

    def set_narrow(self, narrow: bool) -> None:
        """Fewer acts and a way back."""
        self.head.set_narrow(narrow)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.head.retranslate()
        self.facts.retranslate()
        self.history.retranslate()
        self.comment.retranslate()
        self._panels.forget()
        self._viewing.retranslate()
        if self._key is None:
            self._show_empty(translate("CasePage", "Choose a case from the list"))
        elif self._view is not None:
            self._show_view(self._view)
        self.refresh()

    # -- showing ----------------------------------------------------------------------------------

    def _loaded(self, turn: int, key: Key, view: CaseView | None, draft: object) -> None:
        if turn != self._turn or key != self._key:
            return
        if view is None:
            self._view = None
            self._show_empty(messages.of_code("case_gone"))
            return
        another = self._view is None or self._view.case.id != view.case.id
        if view != self._view:
            self._view = view
            self._show_view(view)
        if another:
            self._scroll.verticalScrollBar().setValue(0)
            self._drafts.restore(key, draft)
        self.shown.emit()

    def _show_view(self, view: CaseView) -> None:
        self.head.show_view(view)
        self.photos.show_view(view)
        self._viewing.heed(view)
        self.history.show_view(view)
        self.facts.show_view(view)
        self._areas.show(view.case.ticket)
        self.comment.set_channel(view.case.ticket.channel)
        self._show_whole_sentence()
        self._stack.setCurrentIndex(0)

    def _failed(self, error: Exception) -> None:
        self.head.say_problem(messages.sentence(error))

    def _show_empty(self, text: str) -> None:
        self._empty.say(text)
        self._stack.setCurrentIndex(1)

    def _show_whole_sentence(self) -> None:
        """What the title cuts stands in full above the photos."""
        case = self.case
        if case is None:
            return
        words = case.ticket.description
        lines = wrap(one_line(words), Role.TITLE, max(200, self.head.title.width()))
        cut = len(lines) > 2 or "\n" in words.strip()
        self._sentence.set_text(words.strip() if cut else "")
        self._sentence.setVisible(cut)

    def _cases_changed(self, changed: frozenset[Key]) -> None:
        case = self.case
        group = {case.parent, *case.members} if case is not None else set()
        if self._key in changed or any(found[1] in group for found in changed):
            self.refresh()

    # -- acts -------------------------------------------------------------------------------------

    def give_focus(self) -> None:
        """Give the keyboard to the first act."""
        for button in self.head.buttons.values():
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus()

    def _save_comment(self, text: str, audience: Audience) -> None:
        case, key = self.case, self._key
        if case is None or key is None:
            return

        def saved(_report: ActReport) -> None:
            self._drafts.forget(key)
            if key == self._key:
                self.comment.clear()
                self.give_focus()

        self._acting.act([case], "comment", None, saved, text=text, audience=audience)

    def _take_back(self, event_id: str) -> None:
        case, desk = self.case, self._bridge.desk
        if case is None:
            return

        def work() -> ActReport:
            item = desk.cache.operation(event_id)
            if item is not None:
                return desk.take_back([item.operation])
            return desk.act([case], "undo", target=event_id)

        self._acting.run(work)

    def _attach(self) -> None:
        files = acts.choose_photos(self._window)
        if files and self.case is not None:
            self._acting.attach(self.case, files)

    # -- the widget itself ------------------------------------------------------------------------

    def _open_photo(self, key: str) -> None:
        if self._view is not None:
            self._viewing.open(self._view, key)

    def _compare(self, key: str) -> None:
        if self._view is not None:
            self._viewing.open(self._view, key, compare=True)

    def _try_again(self, upload: PhotoUpload) -> None:
        desk = self._bridge.desk
        self._bridge.write(lambda: desk.retry([upload]), lambda _: None, self._failed)

    def _measure_from(self, lon: float, lat: float) -> None:
        desk = self._bridge.desk
        self._bridge.write(lambda: choose(desk, (lon, lat)), lambda _: self.refresh())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Facts stand at the right, or below where it is narrow."""
        super().resizeEvent(event)
        one = self.width() < ONE_COLUMN_UNDER
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if one else across)
        self._side.setMinimumWidth(0 if one else FACTS_WIDTH)
        self._side.setMaximumWidth(16777215 if one else FACTS_WIDTH)
        self._show_whole_sentence()

    def _build(self) -> None:
        # By F6 and a click; as a stop of Tab it would be one that nobody sees.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("no-ring", True)
        self.head = CaseHead()
        self._turns = PhotoTurns(self._bridge, self)
        self.photos = CasePhotos(self._window.thumbnails, self._turns)
        self._viewing = CaseViewing(self._bridge, self._window, self, self._turns)
        self._panels = CasePanels(self._bridge, self._window, self, self.head)
        self.history = CaseHistory(self._window.thumbnails, self._turns)
        self.facts = CaseFacts()
        self._areas = AreaNames(self._bridge, self.facts.place)
        self.comment = CommentBox()
        self._sentence = MarkedText("", Role.BODY, lines=None)
        self._empty = EmptyState("clipboard-list", "")
        whole = Ground("surface")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._build_body(), 1)
        column.addWidget(self.comment)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        connections: list[tuple[object, Callable[..., object]]] = [
            (self.head.wanted, self.do), (self.head.back, self.left.emit),
            (self.head.main_wanted, self._open_main), (self.photos.opened, self._open_photo),
            (self.history.undo_wanted, self._take_back), (self.facts.map_wanted, self.show_on_map),
            (self.comment.saved, self._save_comment), (self.comment.left, self.give_focus),
            (self.comment.photo_wanted, lambda: self.do("attach_photo")),
            (self.history.opened, self._open_photo),
            (self.photos.near, self._viewing.ready), (self.photos.compare_wanted, self._compare),
            (self.photos.again_wanted, self._try_again), (self._panels.closed, self.give_focus),
            (self.facts.place.measured_from, self._measure_from),
        ]  # fmt: skip
        for signal, act in connections:
            signal.connect(act)  # type: ignore[attr-defined]

    def _open_main(self, case_id: str) -> None:
        if self._key is not None:
            self._window.navigate("cases", authority=self._key[0], case=case_id)

    def _build_body(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addWidget(self.photos)
        column.addWidget(self.history)
        column.addStretch(1)
        self._side = Ground("surface", ("left",))
        side = QVBoxLayout(self._side)
        side.setContentsMargins(18, 6, 0, 6)
        side.addWidget(self.facts)
        inner = Ground("surface")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(20, 8, 20, 8)
        self._columns.setSpacing(20)
        self._columns.addWidget(main, 1)
        self._columns.addWidget(self._side)
        self._scroll = scrolling(inner)
        self._scroll.setMinimumHeight(24)  # where the window is low, head and foot go first
        return self._scroll
