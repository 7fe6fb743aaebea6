"""The map as one file: it opens without a network, asks for nothing, and names no person."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from casework.places import read_outlines
from desktop.maps import scheme
from desktop.maps.one_file import FileCase, FileWords, HeldTiles, build_file
from desktop.maps.under import Under
from tests.desktop.maps.test_page import LOOK, OUTLINES

ENGINE = scheme.register()
SECONDS = 60_000
VIEW = (100.0, 14.0, 100.1, 14.1)
WORDS = FileWords("th", "อบต.ห้วย<b>ตะวัน", "2 เรื่อง", {"number": "เลขเรื่อง", "place": "สถานที่"})
CASES = [
    FileCase("0", "2026-K7QWXA", "ถนน", "waiting", "", "หมู่ 3 · วัด", "24 พ.ย. 2569", 100.05, 14.05),
    FileCase(
        "1", "2026-L4MP9X", "<img src=//x.test/a>", "waiting", "", "</script>", "", 100.02, 14.02
    ),
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
UNDER = Under(areas=read_outlines(OUTLINES), sources=("Natural Earth",))


class Loads(HTMLParser):
    """What a browser would load because of the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag
        names = {"src", "href", "data", "action", "poster", "srcset", "background", "ping"}
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in names]

    def handle_data(self, data: str) -> None:
        self.texts.append((self._in, data))


def loads(page: str) -> Loads:
    parser = Loads()
    parser.feed(page)
    return parser


def test_nothing_in_the_file_would_be_loaded():
    page = build_file(CASES, UNDER, VIEW, LOOK, WORDS).decode()
    parsed = loads(page)
    assert parsed.found == []
    styles = [text for tag, text in parsed.texts if tag == "style"]
    addresses = [url for text in styles for url in re.findall(r"url\(([^)]*)\)", text)]
    assert addresses
    assert all(url.startswith("data:") for url in addresses)
    assert not any("@import" in text for text in styles)
    rule = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert rule is not None
    assert "default-src &#x27;none&#x27;" in rule[1]
    assert not re.search(r"https?:|wss?:|tambon:|\*", rule[1])


def test_words_of_cases_and_names_stay_words():
    page = build_file(CASES, UNDER, VIEW, LOOK, WORDS).decode()
    harmless = [replace(one, types="", place="") for one in CASES]
    plain = build_file(harmless, UNDER, VIEW, LOOK, replace(WORDS, title="x")).decode()
    for part in ("<script", "</script", "<img", "<b>"):
        assert page.count(part) == plain.count(part)


def test_tiles_go_along_only_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.maps.one_file.MOST_TILE_BYTES", 2 * len(PIXEL))
    pictures = {(10, 796, n): ("image/png", PIXEL) for n in range(5)}
    held, zooms = HeldTiles(pictures, "x").for_page()
    assert list(held) == ["10/796/0", "10/796/1"]
    assert zooms == [10, 10]


@pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")
@pytest.mark.parametrize("with_tiles", [False, True], ids=["outlines", "with tiles"])
def test_a_browser_shows_it_and_asks_for_nothing(
    qtbot: QtBot, qapp: object, tmp_path: Path, with_tiles: bool
):
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineCore import (
        QWebEnginePage,
        QWebEngineProfile,
        QWebEngineUrlRequestInfo,
        QWebEngineUrlRequestInterceptor,
    )

    tiles = HeldTiles({(14, 12742, 7547): ("image/png", PIXEL)}, "© ผู้ทำ") if with_tiles else None
    file = tmp_path / "map.html"
    file.write_bytes(build_file(CASES, UNDER, VIEW, LOOK, WORDS, tiles))
    asked: list[str] = []

    class Guard(QWebEngineUrlRequestInterceptor):
        def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
            url = info.requestUrl().toString()
            if not url.startswith("data:"):
                asked.append(url)
                info.block(url != QUrl.fromLocalFile(str(file)).toString())

    profile = QWebEngineProfile()
    guard = Guard()
    profile.setUrlRequestInterceptor(guard)
    complaints: list[str] = []

    class Page(QWebEnginePage):
        def javaScriptConsoleMessage(self, _level: Any, text: str, *_: Any) -> None:
            complaints.append(text)

    page = Page(profile)
    answers: list[Any] = []

    def ask(script: str) -> Any:
        answers.clear()
        page.runJavaScript(script, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=SECONDS)
        return answers[0]

    with qtbot.waitSignal(page.loadFinished, timeout=SECONDS):
        page.load(QUrl.fromLocalFile(str(file)))
    qtbot.waitUntil(lambda: ask("window.deskShown || 0") == 2, timeout=SECONDS)
    assert ask("document.querySelector('h1').textContent") == "อบต.ห้วย<b>ตะวัน"
    assert ask("document.querySelectorAll('.leaflet-overlay-pane path').length") > 0
    assert "Natural Earth" in ask("document.querySelector('footer').textContent")
    ask("document.fonts.load('600 15px Sarabun').then(() => 1); 1")
    assert asked == [QUrl.fromLocalFile(str(file)).toString()]
    assert complaints == []
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
