"""The native map: markers where they belong, clicks choose, clusters open, the chosen is seen."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QWheelEvent

from casework.places import read_outlines
from desktop.ground import country
from desktop.maps.markers import Marker
from desktop.maps.projection import to_world
from desktop.ui.map_look import current_look
from desktop.ui.native_map import NativeMap
from desktop.ui.native_map_camera import Camera
from desktop.ui.native_map_names import NamePainter
from desktop.ui.theme import Theme

SQUARE = [[100.0, 14.0], [100.04, 14.0], [100.04, 14.03], [100.0, 14.03], [100.0, 14.0]]
AREAS = read_outlines(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": "subdistrict", "name_th": "ห้วยตะวัน"},
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            }
        ],
    }
)
WEST = Marker("west", 100.01, 14.015, "waiting", "", "ไฟดับ")
EAST = Marker("east", 100.03, 14.015, "in_progress", "overdue", "ถนนเป็นหลุม")
CROWD = [Marker(f"c{n}", 100.02 + n * 3e-4, 14.02, "waiting", "", "") for n in range(5)]


@pytest.fixture(params=["light", "dark"])
def native(qtbot, qapp, request):
    Theme.current().apply(qapp, request.param)
    widget = NativeMap(current_look(), "th")
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_outlines(AREAS)
    widget.set_markers([WEST, EAST, *CROWD])
    return widget


def spot(widget, case_id):
    at = widget.position_of(case_id)
    assert at is not None
    return at.toPoint()


def click(qtbot, widget, case_id):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot(widget, case_id))


def colour_at(widget, at):
    image = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(QPoint(round(at.x() * ratio), round(at.y() * ratio)))


def rgb(colour):
    return colour.red(), colour.green(), colour.blue()


def close(one, other):
    pairs = zip(rgb(one), rgb(QColor(other)), strict=True)
    return all(abs(a - b) <= 24 for a, b in pairs)


def ring_has(widget, case_id, distances, token):
    """Whether the token's colour stands at one of these distances to the right of a marker."""
    at = QPointF(spot(widget, case_id))
    colours = [colour_at(widget, at + QPointF(far, 0)) for far in distances]
    return any(close(colour, Theme.current().value(token)) for colour in colours)


def test_a_click_on_a_marker_chooses_its_case(qtbot, native):
    with qtbot.waitSignal(native.case_chosen) as chosen:
        click(qtbot, native, "east")
    assert chosen.args == ["east"]


def test_a_double_click_opens_the_case(qtbot, native):
    with qtbot.waitSignal(native.case_opened) as opened:
        qtbot.mouseDClick(native, Qt.MouseButton.LeftButton, pos=spot(native, "west"))
    assert opened.args == ["west"]


def test_enter_opens_the_chosen_case(qtbot, native):
    native.choose("west")
    with qtbot.waitSignal(native.case_opened) as opened:
        qtbot.keyClick(native, Qt.Key.Key_Return)
    assert opened.args == ["west"]


def test_a_click_on_the_ground_chooses_nothing(qtbot, native):
    with qtbot.assertNotEmitted(native.case_chosen):
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=QPoint(450, 640))


def test_a_marker_has_the_edge_of_its_mark_and_the_ground_is_land(native):
    assert ring_has(native, "east", range(12, 18), "over")
    assert close(colour_at(native, QPointF(450, 600)), current_look().ground["land"])


def test_the_chosen_marker_is_ringed_in_the_focus_colour(native):
    native.choose("west")
    assert not ring_has(native, "east", range(20, 30), "focus")
    assert ring_has(native, "west", range(20, 30), "focus")


def test_markers_close_together_are_one_disc_that_opens_on_a_click(qtbot, native):
    assert spot(native, "c0") == spot(native, "c4")
    before = native.zoom
    with qtbot.assertNotEmitted(native.case_chosen):
        click(qtbot, native, "c0")
    assert native.zoom > before


def test_choosing_a_case_takes_it_out_of_its_cluster(native):
    native.choose("c4")
    assert spot(native, "c4") != spot(native, "c0")
    assert native.rect().contains(spot(native, "c4"))


def test_cases_on_one_spot_are_gone_through_one_by_one(qtbot, native):
    native.set_markers([Marker(name, 100.02, 14.01, "waiting", "", "") for name in "abc"])
    chosen: list[str] = []
    native.case_chosen.connect(chosen.append)
    for _ in range(4):
        click(qtbot, native, "a")
    assert chosen == ["a", "b", "c", "a"]


def test_the_wheel_zooms_and_keeps_the_ground_under_the_pointer(native):
    at = QPointF(spot(native, "west"))
    before = native.zoom
    wheel = QWheelEvent(
        at,
        native.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    native.wheelEvent(wheel)
    assert native.zoom == pytest.approx(before + 1)
    assert (QPointF(spot(native, "west")) - at).manhattanLength() <= 2


def test_dragging_pans_and_chooses_nothing(qtbot, native):
    start = spot(native, "west")
    with qtbot.assertNotEmitted(native.case_chosen):
        qtbot.mousePress(native, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 5):
            qtbot.mouseMove(native, start + QPoint(20 * step, 10 * step))
        qtbot.mouseRelease(native, Qt.MouseButton.LeftButton, pos=start + QPoint(80, 40))
    moved = spot(native, "west") - start
    assert (moved - QPoint(80, 40)).manhattanLength() <= 3


def test_arrows_pan_and_plus_and_minus_zoom(qtbot, native):
    start, zoom = spot(native, "west"), native.zoom
    qtbot.keyClick(native, Qt.Key.Key_Right)
    assert spot(native, "west").x() == pytest.approx(start.x() - 80, abs=1)
    qtbot.keyClick(native, Qt.Key.Key_Plus)
    assert native.zoom == zoom + 1
    qtbot.keyClick(native, Qt.Key.Key_Minus)
    assert native.zoom == zoom


def test_a_chosen_marker_under_the_card_moves_out_of_it(native):
    corner = Marker("corner", 100.039, 14.001, "waiting", "", "")
    native.set_markers([WEST, corner])
    native.set_covered(380, 160)
    native.choose("corner")
    assert spot(native, "corner").y() < native.height() - 160


def test_without_outlines_the_markers_are_all_in_view(qtbot, qapp):
    widget = NativeMap(current_look(), "th")
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    widget.set_markers([WEST, EAST])
    assert all(widget.rect().contains(spot(widget, name)) for name in ("west", "east"))


def test_its_name_says_how_many_cases_it_shows(native):
    assert "7" in native.accessibleName()


# -- tools and selecting


def drag(qtbot, widget, start, end, keys=Qt.KeyboardModifier.NoModifier):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(widget, left, keys, start)
    qtbot.mouseMove(widget, (start + end) / 2)
    qtbot.mouseMove(widget, end)
    qtbot.mouseRelease(widget, left, keys, end)


def around(widget, case_id, by=30):
    at = spot(widget, case_id)
    return at - QPoint(by, by), at + QPoint(by, by)


def test_ctrl_and_click_selects_and_takes_back(qtbot, native):
    ctrl = Qt.KeyboardModifier.ControlModifier
    with qtbot.assertNotEmitted(native.case_chosen), qtbot.waitSignal(native.selected) as told:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, ctrl, spot(native, "east"))
    assert told.args == [["east"]]
    with qtbot.waitSignal(native.selected) as told:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, ctrl, spot(native, "east"))
    assert told.args == [[]]


def test_ctrl_and_click_on_a_disc_selects_all_of_it(qtbot, native):
    ctrl = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(native.selected) as told:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, ctrl, spot(native, "c0"))
    assert told.args == [[one.case_id for one in CROWD]]


def test_a_rectangle_selects_and_with_ctrl_adds(qtbot, native):
    native.set_tool("rectangle")
    with qtbot.waitSignal(native.selected) as told:
        drag(qtbot, native, *around(native, "west"))
    assert told.args == [["west"]]
    with qtbot.waitSignal(native.selected) as told:
        start, end = around(native, "east")
        drag(qtbot, native, start, end, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [["west", "east"]]


def test_a_rectangle_moves_no_ground(qtbot, native):
    native.set_tool("rectangle")
    before = spot(native, "west")
    drag(qtbot, native, QPoint(20, 300), QPoint(60, 340))
    assert spot(native, "west") == before


def test_a_polygon_is_closed_by_a_double_click_or_its_first_corner(qtbot, native):
    native.set_tool("polygon")
    at = spot(native, "west")
    corners = [at + QPoint(0, -40), at + QPoint(40, 30), at + QPoint(-40, 30)]
    for corner in corners:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=corner)
    with qtbot.waitSignal(native.selected) as told:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=corners[0] + QPoint(3, 3))
    assert told.args == [["west"]]


def test_a_polygon_is_drawn_by_keys_alone(qtbot, native):
    native.set_tool("polygon")
    native.setFocus()
    # From the lower left to the lower right, up, and closed: the eastern half and more.
    corners = (
        [Qt.Key.Key_Left] * 4 + [Qt.Key.Key_Down] * 2,
        [Qt.Key.Key_Right] * 9,
        [Qt.Key.Key_Up] * 5,
    )
    for walk in corners:
        for key in walk:
            qtbot.keyClick(native, key)
        qtbot.keyClick(native, Qt.Key.Key_Return)
    with qtbot.waitSignal(native.selected) as told:
        qtbot.keyClick(native, Qt.Key.Key_Space)
    assert told.args == [["east"]]


def test_all_in_view_are_selected(qtbot, native):
    with qtbot.waitSignal(native.selected) as told:
        native.select_view()
    assert told.args == [["west", "east", *(one.case_id for one in CROWD)]]
    native.choose("west")
    while native.position_of("east").x() < native.width():
        native.zoom_by(1, native.position_of("west"))
    with qtbot.waitSignal(native.selected) as told:
        native.select_view()
    assert "east" not in told.args[0]


def test_selected_markers_wear_a_tick_and_it_is_said(native):
    native.set_marked(["west"])
    assert ring_has(native, "west", range(17, 24), "focus")
    assert not ring_has(native, "east", range(17, 24), "focus")
    assert "1" in native.accessibleName()


def test_measuring_says_length_and_ground(qtbot, native):
    native.set_tool("measure")
    west, east = (QPointF(spot(native, name)) for name in ("west", "east"))
    told: list[str] = []
    native.measured.connect(told.append)
    for at in (west, east, east + QPointF(0, -100)):
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=at.toPoint())
    # 0.02 degrees of longitude at 14 degrees north are 2.16 km.
    assert told[1].startswith("2.16 ")
    qtbot.keyClick(native, Qt.Key.Key_Space)
    assert "·" in told[-1]
    native.set_tool("pan")
    assert told[-1] == ""


def test_another_tool_than_the_four_is_refused(native):
    with pytest.raises(ValueError, match="no tool"):
        native.set_tool("lasso")


def test_a_click_on_the_ground_tells_where(qtbot, native):
    at = spot(native, "west") + QPoint(0, 120)
    with qtbot.waitSignal(native.place_clicked) as told:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=at)
    assert told.args[0] == pytest.approx(100.01, abs=1e-3)
    assert told.args[1] < 14.015


# -- keys


def test_keys_walk_from_marker_to_marker_and_say_what_is_there(qtbot, native):
    native.choose("west")
    ctrl = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(native.case_chosen) as chosen:
        for _ in range(3):
            qtbot.keyClick(native, Qt.Key.Key_Right, ctrl)
    assert chosen.args == ["east"]
    assert "ถนนเป็นหลุม" in native.accessibleDescription()


def test_page_down_goes_through_all_and_enter_opens_a_disc(qtbot, native):
    seen = set()
    for _ in range(3):
        qtbot.keyClick(native, Qt.Key.Key_PageDown)
        seen.add(native.accessibleDescription())
        if native.accessibleDescription().startswith(("5 ", "5\xa0")):
            before = native.zoom
            qtbot.keyClick(native, Qt.Key.Key_Return)
            assert native.zoom > before
            break
    assert len(seen) >= 1


def test_ctrl_space_selects_what_the_keyboard_stands_on(qtbot, native):
    native.choose("east")
    with qtbot.waitSignal(native.selected) as told:
        qtbot.keyClick(native, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [["east"]]


def test_letters_go_on_to_the_page(qtbot, native):
    heard: list[int] = []
    parent = native.parentWidget()
    assert parent is None
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, "e")
    native.keyPressEvent(event)
    assert not event.isAccepted()
    assert heard == []


# -- what lies under


def test_a_disc_tells_what_is_in_it(qtbot, native):
    mixed = [*CROWD[:3], Marker("late", 100.02, 14.02, "waiting", "overdue", "")]
    native.set_markers(mixed)
    qtbot.keyClick(native, Qt.Key.Key_PageDown)
    words = native.accessibleDescription()
    look = current_look()
    assert f"{look.faces['waiting'].word} 3" in words
    assert f"{look.faces['overdue'].word} 1" in words


def test_heat_takes_the_place_of_markers_and_back(native):
    before = colour_at(native, QPointF(spot(native, "west")) + QPointF(14, 0))
    native.set_heat(True)
    warm = colour_at(native, QPointF(spot(native, "west")) + QPointF(14, 0))
    assert not close(warm, before)
    native.set_heat(False)
    assert close(colour_at(native, QPointF(spot(native, "west")) + QPointF(14, 0)), before)


def test_names_never_lie_over_one_another(native):
    def village(name, lon):
        ring = [[lon, 14.01], [lon + 0.001, 14.01], [lon + 0.001, 14.011], [lon, 14.01]]
        return {
            "type": "Feature",
            "properties": {"kind": "village", "name_th": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    features = [village(f"หมู่บ้านชื่อยาว {n}", 100.01 + n * 0.001) for n in range(12)]
    areas = read_outlines({"type": "FeatureCollection", "features": features})
    painter = NamePainter(areas, "th")
    camera = Camera()
    camera.size = native.size()
    camera.look(*to_world(100.015, 14.01), 14)
    boxes = [box for _, box in painter.shown(camera, 1.0, current_look())]
    assert 1 <= len(boxes) < 12
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_the_country_lies_under_the_outlines_and_sources_are_named(native):
    native.set_outlines(AREAS, country(), ("Natural Earth",))
    at = QPointF(5, native.height() - 18)
    assert close(colour_at(native, at), current_look().surface)


def test_twenty_thousand_markers_are_few_discs(native):
    many = [
        Marker(f"m{n}", 98 + n % 200 * 0.03, 7 + n // 200 * 0.12, "waiting", "", "")
        for n in range(20_000)
    ]
    native.set_outlines(())
    native.set_markers(many)
    native.go_to((98.0, 7.0, 104.0, 19.0))
    assert sum(len(c.members) for c in native.clusters()) == 20_000
    assert len(native.in_view()) < 400
