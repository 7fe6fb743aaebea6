"""What a photo's EXIF says: when, where, with which camera, and whether a program changed it."""

from __future__ import annotations

import io
import logging
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any, Final

import exifread

from casework.pictures.decoding import PictureFormat, open_checked
from casework.pictures.origins import origin_of

# What it says of a broken file may quote the file.
logging.getLogger("exifread").setLevel(logging.CRITICAL)

THAI_TIME: Final = timezone(timedelta(hours=7))
_BUDDHIST_YEARS: Final = 543
_EDITORS: Final = (
    "photoshop", "lightroom", "snapseed", "picsart", "gimp", "canva", "facetune", "meitu", "b612",
    "vsco", "pixlr", "affinity", "darktable", "rawtherapee", "paint.net", "photoscape", "polarr",
    "remini", "inshot", "fotor", "beautyplus", "beautycam", "photodirector", "luminar",
    "capture one", "acdsee", "windows photo editor", "photo editor", "picasa", "imagemagick",
    "krita", "photopea", "photoroom", "lightx", "touchretouch", "befunky",
)  # fmt: skip
_EXIF_IFD, _USER_COMMENT = 0x8769, 0x9286
_DATE = re.compile(r"^\s*(\d{4})[:/-](\d{2})[:/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_OFFSET = re.compile(r"^\s*([+-])(\d{2}):?(\d{2})\s*$")
# A camera saves within seconds of the shot; a night exposure or a burst may take a minute.
_SAVING_TAKES: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Metadata:
    """EXIF in our terms. `edited` is None where the file doesn't tell.

    `origin` is a code of `casework.pictures.origins`. `camera_at` is what the camera's clock
    showed, `satellite_at` what the satellites said;
    `taken_at` is the one of them that is to be believed for this photo alone.
    """

    taken_at: int | None = None
    camera_at: int | None = None
    satellite_at: int | None = None
    lon: float | None = None
    lat: float | None = None
    camera: str = ""
    orientation: int = 1
    origin: str = ""
    edited: bool | None = None
    edited_with: str = ""


def read_metadata(data: bytes, kind: PictureFormat, size: tuple[int, int] = (0, 0)) -> Metadata:
    """Read EXIF (EXIF 3.0, CIPA DC-008). Whatever is missing or nonsense is left out; never raises.

    `taken_at` is microseconds since 1970 UTC; (lon, lat) is WGS 84 in degrees; `size` is width and
    height in pixels.
    """
    tags = _read_tags(data, kind)
    if not tags:
        said = _comment(data, kind)
        return Metadata(origin=origin_of({}, kind, size, camera="", has_place=False, comment=said))
    taken = _local_time(tags, "EXIF DateTimeOriginal") or _local_time(
        tags, "EXIF DateTimeDigitized"
    )
    lon, lat = _position(tags)
    edited, program = _edited(tags, taken)
    camera = None if taken is None else taken.replace(tzinfo=_offset(tags) or THAI_TIME)
    satellite = _satellite_time(tags)
    return Metadata(
        taken_at=_moment(_taken(camera, satellite, _offset(tags))),
        camera_at=_moment(camera),
        satellite_at=_moment(satellite),
        lon=lon,
        lat=lat,
        camera=_camera(tags),
        orientation=_orientation(tags),
        origin=origin_of(
            tags,
            kind,
            size,
            camera=_camera(tags),
            has_place=lon is not None,
            comment="" if _camera(tags) else _comment(data, kind),
        ),
        edited=edited,
        edited_with=program,
    )


def _read_tags(data: bytes, kind: PictureFormat) -> dict[str, Any]:
    if kind == "gif":
        return {}
    try:
        # exifread asserts on files of pillow-heif and misses the EXIF of many WebP files: for
        # these the TIFF block is taken out by the decoder and read alone.
        block = _exif_block(data, kind) if kind in ("heic", "webp") else data
        if not block:
            return {}
        return dict(exifread.process_file(io.BytesIO(block), details=False))
    except Exception:  # noqa: BLE001 - a parser of hostile bytes raises anything; the photo stays usable
        return {}


def _exif_block(data: bytes, kind: PictureFormat) -> bytes:
    block: bytes = open_checked(data, kind).info.get("exif") or b""
    return block.removeprefix(b"Exif\0\0")


def _comment(data: bytes, kind: PictureFormat) -> str:
    """The user comment, which exifread passes over: phones mark their screenshots in it."""
    if kind == "gif":
        return ""
    try:
        said = open_checked(data, kind).getexif().get_ifd(_EXIF_IFD).get(_USER_COMMENT, b"")
        text = said.decode("latin-1") if isinstance(said, bytes) else str(said)
    except Exception:  # noqa: BLE001 - see above
        return ""
    return "".join(c for c in text.removeprefix("ASCII\0\0\0") if c.isprintable())[:120]


def _text(tags: dict[str, Any], name: str) -> str:
    tag = tags.get(name)
    if tag is None:
        return ""
    text = str(getattr(tag, "values", tag))
    return "".join(c for c in text if c.isprintable()).strip()[:120]


def _local_time(tags: dict[str, Any], name: str) -> datetime | None:
    """A naive local time. Phones with Thai settings sometimes write Buddhist years."""
    match = _DATE.match(_text(tags, name))
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups())
    if year > 2400:
        year -= _BUDDHIST_YEARS
    try:
        # EXIF gives a wall clock; its zone is added where it is known.
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        return None


def _offset(tags: dict[str, Any]) -> timezone | None:
    for name in ("EXIF OffsetTimeOriginal", "EXIF OffsetTime"):
        match = _OFFSET.match(_text(tags, name))
        if match:
            size = timedelta(hours=int(match[2]), minutes=int(match[3]))
            if size <= timedelta(hours=14):
                return timezone(-size if match[1] == "-" else size)
    return None


def _taken(
    camera: datetime | None, satellite: datetime | None, offset: timezone | None
) -> datetime | None:
    """The moment of the shot: by satellite where that is sane, else by the camera's clock."""
    if camera is None:
        return satellite
    return satellite if satellite and _is_sane(satellite, camera, offset) else camera


def _moment(moment: datetime | None) -> int | None:
    """The time in microseconds since 1970 UTC; no photo is so old that its year is before 1990."""
    if moment is None or moment.year < 1990:
        return None
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _is_sane(satellite: datetime, camera: datetime, offset: timezone | None) -> bool:
    """Whether satellite time is the moment of the shot, and no stale fix or rolled-over week.

    A phone may attach a fix that is minutes or hours old: then the camera's clock is better. A
    difference of whole quarter hours is a time zone; more than a day is a camera never set.
    """
    if satellite.year < 2015:
        return False
    apart = abs(satellite - camera)
    if apart <= timedelta(minutes=2) or apart > timedelta(hours=26):
        return True
    rest = apart % timedelta(minutes=15)
    whole_quarters = min(rest, timedelta(minutes=15) - rest) <= timedelta(minutes=1)
    return offset is None and apart >= timedelta(minutes=30) and whole_quarters


def _satellite_time(tags: dict[str, Any]) -> datetime | None:
    date = _DATE.match(f"{_text(tags, 'GPS GPSDate')} 00:00:00")
    clock = _numbers(tags, "GPS GPSTimeStamp")
    if date is None or clock is None or len(clock) != 3:
        return None
    year = int(date[1])
    if year > 2400:
        year -= _BUDDHIST_YEARS
    hours, minutes, seconds = clock
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 61):
        return None
    try:
        day = datetime(year, int(date[2]), int(date[3]), tzinfo=UTC)
    except ValueError:
        return None
    return day + timedelta(seconds=round(hours * 3600 + minutes * 60 + seconds))


def _numbers(tags: dict[str, Any], name: str) -> list[float] | None:
    tag = tags.get(name)
    values = getattr(tag, "values", None)
    if not isinstance(values, (list, tuple)):
        return None
    numbers = []
    for value in values:
        try:
            numbers.append(float(Fraction(value)))
        except (ValueError, TypeError, ArithmeticError):
            return None
    return numbers if all(math.isfinite(n) for n in numbers) else None


def _position(tags: dict[str, Any]) -> tuple[float | None, float | None]:
    """(lon, lat), or (None, None) for none, 0/0, out of range, or a fix marked void."""
    lon = _degrees(tags, "GPS GPSLongitude", "W")
    lat = _degrees(tags, "GPS GPSLatitude", "S")
    if lon is None or lat is None or _text(tags, "GPS GPSStatus").upper().startswith("V"):
        return None, None
    nowhere = abs(lon) < 1e-6 and abs(lat) < 1e-6
    if nowhere or abs(lon) > 180 or abs(lat) > 90:
        return None, None
    return round(lon, 7), round(lat, 7)


def _degrees(tags: dict[str, Any], name: str, negative: str) -> float | None:
    parts = _numbers(tags, name)
    if not parts or len(parts) > 3:
        return None
    if any(part < 0 for part in parts) or any(part >= 60.001 for part in parts[1:]):
        return None
    size = 0.0
    for part in reversed(parts):
        size = size / 60 + part
    return -size if _text(tags, f"{name}Ref").upper().startswith(negative) else size


def _camera(tags: dict[str, Any]) -> str:
    make, model = _text(tags, "Image Make"), _text(tags, "Image Model")
    if make and model.lower().startswith(make.lower()):
        return model
    return f"{make} {model}".strip()


def _orientation(tags: dict[str, Any]) -> int:
    numbers = _numbers(tags, "Image Orientation")
    value = int(numbers[0]) if numbers else 1
    return value if 1 <= value <= 8 else 1


def _edited(tags: dict[str, Any], taken: datetime | None) -> tuple[bool | None, str]:
    """Whether a program changed the photo after the shot, and which, where it says so."""
    program = _text(tags, "Image Software")
    if any(name in program.lower() for name in _EDITORS):
        return True, program
    changed = _local_time(tags, "Image DateTime")
    if taken is None or changed is None:
        return None, ""
    if changed - taken > _SAVING_TAKES:
        return True, program
    return False, ""
