"""What a fix is compared with: the case, its before-photo, and what the reporter was told last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Audience, Case, PhotoRole
from casework.thai import day_text
from desktop import clock
from desktop.ui.pages.case_view import day_and_time, own_label
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, state_style
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Banner, Icon
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.text import Text
from desktop.ui.wording import due_text, village
from desktop.words import language, translate

WIDTH = 292
SIDE = 640


class FixSide(Ground):
    """The left column of the fix page.

    Signals:
        opened: the key of the before-photo, to be shown large.
    """

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until a case is shown."""
        super().__init__("surface", ("right",))
        self._thumbnails = thumbnails
        self._case: Case | None = None
        self._key = ""
        self.setFixedWidth(WIDTH)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(3)
        self._chips.addStretch(1)
        self._sentence = Text("", Role.HEADING, lines=4)
        self._where, self._when = (Text("", Role.SECONDARY, "ink2") for _ in range(2))
        self._photo_head = Text("", Role.STRONG)
        self._photo = PhotoView(height_ratio=0.68)
        self._photo.setFixedHeight(round((WIDTH - 33) * 0.68))
        self._photo.opened.connect(lambda: self.opened.emit(self._key) if self._key else None)
        self._photo_note = Text("", Role.SECONDARY, "ink2")
        self._told_head = Text("", Role.STRONG)
        self._told = Text("", Role.SECONDARY, lines=5)
        self._safe = Banner("", tone="info", icon="hard-drive")
        self._lay_out()
        thumbnails.arrived.connect(self._arrived)

    def show_case(self, case: Case) -> None:
        """Show the case whose fix is recorded."""
        self._case = case
        ticket = case.ticket
        self._show_chips(case)
        self._sentence.set_text(" ".join(ticket.description.split()))
        where = ticket.place or ticket.address
        number = village(ticket.village)
        if number and number not in where:
            where = f"{where} {number}".strip()
        self._where.set_text(where)
        said = translate("FixPage", "Reported {when}")
        self._when.set_text(said.format(when=day_and_time(ticket.reported_at)))
        photos = case.photos_of(PhotoRole.BEFORE)
        self._key = photos[0].sha256 if photos else ""
        self._photo_head.set_text(translate("FixPage", "Photo before the work"))
        self._photo_note.set_text(
            translate("FixPage", "The reporter's photo, to compare with") if photos else ""
        )
        self._show_photo(has_photo=bool(photos))
        self._show_told(case)
        self._safe.say(
            translate("FixPage", "Saved on this computer at once"),
            translate("FixPage", "You can switch it off; no work is lost"),
            tone="info",
            icon="hard-drive",
        )

    def _show_chips(self, case: Case) -> None:
        while self._chips.count() > 1:
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        chips = [Chip(state_style(str(case.state)), own_label(case))]
        if case.due_at is not None and case.is_overdue(clock.now()):
            chips.append(Chip.of_mark("overdue", due_text(case.due_at, clock.now())))
        for place, chip in enumerate(chips):
            self._chips.insertWidget(place, chip)

    def _show_told(self, case: Case) -> None:
        """The last words to the reporter: what was promised is compared with what was done."""
        told = [
            e
            for e in case.history
            if e.text and e.kind == "comment" and e.audience == Audience.REPORTER
        ]
        self._told_head.setVisible(bool(told))
        self._told.setVisible(bool(told))
        if told:
            last = max(told, key=lambda e: e.at)
            self._told_head.set_text(translate("FixPage", "Last told to the reporter"))
            day = day_text(last.at, language(), year=False)
            self._told.set_text(f"“{last.text}” {day}")

    def _show_photo(self, *, has_photo: bool) -> None:
        picture = self._thumbnails.pixmap(self._key, SIDE) if self._key else None
        if picture is not None:
            self._photo.set_picture(picture)
        elif has_photo:
            self._photo.set_absent()
        else:
            self._photo.set_words(
                "image-off", translate("CasePhotos", "The reporter sent no photo")
            )

    def _arrived(self, key: str) -> None:
        if key and key == self._key:
            self._show_photo(has_photo=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 17, 14)
        column.setSpacing(0)
        column.addLayout(self._chips)
        column.addSpacing(8)
        column.addWidget(self._sentence)
        column.addSpacing(6)
        for icon, text in (("map-pin", self._where), ("clock", self._when)):
            column.addWidget(_with_icon(icon, text))
        column.addSpacing(12)
        column.addWidget(self._photo_head)
        column.addSpacing(6)
        column.addWidget(self._photo)
        column.addSpacing(6)
        column.addWidget(self._photo_note)
        column.addSpacing(12)
        column.addWidget(self._told_head)
        column.addSpacing(4)
        column.addWidget(self._told)
        column.addStretch(1)
        column.addWidget(self._safe)


def _with_icon(icon: str, text: Text) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(Icon(icon, "ink2", 14))
    row.addWidget(text, 1)
    return holder
