"""Photos at the size of a screen: from memory, from what is kept, or decoded apart; and ahead."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from desktop.desk import Desk
from desktop.image_reading import read_image
from desktop.ui.bridge import Bridge

LONGEST = 4096
"""Longest side that is decoded, px; a screen shows no more even when zoomed in."""
KEPT_BYTES = 64 * 1024 * 1024
"""Most memory for pictures that were shown or may be next."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What can be shown of a photo: a picture or none, and what there is behind it.

    `here` says that the full photo lies on this desk, `decoded` that the picture was made from it
    or needs no more for the size asked.
    """

    image: QImage
    here: bool
    decoded: bool


def load_at(desk: Desk, key: str, side: int) -> Loaded:
    """A picture of a photo for a screen of `side` device pixels. Worker thread."""
    here = desk.photos.has(key)
    kept = desk.photos.kept_thumbnail(key, side)
    if kept is None and here:
        pixels = desk.photos.pixels(key, side)
        if pixels is not None:
            shape = QImage.Format.Format_RGB32
            image = QImage(pixels.bgra, pixels.width, pixels.height, 4 * pixels.width, shape)
            # A copy of its own: the bytes go when this function ends.
            return Loaded(image.copy(), here, decoded=True)
    decoded = kept is not None
    kept = kept if kept is not None else desk.photos.kept_thumbnail(key)
    return Loaded(read_image(kept) if kept is not None else QImage(), here, decoded)


class PhotoLoader(QObject):
    """Keeps the last pictures in memory and brings those that may be wanted next."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        """Nothing is loaded before it is asked for."""
        super().__init__(parent)
        self._bridge = bridge
        self._kept: OrderedDict[str, tuple[int, Loaded]] = OrderedDict()
        self._ahead: list[str] = []
        self._busy = False

    def at_hand(self, key: str, side: int) -> Loaded | None:
        """The picture where it is in memory and sharp enough for `side` device pixels."""
        found = self._kept.get(key)
        if found is None or found[0] < side:
            return None
        self._kept.move_to_end(key)
        return found[1]

    def ask(self, key: str, side: int, then: Callable[[Loaded], None]) -> None:
        """Load a photo; `then` gets it on the main thread."""
        desk = self._bridge.desk

        def came(loaded: Loaded) -> None:
            self._keep(key, side, loaded)
            then(loaded)

        self._bridge.picture(lambda: load_at(desk, key, side), came)

    def bring(self, keys: Sequence[str], side: int) -> None:
        """Load these ahead, one after the other; those of an earlier call are forgotten."""
        self._ahead = [key for key in keys if self.at_hand(key, side) is None]
        self._next(side)

    def forget(self) -> None:
        """Drop all pictures."""
        self._ahead = []
        self._kept.clear()

    def _next(self, side: int) -> None:
        if self._busy or not self._ahead:
            return
        key, desk = self._ahead.pop(0), self._bridge.desk
        self._busy = True

        def came(loaded: Loaded | None) -> None:
            self._busy = False
            if loaded is not None and loaded.decoded:
                self._keep(key, side, loaded)
            self._next(side)

        self._bridge.picture(lambda: load_at(desk, key, side), came, lambda _: came(None))

    def _keep(self, key: str, side: int, loaded: Loaded) -> None:
        if loaded.image.isNull() or side > LONGEST // 2:
            return  # a picture to zoom into is large, and seldom wanted twice
        self._kept[key] = (side, loaded)
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and self._size() > KEPT_BYTES:
            self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(loaded.image.sizeInBytes() for _, loaded in self._kept.values())
