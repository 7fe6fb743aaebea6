"""Which tiles of an installed package go into the one-file map: those of its view, not too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.maps.one_file import Bounds, HeldTiles
from desktop.maps.projection import to_world
from desktop.maps.tiles import TilePackage, TilePackages

MOST: Final = 200
"""So many tiles of one zoom are held; the zooms above it come along, as they are a third of it."""


def tiles_of_view(packages: TilePackages, view: Bounds) -> HeldTiles | None:
    """The pictures of the topmost raster package that is shown and covers some of the view.

    None where there is none; vector tiles cannot go along. Slow: worker threads only.
    """
    for package in packages.installed():
        if package.shown and package.kind == "raster" and _meet(package.bounds, view):
            pictures = dict(_pictures(packages, package, view))
            if pictures:
                return HeldTiles(pictures, package.attribution)
    return None


def _pictures(
    packages: TilePackages, package: TilePackage, view: Bounds
) -> Iterator[tuple[tuple[int, int, int], tuple[str, bytes]]]:
    for zoom in _zooms(package, view):
        for x, y in _places(view, zoom):
            tile = packages.tile(package.id, zoom, x, y)
            if tile is not None:
                yield (zoom, x, y), (tile.content_type, tile.data)


def _zooms(package: TilePackage, view: Bounds) -> Sequence[int]:
    """The zooms that are held, from the farthest on: the view must be a few tiles wide."""
    fitting = [
        zoom
        for zoom in range(package.min_zoom, package.max_zoom + 1)
        if len(_range(view, zoom)[0]) * len(_range(view, zoom)[1]) <= MOST
    ]
    return fitting[-3:]


def _places(view: Bounds, zoom: int) -> Iterable[tuple[int, int]]:
    across, down = _range(view, zoom)
    return ((x, y) for x in across for y in down)


def _range(view: Bounds, zoom: int) -> tuple[range, range]:
    west, south, east, north = view
    left, top = to_world(west, north)
    right, low = to_world(east, south)
    last = 2**zoom - 1
    return (
        range(max(0, int(left * 2**zoom)), min(last, int(right * 2**zoom)) + 1),
        range(max(0, int(top * 2**zoom)), min(last, int(low * 2**zoom)) + 1),
    )


def _meet(one: Bounds, two: Bounds) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]
