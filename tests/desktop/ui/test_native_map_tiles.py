"""Raster packages on the native map: painted, with stand-ins while they come, credited, removed."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor

from casework.pictures.decoding import NotAPicture
from desktop.maps.projection import to_world
from desktop.maps.tiles import TilePackages
from desktop.pictures.decoder import HereDecoder
from desktop.ui.map_look import current_look
from desktop.ui.map_view import MapView
from desktop.ui.native_map import NativeMap
from desktop.ui.native_map_tiles import TileLayer
from desktop.ui.theme import Theme
from tests.desktop.maps.tiles.conftest import AREAS
from tools.make_tiles import COLOURS, bounds_of, make_package, places, write_mbtiles

LAKE = (100.0125, 14.0175)


@pytest.fixture
def packages(tmp_path):
    made = TilePackages(tmp_path / "maps", HereDecoder)
    yield made
    made.close()


@pytest.fixture
def install(packages, tmp_path):
    def taken(name, **options):
        source = make_package(AREAS, tmp_path / name, zooms=(11, 13), **options)
        return packages.install(source, lambda _done, _total: None)

    return taken


def look_at_the_lake(native, zoom):
    native._camera.look(*to_world(*LAKE), zoom)
    native._moved()


@pytest.fixture
def native(qtbot, qapp):
    Theme.current().apply(qapp, "light")
    widget = NativeMap(current_look(), "th")
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_outlines(AREAS)
    yield widget
    widget.release()


def colour_at(widget, lon, lat):
    at = widget._camera.to_screen(*to_world(lon, lat))
    image = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(QPoint(round(at.x() * ratio), round(at.y() * ratio)))


def is_water(widget):
    wanted = QColor(COLOURS["water"])
    found = colour_at(widget, *LAKE)
    return all(
        abs(a - b) < 6
        for a, b in (
            (found.red(), wanted.red()),
            (found.green(), wanted.green()),
            (found.blue(), wanted.blue()),
        )
    )


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
def test_tiles_are_painted_when_they_come(qtbot, native, packages, install, name):
    install(name)
    assert not is_water(native)
    native.set_tiles(packages, packages.installed())
    qtbot.waitUntil(lambda: is_water(native))


def test_beyond_its_zooms_a_package_is_enlarged(qtbot, native, packages, install):
    install("a.mbtiles")
    native.set_tiles(packages, packages.installed())
    look_at_the_lake(native, 17.0)
    qtbot.waitUntil(lambda: is_water(native))


def test_a_larger_tile_stands_in_until_the_right_one_is_here(qtbot, native, packages, install):
    install("a.mbtiles")
    native.set_outlines(())  # no name may lie on the lake
    native.set_tiles(packages, packages.installed())
    look_at_the_lake(native, 11.0)
    qtbot.waitUntil(lambda: is_water(native) and not native.busy)
    native._tiles._errands.close()  # nothing more comes
    look_at_the_lake(native, 13.0)
    assert is_water(native)


def test_a_package_that_is_removed_while_it_is_seen_goes(qtbot, native, packages, install):
    taken = install("a.mbtiles")
    native.set_tiles(packages, packages.installed())
    qtbot.waitUntil(lambda: is_water(native))
    packages.remove(taken.id)
    native.set_tiles(packages, packages.installed())
    assert not is_water(native)


def test_of_two_the_upper_one_is_seen(qtbot, native, packages, install, tmp_path):
    install("a.mbtiles")
    out = io.BytesIO()
    Image.new("RGBA", (256, 256), (200, 30, 30, 255)).save(out, "PNG")
    tiles = [(at, out.getvalue()) for at in places(bounds_of(AREAS), 11, 13)]
    write_mbtiles(tmp_path / "red.mbtiles", tiles, {})
    packages.install(tmp_path / "red.mbtiles", lambda _done, _total: None)
    native.set_tiles(packages, packages.installed())
    qtbot.waitUntil(lambda: colour_at(native, *LAKE).name() == "#c81e1e")
    packages.arrange([one.id for one in reversed(packages.installed())])
    native.set_tiles(packages, packages.installed())
    qtbot.waitUntil(lambda: is_water(native))


def test_see_through_tiles_let_the_ground_through(qtbot, native, packages, tmp_path):
    out = io.BytesIO()
    Image.new("RGBA", (256, 256), (0, 0, 0, 0)).save(out, "PNG")
    tiles = [(at, out.getvalue()) for at in places(bounds_of(AREAS), 11, 13)]
    write_mbtiles(tmp_path / "clear.mbtiles", tiles, {})
    before = colour_at(native, *LAKE).name()
    packages.install(tmp_path / "clear.mbtiles", lambda _done, _total: None)
    native.set_tiles(packages, packages.installed())
    native.grab()
    qtbot.waitUntil(lambda: not native.busy)
    assert colour_at(native, *LAKE).name() == before


def test_shapes_need_the_full_map_and_take_nothing_away(qtbot, native, packages, install):
    install("a.pmtiles", schema="protomaps")
    native.set_tiles(packages, packages.installed())
    native.grab()
    assert not native.busy
    assert colour_at(native, *LAKE).name() == current_look().ground["water"].lower()


def test_whose_map_it_is_stands_at_the_foot(native, packages, install):
    install("a.mbtiles")
    foot = QPointF(4, native.height() - 4).toPoint()
    before = native.grab().toImage().pixelColor(foot).name()
    native.set_tiles(packages, packages.installed())
    after = native.grab().toImage().pixelColor(foot).name()
    assert (before, after) == (
        current_look().ground["outside"].lower(),
        current_look().surface.lower(),
    )


def test_a_tile_that_cannot_be_decoded_is_left_out(qtbot, native, packages, install):
    class Fails(HereDecoder):
        def tile(self, data, most_side):
            raise NotAPicture("damaged")

    install("a.mbtiles")
    layer = TileLayer(native, Fails())
    native._tiles, before = layer, native._tiles
    native.set_tiles(packages, packages.installed())
    native.grab()
    qtbot.waitUntil(lambda: not layer.busy)
    native.grab()
    assert not layer.busy  # and it is not asked for again
    layer.close()
    native._tiles = before


def test_the_map_view_hands_packages_to_the_native_map_and_follows_changes(
    qtbot, qapp, packages, install
):
    Theme.current().apply(qapp, "light")
    view = MapView(engine=False)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.set_tiles(packages)
    view.show()
    native = view.native
    assert native is not None
    taken = install("a.mbtiles")
    qtbot.waitUntil(lambda: bool(native._tiles.shown))
    packages.show(taken.id, shown=False)
    qtbot.waitUntil(lambda: not native._tiles.shown)
    view.release()
