"""Tiles of the view go into the one-file map: of the topmost raster package, never too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.maps import held_tiles
from desktop.maps.held_tiles import tiles_of_view
from desktop.maps.tiles import TilePackage
from desktop.maps.tiles.records import Tile, TileInfo

VIEW = (101.0, 16.0, 101.2, 16.2)
INFO = TileInfo("ตำบล", "raster", "png", 6, 15, (100.0, 15.0, 102.0, 17.0), "© ผู้ทำ")


class Packages:
    """Packages that hold every tile."""

    def __init__(self, *packages: TilePackage) -> None:
        self._packages = list(packages)
        self.asked: list[tuple[str, int, int, int]] = []

    def installed(self) -> list[TilePackage]:
        return self._packages

    def tile(self, package_id: str, z: int, x: int, y: int) -> Tile | None:
        self.asked.append((package_id, z, x, y))
        return Tile(b"png", "image/png")


def held(packages: Packages, view: tuple[float, float, float, float] = VIEW):
    return tiles_of_view(packages, view)  # type: ignore[arg-type]


def test_the_three_nearest_zooms_that_are_not_too_many():
    found = held(Packages(TilePackage("a", INFO, 10)))
    assert found is not None
    by_zoom = {zoom: 0 for zoom, _, _ in found.pictures}
    for zoom, _, _ in found.pictures:
        by_zoom[zoom] += 1
    assert sorted(by_zoom) == [12, 13, 14] or len(by_zoom) == 3
    assert max(by_zoom.values()) <= held_tiles.MOST
    assert found.attribution == "© ผู้ทำ"


def test_hidden_vector_and_distant_packages_stay_out():
    packages = Packages(
        TilePackage("off", INFO, 10, shown=False),
        TilePackage("vector", replace(INFO, kind="vector", format="pbf"), 10),
        TilePackage("far", replace(INFO, bounds=(0.0, 0.0, 1.0, 1.0)), 10),
    )
    assert held(packages) is None
    assert packages.asked == []


@pytest.mark.parametrize("view", [(-180.0, -85.0, 180.0, 85.0), (101.0, 16.0, 101.0, 16.0)])
def test_any_view_is_bounded(view: tuple[float, float, float, float]):
    packages = Packages(TilePackage("a", replace(INFO, min_zoom=0, max_zoom=20), 10))
    found = held(packages, view)
    assert found is not None
    assert len(found.pictures) <= 3 * held_tiles.MOST
    assert all(0 <= x < 2**z and 0 <= y < 2**z for z, x, y in found.pictures)
