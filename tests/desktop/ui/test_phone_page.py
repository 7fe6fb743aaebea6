"""The phone's page in a real browser engine: it sends, tries again, and asks nobody else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.maps import scheme
from desktop.maps.gate import gate
from desktop.phone.door import PhoneDoor
from desktop.phone.reception import Kept, Refused
from tests.desktop.phone.conftest import Store

# At import, that is before any test makes the application object.
ENGINE = scheme.register()
pytestmark = pytest.mark.skipif(not ENGINE, reason="the web engine is not installed")
SECONDS = 60_000
ANDROID = "Mozilla/5.0 (Linux; Android 12; SM-A13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537"
CHOOSE = """(function (input, names) {
  var chosen = new DataTransfer();
  names.forEach(function (name) {
    chosen.items.add(new File([name + ' the bytes of a photo'], name,
      {type: 'image/jpeg', lastModified: 7}));
  });
  input.files = chosen.files;
  input.dispatchEvent(new Event('change'));
})(document.getElementById('%s'), %s)"""


class Browser:
    """A browser of its own, that keeps nothing, and notes every address it asks."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, agent: str = "") -> None:
        from PySide6.QtWebEngineCore import (
            QWebEnginePage,
            QWebEngineProfile,
            QWebEngineUrlRequestInterceptor,
        )

        asked: list[str] = []

        class Watch(QWebEngineUrlRequestInterceptor):
            def interceptRequest(self, info: Any) -> None:
                asked.append(info.requestUrl().toString())

        self.asked = asked
        self.qtbot = qtbot
        self.parent = QObject(qapp)
        self.profile = QWebEngineProfile(self.parent)
        self.profile.setHttpAcceptLanguage("en")
        if agent:
            self.profile.setHttpUserAgent(agent)
        self.watch = Watch(self.profile)
        self.profile.setUrlRequestInterceptor(self.watch)
        self.page = QWebEnginePage(self.profile, self.profile)

    def open(self, url: str) -> None:
        with self.qtbot.waitSignal(self.page.loadFinished, timeout=SECONDS):
            self.page.load(QUrl(url))

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        self.page.runJavaScript(script, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=SECONDS)
        return answers[0]

    def until(self, id_: str, text: str) -> None:
        words = f"(e => e.offsetParent ? e.textContent : '')(document.getElementById('{id_}'))"
        self.qtbot.waitUntil(lambda: text in str(self.ask(words)), timeout=SECONDS)

    def choose(self, *names: str, by: str = "photos") -> None:
        self.ask(CHOOSE % (by, list(names)))


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def door(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[PhoneDoor]:
    made = PhoneDoor(["127.0.0.1"], store.keep, lambda _: None, port=0)
    # The engine of this program reaches nothing but what its gate passes on.
    monkeypatch.setattr(
        gate(), "_connect", lambda _host: socket.create_connection(("127.0.0.1", made.port))
    )
    gate().open_to(id(made), "127.0.0.1")
    yield made
    gate().open_to(id(made), "")
    made.close()


@pytest.fixture
def browser(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Browser]]:
    made: list[Browser] = []

    def open_(url: str, agent: str = "") -> Browser:
        made.append(Browser(qtbot, qapp, agent))
        made[-1].open(url)
        return made[-1]

    yield open_
    for one in made:
        shiboken6.delete(one.page)  # before its profile
        shiboken6.delete(one.parent)


def test_chosen_photos_arrive_and_nothing_else_is_asked_for(
    door: PhoneDoor, store: Store, browser: Callable[..., Browser]
):
    phone = browser(door.urls[0])
    phone.until("speech", "ไทย")
    phone.choose("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg")
    phone.until("end", "3 photos have arrived. You can close this page.")
    phone.until("sum", "3 of 3")
    assert [name for name, _ in store.kept] == ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"]
    assert store.kept[1][1] == b"IMG_2.jpg the bytes of a photo"
    phone.until("no-place", "without their place")
    phone.choose("IMG_1.jpg")
    phone.until("sum", "3 of 3")
    assert all(url.startswith((door.urls[0], "data:")) for url in phone.asked)


def test_it_speaks_thai(door: PhoneDoor, browser: Callable[..., Browser]):
    phone = browser(door.urls[0])
    phone.ask("document.getElementById('speech').click()")
    phone.until("title", "ส่งภาพเข้าคอมพิวเตอร์")
    assert phone.ask("document.documentElement.lang") == "th"


def test_what_the_desk_cannot_take_now_is_sent_again(
    door: PhoneDoor, store: Store, browser: Callable[..., Browser]
):
    tried: list[int] = []

    def busy_twice() -> None:
        tried.append(1)
        if len(tried) < 3:
            raise Refused("busy", HTTPStatus.SERVICE_UNAVAILABLE)

    store.before = busy_twice
    phone = browser(door.urls[0])
    phone.choose("a.jpg")
    phone.until("end", "1 photos have arrived")
    assert len(store.kept) == 1


def test_what_is_no_photo_is_told_and_the_rest_goes_on(
    door: PhoneDoor, store: Store, browser: Callable[..., Browser]
):
    keep = store.keep

    def picky(data: bytes, name: str) -> Kept:
        if name == "bad.jpg":
            raise Refused("photo_damaged", HTTPStatus.UNPROCESSABLE_ENTITY)
        return keep(data, name)

    door._reception._keep = picky
    phone = browser(door.urls[0])
    phone.choose("bad.jpg", "good.jpg")
    phone.until("end", "1 photos have arrived; 1 could not be taken")
    phone.until("list", "the file is damaged")


def test_a_door_that_closed_is_told(door: PhoneDoor, browser: Callable[..., Browser]):
    phone = browser(door.urls[0])
    phone.until("sum", "Keep this page open")
    door._gate.close("idle")
    phone.choose("late.jpg")
    phone.until("said", "safe")


def test_a_second_phone_is_told_what_to_do(door: PhoneDoor, browser: Callable[..., Browser]):
    first = browser(door.urls[0])
    first.until("sum", "Keep this page open")
    first.qtbot.waitUntil(lambda: door.standing().state == "connected", timeout=SECONDS)
    second = browser(door.urls[0])
    assert "New code" in second.ask("document.body.textContent")


def test_android_is_asked_for_files_since_its_picker_takes_the_place_out(
    door: PhoneDoor, browser: Callable[..., Browser]
):
    phone = browser(door.urls[0], ANDROID)
    assert phone.ask("document.getElementById('photos').hasAttribute('accept')") is False
    phone.choose("a.jpg")
    phone.until("no-place", "DCIM")
