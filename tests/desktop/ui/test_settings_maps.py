"""The card of map packages: files in by hand or drop, the list, its order, removing, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.pictures.decoder import HereDecoder
from desktop.ui.pages.settings import SettingsPage
from tests.desktop.maps.tiles.conftest import AREAS
from tools.make_tiles import make_package


@pytest.fixture
def window(desk, open_window):
    return open_window(desk)


@pytest.fixture
def card(window, qtbot, desk, monkeypatch):
    monkeypatch.setattr(desk.map_packages, "_decoder", HereDecoder)  # the process takes seconds
    page = window.navigate("settings", show="maps")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: not window.bridge.busy)
    return page._maps


@pytest.fixture
def install(card, qtbot, tmp_path):
    def taken(name, **options):
        source = make_package(AREAS, tmp_path / name, zooms=(11, 12), **options)
        before = len(card.rows)
        card.install([source])
        qtbot.waitUntil(lambda: len(card.rows) == before + 1)
        qtbot.waitUntil(card.button.isEnabled)
        qtbot.waitUntil(card.rows[0].isVisible)
        return source

    return taken


def order(card):
    return [row.package.name for row in card.rows]


def test_one_is_led_to_the_button_that_installs(window, card, qtbot):
    qtbot.waitUntil(card.button.hasFocus)
    assert card.button.visibleRegion().boundingRect().height() > 0


def test_without_packages_it_says_how_to_get_one(card, words):
    assert "administrator can give you a map package" in words(card)


def test_a_chosen_file_is_installed_and_described(card, words, qtbot, install):
    install("map.mbtiles")
    text = words(card)
    assert "Installed: map. It is on the map now." in text
    assert "Pictures (PNG) · zooms 11 to 12 ·" in text
    assert "© OpenStreetMap contributors (openstreetmap.org/copyright)" in text
    assert "No background map yet" not in text


def test_several_files_are_dropped_at_once_and_each_is_answered(card, words, qtbot, tmp_path):
    good = make_package(AREAS, tmp_path / "good.pmtiles", zooms=(11, 12), schema="protomaps")
    bad = tmp_path / "bad.pmtiles"
    bad.write_bytes(b"<html>")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (good, bad)])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    card.dropEvent(event)
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    qtbot.waitUntil(card.button.isEnabled)
    assert "Installed: good." in words(card)
    assert "bad.pmtiles: This file is not a map package." in words(card)


def test_a_file_that_is_no_map_is_refused_in_words(card, words, qtbot, tmp_path):
    path = tmp_path / "holiday.mbtiles"
    path.write_bytes(b"nothing of a map" * 99)
    card.install([path])
    qtbot.waitUntil(card.button.isEnabled)
    assert "This file is not a map package. Nothing was changed." in words(card)


def test_it_can_be_stopped_and_says_that_nothing_was_installed(card, words, qtbot, tmp_path):
    source = make_package(AREAS, tmp_path / "a.mbtiles", zooms=(11, 12))
    card.install([source])
    card.cancel()
    qtbot.waitUntil(card.button.isEnabled)
    assert "Stopped. Nothing was installed" in words(card)
    assert card.rows == []


def test_the_order_is_changed_by_buttons_that_keep_the_keyboard(card, qtbot, install):
    install("below.mbtiles")
    install("above.pmtiles", schema="protomaps")
    assert order(card) == ["above", "below"]
    card.rows[1].up.setFocus()
    qtbot.keyClick(card.rows[1].up, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: order(card) == ["below", "above"])
    assert not card.rows[0].up.isEnabled()
    assert card.rows[0].has_focus()


def test_a_package_is_left_out_of_maps_and_taken_back(card, qtbot, install, desk):
    install("a.mbtiles")
    qtbot.mouseClick(
        card.rows[0].box, Qt.MouseButton.LeftButton, pos=card.rows[0].box.rect().center()
    )
    card.rows[0].box.setChecked(False)
    qtbot.waitUntil(lambda: not desk.map_packages.installed()[0].shown)
    qtbot.waitUntil(lambda: not card.rows[0].package.shown)
    card.rows[0].box.setChecked(True)
    qtbot.waitUntil(lambda: desk.map_packages.installed()[0].shown)


def test_removing_asks_once_and_then_does_it(card, qtbot, install, desk):
    install("a.mbtiles")
    row = card.rows[0]
    row.remove.click()
    assert row.sure.isVisible()
    assert row.keep.hasFocus()
    row.keep.click()
    assert not row.sure.isVisible()
    assert len(desk.map_packages.installed()) == 1
    row.remove.click()
    row.sure.click()
    qtbot.waitUntil(lambda: card.rows == [])
    assert desk.map_packages.installed() == []


def test_every_switch_says_whose_it_is(card, install):
    install("a.mbtiles")
    row = card.rows[0]
    for part in (row.box, row.up, row.down, row.remove):
        assert part.accessibleName().endswith(": a")


def test_the_list_outlives_another_language(window, card, qtbot, install, english):
    install("a.mbtiles")
    window.choose_language("th")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert page._maps is card
    qtbot.waitUntil(lambda: card.rows[0].remove.text() == "ลบออก")
    window.choose_language("en")


def test_the_packages_are_those_of_the_computer(desk):
    assert desk.map_packages.folder == Path(desk.profile.path).parent / "map-packages"
