"""One source of photos that was found: a calm line, and its photos to tick when wanted."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casework.thai import day_text, local
from desktop import clock
from desktop.photo_sources import Found
from desktop.ui.bridge import Bridge
from desktop.ui.pages.photo_picker import PhotoPicker
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

_ICONS = {"card": "hard-drive", "folder": "folder-open"}


class PhotoOffer(Card):
    """The line of a source; a button opens its photos under it.

    Signals:
        taken: the photos chosen, list[FoundPhoto].
        hidden: the person does not want to see this source now.
    """

    taken = Signal(list)
    hidden = Signal()

    def __init__(self, bridge: Bridge, found: Found) -> None:
        """The line alone."""
        super().__init__(radius=8)
        self._bridge = bridge
        self.found = found
        self._used: Collection[str] = ()
        self.picker: PhotoPicker | None = None
        self._words = Text("", Role.BODY)
        self.open = Button("", kind="quiet", icon="image", size="small")
        self.open.clicked.connect(self._toggle)
        self._hide = IconButton("x", "", token="ink2", size=28)
        self._hide.clicked.connect(self.hidden)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon(_ICONS.get(found.source.kind, "image"), "ink2", 18))
        row.addWidget(self._words, 1)
        row.addWidget(self.open)
        row.addWidget(self._hide)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 6, 4)
        self._column.setSpacing(2)
        self._column.addLayout(row)

    def show_found(self, found: Found, used: Collection[str]) -> None:
        """Show what lies there now, and what of it was taken in before."""
        self.found, self._used = found, used
        words = offer_words(found, used)
        self._words.set_text(words)
        self.setAccessibleName(words)
        is_open = self.picker is not None
        if self.picker is not None:
            self.picker.show_photos(found.photos, used, more=found.more)
        self.open.set_text(
            translate("PhotoWays", "Hide the photos")
            if is_open
            else translate("PhotoWays", "Choose photos")
        )
        name = translate("PhotoWays", "Do not show {name} now").format(name=found.source.name)
        self._hide.set_icon("x", name)

    def show_photos(self) -> PhotoPicker:
        """Open the row of photos and give it the keyboard."""
        picker = self.picker
        if picker is None:
            picker = self.picker = PhotoPicker(self._bridge)
            picker.taken.connect(self.taken)
            self._column.addWidget(picker)
            self.show_found(self.found, self._used)
        picker.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return picker

    def close_photos(self) -> None:
        """Only the line again."""
        picker, self.picker = self.picker, None
        if picker is not None:
            self._column.removeWidget(picker)
            picker.hide()
            picker.deleteLater()
            self.show_found(self.found, self._used)

    def _toggle(self) -> None:
        if self.picker is None:
            self.show_photos()
        else:
            self.close_photos()


def offer_words(found: Found, used: Collection[str]) -> str:
    """What lies in a source: the new ones of today, else when the newest is from."""
    name, now = found.source.name, clock.now()
    is_card = found.source.kind == "card"
    fresh = [p for p in found.photos if p.mark not in used]
    today = [p for p in fresh if local(p.at).date() == local(now).date()]
    if today:
        text = (
            translate("PhotoWays", "Card {name}: {n} new photos from today")
            if is_card
            else translate("PhotoWays", "Folder {name}: {n} new photos from today")
        )
        return text.format(name=name, n=len(today))
    if not fresh:
        text = (
            translate("PhotoWays", "Card {name}: all photos were taken in")
            if is_card
            else translate("PhotoWays", "Folder {name}: all photos were taken in")
        )
        return text.format(name=name)
    text = (
        translate("PhotoWays", "Card {name}: {n} photos, the newest from {day}")
        if is_card
        else translate("PhotoWays", "Folder {name}: {n} photos, the newest from {day}")
    )
    day = day_text(fresh[0].at, language(), year=local(fresh[0].at).year != local(now).year)
    return text.format(name=name, n=len(fresh), day=day)
