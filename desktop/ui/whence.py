"""From where a distance is told: a GPS position, a chosen place, or the middle of the area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.desk import Desk
from desktop.ui.directions import bearing_words
from desktop.words import translate

NAME = "measured_from"
Kind = Literal["gps", "chosen", "area"]
Point = tuple[float, float]
"""(lon, lat), WGS 84 degrees."""


@dataclass(frozen=True, slots=True)
class Whence:
    """Where one starts, and how that is known."""

    at: Point
    kind: Kind


def whence(desk: Desk, fix: Point | None = None) -> Whence | None:
    """Where to measure from: where the computer is by GPS (`fix`), else the place chosen last, else
    the middle of the authority's area; None where nothing is known. Slow: worker thread."""
    if fix is not None:
        return Whence(fix, "gps")
    kept = desk.cache.get(NAME)
    if isinstance(kept, list) and len(kept) == 2:
        return Whence((float(kept[0]), float(kept[1])), "chosen")
    whole = [a for a in desk.ground().areas if a.kind == "subdistrict" and a.polygons]
    return Whence(whole[0].label_point, "area") if whole else None


def choose(desk: Desk, at: Point) -> None:
    """Measure from this place from now on."""
    desk.cache.put(NAME, list(at))


def distance_words(start: Whence, end: Point) -> str:
    """How far and whither from there, and what "there" is."""
    way = bearing_words(start.at, end)
    words = {
        "gps": translate("Directions", "{way} from where you are"),
        "chosen": translate("Directions", "{way} from the place you chose"),
        "area": translate("Directions", "{way} from the middle of the area"),
    }
    return words[start.kind].format(way=way)
