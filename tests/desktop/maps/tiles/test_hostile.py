"""Files that are no packages, or mean harm: each is refused with a sentence, and nothing runs."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sqlite3
import struct
from collections import namedtuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pmtiles.tile import TileType

from desktop import messages
from desktop.errors import DeskError
from desktop.maps.tiles.attribution import plain
from desktop.maps.tiles.opening import open_tiles
from desktop.maps.tiles.sniffing import as_picture, is_vector_tile, picture_size, unpacked
from tools.make_tiles import places, write_mbtiles, write_pmtiles

BOUNDS = (100.0, 14.0, 100.04, 14.03)
PLACES = list(places(BOUNDS, 12, 12))


def untold(_done: int, _total: int) -> None:
    """Nobody listens."""


def refused(packages, path):
    """The code with which a file is refused; it has a sentence, and the folder stays empty."""
    with pytest.raises(DeskError) as caught:
        packages.install(path, untold)
    code = caught.value.code
    assert code in messages.codes()
    assert "{" not in messages.sentence(caught.value)
    assert packages.installed() == []
    assert [one for one in packages.folder.iterdir() if one.suffix != ".json"] == []
    return code


def with_tiles(path, data, **said):
    write_mbtiles(path, [(at, data) for at in PLACES], said)
    return path


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04" + bytes(200), bytes(4096)])
def test_what_is_no_package_is_refused(packages, tmp_path, content):
    path = tmp_path / "map.mbtiles"
    path.write_bytes(content)
    assert refused(packages, path) in {"tiles_not_package", "tiles_cut"}


def test_a_folder_or_nothing_is_refused(packages, tmp_path):
    packages.folder.mkdir()
    assert refused(packages, tmp_path) == "tiles_unreadable"
    assert refused(packages, tmp_path / "nowhere.mbtiles") == "tiles_unreadable"


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
@pytest.mark.parametrize("part", [0.02, 0.4, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(packages, make, name, part):
    path = make(name)
    os.truncate(path, int(path.stat().st_size * part))
    assert refused(packages, path) == "tiles_cut"


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
def test_a_damaged_file_is_refused(packages, make, name):
    path = make(name, zooms=(11, 15))
    data = bytearray(path.read_bytes())
    start = 4096 if name == "a.mbtiles" else 127
    data[start : start + 3000] = b"\x55" * 3000
    path.write_bytes(data)
    assert refused(packages, path) in {"tiles_damaged", "tiles_bad", "tiles_not_package"}


def test_another_database_is_no_package(packages, tmp_path):
    path = tmp_path / "a.mbtiles"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE salaries (name, baht)")
    assert refused(packages, path) == "tiles_not_package"


def test_a_package_without_tiles_is_refused(packages, tmp_path):
    write_mbtiles(tmp_path / "a.mbtiles", [], {})
    assert refused(packages, tmp_path / "a.mbtiles") == "tiles_empty"


def test_another_projection_is_refused(packages, make):
    path = make("a.mbtiles")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO metadata VALUES ('crs', 'EPSG:24047')")
    assert refused(packages, path) == "tiles_other_projection"


@pytest.mark.parametrize(
    "data", [b"<html><script>alert(1)</script>", b"%PDF-1.7", b"\x00" * 99, b"GIF89a" + bytes(99)]
)
def test_tiles_that_are_something_else_are_refused(packages, tmp_path, data):
    assert refused(packages, with_tiles(tmp_path / "a.mbtiles", data)) == "tiles_bad"


def png(width, height):
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("side", [20_000, 3_000])
def test_a_picture_bomb_is_refused_before_it_is_decoded(packages, tmp_path, side):
    assert refused(packages, with_tiles(tmp_path / "a.mbtiles", png(side, side))) == "tiles_bad"


def test_a_picture_that_cannot_be_decoded_is_refused(packages, tmp_path):
    out = io.BytesIO()
    Image.effect_noise((256, 256), 90).save(out, "PNG")
    broken = out.getvalue()[:2000] + b"\x00" * 900
    assert refused(packages, with_tiles(tmp_path / "a.mbtiles", broken)) == "tiles_bad"


def test_a_vector_bomb_is_refused_and_bounded(packages, tmp_path):
    bomb = gzip.compress(b"\x1a\xff\xff\xff\x7f" + bytes(60_000_000))
    assert refused(packages, with_tiles(tmp_path / "a.mbtiles", bomb, format="pbf")) == "tiles_bad"


def test_unpacking_stops_at_its_limit():
    with pytest.raises(ValueError, match="too large"):
        unpacked(gzip.compress(bytes(2_000_000)), 1_000_000)


def test_a_bomb_in_a_directory_of_pmtiles_is_refused(packages, make):
    path = make("a.pmtiles")
    data = bytearray(path.read_bytes())
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    data[8:24] = struct.pack("<QQ", len(data), len(bomb))
    path.write_bytes(bytes(data) + bomb)
    assert refused(packages, path) == "tiles_damaged"


def test_directories_that_lead_to_themselves_come_to_an_end(packages, make):
    path = make("a.pmtiles")
    data = bytearray(path.read_bytes())
    # One entry, a run of 0, that leads to the root again.
    loop = gzip.compress(bytes([1, 0, 0, 0, 1]), mtime=0)
    for length in range(20, 60):
        loop = gzip.compress(bytes([1, 0, 0, length, 1]), mtime=0)
        if len(loop) == length:
            break
    data[8:24] = struct.pack("<QQ", len(data), len(loop))
    data[40:56] = struct.pack("<QQ", len(data), len(loop))
    path.write_bytes(bytes(data) + loop)
    assert refused(packages, path) == "tiles_damaged"


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [(7, 2, "tiles_other_version"), (97, 3, "tiles_other_packing"), (98, 3, "tiles_other_packing"),
     (98, 77, "tiles_other_packing"), (99, 5, "tiles_other_format"), (99, 0, "tiles_other_format")],
)  # fmt: skip
def test_kinds_of_pmtiles_that_cannot_be_shown_are_named(packages, make, at, value, code):
    path = make("a.pmtiles")
    data = bytearray(path.read_bytes())
    data[at] = value
    path.write_bytes(data)
    assert refused(packages, path) == code


def test_a_view_that_never_ends_is_stopped(packages, make):
    path = make("a.mbtiles")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """ALTER TABLE tiles RENAME TO map;
            CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT i AS zoom_level, i AS tile_column, i AS tile_row, x'89' AS tile_data FROM n;"""
        )
    assert refused(packages, path) in {"tiles_not_package", "tiles_damaged"}


def test_a_view_over_a_product_of_tables_is_stopped(packages, make):
    path = make("a.mbtiles")
    with sqlite3.connect(path) as connection:
        tables = ", ".join(f"map AS m{n}" for n in range(9))
        connection.executescript(
            f"""ALTER TABLE tiles RENAME TO map;
            CREATE VIEW tiles AS SELECT m0.zoom_level + 50 AS zoom_level, m1.tile_column,
            m2.tile_row, m3.tile_data FROM {tables};"""
        )
    assert refused(packages, path) in {"tiles_not_package", "tiles_damaged", "tiles_empty"}


@pytest.mark.parametrize(
    "call", ["load_extension('evil')", "readfile('/etc/passwd')", "randomblob(99)", "zeroblob(9)"]
)
def test_functions_in_a_view_are_not_run(packages, make, call):
    path = make("a.mbtiles")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"""ALTER TABLE tiles RENAME TO map; CREATE VIEW tiles AS
            SELECT zoom_level, tile_column, tile_row, {call} AS tile_data FROM map;"""
        )
    assert refused(packages, path) in {"tiles_not_package", "tiles_damaged"}


def test_triggers_and_other_tables_change_nothing(packages, make):
    path = make("a.mbtiles")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """CREATE TABLE spoil (x); CREATE TRIGGER t AFTER INSERT ON metadata
            BEGIN INSERT INTO spoil VALUES (1); END;"""
        )
    before = path.read_bytes()
    taken = packages.install(path, untold)
    assert (packages.folder / f"{taken.id}.mbtiles").read_bytes() == before
    assert path.read_bytes() == before


def test_a_bad_tile_among_good_ones_is_not_served(packages, tmp_path):
    every = list(places(BOUNDS, 16, 16))
    tiles = [(at, png(256, 256)) for at in every[:-1]] + [(every[-1], b"<svg onload=alert(1)>")]
    write_mbtiles(tmp_path / "a.mbtiles", tiles, {})
    taken = packages.install(tmp_path / "a.mbtiles", untold)
    assert packages.tile(taken.id, *every[0]) is not None
    assert packages.tile(taken.id, *every[-1]) is None


Usage = namedtuple("Usage", "total used free")


def test_a_disk_without_room_is_said_before_the_copy(packages, make, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5_000_000))
    with pytest.raises(DeskError) as caught:
        packages.install(make("a.mbtiles"), untold)
    assert caught.value.code == "tiles_no_room"
    assert "MB" in messages.sentence(caught.value)
    assert list(packages.folder.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing(packages, make, monkeypatch):
    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    source = make("a.mbtiles")
    monkeypatch.setattr("desktop.maps.tiles.installing.os.write", full)
    assert refused(packages, source) == "tiles_no_room"


def test_attribution_is_text_whatever_it_was():
    assert plain("<script>x()</script>© <a href='javascript:x()'>A</a>") == "© A"
    assert plain("<img src=x onerror=x()>a<br>b &amp; c\x00\u202e") == "a b & c"
    assert plain('<a href="https://www.osm.org/copyright?x=1">OSM</a>') == "OSM (osm.org/copyright)"
    assert plain("ก" * 5000) == "ก" * 399 + "…"
    assert plain(b"bytes") == ""


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_attribution_is_one_printable_line(text):
    assert plain(text).isprintable()
    assert len(plain(text)) <= 400


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_can_be_asked_what_they_are(data):
    picture_size(data)
    assert as_picture(data) is None or data[:1] in (b"\x89", b"\xff", b"R")
    is_vector_tile(data)


@given(st.binary(max_size=400), st.sampled_from([b"PMTiles\x03", b"SQLite format 3\0", b""]))
@settings(max_examples=100, deadline=None)
def test_any_file_is_refused_in_words_or_opened(tmp_path_factory, data, head):
    path = tmp_path_factory.mktemp("any") / "a.pmtiles"
    path.write_bytes(head + data)
    said = ""
    try:
        open_tiles(path).close()
    except DeskError as error:
        said = error.code
    assert said in messages.codes() | {""}


def test_a_pmtiles_of_html_is_refused(packages, tmp_path):
    path = tmp_path / "a.pmtiles"
    write_pmtiles(path, [(at, b"<html>") for at in PLACES], {}, BOUNDS, TileType.PNG)
    assert refused(packages, path) == "tiles_bad"
