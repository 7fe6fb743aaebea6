"""The road between desks and a server in this process, which breaks just where it is told to.

A desk's requests come through `requests` as they would to a real server; the application answers
within this process. So a break stands at an exact place: before the request arrives, after the
server committed, in the middle of the reply.
"""

from __future__ import annotations

import email.utils
import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from tests.support.app_client import AppClient


class Break(StrEnum):
    """Where the road breaks."""

    UNCONNECTED = "no connection is made"
    BEFORE = "the request is lost"
    LATE = "the request arrives long after the desk gave up"
    AFTER = "the reply is lost"
    MIDDLE = "half of the reply comes"
    KILLED = "the desk ends before it hears the reply"


class Killed(BaseException):
    """The desk's process ends here."""


@dataclass
class Fault:
    """A break at the `at`-th request from now; `share` of a reply's bytes come before it."""

    kind: Break
    at: int = 0
    share: float = 0.5


@dataclass
class Trip:
    """What happens to the requests of one desk; `limit` cases come in a page."""

    limit: int = 1000
    faults: list[Fault] = field(default_factory=list)
    meanwhile: Callable[[], None] | None = None
    homeward: bool = False


class Road(HTTPAdapter):
    """Takes the requests of every desk; a desk's address names it: `http://NAME.desk`."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        self.client: AppClient | None = None
        self.trips: dict[str, Trip] = {}
        self.late: list[Callable[[], None]] = []
        self.requests = 0

    def arrive(self) -> None:
        """Let one of the requests that were on their way for long arrive."""
        if self.late:
            self.late.pop(0)()

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Carry one request, as far as the road holds."""
        parts = urlsplit(str(request.url))
        trip = self.trips.setdefault(str(parts.hostname).removesuffix(".desk"), Trip())
        fault = _due(trip)
        self.requests += 1
        if fault is not None and fault.kind == Break.UNCONNECTED:
            self._refuse(request)
        sent = _bytes_of(request.body)
        if fault is not None and fault.kind in {Break.BEFORE, Break.LATE}:
            if fault.kind == Break.LATE:
                self.late.append(lambda: void(self._answer(request, sent, trip)))
            raise requests.ReadTimeout("nobody answers", request=request)
        self._on_the_way(trip, homeward=False)
        status, headers, body = self._answer(request, sent, trip)
        self._on_the_way(trip, homeward=True)
        if fault is not None and fault.kind == Break.KILLED:
            raise Killed
        if fault is not None and fault.kind == Break.AFTER:
            raise requests.ReadTimeout("the reply is lost", request=request)
        cut = len(body) if fault is None else int(len(body) * fault.share)
        raw = urllib3.HTTPResponse(
            io.BytesIO(body[:cut]), headers, status, preload_content=False, decode_content=False,
            request_method=request.method,
        )  # fmt: skip
        return self.build_response(request, raw)

    def _refuse(self, request: requests.PreparedRequest) -> None:
        pool: Any = None
        reason = NewConnectionError(pool, "no route")
        error = urllib3.exceptions.MaxRetryError(pool, str(request.url), reason)
        raise requests.ConnectionError(error, request=request)

    def _on_the_way(self, trip: Trip, *, homeward: bool) -> None:
        if trip.meanwhile is not None and trip.homeward == homeward:
            act, trip.meanwhile = trip.meanwhile, None
            act()

    def _answer(
        self, request: requests.PreparedRequest, sent: bytes | None, trip: Trip
    ) -> tuple[int, urllib3.HTTPHeaderDict, bytes]:
        assert self.client is not None
        parts = urlsplit(str(request.url))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "limit" in query:
            query["limit"] = str(min(int(query["limit"]), trip.limit))
        path = parts.path + (f"?{urlencode(query)}" if query else "")
        with self._lock:
            status, given, body = self.client.exchange(
                str(request.method), path, dict(request.headers), sent
            )
        headers = urllib3.HTTPHeaderDict(given.multi_items())
        headers["Date"] = email.utils.formatdate(self._now() / 1_000_000, usegmt=True)
        return status, headers, body


def _bytes_of(body: Any) -> bytes | None:
    """All that a request carries, read as urllib3 would read it."""
    if hasattr(body, "read"):
        return b"".join(iter(body.read, b""))
    return body.encode() if isinstance(body, str) else body


def _due(trip: Trip) -> Fault | None:
    """The fault whose turn it is with this request."""
    due = next((f for f in trip.faults if f.at <= 0), None)
    for fault in trip.faults:
        fault.at -= 1
    if due is not None:
        trip.faults.remove(due)
    return due


def void(_: object) -> None:
    """Nobody hears this answer."""
