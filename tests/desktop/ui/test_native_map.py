"""The native map: markers where they belong, clicks choose, clusters open, the chosen is seen."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent

from casework.places import read_outlines
from desktop.maps.markers import Marker
from desktop.ui.map_look import current_look
from desktop.ui.native_map import NativeMap
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
