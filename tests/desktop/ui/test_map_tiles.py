"""Installed packages under the map of the web engine: their colours are on the screen."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint

from desktop.errors import DeskError
from desktop.maps import scheme
from desktop.maps.markers import Marker
from desktop.maps.tiles import TilePackages
from desktop.pictures.decoder import HereDecoder
from desktop.ui.map_view import MapView
from desktop.ui.theme import Theme
from tests.desktop.maps.tiles.conftest import AREAS
from tools.make_tiles import COLOURS, make_package

# At import, that is before any test makes the application object.
ENGINE = scheme.register()
SECONDS = 60_000
SQUARE = [[100.0, 14.0], [100.04, 14.0], [100.04, 14.03], [100.0, 14.03], [100.0, 14.0]]
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kind": "subdistrict", "name_th": "ห้วยตะวัน"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        }
    ],
}
LAKE = (100.0125, 14.0175)
CREDIT = "© OpenStreetMap contributors (openstreetmap.org/copyright)"


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


@pytest.fixture
def show(qtbot, qapp, packages):
    if not ENGINE:
        pytest.skip("the web engine is not installed")
    Theme.current().apply(qapp, "light")
    made = []

    def shown():
        view = MapView()
        qtbot.addWidget(view)
        made.append(view)
        view.resize(900, 700)
        view.set_outlines(OUTLINES)
        view.set_tiles(packages)
        view.set_markers([Marker("a", 100.035, 14.005, "waiting", "", "ไฟดับ")])
        with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
            view.show()
        return view

    yield shown
    for view in made:
        view.release()


def ask(qtbot, view, script):
    answers: list[object] = []
    view.engine_view.page().runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=SECONDS)
    return answers[0]


def colour_at(qtbot, view, lon, lat):
    found = ask(
        qtbot, view,
        f"(p => JSON.stringify([p.x, p.y]))(map_cases.latLngToContainerPoint([{lat}, {lon}]))",
    )  # fmt: skip
    x, y = json.loads(found)
    image = view.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(QPoint(round(x * ratio), round(y * ratio))).name()


def variable(qtbot, view, name):
    style = "getComputedStyle(document.documentElement)"
    return str(ask(qtbot, view, f"{style}.getPropertyValue('--{name}').trim()")).lower()


def until_colour(qtbot, view, colour):
    qtbot.waitUntil(lambda: colour_at(qtbot, view, *LAKE) == colour, timeout=SECONDS)


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
def test_raster_tiles_are_under_the_outlines(qtbot, show, install, name):
    install(name)
    view = show()
    until_colour(qtbot, view, COLOURS["water"])
    assert view.complaints == []
    assert view.requests[1] == []


@pytest.mark.parametrize(
    ("name", "schema"), [("a.mbtiles", "openmaptiles"), ("a.pmtiles", "protomaps")]
)
def test_vector_tiles_are_painted_in_the_colours_of_the_theme(
    qtbot, qapp, show, install, name, schema
):
    install(name, schema=schema)
    view = show()
    light = variable(qtbot, view, "water")
    until_colour(qtbot, view, light)
    Theme.current().apply(qapp, "dark")
    qtbot.waitUntil(lambda: variable(qtbot, view, "water") != light, timeout=SECONDS)
    until_colour(qtbot, view, variable(qtbot, view, "water"))
    assert view.complaints == []
    assert view.requests[1] == []


def test_whose_map_it_is_can_always_be_read(qtbot, show, install):
    install("a.mbtiles")
    view = show()
    note = "document.querySelector('.leaflet-control-attribution')"
    qtbot.waitUntil(lambda: ask(qtbot, view, f"{note}?.textContent") == CREDIT, timeout=SECONDS)
    corner = ask(qtbot, view, f"JSON.stringify({note}.getBoundingClientRect())")
    box = json.loads(str(corner))
    assert box["width"] > 100
    assert 0 <= box["top"] < box["bottom"] <= 700


def test_a_credit_from_outside_stays_words(qtbot, show, install):
    install("a.mbtiles", attribution="&lt;img src=x onerror='window.ran=1'&gt; ก")
    view = show()
    note = "document.querySelector('.leaflet-control-attribution')"
    qtbot.waitUntil(
        lambda: "onerror" in str(ask(qtbot, view, f"{note}?.textContent")), timeout=SECONDS
    )
    assert ask(qtbot, view, f"{note}.querySelector('img') === null && window.ran === undefined")


def test_a_package_that_is_removed_while_it_is_seen_goes_from_the_screen(
    qtbot, show, install, packages
):
    taken = install("a.mbtiles")
    view = show()
    until_colour(qtbot, view, COLOURS["water"])
    packages.remove(taken.id)
    until_colour(qtbot, view, variable(qtbot, view, "land"))
    assert (
        ask(qtbot, view, "document.querySelector('.leaflet-control-attribution').textContent") == ""
    )


def test_of_two_packages_the_upper_one_is_seen_and_can_be_left_out(qtbot, show, install, packages):
    below = install("a.mbtiles")
    upper = install("b.pmtiles", schema="protomaps")
    view = show()
    until_colour(qtbot, view, variable(qtbot, view, "water"))
    packages.arrange([below.id, upper.id])
    until_colour(qtbot, view, COLOURS["water"])
    packages.show(below.id, shown=False)
    until_colour(qtbot, view, variable(qtbot, view, "water"))


def test_beyond_its_zooms_a_package_is_enlarged(qtbot, show, install):
    install("a.mbtiles")
    view = show()
    ask(qtbot, view, f"map_cases.setView([{LAKE[1]}, {LAKE[0]}], 17, {{animate: false}}); 1")
    until_colour(qtbot, view, COLOURS["water"])


def test_zooming_and_moving_on_breaks_no_rule_of_the_page(qtbot, show, install):
    install("a.mbtiles")
    view = show()
    for zoom in (11, 13, 16, 12):
        ask(qtbot, view, f"map_cases.setView([14.01, 100.02], {zoom}, {{animate: false}}); 1")
    ask(qtbot, view, "map_cases.panBy([600, 400], {animate: false}); 1")
    ask(qtbot, view, f"map_cases.setView([{LAKE[1]}, {LAKE[0]}], 13, {{animate: false}}); 1")
    until_colour(qtbot, view, COLOURS["water"])
    assert view.complaints == []


def test_a_disk_error_while_a_tile_is_read_is_an_empty_tile(
    qtbot, show, install, packages, monkeypatch
):
    install("a.mbtiles")

    def broken(*_at):
        raise DeskError("tiles_damaged")

    for file in packages._opened().values():
        monkeypatch.setattr(file, "raw", broken)
    view = show()
    qtbot.waitUntil(
        lambda: any("/tiles/" in url and "js" not in url for url in view.requests[0]),
        timeout=SECONDS,
    )
    assert view.complaints == []
