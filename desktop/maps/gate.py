"""The only way from the map's engine to the network, closed unless an online layer is on.

The engine is started with every name of every host led to a port of this computer
(`scheme.register`), below whatever its pages may try: also connections that ask no guard, such as
`preconnect`, and names that would be looked up. Nobody listens at that port, until an online layer
is turned on. Then bytes are passed on to that one host at port 443, as they are: the engine still
checks its certificate, and nobody else's would fit.
"""

from __future__ import annotations

import atexit
import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from functools import cache

PORT = 443
_CHUNK = 65_536
_PATIENCE = 15.0
Connect = Callable[[str], socket.socket]


def _connect(host: str) -> socket.socket:
    return socket.create_connection((host, PORT), timeout=_PATIENCE)


class Gate:
    """Passes connections on to one host while anybody has it open. Thread-safe."""

    def __init__(self, connect: Connect = _connect) -> None:
        """Take a port; nobody listens there yet."""
        self._connect = connect
        self._lock = threading.Lock()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._hosts: dict[int, str] = {}
        self._passing: set[socket.socket] = set()
        self._listens = False

    def open_to(self, who: int, host: str) -> None:
        """From now on `who` wants this host reached, or with an empty name none.

        Connections that were passed on to another host end at once.
        """
        with self._lock:
            before = self._host()
            self._hosts.pop(who, None)
            if host:
                self._hosts[who] = host
            if self._host() != before:
                for one in self._passing:
                    _end(one)
            if host and not self._listens:
                self._listens = True
                self._socket.listen()
                threading.Thread(target=self._accept, name="map gate", daemon=True).start()

    def close(self) -> None:
        """Give the port back."""
        with self._lock:
            self._hosts.clear()
            for one in (*self._passing, self._socket):
                _end(one)
        self._socket.close()

    def _host(self) -> str:
        return next(reversed(self._hosts.values()), "")

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(near,), name="map gate", daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        with self._lock:
            host = self._host()
        if not host:
            near.close()
            return
        try:
            far = self._connect(host)
        except OSError:
            near.close()
            return
        with near, far:
            with self._lock:
                if self._host() != host:
                    return  # it was turned off meanwhile
                self._passing |= {near, far}
            with contextlib.suppress(OSError):
                _both_ways(near, far)
            with self._lock:
                self._passing -= {near, far}


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


def _both_ways(near: socket.socket, far: socket.socket) -> None:
    """Pass bytes until either side has no more."""
    other = {near: far, far: near}
    with selectors.DefaultSelector() as ready:
        for one in other:
            one.settimeout(_PATIENCE)
            ready.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                from_here = key.fileobj
                assert isinstance(from_here, socket.socket)
                data = from_here.recv(_CHUNK)
                if not data:
                    return
                other[from_here].sendall(data)


@cache
def gate() -> Gate:
    """The gate of this process, closed with it."""
    made = Gate()
    atexit.register(made.close)
    return made
