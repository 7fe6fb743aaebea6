"""Which connections are open, whether anything moves on them, and breaking them off from afar."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import weakref
from typing import Any

STILL_SECONDS = 5.0
"""A request on which nothing moved for so long does not outlive a change of network."""


class Watch:
    """Which connections are open and when a byte moved last on any of them. Thread-safe."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        self.moved_at = time.monotonic()
        self._open: weakref.WeakSet[Any] = weakref.WeakSet()
        self._lock = threading.Lock()

    def opened(self, connection: Any) -> None:
        """Know of a connection while it lives."""
        with self._lock:
            self._open.add(connection)

    def moved(self) -> None:
        """A byte came or went."""
        self.moved_at = time.monotonic()

    def is_still(self) -> bool:
        """Whether nothing moved for some seconds."""
        return time.monotonic() - self.moved_at > STILL_SECONDS

    def break_off(self) -> None:
        """End every connection, from whatever thread: requests that wait on one fail as cut."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError, TypeError):
                # Of the socket itself: the TLS over it is not to be touched from another thread.
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
