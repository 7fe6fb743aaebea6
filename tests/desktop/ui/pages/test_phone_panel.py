"""The panel of the phone: off until asked, the code it shows, what it hands on, how it ends."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.phone.addresses import Network
from desktop.phone.door import PhoneDoor
from desktop.pictures.decoder import HereDecoder
from desktop.receiving import HandedIn
from desktop.ui.bridge import Bridge
from desktop.ui.pages.phone_form import Thumb
from desktop.ui.pages.phone_panel import FromPhone, PhonePanel
from tests.desktop.conftest import a_photo
from tests.desktop.phone.caller import Phone
from tests.support.page_window import PageWindow

Words = Callable[[QWidget], str]


@pytest.fixture(autouse=True)
def _on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [Network("127.0.0.1", "lo"), Network("127.0.0.2", "lo")]
    monkeypatch.setattr("desktop.phone.addresses.local_networks", lambda: here)


@pytest.fixture
def panel(qtbot: QtBot, english: None, desk: Desk) -> Iterator[PhonePanel]:
    desk.photos.decoder.close()
    desk.photos.decoder = HereDecoder()
    bridge = Bridge(desk)
    window: Any = PageWindow(bridge)
    made = PhonePanel(bridge, window)
    made.resize(700, 520)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.hide()
    bridge.close()


def opened(panel: PhonePanel, qtbot: QtBot) -> Phone:
    panel.form.start.click()
    qtbot.waitUntil(lambda: panel.is_open)
    door = panel.door
    assert door is not None
    return Phone(door)


def send(phone: Phone, qtbot: QtBot, photo: bytes, query: str) -> int:
    """Send from another thread, as a phone does, while the panel lives on."""
    answers: list[int] = []

    def work() -> None:
        if not phone.cookie:
            phone.hello()
        reply = phone.send(photo, query)
        answers.append(reply.status if reply else 0)

    threading.Thread(target=work, daemon=True).start()
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_it_is_off_until_its_button_is_pressed(panel: PhonePanel, desk: Desk, words: Words):
    assert not panel.is_open
    assert desk._door is None
    assert "off until you press the button" in words(panel)


def test_the_code_leads_to_the_door(panel: PhonePanel, qtbot: QtBot, words: Words):
    phone = opened(panel, qtbot)
    assert "Waiting for the phone" in words(panel)
    groups = "-".join(phone.door.code[at : at + 4] for at in range(0, 26, 4))
    assert f"127.0.0.1:{phone.door.port}/{groups}" in words(panel)
    panel.form.networks.setCurrentIndex(1)
    panel.form.networks.activated.emit(1)
    assert "127.0.0.2" in words(panel)


def test_the_painted_code_is_the_code_of_the_address(panel: PhonePanel, qtbot: QtBot):
    """What is black on the screen is what segno makes black, within a white margin."""
    import segno

    phone = opened(panel, qtbot)
    image = panel.form.code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    matrix = [list(row) for row in segno.make(phone.door.urls[0], error="m", micro=False).matrix]
    module = image.width() // (len(matrix) + 8)
    start = (image.width() - module * len(matrix)) // 2
    assert start >= 4 * module
    middle = module // 2
    seen = [
        [int(image.pixelColor(start + x * module + middle, start + y * module + middle).red() < 99)
         for x in range(len(matrix))]
        for y in range(len(matrix))
    ]  # fmt: skip
    assert seen == [[int(bool(cell)) for cell in row] for row in matrix]


def test_a_photo_that_came_is_handed_on_byte_for_byte(
    panel: PhonePanel, qtbot: QtBot, words: Words, desk: Desk
):
    phone = opened(panel, qtbot)
    photo = a_photo(7)
    with qtbot.waitSignal(panel.arrived) as caught:
        assert send(phone, qtbot, photo, "name=IMG_7.jpg&at=1&of=3") == 200
    assert caught.args == [[FromPhone(photo, "IMG_7.jpg")]]
    qtbot.waitUntil(lambda: "1 photos have arrived" in words(panel))
    thumbs = panel.findChildren(Thumb)
    assert [thumb.accessibleName() for thumb in thumbs] == ["IMG_7.jpg · no place"]


def test_the_newest_photo_stands_first(panel: PhonePanel, qtbot: QtBot):
    phone = opened(panel, qtbot)
    for shade in (1, 2):
        with qtbot.waitSignal(panel.arrived):
            send(phone, qtbot, a_photo(shade), f"name={shade}.jpg")
    shown = [thumb for thumb in panel.findChildren(Thumb) if thumb.isVisible()]
    assert [thumb.accessibleName()[0] for thumb in shown] == ["2", "1"]


def test_it_says_when_the_phone_is_there_and_what_was_not_taken(
    panel: PhonePanel, qtbot: QtBot, words: Words
):
    phone = opened(panel, qtbot)
    assert send(phone, qtbot, b"MZ" + bytes(100), "name=a.exe") == 422
    qtbot.waitUntil(lambda: "Phone connected" in words(panel))
    assert "1 files were not taken" in words(panel)


def test_stop_ends_it_and_says_so(panel: PhonePanel, qtbot: QtBot, words: Words):
    phone = opened(panel, qtbot)
    panel.form.stop.click()
    assert not panel.is_open
    assert phone.door.standing().state == "closed"
    assert "Closed. What has arrived is kept." in words(panel)


def test_leaving_the_page_ends_it(panel: PhonePanel, qtbot: QtBot):
    phone = opened(panel, qtbot)
    panel.hide()
    assert phone.door.standing().state == "closed"


def test_leaving_while_it_opens_leaves_nothing_open(
    panel: PhonePanel, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    opened_door = desk.open_phone
    made: list[PhoneDoor] = []

    def open_and_note() -> PhoneDoor:
        made.append(opened_door())
        return made[0]

    monkeypatch.setattr(desk, "open_phone", open_and_note)
    panel.form.start.click()
    panel.hide()
    qtbot.waitUntil(lambda: bool(made) and made[0].standing().state == "closed")
    assert not panel.is_open


def test_a_panel_that_goes_hears_of_nothing_more(
    qtbot: QtBot, english: None, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """What it asked last is answered to nobody; the bridge would call what is deleted."""
    asked, go_on = threading.Event(), threading.Event()

    def slowly() -> list[HandedIn]:
        asked.set()
        go_on.wait(20)
        return []

    monkeypatch.setattr(desk, "handed_in", slowly)
    bridge = Bridge(desk)
    window: Any = PageWindow(bridge)
    panel = PhonePanel(bridge, window)
    panel.show()
    assert asked.wait(20)
    panel.hide()
    shiboken6.delete(panel)
    go_on.set()
    with qtbot.capture_exceptions() as raised:
        qtbot.waitUntil(lambda: threading.active_count() == len(threading.enumerate()))
        bridge.close()
    assert raised == []


def test_a_door_that_ended_by_itself_is_told(panel: PhonePanel, qtbot: QtBot, words: Words):
    phone = opened(panel, qtbot)
    phone.door._gate.close("idle")
    qtbot.waitUntil(lambda: not panel.is_open)
    assert "ten minutes without a photo" in words(panel)


def test_a_new_code_lets_another_phone_in(panel: PhonePanel, qtbot: QtBot):
    first = opened(panel, qtbot)
    panel.form.anew.click()
    qtbot.waitUntil(lambda: panel.door is not None and panel.door.code != first.door.code)
    assert panel.form.stop.isVisible()
    assert first.door.standing().state == "closed"


def test_what_came_earlier_is_offered_until_it_is_used_or_removed(
    panel: PhonePanel, qtbot: QtBot, words: Words, desk: Desk
):
    phone = opened(panel, qtbot)
    photo = a_photo(9)
    with qtbot.waitSignal(panel.arrived):
        send(phone, qtbot, photo, "name=9.jpg")
    panel.form.stop.click()
    qtbot.waitUntil(lambda: "1 photos came earlier" in words(panel))
    with qtbot.waitSignal(panel.arrived) as caught:
        panel.form.use.click()
    assert caught.args == [[FromPhone(photo, "9.jpg")]]
    assert len(desk.handed_in()) == 1  # used only once a case has it
    panel.hide()
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.earlier))
    panel.form.drop.click()
    qtbot.waitUntil(lambda: desk.handed_in() == [])
    assert not panel.form.earlier.isVisible()


def test_without_a_network_it_says_what_to_do(
    panel: PhonePanel, qtbot: QtBot, words: Words, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desktop.phone.addresses.local_networks", list)
    panel.form.start.click()
    qtbot.waitUntil(lambda: "hotspot" in words(panel.form.problem))


@pytest.mark.parametrize("width", [360, 700, 1000])
def test_it_fits_wherever_it_stands(panel: PhonePanel, qtbot: QtBot, width: int):
    opened(panel, qtbot)
    panel.resize(width, 900)
    below = width < 560

    def laid_out() -> bool:
        code, first = panel.form.code, panel.form.steps[0]
        return (first.x() < code.x() + code.width()) is below

    qtbot.waitUntil(laid_out)
    assert panel.width() == width
    for widget in [panel.form.code, panel.form.stop, panel.form.anew, *panel.form.steps]:
        right = widget.mapTo(panel, widget.rect().topRight()).x()
        assert right <= width
    assert panel.form.code.width() == panel.form.code.height() >= 200


def test_a_photo_of_a_real_camera_keeps_its_size(panel: PhonePanel, qtbot: QtBot, desk: Desk):
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(out, "JPEG", quality=95)
    phone = opened(panel, qtbot)
    with qtbot.waitSignal(panel.arrived) as caught:
        assert send(phone, qtbot, out.getvalue(), "name=big.jpg") == 200
    assert caught.args[0][0].source == out.getvalue()


@pytest.mark.parametrize("how", ["button", "key"])
def test_it_can_be_sent_away(panel: PhonePanel, qtbot: QtBot, how: str):
    phone = opened(panel, qtbot)
    with qtbot.waitSignal(panel.closed):
        if how == "button":
            panel.form.away.click()
        else:
            qtbot.keyClick(panel.form.stop, Qt.Key.Key_Escape)
    assert phone.door.standing().state == "closed"
