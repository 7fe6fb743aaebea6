"""The map of cases in the web engine: markers appear, clicks come back, no request leaves."""

import json
import os
import signal
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from casework.places import OutlineError
from desktop.maps import scheme
from desktop.maps.markers import Marker
from desktop.ui.map_view import MapView
from desktop.ui.theme import Theme

# At import, that is before any test makes the application object.
ENGINE = scheme.register()
needs_engine = pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")
SECONDS = 60_000

SQUARE = [[100.0, 14.0], [100.04, 14.0], [100.04, 14.03], [100.0, 14.03], [100.0, 14.0]]
OUTLINES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kind": "subdistrict", "name_th": "ห้วยตะวัน"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        }
    ],
}
WEST = Marker("west", 100.01, 14.015, "waiting", "", "ไฟดับ")
EAST = Marker("east", 100.03, 14.015, "in_progress", "overdue", "ถนน<b>เป็น</b>หลุม")
CROWD = [Marker(f"c{n}", 100.02 + n * 1e-6, 14.02, "done", "", "") for n in range(12)]


def make(qtbot, **options):
    view = MapView(**options)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.set_outlines(OUTLINES)
    view.set_markers([WEST, EAST, *CROWD])
    return view


@pytest.fixture
def shown(qtbot, qapp):
    if not ENGINE:
        pytest.skip("the web engine is not installed")
    Theme.current().apply(qapp, "light")
    view = make(qtbot)
    with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
        view.show()
    yield view
    view.release()


def ask(qtbot, view, script):
    answers: list[Any] = []
    view.engine_view.page().runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=SECONDS)
    return answers[0]


def until(qtbot, view, script, expected):
    qtbot.waitUntil(lambda: ask(qtbot, view, script) == expected, timeout=SECONDS)


def find(case_id):
    return f"document.querySelector('[data-case=\"{case_id}\"]')"


def click(qtbot, view, case_id):
    """Click the marker as a person does, with the mouse on its pixels."""
    middle = "(b => JSON.stringify([b.x + b.width / 2, b.y + b.height / 2]))"
    x, y = json.loads(ask(qtbot, view, f"{middle}({find(case_id)}.getBoundingClientRect())"))
    qtbot.mouseClick(
        view.engine_view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y))
    )


def test_markers_appear_clustered_and_say_what_they_are(qtbot, shown):
    assert ask(qtbot, shown, "document.querySelectorAll('.case').length") == 2
    assert ask(qtbot, shown, "document.querySelector('.cluster').textContent") == "12"
    label = ask(qtbot, shown, f"{find('east')}.getAttribute('aria-label')")
    assert label == "In progress · Overdue · ถนน<b>เป็น</b>หลุม"
    assert ask(qtbot, shown, f"{find('east')}.getAttribute('role')") == "button"
    assert shown.complaints == []


def test_a_click_gives_the_case_id_and_rings_the_marker(qtbot, shown):
    with qtbot.waitSignal(shown.case_chosen, timeout=SECONDS) as chosen:
        click(qtbot, shown, "east")
    assert chosen.args == ["east"]
    until(qtbot, shown, "document.querySelector('.chosen').dataset.case", "east")


def test_enter_on_the_chosen_marker_opens_the_case(qtbot, shown):
    shown.choose("west")
    until(qtbot, shown, "document.querySelector('.chosen')?.dataset.case", "west")
    with qtbot.waitSignal(shown.case_opened, timeout=SECONDS) as opened:
        ask(qtbot, shown, f"{find('west')}.focus(); 1")
        qtbot.keyClick(shown.engine_view.focusProxy(), Qt.Key.Key_Return)
    assert opened.args == ["west"]


def test_no_request_leaves_and_none_is_even_tried(qtbot, shown):
    click(qtbot, shown, "west")
    passed, blocked = shown.requests
    assert "tambon://maps/leaflet/leaflet.js" in passed
    assert [url for url in passed if not url.startswith("tambon://maps/")] == []
    assert blocked == []


def test_the_policy_holds_in_the_engine(qtbot, shown):
    script = """window.ran = []; const s = document.createElement("script");
        s.textContent = "window.ran.push('inline')"; document.body.append(s);
        try { new Function("window.ran.push('eval')")(); } catch { window.ran.push("no eval"); }
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='ran.push(1)'>");
        window.ran.join()"""
    assert ask(qtbot, shown, script) == "no eval"


def test_only_changes_go_to_the_page(qtbot, shown):
    ask(qtbot, shown, f"{find('west')}.dataset.kept = 'yes'; 1")
    done = Marker("east", EAST.lon, EAST.lat, "done", "", "เสร็จแล้ว")
    with qtbot.waitSignal(shown.markers_shown, timeout=SECONDS) as counted:
        shown.set_markers([WEST, done])
    assert counted.args == [2]
    assert ask(qtbot, shown, f"{find('west')}.dataset.kept") == "yes"
    assert ask(qtbot, shown, f"{find('east')}.getAttribute('aria-label')") == "Done · เสร็จแล้ว"
    assert ask(qtbot, shown, "document.querySelectorAll('.cluster').length") == 0


@pytest.mark.parametrize("apart", [1e-6, 3e-4], ids=["on one spot", "close together"])
def test_choosing_a_case_takes_it_out_of_its_cluster(qtbot, shown, apart):
    shown.set_markers([replace(one, lon=100.02 + n * apart) for n, one in enumerate(CROWD)])
    shown.choose("c7")
    until(qtbot, shown, "document.querySelector('.chosen')?.dataset.case", "c7")


def test_the_theme_changes_without_a_new_page(qtbot, qapp, shown):
    ask(qtbot, shown, "window.same = true; 1")
    Theme.current().apply(qapp, "dark")
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--surface')"
    until(qtbot, shown, colour, Theme.current().value("surface"))
    assert ask(qtbot, shown, "window.same") is True


def test_other_outlines_bring_a_new_page_with_the_same_markers(qtbot, shown):
    village = {**OUTLINES["features"][0], "properties": {"kind": "village", "name_th": "หมู่ 3"}}
    with qtbot.waitSignal(shown.markers_shown, timeout=SECONDS) as counted:
        shown.set_outlines({**OUTLINES, "features": [*OUTLINES["features"], village]})
    assert counted.args == [14]
    assert ask(qtbot, shown, "document.querySelector('.label-village').textContent") == "หมู่ 3"
    assert ask(qtbot, shown, "document.querySelectorAll('.case').length") == 2


def test_the_engine_waits_until_the_map_is_seen(qtbot, qapp):
    view = make(qtbot)
    assert view.engine_view is None
    assert not view.is_native


@needs_engine
def test_an_engine_that_does_not_answer_in_time_yields_to_the_native_map(qtbot, qapp):
    view = make(qtbot, patience_ms=0)
    with qtbot.waitSignal(view.failed, timeout=SECONDS) as told:
        view.show()
    assert "simpler" in told.args[0]
    assert view.is_native
    with qtbot.waitSignal(view.case_chosen) as chosen:
        at = view.native.position_of("west").toPoint()
        qtbot.mouseClick(view.native, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["west"]


@needs_engine
def test_a_crash_of_the_engine_yields_to_the_native_map_with_all_its_cases(qtbot, shown):
    shown.choose("east")
    with qtbot.waitSignal(shown.failed, timeout=SECONDS):
        page = shown.engine_view.page()
        page.renderProcessTerminated.emit(page.RenderProcessTerminationStatus(2), 1)
    assert shown.is_native
    assert shown.native.position_of("c11") is not None


@needs_engine
@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_a_render_process_that_is_killed_yields_to_the_native_map(qtbot, shown):
    shown.set_marked(["east"])
    pid = shown.engine_view.page().renderProcessPid()
    with qtbot.waitSignal(shown.failed, timeout=SECONDS) as told:
        os.kill(pid, signal.SIGKILL)
    assert "nothing is lost" in told.args[0]
    assert shown.native.position_of("west") is not None
    late = Marker("late", 100.02, 14.01, "waiting", "", "")
    with qtbot.waitSignal(shown.markers_shown) as counted:
        shown.change_markers([late], ["west"])
    assert counted.args == [14]
    assert shown.native.position_of("west") is None


def test_where_the_engine_is_missing_the_native_map_is_shown_quietly(qtbot, qapp):
    view = make(qtbot, engine=False)
    told: list[str] = []
    view.failed.connect(told.append)
    with qtbot.waitSignal(view.markers_shown) as counted:
        view.show()
    assert counted.args == [14]
    assert view.is_native
    assert told == []


@pytest.mark.parametrize("engine", [True, False])
def test_bad_outlines_leave_the_map_as_it_was(qtbot, qapp, engine):
    view = make(qtbot, engine=engine)
    with pytest.raises(OutlineError):
        view.set_outlines({"type": "nonsense"})
    view.set_outlines(OUTLINES)
