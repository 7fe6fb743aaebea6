"""A server on this machine that says, byte for byte, what a test wants: also what no server may."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable

from casework import wire

OURS = {wire.PROTOCOL_HEADER: "1", wire.SERVER_HEADER: "s1"}
Answer = Callable[[bytes], "bytes | Iterable[bytes]"]
_PIECE = 64 * 1024


def reply(
    status: int = 200, body: bytes = b"", *, ours: bool = True, length: int | None = None,
    **headers: str,
) -> bytes:  # fmt: skip
    """A reply as it goes over the line; `length` is the Content-Length that it tells, -1 none."""
    told = len(body) if length is None else length
    lines = {**(OURS if ours else {}), **({} if told < 0 else {"Content-Length": str(told)})}
    lines["Connection"] = "close"
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"HTTP/1.1 {status} Any\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items())
    return head.encode() + b"\r\n" + body


class LyingServer:
    """Answers each request by what `answer` makes of it, then closes the connection.

    An answer in pieces is sent as long as somebody takes it. `requests` are all that came.
    """

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        self._answer = answer
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.requests: list[bytes] = []
        self.taken = 0
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Listen no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(near,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _serve(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError), near:
            if self._tls is not None:
                near = self._tls.wrap_socket(near, server_side=True)
            with near:
                request = _read(near)
                self.requests.append(request)
                answer = self._answer(request)
                for piece in (answer,) if isinstance(answer, bytes) else answer:
                    near.sendall(piece)
                    self.taken += len(piece)


def _read(near: socket.socket) -> bytes:
    """One request with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = near.recv(_PIECE)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += near.recv(_PIECE)
    return head + b"\r\n\r\n" + body
