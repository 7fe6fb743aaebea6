"""Photos of a card or folder as small pictures in a row, newest first, to be ticked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.image_reading import read_image
from desktop.photo_sources import FoundPhoto, read_plain
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.text import Text, draw_line
from desktop.ui.wording import moment
from desktop.words import translate

CELL: Final = QSize(118, 112)
PICTURE_HEIGHT: Final = 80
SIDE: Final = 240
MOST_BYTES: Final = 50 * 1024 * 1024
KEPT: Final = 200
RECENT: Final = 24
"""So many pictures that were painted last are worth making: who scrolls on waits for no others."""
Index = QModelIndex | QPersistentModelIndex


class PickModel(QAbstractListModel):
    """The photos of one source; a small picture is made only of what is painted."""

    def __init__(self, bridge: Bridge) -> None:
        """Empty."""
        super().__init__()
        self._bridge = bridge
        self.photos: Sequence[FoundPhoto] = ()
        self.used: Collection[str] = ()
        self.ticked: set[str] = set()
        self._pictures: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._asked: set[str] = set()
        self._recent: tuple[str, ...] = ()

    def show(self, photos: Sequence[FoundPhoto], used: Collection[str]) -> None:
        """Show other photos; those that stay keep their tick and picture."""
        self.beginResetModel()
        self.photos, self.used = photos, used
        self.ticked &= {photo.mark for photo in photos}
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many photos."""
        return len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The photo's name; for screen readers also time, tick, and whether it was taken in."""
        if not index.isValid():
            return None
        photo = self.photos[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return photo
        if role == Qt.ItemDataRole.CheckStateRole:
            on = photo.mark in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(photo)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return photo.name
        return None

    def tick(self, row: int) -> None:
        """Choose a photo, or leave it."""
        mark = self.photos[row].mark
        self.ticked ^= {mark}
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def tick_all(self, marks: set[str]) -> None:
        """Choose these and no others."""
        self.ticked = set(marks)
        self.dataChanged.emit(self.index(0), self.index(len(self.photos) - 1))

    def chosen(self) -> list[FoundPhoto]:
        """The photos that are ticked, the oldest first, as the work was done."""
        return [photo for photo in reversed(self.photos) if photo.mark in self.ticked]

    def picture(self, photo: FoundPhoto) -> QPixmap | None:
        """The small picture, None until it has been made or where none can be."""
        mark = photo.mark
        if mark in self._pictures:
            self._pictures.move_to_end(mark)
            return self._pictures[mark]
        self._recent = (*(m for m in self._recent[-RECENT:] if m != mark), mark)
        if mark not in self._asked:
            self._asked.add(mark)
            decoder = self._bridge.desk.photos.decoder

            def work() -> QImage | None:
                if mark not in self._recent:
                    return None
                data = read_plain(photo.path, MOST_BYTES)
                return read_image(decoder.thumbnail(data, SIDE)) if data else QImage()

            self._bridge.picture(
                work, lambda image: self._got(mark, image), lambda _: self._got(mark, QImage())
            )
        return None

    def is_broken(self, photo: FoundPhoto) -> bool:
        """Whether no small picture could be made of it."""
        return self._pictures.get(photo.mark, False) is None

    def _got(self, mark: str, image: QImage | None) -> None:
        self._asked.discard(mark)
        if image is None:
            return  # scrolled past: asked again when it is painted
        self._pictures[mark] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        rows = [row for row, photo in enumerate(self.photos) if photo.mark == mark]
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _said(self, photo: FoundPhoto) -> str:
        parts = [photo.name, moment(photo.at, clock.now())]
        if photo.mark in self.used:
            parts.append(translate("PhotoWays", "taken in before"))
        if photo.mark in self.ticked:
            parts.append(translate("PhotoWays", "chosen"))
        return ", ".join(parts)


class _Cell(QStyledItemDelegate):
    """A photo with its tick and time; one taken in before says so."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All alike."""
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        model = index.model()
        photo = index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(model, PickModel)
        view = option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(3, 3, -3, -3)
        picture_box = QRectF(box.left(), box.top(), box.width(), PICTURE_HEIGHT)
        picture = model.picture(photo)
        if picture is None:
            paint_no_photo(painter, picture_box, 8, self._icon(model, photo))
        else:
            paint_photo(painter, picture_box, picture, 8)
        ticked = photo.mark in model.ticked
        current = isinstance(view, QListView) and view.currentIndex() == index and view.hasFocus()
        self._edge(painter, picture_box, ticked=ticked, current=current)
        self._tick(painter, picture_box, ticked=ticked)
        used = photo.mark in model.used
        words = translate("PhotoWays", "taken in") if used else moment(photo.at, clock.now())
        under = QRectF(box.left(), picture_box.bottom() + 2, box.width(), 22)
        draw_line(painter, under, words, Role.CAPTION, "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        painter.restore()

    def _icon(self, model: PickModel, photo: FoundPhoto) -> str:
        return "image-off" if model.is_broken(photo) else "image"

    def _edge(self, painter: QPainter, box: QRectF, *, ticked: bool, current: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if current:
            painter.setPen(QPen(colour("focus"), 3))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 9, 9)
        elif ticked:
            painter.setPen(QPen(colour("accent-t"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _tick(self, painter: QPainter, box: QRectF, *, ticked: bool) -> None:
        mark = QRectF(box.left() + 6, box.top() + 6, 20, 20)
        painter.setPen(QPen(colour("accent" if ticked else "line3"), 2))
        painter.setBrush(colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(mark, 5, 5)
        if ticked:
            paint_icon(painter, mark.left() + 3, mark.top() + 3, "check", "on-accent", 14)


class PickList(QListView):
    """The row of photos: Space ticks, Enter takes what is ticked.

    Signals:
        entered: Enter was pressed.
    """

    entered_keys = Signal()

    def __init__(self, model: PickModel) -> None:
        """A row that scrolls sideways."""
        super().__init__()
        self._photos = model
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setFixedHeight(CELL.height() + 16)
        self.setProperty("no-ring", True)
        self.setAccessibleName(translate("PhotoWays", "Photos to choose from"))
        self.clicked.connect(lambda index: model.tick(index.row()))
        Theme.current().changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter takes, arrows go on."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self._photos.tick(index.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_keys.emit()
        else:
            super().keyPressEvent(event)


class PhotoPicker(QWidget):
    """The row of photos with what can be done with it.

    Signals:
        taken: the photos that were chosen, list[FoundPhoto], the oldest first.
    """

    taken = Signal(list)

    def __init__(self, bridge: Bridge) -> None:
        """Empty."""
        super().__init__()
        self.model = PickModel(bridge)
        self.list = PickList(self.model)
        self._note = Text("", Role.SECONDARY, "ink2")
        self.fresh = Button("", kind="quiet", size="small")
        self.take = Button("", icon="plus", size="small")
        self.fresh.clicked.connect(self._tick_fresh)
        self.take.clicked.connect(self._take)
        self.list.entered_keys.connect(self._take)
        self.model.dataChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._note, 1)
        row.addWidget(self.fresh)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addLayout(row)
        self.retranslate()

    def show_photos(
        self, photos: Sequence[FoundPhoto], used: Collection[str], *, more: bool
    ) -> None:
        """Show the photos of a source; `more` says that it holds others that are not looked at."""
        self._more = more
        self.model.show(photos, used)
        if photos and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.fresh.set_text(translate("PhotoWays", "Tick today's new ones"))
        self.list.setAccessibleName(translate("PhotoWays", "Photos to choose from"))
        self._tell()

    _more = False

    def _tell(self) -> None:
        count = len(self.model.chosen())
        self.take.set_text(translate("PhotoWays", "Add {n} photos").format(n=count))
        self.take.setEnabled(count > 0)
        self.fresh.setVisible(bool(self._fresh()))
        note = translate("PhotoWays", "Space ticks a photo, Enter adds the ticked ones.")
        if self._more:
            note = translate("PhotoWays", "Only the newest photos are shown.") + " " + note
        self._note.set_text(note)

    def _fresh(self) -> set[str]:
        from casework.thai import local

        today = local(clock.now()).date()
        model = self.model
        return {
            p.mark for p in model.photos if p.mark not in model.used and local(p.at).date() == today
        }

    def _tick_fresh(self) -> None:
        self.model.tick_all(self._fresh())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        chosen = self.model.chosen()
        if chosen:
            self.model.tick_all(set())
            self.taken.emit(chosen)
