"""The map page: filters that count, markers that open cases, tools, and lists handed to and fro."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.maps import online
from desktop.ui.pages.map import MapPage
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.window import DeskWindow
from desktop.views import Filters

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
    numbers = page.legend.numbers.items()
    return {face: text.text() for face, text in numbers if text.text() != "0"}


def shows(page: MapPage, count: int) -> Callable[[], bool]:
    return lambda: page.subtitle() == f"{count} cases on the map"


def shown_in(cases: MyCasesPage) -> set[str]:
    keys = cases.list.model.keys()
    return {case_id for _, case_id in keys}


def test_open_cases_stand_on_the_map_counted_by_what_they_need(page: MapPage):
    assert page.subtitle() == "11 cases on the map"
    assert counts(page) == {
        "waiting": "3", "in_progress": "4", "overdue": "3", "followed_up": "1", "done": "1",
    }  # fmt: skip
    assert page.legend.boxes["overdue"].accessibleName() == "Overdue: 3"


def test_a_filter_takes_markers_away_and_clearing_brings_them_back(page: MapPage, qtbot: QtBot):
    page.legend.boxes["waiting"].setChecked(False)
    page.legend.boxes["done"].setChecked(True)
    assert page.subtitle() == "9 cases on the map"
    qtbot.mouseClick(page.legend.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shows(page, 11))
    assert page.legend.boxes["waiting"].isChecked()


def test_type_and_search_filter_and_an_empty_map_says_so(page: MapPage, words: Words, qtbot: QtBot):
    kinds = page.legend.type
    qtbot.waitUntil(lambda: kinds.count() > 1)
    assert kinds.itemText(0) == "Every type"
    kinds.setCurrentIndex(kinds.findData("ขยะ"))
    qtbot.waitUntil(shows(page, 0))
    assert "No case with a place in this filter." in words(page)
    kinds.setCurrentIndex(0)
    page.search("บ้านเลขที่ 7")
    qtbot.waitUntil(shows(page, 1))
    page.search("")
    qtbot.waitUntil(shows(page, 11))


def test_a_marker_shows_its_case_and_enter_opens_it(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot
):
    page.map.case_chosen.emit("case-0004")
    qtbot.waitUntil(page.card.isVisible)
    assert "ถนนเป็นหลุมลึกหน้าบ้านเลขที่ 4" in words(page.card)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.card.isVisible()
    page.map.case_chosen.emit("case-0004")
    qtbot.waitUntil(page.card.isVisible)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert window.current_key() == "cases"


def test_a_case_named_by_another_page_is_chosen(window: DeskWindow, page: MapPage, qtbot: QtBot):
    window.navigate("map", authority="HT", case="case-0005")
    qtbot.waitUntil(page.card.isVisible)
    assert page.card.case_id == "case-0005"


def test_the_card_goes_with_its_case(page: MapPage, qtbot: QtBot):
    page.map.case_chosen.emit("case-0008")
    qtbot.waitUntil(page.card.isVisible)
    page.legend.boxes["waiting"].setChecked(False)
    assert not page.card.isVisible()


def test_it_speaks_thai_too(window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot):
    qtbot.waitUntil(lambda: page.legend.type.count() > 1)
    window.choose_language("th")
    qtbot.waitUntil(lambda: not page.legend.type.itemText(0).isascii())
    assert "Clear filters" not in words(page)
    assert page.title() == "แผนที่"
    window.choose_language("en")


def test_a_changed_case_changes_its_marker_and_nothing_else(
    desk: Desk, page: MapPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    told: list[tuple[list[str], list[str]]] = []
    change = page.map.change_markers

    def heard(put: list[object], remove: list[str]) -> None:
        told.append(([one.case_id for one in put], list(remove)))  # type: ignore[attr-defined]
        change(put, remove)  # type: ignore[arg-type]

    monkeypatch.setattr(page.map, "change_markers", heard)
    case = desk.case("HT", "case-0008")
    assert case is not None
    desk.accept([case])
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(["case-0008"], [])]
    assert counts(page)["in_progress"] == "5"
    page.legend.boxes["in_progress"].setChecked(False)
    assert page.subtitle() == "6 cases on the map"


def test_selected_cases_open_in_the_list_as_a_filter_that_can_be_removed(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot
):
    assert not page.selection.isVisible()
    page.map.selected.emit(["case-0004", "case-0008"])
    assert "2 cases selected" in words(page)
    assert page.selection.open.text() == "Open 2 in the list"
    page.handle_key("O")
    cases = window.page("cases")
    assert isinstance(cases, MyCasesPage)
    qtbot.waitUntil(lambda: shown_in(cases) == {"case-0004", "case-0008"})
    chip = cases._strip.chips[0]
    assert chip.text() == "Chosen on the map (2)"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cases.list.model.keys()) > 2)


def test_what_the_list_shows_is_shown_on_the_map(window: DeskWindow, page: MapPage, qtbot: QtBot):
    cases = window.navigate("cases")
    assert isinstance(cases, MyCasesPage)
    cases.choice.choose(Filters(overdue=True))
    qtbot.mouseClick(cases._strip.on_map, Qt.MouseButton.LeftButton)
    assert window.current_key() == "map"
    qtbot.waitUntil(shows(page, 3))
    assert [chip.text() for chip in page.chips.chips] == ["Overdue", "Prasert Jaiman"]
    for _ in range(2):
        qtbot.mouseClick(page.chips.chips[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shows(page, 11))
    assert not page.chips.isVisible()


def test_closed_cases_of_a_list_are_not_hidden_by_the_legend(
    window: DeskWindow, page: MapPage, qtbot: QtBot
):
    cases = window.navigate("cases")
    assert isinstance(cases, MyCasesPage)
    cases.choice.choose(Filters(states=frozenset({"done"})))
    cases.choice.show_on_map()
    qtbot.waitUntil(shows(page, 1))
    assert page.legend.boxes["done"].isChecked()


def test_a_selection_loses_what_is_no_longer_on_the_map(page: MapPage, words: Words):
    page.map.selected.emit(["case-0004", "case-0008"])
    page.legend.boxes["waiting"].setChecked(False)
    assert "1 cases selected" in words(page)
    page.handle_key("X")
    assert not page.selection.isVisible()


def test_letters_take_up_tools_and_escape_puts_them_away(
    page: MapPage, words: Words, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    tools: list[str] = []
    monkeypatch.setattr(page.map, "set_tool", tools.append)
    page.map.setFocus()
    for key in (Qt.Key.Key_B, Qt.Key.Key_G, Qt.Key.Key_M):
        qtbot.keyClick(page.map.native, key)
    assert tools == ["rectangle", "polygon", "measure"]
    assert page.tools.buttons["measure"].isChecked()
    page.map.measured.emit("1.2 km")
    assert "1.2 km" in words(page.tools)
    page.map.key_pressed.emit("Escape")
    assert tools[-1] == "pan"
    assert page.tools.buttons["pan"].isChecked()
    assert "1.2 km" not in words(page.tools)


def test_every_tool_has_a_name_and_a_key(page: MapPage):
    for button in page.tools.buttons.values():
        assert button.accessibleName()
        assert button.accessibleDescription()[0] in "HBGMDAYEVK"


def test_the_whole_panel_of_filters_serves_the_map(page: MapPage, qtbot: QtBot):
    page.handle_key("V")
    assert page.panel.isVisible()
    assert not page.legend.isVisible()
    page.choice.choose(Filters(reopened=True))
    qtbot.waitUntil(shows(page, 0))
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.legend.isVisible()


def test_in_a_narrow_window_the_filters_wait_behind_a_button(page: MapPage):
    page.set_narrow(True)
    assert not page.legend.isVisible()
    assert page.tools.buttons["filters"].isVisible()
    page.handle_key("V")
    assert page.legend.isVisible()
    page.set_narrow(False)
    assert not page.tools.buttons["filters"].isVisible()


def test_a_place_is_found_by_name_and_gone_to(
    page: MapPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    went: list[tuple[float, float, float, float]] = []
    monkeypatch.setattr(page.map, "go_to", went.append)
    page.places.wanted.disconnect()
    page.places.wanted.connect(went.append)
    page.handle_key("K")
    page.places.field.setText("ลาว")
    qtbot.waitUntil(lambda: any(one.bounds for one in page.places.found))
    qtbot.keyClick(page.places.field, Qt.Key.Key_Return)
    west, south, east, north = went[0]
    assert west < 102.6 < east
    assert south < 18 < north
    assert not page.places.isVisible()


def test_the_online_layer_is_off_until_a_good_address_is_turned_on(
    desk: Desk, page: MapPage, words: Words, qtbot: QtBot
):
    assert online.kept(desk.cache).layer is None
    page.online.open()
    qtbot.waitUntil(page.online.isVisible)
    page.online.url.setText("http://tiles.example.org/{z}/{x}/{y}.png")
    page.online.whose.setText("Example maps")
    qtbot.mouseClick(page.online.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.online.problem.isVisible)
    assert page.source.under.online is None
    page.online.url.setText("https://tiles.example.org/{z}/{x}/{y}.png")
    qtbot.mouseClick(page.online.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.source.under.online is not None)
    assert page.source.under.shown == "online"
    assert "The area you look at is sent to tiles.example.org. No case is." in words(page)
    qtbot.mouseClick(page.online.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.source.under.online is None)
    assert page.source.under.shown == ""
    assert online.kept(desk.cache).url == "https://tiles.example.org/{z}/{x}/{y}.png"


def test_a_map_that_fails_says_so_and_the_list_works_on(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot
):
    page.map.failed.emit("The simpler map is shown.")
    assert "The simpler map is shown." in words(page)
    cases = window.navigate("cases")
    assert isinstance(cases, MyCasesPage)
    qtbot.waitUntil(lambda: bool(cases.list.model.keys()))


def saved(window: DeskWindow, page: MapPage, path: Path, qtbot: QtBot) -> Path:
    """Where the next export goes, and waiting until it is there."""
    qtbot.waitUntil(path.is_file)
    qtbot.waitUntil(lambda: not window.bridge.busy)
    return path


def test_the_view_is_saved_as_a_picture_with_legend_and_sources(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    asked: list[str] = []
    target = tmp_path / "view.png"

    def choose(_title: str, name: str) -> Path:
        asked.append(name)
        return target

    monkeypatch.setattr(window, "choose_save", choose)
    page.export.picture(list(page._shown.values()), page.source.under)
    image = QImage(str(saved(window, page, target, qtbot)))
    assert asked[0].endswith(".png")
    assert image.width() == page.map.width()
    assert image.height() > page.map.height() + 80
    assert "The picture is saved: view.png" in words(window)


def test_the_one_file_map_holds_what_it_says_and_nobody_who_reported(
    window: DeskWindow, page: MapPage, desk: Desk, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr(window, "choose_save", lambda _title, _name: tmp_path / "map")
    page.export.one_file(list(page._shown.values()), page.source.under)
    text = saved(window, page, tmp_path / "map.html", qtbot).read_text(encoding="utf-8")
    case = desk.case("HT", "case-0004")
    assert case is not None
    assert case.ticket.number in text
    assert case.ticket.description not in text
    assert case.ticket.reporter_name
    assert case.ticket.reporter_name not in text
    assert case.ticket.reporter_phone not in text
    assert "nothing about who reported them" in words(window)


def test_a_file_that_cannot_be_written_is_said(
    window: DeskWindow, page: MapPage, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr(window, "choose_save", lambda *_: tmp_path / "no" / "such" / "map.html")
    page.export.one_file(list(page._shown.values()), page.source.under)
    qtbot.waitUntil(lambda: "The file could not be saved." in words(window))
