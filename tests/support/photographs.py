"""Photographs of a wanted size, each with bytes of its own, that shrink as real ones do."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image


def photograph(seed: int, size: int) -> bytes:
    """A JPEG of just `size` bytes; those of one size share their pixels, not all bytes."""
    pixels = _pixels(size)
    rng = random.Random(seed)
    comments, left = bytearray(), size - len(pixels)
    while left >= 4:
        length = min(left, 65_537)
        comments += b"\xff\xfe" + (length - 2).to_bytes(2, "big") + rng.randbytes(length - 4)
        left -= length
    return pixels[:2] + bytes(comments) + pixels[2:]


@cache
def _pixels(size: int) -> bytes:
    """Soft shapes with grain, of as many pixels as fit."""
    rng = random.Random(size)
    longer = 4000 if size > 1_000_000 else 1600 if size > 50_000 else 320
    sides = (longer, longer * 3 // 4)
    shapes = Image.frombytes("RGB", (40, 30), rng.randbytes(3600))
    grain = Image.frombytes("L", sides, rng.randbytes(sides[0] * sides[1])).convert("RGB")
    picture = Image.blend(shapes.resize(sides, Image.Resampling.BICUBIC), grain, 0.12)
    best = b""
    for quality in range(95, 15, -5):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        best = out.getvalue()
        if len(best) <= size - 64:
            break
    return best
