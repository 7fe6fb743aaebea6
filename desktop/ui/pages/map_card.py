"""The card of the case that is chosen on the map."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.storage.records import CaseRow
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, mark_style, state_style
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.text import Text
from desktop.ui.wording import due_text, village
from desktop.words import translate

WIDTH = 380
PHOTO = 84
SIDE = 256


class MapCard(Card):
    """Photo, words, place, state and the way to the case.

    Signals:
        opened: the id of the case that a person wants to open.
    """

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        """Empty until a case is chosen."""
        super().__init__(parent, floating=True)
        self.case_id = ""
        self._photo_key = ""
        self._thumbnails = thumbnails
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(12)
        self._photo = PhotoView(radius=8)
        self._photo.setFixedSize(PHOTO, PHOTO)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._sentence = Text("", Role.ROW, "ink", lines=2)
        self._place = Text("", Role.SECONDARY, "ink2", lines=1)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        self._state = Chip(state_style("waiting"))
        self._mark = Chip(mark_style("overdue"))
        chips.addWidget(self._state)
        chips.addWidget(self._mark)
        chips.addStretch(1)
        for widget in (self._sentence, self._place):
            words.addWidget(widget)
        words.addLayout(chips)
        top.addWidget(self._photo)
        top.addLayout(words, 1)
        column.addLayout(top)
        self._open = Button("", kind="primary", icon="file-text", key="Enter", size="small")
        self._open.clicked.connect(lambda: self.opened.emit(self.case_id))
        foot = QHBoxLayout()
        foot.addWidget(self._open)
        foot.addStretch(1)
        column.addLayout(foot)
        thumbnails.arrived.connect(self._arrived)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self._open.set_text(translate("Map", "Open case"))

    def show_case(self, row: CaseRow, face: str, now: int) -> None:
        """Show this case."""
        self.case_id = row.id
        self._photo_key = row.before
        self._sentence.set_text(row.sentence)
        parts = [village(row.village) or row.place, row.unit]
        if row.due_at is not None:
            parts.append(due_text(row.due_at, now))
        self._place.set_text(" · ".join(p for p in parts if p))
        self._state.set_look(state_style(str(row.state)))
        marked = face in {"attention", "overdue", "reopened"}
        self._mark.setVisible(marked)
        if marked:
            self._mark.set_look(mark_style(face))
        self._show_photo()
        self.show()
        self.adjustSize()

    def _show_photo(self) -> None:
        picture: QPixmap | None = self._thumbnails.pixmap(self._photo_key, SIDE)
        if picture is not None:
            self._photo.set_picture(picture)
        else:
            self._photo.set_absent()

    def _arrived(self, key: str) -> None:
        if key == self._photo_key:
            self._show_photo()
