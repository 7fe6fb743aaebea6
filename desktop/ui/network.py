"""What the system says of the network, told to the desk: it wakes the sync, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from desktop.sync.sparing import Network
from desktop.ui.bridge import Bridge

_Reach = QNetworkInformation.Reachability
# An unknown reach is no reason to think that nothing can be reached.
_NOTHING = frozenset({_Reach.Disconnected, _Reach.Local})
_SIGNALS = (
    "reachabilityChanged", "transportMediumChanged", "isMeteredChanged",
    "isBehindCaptivePortalChanged",
)  # fmt: skip


def information() -> Any:
    """Qt's word on the network, None where this platform has nobody to ask."""
    QNetworkInformation.loadDefaultBackend()
    return QNetworkInformation.instance()


class NetworkWatcher(QObject):
    """Tells the desk of each change, on a thread of the bridge's: the screens never wait."""

    def __init__(
        self, bridge: Bridge, parent: QObject | None = None,
        ask: Callable[[], Any] = information,
    ) -> None:  # fmt: skip
        """Say once how it is, where `ask` gives something to watch (as QNetworkInformation)."""
        super().__init__(parent)
        self._bridge = bridge
        self._said: Network | None = None
        self._source = ask()
        if self._source is None:
            return
        for signal in _SIGNALS:
            getattr(self._source, signal).connect(self._changed)
        self._changed()

    def _changed(self, _: object = None) -> None:
        source = self._source
        network = Network(
            reachable=source.reachability() not in _NOTHING,
            metered=source.isMetered(),
            captive=source.isBehindCaptivePortal(),
            name=source.transportMedium().name,
        )
        if network == self._said:
            return
        self._said = network
        desk = self._bridge.desk
        self._bridge.write(lambda: desk.network_changed(network), lambda _: None)
