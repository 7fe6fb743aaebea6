"""The map page: filters that count, markers that open cases, the card of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.ui.pages.map import MapPage
from desktop.ui.window import DeskWindow

Words = Callable[[QWidget], str]


@pytest.fixture
def window(desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot) -> DeskWindow:
    made = open_window(desk)
    made.navigate("map")
    qtbot.waitUntil(lambda: not made.bridge.busy)
    return made


@pytest.fixture
def page(window: DeskWindow) -> MapPage:
    found = window.page("map")
    assert isinstance(found, MapPage)
    return found


def counts(page: MapPage) -> dict[str, str]:
    return {face: text.text() for face, text in page._numbers.items() if text.text() != "0"}


def test_open_cases_stand_on_the_map_counted_by_what_they_need(page: MapPage):
    assert page.subtitle() == "11 cases on the map"
    assert counts(page) == {
        "waiting": "3", "in_progress": "4", "overdue": "3", "followed_up": "1", "done": "1",
    }  # fmt: skip


def test_a_filter_takes_markers_away_and_clearing_brings_them_back(page: MapPage, qtbot: QtBot):
    page._boxes["waiting"].setChecked(False)
    page._boxes["done"].setChecked(True)
    assert page.subtitle() == "9 cases on the map"
    qtbot.mouseClick(page._all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.subtitle() == "11 cases on the map")
    assert page._boxes["waiting"].isChecked()


def test_type_and_search_filter_and_an_empty_map_says_so(page: MapPage, words: Words, qtbot: QtBot):
    assert page._type.itemText(0) == "Every type"
    page._type.setCurrentIndex(page._type.findData("ขยะ"))
    qtbot.waitUntil(lambda: page.subtitle() == "0 cases on the map")
    assert "No case with a place in this filter." in words(page)
    page._type.setCurrentIndex(0)
    page.search("บ้านเลขที่ 7")
    qtbot.waitUntil(lambda: page.subtitle() == "1 cases on the map")
    page.search("")
    qtbot.waitUntil(lambda: page.subtitle() == "11 cases on the map")


def test_a_marker_shows_its_case_and_enter_opens_it(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot
):
    page._map.case_chosen.emit("case-0004")
    assert page._card.isVisible()
    assert "ถนนเป็นหลุมลึกหน้าบ้านเลขที่ 4" in words(page._card)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page._card.isVisible()
    page._map.case_chosen.emit("case-0004")
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert window.current_key() == "cases"


def test_a_case_named_by_another_page_is_chosen(window: DeskWindow, page: MapPage, qtbot: QtBot):
    window.navigate("map", authority="HT", case="case-0005")
    qtbot.waitUntil(page._card.isVisible)
    assert page._card.case_id == "case-0005"


def test_the_card_goes_with_its_case(page: MapPage):
    page._map.case_chosen.emit("case-0008")
    assert page._card.isVisible()
    page._boxes["waiting"].setChecked(False)
    assert not page._card.isVisible()


def test_it_speaks_thai_too(window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot):
    window.choose_language("th")
    qtbot.waitUntil(lambda: not page._type.itemText(0).isascii())
    assert "Clear filters" not in words(page)
    assert page.title() == "แผนที่"
    window.choose_language("en")
