"""No request leaves through the map's profile, whatever a page tries; only our files are given."""

import json
import os

import pytest
from PySide6.QtCore import QUrl

from desktop.maps import scheme

# At import, that is before any test makes the application object.
ENGINE = scheme.register()
needs_engine = pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")

HOSTILE = b"""<html><body>
<img src="http://192.0.2.1/a.png"><iframe src="https://192.0.2.1/frame"></iframe>
<link rel="stylesheet" href="https://192.0.2.1/s.css"><link rel="dns-prefetch" href="//x.test">
<script src="https://192.0.2.1/s.js"></script>
<img src="file:///etc/hostname"><img src="tambon://elsewhere/x.js">
<script>
  fetch("http://192.0.2.1/fetch").catch(() => 0);
  fetch("tambon://maps/map.css", {method: "POST", body: "x"}).catch(() => 0);
  new WebSocket("ws://192.0.2.1/socket");
  navigator.sendBeacon("https://192.0.2.1/beacon", "x");
  window.open("https://192.0.2.1/window");
</script></body></html>"""


@pytest.fixture
def private(qapp):
    if not ENGINE:
        pytest.skip("the web engine is not installed")
    import shiboken6
    from PySide6.QtWebEngineCore import QWebEnginePage

    from desktop.maps.engine import LockedPage, PrivateProfile

    made = []

    def make(body, *, locked=True):
        profile = PrivateProfile(lambda: body, qapp)
        page = (LockedPage if locked else QWebEnginePage)(profile, qapp)
        made.append((page, profile))
        return page, profile

    yield make
    for page, profile in made:
        shiboken6.delete(page)
        shiboken6.delete(profile)


def load(qtbot, page, url="tambon://maps/page.html"):
    with qtbot.waitSignal(page.loadFinished, timeout=30_000) as loaded:
        page.load(QUrl(url))
    return loaded.args[0]


def evaluate(qtbot, page, script):
    results: list[object] = []
    page.runJavaScript(script, results.append)
    qtbot.waitUntil(lambda: bool(results), timeout=10_000)
    return results[0]


def test_a_hostile_page_without_any_policy_reaches_nothing(qtbot, private):
    page, profile = private(HOSTILE, locked=False)
    assert load(qtbot, page)
    wanted = ("/a.png", "/frame", "/s.css", "/s.js", "/fetch", "/socket", "/beacon", "elsewhere")
    qtbot.waitUntil(
        lambda: all(any(w in url for url in profile.requests.blocked) for w in wanted),
        timeout=15_000,
    )
    assert set(profile.requests.passed) == {"tambon://maps/page.html"}


def test_the_profile_keeps_nothing_and_hides_no_switch(private):
    from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings

    _, profile = private(b"")
    assert profile.isOffTheRecord()
    assert profile.httpCacheType() == QWebEngineProfile.HttpCacheType.NoCache
    for attribute in ("DnsPrefetchEnabled", "JavascriptCanOpenWindows", "LocalStorageEnabled"):
        flag = QWebEngineSettings.WebAttribute[attribute]
        assert not profile.settings().testAttribute(flag)


def test_the_page_goes_nowhere_else(qtbot, private):
    page, profile = private(b"<html><body>here</body></html>")
    assert load(qtbot, page)
    evaluate(qtbot, page, "location.href = 'https://192.0.2.1/away'; 1")
    evaluate(qtbot, page, "window.open('https://192.0.2.1/window') === null")
    assert evaluate(qtbot, page, "document.body.textContent") == "here"
    assert not any("192.0.2.1" in url for url in profile.requests.passed)


@pytest.mark.parametrize(
    "path",
    ["../../pyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "README.md", "nothing.js", ""],
)
def test_only_listed_files_are_given(qtbot, private, path):
    page, _ = private(b"<html></html>")
    assert load(qtbot, page)
    script = f"""window.got = ""; const s = document.createElement("script");
        s.src = {json.dumps("tambon://maps/" + path)};
        s.onload = () => window.got = "loaded"; s.onerror = () => window.got = "refused";
        document.body.append(s); 1"""
    evaluate(qtbot, page, script)
    qtbot.waitUntil(lambda: evaluate(qtbot, page, "window.got") != "", timeout=10_000)
    assert evaluate(qtbot, page, "window.got") == "refused"


@needs_engine
def test_registering_twice_is_harmless(qapp):
    assert scheme.register()
    assert scheme.can_run()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no root here")
def test_as_root_with_the_sandbox_on_the_engine_is_not_started(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    assert not scheme.can_run()
