"""Photos of a batch as tiles: chosen with Space or a click, dragged, opened with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.ui.services import Thumbnails
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.text import draw_line
from desktop.words import translate

MIME = "application/x-tambon-batch"
WIDE, PICTURE, LINE = 104, 78, 20
SIDE = 256
_HIGH = PICTURE + 2 * LINE + 6


@dataclass(frozen=True, slots=True)
class TileWords:
    """What a tile shows: two short lines, an icon with its token where there is something to look
    at, and everything about the photo for the tooltip and for screen readers."""

    first: str
    second: str
    whole: str
    icon: str = ""
    token: str = "ink2"


class BatchTile(QWidget):
    """One photo. Signals tell its SHA-256.

    Signals:
        flipped: it was chosen, or is no longer.
        opened: it is to be shown large.
        focused: the keyboard came to it.
    """

    flipped = Signal(str)
    opened = Signal(str)
    focused = Signal(str)

    def __init__(self, sha256: str, words: TileWords, thumbnails: Thumbnails) -> None:
        """Not chosen."""
        super().__init__()
        self.sha256 = sha256
        self._words = words
        self._thumbnails = thumbnails
        self.chosen = False
        self._pressed: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(WIDE, _HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        Theme.current().changed.connect(self.update)
        self.say(words)

    def say(self, words: TileWords) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words.whole)
        self._name()
        self.update()

    @property
    def words(self) -> TileWords:
        """What it shows."""
        return self._words

    def set_chosen(self, chosen: bool) -> None:
        """Be one of the chosen photos, or not."""
        if chosen != self.chosen:
            self.chosen = chosen
            self._name()
            self.update()

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(WIDE, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw photo, lines, and the box of the choice."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 1, WIDE - 2, PICTURE)
        if self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sel"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        picture = self._thumbnails.pixmap(self.sha256, SIDE)
        if picture is None:
            paint_no_photo(painter, box, 8, "image")
        else:
            paint_photo(painter, box, picture, 8)
        if self.chosen:
            painter.setPen(QPen(colour("accent-t"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        self._paint_box(painter)
        self._paint_words(painter)

    def _paint_box(self, painter: QPainter) -> None:
        box = QRectF(6, 6, 20, 20)
        painter.setPen(QPen(colour("accent" if self.chosen else "line3"), 2))
        painter.setBrush(colour("accent" if self.chosen else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if self.chosen:
            paint_icon(painter, 8, 8, "check", "on-accent", 15)

    def _paint_words(self, painter: QPainter) -> None:
        words = self._words
        first = QRectF(4, PICTURE + 3, WIDE - 8, LINE)
        draw_line(painter, first, words.first, Role.CAPTION_STRONG, "ink")
        left = 4.0
        if words.icon:
            paint_icon(painter, left, PICTURE + LINE + 6, words.icon, words.token, 15)
            left += 19
        second = QRectF(left, PICTURE + LINE + 3, WIDE - left - 4, LINE)
        draw_line(painter, second, words.second, Role.CAPTION, words.token)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin."""
        self._pressed = event.position()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it, with all that are chosen."""
        if self._pressed is None:
            return
        if (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        if not self.chosen:
            self.flipped.emit(self.sha256)
        self.drag().exec(Qt.DropAction.MoveAction)

    def drag(self) -> QDrag:
        """What is carried: only that photos of this page are; which ones, the page knows."""
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, b"chosen")
        drag.setMimeData(data)
        picture = self._thumbnails.pixmap(self.sha256, SIDE)
        if picture is not None:
            drag.setPixmap(picture.scaled(QSize(96, 72), Qt.AspectRatioMode.KeepAspectRatio))
        return drag

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Choose, or no longer."""
        if self._pressed is not None:
            self._pressed = None
            self.flipped.emit(self.sha256)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show it large; the first click had chosen it."""
        self._pressed = None
        self.flipped.emit(self.sha256)
        self.opened.emit(self.sha256)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses, Enter opens."""
        if event.key() == Qt.Key.Key_Space:
            self.flipped.emit(self.sha256)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.opened.emit(self.sha256)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the keyboard is."""
        super().focusInEvent(event)
        self.focused.emit(self.sha256)
        self.update()

    def _name(self) -> None:
        chosen = translate("Batch", "chosen") if self.chosen else translate("Batch", "not chosen")
        self.setAccessibleName(f"{self._words.whole}, {chosen}")


class TileStrip(QWidget):
    """Tiles side by side with one stop for Tab; arrows move among them.

    Signals:
        flipped: the SHA-256 of a photo that was chosen or is no longer.
        opened: the SHA-256 of a photo to be shown large.
    """

    flipped = Signal(str)
    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self.tiles: list[BatchTile] = []
        self._flow = Flow(self, gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tiles(self, photos: Sequence[tuple[str, TileWords]]) -> None:
        """Show these photos; tiles that stay are not made anew."""
        held = {tile.sha256: tile for tile in self.tiles}
        wanted = {sha256 for sha256, _ in photos}
        while self._flow.takeAt(0) is not None:
            pass
        for sha256, tile in held.items():
            if sha256 not in wanted:
                tile.hide()
                tile.deleteLater()
        self.tiles = []
        for sha256, words in photos:
            tile = held.get(sha256) or self._made(sha256, words)
            tile.say(words)
            self._flow.addWidget(tile)
            tile.show()
            self.tiles.append(tile)
        self._one_stop()
        self.updateGeometry()

    def focus_first(self) -> None:
        """Give the keyboard to the first tile."""
        if self.tiles:
            self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move among the tiles."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Home: -999,
            Qt.Key.Key_End: 999,
        }
        step = steps.get(Qt.Key(event.key()))
        here = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(self.tiles) - 1)
        self.tiles[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, sha256: str, words: TileWords) -> BatchTile:
        tile = BatchTile(sha256, words, self._thumbnails)
        tile.setParent(self)
        tile.flipped.connect(self.flipped)
        tile.opened.connect(self.opened)
        tile.focused.connect(self._one_stop)
        return tile

    def _one_stop(self, sha256: str = "") -> None:
        names = [tile.sha256 for tile in self.tiles]
        stop = sha256 if sha256 in names else (names[0] if names else "")
        for tile in self.tiles:
            tab = tile.sha256 == stop
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
