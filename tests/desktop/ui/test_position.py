"""The position comes from a receiver at a port, says how it stands, and is never kept."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QSettings

from desktop import clock
from desktop.ui import position as module
from desktop.ui.position import OFF, SYSTEM, Position, Reception
from desktop.ui.position_words import figures, reception_words
from desktop.ui.receiver import Receiver
from tests.support import receiver
from tests.support.receiver import PretendedReceiver

pytestmark = pytest.mark.skipif(
    not hasattr(__import__("os"), "openpty"), reason="pseudo terminals stand for ports"
)


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "looks.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def port():
    with PretendedReceiver() as made:
        yield made


@pytest.fixture
def position(qtbot, settings, english):
    made = []
    receivers = []

    def make(port):
        receivers.append(Receiver(port, try_seconds=0.3))
        return receivers[-1]

    made.append(Position(settings, make=make))
    yield made[0]
    made[0].choose(OFF)
    assert all(one.join(5) for one in receivers)


def saying(qtbot, port, position, said, reached):
    """Say this again and again, as a receiver does every second, until it is understood."""

    def look():
        port.say(said)
        assert reached(position.reception), position.reception

    qtbot.waitUntil(look, timeout=20_000)


def test_it_is_off_until_a_person_turns_it_on(position):
    position.want("day")
    assert position.reception == Reception.OFF
    assert position.fix is None
    assert "off" in reception_words(Reception.OFF)


def test_a_receiver_gives_the_position_with_satellites_accuracy_and_age(qtbot, port, position):
    position.choose(port.port)
    position.want("day")
    came = []
    position.moved.connect(lambda *what: came.append(what))
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    lon, lat, accuracy, _ = came[-1]
    assert (lon, lat) == pytest.approx((101.1533, 16.4412), abs=1e-5)
    assert accuracy == pytest.approx(10, abs=6)
    assert position.satellites == 8
    assert "8 satellites · within" in figures(position)
    assert figures(position).endswith("s ago")


def test_wrong_cut_and_garbled_sentences_give_no_position(qtbot, port, position):
    position.choose(port.port)
    position.want("day")
    good = receiver.position()
    wrong = good.replace(b"16", b"17")
    bad = wrong + good[:30] + b"\r\n" + b"\xff\x00\n" * 50 + receiver.VOID
    saying(qtbot, port, position, bad, lambda r: r == Reception.NO_FIX)
    assert position.fix is None


def test_a_position_that_is_lost_stays_until_it_is_back(qtbot, port, position):
    position.choose(port.port)
    position.want("day")
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    saying(qtbot, port, position, receiver.VOID, lambda r: r == Reception.LOST)
    assert position.fix is not None
    saying(qtbot, port, position, receiver.position(at="092810"), lambda r: r == Reception.FIX)


def test_a_receiver_that_falls_silent_is_told(qtbot, port, position, monkeypatch):
    position.choose(port.port)
    position.want("day")
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    ahead = clock.monotonic() + 60_000_000
    monkeypatch.setattr(clock, "monotonic", lambda: ahead)
    assert position.reception == Reception.STALE
    assert position.age_seconds >= 50


def test_what_is_no_receiver_is_said_to_be_none(qtbot, port, position):
    position.choose(port.port)
    position.want("day")
    saying(qtbot, port, position, b"login: \n", lambda r: r == Reception.DEAF)


def test_a_port_that_is_not_there_and_one_pulled_out(qtbot, port, position):
    position.choose("/dev/pts/no-such-port")
    position.want("day")
    qtbot.waitUntil(lambda: position.reception == Reception.NO_RECEIVER)
    position.choose(port.port)
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    port.pull_out()
    qtbot.waitUntil(lambda: position.reception == Reception.NO_RECEIVER, timeout=20_000)
    assert "found by itself" in reception_words(position.reception)


@pytest.mark.parametrize(("allowed", "expected"), [(True, "busy"), (False, "not_allowed")])
def test_a_port_in_use_and_one_that_is_not_allowed(qtbot, position, monkeypatch, allowed, expected):
    from PySide6.QtSerialPort import QSerialPort

    denied = QSerialPort.SerialPortError.PermissionError
    monkeypatch.setattr(QSerialPort, "open", lambda *_: False)
    monkeypatch.setattr(QSerialPort, "error", lambda *_: denied)
    monkeypatch.setattr("desktop.ui.receiver.os.access", lambda *_: allowed)
    position.choose("/dev/ttyUSB0")
    position.want("day")
    qtbot.waitUntil(lambda: position.reception == Reception(expected))


def test_the_port_is_let_go_when_no_page_wants_it(qtbot, port, position):
    position.choose(port.port)
    position.want("day")
    position.want("settings")
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    running = position._receiver
    position.unwant("settings")
    assert position._receiver is running
    position.unwant("day")
    assert running.join(5)
    assert position.fix is not None  # still known in this session
    position.choose(OFF)
    assert position.fix is None


def test_a_computer_without_location_service_says_so(position, monkeypatch):
    monkeypatch.setattr(module, "_system_names", list)
    position.choose(SYSTEM)
    position.want("day")
    assert position.reception == Reception.NO_SERVICE


def test_the_systems_own_service_gives_the_position_too(qtbot, position, monkeypatch):
    from PySide6.QtPositioning import QNmeaPositionInfoSource

    lines = module._Lines(position)

    def of_the_system(parent):
        made = QNmeaPositionInfoSource(QNmeaPositionInfoSource.UpdateMode.RealTimeMode, parent)
        made.setDevice(lines)
        return made

    monkeypatch.setattr(module, "system_source", of_the_system)
    position.choose(SYSTEM)
    position.want("day")
    assert position.reception == Reception.LOOKING
    lines.give(receiver.position())
    qtbot.waitUntil(lambda: position.reception == Reception.FIX)
    assert position.fix is not None
    assert position.satellites is None
    assert figures(position).endswith("s ago")


def test_nothing_of_the_position_is_written_or_logged(qtbot, port, position, settings, caplog):
    caplog.set_level(logging.DEBUG)
    position.choose(port.port)
    position.want("day")
    saying(qtbot, port, position, receiver.position(), lambda r: r == Reception.FIX)
    position.unwant("day")
    settings.sync()
    kept = {key: str(settings.value(key)) for key in settings.allKeys()}
    assert kept == {"position/source": port.port}
    assert "16.4" not in caplog.text
    assert "101.1" not in caplog.text


def test_every_reception_has_words(english):
    said = {reception_words(one) for one in Reception}
    assert len(said) == len(Reception)
