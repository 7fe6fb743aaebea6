"""The history of a case, newest first, where a person can take back an act of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.case import Event
from desktop import clock
from desktop.ui.pages.case_view import CaseView, can_undo, history, photo_truth
from desktop.ui.photo_truth import PhotoTruth, mark_truth
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.text import Text, text_width
from desktop.ui.widgets.timeline import HistoryEntry, HistoryTimeline, paint_entry, thumb_boxes
from desktop.words import translate

_THUMB_SIDE = 120


class CaseHistory(QWidget):
    """Entries under each other; the entry with the pointer or keyboard offers to take it back.

    Signals:
        undo_wanted: the id of the event to be taken back.
        opened: the key of a photo to be shown large.
    """

    undo_wanted = Signal(str)
    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails, turns: PhotoTurns) -> None:
        """Empty until a case is shown."""
        super().__init__()
        self._thumbnails, self._turns = thumbnails, turns
        thumbnails.arrived.connect(self._arrived)
        turns.changed.connect(self._arrived)
        self._heading = Text(translate("CaseHistory", "History"), Role.STRONG)
        self._rows: list[_Row] = []
        self._terms: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addSpacing(6)

    def show_view(self, view: CaseView) -> None:
        """Show the history of a case; entries that stay keep the keyboard."""
        shown = history(view, clock.now())
        truths = {photo.sha256: photo_truth(view, photo) for photo in view.case.photos}
        while len(self._rows) > len(shown):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(shown):
            row = _Row(self._thumbnails, self._turns)
            row.mark(self._terms)
            row.undo_wanted.connect(self.undo_wanted)
            row.opened.connect(self.opened)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, (row, (event, entry)) in enumerate(zip(self._rows, shown, strict=True)):
            row.truths = truths
            row.show_entry(
                event, entry, last=number == len(shown) - 1, undoable=can_undo(view, event)
            )

    def _arrived(self, key: str) -> None:
        for row in self._rows:
            if not key or key in row.entry.photos:
                row.show_photos()

    def entries(self) -> list[HistoryEntry]:
        """What is shown, the newest first."""
        return [row.entry for row in self._rows]

    def mark(self, terms: Sequence[str]) -> None:
        """Mark what is searched (folded terms)."""
        self._terms = tuple(terms)
        for row in self._rows:
            row.mark(self._terms)

    def retranslate(self) -> None:
        """Say the heading in the language in use."""
        self._heading.set_text(translate("CaseHistory", "History"))


class _Row(QWidget):
    """One entry, with its button while it has the pointer or the keyboard."""

    undo_wanted = Signal(str)
    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails, turns: PhotoTurns) -> None:
        super().__init__()
        self._thumbnails, self._turns = thumbnails, turns
        self.pictures: list[PhotoView] = []
        self.truths: Mapping[str, PhotoTruth] = {}
        self.entry = HistoryEntry("info", "")
        self._measure = HistoryTimeline()
        self._last = self._undoable = False
        self._event_id = ""
        self._terms: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._undo = Button(
            translate("CaseHistory", "Take back"), kind="quiet", icon="undo-2", size="small",
            parent=self,
        )  # fmt: skip
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.setFixedHeight(26)
        self._undo.clicked.connect(lambda: self.undo_wanted.emit(self._event_id))
        self._undo.hide()
        Theme.current().changed.connect(self.updateGeometry)

    def show_entry(self, event: Event, entry: HistoryEntry, *, last: bool, undoable: bool) -> None:
        """Show another entry."""
        self.entry, self._last, self._undoable = entry, last, undoable
        self._event_id = event.id
        self._measure.set_entries([entry])
        self._undo.set_text(translate("CaseHistory", "Take back"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if undoable else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._measure.accessibleName())
        hint = translate("CaseHistory", "Press Enter to take this back") if undoable else ""
        self.setAccessibleDescription(hint)
        self._offer()
        self.updateGeometry()
        self._make_pictures()
        self.update()

    def show_photos(self) -> None:
        """Show what has come of the photos."""
        for picture, key in zip(self.pictures, self.entry.photos, strict=False):
            found = self._thumbnails.pixmap(key, _THUMB_SIDE)
            if found is not None:
                picture.set_picture(self._turns.turned(key, found))

    def _make_pictures(self) -> None:
        """As many small photos as the width has room for."""
        boxes = thumb_boxes(self.entry, self.size())
        while len(self.pictures) > len(boxes):
            old = self.pictures.pop()
            old.hide()
            old.deleteLater()
        while len(self.pictures) < len(boxes):
            picture = PhotoView(radius=6, parent=self)
            number = len(self.pictures)
            picture.opened.connect(lambda n=number: self.opened.emit(self.entry.photos[n]))
            self.pictures.append(picture)
        count = len(self.entry.photos)
        for number, (picture, box) in enumerate(zip(self.pictures, boxes, strict=True), start=1):
            name = translate("CaseHistory", "Photo {n} of {count}: {what}")
            mark_truth(picture, self.truths.get(self.entry.photos[number - 1]))
            picture.set_name(name.format(n=number, count=count, what=self.entry.title))
            picture.setGeometry(box)
            picture.show()
        self.show_photos()

    def mark(self, terms: tuple[str, ...]) -> None:
        """Mark what is searched."""
        if terms != self._terms:
            self._terms = terms
            self.update()

    def heightForWidth(self, width: int) -> int:
        """The height of the entry's words at a width, px."""
        return self._measure.heightForWidth(width) - 2

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """Its height at the width it has."""
        width = max(self.width(), 280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Little width, all of the height."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        self._offer()
        self._make_pictures()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entry."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_entry(painter, QRectF(self.rect()), self.entry, last=self._last, terms=self._terms)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the way back."""
        super().enterEvent(event)
        self._offer()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the offer away."""
        super().leaveEvent(event)
        self._offer()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the way back."""
        super().focusInEvent(event)
        self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the offer away."""
        super().focusOutEvent(event)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the act back."""
        if self._undoable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.undo_wanted.emit(self._event_id)
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        """Put the button left of the time, where title and name leave room."""
        wanted = self._undoable and (self.hasFocus() or self.underMouse())
        self._undo.adjustSize()
        right = self.width() - text_width(self.entry.when, Role.SECONDARY) - 8
        self._undo.move(round(right - self._undo.width()), -1)
        self._undo.setVisible(wanted)
