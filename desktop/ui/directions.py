"""Distance and direction from one place to another, in words."""

from __future__ import annotations

from casework.places.distances import bearing_degrees, distance_metres
from desktop.ui.wording import distance
from desktop.words import translate

_AT_ONCE = 3.0
"""Metres within which no direction is told: a satellite fix errs by more."""


def compass_word(degrees: float) -> str:
    """The eighth of the compass that a bearing (degrees from north, clockwise) lies in."""
    words = (
        translate("Directions", "north"), translate("Directions", "north-east"),
        translate("Directions", "east"), translate("Directions", "south-east"),
        translate("Directions", "south"), translate("Directions", "south-west"),
        translate("Directions", "west"), translate("Directions", "north-west"),
    )  # fmt: skip
    return words[round(degrees / 45) % 8]


def way_words(start: tuple[float, float], end: tuple[float, float]) -> str:
    """How far and whither from `start` to `end`, (lon, lat) each: 1.2 km north-east."""
    metres = distance_metres(*start, *end)
    if metres < _AT_ONCE:
        return translate("Directions", "at the place itself")
    text = translate("Directions", "{distance} {direction}")
    return text.format(
        distance=distance(metres), direction=compass_word(bearing_degrees(*start, *end))
    )


def bearing_words(start: tuple[float, float], end: tuple[float, float]) -> str:
    """As `way_words`, with the bearing in degrees for a compass: 1.2 km north-east (47°)."""
    words = way_words(start, end)
    if distance_metres(*start, *end) < _AT_ONCE:
        return words
    return f"{words} ({round(bearing_degrees(*start, *end)) % 360}°)"
