"""What decodes pictures for the desk, and the decoder that does it in this very process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from casework.pictures.inspection import Picture
    from casework.pictures.showing import Described, Pixels

T = TypeVar("T")


class Decoder(Protocol):
    """Looks into bytes that may be anything. Thread-safe; slow, so never for the main thread."""

    def inspect(self, data: bytes) -> Picture:
        """What is known of a photo's bytes. Raises NotAPicture."""

    def thumbnail(self, data: bytes, longest_side: int) -> bytes:
        """An upright JPEG without metadata, at most so many pixels long. Raises NotAPicture."""

    def tile(self, data: bytes, most_side: int) -> tuple[int, int, bytes]:
        """(width, height, RGBA) of a map's tile. Raises NotAPicture."""

    def pixels(self, data: bytes, longest_side: int) -> Pixels:
        """The bare upright pixels, at most so many long, for a screen. Raises NotAPicture."""

    def describe(self, data: bytes) -> Described:
        """What the file says of itself, without decoding its pixels. Raises NotAPicture."""

    def prepare(self) -> None:
        """A picture may come soon: do beforehand what the first one would wait for."""

    def close(self) -> None:
        """Give back what it holds. Twice does no harm."""


class HereDecoder:
    """Decodes in this process: what a decoder's crash takes down is the desk itself."""

    def __init__(self) -> None:
        # Decoding a large picture takes much memory: one at a time.
        self._lock = threading.Lock()

    def inspect(self, data: bytes) -> Picture:
        """What is known of a photo's bytes. Raises NotAPicture."""
        # Decoders are slow to import, and most of what the desk does needs none of them.
        from casework.pictures.inspection import inspect

        return self._one_at_a_time(lambda: inspect(data))

    def thumbnail(self, data: bytes, longest_side: int) -> bytes:
        """An upright JPEG without metadata, at most so many pixels long. Raises NotAPicture."""
        from casework.pictures.shrink import thumbnail

        return self._one_at_a_time(lambda: thumbnail(data, longest_side))

    def pixels(self, data: bytes, longest_side: int) -> Pixels:
        """The bare upright pixels, at most so many long, for a screen. Raises NotAPicture."""
        from casework.pictures.showing import pixels

        return self._one_at_a_time(lambda: pixels(data, longest_side))

    def describe(self, data: bytes) -> Described:
        """What the file says of itself, without decoding its pixels. Raises NotAPicture."""
        from casework.pictures.showing import describe

        return self._one_at_a_time(lambda: describe(data))

    def _one_at_a_time(self, work: Callable[[], T]) -> T:
        from casework.pictures.decoding import NotAPicture

        try:
            with self._lock:
                return work()
        except MemoryError as error:
            raise NotAPicture("too_heavy") from error

    def prepare(self) -> None:
        """Import what decodes."""
        import casework.pictures.showing  # noqa: F401

    def tile(self, data: bytes, most_side: int) -> tuple[int, int, bytes]:
        """(width, height, RGBA) of a map's tile. Raises NotAPicture."""
        from casework.pictures.tile_pixels import tile_pixels

        return self._one_at_a_time(lambda: tile_pixels(data, most_side))

    def close(self) -> None:
        """Nothing is held."""
