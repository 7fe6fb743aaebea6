"""The after-photos of a fix: a card each, with what the photo proves, and where to drop them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock
from desktop.ui.evidence_words import (
    STATUS_ICONS,
    STATUS_TOKENS,
    VERDICT_ICONS,
    VERDICT_STATUS,
    check_words,
    verdict_words,
)
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Look, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.photos import PhotoCard
from desktop.ui.widgets.text import Text, headroom
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

SIDE, _LEAST, _GAP = 640, 236, 12
PHOTO_HEIGHT = 124
_TONES = {"ok": "done", "warn": "attn", "unknown": "rej"}


def warns(photo: PreparedPhoto) -> bool:
    """Whether something about a photo should be looked at again."""
    return photo.checks.verdict == "look_again"


class FixPhotos(QWidget):
    """Cards in a grid; without any, a place to drop photos.

    Signals:
        removed: the SHA-256 of a photo to be left out.
        opened: the SHA-256 of a photo to be shown large.
    """

    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._cards: list[FixCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.drop = DropZone()
        self._grid.addWidget(self.drop, 0, 0)
        thumbnails.arrived.connect(self._arrived)

    def show_photos(self, photos: Sequence[PreparedPhoto]) -> None:
        """Show a card for each photo; cards that stay are not made anew."""
        held = {card.sha256: card for card in self._cards}
        wanted = [photo.sha256 for photo in photos]
        for sha256, card in held.items():
            if sha256 not in wanted:
                self._grid.removeWidget(card)
                card.hide()
                card.deleteLater()
        self._cards = []
        for photo in photos:
            card = held.get(photo.sha256) or self._new_card(photo)
            self._cards.append(card)
        self.drop.setVisible(not self._cards)
        self._arrange()

    def cards(self) -> list[FixCard]:
        """The cards in order."""
        return self._cards

    def retranslate(self, photos: Sequence[PreparedPhoto]) -> None:
        """Say everything in the language in use."""
        self.drop.retranslate()
        self.show_photos([])
        self.show_photos(photos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit, three at most."""
        super().resizeEvent(event)
        self._arrange()

    def _new_card(self, photo: PreparedPhoto) -> FixCard:
        card = FixCard(photo)
        card.removed.connect(self.removed)
        card.photo.opened.connect(lambda: self.opened.emit(photo.sha256))
        self._show_picture(card)
        return card

    def _arrived(self, key: str) -> None:
        for card in self._cards:
            if card.sha256 == key:
                self._show_picture(card)

    def _show_picture(self, card: FixCard) -> None:
        picture = self._thumbnails.pixmap(card.sha256, SIDE)
        if picture is not None:
            card.photo.set_picture(picture)

    def _arrange(self) -> None:
        columns = max(1, min(3, (self.width() + _GAP) // (_LEAST + _GAP)))
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns and self._cards else 0)
        if not self._cards:
            self._grid.addWidget(self.drop, 0, 0, 1, 3)


class FixCard(PhotoCard):
    """One photo: its name, each check in words, one verdict.

    Signals:
        removed: its SHA-256; it is to be left out.
    """

    removed = Signal(str)

    def __init__(self, photo: PreparedPhoto) -> None:
        """Say what the photo proves."""
        super().__init__(photo.name, height=PHOTO_HEIGHT)
        self.sha256 = photo.sha256
        self.photo.set_loading()
        head = QHBoxLayout()
        head.addWidget(Text(photo.name, Role.SECONDARY, "ink2"), 1)
        name = translate("FixPage", "Remove {name}").format(name=photo.name)
        remove = IconButton("trash-2", name, token="ink2")
        remove.clicked.connect(lambda: self.removed.emit(self.sha256))
        head.addWidget(remove)
        self.body.addLayout(head)
        self.lines: list[str] = []
        for check in photo.checks.checks:
            if check.code != "not_edited":
                self._add_check(check.status, check_words(check, clock.now()))
        self.verdict = verdict_words(photo.checks)
        status = VERDICT_STATUS[photo.checks.verdict]
        tone = _TONES[status]
        look = Look(
            VERDICT_ICONS[photo.checks.verdict], tone, f"{tone}-bg", f"{tone}-ln", self.verdict
        )
        self.body.addSpacing(8)
        self.body.addWidget(Chip(look))
        self.set_warning(warns(photo))
        self.setAccessibleName(", ".join([photo.name, *self.lines, self.verdict]))

    def _add_check(self, status: str, words: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        token = STATUS_TOKENS[status]
        beside = QVBoxLayout()
        beside.addSpacing(headroom(Role.SECONDARY) + 3)  # on the first line of the words
        beside.addWidget(Icon(STATUS_ICONS[status], token, 15))
        beside.addStretch(1)
        row.addLayout(beside)
        strong = 600 if status != "unknown" else None
        row.addWidget(Text(words, Role.SECONDARY, token, weight=strong, lines=2), 1)
        self.body.addLayout(row)
        self.lines.append(words)


class DropZone(QWidget):
    """Where photos can be dropped, with the other ways to add them."""

    def __init__(self) -> None:
        """Waiting for photos."""
        super().__init__()
        self._over = False
        self._words = Text("", Role.BODY, "ink", align=Qt.AlignmentFlag.AlignHCenter)
        self._more = Text("", Role.SECONDARY, "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 22, 16, 22)
        column.setSpacing(4)
        column.addWidget(Icon("image-plus", "line3", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        column.addWidget(self._more)
        Theme.current().changed.connect(self.update)
        self.retranslate()

    def set_over(self, over: bool) -> None:
        """Show that photos are held over the page."""
        self._over = over
        self.update()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.set_text(translate("FixPage", "Drop photos here, or press P to choose them"))
        self._more.set_text(
            translate("FixPage", "Copied photos can be pasted with Ctrl+V. JPEG, PNG or HEIC.")
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent-t" if self._over else "line3"), 2 if self._over else 1.5)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(colour("sel" if self._over else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
