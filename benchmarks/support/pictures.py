"""Photos to measure with: JPEGs of a size, each with bytes of its own."""

from __future__ import annotations

import functools
import io
import random
from pathlib import Path

from PIL import Image

_START = b"\xff\xd8"
_SIDES = {False: (1280, 960), True: (2560, 1920)}
_BIG = 1_000_000
_MOST_COMMENT = 60_000


def make(folder: Path, count: int, size: int) -> list[Path]:
    """Write `count` photos of `size` bytes.

    Drawing is slow, so every folder's photos show the same pictures, with other comments.
    """
    folder.mkdir(parents=True)
    chance = random.Random(folder.name)
    width = _width(size)
    files = []
    for number in range(count):
        picture = _drawn(number, width, size >= _BIG)
        file = folder / f"{folder.name.lower()}-{number:04d}.jpg"
        file.write_bytes(_filled(picture, size, chance))
        files.append(file)
    return files


def _filled(picture: bytes, size: int, chance: random.Random) -> bytes:
    """The picture with comments (segment FFFE, ITU T.81 B.2.4.5) that make up what is missing."""
    room = size - len(picture)
    parts = []
    while room >= 4:
        length = min(room, _MOST_COMMENT)
        parts.append(b"\xff\xfe" + (length - 2).to_bytes(2, "big") + chance.randbytes(length - 4))
        room -= length
    return _START + b"".join(parts) + picture[2:]


@functools.cache
def _width(size: int) -> int:
    """How finely a picture is drawn so that it has nearly `size` bytes."""
    low, high = 10, 2000
    while high - low > 1:
        middle = (low + high) // 2
        if len(_drawn(0, middle, size >= _BIG)) <= size * 0.97:
            low = middle
        else:
            high = middle
    return low


@functools.cache
def _drawn(seed: int, width: int, big: bool) -> bytes:
    chance = random.Random(seed)
    cells = (width, width * 3 // 4)
    image = Image.frombytes("RGB", cells, chance.randbytes(cells[0] * cells[1] * 3))
    out = io.BytesIO()
    image.resize(_SIDES[big]).save(out, "JPEG", quality=80)
    return out.getvalue()
