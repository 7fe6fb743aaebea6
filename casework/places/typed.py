"""Reading a point as people type or paste it: 16.4412, 101.1533; 16°26'28"N 101°9'12"E; a map link.

Degrees are WGS 84. People say latitude first; longitudes of Thailand are too great to be latitudes,
so that an exchanged pair is seen.
"""

from __future__ import annotations

import re

from casework.thai import fold

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"^\(?\s*({_NUMBER})\s*([nsew])?\s*[,;\s]\s*({_NUMBER})\s*([nsew])?\s*\)?$")
_IN_LINK = re.compile(rf"(?:@|[?&/](?:q|ll|query|center|loc)[=:])({_NUMBER}),\+?\s*({_NUMBER})")
_ANGLE = re.compile(
    r"(\d{1,3})\s*[°d:]\s*(\d{1,2})\s*['′’m:]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”s]|'')?)?\s*([nsew])"
)
_OF_ANGLES = (("พิลิปดา", '"'), ("ลิปดา", "'"), ("องศา", "°"), ("เหนือ", "n"), ("ตะวันออก", "e"))
_PASSED_OVER = re.compile("latitude|longitude|lat|lon|ละติจูด|ลองจิจูด|[°:]")


def read_point(text: str) -> tuple[float, float] | None:
    """(lon, lat) in degrees of a typed point, None where it is none."""
    folded = fold(text)
    link = _IN_LINK.search(folded)
    if link:
        return _on_earth(float(link[1]), float(link[2]))
    worded = folded
    for word, sign in _OF_ANGLES:
        worded = worded.replace(word, sign)
    angles = _ANGLE.findall(worded)
    if len(angles) == 2:
        found = {one[3] in "ew": _degrees(one[0], one[1], one[2], one[3]) for one in angles}
        return _on_earth(found[False], found[True]) if len(found) == 2 else None
    pair = _PAIR.match(_PASSED_OVER.sub(" ", folded).strip())
    if not pair:
        return None
    first, second = _signed(pair[1], pair[2]), _signed(pair[3], pair[4])
    if pair[2] in ("e", "w"):
        first, second = second, first
    return _on_earth(first, second)


def _degrees(whole: str, minutes: str, seconds: str, letter: str) -> float:
    value = int(whole) + int(minutes) / 60 + float(seconds or 0) / 3600
    return -value if letter in "sw" else value


def _signed(number: str, letter: str | None) -> float:
    value = float(number)
    return -value if letter in ("s", "w") else value


def _on_earth(lat: float, lon: float) -> tuple[float, float] | None:
    if abs(lat) > 90 >= abs(lon):
        lat, lon = lon, lat
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None
