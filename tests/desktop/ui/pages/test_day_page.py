"""My day on a real desk: choosing, dragging, the way from a start, and coming back to it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from casework.case import State
from desktop.day import Order, Plan, keep_plan, kept_plan, today_text
from desktop.ui.pages.day import DayPage
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.position import OFF
from desktop.ui.widgets.rows import ROW_ROLE
from tests.desktop.conftest import a_case, fill
from tests.support import receiver
from tests.support.receiver import PretendedReceiver

WEST = (101.2, 16.4)


def key(number):
    return ("HT", f"case-{number:04d}")


@pytest.fixture
def window(desk, open_window):
    today = (key(7), key(5), key(6), key(1))
    keep_plan(desk, Plan(day=today_text(), order=Order.ROUTE, today=today))
    made = open_window(desk)
    made.resize(1366, 768)
    return made


@pytest.fixture
def page(qtbot, window):
    window.navigate("day")
    found = window.page("day")
    assert isinstance(found, DayPage)
    qtbot.waitUntil(lambda: not window.bridge.busy and bool(found.day.today))
    return found


def stops(page):
    return [int(stop.key[1][-2:]) for stop in page.day.today]


def rows(page):
    model = page.list.days
    return [model.index(n).data(ROW_ROLE) for n in range(model.rowCount())]


def press(qtbot, page, what, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(page.list, what, modifier)
    qtbot.waitUntil(lambda: not page._bridge.busy)


def test_it_is_a_place_of_officers_alone_and_second_in_the_rail(window, clerk_desk, open_window):
    assert list(window.page_keys())[:2] == ["cases", "day"]
    qtkeys = window._rail.item("day").toolTip()
    assert "My day" in qtkeys
    assert "Ctrl+2" in qtkeys
    assert "day" not in open_window(clerk_desk).page_keys()


def test_the_route_stands_first_and_the_rest_below(page):
    assert stops(page) == [7, 5, 6, 1]
    titles = [row.title for row in rows(page) if hasattr(row, "title")]
    assert titles == ["Today", "Not for today"]
    numbers = [row.number for row in rows(page) if hasattr(row, "number")]
    assert numbers[:5] == [1, 2, 3, 4, 0]


def test_a_stop_is_moved_by_the_keyboard_and_the_route_is_remembered(qtbot, page, desk):
    page.list.point_at(key(6))
    press(qtbot, page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stops(page) == [7, 6, 5, 1]
    assert page.list.current() == key(6)
    press(qtbot, page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(qtbot, page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert stops(page) == [7, 5, 1, 6]
    press(qtbot, page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # it is the last already
    assert stops(page) == [7, 5, 1, 6]
    assert kept_plan(desk).today == (key(7), key(5), key(1), key(6))


def drag(page, dragged, at):
    """Let a row go at a point of the list, as a mouse does."""
    model = page.list.days
    data = model.mimeData([model.index(model.row_of(dragged))])
    move, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    page.list.dropEvent(QDropEvent(QPointF(at), move, data, Qt.MouseButton.LeftButton, none))


def upper_part(page, of):
    box = page.list.visualRect(page.list.days.index(page.list.days.row_of(of)))
    return QPoint(box.center().x(), box.top() + 4)


def lower_part(page, of):
    return upper_part(page, of) + QPoint(0, 80)


@pytest.mark.parametrize(
    ("dragged", "onto", "lower", "expected"),
    [
        (1, 7, False, [1, 7, 5, 6]),
        (7, 1, True, [5, 6, 1, 7]),
        (7, 5, True, [5, 7, 6, 1]),
        (5, 6, False, [7, 5, 6, 1]),
    ],
)
def test_a_stop_is_dragged_to_its_place(page, dragged, onto, lower, expected):
    point = (lower_part if lower else upper_part)(page, key(onto))
    drag(page, key(dragged), point)
    assert stops(page) == expected
    assert page.list.days.rowCount() == len(rows(page)) == 2 + len(page.day.stops)


def test_a_stop_let_go_among_the_rest_stays_where_it_was(page):
    drag(page, key(7), lower_part(page, page.day.rest[1].key))
    assert stops(page) == [7, 5, 6, 1]


def test_dragging_in_another_order_makes_a_route(page):
    page.order_by(Order.DUE)
    assert stops(page) == [1, 5, 6, 7]
    drag(page, key(7), upper_part(page, key(1)))
    assert page._plan.order == Order.ROUTE
    assert stops(page) == [7, 1, 5, 6]


def test_cases_are_chosen_by_key_and_by_the_box(qtbot, page):
    page.list.point_at(key(7))
    press(qtbot, page, Qt.Key.Key_Space)
    assert stops(page) == [5, 6, 1]
    below = page.day.rest[0].key
    box = page.list.visualRect(page.list.days.index(page.list.days.row_of(below)))
    at = QPoint(box.left() + 20, box.center().y())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.day.today[-1].key == below
    said = page.list.days.index(page.list.days.row_of(below))
    assert said.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert "Stop 4" in said.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_start_is_clicked_on_the_map_and_distances_begin_there(qtbot, page, desk):
    qtbot.mouseClick(page.start.on_map, Qt.MouseButton.LeftButton)
    assert page.map.is_choosing
    at = page.map.place_of(key(1)).toPoint()
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=at)
    assert page.begins_at == pytest.approx((101.201, 16.4), abs=1e-3)
    page.order_by(Order.DISTANCE)
    assert stops(page) == [1, 5, 6, 7]
    assert "The day begins at 16.4" in page.start._says.text()
    qtbot.waitUntil(lambda: kept_plan(desk).start is not None)


def test_the_map_is_used_by_keyboard_alone(qtbot, page):
    page.choose_on_map()
    assert QApplication.focusWidget() is page.map
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)
    starts = [page.begins_at]
    page.choose_on_map()
    qtbot.keyClick(page.map, Qt.Key.Key_Return)
    starts.append(page.begins_at)
    assert [start is None for start in starts] == [True, False]
    assert QApplication.focusWidget() is page.list


def test_a_click_on_a_numbered_stop_points_at_its_row(qtbot, page):
    at = page.map.place_of(key(6)).toPoint()
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=at)
    assert page.list.current() == key(6)


def test_coordinates_are_typed_and_what_is_none_is_said(qtbot, page):
    page.start.field.setText("somewhere")
    qtbot.keyClick(page.start.field, Qt.Key.Key_Return)
    assert "Write it like 16.4412" in page.start._says.text()
    assert page.start.field.text() == "somewhere"
    page.start.field.setText("16.4, 101.2")
    qtbot.keyClick(page.start.field, Qt.Key.Key_Return)
    assert page.begins_at == WEST
    qtbot.mouseClick(page.start.clear, Qt.MouseButton.LeftButton)
    assert page.begins_at is None


def test_the_gps_moves_the_start_and_is_not_kept(qtbot, page, desk):
    position = page.start._position
    with PretendedReceiver() as port:
        position.choose(port.port)
        qtbot.mouseClick(page.start.gps, Qt.MouseButton.LeftButton)

        def look():
            port.say(receiver.position(lat="1624.0000", lon="10112.0000"))
            assert page.begins_at == pytest.approx(WEST, abs=1e-4)

        qtbot.waitUntil(look, timeout=30_000)
        assert "8 satellites" in page.start._says.text()
        assert page.day.today[0].leg is not None
        qtbot.mouseClick(page.start.gps, Qt.MouseButton.LeftButton)
        assert page.begins_at is None
        position.choose(OFF)
    qtbot.waitUntil(lambda: not page._bridge.busy)
    assert kept_plan(desk).start is None


def test_a_gps_that_is_off_leads_to_the_settings(qtbot, page, window):
    page.start._position.choose(OFF)
    qtbot.mouseClick(page.start.gps, Qt.MouseButton.LeftButton)
    assert window.current_key() == "settings"
    assert not page.start.gps.isChecked()


def test_a_short_way_is_proposed_and_taken_back(qtbot, page, window, words):
    page.start.chosen.emit(WEST)
    page.handle_key("B")
    qtbot.waitUntil(lambda: stops(page) == [1, 5, 6, 7])
    assert "as the crow flies; it was" in words(window)
    window.undo_last()
    qtbot.waitUntil(lambda: stops(page) == [7, 5, 6, 1])


def test_what_is_done_is_ticked_off_and_stays(qtbot, page, desk):
    [case] = desk.cache.many([key(5)])
    fill(desk, [replace(case, state=State.DONE, version=99)])
    qtbot.waitUntil(lambda: page.day.left == 3)
    assert stops(page) == [7, 5, 6, 1]
    assert next(row.about for row in rows(page) if hasattr(row, "title")).startswith(
        "3 to go · 1 done"
    )


def test_a_new_case_is_offered_below_and_the_pointed_one_stays(qtbot, page, desk):
    page.list.point_at(key(6))
    fill(desk, [a_case(40)])
    qtbot.waitUntil(lambda: key(40) in [stop.key for stop in page.day.rest])
    assert stops(page) == [7, 5, 6, 1]
    assert page.list.current() == key(6)


def test_enter_opens_the_case_and_d_records_a_fix_and_comes_back(qtbot, page, window):
    page.list.point_at(key(5))
    press(qtbot, page, Qt.Key.Key_Return)
    cases = window.page("cases")
    assert isinstance(cases, MyCasesPage)
    assert cases.case_page.key == key(5)
    window.navigate("day")
    page.handle_key("D")
    qtbot.waitUntil(lambda: window.current_key() == "cases" and cases.is_fixing())
    assert cases.fix.case is not None
    assert cases.fix.case.id == key(5)[1]
    cases.fix.leave()
    qtbot.waitUntil(lambda: window.current_key() == "day")
    assert page.list.current() == key(5)


def test_a_search_narrows_what_is_shown_and_moves_nothing(page):
    page.search("บ้านเลขที่ 5")
    assert [row.number for row in rows(page) if hasattr(row, "number")] == [2]
    page.list.point_at(key(5))
    page.list.move_current(-1)
    page.search("")
    assert stops(page) == [7, 5, 6, 1]


def test_where_there_is_no_room_list_or_map_is_shown(qtbot, page):
    page.set_narrow(True)
    assert page.list.isVisible()
    assert not page.map.isVisible()
    page.handle_key("L")
    assert page.map.isVisible()
    assert not page.list.isVisible()
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    qtbot.mouseClick(page._flip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.start.back, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()
    assert not page.map.isVisible()
    qtbot.mouseClick(page._flip, Qt.MouseButton.LeftButton)
    page.set_narrow(False)
    assert not page.start.back.isVisible()
    assert page.list.isVisible()
    assert page.map.isVisible()


def test_nothing_left_is_said_kindly(qtbot, desk, open_window, words):
    cases = desk.cache.many([key(n) for n in range(1, 13)])
    fill(desk, [replace(c, state=State.DONE, version=200 + n) for n, c in enumerate(cases)])
    window = open_window(desk)
    window.navigate("day")
    qtbot.waitUntil(lambda: "Nothing is left to do" in words(window.page("day")))
