"""The ground on paper has the tiles of the packages, and outlines where there are none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from casework.places import read_outlines
from desktop.maps.projection import to_world
from desktop.ui.sheet_ground import light_look, paper_ground
from desktop.ui.theme import Theme
from tools.make_tiles import COLOURS, make_package

SQUARE = [[100.0, 14.0], [100.04, 14.0], [100.04, 14.03], [100.0, 14.03], [100.0, 14.0]]
LAKE = [[100.01, 14.01], [100.03, 14.01], [100.03, 14.02], [100.01, 14.02], [100.01, 14.01]]
IN_LAKE = (100.02, 14.015)


def feature(kind, ring):
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name_th": "หนอง", "name_en": "Nong"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def package(tmp_path):
    areas = read_outlines(
        {
            "type": "FeatureCollection",
            "features": [feature("subdistrict", SQUARE), feature("water", LAKE)],
        }
    )
    return make_package(areas, tmp_path / "lake.mbtiles", zooms=(11, 14), name="lake.mbtiles")


def painted(desk, look):
    paint, sources = paper_ground(desk, look)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        paint(painter, QSize(400, 300), (*to_world(*IN_LAKE), 14.0))
    return image, sources


def near(colour, wanted):
    other = QColor(wanted)
    return all(
        abs(a - b) < 12
        for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    )


def test_tiles_lie_under_the_map_and_their_makers_are_named(qapp, desk, package):
    look = light_look()
    before, _ = painted(desk, look)
    assert not near(before.pixelColor(200, 185), COLOURS["water"])
    desk.map_packages.install(package, lambda *_: None)
    image, sources = painted(desk, look)
    assert near(image.pixelColor(200, 185), COLOURS["water"])
    assert any("OpenStreetMap" in source for source in sources)


def test_a_package_that_is_not_shown_is_not_printed(qapp, desk, package):
    installed = desk.map_packages.install(package, lambda *_: None)
    desk.map_packages.show(installed.id, shown=False)
    image, sources = painted(desk, light_look())
    assert not near(image.pixelColor(200, 185), COLOURS["water"])
    assert not any("OpenStreetMap" in source for source in sources)


def test_paper_is_light_whatever_the_screen_wears(qapp, desk):
    Theme.current().apply(qapp, "light", "standard")
    light, _ = painted(desk, light_look())
    Theme.current().apply(qapp, "dark", "standard")
    dark, _ = painted(desk, light_look())
    Theme.current().apply(qapp, "light", "standard")
    assert light.pixelColor(10, 10) == dark.pixelColor(10, 10)
    assert light.pixelColor(10, 10).value() > 180
