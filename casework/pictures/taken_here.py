"""A picture taken with this computer's own camera: it is given the time, and claims no place."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from PIL import Image

from casework.pictures.metadata import THAI_TIME
from casework.pictures.origins import MAKER

_IFD, _TAKEN, _OFFSET, _MAKE, _MODEL = 0x8769, 0x9003, 0x9011, 0x010F, 0x0110


def stamped(jpeg: bytes, at: int, camera: str) -> bytes:
    """The picture with the time it was taken (µs UTC, by this computer's clock) in its EXIF.

    The pixels stay as they are. Raises OSError where the bytes are no JPEG.
    """
    moment = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(THAI_TIME)
    exif = Image.Exif()
    exif[_MAKE] = MAKER
    exif[_MODEL] = _one_line(camera)
    inner = exif.get_ifd(_IFD)
    inner[_TAKEN] = moment.strftime("%Y:%m:%d %H:%M:%S")
    inner[_OFFSET] = "+07:00"
    made = io.BytesIO()
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        picture.save(made, "JPEG", quality="keep", exif=exif)
    return made.getvalue()


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:60]
