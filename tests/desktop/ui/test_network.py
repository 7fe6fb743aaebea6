"""What the system says of the network reaches the desk, off the main thread, and nothing more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.sync.sparing import Network
from desktop.ui.bridge import Bridge
from desktop.ui.network import NetworkWatcher, information

Reach = QNetworkInformation.Reachability
Medium = QNetworkInformation.TransportMedium


class System(QObject):
    """A network as QNetworkInformation tells of one."""

    reachabilityChanged = Signal(object)
    transportMediumChanged = Signal(object)
    isMeteredChanged = Signal(bool)
    isBehindCaptivePortalChanged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.reach, self.medium = Reach.Online, Medium.WiFi
        self.metered = self.captive = False

    def reachability(self) -> Reach:
        return self.reach

    def transportMedium(self) -> Medium:
        return self.medium

    def isMetered(self) -> bool:
        return self.metered

    def isBehindCaptivePortal(self) -> bool:
        return self.captive


@pytest.fixture
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Network, bool]]:
    """What the desk was told, and whether it was told on the main thread."""
    said: list[tuple[Network, bool]] = []
    here = threading.current_thread()
    monkeypatch.setattr(
        desk,
        "network_changed",
        lambda network: said.append((network, threading.current_thread() is here)),
    )
    return said


@pytest.fixture
def bridge(desk: Desk, qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(desk)
    yield made
    made.close()


def test_each_change_is_told_once_and_never_by_the_thread_of_the_screens(bridge, told, qtbot):
    system = System()
    watcher = NetworkWatcher(bridge, ask=lambda: system)
    qtbot.waitUntil(lambda: len(told) == 1)
    system.reachabilityChanged.emit(Reach.Online)  # nothing is other than before
    system.metered = True
    system.isMeteredChanged.emit(True)
    qtbot.waitUntil(lambda: len(told) == 2)
    system.reach, system.medium = Reach.Disconnected, Medium.Unknown
    system.reachabilityChanged.emit(Reach.Disconnected)
    qtbot.waitUntil(lambda: len(told) == 3)
    system.reach, system.medium, system.captive = Reach.Site, Medium.Cellular, True
    system.transportMediumChanged.emit(Medium.Cellular)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert [network for network, _ in told] == [
        Network(name="WiFi"),
        Network(metered=True, name="WiFi"),
        Network(reachable=False, metered=True, name="Unknown"),
        Network(metered=True, captive=True, name="Cellular"),
    ]
    assert not any(on_main for _, on_main in told)
    watcher.deleteLater()


def test_where_nobody_can_be_asked_nothing_is_told(bridge, told):
    NetworkWatcher(bridge, ask=lambda: None)
    assert told == []


def test_what_this_system_says_is_understood(bridge, told, qtbot):
    watcher = NetworkWatcher(bridge)
    if information() is not None:
        qtbot.waitUntil(lambda: len(told) == 1)
    watcher.deleteLater()
