"""A glance at a photo: what it is and how large, without decoding its pixels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from PIL import Image

from casework.pictures.decoding import (
    NotAPicture,
    PictureFormat,
    is_whole,
    open_checked,
    sniff,
)

_ORIENTATION = 0x0112  # EXIF 2.3, table 4
_LYING = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a photo's bytes at a glance; sides are pixels as it is seen (upright)."""

    sha256: str
    format: PictureFormat
    width: int
    height: int
    size: int


def glance(data: bytes) -> Glance:
    """Look at a photo's header and end; hundreds a second.

    Raises NotAPicture for what is no usable photo: empty, no picture at all, a video, another kind
    of picture, more than MAX_PIXELS, a header that cannot be read, cut off beyond showing. Damage
    among the pixels is only found where they are decoded.
    """
    kind = sniff(data)
    image = open_checked(data, kind)
    if kind != "jpeg" and not is_whole(data, kind):
        raise NotAPicture("truncated")
    width, height = image.size
    if _orientation(image) in _LYING:
        width, height = height, width
    return Glance(hashlib.sha256(data).hexdigest(), kind, width, height, len(data))


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - readers of hostile bytes raise anything
        return 1
