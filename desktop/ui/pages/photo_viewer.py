"""Photos over the whole window: all of a case in turn, zoomed, turned, compared, with EXIF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.bridge import Bridge
from desktop.ui.pages.photo_bars import ViewerFoot, ViewerTop
from desktop.ui.pages.photo_info import PhotoInfo
from desktop.ui.pages.photo_loading import LONGEST, PhotoLoader
from desktop.ui.pages.photo_shown import ShownPhoto, ViewedPhoto
from desktop.ui.pages.photo_sides import Sides
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.keys import letter_of
from desktop.ui.widgets.photo_stage import STEP, PhotoStage

__all__ = ["PhotoViewer", "ViewedPhoto"]

_INFO_FROM, _LEAST = 1000, 200
_ARROWS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_Space: 1,
}  # fmt: skip
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_LETTERS = {
    "K": "before", "J": "next", "R": "right", "B": "compare", "F": "full", "I": "info",
    "T": "again", "Z": "close", "0": "fit",
}  # fmt: skip
# The keys of + and - on a Thai keyboard give these letters.
_LARGER, _SMALLER = frozenset("+=ช"), frozenset("-_ข")


class PhotoViewer(QWidget):
    """An overlay of the window it is given.

    Signals:
        closed: it went away.
        again_wanted: try to send a photo again (its PhotoUpload).
    """

    closed = Signal()
    again_wanted = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        window: QWidget,
        thumbnails: Thumbnails | None = None,
        turns: PhotoTurns | None = None,
    ) -> None:
        """Hidden until photos are shown; what `thumbnails` hold of them is shown at once."""
        super().__init__(window)
        self._bridge = bridge
        self._over = window
        self._thumbnails = thumbnails
        self._turns = turns or PhotoTurns(bridge, self)
        self.loader = PhotoLoader(bridge, self)
        self._photos: list[ViewedPhoto] = []
        self._at = 0
        self._held: QWidget | None = None
        self._before_full: Qt.WindowState | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        window.installEventFilter(self)
        self._turns.changed.connect(self._turned)
        self.hide()

    # -- what a page asks -------------------------------------------------------------------------

    def show_photos(
        self, photos: Sequence[ViewedPhoto], key: str, *, compare: bool = False
    ) -> None:
        """Open on one of these photos, or on before and after over each other."""
        self._photos = list(photos)
        keys = [photo.key for photo in self._photos]
        self._at = keys.index(key) if key in keys else 0
        self._held = QApplication.focusWidget()
        self.setGeometry(self._over.rect())
        self.info.setVisible(self.width() >= _INFO_FROM)
        self.show()
        self.raise_()
        self._settle()
        self._load()
        self.set_compare(compare)

    def prepare(self, key: str) -> None:
        """A photo may be opened next: decode it for the screen before the click."""
        if self.isHidden():
            room = self._over.rect()
            side = max(room.width(), room.height()) * self.devicePixelRatioF()
            self.loader.bring([key], min(LONGEST, round(side)))

    def update_photos(self, photos: Sequence[ViewedPhoto]) -> None:
        """Tell anew what is known of the photos; the one shown stays, with its view."""
        if self.isHidden():
            return
        key = self.current()
        kept = [photo.key for photo in photos]
        if key not in kept:  # taken back, removed, or another case is shown now
            self.leave()
            return
        self._photos, self._at = list(photos), kept.index(key)
        self._show_words()

    def turn(self, by: int) -> None:
        """Show the next photo or the one before."""
        at = self._at + by
        if 0 <= at < len(self._photos):
            self._at = at
            self._load()
            if self.comparing():
                self.set_compare(True)

    def current(self) -> str:
        """The key of the photo shown."""
        return self._photos[self._at].key if self._photos else ""

    def note(self) -> str:
        """What is said of the picture: that it is being fetched, or is not here."""
        return self.shown.note

    def comparing(self) -> bool:
        """Whether before and after lie over each other."""
        return self._stack.currentWidget() is self.sides

    def set_compare(self, on: bool) -> None:
        """Lay before and after over each other, with a divider; or show the one photo."""
        pair = self.pair()
        on = on and pair is not None
        self.foot.buttons["compare"].setChecked(on)
        self._stack.setCurrentWidget(self.sides if on else self.stage)
        if on and pair is not None:
            self.sides.show_pair(pair[0].key, pair[1].key, self._side())
        front = self.sides.view if on else self.stage
        self.foot.show_zoom(self.sides.view.zoom() if on else self.stage.lens.zoom)
        front.setFocus(Qt.FocusReason.PopupFocusReason)

    def pair(self) -> tuple[ViewedPhoto, ViewedPhoto] | None:
        """The before- and after-photo to be compared: the one shown and its opposite."""
        before = [p for p in self._photos if p.photo is not None and not p.after]
        after = [p for p in self._photos if p.after]
        if not before or not after:
            return None
        shown = self._photos[self._at]
        return (before[0], shown) if shown.after else (shown, after[-1])

    def leave(self) -> None:
        """Close."""
        if self.isHidden():
            return
        self.set_full(False)
        self.loader.forget()
        self.shown.leave()
        self.sides.forget()
        self._photos = []
        held, self._held = self._held, None
        # Before it is hidden: Qt would hand the keyboard to another part of what is going.
        if held is not None and isValid(held) and held.isVisible():
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def set_full(self, full: bool) -> None:
        """Take the whole screen, or give it back as it was."""
        window = self._over.window()
        if full and self._before_full is None:
            self._before_full = window.windowState()
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        elif not full and self._before_full is not None:
            window.setWindowState(self._before_full)
            self._before_full = None
        self.top.setVisible(self._before_full is None)
        if full:
            self.info.hide()
        self.foot.show_full(self._before_full is not None)

    def is_full(self) -> bool:
        """Whether the whole screen is taken."""
        return self._before_full is not None

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.info.retranslate()
        self.foot.retranslate()
        self.top.retranslate(short=self.width() < _INFO_FROM)
        self.sides.view.retranslate()
        self._show_words()

    def use(self, tool: str) -> None:
        """Use a tool by its name, as its button and its key do."""
        front = self.sides.view if self.comparing() else self.stage
        acts = {
            "before": lambda: self.turn(-1),
            "next": lambda: self.turn(1),
            "in": lambda: front.zoom_by(STEP),
            "out": lambda: front.zoom_by(1 / STEP),
            "fit": front.fit,
            "left": lambda: self._turns.turn(self.current(), -1),
            "right": lambda: self._turns.turn(self.current(), 1),
            "compare": lambda: self.set_compare(not self.comparing()),
            "full": lambda: self.set_full(not self.is_full()),
            "info": lambda: self.info.setVisible(not self.info.isVisible()),
            "again": self._again,
            "close": self.leave,
        }
        acts[tool]()
        self.top.buttons["info"].setChecked(self.info.isVisible())
        self.foot.buttons["compare"].setChecked(self.comparing())

    # -- the widget itself ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every tool has a key; letters of the page below do nothing."""
        key, letter = event.key(), letter_of(event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.set_full(False) if self.is_full() else self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        elif shift and key in _MOVES:
            self.stage.move_by(*_MOVES[Qt.Key(key)])
        elif key in _ARROWS:
            self.turn(_ARROWS[Qt.Key(key)])
        elif key == Qt.Key.Key_F11:
            self.use("full")
        elif event.text() and event.text() in _LARGER:
            self.use("in")
        elif event.text() and event.text() in _SMALLER:
            self.use("out")
        elif letter in _LETTERS:
            self.use("left" if letter == "R" and shift else _LETTERS[letter])
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes around among the photo and the tools, never to what lies below."""
        if not self._photos:
            return super().focusNextPrevChild(forward)
        every = [self.stage, self.sides.view, *self.foot.buttons.values(), self.info.again,
                 *self.top.buttons.values()]  # fmt: skip
        stops: list[QWidget] = [w for w in every if w.isVisible() and w.isEnabled()]
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window's size; arrows turn photos while a tool has the keyboard."""
        over = self.parentWidget()  # asked also while it goes, when what it held is gone already
        if watched is over and event.type() == QEvent.Type.Resize:
            self.setGeometry(over.rect())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and isinstance(watched, QWidget):
                watched.click()  # type: ignore[attr-defined]
                return True
            if event.key() in _MOVES:
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Larger: more pixels may be needed."""
        super().resizeEvent(event)
        self.top.retranslate(short=self.width() < _INFO_FROM)
        if self.isVisible() and self._photos and event.oldSize().isValid():
            self.shown.resize(self._side())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the screen back."""
        self.leave()
        super().closeEvent(event)

    def _build(self) -> None:
        self.top, self.foot, self.info = ViewerTop(), ViewerFoot(), PhotoInfo()
        self.stage = PhotoStage()
        self.shown = ShownPhoto(self._bridge, self.loader, self._thumbnails, self.stage)
        self.shown.told.connect(self._show_words)
        self.shown.painted.connect(self._painted)
        self.sides = Sides(self.loader, self._thumbnails, self._turns)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.stage)
        self._stack.addWidget(self.sides)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.info)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        for bar in (self.top, self.foot):
            bar.wanted.connect(self.use)
            for button in bar.buttons.values():
                button.installEventFilter(self)
        self.info.again_wanted.connect(self._again)
        self.stage.zoomed.connect(self._zoomed)
        self.stage.beside.connect(self.leave)
        self.sides.view.zoomed.connect(self.foot.show_zoom)

    def _settle(self) -> None:
        """Give the stage its size now: how much is decoded goes by it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def _load(self) -> None:
        for name, ok in (
            ("before", self._at > 0),
            ("next", self._at < len(self._photos) - 1),
            ("compare", self.pair() is not None),
        ):
            self.foot.buttons[name].setEnabled(ok)
        self.stage.lens.turns = self._turns.of(self.current())
        self.shown.show(self._photos[self._at], self._side())
        self._show_words()
        self.repaint()
        self.shown.begin()

    def _side(self) -> int:
        """The longest side that the photo has room for, device px."""
        room = self.stage.room() if self.stage.width() > _LEAST else QRectF(self.rect())
        return min(LONGEST, round(max(room.width(), room.height()) * self.devicePixelRatioF()))

    def _painted(self, _key: str) -> None:
        """The photo is there: have its neighbours ready."""
        around = (self._at + 1, self._at - 1)
        keys = [self._photos[at].key for at in around if 0 <= at < len(self._photos)]
        self.loader.bring(keys, self._side())

    def _show_words(self) -> None:
        """Everything in words that is known of the photo shown."""
        if not self._photos:
            return
        shown, many = self._photos[self._at], len(self._photos)
        count = f"{self._at + 1} / {many}" if many > 1 else ""
        self.top.show_photo(shown.words, count, shown.truth)
        parts = (shown.words, count, shown.truth.spoken if shown.truth else "", self.note())
        self.stage.setAccessibleName(", ".join(part for part in parts if part))
        self.info.show_truth(shown.truth)
        self.info.show_facts(self.shown.facts(shown))
        self.top.buttons["info"].setChecked(self.info.isVisible())

    def _zoomed(self, zoom: float) -> None:
        if not self.comparing():
            self.foot.show_zoom(zoom)

    def _turned(self, key: str) -> None:
        if key in ("", self.current()):
            self.stage.turn(self._turns.of(self.current()))
        if self.comparing():
            self.set_compare(True)

    def _again(self) -> None:
        truth = self._photos[self._at].truth if self._photos else None
        if truth is not None and truth.stuck is not None:
            self.again_wanted.emit(truth.stuck)
