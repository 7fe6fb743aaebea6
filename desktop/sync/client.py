"""The calls of the sync protocol."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import msgspec
import zstandard

from casework import wire
from casework.bundles import (
    MEDIA_TYPE,
    MOST_HEAD_BYTES,
    Bundle,
    Piece,
    Standing,
    Standings,
    head_of,
    read_head,
)
from casework.case import Case
from casework.leaves import Leave
from casework.operations import Operation
from desktop import clock
from desktop.sync.errors import SyncError
from desktop.sync.exchange import Exchange, Parts
from desktop.sync.replies import (
    MESSAGE,
    PAGE,
    PHOTO_BYTES,
    THUMBNAIL,
    TOO_LARGE,
    UNREADABLE,
    Headers,
    Most,
    Reply,
    failure,
    take,
)

PAGE_LIMIT = 1000
TUS = {"Tus-Resumable": "1.0.0"}
OFFSET_BYTES = "application/offset+octet-stream"
_LONGEST_NUMBER = 16
_RANGE = re.compile(r"bytes (?P<start>[0-9]{1,12})-[0-9]{1,12}/(?P<total>[0-9]{1,12})")
_LENGTH = re.compile(r"(?P<start>)(?P<total>[0-9]{1,12})")
BATCH_LIMIT = 1000


@dataclass(slots=True)
class Tokens:
    """What a signed-in desk shows the server; `expires_at` is µs UTC of the access token."""

    access: str = ""
    refresh: str = ""
    expires_at: int = 0


@dataclass(slots=True)
class Page:
    """A page of changes as it came."""

    lines: list[wire.Line]
    end: wire.End


@dataclass(frozen=True, slots=True)
class Incoming:
    """A photo on its way: where its bytes begin, how many the whole has, and the bytes."""

    start: int
    total: int
    pieces: Iterator[bytes]


class _Outcomes(msgspec.Struct):
    outcomes: list[wire.Outcome]


class Client(Exchange):
    """The server as a desk speaks to it. Not for several threads at once."""

    __slots__ = ()

    def beside(self) -> Client:
        """Another client of the same server, for another thread; what it moves counts here too.

        It closes with this one.
        """
        other = Client(
            self.url, self.server_id, met_at=self.met_at, connect_seconds=self.connect_seconds,
            read_seconds=self.read_seconds, traffic=self.traffic, speed=self.speed,
            access=self.access, watch=self.watch,
        )  # fmt: skip
        self.others.append(other)
        return other

    # -- calls --------------------------------------------------------------------------------

    def sign_in(self, user: str, password: str, device: str, name: str) -> wire.TokenReply:
        """Exchange a password for tokens. Raises SyncError("bad_credentials")."""
        form = {
            "grant_type": "password",
            "username": user,
            "password": password,
            "device": device,
            "device_name": name,
        }
        return self._json(self._call("POST", "/v1/token", data=form), wire.TokenReply)

    def refresh(self, token: str, device: str) -> wire.TokenReply:
        """Exchange a refresh token for new ones. Raises SyncError("sign_in_needed")."""
        form = {"grant_type": "refresh_token", "refresh_token": token, "device": device}
        try:
            return self._json(self._call("POST", "/v1/token", data=form), wire.TokenReply)
        except SyncError as error:
            if error.code == "bad_credentials":
                raise SyncError("sign_in_needed", error.detail) from error
            raise

    def revoke(self, token: str) -> None:
        """Tell the server that this desk signs out."""
        self._call("POST", "/v1/revoke", data={"token": token})

    def ask_wipe(self, form: dict[str, str]) -> wire.WipeAnswer:
        """Whether this device is to be wiped; what comes is believed only with its proof."""
        return self._json(self._call("POST", "/v1/wipe/ask", data=form), wire.WipeAnswer)

    def confirm_wipe(self, form: dict[str, str]) -> None:
        """Tell the server that this device was wiped."""
        self._call("POST", "/v1/wipe/done", data=form)

    def settings(self) -> wire.DeskSettings:
        """The authority's people, units, types and outlines."""
        return self._json(self._call("GET", "/v1/settings"), wire.DeskSettings)

    def add_leave(self, leave: Leave) -> Leave:
        """Set a leave; the same one again changes nothing."""
        headers = {"Content-Type": "application/json"}
        reply = self._call("POST", "/v1/leaves", data=wire.encode(leave), headers=headers)
        return self._json(reply, Leave)

    def end_leave(self, leave_id: str) -> Leave:
        """End a leave now."""
        return self._json(self._call("POST", f"/v1/leaves/{leave_id}/end"), Leave)

    def changes(self, cursor: str, limit: int = PAGE_LIMIT, *, check: bool = False) -> Page:
        """One page of changes after `cursor` ("" for the first pull).

        Cases that the desk holds come as what changed in them; with `check` the last page tells
        the sums of all that it is to hold. A page beyond what is taken in is asked for anew with
        fewer lines.
        """
        params = {"cursor": cursor, "limit": str(limit), "patches": "1"}
        if check:
            params["check"] = "1"
        try:
            reply = self._call("GET", "/v1/changes", params=params, most=PAGE)
        except SyncError as error:
            if error.detail != TOO_LARGE or limit <= 1:
                raise
            return self.changes(cursor, max(1, limit // 8), check=check)
        lines: list[wire.Line] = []
        end: wire.End | None = None
        try:
            for raw in self._body(reply).splitlines():
                line = wire.decode_line(raw)
                if line.end is not None:
                    end = line.end
                else:
                    lines.append(line)
        except UNREADABLE as error:
            raise SyncError("cut", "page") from error
        if end is None:
            raise SyncError("cut", "page without end")
        return Page(lines, end)

    def cases(self, ids: Sequence[str]) -> list[Case]:
        """Whole cases by id; those out of scope are left out."""
        found: list[Case] = []
        for start in range(0, len(ids), BATCH_LIMIT):
            message = {"ids": list(ids[start : start + BATCH_LIMIT])}
            reply = self._post("/v1/cases:batchGet", message, PAGE)
            found += self._json(reply, wire.Cases).cases
        return found

    def versions(self, buckets: Sequence[int]) -> dict[str, int]:
        """The versions of the cases that this account is to hold, of some buckets of ids."""
        reply = self._post("/v1/cases:versions", {"buckets": list(buckets)})
        return self._json(reply, wire.Versions).versions

    def push(self, operations: Sequence[Operation]) -> list[wire.Outcome]:
        """Send operations; the outcome of each comes back.

        What this computer's clocks show goes along, and when its earlier boots were, so that the
        server can correct the times.
        """
        shown = shown_clocks()
        message = {
            "operations": list(operations),
            "clock": shown,
            "boots": [b for b in known_boots(operations) if b["boot"] != shown["boot"]],
        }
        return self._json(self._post("/v1/operations", message), _Outcomes).outcomes

    # -- photos (tus 1.0) -----------------------------------------------------------------------

    def create_upload(self, size: int, metadata: str) -> tuple[str, int]:
        """Open an upload; returns its address and how many bytes the server has already."""
        headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata}
        reply = self._call("POST", "/v1/photos", headers=headers)
        return reply.headers.get("Location", ""), _offset(reply)

    def upload_offset(self, location: str) -> int | None:
        """How many bytes of the upload the server has; None when it does not know it any more."""
        reply = self._call("HEAD", _path(location), headers=TUS, allow={404, 410})
        return None if reply.status_code in {404, 410} else _offset(reply)

    def send_chunk(self, location: str, offset: int, data: bytes | Parts) -> int:
        """Send bytes from `offset` on; returns the server's new offset."""
        headers = {"Upload-Offset": str(offset), "Content-Type": OFFSET_BYTES}
        return _offset(self._call("PATCH", _path(location), data=data, headers=TUS | headers))

    def photo_offsets(self, pieces: Sequence[Piece]) -> tuple[Standing, ...]:
        """How many bytes of each photo the server has; all of them: it is verified."""
        reply = self._post("/v1/photos:offsets", Bundle(photos=tuple(pieces)))
        return _standings(self._json(reply, Standings), pieces)

    def send_photos(self, pieces: Sequence[Piece], parts: Iterator[bytes]) -> tuple[Standing, ...]:
        """Send parts of many photos, whose bytes `parts` gives; how each stands then."""
        head = head_of(tuple(pieces))
        body = Parts(len(head) + sum(p.length for p in pieces), chain([head], parts))
        reply = self._call(
            "POST", "/v1/photos:send", data=body, headers={"Content-Type": MEDIA_TYPE}
        )
        return _standings(self._json(reply, Standings), pieces)

    @contextlib.contextmanager
    def photos(
        self, asked: Sequence[Piece], most: int
    ) -> Iterator[tuple[tuple[Piece, ...], Iterator[bytes]]]:
        """The bytes of many photos, each from its offset on, at most so many in all.

        The block gets what is given of each that was asked for, and the bytes as they arrive.
        """
        body = wire.encode(Bundle(photos=tuple(asked), most=most))
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        with self._asked("POST", "/v1/photos:get", data=body, headers=headers) as (reply, pieces):
            if reply.status_code >= 400:
                said = take(pieces, MESSAGE, reply.headers.get("Content-Encoding", ""))
                raise failure(Reply(reply.status_code, reply.headers, said))
            head, rest = _first_line(pieces)
            yield _granted(head, asked, most), rest

    @contextlib.contextmanager
    def photo(self, sha256: str, case: str, have: int = 0) -> Iterator[Incoming]:
        """The original bytes of a photo from byte `have` on, or from 0 where the server has it so.

        They come while the block runs, each piece as it arrives. Raises SyncError.
        """
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": f'"{sha256}"'}
        path, params = f"/v1/photos/{sha256}", {"case": case}
        with self._asked("GET", path, params=params, headers=headers) as (reply, pieces):
            if reply.status_code >= 400:
                said = take(pieces, MESSAGE, reply.headers.get("Content-Encoding", ""))
                raise failure(Reply(reply.status_code, reply.headers, said))
            start, total = _place(reply.status_code, reply.headers)
            if start not in {0, have}:
                raise SyncError("bad_reply", "another range")
            yield Incoming(start, total, _so_many(pieces, total - start))

    def thumbnail(self, sha256: str, case: str, side: int) -> bytes:
        """A JPEG of the photo with this longest side in pixels."""
        params = {"case": case, "side": str(side)}
        path = f"/v1/photos/{sha256}/thumbnail"
        return self._body(self._call("GET", path, params=params, most=THUMBNAIL))

    def area_part(self, sha256: str, number: int) -> bytes:
        """Piece `number` (from 0) of an area package of one's own authority."""
        headers = {"Accept-Encoding": "identity"}
        with self._asked("GET", f"/v1/areas/{sha256}/{number}", headers=headers) as (reply, pieces):
            # As they are: the piece is packed by itself, and its hash is that of the packed bytes.
            said = take(pieces, THUMBNAIL, "identity")
            if reply.status_code >= 400:
                raise failure(Reply(reply.status_code, reply.headers, said))
            return said

    def _post(self, path: str, message: Any, most: Most = MESSAGE) -> Reply:
        body = zstandard.compress(wire.encode(message))
        headers = {"Content-Type": "application/json", "Content-Encoding": "zstd"}
        return self._call("POST", path, data=body, headers=headers, most=most)


def shown_clocks() -> dict[str, int | str]:
    """What this computer's clocks show, as a push tells it."""
    shown = clock.clocks()
    return {"wall": shown.wall, "monotonic_us": shown.monotonic, "boot": shown.boot}


def known_boots(operations: Sequence[Operation]) -> list[dict[str, int | str]]:
    """When the boots were in which operations were made, as far as contacts have told."""
    found = clock.boots_of(operation.boot for operation in operations)
    return [{"boot": b.boot, "zero": b.zero, "error": b.error} for b in found]


def _path(location: str) -> str:
    """An upload's address, which may be absolute, as a path of our own server only."""
    return urlsplit(location).path


def _offset(reply: Reply) -> int:
    text = reply.headers.get("Upload-Offset", "")
    if not (text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER):
        raise SyncError("bad_reply", "no offset")
    return int(text)


def _place(status: int, headers: Headers) -> tuple[int, int]:
    """Where the bytes of a reply begin, and how many the whole photo has. Raises SyncError."""
    pattern, header = _RANGE, headers.get("Content-Range", "")
    if status != 206:
        pattern, header = _LENGTH, headers.get("Content-Length", "")
    found = pattern.fullmatch(header)
    if found is None:
        raise SyncError("bad_reply", "no length")
    start, total = (int(found["start"] or 0), int(found["total"]))
    if not start <= total <= PHOTO_BYTES:
        raise SyncError("bad_reply", TOO_LARGE)
    return start, total


def _standings(told: Standings, asked: Sequence[Piece]) -> tuple[Standing, ...]:
    """As many as were asked for, none beyond its photo. Raises SyncError."""
    found = told.photos
    if len(found) != len(asked) or any(
        not 0 <= standing.offset <= piece.size for standing, piece in zip(found, asked, strict=True)
    ):
        raise SyncError("bad_reply", "not those that were asked for")
    return found


def _first_line(parts: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first line of a body, and the rest of it. Raises SyncError."""
    came = b""
    for part in parts:
        came += part
        line, found, rest = came.partition(b"\n")
        if len(line) > MOST_HEAD_BYTES:
            break
        if found:
            return line, chain([rest], parts) if rest else parts
    else:
        raise SyncError("cut", "no first line")
    raise SyncError("bad_reply", TOO_LARGE)


def _granted(head: bytes, asked: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """What is given of each that was asked for. Raises SyncError."""
    try:
        found = read_head(head)
    except (ValueError, *UNREADABLE) as error:
        raise SyncError("bad_reply", type(error).__name__) from error
    fits = len(found) == len(asked) and all(
        (given.sha256, given.case) == (wish.sha256, wish.case)
        and (given.error or given.offset == wish.offset)
        and given.size <= PHOTO_BYTES
        for given, wish in zip(found, asked, strict=True)
    )
    if not fits or sum(piece.length for piece in found) > most:
        raise SyncError("bad_reply", "not those that were asked for")
    return found


def _so_many(pieces: Iterator[bytes], count: int) -> Iterator[bytes]:
    """Just so many bytes. Raises SyncError where more or fewer come."""
    for piece in pieces:
        count -= len(piece)
        if count < 0:
            raise SyncError("bad_reply", "more bytes than told")
        yield piece
    if count:
        raise SyncError("cut", "fewer bytes than told")


def tokens_of(reply: wire.TokenReply, now: int) -> Tokens:
    """The tokens of a sign-in, with the time (µs UTC) after which the access token is stale."""
    return Tokens(reply.access_token, reply.refresh_token, now + reply.expires_in * 1_000_000)
