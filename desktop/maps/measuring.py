"""Measuring on a map: lengths and areas on the sphere, and how they are said."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from casework.places import distance_metres

Corner = tuple[float, float]
"""(lon, lat), degrees WGS 84."""
_EARTH = 6_371_008.8
_RAI, _NGAN, _WA = 1_600, 400, 4
"""Square metres of the Thai measures of land."""


def length_metres(line: Sequence[Corner]) -> float:
    """How long a line is on the ground."""
    pairs = itertools.pairwise(line)
    return sum(distance_metres(lon1, lat1, lon2, lat2) for (lon1, lat1), (lon2, lat2) in pairs)


def area_square_metres(ring: Sequence[Corner]) -> float:
    """How much ground a ring closes in (Chamberlain and Duquette 2007), closed or not."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        bow = 2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2))
        total += math.radians(lon2 - lon1) * bow
    return abs(total * _EARTH * _EARTH / 2)


def length_words(metres: float, words: Mapping[str, str]) -> str:
    """A length in metres or kilometres, with units from `words`."""
    if metres < 1000:
        digits = 1 if metres < 10 else 0
        return f"{_number(metres, digits)} {words.get('metres', '')}"
    return f"{_number(metres / 1000, 2)} {words.get('kilometres', '')}"


def area_words(square: float, words: Mapping[str, str]) -> str:
    """An area in rai, ngan and square wa where land is measured so, else in hectares."""
    if not words.get("rai"):
        if square < 10_000:
            return f"{_number(square, 0)} {words.get('square_metres', '')}"
        return f"{_number(square / 10_000, 2)} {words.get('hectares', '')}"
    wa = round(square / _WA)
    rai, wa = divmod(wa, _RAI // _WA)
    ngan, wa = divmod(wa, _NGAN // _WA)
    parts = ((rai, words["rai"]), (ngan, words["ngan"]), (wa, words["wa"]))
    return " ".join(f"{n:,} {unit}" for n, unit in parts if n) or f"0 {words['wa']}"


def measured_words(line: Sequence[Corner], words: Mapping[str, str]) -> str:
    """The length of a line, and where it is closed the ground within."""
    length = length_words(length_metres(line), words)
    if len(line) > 3 and line[0] == line[-1]:
        return f"{length} · {area_words(area_square_metres(line[:-1]), words)}"
    return length


def _number(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text
