"""The layers of outlines from the ground up, as every map page draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from casework.places import Area

# Road edges lie under all roads, so that crossings stay open.
_LAYERS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("country", "country", {"weight": 1, "fill": True, "fillOpacity": 1}),
    ("subdistrict", "land", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("green", "green", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("village", "village", {"weight": 1.5, "dashArray": "4 4", "fill": False}),
    ("lake", "lake", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("water", "water", {"weight": 8, "lineCap": "round", "fill": False}),
    ("road", "road-edge", {"weight": 7, "fill": False}),
    ("road", "road", {"weight": 5, "fill": False}),
    ("province", "border", {"weight": 1.5, "fill": False}),
    ("district", "border", {"weight": 1.5, "dashArray": "6 4", "fill": False}),
    ("subdistrict", "boundary", {"weight": 2.5, "dashArray": "10 5", "fill": False}),
)


def layers_of(areas: Sequence[Area]) -> Iterable[tuple[str, dict[str, Any], list[Area]]]:
    """(name, Leaflet's style, areas) of each layer that has any."""
    for kind, name, style in _LAYERS:
        held = [area for area in areas if _layer_of(area) == kind]
        if held:
            yield name, style, held


def feature(area: Area) -> dict[str, Any]:
    """An area as a GeoJSON feature, without its name: names are placed apart."""
    geometry: dict[str, Any] = (
        {"type": "MultiPolygon", "coordinates": area.polygons}
        if area.polygons
        else {"type": "MultiLineString", "coordinates": area.lines}
    )
    # folium tells features apart by a property of each.
    return {
        "type": "Feature",
        "id": area.kind,
        "properties": {"kind": area.kind},
        "geometry": geometry,
    }


def _layer_of(area: Area) -> str:
    return "lake" if area.kind == "water" and area.polygons else area.kind
