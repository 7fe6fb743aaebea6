"""Photos over the whole window: arrows turn, the wheel zooms, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.keys import letter_of
from desktop.ui.widgets.text import draw_line
from desktop.words import translate

LONGEST = 4096
"""Longest side that is decoded, px; a screen shows no more even when zoomed in."""
_MOST_ZOOM, _STEP, _FOOT = 8.0, 1.25, 64
_GROUND = QColor(10, 14, 14, 245)


@dataclass(frozen=True, slots=True)
class ViewedPhoto:
    """One photo: its key, the words under it, and the case for which the server gives it."""

    key: str
    words: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What can be shown of a photo: a picture or none, and whether the full photo is here."""

    image: QImage
    here: bool
    full: bool


def load_large(desk: Desk, key: str) -> Loaded:
    """The largest picture that this desk can show of a photo. Worker thread."""
    here = desk.photos.has(key)
    data = desk.photos.view(key, LONGEST) if here else None
    full = data is not None
    if data is None:
        data = desk.photos.thumbnail(key, LONGEST)
    return Loaded(QImage.fromData(data) if data is not None else QImage(), here, full)


class PhotoViewer(QWidget):
    """An overlay of the window it is given.

    Signals:
        closed: it went away.
    """

    closed = Signal()

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        """Hidden until photos are shown."""
        super().__init__(window)
        self._bridge = bridge
        self._over = window
        self._photos: list[ViewedPhoto] = []
        self._at = 0
        self._picture = QPixmap()
        self._note = ""
        self._zoom = 1.0
        self._shift = QPointF()
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("no-ring", True)
        self._close = IconButton("x", translate("Viewer", "Close"), framed=True, parent=self)
        self._before = IconButton(
            "chevron-left", translate("Viewer", "Photo before"), framed=True, parent=self
        )
        self._next = IconButton(
            "chevron-right", translate("Viewer", "Next photo"), framed=True, parent=self
        )
        for button in (self._close, self._before, self._next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.leave)
        self._before.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        window.installEventFilter(self)
        self.hide()

    def show_photos(self, photos: Sequence[ViewedPhoto], key: str) -> None:
        """Open on one of these photos."""
        self._photos = list(photos)
        keys = [photo.key for photo in self._photos]
        self._at = keys.index(key) if key in keys else 0
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._load()

    def turn(self, by: int) -> None:
        """Show the next photo or the one before."""
        at = self._at + by
        if 0 <= at < len(self._photos):
            self._at = at
            self._load()

    def current(self) -> str:
        """The key of the photo shown."""
        return self._photos[self._at].key if self._photos else ""

    def zoom(self) -> float:
        """1 fits the window."""
        return self._zoom

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge or shrink around a point of the window."""
        middle = QPointF(self.rect().center())
        point = (at if at is not None else middle) - middle
        zoom = max(1.0, min(_MOST_ZOOM, self._zoom * factor))
        self._shift = point - (point - self._shift) * (zoom / self._zoom)
        self._zoom = zoom
        if zoom == 1.0:
            self._shift = QPointF()
        self.update()

    def leave(self) -> None:
        """Close."""
        self._picture = QPixmap()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, + and - zoom, Esc closes; letters of the page below do nothing."""
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up) or letter_of(event) == "K":
            self.turn(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.turn(1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.accept()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        step = event.angleDelta().y() / 120
        if step:
            self.zoom_by(_STEP**step, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an enlarged photo."""
        if self._dragged is not None and self._zoom > 1.0:
            self._shift += event.position() - self._dragged
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; a click beside the photo closes."""
        self._dragged = None
        if self._zoom == 1.0 and not self._box().contains(event.position()):
            self.leave()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarge, or fit again."""
        self.zoom_by(2.5 if self._zoom == 1.0 else 1 / self._zoom, event.position())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window's size."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the edges."""
        super().resizeEvent(event)
        self._close.move(self.width() - 48, 16)
        middle = self.height() // 2 - 16
        self._before.move(16, middle)
        self._next.move(self.width() - 48, middle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the photo with its words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _GROUND)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._picture.isNull():
            painter.drawPixmap(self._box(), self._picture, QRectF(self._picture.rect()))
        foot = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        painter.fillRect(foot, _GROUND)
        words = self._photos[self._at].words if self._photos else ""
        middle = Qt.AlignmentFlag.AlignHCenter
        box = foot.adjusted(24, 8, -24, -_FOOT / 2)
        draw_line(painter, box, words, Role.BODY, "rail-ink", align=middle)
        box = foot.adjusted(24, _FOOT / 2 - 4, -24, -6)
        draw_line(painter, box, self._note, Role.SECONDARY, "rail-ink", align=middle)

    def _box(self) -> QRectF:
        """Where the photo lies."""
        if self._picture.isNull():
            return QRectF()
        room = QRectF(self.rect()).adjusted(64, 24, -64, -_FOOT - 8)
        wide, high = self._picture.width(), self._picture.height()
        scale = min(room.width() / wide, room.height() / high) * self._zoom
        box = QRectF(0, 0, wide * scale, high * scale)
        box.moveCenter(room.center() + self._shift)
        return box

    def _load(self) -> None:
        self._zoom, self._shift = 1.0, QPointF()
        self._picture = QPixmap()
        self._note = translate("Photo", "Opening photo…")
        self._before.setVisible(self._at > 0)
        self._next.setVisible(self._at < len(self._photos) - 1)
        self.update()
        self._ask(fetch=True)

    def _ask(self, *, fetch: bool) -> None:
        """Load the photo that is shown now; fetch it where it is not here."""
        key, desk = self.current(), self._bridge.desk
        self._bridge.picture(
            lambda: load_large(desk, key), lambda found: self._loaded(key, found, fetch=fetch)
        )

    def _loaded(self, key: str, found: Loaded, *, fetch: bool) -> None:
        if key != self.current() or self.isHidden():
            return
        if not found.image.isNull():
            self._picture = QPixmap.fromImage(found.image)
        if found.full:
            self._say("" if len(self._photos) < 2 else f"{self._at + 1} / {len(self._photos)}")
        elif found.here:
            self._say(
                translate(
                    "Photo",
                    "The full photo is here and safe, but it cannot be shown on this computer.",
                )
            )
        elif fetch and self._photos[self._at].case:
            self._fetch(key)
        else:
            self._say_absent()

    def _fetch(self, key: str) -> None:
        """On a thread of its own: a line may take its time to answer, or not to."""
        desk, case = self._bridge.desk, self._photos[self._at].case
        self._say(translate("Photo", "Fetching the full photo…"))

        def came(is_here: bool) -> None:
            if key != self.current() or self.isHidden():
                return
            if is_here:
                self._ask(fetch=False)
            else:
                self._say_absent()

        run_in_background(self, lambda: desk.fetch_photo(key, case), came, lambda _: came(False))

    def _say_absent(self) -> None:
        self._say(
            translate(
                "Photo", "The full photo is not here yet. It will come when there is a signal."
            )
        )

    def _say(self, note: str) -> None:
        self._note = note
        self.setAccessibleName(f"{self._photos[self._at].words} {note}")
        self.update()
