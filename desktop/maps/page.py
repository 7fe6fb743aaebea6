"""The map page: folium builds it from outlines, everything it loads is ours, under a strict policy.

Markers are not in the page: they come over the web channel as changes (see resources/maps/map.js).
"""

from __future__ import annotations

import html
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, Final

import folium
from branca.element import Element, Figure

from casework.places import Area, read_outlines
from desktop.maps.look import MapLook

BASE: Final = "tambon://maps/"
PAGE_URL: Final = BASE + "page.html"
_SCRIPTS: Final = ("leaflet/leaflet.js", "markercluster/leaflet.markercluster.js")
_STYLES: Final = ("leaflet/leaflet.css", "markercluster/MarkerCluster.css", "map.css", "tiles.css")
_LATE_SCRIPTS: Final = ("qwebchannel.js", "tiles.js", "map.js")
_THAILAND: Final = (13.2, 101.0)
"""(lat, lon), folium's order."""

# folium adds a marker first and gives it our icon afterwards; Leaflet's own would be fetched.
_NO_DEFAULT_ICON: Final = (
    "<script>L.Marker.prototype.options.icon = L.divIcon({iconSize: [0, 0]});</script>"
)

# From the ground up; road edges lie under all roads, so that crossings stay open.
_LAYERS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("subdistrict", "land", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("green", "green", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("village", "village", {"weight": 1.5, "dashArray": "4 4", "fill": False}),
    ("lake", "lake", {"stroke": False, "fill": True, "fillOpacity": 1}),
    ("water", "water", {"weight": 8, "lineCap": "round", "fill": False}),
    ("road", "road-edge", {"weight": 7, "fill": False}),
    ("road", "road", {"weight": 5, "fill": False}),
    ("subdistrict", "boundary", {"weight": 2.5, "dashArray": "10 5", "fill": False}),
)


def policy(nonce: str) -> str:
    """The page's Content-Security-Policy: our own files, and inline code that has the nonce."""
    return (
        "default-src 'none'; "
        f"script-src tambon: 'nonce-{nonce}'; style-src tambon: 'nonce-{nonce}'; "
        "font-src tambon:; img-src tambon:; "
        "connect-src tambon:; form-action 'none'; base-uri 'none'"
    )


def build_page(outlines: dict[str, Any] | None, *, language: str, dark: bool, look: MapLook) -> str:
    """The whole page as HTML, to be served at PAGE_URL; it names no address but our own scheme.

    `outlines` is a GeoJSON FeatureCollection as `casework.places.read_outlines` reads it.
    Raises OutlineError for outlines that can't be used. Takes up to half a second the first
    time (folium is imported): not for the main thread.
    """
    areas = read_outlines(outlines) if outlines else ()
    nonce = secrets.token_urlsafe(18)
    page = _ground_map()
    for kind, style_class, style in _LAYERS:
        _add_layer(page, kind, style_class, style, areas)
    for area in areas:
        _add_label(page, area, language)
    figure = page.get_root()
    assert isinstance(figure, Figure)
    figure.header.add_child(Element(_look_style(look)), name="look", index=0)
    figure.html.add_child(Element(_NO_DEFAULT_ICON), name="icon")
    figure.html.add_child(Element(_settings(areas, look)), name="settings")
    for path in _LATE_SCRIPTS:
        late = f'<script src="{BASE}{path}" defer></script>'
        figure.header.add_child(Element(late), name=path)
    return _sealed(figure.render(), nonce, language, dark=dark)


def _ground_map() -> folium.Map:
    page = folium.Map(
        location=_THAILAND,
        zoom_start=6,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        maxZoom=19,
        minZoom=4,
    )
    page.default_js = [(path, BASE + path) for path in _SCRIPTS]
    page.default_css = [(path, BASE + path) for path in _STYLES]
    page._name, page._id = "map", "cases"  # the page's script knows it by this name
    return page


def _add_layer(
    page: folium.Map, kind: str, style_class: str, style: dict[str, Any], areas: Iterable[Area]
) -> None:
    features = [_feature(area) for area in areas if _layer_of(area) == kind]
    if not features:
        return
    options = {**style, "className": f"ground-{style_class}", "interactive": False}

    def styled(_feature: dict[str, Any]) -> dict[str, Any]:
        return options

    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=styled,
        name=style_class,
        interactive=False,
    )
    layer._name, layer._id = "ground", style_class.replace("-", "_")
    layer.add_to(page)


def _layer_of(area: Area) -> str:
    return "lake" if area.kind == "water" and area.polygons else area.kind


def _feature(area: Area) -> dict[str, Any]:
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


def _add_label(page: folium.Map, area: Area, language: str) -> None:
    name = area.label(language)
    if not name or area.kind not in ("village", "water"):
        return
    lon, lat = area.label_point
    icon = folium.DivIcon(
        html=f"<span>{html.escape(name)}</span>",
        icon_size=(0, 0),
        class_name=f"label label-{area.kind}",
    )
    folium.Marker(
        (lat, lon), icon=icon, interactive=False, keyboard=False, z_index_offset=-1000
    ).add_to(page)


def _look_style(look: MapLook) -> str:
    lines = "".join(f"{name}:{colour};" for name, colour in look.variables().items())
    return f"<style>:root{{{lines}}}</style>"


def _settings(areas: Sequence[Area], look: MapLook) -> str:
    """What map.js needs before any marker comes, as data that is never run."""
    settings = {
        "bounds": _bounds(areas),
        "faces": {key: {"icon": f.icon, "word": f.word} for key, f in look.faces.items()},
        "words": dict(look.words),
    }
    text = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="settings">{text}</script>'


def _bounds(areas: Sequence[Area]) -> list[list[float]] | None:
    """[[south, west], [north, east]] as Leaflet wants it, of the boundary or else of everything."""
    chosen = [area for area in areas if area.kind == "subdistrict"] or areas
    if not chosen:
        return None
    west, south, east, north = zip(*(area.bounds for area in chosen), strict=True)
    return [[min(south), min(west)], [max(north), max(east)]]


def _sealed(page: str, nonce: str, language: str, *, dark: bool) -> str:
    """Put the policy first and give every inline block its nonce.

    Text from outside can't smuggle in a block of its own: folium and `_settings` escape "<".
    """
    theme = "dark" if dark else "light"
    head = (
        f'<html lang="{html.escape(language)}" data-theme="{theme}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(nonce))}">'
    )
    page = page.replace("<html>\n<head>", head, 1)
    page = page.replace("<script>", f'<script nonce="{nonce}">')
    return page.replace("<style>", f'<style nonce="{nonce}">')
