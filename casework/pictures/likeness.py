"""Perceptual hashes: whether two files show the same picture though their bytes differ."""

from __future__ import annotations

from typing import Final

from PIL import Image

HASH_BITS: Final = 64
# A bare wall or a black picture has almost no differences, and would match every other such one.
_FEWEST_DIFFERENCES: Final = 6


def difference_hash(upright: Image.Image) -> str:
    """The 64-bit difference hash ("dHash") of an upright RGB picture, as 16 hex digits.

    Each bit says whether a cell of a 9 × 8 grey reduction is brighter than its right neighbour.
    Source: N. Krawetz, "Kind of Like That", hackerfactor.com, 2013.
    """
    small = upright.convert("L").resize((9, 8), Image.Resampling.BOX)
    cells = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            left, right = cells[row * 9 + column], cells[row * 9 + column + 1]
            bits = bits << 1 | (left > right)
    return f"{bits:016x}"


def bits_apart(one: str, other: str) -> int:
    """How many of the 64 bits differ (0 to 64); 64 where either hash is missing or says nothing."""
    try:
        first, second = int(one, 16), int(other, 16)
    except ValueError:
        return HASH_BITS
    if _says_nothing(first) or _says_nothing(second):
        return HASH_BITS
    return (first ^ second).bit_count()


def _says_nothing(bits: int) -> bool:
    return bits.bit_count() < _FEWEST_DIFFERENCES
