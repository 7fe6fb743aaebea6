"""What the map page and the one-file map have in common: names, bounds and colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from casework.places import Area
from desktop.maps.look import MapLook

NAMED: Final = frozenset({"country", "province", "district", "subdistrict", "village", "water"})
"""Kinds of areas whose names stand on the map."""


def look_style(look: MapLook) -> str:
    """The colours of a look as the style of a page's root."""
    lines = "".join(f"{name}:{colour};" for name, colour in look.variables().items())
    return f":root{{{lines}}}"


def labels(areas: Iterable[Area], language: str) -> list[tuple[str, str, float, float]]:
    """The names of places: (name, kind, lat, lon), in Leaflet's order of coordinates."""
    named: list[tuple[str, str, float, float]] = []
    for area in areas:
        name = area.label(language)
        if name and area.kind in NAMED:
            lon, lat = area.label_point
            named.append((name, area.kind, round(lat, 6), round(lon, 6)))
    return named


def bounds_of(areas: Sequence[Area]) -> list[list[float]] | None:
    """[[south, west], [north, east]] as Leaflet wants it, of the boundary or else of everything."""
    chosen = [area for area in areas if area.kind == "subdistrict"] or areas
    if not chosen:
        return None
    west, south, east, north = zip(*(area.bounds for area in chosen), strict=True)
    return [[min(south), min(west)], [max(north), max(east)]]
