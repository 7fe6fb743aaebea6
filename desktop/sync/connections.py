"""The connections to one server: kept alive, and patient with what is on its way."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from urllib3.poolmanager import PoolManager

    from desktop.sync.watch import Watch


class Adapter(HTTPAdapter):
    """Makes connections that may take long to carry what is sent, but not stand still for long.

    urllib3 gives the sending of a body the time for connecting; on a line of 64 kbit/s that is not
    enough for what is on its way.
    """

    def __init__(self, watch: Watch, stall_seconds: float) -> None:
        """Tell `watch` of every connection, which may stand still for `stall_seconds`."""
        self._pools = _pools(watch, stall_seconds)
        super().__init__(pool_connections=2, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Make the pools of direct connections."""
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **more: Any) -> PoolManager:
        """Make the pools of connections by way of a proxy."""
        manager: PoolManager = super().proxy_manager_for(proxy, **more)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(watch: Watch, stall_seconds: float) -> dict[str, type[HTTPConnectionPool]]:
    def connected(connection: HTTPConnection) -> None:
        if connection.sock is not None:
            connection.sock.settimeout(stall_seconds)
            _bear_loss(connection.sock)
        watch.opened(connection)

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            connected(self)

        def request(self, *args: Any, **more: Any) -> None:
            if self.sock is not None:
                self.timeout = stall_seconds
            super().request(*args, **more)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            connected(self)

        def request(self, *args: Any, **more: Any) -> None:
            if self.sock is not None:
                self.timeout = stall_seconds
            super().request(*args, **more)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _bear_loss(sock: Any) -> None:
    """Let lost packets not slow a connection down, where the system has what it takes (Linux).

    BBR (draft-ietf-ccwg-bbr) sends at the rate at which packets arrive; the usual CUBIC takes each
    loss for a crowd, and with 5 % of them uses a fiftieth of a line of 8 Mbit/s.
    """
    kind = getattr(socket, "TCP_CONGESTION", None)
    if kind is not None:
        with contextlib.suppress(OSError, ValueError):
            sock.setsockopt(socket.IPPROTO_TCP, kind, b"bbr")
