"""Packages of tiles made on the fly from one small subdistrict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.places import Area, read_outlines
from desktop.maps.tiles import TilePackages
from desktop.pictures.decoder import HereDecoder
from tools.make_tiles import make_package

SQUARE = [[100.0, 14.0], [100.04, 14.0], [100.04, 14.03], [100.0, 14.03], [100.0, 14.0]]
LAKE = [[100.01, 14.01], [100.03, 14.01], [100.03, 14.02], [100.01, 14.02], [100.01, 14.01]]


def _feature(kind: str, name: str, ring: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name_th": name, "name_en": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


AREAS = read_outlines(
    {
        "type": "FeatureCollection",
        "features": [_feature("subdistrict", "ห้วยตะวัน", SQUARE), _feature("water", "หนอง", LAKE)],
    }
)
Make = Callable[..., Path]


@pytest.fixture
def areas() -> tuple[Area, ...]:
    """The subdistrict with its lake."""
    return AREAS


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a package outside of the folder of maps: `make("a.mbtiles", schema=...)`."""

    def made(name: str, **options: Any) -> Path:
        folder = tmp_path / "stick"
        folder.mkdir(exist_ok=True)
        options = {"zooms": (11, 13), "name": name, **options}
        return make_package(AREAS, folder / name, **options)

    return made


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[TilePackages]:
    """The computer's folder of maps, empty; pictures are tried in this process."""
    made = TilePackages(tmp_path / "maps", HereDecoder)
    yield made
    made.close()
