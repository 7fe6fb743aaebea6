"""Many photos in one request or reply: a line that lists them, then their bytes in that order.

What a small photo costs is not its bytes but the waiting for each alone: a request, and a disk that
says that it is safe. Each goes on at a byte of its own, so that a cut costs nothing twice.
"""

from __future__ import annotations

import msgspec

MEDIA_TYPE = "application/x-tambon-photos"
MOST_PHOTOS = 64
MOST_BYTES = 16 * 1024 * 1024
MOST_HEAD_BYTES = 64 * 1024


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a photo: `length` bytes from `offset` on, of `size` in all.

    `error` is a code where nothing of it is given.
    """

    sha256: str
    case: str
    authority: str = ""
    name: str = ""
    size: int = 0
    offset: int = 0
    length: int = 0
    error: str = ""


class Bundle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a bundle, and the question for one of at most so many bytes."""

    photos: tuple[Piece, ...]
    most: int = MOST_BYTES


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many bytes of a photo the server has: all of them says that it is verified.

    `error` is a code where its bytes were not taken.
    """

    offset: int = 0
    error: str = ""


class Standings(msgspec.Struct, frozen=True):
    """How the photos of a bundle stand, in its order."""

    photos: tuple[Standing, ...]


def head_of(pieces: tuple[Piece, ...]) -> bytes:
    """The first line of a bundle."""
    return msgspec.json.encode(Bundle(photos=pieces)) + b"\n"


def read_head(line: bytes) -> tuple[Piece, ...]:
    """Read a first line. Raises ValueError for what is none, or beyond the limits."""
    pieces = msgspec.json.decode(line, type=Bundle).photos
    fits = all((p.offset >= 0 and 0 <= p.length <= p.size - p.offset) or p.error for p in pieces)
    if not fits or len(pieces) > MOST_PHOTOS or sum(p.length for p in pieces) > MOST_BYTES:
        raise ValueError("beyond the limits of a bundle")
    return pieces
