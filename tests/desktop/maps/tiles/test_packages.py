"""Map packages: every format is installed, listed with its attribution, served and removed."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import threading
from pathlib import Path

import pytest
import zstandard
from PIL import Image
from pmtiles.tile import TileType

from desktop.errors import DeskError
from desktop.maps.tiles import TilePackages
from desktop.maps.tiles.opening import open_tiles
from desktop.maps.tiles.packages import tile_settings
from desktop.maps.tiles.sniffing import is_vector_tile
from desktop.pictures.decoder import HereDecoder
from tools.make_tiles import (
    bounds_of,
    paint_tile,
    places,
    shape_tile,
    to_world,
    write_mbtiles,
    write_pmtiles,
)

MIDDLE = (100.02, 14.015)
"""(lon, lat) in the lake."""
FORMATS = [
    ("a.mbtiles", "", "raster"),
    ("a.pmtiles", "", "raster"),
    ("a.mbtiles", "openmaptiles", "vector"),
    ("a.pmtiles", "protomaps", "vector"),
]


def untold(_done: int, _total: int) -> None:
    """Nobody listens."""


def place_of(lon, lat, z):
    x, y = (int(part * 2**z) for part in to_world(lon, lat))
    return z, x, y


@pytest.mark.parametrize(("name", "schema", "kind"), FORMATS)
def test_a_package_is_installed_and_says_what_it_is(packages, make, areas, name, schema, kind):
    source = make(name, schema=schema)
    taken = packages.install(source, untold)
    assert (taken.kind, taken.min_zoom, taken.max_zoom) == (kind, 11, 13)
    assert taken.bounds == pytest.approx(bounds_of(areas), abs=1e-5)
    assert ("water" in taken.info.layers) == bool(schema)
    assert taken.attribution == "© OpenStreetMap contributors (openstreetmap.org/copyright)"
    assert taken.size == source.stat().st_size
    assert packages.installed() == [taken]


@pytest.mark.parametrize(("name", "schema", "kind"), FORMATS)
def test_tiles_are_served_as_they_were_made(packages, make, areas, name, schema, kind):
    taken = packages.install(make(name, schema=schema), untold)
    at = place_of(*MIDDLE, 13)
    tile = packages.tile(taken.id, *at)
    if kind == "raster":
        assert (tile.data, tile.content_type) == (paint_tile(areas, at), "image/png")
    else:
        assert tile.data == shape_tile(areas, at, schema)
        assert tile.content_type == "application/x-protobuf"


@pytest.mark.parametrize(("name", "schema", "kind"), FORMATS)
def test_where_there_is_no_tile_there_is_none(packages, make, name, schema, kind):
    taken = packages.install(make(name, schema=schema), untold)
    for at in ((13, 0, 0), (14, 0, 0), (2, 9, 9), (-1, 0, 0), (99, 0, 0)):
        assert packages.tile(taken.id, *at) is None
    assert packages.tile("0" * 16, *place_of(*MIDDLE, 13)) is None


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_other_kinds_of_pictures_are_told_by_their_bytes(packages, tmp_path, areas, kind):
    out = io.BytesIO()
    Image.new("RGB", (512, 512), "#3366aa").save(out, kind)
    tiles = [(at, out.getvalue()) for at in places(bounds_of(areas), 12, 12)]
    # The maker says PNG: the bytes count.
    write_mbtiles(tmp_path / "a.mbtiles", tiles, {"name": "ภาพถ่าย", "format": "png"})
    taken = packages.install(tmp_path / "a.mbtiles", untold)
    assert taken.info.format == kind.lower()
    tile = packages.tile(taken.id, *place_of(*MIDDLE, 12))
    assert tile.content_type == f"image/{kind.lower()}"


def test_bounds_that_the_maker_left_out_are_those_of_the_tiles(packages, tmp_path, areas):
    tiles = [(at, paint_tile(areas, at)) for at in places(bounds_of(areas), 12, 12)]
    write_mbtiles(tmp_path / "a.mbtiles", tiles, {})
    west, south, east, north = packages.install(tmp_path / "a.mbtiles", untold).bounds
    assert west <= 100.0 < 100.04 <= east
    assert south <= 14.0 < 14.03 <= north
    assert east - west < 0.3


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda data: data])
def test_vector_tiles_come_unpacked(packages, tmp_path, areas, pack):
    every = list(places(bounds_of(areas), 12, 12))
    tiles = [(at, pack(shape_tile(areas, at, "protomaps"))) for at in every]
    write_mbtiles(tmp_path / "a.mbtiles", tiles, {"format": "pbf"})
    taken = packages.install(tmp_path / "a.mbtiles", untold)
    tile = packages.tile(taken.id, *every[0])
    assert is_vector_tile(tile.data)
    assert tile.data == shape_tile(areas, every[0], "protomaps")


def test_tiles_behind_a_view_are_read_as_many_makers_write_them(packages, make):
    source = make("a.mbtiles")
    with sqlite3.connect(source) as connection:
        connection.executescript(
            "ALTER TABLE tiles RENAME TO map; CREATE VIEW tiles AS "
            "SELECT zoom_level, tile_column, tile_row, tile_data FROM map;"
        )
    taken = packages.install(source, untold)
    assert packages.tile(taken.id, *place_of(*MIDDLE, 13)) is not None


def test_a_large_pmtiles_with_directories_below_is_read(packages, tmp_path, areas):
    bounds = (100.0, 14.0, 101.0, 15.0)
    tiles = [
        (at, shape_tile(areas[1:], at, "protomaps") + bytes(0)) for at in places(bounds, 14, 14)
    ]
    # No two alike, so that the directory outgrows the root.
    tiles = [(at, gzip.compress(b"\x1a\x02\x0a\x00" * (n % 7 + 1) + data, mtime=n))
             for n, (at, data) in enumerate(tiles)]  # fmt: skip
    write_pmtiles(tmp_path / "a.pmtiles", tiles, {}, bounds, TileType.MVT)
    taken = packages.install(tmp_path / "a.pmtiles", untold)
    assert packages.tile(taken.id, *tiles[-1][0]) is not None
    assert packages.tile(taken.id, *tiles[0][0]) is not None


def test_several_packages_lie_over_one_another_in_an_order_that_is_kept(packages, make):
    first = packages.install(make("a.mbtiles"), untold)
    second = packages.install(make("b.pmtiles", schema="protomaps"), untold)
    assert [one.id for one in packages.installed()] == [second.id, first.id]
    packages.arrange([first.id])
    packages.show(second.id, shown=False)
    again = TilePackages(packages.folder, HereDecoder)
    listed = again.installed()
    again.close()
    assert [(one.id, one.shown) for one in listed] == [
        (first.id, True), (second.id, False)
    ]  # fmt: skip
    assert [one["id"] for one in tile_settings(listed)] == [first.id]


def test_the_page_gets_them_from_the_bottom_up_with_corners_as_leaflet_has_them(packages, make):
    low = packages.install(make("a.mbtiles"), untold)
    top = packages.install(make("b.mbtiles", zooms=(12, 12)), untold)
    said = tile_settings(packages.installed())
    assert [one["id"] for one in said] == [low.id, top.id]
    (south, west), (north, east) = said[0]["bounds"]
    assert (south, west, north, east) == pytest.approx((14.0, 100.0, 14.03, 100.04), abs=1e-5)


def test_removing_takes_the_file_and_its_tiles_away(packages, make):
    taken = packages.install(make("a.mbtiles"), untold)
    told: list[int] = []
    packages.on_change(lambda: told.append(len(packages.installed())))
    packages.remove(taken.id)
    packages.remove(taken.id)
    assert told[0] == 0
    assert packages.tile(taken.id, *place_of(*MIDDLE, 13)) is None
    assert [path.name for path in packages.folder.iterdir()] == ["shown.json"]


def test_a_file_that_somebody_took_away_is_simply_not_there(packages, make):
    taken = packages.install(make("a.mbtiles"), untold)
    packages.close()
    (packages.folder / f"{taken.id}.mbtiles").write_bytes(b"nothing of a map")
    assert packages.installed() == []


def test_choices_that_cannot_be_read_show_everything(packages, make):
    packages.install(make("a.mbtiles"), untold)
    (packages.folder / "shown.json").write_text('{"order": 7}')
    assert [one.shown for one in packages.installed()] == [True]


def test_many_threads_read_at_once(packages, make):
    taken = packages.install(make("a.mbtiles"), untold)
    at = place_of(*MIDDLE, 13)
    found: list[object] = []

    def read():
        found.extend(packages.tile(taken.id, *at) for _ in range(40))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 160
    assert None not in found


def test_installing_can_be_stopped_and_leaves_nothing(packages, make):
    source = make("a.mbtiles")

    def stop(done: int, total: int) -> None:
        if done:
            raise DeskError("tiles_stopped")

    with pytest.raises(DeskError, match="tiles_stopped"):
        packages.install(source, stop)
    assert packages.installed() == []
    assert list(packages.folder.iterdir()) == []


def test_progress_comes_to_the_whole_file(packages, make):
    source = make("a.mbtiles")
    heard: list[tuple[int, int]] = []
    packages.install(source, lambda done, total: heard.append((done, total)))
    size = source.stat().st_size
    assert heard[0] == (0, size)
    assert (size, size) in heard


def test_the_same_file_twice_is_refused(packages, make):
    source = make("a.mbtiles")
    packages.install(source, untold)
    with pytest.raises(DeskError, match="tiles_already"):
        packages.install(source, untold)
    assert len(packages.installed()) == 1


def test_a_half_copy_of_a_crash_is_no_package_and_goes_in_time(packages, make, monkeypatch):
    packages.install(make("a.mbtiles"), untold)
    half = packages.folder / "half-left.mbtiles"
    half.write_bytes(b"SQLite format 3\0")
    packages.close()
    assert len(packages.installed()) == 1
    assert half.exists()  # another desk may be at work on it
    os.utime(half, (0, 0))
    packages.close()
    packages.installed()
    assert not half.exists()


def test_those_of_the_computer_lie_beside_its_profiles(tmp_path: Path):
    assert TilePackages.beside(tmp_path / "default").folder == tmp_path / "map-packages"


def test_the_check_of_a_large_file_can_be_stopped(tmp_path):
    tiles = [((12, n % 4000, n // 4000), b"\x89PNG") for n in range(80_000)]
    write_mbtiles(tmp_path / "a.mbtiles", tiles, {})
    file = open_tiles(tmp_path / "a.mbtiles")

    def stop(_done: int, _total: int) -> None:
        raise DeskError("tiles_stopped")

    try:
        with pytest.raises(DeskError, match="tiles_stopped"):
            file.check(stop)
        file.check(untold)
    finally:
        file.close()
