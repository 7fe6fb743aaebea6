"""The tools of the map's page: selecting, measuring, density, and very many markers in parts."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.maps import scheme
from desktop.maps.markers import PART, Marker
from desktop.ui.map_view import MapView
from desktop.words import use_language
from tests.desktop.ui.test_map_view import CROWD, EAST, SECONDS, WEST, ask, find, make, until

ENGINE = scheme.register()
pytestmark = pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")
EVERY = {"west", "east", *(one.case_id for one in CROWD)}


@pytest.fixture
def shown(qtbot: QtBot, qapp: object):
    view = make(qtbot)
    with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
        view.show()
    yield view
    view.release()


def at(qtbot: QtBot, view: MapView, lon: float, lat: float) -> QPoint:
    script = f"JSON.stringify(deskCore.map.latLngToContainerPoint([{lat}, {lon}]))"
    place = json.loads(ask(qtbot, view, script))
    return QPoint(round(place["x"]), round(place["y"]))


def canvas(view: MapView) -> Any:
    found = view.engine_view
    assert found is not None
    return found.focusProxy()


def take_up(qtbot: QtBot, view: MapView, tool: str) -> None:
    view.set_tool(tool)
    until(qtbot, view, "deskCore.map.getContainer().classList.contains('drawing')", True)


def drag(qtbot: QtBot, view: MapView, one: QPoint, two: QPoint, held: Any = None) -> None:
    keys = held or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(canvas(view), Qt.MouseButton.LeftButton, keys, one)
    qtbot.mouseMove(canvas(view), (one + two) / 2)
    qtbot.mouseMove(canvas(view), two)
    qtbot.mouseRelease(canvas(view), Qt.MouseButton.LeftButton, keys, two)


def test_a_rectangle_selects_what_stands_in_it_with_all_of_a_cluster(qtbot: QtBot, shown: MapView):
    take_up(qtbot, shown, "rectangle")
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
        drag(qtbot, shown, at(qtbot, shown, 100.015, 14.025), at(qtbot, shown, 100.025, 14.012))
    assert set(chosen.args[0]) == {one.case_id for one in CROWD}
    label = ask(qtbot, shown, "document.querySelector('.cluster').getAttribute('aria-label')")
    assert label == "12 cases: Done 12. 12 of them are selected"
    held = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as more:
        drag(
            qtbot, shown, at(qtbot, shown, 100.005, 14.020), at(qtbot, shown, 100.014, 14.010), held
        )
    assert set(more.args[0]) == {"west", *(one.case_id for one in CROWD)}
    label = ask(qtbot, shown, f"{find('west')}.getAttribute('aria-label')")
    assert label == "Waiting · ไฟดับ · selected"


def test_a_polygon_is_clicked_and_closed_at_its_first_corner(qtbot: QtBot, shown: MapView):
    take_up(qtbot, shown, "polygon")
    corners = [(100.025, 14.005), (100.035, 14.005), (100.035, 14.018), (100.025, 14.018)]
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
        for lon, lat in (*corners, corners[0]):
            qtbot.mouseClick(
                canvas(shown), Qt.MouseButton.LeftButton, pos=at(qtbot, shown, lon, lat)
            )
    assert chosen.args[0] == ["east"]


def test_ctrl_click_adds_and_takes_away(qtbot: QtBot, shown: MapView):
    held = Qt.KeyboardModifier.ControlModifier
    for case_id, lon, expected in (("west", 100.01, {"west"}), ("east", 100.03, {"west", "east"})):
        with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
            place = at(qtbot, shown, lon, 14.015)
            qtbot.mouseClick(canvas(shown), Qt.MouseButton.LeftButton, held, place)
        assert set(chosen.args[0]) == expected, case_id
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
        place = at(qtbot, shown, 100.01, 14.015)
        qtbot.mouseClick(canvas(shown), Qt.MouseButton.LeftButton, held, place)
    assert chosen.args[0] == ["east"]
    assert shown.engine_view is not None


def test_all_in_view_is_selected_by_one_call_and_marks_come_from_outside(
    qtbot: QtBot, shown: MapView
):
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
        shown.select_view()
    assert set(chosen.args[0]) == EVERY
    shown.set_marked(["east"])
    until(qtbot, shown, f"{find('west')}.getAttribute('aria-pressed')", "false")
    assert ask(qtbot, shown, f"{find('east')}.getAttribute('aria-pressed')") == "true"


def test_a_rectangle_is_drawn_by_keys_alone(qtbot: QtBot, shown: MapView):
    take_up(qtbot, shown, "rectangle")
    ask(qtbot, shown, "deskCore.map.setView([14.02, 100.005], undefined, {animate: false});"
        "deskCore.map.getContainer().focus(); 1")  # fmt: skip
    qtbot.keyClick(canvas(shown), Qt.Key.Key_Return)
    until(qtbot, shown, "document.querySelector('.cross').hidden", False)
    ask(qtbot, shown, "deskCore.map.setView([14.01, 100.015], undefined, {animate: false}); 1")
    with qtbot.waitSignal(shown.selected, timeout=SECONDS) as chosen:
        qtbot.keyClick(canvas(shown), Qt.Key.Key_Return)
    assert chosen.args[0] == ["west"]


def has_said(said: list[str], count: int) -> bool:
    return len(said) >= count


def test_measuring_says_length_and_closed_the_area(qtbot: QtBot, shown: MapView):
    said: list[str] = []
    shown.measured.connect(said.append)
    take_up(qtbot, shown, "measure")
    corners = [(100.012, 14.005), (100.022, 14.005), (100.022, 14.010), (100.012, 14.010)]
    for count, (lon, lat) in enumerate((*corners, corners[0]), start=1):
        qtbot.mouseClick(canvas(shown), Qt.MouseButton.LeftButton, pos=at(qtbot, shown, lon, lat))
        qtbot.waitUntil(partial(has_said, said, count), timeout=SECONDS)
    length, area = said[-1].split(" · ")
    # 0.01° of longitude here are 1,079 m, 0.005° of latitude 556 m; a click is a pixel wide.
    assert float(length.removesuffix(" km")) == pytest.approx(3.27, rel=0.02)
    assert float(area.removesuffix(" ha")) == pytest.approx(60.0, rel=0.03)


def test_thai_land_is_measured_in_rai(qtbot: QtBot, qapp: object):
    use_language("th")
    view = make(qtbot)
    try:
        with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
            view.show()
        words = ask(qtbot, view, "JSON.stringify([600000, 1600, 400, 4, 5204].map("
            "deskCore.measure.areaWords).concat(deskCore.measure.lengthWords(1234)))")  # fmt: skip
        assert json.loads(words) == [
            "375 ไร่", "1 ไร่", "1 งาน", "1 ตร.ว.", "3 ไร่ 1 งาน 1 ตร.ว.", "1.23 กม.",
        ]  # fmt: skip
    finally:
        use_language("en")
        view.release()


def test_density_is_told_in_numbers(qtbot: QtBot, shown: MapView):
    shown.set_heat(True)
    until(qtbot, shown, "document.querySelector('.heat-legend').hidden", False)
    legend = ask(qtbot, shown, "document.querySelector('.heat-legend').innerText")
    assert legend.startswith("Cases in a square of ")
    assert "12" in legend or "+" in legend
    assert ask(qtbot, shown, "getComputedStyle(document.querySelector("
        "'.leaflet-marker-pane')).display") == "none"  # fmt: skip
    shown.set_heat(False)
    until(qtbot, shown, "document.querySelector('.heat-legend').hidden", True)


def test_a_cluster_says_what_is_in_it_and_warns_of_what_is_late(qtbot: QtBot, shown: MapView):
    late = replace(CROWD[0], state="in_progress", mark="overdue")
    with qtbot.waitSignal(shown.markers_shown, timeout=SECONDS):
        shown.change_markers([late], [])
    cluster = "document.querySelector('.cluster')"
    label = ask(qtbot, shown, f"{cluster}.getAttribute('aria-label')")
    assert label == "12 cases: Done 11, Overdue 1"
    assert ask(qtbot, shown, f"{cluster}.querySelectorAll('.badge.part-overdue').length") == 1
    assert ask(qtbot, shown, f"{cluster}.querySelectorAll('.part-done').length") == 1


def test_very_many_come_in_parts_and_a_change_meanwhile_is_not_lost(qtbot: QtBot, shown: MapView):
    parts: list[tuple[int, int]] = []
    shown.progress.connect(lambda done, every: parts.append((done, every)))
    many = [
        Marker(f"m{n}", 100 + n % 100 * 4e-4, 14 + n // 100 * 3e-4, "waiting", "", "")
        for n in range(2 * PART + 100)
    ]
    moved = replace(many[5], state="done")
    with qtbot.waitSignal(
        shown.markers_shown, timeout=SECONDS, check_params_cb=lambda n: n == len(many) + 1
    ):
        shown.set_markers([*many, EAST])
        shown.change_markers([moved, WEST], ["east"])
    assert len(parts) >= 3
    assert ask(qtbot, shown, "deskCore.markers.all.get('m5').state") == "done"
    assert ask(qtbot, shown, "deskCore.markers.all.has('east')") is False


def test_the_state_is_kept_when_the_page_is_built_anew(qtbot: QtBot, shown: MapView):
    shown.set_marked(["west"])
    shown.set_tool("rectangle")
    with qtbot.waitSignal(shown.markers_shown, timeout=SECONDS):
        shown.set_outlines(None)
    until(qtbot, shown, "[...deskCore.marked].join()", "west")
    until(qtbot, shown, "deskCore.map.getContainer().classList.contains('drawing')", True)
