"""The main window: places, numbers, keys, narrow mode, languages."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.frame import PLACES, MainFrame
from desktop.ui.theme import Theme
from desktop.words import translate, use_language


class Page(QWidget):
    def __init__(self, name):
        super().__init__()
        self.name = name
        self.retold = 0
        self.buttons = [QPushButton("a"), QPushButton("b")]
        column = QVBoxLayout(self)
        for button in self.buttons:
            column.addWidget(button)

    def panes(self):
        return self.buttons

    def retranslate(self):
        self.retold += 1


@pytest.fixture
def frame(qtbot, qapp):
    Theme.current().apply(qapp, "light", "standard")
    frame: Any = MainFrame()
    frame.made = []

    def factory(key):
        def make():
            frame.made.append(key)
            return Page(key)

        return make

    for key in PLACES:
        frame.add_page(key, "inbox", key.title(), factory(key))
    qtbot.addWidget(frame)
    frame.navigate("cases")
    frame.show()
    qtbot.waitExposed(frame)
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    return frame


def test_pages_are_made_when_first_shown(frame):
    assert frame.made == ["cases"]
    first = frame.navigate("map")
    frame.navigate("cases")
    assert frame.navigate("map") is first
    assert frame.made == ["cases", "map"]


def test_the_same_place_twice_is_a_mistake(frame):
    with pytest.raises(ValueError, match="already"):
        frame.add_page("map", "map", "Map", QWidget)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_2, "incoming"),
        (Qt.Key.Key_3, "map"),
        (Qt.Key.Key_6, "attention"),
        (Qt.Key.Key_Comma, "settings"),
    ],
)
def test_control_and_a_number_go_to_a_place(frame, qtbot, key, place):
    with qtbot.waitSignal(frame.navigated) as told:
        qtbot.keyClick(frame, key, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [place]
    assert frame.current_key() == place


def test_control_k_searches_and_tells_the_text(frame, qtbot):
    with qtbot.waitSignal(frame.commands_wanted):
        qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert frame.search_field().hasFocus()
    with qtbot.waitSignal(frame.searched) as told:
        frame.search_field().setText("หลุม")
    assert told.args == ["หลุม"]


def test_f6_goes_round_the_panes(frame, qtbot):
    page = frame.page("cases")
    page.buttons[0].setFocus()
    seen = []
    for _ in range(4):
        qtbot.keyClick(frame, Qt.Key.Key_F6)
        seen.append(frame.focusWidget())
    assert seen[0] is page.buttons[1]
    assert seen[1] is frame.search_field()
    assert seen[3] is page.buttons[0]


def test_a_page_has_the_keyboard_when_it_is_shown(frame):
    page = frame.navigate("reports")
    assert page.buttons[0].hasFocus()


def test_a_page_under_a_place_has_no_item_and_marks_that_place(frame, qtbot):
    frame.add_page("photos", "camera", "Photos", lambda: Page("photos"), under="cases")
    page = frame.navigate("photos")
    assert frame._stack.currentWidget() is page
    assert frame._rail.item("photos") is None
    assert frame._rail.current_item() is frame._rail.item("cases")
    assert frame.page_keys()[-1] == "photos"
    qtbot.keyClick(frame, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert frame.current_key() == "attention"


def test_numbers_are_part_of_what_is_read_aloud(frame):
    frame.set_counts({"cases": 18, "attention": 2, "map": None, "unknown": 4})
    assert frame._rail.item("cases").accessibleName() == "Cases, 18"
    assert "Ctrl+6" in frame._rail.item("attention").toolTip()


def test_the_connection_opens_the_outbox(frame, qtbot):
    frame.set_connection("offline", "Offline · 7 waiting")
    with qtbot.waitSignal(frame.connection_clicked):
        qtbot.mouseClick(frame._bar.connection, Qt.MouseButton.LeftButton)
    assert frame.current_key() == "outbox"


def test_a_small_window_is_narrow_and_the_rail_shrinks(frame, qtbot):
    with qtbot.waitSignal(frame.narrow_changed) as told:
        frame.resize(911, 512)
    assert told.args == [True]
    assert frame.is_narrow
    assert frame._rail.width() == 56
    with qtbot.waitSignal(frame.narrow_changed) as told:
        frame.resize(1366, 768)
    assert told.args == [False]
    assert frame._rail.width() == 188


def test_everything_fits_without_growing_the_window(frame, qapp):
    frame.set_heading("cases", "เรื่อง " * 60, "18 เรื่อง " * 60)
    frame.set_connection("server_down", "Server not answering · 1,284 waiting")
    frame.resize(911, 512)
    qapp.processEvents()
    assert (frame.width(), frame.height()) == (911, 512)


def test_a_change_of_language_reaches_titles_and_pages(frame, qapp):
    frame.add_page("more", "star", lambda: translate("State", "Done"), lambda: Page("more"))
    page = frame.navigate("more")
    assert frame._bar._title.text() == "Done"
    try:
        use_language("th")
        qapp.processEvents()
        assert frame._bar._title.text() == "เสร็จสิ้น"
        assert frame.search_field().placeholderText() == "ค้นหาหรือสั่งงาน"
        assert page.retold >= 1
    finally:
        use_language("en")
        qapp.processEvents()


def test_every_control_of_the_frame_has_a_name_and_is_reached_by_tab(frame):
    controls = [*frame._rail._items.values(), frame.search_field(), frame._bar.connection]
    for control in controls:
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
