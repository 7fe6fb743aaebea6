"""What packages say of themselves, checked: names, zooms, bounds, projection, layers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from desktop.errors import DeskError
from desktop.maps.tiles.attribution import plain
from desktop.maps.tiles.records import MOST_ZOOM, WORLD, Bounds

MOST_METADATA: Final = 8 * 1024 * 1024
_MOST_NAME: Final = 80
_PROJECTION_KEYS: Final = ("crs", "srs", "projection")
_MERCATOR: Final = ("3857", "900913", "102100", "mercator")
_MOST_LAYERS: Final = 100


def name_of(said: object, file_name: str) -> str:
    """The package's own name, or the name of its file without the ending."""
    return plain(said, _MOST_NAME) or plain(file_name.rsplit(".", 1)[0], _MOST_NAME) or "map"


def zoom_of(said: object, otherwise: int) -> int:
    """A zoom as a whole number from 0 to MOST_ZOOM."""
    try:
        zoom = int(float(str(said)))
    except (ValueError, OverflowError):
        zoom = otherwise
    return max(0, min(MOST_ZOOM, zoom))


def bounds_of(said: Iterable[object]) -> Bounds | None:
    """(west, south, east, north) where four numbers make sense, cut to the map of the world."""
    try:
        west, south, east, north = (float(str(part)) for part in said)
    except ValueError:
        return None
    if not all(math.isfinite(part) for part in (west, south, east, north)):
        return None
    found = (max(WORLD[0], west), max(WORLD[1], south), min(WORLD[2], east), min(WORLD[3], north))
    return found if found[0] < found[2] and found[1] < found[3] else None


def bounds_of_rows(z: int, columns: tuple[int, int], rows: tuple[int, int]) -> Bounds:
    """The ground that a block of tiles covers; rows count from the north."""
    across = 2.0**z

    def lat(row: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / across))))

    west, east = columns[0] / across * 360 - 180, (columns[1] + 1) / across * 360 - 180
    return bounds_of((west, lat(rows[1] + 1), east, lat(rows[0]))) or WORLD


def check_projection(said: Mapping[str, Any]) -> None:
    """Raises DeskError("tiles_other_projection") where another than Web Mercator is named."""
    for key in _PROJECTION_KEYS:
        named = str(said.get(key) or "").lower()
        if named and not any(word in named for word in _MERCATOR):
            raise DeskError("tiles_other_projection")


def layer_names(layers: object) -> tuple[str, ...]:
    """The names in a list of vector layers from outside, at most a hundred."""
    if not isinstance(layers, list):
        return ()
    names = (layer.get("id") for layer in layers[:_MOST_LAYERS] if isinstance(layer, Mapping))
    return tuple(name[:_MOST_NAME] for name in names if isinstance(name, str) and name)


def layers_of(text: str) -> tuple[str, ...]:
    """The names under `vector_layers` in a JSON text from outside; none where it can't be read."""
    if len(text) > MOST_METADATA:
        return ()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return layer_names(said.get("vector_layers")) if isinstance(said, dict) else ()
