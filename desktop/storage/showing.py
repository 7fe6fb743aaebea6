"""Photos for a viewer: what is kept at once, and bare pixels of the original at a screen's size."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from desktop.pictures.decoder import Decoder
from desktop.storage.database import File
from desktop.storage.holdings import ORIGINAL, Item

if TYPE_CHECKING:
    from casework.pictures.showing import Described, Pixels


class Showing:
    """The part of the photo store that shows large. Thread-safe."""

    file: File
    decoder: Decoder
    _hopeless: set[Item]

    @abstractmethod
    def read(self, sha256: str) -> bytes | None:
        """The bytes of a photo that is looked at, None where they are not here."""

    @abstractmethod
    def _use(self, sha256: str, side: int) -> None:
        """Note that it was looked at."""

    def pixels(self, sha256: str, longest_side: int) -> Pixels | None:
        """The full photo's bare pixels for a screen; None where it is not here or is none."""
        from casework.pictures.decoding import NotAPicture

        data = self.read(sha256)
        if data is None or (sha256, ORIGINAL) in self._hopeless:
            return None
        try:
            return self.decoder.pixels(data, longest_side)
        except NotAPicture:
            self._hopeless.add((sha256, ORIGINAL))
            return None

    def describe(self, sha256: str) -> Described | None:
        """What the full photo's file says of itself; None where it is not here or is none."""
        from casework.pictures.decoding import NotAPicture

        data = self.read(sha256)
        try:
            return None if data is None else self.decoder.describe(data)
        except NotAPicture:
            return None

    def kept_thumbnail(self, sha256: str, least: int = 0) -> bytes | None:
        """The largest thumbnail that is kept, made or fetched before; None below `least` pixels.

        Quick: nothing is decoded, so that a viewer has something to show at once.
        """
        with self.file.reading() as connection:
            row = connection.execute(
                "SELECT side, jpeg FROM thumbnails WHERE sha256 = ? AND side >= ? "
                "ORDER BY side DESC LIMIT 1",
                (sha256, least),
            ).fetchone()
        if row is None:
            return None
        self._use(sha256, row[0])
        return bytes(row[1])
