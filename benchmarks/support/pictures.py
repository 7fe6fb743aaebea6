"""Photos to measure with: JPEGs of a size, each with bytes of its own."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image

_KINDS = 8
_SIZE = (1280, 960)
_START = b"\xff\xd8"


def make(folder: Path, count: int, size: int) -> list[Path]:
    """Write `count` photos of `size` bytes; few pictures, many comments, as drawing is slow."""
    folder.mkdir(parents=True)
    drawn = [_drawn(kind, size - 512) for kind in range(min(_KINDS, count))]
    files = []
    for number in range(count):
        data = drawn[number % len(drawn)]
        room = size - len(data)
        # Comments (segment FFFE, ITU T.81 B.2.4.5) of up to 65,533 bytes make up what is missing.
        parts = []
        while room >= 4:
            length = min(room, 60_000)
            if 0 < room - length < 4:
                length -= 4
            text = f"{folder.name} {number} ".encode().ljust(length - 4, b".")[: length - 4]
            parts.append(b"\xff\xfe" + (length - 2).to_bytes(2, "big") + text)
            room -= length
        file = folder / f"{folder.name}-{number:04d}.jpg"
        file.write_bytes(_START + b"".join(parts) + data[2:])
        files.append(file)
    return files


def _drawn(seed: int, size: int) -> bytes:
    """A JPEG of at most `size` bytes, near it."""
    chance = random.Random(seed)
    low, high, best = 10, 1200, b""
    while high - low > 8:
        width = (low + high) // 2
        cells = (width, width * 3 // 4)
        image = Image.frombytes("RGB", cells, chance.randbytes(cells[0] * cells[1] * 3))
        out = io.BytesIO()
        image.resize(_SIZE if size < 1_000_000 else (2560, 1920)).save(out, "JPEG", quality=80)
        if len(out.getvalue()) <= size:
            low, best = width, out.getvalue()
        else:
            high = width
    return best
