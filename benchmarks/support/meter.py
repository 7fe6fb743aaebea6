"""A relay on loopback that counts what goes over the line, and can cut it at a byte."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from dataclasses import dataclass

_REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|PATCH|DELETE) \S+ HTTP/1\.1\r\n")


@dataclass(slots=True)
class Count:
    """Bytes sent and received by the desk, and the requests it made."""

    up: int = 0
    down: int = 0
    requests: int = 0


class Meter:
    """Relays every connection to a port; `count` is what went over it since `reset`."""

    def __init__(self, port: int) -> None:
        """Start to relay to this port of loopback."""
        self._to = port
        self._up_left: int | None = None
        self._down_left: int | None = None
        self._lock = threading.Lock()
        self.count = Count()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def reset(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self.count = Count()

    def cut_after(self, *, up: int | None = None, down: int | None = None) -> None:
        """Pass on so many bytes from now, then end that connection; later ones go through."""
        with self._lock:
            self._up_left, self._down_left = up, down

    def close(self) -> None:
        """Break every connection and listen no more."""
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                for end in (desk, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open += [desk, server]
                for pair in ((desk, server, True), (server, desk, False)):
                    threading.Thread(target=self._relay, args=pair, daemon=True).start()

    def _relay(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                passed = self._passed(data, up)
                self._note(passed, up)
                target.sendall(passed)
                if len(passed) < len(data):
                    # Both ways: what was passed on arrives, nothing more goes.
                    source.shutdown(socket.SHUT_RDWR)
                    break
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _passed(self, data: bytes, up: bool) -> bytes:
        """What of these bytes goes on before the cut."""
        with self._lock:
            left = self._up_left if up else self._down_left
            if left is None:
                return data
            passed = data[:left]
            after = left - len(passed) if len(passed) == len(data) else None
            if up:
                self._up_left = after
            else:
                self._down_left = after
            return passed

    def _note(self, data: bytes, up: bool) -> None:
        with self._lock:
            if up:
                self.count.up += len(data)
                self.count.requests += len(_REQUEST.findall(data))
            else:
                self.count.down += len(data)
