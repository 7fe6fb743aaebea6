"""What is answered to whom: the page, the first phone's greeting, its photos; to all others 404."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

from desktop.phone.gate import Gate, Why
from desktop.phone.request import Answer, Request

PHOTO_BYTES: Final = 50 * 1024 * 1024
PHOTOS_MOST: Final = 500
TOTAL_BYTES: Final = 4 * 1024**3
COOKIE: Final = "tambon-phone"
_PATH: Final = re.compile(r"/([A-Za-z0-9-]{1,64})(/hello|/photo)?")
_EVERY_BROWSER_ASKS: Final = ("/favicon.ico", "/apple-touch-icon", "/robots.txt", "/.well-known/")
_NAME_LETTERS: Final = 120
_LOOK_BYTES: Final = 32

State = Literal["waiting", "connected", "receiving", "closed"]
Body = Callable[[int, Callable[[bytearray], None]], bytes]
"""Reads so many bytes of the request, showing what has come; raises what the look at it raises."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo that the desk has stored for good."""

    sha256: str
    name: str
    has_place: bool


class Refused(Exception):
    """The desk does not take this photo; `code` says why, `status` whether trying again helps."""

    def __init__(self, code: str, status: HTTPStatus) -> None:
        super().__init__(code)
        self.code, self.status = code, status


@dataclass(frozen=True, slots=True)
class PhoneStanding:
    """How far it is, for the screen: `number` of `of` photos is coming, `part` (0 to 1) is here.

    `kept` are the photos of this opening that are stored, oldest first; `refused` codes of those
    that were not taken.
    """

    state: State
    why: Why = ""
    number: int = 0
    of: int = 0
    part: float = 0.0
    kept: tuple[Kept, ...] = ()
    refused: tuple[str, ...] = ()
    seconds_left: int = 0


class Reception:
    """Answers requests for one opening of the door. Thread-safe."""

    def __init__(
        self,
        gate: Gate,
        keep: Callable[[bytes, str], Kept],
        check: Callable[[bytes], None],
        page: Callable[[str], Answer],
    ) -> None:
        """`keep` stores a photo durably; `check` looks at its first bytes; both raise Refused.

        `page` makes the page: `"send"` or, for a second phone, `"taken"`.
        """
        self._gate, self._keep, self._check, self._page = gate, keep, check, page
        self._one = threading.Lock()
        self._kept: dict[str, Kept] = {}
        self._refused: list[str] = []
        self._coming: tuple[int, int, float] | None = None
        self._bytes = 0
        self.hosts: frozenset[str] = frozenset()

    def standing(self) -> PhoneStanding:
        """How it stands now."""
        why, coming = self._gate.why_closed, self._coming
        state: State = "connected" if self._gate.is_bound else "waiting"
        if why:
            state = "closed"
        elif coming:
            state = "receiving"
        number, of, part = coming or (0, 0, 0.0)
        left = self._gate.seconds_left
        kept, refused = tuple(self._kept.values()), tuple(self._refused)
        return PhoneStanding(state, why, number, of, part, kept, refused, left)

    def answer(self, request: Request, peer: str, body: Body) -> Answer:
        """What is answered. Raises what `body` raises."""
        asked = _PATH.fullmatch(request.path)
        code, what = (asked[1], asked[2] or "") if asked else ("", "")
        known = bool(asked) and self._gate.knows(code)
        if not known or self._gate.why_closed or not self._is_ours(request):
            if not known and not request.path.startswith(_EVERY_BROWSER_ASKS):
                self._gate.wrong(peer)
            return Answer(HTTPStatus.NOT_FOUND)
        mine = self._gate.admits(request.cookie(COOKIE))
        if (request.method, what) == ("GET", ""):
            free = mine or not self._gate.is_bound
            return self._page("send" if free else "taken")
        if (request.method, what) == ("POST", "/hello"):
            return self._hello(code, mine)
        if (request.method, what) == ("PUT", "/photo"):
            return self._photo(request, body) if mine else Answer(HTTPStatus.CONFLICT)
        return Answer(HTTPStatus.NOT_FOUND)

    def _is_ours(self, request: Request) -> bool:
        """Whether it was meant for this address: no other site's page asks in a person's name."""
        host = request.headers.get("host", "").lower()
        origin = request.headers.get("origin", f"http://{host}").lower()
        return host in self.hosts and origin == f"http://{host}"

    def _hello(self, code: str, mine: bool) -> Answer:
        if mine:
            self._gate.used()
            return _json(HTTPStatus.OK, arrived=len(self._kept))
        token = self._gate.bind()
        if not token:
            return Answer(HTTPStatus.CONFLICT)
        cookie = f"{COOKIE}={token}; Path=/{code}; HttpOnly; SameSite=Lax"
        made = _json(HTTPStatus.OK, arrived=0)
        return Answer(made.status, made.body, made.kind, {"Set-Cookie": cookie})

    def _photo(self, request: Request, body: Body) -> Answer:
        length = request.length
        if length is None:
            return Answer(HTTPStatus.LENGTH_REQUIRED)
        if not self._one.acquire(blocking=False):
            # The same phone with a line that it thinks is gone: it tries again by itself.
            return _json(HTTPStatus.SERVICE_UNAVAILABLE, why="busy")
        try:
            self._gate.used()
            kept = self._received(request, length, body)
        except Refused as refused:
            if refused.status != HTTPStatus.SERVICE_UNAVAILABLE:
                self._refused.append(refused.code)
            return _json(refused.status, why=refused.code)
        finally:
            self._coming = None
            self._gate.used()
            self._one.release()
        return _json(HTTPStatus.OK, arrived=True, place=kept.has_place)

    def _received(self, request: Request, length: int, body: Body) -> Kept:
        if length > PHOTO_BYTES:
            raise Refused("photo_too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if length == 0:
            raise Refused("photo_empty", HTTPStatus.UNPROCESSABLE_ENTITY)
        if len(self._kept) >= PHOTOS_MOST or self._bytes + length > TOTAL_BYTES:
            self._gate.close("full")
            raise Refused("phone_full", HTTPStatus.INSUFFICIENT_STORAGE)
        number, of = (_number(request.query.get(name, "")) for name in ("at", "of"))
        looked = False

        def look(data: bytearray) -> None:
            nonlocal looked
            if self._gate.why_closed == "stopped":
                raise Refused("phone_stopped", HTTPStatus.SERVICE_UNAVAILABLE)
            if not looked and len(data) >= min(_LOOK_BYTES, length):
                looked = True
                self._check(bytes(data[:_LOOK_BYTES]))
            self._coming = (number, max(number, of), len(data) / length)
            self._gate.used()

        kept = self._keep(body(length, look), clean_name(request.query.get("name", "")))
        self._kept[kept.sha256] = kept
        self._bytes += length
        return kept


def clean_name(name: str) -> str:
    """A file name from outside, without folders, signs nobody sees, and undue length."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    plain = re.sub(r'[<>:"|?*]', "", seen).strip(" .")
    if len(plain) > _NAME_LETTERS:
        stem, dot, ending = plain.rpartition(".")
        kept = _NAME_LETTERS - len(dot + ending)
        plain = stem[:kept] + dot + ending if stem and kept > 20 else plain[:_NAME_LETTERS]
    return plain or "photo.jpg"


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _json(status: HTTPStatus, **values: object) -> Answer:
    return Answer(status, json.dumps(values).encode(), "application/json")
