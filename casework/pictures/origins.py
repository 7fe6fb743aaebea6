"""What a file tells of how it came about: where its place is from, and whether it is a photo.

Only what a file says is told. That a place is honest, or that nobody photographed a screen, can
be known from no file.
"""

from __future__ import annotations

import math
from typing import Any, Final

from casework.pictures.decoding import PictureFormat

MOCKED: Final = "place_mocked"
BY_HAND: Final = "place_by_hand"
BY_PROGRAM: Final = "place_by_program"
IMPOSSIBLE: Final = "place_impossible"
SCREENSHOT: Final = "screenshot"
TAKEN_HERE: Final = "taken_here"
STRIPPED: Final = "stripped"

MAKER: Final = "Tambon Desk"
"""The maker in the EXIF of a picture that was taken with a computer's camera by this program."""
# Android's test providers and the apps that use them name themselves so.
_MOCK_WORDS: Final = ("mock", "fakegps", "fake gps", "fake_gps")
_HAND_METHODS: Final = frozenset({"MANUAL"})
# Programs that write a place into photos afterwards.
_TAGGERS: Final = ("exiftool", "geosetter", "geotag", "gpicsync", "exif editor", "exifeditor")
_HIGHEST_METRES: Final = 9_000
_LOWEST_METRES: Final = -500
# Longest and shortest side of screens in use, px, upright or lying.
_SCREENS: Final = frozenset(
    {
        (1334, 750), (1792, 828), (1920, 1080), (2160, 1080), (2208, 1242), (2220, 1080),
        (2280, 1080), (2300, 1080), (2316, 1080), (2340, 1080), (2376, 1080), (2400, 1080),
        (2404, 1080), (2408, 1080), (2412, 1080), (2436, 1125), (2460, 1080), (2520, 1080),
        (2532, 1170), (2556, 1179), (2622, 1206), (2688, 1242), (2778, 1284), (2796, 1290),
        (2868, 1320), (1600, 720), (1612, 720), (1640, 720), (1650, 720), (1560, 720), (1520, 720),
        (2960, 1440), (3040, 1440), (3088, 1440), (3120, 1440), (3200, 1440), (1366, 768),
        (1440, 900), (1536, 864), (1600, 900), (1680, 1050), (1920, 1200), (2560, 1440),
        (2560, 1600), (3840, 2160), (2048, 1536), (2160, 1620), (2224, 1668), (2388, 1668),
        (2732, 2048), (2000, 1200),
    }
)  # fmt: skip


def method_of(tags: dict[str, Any]) -> str:
    """How the place was found, as the file names it (GPS, CELLID, WLAN, MANUAL, MOCK…), or ""."""
    return _words(tags, "GPS GPSProcessingMethod").upper()[:40]


def altitude_of(tags: dict[str, Any]) -> float | None:
    """Metres above the sea, below it negative; None where the file does not tell."""
    values = getattr(tags.get("GPS GPSAltitude"), "values", None)
    below = getattr(tags.get("GPS GPSAltitudeRef"), "values", None)
    try:
        metres = float(values[0]) if values else None
    except (TypeError, ValueError, ArithmeticError, IndexError):
        return None
    if metres is None or not math.isfinite(metres) or abs(metres) > 1e7:
        return None
    is_below = (
        isinstance(below, (list, tuple, bytes)) and len(below) > 0 and below[0] in (1, "\x01")
    )
    return -metres if is_below else metres


def origin_of(
    tags: dict[str, Any],
    kind: PictureFormat,
    size: tuple[int, int],
    *,
    camera: str,
    has_place: bool,
    comment: str = "",
) -> str:
    """The code of what stands out about a file, the weightiest first; "" where nothing does.

    `size` is width and height in pixels; `comment` the user comment, where one was read.
    """
    comment = comment.lower()
    method, software = method_of(tags), _words(tags, "Image Software").lower()
    if has_place and any(word in f"{method.lower()} {comment} {software}" for word in _MOCK_WORDS):
        return MOCKED
    altitude = altitude_of(tags)
    if altitude is not None and not _LOWEST_METRES <= altitude <= _HIGHEST_METRES:
        return IMPOSSIBLE
    if has_place and method in _HAND_METHODS:
        return BY_HAND
    if has_place and any(name in software for name in _TAGGERS):
        return BY_PROGRAM
    if comment == "screenshot" or "screenshot" in software:
        return SCREENSHOT
    if camera.startswith(MAKER):
        return TAKEN_HERE
    if not camera and kind == "png" and (max(size), min(size)) in _SCREENS:
        return SCREENSHOT
    return STRIPPED if kind in ("jpeg", "webp") and not tags_of_camera(tags) else ""


def tags_of_camera(tags: dict[str, Any]) -> bool:
    """Whether anything is left of what every camera writes into a photo."""
    return any(
        name in tags
        for name in (
            "Image Make", "Image Model", "EXIF DateTimeOriginal", "EXIF ExposureTime",
            "EXIF FNumber", "GPS GPSLatitude",
        )
    )  # fmt: skip


def _words(tags: dict[str, Any], name: str) -> str:
    """A text that may begin with the name of its character set (EXIF 3.0, 4.6.6)."""
    values = getattr(tags.get(name), "values", "")
    if isinstance(values, (list, tuple)):
        try:
            values = bytes(values).decode("latin-1")
        except (TypeError, ValueError):
            return ""
    if isinstance(values, bytes):
        values = values.decode("latin-1")
    text = str(values)
    for prefix in ("ASCII\0\0\0", "UNICODE\0", "\0" * 8):
        text = text.removeprefix(prefix)
    return "".join(c for c in text if c.isprintable()).strip()[:120]
