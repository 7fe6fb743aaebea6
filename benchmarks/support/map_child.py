"""One process that opens the map once and measures it; prints its figures as JSON, in seconds.

`python -m benchmarks.support.map_child COUNT`; run without a screen and with software rendering.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.maps import scheme
from desktop.maps.markers import Marker
from desktop.maps.under import Under

# A province: half of the cases in its towns, half all over it.
WEST, SOUTH, EAST, NORTH = 100.9, 15.6, 101.9, 16.9
STATES = ("waiting", "in_progress", "forwarded", "followed_up", "done", "rejected")
MARKS = ("", "", "", "", "overdue", "reopened")
PLUGIN = Path(__file__).parents[1] / "peers" / "markercluster"
SIZE = (1100, 700)
SECONDS = 120.0
PAINTED = (
    "requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'painted N'; }))"
)


def points(count: int) -> list[Marker]:
    """The same cases in every run."""
    chance = random.Random(5)
    towns = [(chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)) for _ in range(40)]
    found = []
    for n in range(count):
        if n % 2:
            lon, lat = chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)
        else:
            lon, lat = (chance.gauss(middle, 0.01) for middle in chance.choice(towns))
        state, mark = chance.choice(STATES), chance.choice(MARKS)
        found.append(Marker(f"c{n}", lon, lat, state, mark, "ถนนเป็นหลุมหน้าวัด ขอให้ช่วยซ่อม"))
    return found


class Wait:
    """Turns the application until something is so."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def until(self, reached: Callable[[], bool]) -> float:
        """The moment when it is. Raises TimeoutError."""
        deadline = time.perf_counter() + SECONDS
        while not reached():
            self._application.processEvents()
            if time.perf_counter() > deadline:
                raise TimeoutError("the map did not answer")
        return time.perf_counter()


def painted(page: Any, wait: Wait, number: int) -> float:
    """The moment when the page has drawn two frames more."""
    title = f"painted {number}"
    page.runJavaScript(PAINTED.replace("painted N", title))
    return wait.until(lambda: page.title() == title)


def our_map(wait: Wait, markers: list[Marker]) -> dict[str, float]:
    """Engine start until the empty map is there; all markers; one changed case."""
    from PySide6.QtWidgets import QWidget

    from desktop.ui.map_view import MapView

    shown: list[int] = []
    begun = time.perf_counter()
    holder = QWidget()
    view = MapView(holder)
    view.resize(*SIZE)
    holder.resize(*SIZE)
    view.markers_shown.connect(shown.append)
    view.set_under(Under())
    holder.show()
    ready = wait.until(lambda: bool(shown))
    if view.engine_view is None:
        raise RuntimeError("the web engine does not run here")
    page = view.engine_view.page()
    page.runJavaScript(
        f"deskCore.map.fitBounds([[{SOUTH}, {WEST}], [{NORTH}, {EAST}]], {{animate: false}})"
    )
    painted(page, wait, 0)
    start = time.perf_counter()
    view.set_markers(markers)
    wait.until(lambda: shown[-1] == len(markers))
    all_there = painted(page, wait, 1)
    count = len(shown)
    change = time.perf_counter()
    view.change_markers([replace(markers[7], state="done", mark="", lat=markers[7].lat + 0.1)], [])
    wait.until(lambda: len(shown) > count)
    changed = painted(page, wait, 2)
    view.release()
    return {"start": ready - begun, "markers": all_there - start, "change": changed - change}


def folium_map(wait: Wait, markers: list[Marker]) -> dict[str, float]:
    """folium's own page with FastMarkerCluster and the same points, until it is painted."""
    import folium
    from folium import plugins
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication

    from desktop.maps.engine import LockedPage, PrivateProfile
    from desktop.maps.page import BASE, PAGE_URL

    made = folium.Map(
        location=((SOUTH + NORTH) / 2, (WEST + EAST) / 2), zoom_start=9, tiles=None, maxZoom=18
    )
    made.default_js = [("leaflet.js", f"{BASE}leaflet/leaflet.js")]
    made.default_css = [("leaflet.css", f"{BASE}leaflet/leaflet.css")]
    make: Any = plugins.FastMarkerCluster  # folium tells no types of it
    plain = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"
    cluster = make([(one.lat, one.lon) for one in markers], callback=plain)
    cluster.default_js, cluster.default_css = [], []
    cluster.add_to(made)
    html = made.get_root().render()
    # The plugin in the page itself, as its file is not among ours; Leaflet's own pictures of
    # markers are not either.
    plugin = (PLUGIN / "leaflet.markercluster.js").read_text(encoding="utf-8")
    style = (PLUGIN / "MarkerCluster.css").read_text(encoding="utf-8")
    icon = "L.Marker.prototype.options.icon = L.divIcon({iconSize: [12, 12]});"
    html = html.replace(
        "</head>", f"<script>{plugin}</script><style>{style}</style><script>{icon}</script></head>"
    )
    html = html.replace("</html>", f"<script>{PAINTED}</script></html>")
    application = QApplication.instance()
    assert application is not None
    profile = PrivateProfile(html.encode, application)
    view = QWebEngineView()
    page = LockedPage(profile, view)
    view.setPage(page)
    view.resize(*SIZE)
    view.show()
    begun = time.perf_counter()
    view.load(QUrl(PAGE_URL))
    end = wait.until(lambda: page.title() == "painted N")
    answers: list[Any] = []
    page.runJavaScript("document.querySelectorAll('.marker-cluster').length", answers.append)
    wait.until(lambda: bool(answers))
    if not answers[0]:
        raise RuntimeError(f"folium's page shows no markers: {page.complaints}")
    page.deleteLater()
    return {"folium": end - begun}


def native_map(wait: Wait, markers: list[Marker]) -> dict[str, float]:
    """The native map: the same markers painted, and panned by a key."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from desktop.ui.map_look import current_look
    from desktop.ui.native_map import NativeMap

    native = NativeMap(current_look(), "th")
    native.resize(*SIZE)
    native.show()
    wait.until(native.isVisible)
    start = time.perf_counter()
    native.set_markers(markers)
    native.grab()
    there = time.perf_counter()
    QApplication.sendEvent(
        native, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    )
    native.grab()
    panned = time.perf_counter()
    return {"native": there - start, "native_pan": panned - there}


def main(count: int) -> None:
    """Measure and print."""
    scheme.register()
    from desktop.ui.application import make_application

    wait = Wait(make_application())
    markers = points(count)
    figures = our_map(wait, markers)
    figures |= folium_map(wait, markers)
    figures |= native_map(wait, markers)
    print(json.dumps(figures))
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
    # The engine's own threads may take their time to end; everything is measured.
    import os

    os._exit(0)
