"""Photos as a phone takes them in the field: with place, time and satellite time in their EXIF."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

from PIL import Image, ImageDraw

from casework.thai import local

_METRE = 1 / 111_195


def field_photo(
    seed: int,
    at: int | None = None,
    place: tuple[float, float] | None = None,
    *,
    camera_off: int = 0,
    satellite: bool = True,
) -> bytes:
    """A small JPEG of its own for each seed, taken at `at` (µs UTC) at `place` (lon, lat).

    `camera_off` (µs) is how far the camera's clock is ahead.
    """
    tags = Image.Exif()
    tags[0x010F], tags[0x0110] = "Acme", "Acme Phone 5"
    if at is not None:
        shown = local(at + camera_off)
        tags.get_ifd(0x8769)[0x9003] = shown.strftime("%Y:%m:%d %H:%M:%S")
    if place is not None:
        gps = tags.get_ifd(0x8825)
        gps[1], gps[2] = ("S" if place[1] < 0 else "N"), _degrees(abs(place[1]))
        gps[3], gps[4] = ("W" if place[0] < 0 else "E"), _degrees(abs(place[0]))
        if at is not None and satellite:
            moment = datetime.fromtimestamp(at // 1_000_000, UTC)
            gps[29] = moment.strftime("%Y:%m:%d")
            gps[7] = (float(moment.hour), float(moment.minute), float(moment.second))
    out = io.BytesIO()
    _scene(seed).save(out, "JPEG", exif=tags.tobytes())
    return out.getvalue()


def moved(lon: float, lat: float, north: float) -> tuple[float, float]:
    """(lon, lat) so many metres farther north."""
    return lon, lat + north * _METRE


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round((value - whole - minutes / 60) * 3600, 4)


def _scene(seed: int) -> Image.Image:
    dice = random.Random(seed)
    image = Image.new("RGB", (320, 240), (dice.randrange(256), 150, 190))
    draw = ImageDraw.Draw(image)
    for _ in range(24):
        x, y = dice.randrange(320), dice.randrange(240)
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        draw.ellipse((x, y, x + dice.randrange(12, 110), y + dice.randrange(12, 90)), fill=colour)
    return image
