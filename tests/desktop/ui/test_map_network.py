"""Nothing that runs in the page of the map reaches the network: a real server hears nothing.

Every way out that a page has is tried against a server on this machine, whose address no policy of
ours makes an exception for.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QObject, QUrl
from pytestqt.qtbot import QtBot

from casework.places import read_outlines
from desktop.maps import scheme
from desktop.maps.online import OnlineLayer, layer_of
from desktop.maps.under import Under
from desktop.ui.map_view import MapView
from tests.desktop.ui.test_map_view import OUTLINES, SECONDS, WEST, ask

ENGINE = scheme.register()
pytestmark = pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")

WAYS = {
    "fetch": "await fetch(at('fetch'))",
    "fetch without cors": "await fetch(at('fetch2'), {mode: 'no-cors', method: 'POST', body: 'x'})",
    "keepalive": "await fetch(at('fetch3'), {keepalive: true, mode: 'no-cors'})",
    "xhr": "const x = new XMLHttpRequest(); x.open('GET', at('xhr')); x.send(); await wait()",
    "image": "new Image().src = at('image'); await wait()",
    "css url": "document.body.style.backgroundImage = `url(${at('css')})`; await wait()",
    "css import": "const s = document.createElement('style'); s.textContent = "
    "`@import url(${at('import')});`; document.head.append(s); await wait()",
    "font": "await new FontFace('f', `url(${at('font')})`).load()",
    "stylesheet": "link('stylesheet', 'style'); await wait()",
    "script": "add('script', 'src', 'script'); await wait()",
    "module": "await import(at('module'))",
    "iframe": "add('iframe', 'src', 'iframe'); await wait()",
    "srcdoc": "const f = document.createElement('iframe'); f.srcdoc = "
    "`<img src='${at('srcdoc')}'>`; document.body.append(f); await wait()",
    "object": "add('object', 'data', 'object'); await wait()",
    "embed": "add('embed', 'src', 'embed'); await wait()",
    "video": "add('video', 'src', 'video').load(); await wait()",
    "audio": "new Audio(at('audio')).load(); await wait()",
    "track": "const v = add('video', 'src', 'v2'); const t = document.createElement('track');"
    "t.src = at('track'); t.default = true; v.append(t); await wait()",
    "svg image": "document.body.insertAdjacentHTML('beforeend', "
    "`<svg><image href='${at('svg')}'/></svg>`); await wait()",
    "websocket": "new WebSocket(at('ws').replace('http', 'ws')); await wait()",
    "eventsource": "new EventSource(at('events')); await wait()",
    "beacon": "navigator.sendBeacon(at('beacon'), 'x'); await wait()",
    "prefetch": "link('prefetch', 'prefetch'); await wait()",
    "preconnect": "link('preconnect', 'preconnect'); await wait()",
    "preload": "const l = link('preload', 'preload'); l.as = 'image'; await wait()",
    "modulepreload": "link('modulepreload', 'modulepreload'); await wait()",
    "icon": "link('icon', 'icon'); await wait()",
    "manifest": "link('manifest', 'manifest'); await wait()",
    "form": "const f = document.createElement('form'); f.action = at('form'); f.method = 'POST';"
    "document.body.append(f); f.submit(); await wait()",
    "ping": "const a = document.createElement('a'); a.href = '#x'; a.ping = at('ping');"
    "document.body.append(a); a.click(); await wait()",
    "link": "const a = document.createElement('a'); a.href = at('link');"
    "document.body.append(a); a.click(); await wait()",
    "navigation": "location.href = at('navigation'); await wait()",
    "replace": "location.replace(at('replace')); await wait()",
    "meta refresh": "document.head.insertAdjacentHTML('beforeend', "
    "`<meta http-equiv='refresh' content='0;url=${at('refresh')}'>`); await wait()",
    "window": "window.open(at('window')); await wait()",
    "worker": "new Worker(at('worker')); await wait()",
    "blob worker": "new Worker(URL.createObjectURL(new Blob([`fetch('${at('blob')}')`])));"
    "await wait()",
    "shared worker": "new SharedWorker(at('shared')); await wait()",
    "service worker": "await navigator.serviceWorker.register(at('service'))",
    "rtc": "const c = new RTCPeerConnection(stun()); c.createDataChannel('x');"
    "await c.setLocalDescription(await c.createOffer()); await wait()",
    "rtc in a frame": "const f = document.createElement('iframe'); document.body.append(f);"
    "const c = new f.contentWindow.RTCPeerConnection(stun()); c.createDataChannel('x');"
    "await c.setLocalDescription(await c.createOffer()); await wait()",
    "transport": "await new WebTransport(at('transport').replace('http:', 'https:')).ready",
    "css by the map": "deskCore.map.getContainer().style.setProperty('background', "
    "`url(${at('container')})`); await wait()",
    "tile layer": "L.tileLayer(at('tile') + '/{z}/{x}/{y}.png').addTo(deskCore.map); await wait()",
}
SCRIPT = """
window.done = false; window.why = "";
const at = (name) => BASE + "/" + name;
const wait = () => new Promise((then) => setTimeout(then, 60));
const stun = () => ({iceServers: [{urls: "stun:127.0.0.1:UDP"}]});
function add(tag, name, what) {
  const element = document.createElement(tag); element[name] = at(what);
  document.body.append(element); return element;
}
function link(rel, what) {
  const element = document.createElement("link"); element.rel = rel; element.href = at(what);
  document.head.append(element); return element;
}
(async () => { WAY })().catch((error) => { window.why = String(error); })
  .finally(() => { window.done = true; });
1
"""


class Listening:
    """A web server and a UDP port that note whoever comes."""

    def __init__(self) -> None:
        heard = self.heard = []  # type: ignore[var-annotated]

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET

            def log_message(self, *_: Any) -> None:
                return

        class Server(ThreadingHTTPServer):
            def get_request(self) -> Any:
                asked = super().get_request()
                heard.append("a connection")
                return asked

        self.http = Server(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.udp.setblocking(False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}"

    def packets(self) -> list[bytes]:
        found = []
        while True:
            try:
                found.append(self.udp.recv(2048))
            except BlockingIOError:
                return found

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.udp.close()


@pytest.fixture
def listening() -> Iterator[Listening]:
    made = Listening()
    yield made
    made.close()


def open_map(qtbot: QtBot, online: OnlineLayer | None = None) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    shown = "online" if online is not None else ""
    view.set_under(Under(areas=read_outlines(OUTLINES), online=online, shown=shown))
    view.set_markers([WEST])
    with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
        view.show()
    return view


def try_way(qtbot: QtBot, view: MapView, way: str, listening: Listening) -> str:
    port = listening.udp.getsockname()[1]
    script = SCRIPT.replace("WAY", way).replace("BASE", json.dumps(listening.url))
    ask(qtbot, view, f"{{ {script.replace('UDP', str(port))} }}")
    qtbot.waitUntil(lambda: ask(qtbot, view, "window.done") is True, timeout=SECONDS)
    return str(ask(qtbot, view, "window.why"))


@pytest.mark.parametrize("with_online", [False, True], ids=["offline", "with an online layer"])
def test_no_way_out_of_the_page_reaches_a_server(
    qtbot: QtBot, qapp: object, listening: Listening, with_online: bool
):
    online = layer_of("https://tiles.example.invalid/{z}/{x}/{y}.png", "Example")
    view = open_map(qtbot, online if with_online else None)
    for name, way in WAYS.items():
        try_way(qtbot, view, way, listening)
        assert listening.heard == [], name
        assert listening.packets() == [], name
        # The page is still the map: nothing led it elsewhere.
        assert ask(qtbot, view, "typeof deskCore") == "object", name
    passed, _ = view.requests
    strangers = [url for url in passed if not url.startswith("tambon://maps/")]
    assert [url for url in strangers if not url.startswith("https://tiles.example.invalid/")] == []
    view.release()


PLAIN = """
import sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
app = QApplication([])
view = QWebEngineView()
view.loadFinished.connect(lambda _: app.quit())
view.setHtml(f"<link rel=preconnect href='{sys.argv[1]}'><img src='{sys.argv[1]}/plain'>",
             QUrl("http://127.0.0.1/"))
app.exec()
"""


def test_the_server_would_hear_a_page_without_our_guards(listening: Listening):
    """The listener is no straw man: an ordinary page of the same engine reaches it."""
    environment = {k: v for k, v in os.environ.items() if k != "QTWEBENGINE_CHROMIUM_FLAGS"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", PLAIN, listening.url]
    subprocess.run(command, env=environment, check=False, timeout=SECONDS / 1000)
    assert "/plain" in listening.heard


def test_sockets_that_ask_no_guard_are_not_there(qtbot: QtBot, qapp: object):
    view = open_map(qtbot)
    for name in ("RTCPeerConnection", "WebTransport"):
        assert ask(qtbot, view, f"typeof {name}") == "undefined"
    view.release()


def test_only_the_very_host_of_an_online_layer_is_asked_and_only_while_it_is_on(
    qtbot: QtBot, qapp: object
):
    online = layer_of("https://tiles.example.invalid/a/{z}/{x}/{y}.png", "Example <b>maps</b>")
    view = open_map(qtbot, online)

    def asked() -> list[str]:
        return [url for url in view.requests[0] if url.startswith("https:")]

    qtbot.waitUntil(lambda: bool(asked()), timeout=SECONDS)
    assert all(url.startswith("https://tiles.example.invalid/a/") for url in asked())
    words = ask(qtbot, view, "document.querySelector('.leaflet-control-attribution').textContent")
    assert "Example <b>maps</b>" in words
    others = (
        "http://tiles.example.invalid/x.png", "https://example.invalid/x.png",
        "https://tiles.example.invalid:8443/x.png", "https://a.tiles.example.invalid/x.png",
        "https://tiles.example.invalid.evil.invalid/x.png",
    )  # fmt: skip
    for url in others:
        ask(qtbot, view, f"new Image().src = {json.dumps(url)}; 1")
    ask(qtbot, view, "fetch('https://tiles.example.invalid/data').catch(() => 0); 1")
    view.close_online()
    before = len(asked())
    ask(qtbot, view, "deskCore.map.setZoom(10, {animate: false}); new Image().src = "
        "'https://tiles.example.invalid/a/late.png'; 1")  # fmt: skip
    qtbot.waitUntil(lambda: any("late.png" in url for url in view.requests[1]), timeout=SECONDS)
    assert len(asked()) == before
    assert not any(url in view.requests[0] for url in others)
    assert not any(url.endswith("/data") for url in view.requests[0])
    with qtbot.waitSignal(view.markers_shown, timeout=SECONDS):
        view.set_under(Under(areas=read_outlines(OUTLINES)))
    assert "example" not in str(
        ask(qtbot, view, "document.querySelector('meta[http-equiv]').content")
    )
    view.release()


class Asked:
    """A request as the guard sees it."""

    def __init__(self, url: str, method: bytes, kind: Any) -> None:
        self._url, self._method, self._kind = QUrl(url), method, kind
        self.blocked = False

    def requestUrl(self) -> QUrl:
        return self._url

    def requestMethod(self) -> QByteArray:
        return QByteArray(self._method)

    def resourceType(self) -> Any:
        return self._kind

    def block(self, should: bool) -> None:
        self.blocked = should


@pytest.mark.parametrize("is_on", [False, True], ids=["off", "on"])
def test_the_guard_alone_blocks_all_but_ours_and_pictures_of_a_provider_that_is_on(
    qapp: QObject, is_on: bool
):
    from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo

    from desktop.maps.engine import OnlyOurScheme
    from desktop.maps.scheme import RequestLog

    kinds = QWebEngineUrlRequestInfo.ResourceType
    picture, script = kinds.ResourceTypeImage, kinds.ResourceTypeScript
    guard = OnlyOurScheme(RequestLog(), qapp)
    layer = layer_of("https://tiles.example.invalid/{z}/{x}/{y}.png", "Example")
    guard.online = layer if is_on else None

    def blocks(url: str, method: bytes = b"GET", kind: Any = picture) -> bool:
        asked = Asked(url, method, kind)
        guard.interceptRequest(asked)  # type: ignore[arg-type]
        return asked.blocked

    assert not blocks("tambon://maps/map.js", kind=script)
    assert blocks("tambon://maps/map.js", b"POST", script)
    assert blocks("tambon://elsewhere/map.js", kind=script)
    assert blocks("file:///etc/passwd")
    assert blocks("https://tiles.example.invalid/1/2/3.png") is not is_on
    assert blocks("https://tiles.example.invalid/1/2/3.png", b"POST")
    assert blocks("https://tiles.example.invalid/x.js", kind=script)
    assert blocks("http://tiles.example.invalid/1/2/3.png")
    assert blocks("https://other.example.invalid/1/2/3.png")
