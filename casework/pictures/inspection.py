"""One photo inspected: identity, size, when and where it was taken, and how it looks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from casework.pictures.decoding import (
    MAX_PIXELS,
    NotAPicture,
    PictureFormat,
    open_checked,
    sniff,
    upright_pixels,
)
from casework.pictures.likeness import difference_hash
from casework.pictures.metadata import read_metadata

__all__ = ["MAX_PIXELS", "NotAPicture", "Picture", "inspect"]

# The hash needs 9 × 8 cells; this leaves each about a hundred pixels to average over.
_HASHED_SIDE = 128


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of one photo's bytes.

    `width` and `height` are pixels as the picture is seen (upright); `size` is bytes; `taken_at`
    is microseconds since 1970 UTC (`camera_at` by the camera's clock alone, `satellite_at` by the
    satellites alone); (lon, lat) is WGS 84, both or neither. `edited` is None where
    the file doesn't tell. `perceptual_hash` is 16 hex digits. A `truncated` picture lacks its end
    but can be shown, with grey where rows are missing. `origin` is a code of
    `casework.pictures.origins`, "" where nothing about the file stands out.
    """

    sha256: str
    format: PictureFormat
    width: int
    height: int
    size: int
    taken_at: int | None
    lon: float | None
    lat: float | None
    camera: str
    orientation: int
    edited: bool | None
    edited_with: str
    perceptual_hash: str
    truncated: bool
    camera_at: int | None = None
    satellite_at: int | None = None
    origin: str = ""


def inspect(data: bytes) -> Picture:
    """Inspect a photo's bytes; decodes it once, so call it off the main thread.

    Raises NotAPicture (its `reason` is a code) for what is no usable photo: empty, no picture at
    all, a video, another kind of picture, more than MAX_PIXELS, cut off or damaged beyond showing.
    """
    kind = sniff(data)
    width, height = open_checked(data, kind).size
    pixels, truncated = upright_pixels(data, kind, draft_side=_HASHED_SIDE)
    known = read_metadata(data, kind, (width, height))
    if (pixels.width > pixels.height) != (width > height) and width != height:
        width, height = height, width
    return Picture(
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        width=width,
        height=height,
        size=len(data),
        taken_at=known.taken_at,
        lon=known.lon,
        lat=known.lat,
        camera=known.camera,
        orientation=known.orientation,
        edited=known.edited,
        edited_with=known.edited_with,
        perceptual_hash=difference_hash(pixels),
        truncated=truncated,
        camera_at=known.camera_at,
        satellite_at=known.satellite_at,
        origin=known.origin,
    )
