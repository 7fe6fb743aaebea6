"""A line to a server that counts bytes, can be cut at any byte, and can hear a reply coming."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

_PIECE = 16 * 1024


class Line:
    """Passes TCP connections on to a port of this machine."""

    def __init__(self, port: int) -> None:
        """Listen on a port of its own; what comes goes to `port`."""
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.up = 0
        self.down = 0
        self._left = {"up": -1, "down": -1}
        self._wanted = b""
        self._before_reply: Callable[[], None] | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    @property
    def url(self) -> str:
        """The server's address by way of this line."""
        return f"http://127.0.0.1:{self.port}"

    def cut_up_after(self, count: int) -> None:
        """Cut once, when this many more bytes went to the server."""
        self._left["up"] = count

    def cut_down_after(self, count: int) -> None:
        """Cut once, when this many more bytes came from the server."""
        self._left["down"] = count

    def before_reply_to(self, request: bytes, act: Callable[[], None]) -> None:
        """Once, when the reply to a request with these bytes comes: act, and lose the reply."""
        self._wanted, self._before_reply = request, act

    def close(self) -> None:
        """End every connection."""
        self._listener.close()
        self._end(list(self._open))

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=10)
            except OSError:
                self._end([near])
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            heard = [b""]
            for direction, source, sink in (("up", near, far), ("down", far, near)):
                threading.Thread(
                    target=self._pass_on, args=(direction, source, sink, heard), daemon=True
                ).start()

    def _pass_on(
        self, direction: str, source: socket.socket, sink: socket.socket, heard: list[bytes]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE):
                if direction == "up":
                    heard[0] = data if data[:5] in _METHODS else heard[0]
                elif self._before_reply is not None and self._wanted in heard[0]:
                    act, self._before_reply = self._before_reply, None
                    act()
                    break
                passed, cut = self._allowed(direction, data)
                # Counted before it is passed: whoever has the bytes also sees the count.
                if direction == "up":
                    self.up += len(passed)
                else:
                    self.down += len(passed)
                sink.sendall(passed)
                if cut:
                    break
        self._end([source, sink])

    def _allowed(self, direction: str, data: bytes) -> tuple[bytes, bool]:
        with self._lock:
            left = self._left[direction]
            if left < 0:
                return data, False
            if len(data) < left:
                self._left[direction] = left - len(data)
                return data, False
            self._left[direction] = -1
            return data[:left], True

    def _end(self, sockets: list[socket.socket]) -> None:
        for end in sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            with self._lock:
                self._open.discard(end)


_METHODS = {b"GET /", b"POST ", b"PATCH", b"HEAD "}
