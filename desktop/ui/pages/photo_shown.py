"""The one photo on the viewer's stage: at once what is in memory, then all that a screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from casework.case import Photo, PhotoRole
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.pages.photo_facts import Fact, Point, facts_of
from desktop.ui.pages.photo_loading import LONGEST, Loaded, PhotoLoader, load_at
from desktop.ui.photo_truth import PhotoTruth
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.photo_stage import PhotoStage
from desktop.words import translate

if TYPE_CHECKING:
    from casework.pictures.showing import Described


@dataclass(frozen=True, slots=True)
class ViewedPhoto:
    """One photo: its key, the words above it, and the case for which the server gives it.

    `photo` is the record of it, `place` the case's, (lon, lat); `truth` where its bytes are.
    """

    key: str
    words: str
    case: str = ""
    photo: Photo | None = None
    place: Point | None = None
    truth: PhotoTruth | None = None

    @property
    def after(self) -> bool:
        """Whether it shows the place after the work."""
        return self.photo is not None and self.photo.role == PhotoRole.AFTER


class ShownPhoto(QObject):
    """Loads, fetches and sharpens one photo, and reads what its file says.

    Signals:
        told: something is known now that was not before.
        painted: a picture as sharp as the screen is on the stage (its key).
    """

    told = Signal()
    painted = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        loader: PhotoLoader,
        thumbnails: Thumbnails | None,
        stage: PhotoStage,
    ) -> None:
        """No photo yet."""
        super().__init__(stage)
        self._bridge, self._loader, self._thumbnails = bridge, loader, thumbnails
        self._stage = stage
        self._photo = ViewedPhoto("", "")
        self._side = 0
        self._file: Described | None = None
        self._asked_file = self._sharpened = self._here = self._wanted = False
        self.note = ""
        stage.zoomed.connect(self._zoomed)

    def show(self, photo: ViewedPhoto, side: int) -> None:
        """Show another photo at `side` device px."""
        self._photo, self._side = photo, side
        self._file, self._asked_file, self._sharpened, self._here = None, False, False, False
        self._wanted = False
        self._say("")
        ready = self._loader.at_hand(photo.key, side)
        if ready is not None:
            self._stage.show_picture(QPixmap.fromImage(ready.image), fresh=True)
            self._loaded(photo.key, ready, fetch=True)
            return
        small = self._thumbnails.at_once(photo.key) if self._thumbnails is not None else None
        self._stage.show_picture(small if small is not None else QPixmap(), fresh=True)
        if small is None:
            self._stage.show_words(translate("Photo", "Opening photo…"))
        self._wanted = True

    def begin(self) -> None:
        """Ask for what the photo shown still lacks; apart from `show`, so that what there is can
        be painted before a thread that decodes competes for the processor."""
        if self._wanted:
            self._wanted = False
            self._ask(fetch=True)

    def resize(self, side: int) -> None:
        """The screen has room for `side` device px now: more pixels may be needed."""
        if self._photo.key and side > self._side:
            self._side = side
            self._ask(fetch=False)

    def leave(self) -> None:
        """Show no photo."""
        self._photo = ViewedPhoto("", "")
        self._stage.show_picture(QPixmap(), fresh=True)

    def facts(self, photo: ViewedPhoto) -> list[Fact]:
        """What is known of the photo shown, which may be told anew."""
        record = photo.photo or Photo(sha256=photo.key)
        return facts_of(record, self._file, photo.place, here=self._here)

    def _ask(self, *, fetch: bool) -> None:
        """Load the photo that is shown now; fetch it where it is not here."""
        key = self._photo.key
        self._loader.ask(key, self._side, lambda found: self._loaded(key, found, fetch=fetch))

    def _loaded(self, key: str, found: Loaded, *, fetch: bool) -> None:
        if key != self._photo.key:
            return
        self._here = found.here
        if not found.image.isNull():
            self._stage.show_picture(QPixmap.fromImage(found.image), fresh=False)
        if found.here and found.decoded:
            self._say("")
        elif found.here:
            self._say(
                translate(
                    "Photo",
                    "The full photo is here and safe, but it cannot be shown on this computer.",
                )
            )
        elif fetch and self._photo.case:
            self._fetch(key)
        else:
            self._say_absent()
        self._read_file(key)
        self.painted.emit(key)

    def _read_file(self, key: str) -> None:
        """What the original says of itself, where it is here."""
        if not self._here or self._asked_file:
            return
        self._asked_file = True
        desk = self._bridge.desk

        def read(file: Described | None) -> None:
            if key == self._photo.key:
                self._file = file
                self.told.emit()

        self._bridge.picture(lambda: desk.photos.describe(key), read)

    def _fetch(self, key: str) -> None:
        """On a thread of its own: a line may take its time to answer, or not to."""
        desk, case = self._bridge.desk, self._photo.case
        self._say(translate("Photo", "Fetching the full photo…"))

        def came(is_here: bool) -> None:
            if key != self._photo.key:
                return
            if is_here:
                self._ask(fetch=False)
            else:
                self._say_absent()

        run_in_background(self, lambda: desk.fetch_photo(key, case), came, lambda _: came(False))

    def _say_absent(self) -> None:
        self._say(
            translate(
                "Photo", "The full photo is not here yet. It will come when there is a signal."
            )
        )

    def _say(self, note: str) -> None:
        self.note = note
        self._stage.say(note)
        self.told.emit()

    def _zoomed(self, zoom: float) -> None:
        """Zooming in beyond the screen's size brings the full one."""
        if zoom <= 1.0 or self._sharpened or not self._here:
            return
        self._sharpened = True
        key, desk = self._photo.key, self._bridge.desk

        def came(found: Loaded) -> None:
            if key == self._photo.key and found.decoded:
                self._stage.show_sharp(QPixmap.fromImage(found.image))

        self._bridge.picture(lambda: load_at(desk, key, LONGEST), came)
