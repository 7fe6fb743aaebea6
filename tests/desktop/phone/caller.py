"""A phone for tests: one HTTP request at a time, written by hand so that it can also be wrong."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any

from desktop.phone.door import PhoneDoor


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Phone:
    """A phone that knows the address of a door, and keeps its cookie."""

    door: PhoneDoor
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> tuple[str, int]:
        return ("127.0.0.1", self.door.port)

    def head(self, method: str, path: str, **more: str) -> bytes:
        given = {"Host": f"127.0.0.1:{self.door.port}", **self.headers}
        given |= {name.replace("_", "-"): value for name, value in more.items()}
        if self.cookie:
            given.setdefault("Cookie", self.cookie)
        lines = [f"{method} {path} HTTP/1.1", *(f"{n}: {v}" for n, v in given.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def raw(self, data: bytes) -> Reply | None:
        """Send these bytes; None where the door says nothing."""
        with socket.create_connection(self.at, timeout=20) as line:
            try:
                line.sendall(data)
                got = b"".join(iter(lambda: line.recv(65536), b""))
            except OSError:
                return None
        return parsed(got)

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Reply | None:
        more.setdefault("Content_Length", str(len(body)))
        return self.raw(self.head(method, path, **more) + body)

    def get(self, path: str | None = None, **more: str) -> Reply | None:
        return self.ask("GET", f"/{self.door.code}" if path is None else path, b"", **more)

    def hello(self) -> Reply | None:
        reply = self.ask("POST", f"/{self.door.code}/hello")
        if reply and "set-cookie" in reply.headers:
            self.cookie = reply.headers["set-cookie"].split(";")[0]
        return reply

    def send(self, photo: bytes, query: str = "name=a.jpg&at=1&of=1", **more: str) -> Reply | None:
        return self.ask("PUT", f"/{self.door.code}/photo?{query}", photo, **more)


def parsed(got: bytes) -> Reply | None:
    if not got:
        return None
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Reply(int(first.split()[1]), {p[0].lower(): p[2] for p in pairs}, body)
