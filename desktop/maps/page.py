"""The map page: folium builds it from outlines, everything it loads is ours, under a strict policy.

Markers are not in the page: they come over the web channel as changes (see resources/maps/map.js).
"""

from __future__ import annotations

import html
import json
import secrets
from collections.abc import Iterable
from typing import Any, Final

import folium
from branca.element import Element, Figure

from casework.places import Area
from desktop.maps.ground_layers import feature, layers_of
from desktop.maps.look import MapLook
from desktop.maps.online import OnlineLayer
from desktop.maps.page_parts import bounds_of, labels, look_style
from desktop.maps.under import Under

BASE: Final = "tambon://maps/"
PAGE_URL: Final = BASE + "page.html"
_SCRIPTS: Final = ("leaflet/leaflet.js",)
_STYLES: Final = ("leaflet/leaflet.css", "map.css", "tiles.css")
PARTS: Final = (
    "parts.js", "gather.js", "labels.js", "cluster.js", "markers.js", "drawing.js", "select.js",
    "measure.js", "heat.js", "grounds.js", "scale.js",
)  # fmt: skip
"""The page's own scripts in the order of loading, before the one that joins them."""
_LATE_SCRIPTS: Final = ("qwebchannel.js", "tiles.js", *PARTS, "map.js")
_THAILAND: Final = (13.2, 101.0)
"""(lat, lon), folium's order."""

# folium adds a marker first and gives it our icon afterwards; Leaflet's own would be fetched.
_NO_DEFAULT_ICON: Final = (
    "<script>L.Marker.prototype.options.icon = L.divIcon({iconSize: [0, 0]});</script>"
)


def policy(nonce: str, online: OnlineLayer | None = None) -> str:
    """The page's Content-Security-Policy: our own files, and inline code that has the nonce.

    While an online layer is on, pictures may come from its very host too.
    """
    pictures = f"tambon: {online.origin}" if online is not None else "tambon:"
    return (
        "default-src 'none'; "
        f"script-src tambon: 'nonce-{nonce}'; style-src tambon: 'nonce-{nonce}'; "
        f"font-src tambon:; img-src {pictures}; "
        "connect-src tambon:; frame-src 'none'; worker-src 'none'; object-src 'none'; "
        "form-action 'none'; base-uri 'none'"
    )


def build_page(under: Under, *, language: str, dark: bool, look: MapLook) -> str:
    """The whole page as HTML, to be served at PAGE_URL; it names no address but our own scheme
    and that of an online layer that is on.

    Takes up to half a second the first time (folium is imported): not for the main thread.
    """
    areas = (*under.country, *under.areas)
    nonce = secrets.token_urlsafe(18)
    page = _ground_map()
    for number, (style_class, style, held) in enumerate(layers_of(areas)):
        _add_layer(page, f"{style_class}_{number}", style_class, style, held)
    figure = page.get_root()
    assert isinstance(figure, Figure)
    figure.header.add_child(Element(f"<style>{look_style(look)}</style>"), name="look", index=0)
    figure.html.add_child(Element(_NO_DEFAULT_ICON), name="icon")
    figure.html.add_child(Element(_settings(under, look, language)), name="settings")
    for path in _LATE_SCRIPTS:
        late = f'<script src="{BASE}{path}" defer></script>'
        figure.header.add_child(Element(late), name=path)
    sealed = _sealed(figure.render(), policy(nonce, under.online), language, dark=dark)
    return _with_nonce(sealed, nonce)


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
    page: folium.Map, name: str, style_class: str, style: dict[str, Any], areas: Iterable[Area]
) -> None:
    features = [feature(area) for area in areas]
    options = {**style, "className": f"ground-{style_class}", "interactive": False}

    def styled(_feature: dict[str, Any]) -> dict[str, Any]:
        return options

    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=styled,
        name=style_class,
        interactive=False,
    )
    layer._name, layer._id = "ground", name.replace("-", "_")
    layer.add_to(page)


def _settings(under: Under, look: MapLook, language: str) -> str:
    """What map.js needs before any marker comes, as data that is never run."""
    settings = {
        "bounds": bounds_of(under.areas),
        "faces": {key: {"icon": f.icon, "word": f.word} for key, f in look.faces.items()},
        "words": dict(look.words),
        "labels": labels((*under.country, *under.areas), language),
        "sea": bool(under.country),
        "sources": under.sources,
        "online": under.online.for_page() if under.online is not None else None,
        "ground": under.shown,
    }
    text = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="settings">{text}</script>'


def _sealed(page: str, policy: str, language: str, *, dark: bool) -> str:
    """Put the policy first. No page that the map leads to would learn where it came from."""
    theme = "dark" if dark else "light"
    head = (
        f'<html lang="{html.escape(language)}" data-theme="{theme}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
    )
    return page.replace("<html>\n<head>", head, 1)


def _with_nonce(page: str, nonce: str) -> str:
    """Give every inline block its nonce.

    Text from outside can't smuggle in a block of its own: folium and `_settings` escape "<".
    """
    page = page.replace("<script>", f'<script nonce="{nonce}">')
    return page.replace("<style>", f'<style nonce="{nonce}">')
