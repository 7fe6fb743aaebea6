"""The photos of a case in the viewer: all of them in turn, before and after over each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from casework.case import Photo, PhotoRole
from desktop import clock
from desktop.storage.records import PhotoUpload
from desktop.ui.bridge import Bridge
from desktop.ui.pages.case_view import CaseView, photo_caption, photo_truth
from desktop.ui.pages.photo_viewer import PhotoViewer, ViewedPhoto
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import WindowServices
from desktop.words import translate

PREPARE_MS = 1000
"""So long after the first case with photos the process that decodes is started; the list, which a
person waits for at the start, has come by then."""


def viewed_photos(view: CaseView) -> list[ViewedPhoto]:
    """The photos of a case that can be shown: the reporter's, then those of the work by age."""
    case, now = view.case, clock.now()
    ticket = case.ticket
    place = None
    if ticket.lon is not None and ticket.lat is not None:
        place = ticket.lon, ticket.lat
    return [
        ViewedPhoto(
            key=photo.key,
            words=_title(view, photo, now),
            case=case.id,
            photo=photo,
            place=place,
            truth=photo_truth(view, photo),
        )
        for role in (PhotoRole.BEFORE, PhotoRole.AFTER)
        for photo in case.photos_of(role)
        if photo.sha256
    ]


def _title(view: CaseView, photo: Photo, now: int) -> str:
    before = photo.role == PhotoRole.BEFORE
    role = translate("CasePhotos", "Before") if before else translate("CasePhotos", "After")
    return " · ".join(part for part in (role, photo_caption(view, photo, now)) if part)


class CaseViewing(QObject):
    """Opens the viewer over the window of a page, and keeps what it says true.

    Signals:
        closed: the viewer went away.
    """

    closed = Signal()

    def __init__(
        self, bridge: Bridge, window: WindowServices, page: QWidget, turns: PhotoTurns
    ) -> None:
        """The viewer itself is made when it is first wanted."""
        super().__init__(page)
        self._bridge, self._window, self._page, self._turns = bridge, window, page, turns
        self._viewer: PhotoViewer | None = None
        self._soon = QTimer(self, singleShot=True, interval=PREPARE_MS)
        self._soon.timeout.connect(self._prepare)
        self._prepared = False

    @property
    def viewer(self) -> PhotoViewer | None:
        """The viewer, once it was made."""
        return self._viewer

    def open(self, view: CaseView, key: str = "", *, compare: bool = False) -> None:
        """Show a photo of the case large, the first where no key is given."""
        photos = viewed_photos(view)
        if photos:
            self._made().show_photos(photos, key, compare=compare)

    def heed(self, view: CaseView) -> None:
        """The case is known anew."""
        if not self._prepared and view.case.photos:
            self._prepared = True
            self._soon.start()
        if self._viewer is not None:
            self._viewer.update_photos(viewed_photos(view))

    def ready(self, key: str) -> None:
        """A photo may be opened next: decode it before the click."""
        self._made().prepare(key)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if self._viewer is not None:
            self._viewer.retranslate()

    def _prepare(self) -> None:
        decoder = self._bridge.desk.photos.decoder
        self._bridge.picture(decoder.prepare, lambda _: None)

    def _made(self) -> PhotoViewer:
        if self._viewer is None:
            self._viewer = PhotoViewer(
                self._bridge, self._page.window(), self._window.thumbnails, self._turns
            )
            self._viewer.closed.connect(self.closed)
            self._viewer.again_wanted.connect(self._again)
        return self._viewer

    def _again(self, upload: PhotoUpload) -> None:
        desk = self._bridge.desk
        problem = self._window.show_problem
        self._bridge.write(lambda: desk.retry([upload]), lambda _: None, problem)
