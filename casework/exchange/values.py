"""The single values of a record: texts, lists, coordinates, stars, counts, pictures."""

from __future__ import annotations

import math
import re
from typing import Any

from casework.case import MAX_TYPES

BUCKET = "https://storage.googleapis.com/traffy_public_bucket/"
# Pictures that stand for "hidden" lie in this folder of the bucket (fondue_photo.png and others).
_HIDDEN_FOLDER = "/TeamChadChart/"
# One picture that the 1555 telephone desk attaches to every case it takes.
_SHARED_PICTURE = "/2022-12/da2125e7"
HIDDEN_TEXT = "ไม่แสดงรายละเอียด"

# Thailand with a little margin, in degrees; the two ranges do not overlap, so a pair that fits
# only when exchanged was written in the wrong order.
_LON_RANGE = (97.2, 105.8)
_LAT_RANGE = (5.4, 20.6)

_EMPTY = frozenset({"", "null", "none", "nan", "\\n", "-"})
_UNCLEAN = re.compile("[\x00\r\ud800-\udfff]")
_BAD_BYTE = re.compile("[\udc80-\udcff]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTED_ITEM = re.compile(
    r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^\s,\[\](){}'\"][^,\[\](){}]*)"
)
_PG_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|([^,{}]+)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_ARROW = re.compile(r"\s*->\s*")


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, "", NaN, a dash."""
    if value is None:
        return True
    if isinstance(value, str):
        return len(value) <= 4 and value.strip().lower() in _EMPTY
    return isinstance(value, float) and math.isnan(value)


def clean_text(value: Any, notes: list[str]) -> str:
    """A text with CR LF as LF and without what no database keeps; the rest as given.

    NUL and lone surrogates go (each noted); bytes that were not UTF-8 become U+FFFD.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        if isinstance(value, float) and math.isnan(value):
            return ""
        value = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = str(value)
    return _cleaned(text, notes) if _UNCLEAN.search(text) else text


def _cleaned(value: str, notes: list[str]) -> str:
    value = value.replace("\r\n", "\n")
    if "\x00" in value:
        value = value.replace("\x00", "")
        notes.append("nul_removed")
    if _BAD_BYTE.search(value):
        value = _BAD_BYTE.sub("\N{REPLACEMENT CHARACTER}", value)
        notes.append("bad_utf8")
    if _LONE_SURROGATE.search(value):
        value = _LONE_SURROGATE.sub("", value)
        notes.append("surrogate_removed")
    return value


def short_text(value: Any, notes: list[str]) -> str:
    """A text of one field of a place or name: trimmed, and "" for null words."""
    text = clean_text(value, notes)
    return "" if is_empty(text) else text.strip()


def split_list(value: Any) -> list[str]:
    """The items of a list in any of its encodings.

    A JSON list, a Python list written as text, a PostgreSQL array ({a,"b, c"}), names joined
    with commas, or a path "A -> B".
    """
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [part for item in value for part in _item_texts(item)]
    text = str(value).strip()
    if len(text) > 1 and text[0] == "[" and text[-1] == "]":
        found = [
            _ESCAPE.sub(r"\1", m[1] if m[1] is not None else m[2] or m[3] or "")
            for m in _QUOTED_ITEM.finditer(text[1:-1])
        ]
    elif len(text) > 1 and text[0] == "{" and text[-1] == "}":
        found = [
            _ESCAPE.sub(r"\1", m[1]) if m[1] is not None else m[2]
            for m in _PG_ITEM.finditer(text[1:-1])
        ]
    else:
        found = text.split(",")
    return [p for item in found for p in _ARROW.split(item.strip()) if not is_empty(p)]


def _item_texts(item: Any) -> list[str]:
    if isinstance(item, dict):
        item = item.get("name") or item.get("org") or item.get("type") or item.get("category")
    if item is None:
        return []
    return [p for p in _ARROW.split(str(item).strip()) if not is_empty(p)]


def read_names(value: Any, notes: list[str]) -> tuple[str, ...]:
    """The distinct names of a list, order kept."""
    return tuple(dict.fromkeys(clean_text(n, notes).strip() for n in split_list(value)))


def limit_types(types: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    """At most nine types; more are left out and noted."""
    if len(types) > MAX_TYPES:
        notes.append("too_many_types")
    return types[:MAX_TYPES]


def _pair(value: Any) -> tuple[Any, Any] | None:
    if isinstance(value, list | tuple):
        return (value[0], value[1]) if len(value) >= 2 else None
    if isinstance(value, dict):
        return _pair(value.get("coordinates"))
    if value is None:
        return None
    numbers = _NUMBER.findall(str(value))
    return (numbers[0], numbers[1]) if len(numbers) >= 2 else None


def read_point(
    pair: Any, longitude: Any, latitude: Any, notes: list[str]
) -> tuple[float | None, float | None]:
    """(lon, lat) in degrees from a pair in the order lon, lat, or from two separate values.

    (None, None) where there is none: 0,0 and what is no place on earth (noted). A pair that is
    in Thailand only when exchanged is exchanged; one abroad is kept; both are noted.
    """
    found = _pair(pair)
    if found is None and not (is_empty(longitude) or is_empty(latitude)):
        found = (longitude, latitude)
    if found is None or is_empty(found[0]) or is_empty(found[1]):
        if any(str(v).strip("[](){}'\", ") for v in (pair, longitude, latitude) if not is_empty(v)):
            notes.append("bad_coordinates")
        return None, None
    try:
        lon, lat = float(found[0]), float(found[1])
    except (TypeError, ValueError):
        notes.append("bad_coordinates")
        return None, None
    return _on_earth(lon, lat, notes)


def _on_earth(lon: float, lat: float, notes: list[str]) -> tuple[float | None, float | None]:
    if _LON_RANGE[0] <= lon <= _LON_RANGE[1] and _LAT_RANGE[0] <= lat <= _LAT_RANGE[1]:
        return lon, lat
    if lon == 0 and lat == 0:
        notes.append("no_location")
        return None, None
    if _LON_RANGE[0] <= lat <= _LON_RANGE[1] and _LAT_RANGE[0] <= lon <= _LAT_RANGE[1]:
        notes.append("swapped_coordinates")
        return lat, lon
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        notes.append("bad_coordinates")
        return None, None
    notes.append("outside_thailand")
    return lon, lat


def read_star(value: Any, notes: list[str]) -> int | None:
    """A rating of 1 to 5; None for unrated (0, null); noted and None for anything else."""
    if is_empty(value) or value in ("0", 0):
        return None
    try:
        star = float(value)
    except (TypeError, ValueError):
        star = math.nan
    if star == 0:
        return None
    if not (1 <= star <= 5 and star == int(star)):
        notes.append("star_out_of_range")
        return None
    return int(star)


def read_count(value: Any, notes: list[str]) -> int:
    """How often the case was reopened; 0 for null, noted and 0 for what is no count."""
    if value == "0" or is_empty(value):
        return 0
    try:
        count = float(value)
        if 0 <= count < 1e6 and count == int(count):
            return int(count)
    except (TypeError, ValueError, OverflowError):
        pass
    notes.append("bad_reopen_count")
    return 0


def read_photo(value: Any, notes: list[str]) -> tuple[str, bool]:
    """(link, whether it says "hidden") of the first picture of a value.

    The bucket without a file name, and pictures shared by many cases, are no photo: "".
    """
    if isinstance(value, list | tuple | dict):
        return _first_photo(value, notes)
    if is_empty(value):
        return "", False
    text = clean_text(value, notes).strip()
    if text[:1] in "[{" and text[:1]:
        return _first_photo(split_list(text), notes)
    if ",http" in text.replace(" ", ""):
        notes.append("more_photos")
        text = text.split(",http", 1)[0].split(", http", 1)[0].strip()
    return _checked_link(text, notes)


def _first_photo(value: Any, notes: list[str]) -> tuple[str, bool]:
    items = [value] if isinstance(value, dict) else list(value)
    links = [i.get("url") or i.get("uri") if isinstance(i, dict) else i for i in items]
    links = [link for link in links if not is_empty(link)]
    if len(links) > 1:
        notes.append("more_photos")
    return read_photo(str(links[0]), notes) if links else ("", False)


def _checked_link(text: str, notes: list[str]) -> tuple[str, bool]:
    if text.startswith("attachment/"):
        text = BUCKET + text
    if not text.lower().startswith(("https://", "http://")) or any(c.isspace() for c in text):
        notes.append("bad_photo_link")
        return "", False
    if text.endswith("/"):
        notes.append("photo_without_file")
        return "", False
    if _HIDDEN_FOLDER in text:
        notes.append("hidden_photo")
        return "", True
    if _SHARED_PICTURE in text:
        notes.append("shared_photo")
        return "", False
    return text, False
