"""Photos from the phone without internet: a QR code, what to do, and what has arrived."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.receiving import HandedIn
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.pages.phone_form import PhoneForm
from desktop.ui.services import WindowServices
from desktop.ui.widgets.card import Card

if TYPE_CHECKING:
    from desktop.phone.door import PhoneDoor
    from desktop.phone.reception import PhoneStanding

LOOK_MS = 200
T = TypeVar("T")


class FromPhone(NamedTuple):
    """A photo as a phone sent it, with its name: what `PhonePanel.arrived` carries."""

    source: bytes
    name: str


class PhonePanel(Card):
    """Takes photos from a phone in the same network, from the button until Stop or hiding.

    Signals:
        arrived: a list of `FromPhone`, each stored on this computer before.
        closed: the person wants the panel away; nothing listens any more.
        standing_changed: the door opened, closed, or something came.
    """

    arrived = Signal(list)
    closed = Signal()
    standing_changed = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Closed, and nothing listens."""
        super().__init__()
        self._bridge = bridge
        self._door: PhoneDoor | None = None
        self._opening = False
        self._told = 0
        self._turn = 0
        self.earlier: list[HandedIn] = []
        self.form = PhoneForm(self, window.thumbnails)
        self.form.start.clicked.connect(self.open_door)
        self.form.anew.clicked.connect(self.open_door)
        self.form.stop.clicked.connect(self.stop)
        self.form.away.clicked.connect(self.leave)
        self.form.networks.activated.connect(self._show_code)
        self.form.use.clicked.connect(self.use_earlier)
        self.form.drop.clicked.connect(self.drop_earlier)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self.retranslate()

    # -- the door -----------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a phone can send now."""
        return self._door is not None

    @property
    def door(self) -> PhoneDoor | None:
        """What the phone speaks with, while it is open."""
        return self._door

    def open_door(self) -> None:
        """Let a phone in, by a new code."""
        if self._opening:
            return
        self._opening = True
        self._look.stop()  # a code that is replaced is no end
        self._turn += 1
        self.form.say_problem("")
        turn, desk = self._turn, self._bridge.desk

        def work() -> PhoneDoor:
            door = desk.open_phone()
            if turn != self._turn:
                door.close()  # left meanwhile, and nobody may hear of this
            return door

        self._in_background(work, partial(self._opened, turn), self._not_opened)

    def stop(self) -> None:
        """Take nothing more. What has arrived stays."""
        self._turn += 1
        self._opening = False
        was_open, self._door = self._door is not None, None
        self._look.stop()
        self._bridge.desk.close_phone()
        self.form.show_closed("stopped" if was_open else "")
        if was_open:
            self.form.start.setFocus()
            self._ask_earlier()
            self.standing_changed.emit()

    def leave(self) -> None:
        """Take nothing more, and go away."""
        self.stop()
        self.closed.emit()

    def _opened(self, turn: int, door: PhoneDoor) -> None:
        self._opening = False
        if turn != self._turn or not self.isVisible():
            door.close()  # left before it was open
            return
        self._door, self._told = door, 0
        self.form.show_open(door.urls)
        self._show_code()
        self._look.start()
        self.look()
        self.form.stop.setFocus()
        self.standing_changed.emit()

    def _not_opened(self, error: Exception) -> None:
        self._opening = False
        self.form.say_problem(messages.sentence(error))

    def _show_code(self) -> None:
        if self._door is not None:
            self.form.show_code(self._door.urls[max(0, self.form.networks.currentIndex())])

    def look(self) -> None:
        """Show how far it is, and hand on what has come since."""
        door = self._door
        if door is None:
            return
        standing = door.standing()
        self.form.show_standing(standing)
        new = standing.kept[self._told :]
        self._told = len(standing.kept)
        if new:
            self._hand_on([HandedIn(one.sha256, one.name, one.has_place) for one in new])
        if standing.state == "closed":
            self._ended(standing)

    def _ended(self, standing: PhoneStanding) -> None:
        self._door = None
        self._look.stop()
        self.form.show_closed(standing.why)
        self._ask_earlier()
        self.standing_changed.emit()

    # -- what came ----------------------------------------------------------------------------

    def _hand_on(self, photos: list[HandedIn]) -> None:
        """Read one after the other: all at once could fill the memory."""
        photo, *rest = photos
        read = self._bridge.desk.photos.read

        def then(data: bytes | None) -> None:
            if data is not None:
                self.arrived.emit([FromPhone(data, photo.name)])
            if rest:
                self._hand_on(rest)
            self.standing_changed.emit()

        self._in_background(lambda: read(photo.sha256), then, self._failed)

    def use_earlier(self) -> None:
        """Hand on what came before and is in no case yet."""
        photos, self.earlier = self.earlier[::-1], []
        self.form.show_earlier(self.earlier)
        if photos:
            self._hand_on(photos)

    def drop_earlier(self) -> None:
        """Offer what came before no more."""
        photos, self.earlier = [one.sha256 for one in self.earlier], []
        self.form.show_earlier(self.earlier)
        desk = self._bridge.desk
        self._in_background(lambda: desk.drop_handed_in(photos), lambda _: None, self._failed)

    def _ask_earlier(self) -> None:
        self._in_background(self._bridge.desk.handed_in, self._show_earlier, self._failed)

    def _show_earlier(self, photos: list[HandedIn]) -> None:
        self.earlier = [] if self.is_open else photos
        self.form.show_earlier(self.earlier)

    def _in_background(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Not over the bridge: this panel may be gone when the answer comes."""
        run_in_background(self, work, then, failed)

    def _failed(self, error: Exception) -> None:
        self.form.say_problem(messages.sentence(error))

    # -- Qt -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.form.retranslate()
        if self._door is not None:
            self._show_code()
            self.look()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.form.stop if self.is_open else self.form.start]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever opens the panel gives it the keyboard: its button has use for it."""
        super().focusInEvent(event)
        self.panes()[0].setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what came before."""
        super().showEvent(event)
        if not event.spontaneous() and not self.is_open:
            self._ask_earlier()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nobody may send. A window that is only minimised goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()
