"""Before and after side by side: each photo with its source, time, truth and evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Photo, PhotoRole
from desktop import clock
from desktop.ui.pages.case_view import CaseView, photo_caption, photo_evidence, photo_truth
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role
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
    """

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until a case is shown."""
        super().__init__()
        self.before = _Column(thumbnails)
        self.after = _Column(thumbnails)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)
        for column in (self.before, self.after):
            column.opened.connect(self.opened)
        thumbnails.arrived.connect(self._arrived)

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

    def _arrived(self, key: str) -> None:
        self.before.arrived(key)
        self.after.arrived(key)


class _Column(QWidget):
    """One photo large, its words, and the others small under it."""

    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
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
            Text("", Role.SECONDARY, lines=2, weight=600),
        )
        self.picture = PhotoView(height_ratio=0.71)
        self.picture.opened.connect(self._open)
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
        self._source.set_text("")
        self._show_picture()
        if not there or self._view is None:
            return
        photo = self._photos[self._at]
        source = photo_caption(self._view, photo, clock.now())
        if len(self._photos) > 1:
            source += f" · {self._at + 1}/{len(self._photos)}"
        self._source.set_text(source)
        icon, token, words = photo_truth(self._view, photo)
        quiet = token == "done" and photo.role == PhotoRole.BEFORE
        self._truth_icon.setVisible(not quiet)
        self._truth.setVisible(not quiet)
        self._truth_icon.set_icon(icon, token)
        self._truth.set_text(words, token)
        self._show_proof(photo)
        self.picture.set_name(f"{self._role.text()} {source} {words} {self._proof.text()}")

    def _show_proof(self, photo: Photo) -> None:
        proof = photo_evidence(photo)
        for widget in (self._proof_icon, self._proof):
            widget.setVisible(proof is not None)
        if proof is None:
            self._proof.set_text("")
            return
        icon, token, words = proof
        if photo.evidence is not None and photo.evidence.reason:
            words += f" · “{photo.evidence.reason}”"
        self._proof_icon.set_icon(icon, token)
        self._proof.set_text(words, token)

    def _show_picture(self) -> None:
        if self._at >= len(self._photos):
            self.picture.set_words("image-off", self._none)
            return
        photo = self._photos[self._at]
        picture = self._thumbnails.pixmap(photo.key, SIDE)
        if picture is not None:
            self.picture.set_picture(picture)
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
        picture = self._thumbnails.pixmap(self._photos[number].key, _SMALL)
        if picture is not None:
            self._small[number].set_picture(picture)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture)
        column.addSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(6)
        second.setSpacing(6)
        first.addWidget(self._role)
        first.addWidget(self._source, 1)
        first.addWidget(self._truth_icon)
        first.addWidget(self._truth)
        second.addWidget(self._proof_icon, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._proof, 1)
        second.setContentsMargins(0, 1, 0, 0)
        column.addLayout(first)
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
