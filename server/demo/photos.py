"""Makes the demo's photos: drawn scenes, each varied, with the EXIF of a phone.

EXIF as in CIPA DC-008 (EXIF 2.32): local time with its offset, GPS in degrees, minutes, seconds.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from casework.thai import BANGKOK
from server.demo.content import DemoCase
from server.demo.files import demo_file

MAKE = "Tambon Cam"
MODELS = ("TC-5", "TC-7 Lite", "Note 3")
_WINDOW = (1200, 900)
_QUALITY = 82
_MINUTE = 60_000_000
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class _Shot:
    """A picture of the officer's camera: which case it belongs to and what its EXIF says."""

    name: str
    file: str
    case: str
    metres_east: float = 0.0
    metres_north: float = 0.0
    minutes_ago: int | None = None
    gps: bool = True


# The three cards of the page where a fix is recorded: in order, too far away, without EXIF.
_ROLL = (
    _Shot("IMG_2041.jpg", "pothole-a.jpg", "2026-K7QWXA", 9.0, 8.0, 32),
    _Shot("IMG_2043.jpg", "pothole-b.jpg", "2026-K7QWXA", -1240.0, 1310.0, 14),
    _Shot("LINE_ALBUM_17.jpg", "pothole-c.jpg", "2026-K7QWXA", gps=False),
    _Shot("IMG_2038.jpg", "lamp-a.jpg", "2026-L4MP9X", 6.0, -4.0, 760),
    _Shot("IMG_2039.jpg", "drain-a.jpg", "2026-D7RA2N", -5.0, 3.0, 95),
    _Shot("IMG_2040.jpg", "rubbish-a.jpg", "2026-B4N5WA", 11.0, 2.0, 66),
)


def render(
    file: str, variant: int, taken_at: int | None, lon: float | None, lat: float | None
) -> bytes:
    """Make one photo from a scene of `resources/demo/photos/`: the same bytes for the same input.

    Variants differ in side, framing and exposure; before and after of one variant show the same
    place. `taken_at` is µs UTC, (lon, lat) WGS 84 degrees; None leaves it out of the EXIF, and
    without both there is no EXIF at all, as after LINE.

    Raises:
        OSError: when there is no such scene.
    """
    return _developed(demo_file("photos", file), variant, _exif(taken_at, lon, lat, variant))


def camera_roll(folder: Path, cases: Sequence[DemoCase], now: int) -> list[Path]:
    """Write the officer's six pictures, ready to be dropped on a fix, and return their paths.

    They were taken shortly before `now` (µs UTC) near the cases that they belong to: one
    1.8 km away, one without any EXIF. `folder` is made where it is missing.

    Raises:
        OSError: when the folder cannot be written.
        KeyError: when a case that a picture belongs to is not among `cases`.
    """
    by_number = {case.number: case for case in cases}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for shot in _ROLL:
        path = folder / shot.name
        path.write_bytes(_shot(shot, by_number[shot.case], now))
        written.append(path)
    return written


def _shot(shot: _Shot, case: DemoCase, now: int) -> bytes:
    source = demo_file("camera", shot.file)
    if not shot.gps or shot.minutes_ago is None or case.lon is None or case.lat is None:
        return _developed(source, 0, None)
    lat = case.lat + shot.metres_north / _METRES_PER_DEGREE
    lon = case.lon + shot.metres_east / (_METRES_PER_DEGREE * math.cos(math.radians(lat)))
    # Never before the report, however late the demo was started.
    taken_at = max(now - shot.minutes_ago * _MINUTE, case.reported_at + _MINUTE)
    return _developed(source, 0, _exif(taken_at, lon, lat, 0))


def _developed(source: Path, variant: int, exif: Image.Exif | None) -> bytes:
    """Frame and expose the scene, and write it as JPEG.

    Variant 0 is the scene as drawn, from the middle. Cutting costs no resampling: 10 ms a photo.
    """
    rng = random.Random(variant)  # noqa: S311 - variety, no secrecy
    with Image.open(source) as scene:
        picture = scene.convert("RGB")
    spare_x, spare_y = picture.width - _WINDOW[0], picture.height - _WINDOW[1]
    left, top = spare_x // 2, spare_y // 2
    if variant:
        left, top = rng.randint(0, spare_x), rng.randint(0, spare_y)
    picture = picture.crop((left, top, left + _WINDOW[0], top + _WINDOW[1]))
    if variant:
        if rng.random() < 0.5:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        picture = picture.point(_exposure(rng))
    out = io.BytesIO()
    options: dict[str, Any] = {"exif": exif} if exif is not None else {}
    picture.save(out, "JPEG", quality=_QUALITY, **options)
    return out.getvalue()


def _exposure(rng: random.Random) -> list[int]:
    """A tone curve for each channel: darker or lighter, warmer or colder."""
    level, warmth = rng.uniform(0.86, 1.1), rng.uniform(-0.05, 0.05)
    table: list[int] = []
    for tint in (1 + warmth, 1.0, 1 - warmth):
        table += [min(255, round(value * level * tint)) for value in range(256)]
    return table


def _exif(
    taken_at: int | None, lon: float | None, lat: float | None, variant: int
) -> Image.Exif | None:
    if taken_at is None and (lon is None or lat is None):
        return None
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = MAKE
    exif[ExifTags.Base.Model] = MODELS[variant % len(MODELS)]
    exif[ExifTags.Base.Orientation] = 1
    if taken_at is not None:
        local = datetime.fromtimestamp(taken_at / 1_000_000, UTC).astimezone(BANGKOK)
        stamp = local.strftime("%Y:%m:%d %H:%M:%S")
        exif[ExifTags.Base.DateTime] = stamp
        details = exif.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.DateTimeOriginal] = stamp
        details[ExifTags.Base.DateTimeDigitized] = stamp
        details[ExifTags.Base.OffsetTime] = "+07:00"
        details[ExifTags.Base.OffsetTimeOriginal] = "+07:00"
        details[ExifTags.Base.OffsetTimeDigitized] = "+07:00"
    if lon is not None and lat is not None:
        _put_place(exif, lon, lat, taken_at)
    return exif


def _put_place(exif: Image.Exif, lon: float, lat: float, taken_at: int | None) -> None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSVersionID] = b"\x02\x03\x00\x00"
    gps[ExifTags.GPS.GPSLatitudeRef] = "N" if lat >= 0 else "S"
    gps[ExifTags.GPS.GPSLatitude] = _sexagesimal(lat)
    gps[ExifTags.GPS.GPSLongitudeRef] = "E" if lon >= 0 else "W"
    gps[ExifTags.GPS.GPSLongitude] = _sexagesimal(lon)
    gps[ExifTags.GPS.GPSMapDatum] = "WGS-84"
    if taken_at is not None:
        utc = datetime.fromtimestamp(taken_at / 1_000_000, UTC)
        gps[ExifTags.GPS.GPSTimeStamp] = (float(utc.hour), float(utc.minute), float(utc.second))
        gps[ExifTags.GPS.GPSDateStamp] = utc.strftime("%Y:%m:%d")


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds, the seconds to a ten-thousandth (3 mm)."""
    whole = round(abs(degrees) * 36_000_000)
    return (
        float(whole // 36_000_000),
        float(whole % 36_000_000 // 600_000),
        whole % 600_000 / 10_000,
    )
