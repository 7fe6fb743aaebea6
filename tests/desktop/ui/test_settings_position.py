"""The GPS card of the settings: off at first, a choice of ports, and a test of what comes."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt

from desktop.ui.pages.settings_position import PositionCard
from desktop.ui.position import OFF
from desktop.ui.receiver import PortName
from tests.support import receiver
from tests.support.receiver import PretendedReceiver

pytestmark = pytest.mark.skipif(
    not hasattr(os, "openpty"), reason="pseudo terminals stand for ports"
)


@pytest.fixture
def card(qtbot, desk, open_window):
    window = open_window(desk)
    window.navigate("settings")
    found = window.findChild(PositionCard)
    yield found
    found._position.choose(OFF)


def offered(card):
    return [card.choice.itemText(n) for n in range(card.choice.count())]


def choose(card, words):
    card.choice.setCurrentIndex(offered(card).index(words))
    card.choice.activated.emit(card.choice.currentIndex())


def test_it_is_off_and_no_port_is_looked_for_before_a_person_asks(card, monkeypatch):
    assert offered(card) == ["Off"]
    assert not card.test.isEnabled()


def test_a_receiver_is_found_tested_and_let_go(qtbot, card, monkeypatch):
    with PretendedReceiver() as port:
        there = [PortName(port.port, "ttyUSB0 · u-blox 7")]
        monkeypatch.setattr("desktop.ui.pages.settings_position.ports", lambda: there)
        qtbot.mouseClick(card.look, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "ttyUSB0 · u-blox 7" in offered(card))
        choose(card, "ttyUSB0 · u-blox 7")
        qtbot.mouseClick(card.test, Qt.MouseButton.LeftButton)
        assert card.test.text() == "Stop the test"

        def look():
            port.say(receiver.position())
            assert card.says.text() == "The position is there."
            assert card.figures.text().startswith("8 satellites · within")

        qtbot.waitUntil(look, timeout=30_000)
        heard = card._position._receiver
        qtbot.mouseClick(card.test, Qt.MouseButton.LeftButton)
        assert not card.says.isVisible()
        assert heard.join(5)


def test_leaving_the_page_ends_the_test(qtbot, card):
    card._position.choose("/dev/pts/no-such-port")
    card.retranslate()
    qtbot.mouseClick(card.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.says.text().startswith("No receiver at this port"))
    heard = card._position._receiver
    card.window().navigate("cases")
    assert heard.join(5)
    assert card.test.text() == "Test"
