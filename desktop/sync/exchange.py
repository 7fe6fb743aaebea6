"""HTTP with one server: every reply checked to be ours, bounded, timed and counted."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from casework import wire
from desktop import clock
from desktop.sync.errors import SyncError, of_line
from desktop.sync.replies import (
    MESSAGE,
    Most,
    Reply,
    check_origin,
    failure,
    message,
    take,
    time_of,
)
from desktop.sync.speed import Speed
from desktop.sync.watch import Watch

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
"""For so long a connection may stand still while a request is under way."""
PIECE = 64 * 1024
SENT_AT_ONCE = 16 * 1024


@dataclass(slots=True)
class Traffic:
    """Bytes that went over the line, headers estimated from what was sent and received."""

    up: int = 0
    down: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, *, up: int = 0, down: int = 0) -> None:
        """Count bytes, from whatever thread."""
        with self._lock:
            self.up += up
            self.down += down


@dataclass(slots=True)
class Access:
    """The access token that is shown with every call, shared by the clients of one desk."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The body of a request that does not lie in memory: its size, and its bytes in parts."""

    size: int
    parts: Iterator[bytes]


class Outgoing:
    """The body of a request, handed to the system in small parts and counted as they go."""

    def __init__(self, body: Parts, went: Callable[[int], None]) -> None:
        """`went` hears of each part's bytes, before the next one is asked for."""
        self.size = body.size
        self._parts = body.parts
        self._held = b""
        self._went = went
        self.handed_over = 0

    def read(self, amount: int = SENT_AT_ONCE) -> bytes:
        """The next part, as urllib3 asks for it, but never much at once.

        What a system call has to take counts against one time limit (Python: socket.sendall).
        """
        amount = min(amount, SENT_AT_ONCE)
        if not self._held:
            self._held = next(self._parts, b"")
        part, self._held = self._held[:amount], self._held[amount:]
        self.handed_over += len(part)
        if part:
            self._went(len(part))
        return part


Body = dict[str, str] | bytes | Parts | None
"""What a request carries: a form, bytes in memory or elsewhere, or nothing."""


@dataclass(slots=True)
class Exchange:
    """One HTTP session with one server. Not for several threads at once.

    `server_id` is the server's identity fixed at sign-in; a reply with another one, or without
    our protocol header, counts as no network (captive portals lie). `server_time` is what its
    clock showed last, `met_at` when it was met before this session (µs UTC; 0 for never).
    """

    url: str
    server_id: str = ""
    server_time: int = 0
    met_at: int = 0
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    traffic: Traffic = field(default_factory=Traffic)
    speed: Speed = field(default_factory=Speed)
    access: Access = field(default_factory=Access)
    watch: Watch = field(default_factory=Watch)
    others: list[Exchange] = field(default_factory=list)
    _session: requests.Session | None = None

    def __post_init__(self) -> None:
        """Check the address and set the headers of every request."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SyncError("bad_address", self.url)
        self.url = self.url.rstrip("/")

    def time(self) -> int:
        """The server's time (µs UTC) as it showed last, this computer's where it never did."""
        return self.server_time or clock.now()

    @property
    def session(self) -> requests.Session:
        """The connections, made when they are first used.

        So the window stands before `requests` is imported, and commands that only look at the
        cache start in half the time.
        """
        if self._session is None:
            import requests

            from desktop.sync.connections import Adapter

            self._session = requests.Session()
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, Adapter(self.watch, self.read_seconds))
            self._session.headers.update(
                {
                    "User-Agent": "tambon-desk",
                    "Accept-Encoding": "zstd, gzip",
                    wire.PROTOCOL_HEADER: str(wire.PROTOCOL),
                }
            )
        return self._session

    @property
    def access_token(self) -> str:
        """What is shown with every call; clients beside this one show it too."""
        return self.access.token

    @access_token.setter
    def access_token(self, token: str) -> None:
        self.access.token = token

    def close(self) -> None:
        """Close the connections; the next call makes new ones."""
        for session in (self, *self.others):
            if session._session is not None:
                session._session.close()

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        data: Body = None,
        headers: dict[str, str] | None = None,
        allow: frozenset[int] | set[int] = frozenset(),
        most: Most = MESSAGE,
    ) -> Reply:
        """Ask, and take the whole reply in, unpacked and within its limits. Raises SyncError."""
        asked = self._asked(method, path, params=params, data=data, headers=headers)
        with asked as (reply, pieces):
            encoding = reply.headers.get("Content-Encoding", "").strip().lower()
            content = take(pieces, MESSAGE if reply.status_code >= 400 else most, encoding)
        known = "Content-Length" in reply.headers or "Transfer-Encoding" in reply.headers
        whole = Reply(reply.status_code, reply.headers, content, delimited=known)
        if whole.status_code >= 400 and whole.status_code not in allow:
            raise failure(whole)
        return whole

    def _body(self, reply: Reply) -> bytes:
        return reply.content

    def _json(self, reply: Reply, kind: type[T]) -> T:
        return message(reply, kind)

    @contextlib.contextmanager
    def _asked(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        data: Body = None,
        headers: dict[str, str] | None = None,
    ) -> Iterator[tuple[requests.Response, Iterator[bytes]]]:
        """Send a request; the block gets the reply's head, checked to be ours, and its body.

        What is not read of the body when the block ends is given up with its connection.
        """
        request = self._request(method, path, params, data, headers)
        body = _outgoing(data, self._went)
        if body is not None:
            request.headers["Content-Length"] = str(body.size)
            request.body = cast("Any", body)
        settings = self.session.merge_environment_settings(request.url, {}, True, None, None)
        self.traffic.add(up=_size_of(request))
        # Other calls keep the server busy for longer than the line.
        is_photo = method == "PATCH" or path.endswith(":send")
        measured = self.speed if is_photo else None
        asked = clock.monotonic()
        self.watch.moved()
        with self._line_errors(), _measuring(measured):
            reply = self.session.send(
                request, timeout=(self.connect_seconds, self.read_seconds), allow_redirects=False,
                **settings,
            )  # fmt: skip
        with reply:
            answered = clock.monotonic()
            self.watch.moved()
            self.traffic.add(down=_head_of(reply))
            check_origin(reply.status_code, reply.headers, self.server_id)
            told, error = time_of(reply.headers)
            if told:
                self.server_time = told
                clock.heard(told, asked, answered, error)
            with contextlib.closing(self._pieces(reply)) as pieces:
                yield reply, pieces

    def _request(
        self,
        method: str,
        path: str,
        params: dict[str, str] | None,
        data: Body,
        headers: dict[str, str] | None,
    ) -> requests.PreparedRequest:
        import requests

        form = data if isinstance(data, dict) else None
        request = requests.Request(method, self.url + path, params=params, data=form)
        request.headers = dict(headers or {})
        if self.access_token:
            request.headers["Authorization"] = f"Bearer {self.access_token}"
        return self.session.prepare_request(request)

    def _went(self, count: int) -> None:
        self.traffic.add(up=count)
        self.speed.moved(count)
        self.watch.moved()

    def _pieces(self, reply: requests.Response) -> Generator[bytes]:
        """The body as it comes. The line's speed is that of all but the first piece."""
        with self._line_errors():
            first = self._piece(reply)
        if not first:
            return
        yield first
        with self._line_errors(), _measuring(self.speed):
            while part := self._piece(reply):
                self.speed.moved(len(part))
                yield part

    def _piece(self, reply: requests.Response) -> bytes:
        part = reply.raw.read1(PIECE, decode_content=False)
        self.traffic.add(down=len(part))
        self.watch.moved()
        return part

    @contextlib.contextmanager
    def _line_errors(self) -> Iterator[None]:
        import requests
        import urllib3

        try:
            yield
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise of_line(error, clock.wall(), self.met_at) from error


@contextlib.contextmanager
def _measuring(speed: Speed | None) -> Iterator[None]:
    if speed is None:
        yield
        return
    speed.begin()
    try:
        yield
    finally:
        speed.end()


def _outgoing(data: Body, went: Callable[[int], None]) -> Outgoing | None:
    if isinstance(data, bytes):
        data = Parts(len(data), iter((data,)))
    return Outgoing(data, went) if isinstance(data, Parts) else None


def _head_of(reply: requests.Response) -> int:
    return sum(len(k) + len(v) + 4 for k, v in reply.headers.items()) + 17


def _size_of(request: requests.PreparedRequest) -> int:
    head = sum(len(str(k)) + len(str(v)) + 4 for k, v in request.headers.items())
    body = request.body if isinstance(request.body, str | bytes) else b""
    return head + len(request.path_url) + 16 + len(body)
