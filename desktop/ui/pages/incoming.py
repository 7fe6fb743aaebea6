"""Incoming: cases that nobody has accepted yet, to be taken on one by one or many at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Case, PhotoRole
from desktop.desk import Desk
from desktop.image_reading import read_image
from desktop.ui.bridge import Bridge
from desktop.ui.pages.base import Page
from desktop.ui.pages.incoming_acts import IncomingActs
from desktop.ui.pages.incoming_bar import ActionBar
from desktop.ui.pages.incoming_peek import Peek, Peeked
from desktop.ui.pages.incoming_source import IncomingSource
from desktop.ui.pages.incoming_study import Hint, Key, keep_apart
from desktop.ui.pages.incoming_table import IncomingTable
from desktop.ui.services import WindowServices
from desktop.ui.theme.scale import PEEK
from desktop.ui.widgets.card import Ground
from desktop.words import translate

PEEK_MS = 40
"""The peek waits so long, so that a key held down does not read every case on the way."""
_ACTS = {"A": "accept", "G": "assign", "T": "retype", "F": "forward", "R": "reject", "Y": "take"}


class IncomingPage(Page):
    """The page of waiting cases: list with check boxes, peek, action bar."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Build the page; it reads when it is shown."""
        super().__init__(bridge, window)
        self._narrow = False
        self._source = IncomingSource(bridge, self)
        self.table = IncomingTable(self._source, window.thumbnails)
        self.peek = Peek(window.thumbnails)
        self.peek.setFixedWidth(PEEK)
        self.bar = ActionBar()
        self.acts = IncomingActs(bridge, window, self.bar, self)
        self._peek_later = QTimer(self, singleShot=True, interval=PEEK_MS)
        self._peek_later.timeout.connect(self._ask_peek)
        self._build()
        self._connect()
        self.bind_letters("JKXAGTFRYMNL", repeating="JK")
        self._keys.bind("Shift+X", self.table.select_to_current)
        every = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self)
        every.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        every.activated.connect(self.table.select_all)

    # -- what the window asks of a page ---------------------------------------------------------

    def title(self) -> str:
        """The page's name."""
        return translate("Incoming", "Incoming")

    def subtitle(self) -> str:
        """How many cases wait."""
        if not self._source.loaded:
            return ""
        return translate("Incoming", "{n} waiting").format(n=f"{len(self._source.rows):,}")

    @property
    def foot_height(self) -> int:
        """The height of the action bar, above which the window puts its undo bar."""
        return self.bar.sizeHint().height() if not self.bar.isHidden() else 0

    def activate(self, **what: str) -> None:
        """Show what is there now, new cases too, and point at one if it is named."""
        if what.get("case"):
            self.table.want((what.get("authority", ""), what["case"]))
        self.table.take_new()
        self._source.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, text: str) -> None:
        """Show only the waiting cases in which the text is found."""
        if text.strip() != self._source.text:
            self._source.text = text.strip()
            self.table.take_new()
            self._source.reload()

    def handle_key(self, letter: str) -> bool:
        """Act on a letter key."""
        if letter in "JK":
            self.table.list.step(1 if letter == "J" else -1)
        elif letter == "X":
            self.table.toggle_current()
        elif letter == "M":
            self._merge()
        elif letter == "N":
            self._keep_apart()
        elif letter == "L":
            self._go("map")
        elif letter in _ACTS:
            self._start(_ACTS[letter])
        else:
            return False
        return True

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the peek opens with Space alone."""
        self._narrow = narrow
        self.peek.setVisible(not narrow)

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.table, self.peek.pane]

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for part in (self.bar, self.acts, self.peek, self.table):
            part.retranslate()
        self.heading_changed.emit()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar.hide()
        left = Ground("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self.peek)

    def _connect(self) -> None:
        self._source.rows_changed.connect(self.heading_changed)
        self._source.failed.connect(self._window.show_problem)
        self.table.current_changed.connect(self._peek_later.start)
        self.table.selection_changed.connect(self._selection_changed)
        cases = self.table.list
        cases.doubleClicked.connect(lambda _index: self._go("cases"))
        cases.opened.connect(lambda: self._go("cases"))
        cases.peek_wanted.connect(self._toggle_peek)
        cases.left.connect(self._leave)
        self.bar.act_wanted.connect(self._start)
        self.acts.done.connect(self._after_act)
        self.acts.spoke.connect(self.bar.show)
        self.peek.take_wanted.connect(lambda: self._start("take"))
        self.peek.merge_wanted.connect(lambda: self.acts.merge(self._group_of_current()))
        self.peek.apart_wanted.connect(self._keep_apart)
        self.peek.open_wanted.connect(lambda key: self._open("cases", key))

    # -- the peek -------------------------------------------------------------------------------

    def _ask_peek(self) -> None:
        key = self.table.list.current_key()
        if key is None:
            self.peek.show_case(None)
        elif not self.peek.isHidden():
            desk, hint = self._bridge.desk, self._source.hint(key)
            side = round(PEEK * self.devicePixelRatioF())
            self._bridge.read(lambda: _peeked(desk, key, hint, side), self._got_peek)

    def _got_peek(self, shown: Peeked | None) -> None:
        if shown is None or (shown.case.authority, shown.case.id) != self.table.list.current_key():
            return
        before = self.peek.shown
        same = before is not None and before.case == shown.case and before.hint == shown.hint
        if not same or (before is not None and before.photo is None and shown.photo is not None):
            self.peek.show_case(shown)

    def _toggle_peek(self) -> None:
        self.peek.setVisible(self.peek.isHidden())
        self._peek_later.start()

    def _leave(self) -> None:
        """Esc: close the panel or the peek, else let go of what is selected."""
        if self.acts.close_panel():
            return
        if self._narrow and not self.peek.isHidden():
            self.peek.hide()
        else:
            self.table.select_all(on=False)

    # -- acting ---------------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        count = len(self.table.model.checked)
        self.bar.set_selected(count)
        if count:
            self.bar.show()

    def _targets(self) -> list[Key]:
        """The cases that an act is for: the selected ones, else the one pointed at."""
        current = self.table.list.current_key()
        return self.table.model.checked or ([current] if current is not None else [])

    def _start(self, name: str) -> None:
        if name == "merge":
            self._merge()
        else:
            self.acts.start(name, self._targets(), self._source.hint)

    def _group_of_current(self) -> list[Key]:
        """The case pointed at with its likely duplicates."""
        current = self.table.list.current_key()
        if current is None:
            return []
        return [current, *(one.key for one in self._source.hint(current).likely)]

    def _merge(self) -> None:
        checked = self.table.model.checked
        self.acts.merge(checked if len(checked) > 1 else self._group_of_current())

    def _keep_apart(self) -> None:
        keys = self._group_of_current()
        if len(keys) < 2:
            return
        pairs = [(keys[0], other) for other in keys[1:]]
        desk, again = self._bridge.desk, self._source.study

        def undo() -> None:
            self._bridge.write(lambda: keep_apart(desk, pairs, apart=False), lambda _: again())

        def kept(_: None) -> None:
            again()
            self._window.show_undo(translate("Incoming", "Noted: not the same matter"), undo)

        self._bridge.write(lambda: keep_apart(desk, pairs), kept, self._window.show_problem)

    def _after_act(self, keys: set[Key]) -> None:
        """What was done is no longer selected; what was left as it was stays so."""
        self.table.let_go(keys)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- going elsewhere ------------------------------------------------------------------------

    def _go(self, place: str) -> None:
        key = self.table.list.current_key()
        if key is not None:
            self._open(place, key)

    def _open(self, place: str, key: Key) -> None:
        self._window.navigate(place, authority=key[0], case=key[1])


def _peeked(desk: Desk, key: Key, hint: Hint, side: int) -> Peeked | None:
    case = desk.case(*key)
    return Peeked(case, hint, _photo(desk, case, side)) if case is not None else None


def _photo(desk: Desk, case: Case, side: int) -> QImage | None:
    for photo in case.photos_of(PhotoRole.BEFORE):
        data = desk.photos.thumbnail(photo.sha256, side) if photo.sha256 else None
        image = read_image(data) if data else QImage()
        if not image.isNull():
            return image
    return None
