"""One HTTP request of a stranger, read within limits of size and time (RFC 9112), and its answer.

One request a connection. What is not plainly right is `Bad`: it gets no answer at all.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

HEAD_BYTES: Final = 8 * 1024
HEAD_SECONDS: Final = 10.0
QUIET_SECONDS: Final = 20.0
"""No byte for so long: the phone went away."""
BODY_SECONDS: Final = 15 * 60.0
LINGER_SECONDS: Final = 3.0
_LINE: Final = re.compile(r"([A-Z]{3,7}) (/[\x21-\x7e]{0,1023}) HTTP/1\.[01]")
_FIELD: Final = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}):[ \t]*([\x20-\x7e\x80-\xff\t]*)")
_ONCE: Final = ("host", "content-length", "cookie", "origin")


class Bad(Exception):
    """What came is no request that is answered: malformed, too large, too slow, or cut off."""


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request; `rest` is what came of the body with it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    rest: bytes

    @property
    def length(self) -> int | None:
        """The bytes of the body, None where it is not said as this door wants it."""
        said = self.headers.get("content-length", "")
        if "transfer-encoding" in self.headers or not re.fullmatch(r"[0-9]{1,12}", said):
            return None
        return int(said)

    def cookie(self, name: str) -> str:
        """The value of a cookie, empty where it was not sent."""
        for part in self.headers.get("cookie", "").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def read_head(connection: socket.socket, clock: Callable[[], float] = time.monotonic) -> Request:
    """The head of a request. Raises Bad; OSError where the line breaks."""
    until = clock() + HEAD_SECONDS
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        if len(data) > HEAD_BYTES:
            raise Bad
        data += _some(connection, 4096, until - clock())
    if end > HEAD_BYTES:
        raise Bad
    return _parsed(bytes(data[:end]).decode("latin-1"), bytes(data[end + 4 :]))


def read_body(
    connection: socket.socket,
    request: Request,
    length: int,
    look: Callable[[bytearray], None],
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """The body; `look` sees what is there after each piece, and what it raises ends the reading.

    Raises Bad where it comes too slowly or not whole, OSError where the line breaks.
    """
    until = clock() + BODY_SECONDS
    data = bytearray(request.rest[:length])
    look(data)
    while len(data) < length:
        left = until - clock()
        data += _some(connection, min(256 * 1024, length - len(data)), min(QUIET_SECONDS, left))
        look(data)
    return bytes(data)


def write(connection: socket.socket, answer: Answer, linger: float = LINGER_SECONDS) -> None:
    """Send an answer, say that no more comes, and let the other side read it in peace.

    What it still sends is thrown away for `linger` seconds at most. Raises OSError.
    """
    lines = [f"HTTP/1.1 {answer.status.value} {answer.status.phrase}"]
    headers = {
        "Content-Type": answer.kind,
        "Content-Length": str(len(answer.body)),
        "Connection": "close",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        **answer.headers,
    }
    lines += [f"{name}: {value}" for name, value in headers.items()]
    connection.settimeout(QUIET_SECONDS)
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + answer.body)
    connection.shutdown(socket.SHUT_WR)
    # Bytes that nobody reads would reset the connection, and the answer with it.
    until = time.monotonic() + linger
    while (left := until - time.monotonic()) > 0:
        connection.settimeout(left)
        if not connection.recv(256 * 1024):
            return


def _some(connection: socket.socket, most: int, seconds: float) -> bytes:
    if seconds <= 0:
        raise Bad
    connection.settimeout(seconds)
    try:
        got = connection.recv(most)
    except TimeoutError as error:
        raise Bad from error
    if not got:
        raise Bad
    return got


def _parsed(head: str, rest: bytes) -> Request:
    first, *lines = head.split("\r\n")
    asked = _LINE.fullmatch(first)
    if asked is None or len(lines) > 60:
        raise Bad
    headers: dict[str, str] = {}
    for line in lines:
        found = _FIELD.fullmatch(line)
        if found is None:
            raise Bad
        name = found[1].lower()
        if name in headers and name in _ONCE:
            raise Bad
        headers[name] = found[2].strip()
    path, _, query = asked[2].partition("?")
    try:
        values = dict(parse_qsl(query, max_num_fields=8))
    except ValueError as error:
        raise Bad from error
    return Request(asked[1], path, values, headers, rest)
