"""The map as one HTML file that opens anywhere, without a network and without the program.

Everything it shows is written into it: Leaflet, the cases, outlines and names, the letters, and
the tiles of the view where there are any. Its policy lets it load nothing at all. It holds of a
case its number, types, state, place and date; never the citizen's words or who reported it.
"""

from __future__ import annotations

import base64
import html
import json
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from casework.places import Area
from desktop.maps.ground_layers import feature, layers_of
from desktop.maps.look import MapLook
from desktop.maps.page_parts import labels, look_style
from desktop.maps.under import Under
from desktop.paths import resource

_STYLES: Final = (
    "leaflet/leaflet.css", "map.css", "one_file.css",
)  # fmt: skip
_SCRIPTS: Final = (
    "leaflet/leaflet.js", "parts.js", "gather.js", "labels.js",
    "cluster.js", "markers.js", "scale.js", "one_file.js",
)  # fmt: skip
_URL: Final = re.compile(r"url\((?!data:)[^)]*\)")
_FONTS: Final = {"400": "Sarabun_400Regular", "600": "Sarabun_600SemiBold"}
MOST_TILE_BYTES: Final = 8_000_000

Bounds = tuple[float, float, float, float]
"""(west, south, east, north), degrees."""


@dataclass(frozen=True, slots=True)
class FileCase:
    """What the file tells of a case, in the words of its language."""

    id: str
    number: str
    types: str
    state: str
    mark: str
    place: str
    date: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class FileWords:
    """The words around the map: `told` says what the file holds, `names` those of the lines."""

    language: str
    title: str
    told: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HeldTiles:
    """Tiles that go into the file: pictures (content type, bytes) by (zoom, x, y), and whose."""

    pictures: Mapping[tuple[int, int, int], tuple[str, bytes]]
    attribution: str

    def for_page(self) -> tuple[dict[str, str], list[int]]:
        """The tiles as data addresses, and their least and greatest zoom."""
        held: dict[str, str] = {}
        left = MOST_TILE_BYTES
        for (zoom, x, y), (kind, data) in sorted(self.pictures.items()):
            left -= len(data)
            if left >= 0:
                held[f"{zoom}/{x}/{y}"] = _data(kind, data)
        zooms = [int(name.split("/")[0]) for name in held]
        return held, [min(zooms), max(zooms)] if zooms else []


def build_file(
    cases: Sequence[FileCase],
    under: Under,
    view: Bounds,
    look: MapLook,
    words: FileWords,
    tiles: HeldTiles | None = None,
) -> bytes:
    """The whole file, opening on `view`. Slow with many cases: worker threads only."""
    nonce = secrets.token_urlsafe(18)
    settings = _settings(cases, under, view, look, words, tiles)
    data = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    scripts = "\n".join(_script(_read(path), nonce) for path in _SCRIPTS)
    style = "\n".join([_fonts(), *(_style(path) for path in _STYLES)])
    sources = [*under.sources, *([tiles.attribution] if tiles is not None else [])]
    theme = "dark" if look.dark else "light"
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(words.language)}" data-theme="{theme}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_policy(nonce))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.escape(words.title)}</title>\n"
        f'<style nonce="{nonce}">{look_style(look)}\n{style}</style>\n</head>\n<body>\n'
        f"<header><h1>{html.escape(words.title)}</h1><p>{html.escape(words.told)}</p></header>\n"
        f'<div id="map"></div>\n{_legend(cases, look, sources)}\n'
        f'<script type="application/json" id="settings">{data}</script>\n'
        f"{scripts}\n</body>\n</html>\n"
    ).encode()


def _policy(nonce: str) -> str:
    """Nothing is loaded: no connection, no frame, no picture but those in the file."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "font-src data:; img-src data:; form-action 'none'; base-uri 'none'"
    )


def _settings(
    cases: Sequence[FileCase],
    under: Under,
    view: Bounds,
    look: MapLook,
    words: FileWords,
    tiles: HeldTiles | None,
) -> dict[str, Any]:
    areas = (*under.country, *under.areas)
    held, zooms = tiles.for_page() if tiles is not None else ({}, [])
    west, south, east, north = view
    return {
        "view": [[south, west], [north, east]],
        "faces": {key: {"icon": f.icon, "word": f.word} for key, f in look.faces.items()},
        "words": {**look.words, **words.names},
        "labels": labels(areas, words.language),
        "ground": [_layer(name, style, held) for name, style, held in layers_of(areas)],
        "sea": bool(under.country),
        "cases": [asdict(one) for one in cases],
        "tiles": held or None,
        "tile_zooms": zooms,
    }


def _layer(name: str, style: Mapping[str, Any], areas: Iterable[Area]) -> tuple[str, Any, Any]:
    features = [feature(area) for area in areas]
    return name, style, {"type": "FeatureCollection", "features": features}


def _legend(cases: Sequence[FileCase], look: MapLook, sources: Sequence[str]) -> str:
    counts = Counter(one.mark or one.state for one in cases)
    rows = [
        f'<li class="face-{key.replace("_", "-")}"><svg viewBox="0 0 24 24" aria-hidden="true">'
        f"{face.icon}</svg>{html.escape(face.word)} {counts[key]:,}</li>"
        for key, face in look.faces.items()
        if counts[key]
    ]
    named = html.escape(" · ".join(sources))
    return f"<footer><ul>{''.join(rows)}</ul><p>{named}</p></footer>"


def _read(path: str) -> str:
    return (resource("maps") / path).read_text(encoding="utf-8")


def _style(path: str) -> str:
    """A style without what it would load: letters are given apart, pictures are not used."""
    lines = [line for line in _read(path).splitlines() if not line.startswith("@font-face")]
    return _URL.sub("none", "\n".join(lines))


def _script(text: str, nonce: str) -> str:
    return f'<script nonce="{nonce}">{text.replace("</script", "<" + chr(92) + "/script")}</script>'


def _fonts() -> str:
    faces = []
    for weight, name in _FONTS.items():
        letters = _data("font/ttf", (resource("fonts") / f"{name}.ttf").read_bytes())
        faces.append(
            f"@font-face {{ font-family: Sarabun; font-weight: {weight}; src: url({letters}); }}"
        )
    return "\n".join(faces)


def _data(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
