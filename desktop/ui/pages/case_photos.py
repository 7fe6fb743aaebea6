"""Before and after side by side: each photo with its source, time, truth and evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Photo, PhotoRole
from desktop import clock
from desktop.ui.pages.case_view import CaseView, photo_caption, photo_truth
from desktop.ui.pages.photo_facts import proof_of
from desktop.ui.photo_truth import mark_truth
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.text import Text
from desktop.words import translate

SIDE = 720
"""Longest side of the pictures shown here, device px; the viewer has the whole ones."""
_SMALL, _STRIP = 120, 6


class CasePhotos(QWidget):
    """The photos of a case in two columns.

    Signals:
        opened: the key of the photo to be shown large.
        near: the key of a photo that has the pointer or the keyboard, and may be opened next.
        compare_wanted: lay before and after over each other; the key of the after-photo.
        again_wanted: try to send a photo again (its PhotoUpload).
    """

    opened = Signal(str)
    near = Signal(str)
    compare_wanted = Signal(str)
    again_wanted = Signal(object)

    def __init__(self, thumbnails: Thumbnails, turns: PhotoTurns) -> None:
        """Empty until a case is shown."""
        super().__init__()
        self.before = _Column(thumbnails, turns)
        self.after = _Column(thumbnails, turns)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)
        self.compare = Button("", icon="square-split-horizontal", key="B", size="small")
        self.compare.clicked.connect(self.ask_compare)
        self.large = Button("", icon="maximize", key="Z", size="small")
        self.large.clicked.connect(self.ask_large)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.compare)
        tools.addWidget(self.large)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(tools)
        for side in (self.before, self.after):
            side.opened.connect(self.opened)
            side.near.connect(self.near)
            side.again_wanted.connect(self.again_wanted)
        thumbnails.arrived.connect(self._arrived)
        turns.changed.connect(self._turned)

    def ask_compare(self) -> None:
        """Ask for before and after over each other, where there are both."""
        if self.before.key() and self.after.key():
            self.compare_wanted.emit(self.after.key())

    def ask_large(self) -> None:
        """Ask for the newest photo large."""
        key = self.after.key() or self.before.key()
        if key:
            self.opened.emit(key)

    def show_view(self, view: CaseView) -> None:
        """Show the photos of a case: the reporter's first, and the newest after the work."""
        self.before.show_photos(
            view,
            view.case.photos_of(PhotoRole.BEFORE),
            translate("CasePhotos", "Before"),
            translate("CasePhotos", "The reporter sent no photo"),
        )
        self.after.show_photos(
            view,
            tuple(reversed(view.case.photos_of(PhotoRole.AFTER))),
            translate("CasePhotos", "After"),
            translate("CasePhotos", "No photo after the work yet"),
        )
        self.compare.set_text(translate("CasePhotos", "Compare before and after"))
        self.large.set_text(translate("CasePhotos", "View large"))
        self.compare.setVisible(bool(self.before.key() and self.after.key()))
        self.large.setVisible(bool(self.before.key() or self.after.key()))

    def _turned(self, key: str) -> None:
        for side in (self.before, self.after):
            for one in [key] if key else side.keys():
                side.arrived(one)

    def _arrived(self, key: str) -> None:
        self.before.arrived(key)
        self.after.arrived(key)


class _Column(QWidget):
    """One photo large, its words, and the others small under it."""

    opened = Signal(str)
    near = Signal(str)
    again_wanted = Signal(object)

    def __init__(self, thumbnails: Thumbnails, turns: PhotoTurns) -> None:
        super().__init__()
        self._thumbnails, self._turns = thumbnails, turns
        self._view: CaseView | None = None
        self._photos: tuple[Photo, ...] = ()
        self._at = 0
        self._none = ""
        self._role = Text("", Role.STRONG)
        self._source = Text("", Role.SECONDARY, "ink2")
        self._truth_icon, self._truth = (
            Icon("cloud-upload", "send", 15),
            Text("", Role.CAPTION_STRONG),
        )
        self._proof_icon, self._proof = (
            Icon("shield-check", "done", 15),
            Text("", Role.SECONDARY, lines=3, weight=600),
        )
        self.picture = PhotoView(height_ratio=0.71)
        self.picture.opened.connect(self._open)
        self.picture.near.connect(lambda: self.near.emit(self.key()))
        self._why = Text("", Role.SECONDARY, "attn", lines=3)
        self._again = Button("", icon="refresh-cw", size="small")
        self._again.clicked.connect(self._try_again)
        self._small: list[PhotoView] = []
        self._lay_out()

    def show_photos(self, view: CaseView, photos: tuple[Photo, ...], role: str, none: str) -> None:
        """Show these photos, the first of them large; the one chosen before stays."""
        same = self._view is not None and self._view.case.id == view.case.id
        chosen = self._photos[self._at].key if same and self._at < len(self._photos) else ""
        self._view, self._photos, self._none = view, photos, none
        keys = [photo.key for photo in photos]
        self._at = keys.index(chosen) if chosen in keys else 0
        self._role.set_text(role)
        self._fill_strip()
        self._show()

    def key(self) -> str:
        """The key of the photo shown large, "" where there is none that can be shown."""
        return self._photos[self._at].sha256 if self._at < len(self._photos) else ""

    def keys(self) -> list[str]:
        """The keys of all photos here."""
        return [photo.key for photo in self._photos]

    def arrived(self, key: str) -> None:
        """A thumbnail came: show it where it belongs."""
        for number, photo in enumerate(self._photos):
            if photo.key == key:
                if number == self._at:
                    self._show_picture()
                if number < len(self._small):
                    self._show_small(number)

    def _open(self) -> None:
        if self._at < len(self._photos):
            self.opened.emit(self._photos[self._at].key)

    def _choose(self, number: int) -> None:
        self._at = number
        self._show()

    def _show(self) -> None:
        there = self._at < len(self._photos)
        for widget in (self._truth_icon, self._truth, self._proof_icon, self._proof):
            widget.setVisible(there)
        self._why.hide()
        self._again.hide()
        self._source.set_text("")
        self._show_picture()
        if not there or self._view is None:
            return
        photo = self._photos[self._at]
        source = photo_caption(self._view, photo, clock.now())
        if len(self._photos) > 1:
            source += f" · {self._at + 1}/{len(self._photos)}"
        self._source.set_text(source)
        self._show_truth(photo)
        self._show_proof(photo)
        parts = (self._role.text(), source, self._truth.text(), self._proof.text())
        self.picture.set_name(", ".join(part for part in parts if part))

    def _show_truth(self, photo: Photo) -> None:
        """Where the bytes are, said of every photo; why one is stuck, and the way on."""
        if self._view is None:
            return
        truth = photo_truth(self._view, photo)
        self._truth_icon.set_icon(truth.icon, truth.token)
        self._truth.set_text(truth.words, truth.token)
        stuck = truth.stuck is not None
        self._why.set_text(truth.note if stuck else "")
        self._again.set_text(translate("PhotoInfo", "Try again now"))
        self._why.setVisible(stuck)
        self._again.setVisible(stuck)
        self._truth.setToolTip(truth.spoken)

    def _try_again(self) -> None:
        if self._view is not None and self._at < len(self._photos):
            truth = photo_truth(self._view, self._photos[self._at])
            if truth.stuck is not None:
                self.again_wanted.emit(truth.stuck)

    def _show_proof(self, photo: Photo) -> None:
        proof = proof_of(photo)
        for widget in (self._proof_icon, self._proof):
            widget.setVisible(proof is not None)
        if proof is None:
            self._proof.set_text("")
            return
        self._proof_icon.set_icon(proof.icon, proof.token)
        self._proof.set_text(" · ".join(p for p in (proof.text, proof.note) if p), proof.token)

    def _show_picture(self) -> None:
        if self._at >= len(self._photos):
            self.picture.set_words("image-off", self._none)
            return
        photo = self._photos[self._at]
        picture = self._thumbnails.pixmap(photo.key, SIDE)
        if picture is not None:
            self.picture.set_picture(self._turns.turned(photo.key, picture))
        elif photo.sha256:
            self.picture.set_absent()
        else:
            self.picture.set_words(
                "external-link", translate("CasePhotos", "The picture is with the source only")
            )

    def _fill_strip(self) -> None:
        for old in self._small:
            self._strip.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._small = []
        if len(self._photos) < 2:
            return
        for number in range(min(_STRIP, len(self._photos))):
            small = PhotoView(translate("CasePhotos", "Photo {n}").format(n=number + 1), radius=6)
            small.setFixedSize(52, 40)
            small.opened.connect(lambda n=number: self._choose(n))
            self._small.append(small)
            self._strip.insertWidget(number, small)
            self._show_small(number)

    def _show_small(self, number: int) -> None:
        key = self._photos[number].key
        picture = self._thumbnails.pixmap(key, _SMALL)
        if picture is not None:
            self._small[number].set_picture(self._turns.turned(key, picture))
        if self._view is not None:
            mark_truth(self._small[number], photo_truth(self._view, self._photos[number]))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture)
        column.addSpacing(4)
        first, kept, second = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, kept, second):
            row.setSpacing(6)
        first.addWidget(self._role)
        first.addWidget(self._source, 1)
        kept.addWidget(self._truth_icon)
        kept.addWidget(self._truth, 1)
        second.addWidget(self._proof_icon, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._proof, 1)
        second.setContentsMargins(0, 1, 0, 0)
        column.addLayout(first)
        column.addLayout(kept)
        column.addWidget(self._why)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(second)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(6)
        self._strip.setContentsMargins(0, 4, 0, 0)
        self._strip.addStretch(1)
        column.addLayout(self._strip)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture keeps its ratio, also where a layout would squeeze it."""
        super().resizeEvent(event)
        self.picture.setFixedHeight(self.picture.heightForWidth(self.width()))
