"""What pages may ask of the window around them: other pages, files, thumbnails, the undo bar."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.image_reading import read_image
from desktop.ui.bridge import Bridge

KEPT_THUMBNAILS = 600


class WindowServices(Protocol):
    """The window as a page sees it."""

    thumbnails: Thumbnails

    @property
    def language(self) -> str:
        """The language of the screens: th or en."""

    def navigate(self, key: str, **what: str) -> QWidget:
        """Show another page; `what` says which case or photo."""

    def show_undo(self, text: str, undo: Callable[[], None] | None) -> None:
        """Show the undo bar for ten seconds."""

    def show_problem(self, error: Exception, beside: QWidget | None = None) -> None:
        """Say what went wrong, in words, beside the thing where one is given."""

    def show_search(self, text: str) -> None:
        """Show in the search field what a page now searches."""

    def choose_language(self, chosen: str) -> None:
        """Speak Thai ("th") or English ("en") from now on."""

    def choose_mode(self, mode: str) -> None:
        """Be light, dark, or as the system is."""

    def choose_density(self, density: str) -> None:
        """Make rows compact, standard or comfortable."""

    def choose_text_size(self, size: int) -> None:
        """Make everything so large (percent) from the next start on."""

    def chosen_text_size(self) -> int:
        """How large everything will be at the next start, in percent."""

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Let the person choose files to open."""

    def choose_save(self, title: str, suggested: str) -> Path | None:
        """Let the person choose where to save."""

    def open_file(self, path: Path) -> None:
        """Open a file or folder with the program that the computer has for it."""


class Thumbnails(QObject):
    """Small pictures for lists, decoded on a worker thread and kept in memory.

    Signals:
        arrived: the key of a photo whose thumbnail can now be had.
    """

    arrived = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        """Read from the bridge's desk."""
        super().__init__(parent)
        self._bridge = bridge
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._held: list[tuple[str, int]] | None = None

    def hold(self) -> None:
        """Decode nothing until `release`: words come before pictures."""
        self._held = []

    def release(self) -> None:
        """Decode what was asked for meanwhile, and from now on at once."""
        held, self._held = self._held or [], None
        for wanted in held:
            self._ask(wanted)

    def pixmap(self, key: str, side: int) -> QPixmap | None:
        """The thumbnail with this longest side in device pixels, None until it has arrived."""
        if not key:
            return None
        wanted = (key, side)
        found = self._kept.get(wanted)
        if found is not None:
            self._kept.move_to_end(wanted)
            return found
        if wanted not in self._asked:
            self._asked.add(wanted)
            if self._held is None:
                self._ask(wanted)
            else:
                self._held.append(wanted)
        return None

    def at_once(self, key: str) -> QPixmap | None:
        """The largest picture of a photo that is in memory; None where none is."""
        found = [size for size in self._kept if size[0] == key]
        return self._kept[max(found, key=lambda size: size[1])] if found else None

    def _ask(self, wanted: tuple[str, int]) -> None:
        self._bridge.picture(lambda: self._load(*wanted), lambda image: self._got(wanted, image))

    def forget(self, key: str) -> None:
        """The photo's bytes have come or changed: ask again."""
        self._asked = {a for a in self._asked if a[0] != key}

    def retry_missing(self) -> None:
        """Sync brought pictures: what was not there may be there now."""
        self._asked = {a for a in self._asked if a in self._kept}

    def _load(self, key: str, side: int) -> QImage | None:
        data = self._bridge.desk.photos.thumbnail(key, side)
        if data is None:
            return None
        image = read_image(data)
        if image.isNull():
            return None
        if max(image.width(), image.height()) > side:
            image = image.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return image

    def _got(self, wanted: tuple[str, int], image: QImage | None) -> None:
        if image is None:
            return
        self._kept[wanted] = QPixmap.fromImage(image)
        while len(self._kept) > KEPT_THUMBNAILS:
            old, _ = self._kept.popitem(last=False)
            self._asked.discard(old)
        self.arrived.emit(wanted[0])
