"""The HTTP calls of the sync protocol; every reply is checked to come from our server."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import zstandard

from casework import wire
from casework.case import Case
from casework.leaves import Leave
from casework.operations import Operation
from desktop import clock
from desktop.sync.errors import SyncError, from_requests

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
PAGE_LIMIT = 1000
BATCH_LIMIT = 1000
_STATUS_CODES = {
    401: "sign_in_needed",
    403: "forbidden",
    423: "busy",
    426: "too_new",
    507: "disk_full_there",
}


@dataclass(slots=True)
class Traffic:
    """Bytes that went over the line, headers estimated from what was sent and received."""

    up: int = 0
    down: int = 0


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


@dataclass(slots=True)
class Client:
    """One HTTP session with one server. Not for several threads at once.

    `server_id` is the server's identity fixed at sign-in; a reply with another one, or without
    our protocol header, counts as no network (captive portals lie). `server_time` is what its
    clock showed last (µs UTC), 0 where it never said.
    """

    url: str
    server_id: str = ""
    access_token: str = ""
    server_time: int = 0
    traffic: Traffic = field(default_factory=Traffic)
    _session: requests.Session | None = None

    def __post_init__(self) -> None:
        """Check the address and set the headers of every request."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SyncError("bad_address", self.url)
        self.url = self.url.rstrip("/")

    @property
    def session(self) -> requests.Session:
        """The connections, made when they are first used.

        So the window stands before `requests` is imported, and commands that only look at the
        cache start in half the time.
        """
        if self._session is None:
            import requests

            self._session = requests.Session()
            self._session.headers.update(
                {
                    "User-Agent": "tambon-desk",
                    "Accept-Encoding": "zstd, gzip",
                    wire.PROTOCOL_HEADER: str(wire.PROTOCOL),
                }
            )
        return self._session

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()

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
        the sums of all that it is to hold.
        """
        params = {"cursor": cursor, "limit": str(limit), "patches": "1"}
        if check:
            params["check"] = "1"
        reply = self._call("GET", "/v1/changes", params=params)
        lines: list[wire.Line] = []
        end: wire.End | None = None
        try:
            for raw in self._body(reply).splitlines():
                line = wire.decode_line(raw)
                if line.end is not None:
                    end = line.end
                else:
                    lines.append(line)
        except msgspec.DecodeError as error:
            raise SyncError("cut", "page") from error
        if end is None:
            raise SyncError("cut", "page without end")
        return Page(lines, end)

    def cases(self, ids: Sequence[str]) -> list[Case]:
        """Whole cases by id; those out of scope are left out."""
        found: list[Case] = []
        for start in range(0, len(ids), BATCH_LIMIT):
            message = {"ids": list(ids[start : start + BATCH_LIMIT])}
            reply = self._post("/v1/cases:batchGet", message)
            found += self._json(reply, wire.Cases).cases
        return found

    def versions(self, buckets: Sequence[int]) -> dict[str, int]:
        """The versions of the cases that this account is to hold, of some buckets of ids."""
        reply = self._post("/v1/cases:versions", {"buckets": list(buckets)})
        return self._json(reply, wire.Versions).versions

    def push(self, operations: Sequence[Operation]) -> list[wire.Outcome]:
        """Send operations; the outcome of each comes back.

        What this computer's clocks show goes along, so that the server can correct the times.
        """
        message = {"operations": list(operations), "clock": shown_clocks()}
        reply = self._post("/v1/operations", message)
        return self._json(reply, dict[str, list[wire.Outcome]])["outcomes"]

    # -- photos (tus 1.0) -----------------------------------------------------------------------

    def create_upload(self, size: int, metadata: str) -> tuple[str, int]:
        """Open an upload; returns its address and how many bytes the server has already."""
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(size),
            "Upload-Metadata": metadata,
        }
        reply = self._call("POST", "/v1/photos", headers=headers)
        return reply.headers.get("Location", ""), int(reply.headers.get("Upload-Offset", "0"))

    def upload_offset(self, location: str) -> int | None:
        """How many bytes of the upload the server has; None when it does not know it any more."""
        reply = self._call(
            "HEAD", self._path(location), headers={"Tus-Resumable": "1.0.0"}, allow={404, 410}
        )
        if reply.status_code in {404, 410}:
            return None
        return int(reply.headers.get("Upload-Offset", "0"))

    def send_chunk(self, location: str, offset: int, data: bytes) -> int:
        """Send bytes from `offset` on; returns the server's new offset."""
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        reply = self._call("PATCH", self._path(location), data=data, headers=headers)
        return int(reply.headers.get("Upload-Offset", "0"))

    def photo(self, sha256: str, case: str) -> bytes:
        """The original bytes of a photo."""
        return self._body(self._call("GET", f"/v1/photos/{sha256}", params={"case": case}))

    def thumbnail(self, sha256: str, case: str, side: int) -> bytes:
        """A JPEG of the photo with this longest side in pixels."""
        params = {"case": case, "side": str(side)}
        return self._body(self._call("GET", f"/v1/photos/{sha256}/thumbnail", params=params))

    # -- plumbing -------------------------------------------------------------------------------

    def _path(self, location: str) -> str:
        """An upload's address, which may be absolute, as a path of our own server only."""
        return urlsplit(location).path

    def _post(self, path: str, message: dict[str, Any]) -> requests.Response:
        body = zstandard.compress(wire.encode(message))
        headers = {"Content-Type": "application/json", "Content-Encoding": "zstd"}
        return self._call("POST", path, data=body, headers=headers)

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        data: Any = None,
        headers: dict[str, str] | None = None,
        allow: frozenset[int] | set[int] = frozenset(),
    ) -> requests.Response:
        import requests

        request = requests.Request(method, self.url + path, params=params, data=data)
        request.headers = dict(headers or {})
        if self.access_token:
            request.headers["Authorization"] = f"Bearer {self.access_token}"
        prepared = self.session.prepare_request(request)
        settings = self.session.merge_environment_settings(prepared.url, {}, False, None, None)
        try:
            reply = self.session.send(
                prepared,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                **settings,
            )
        except requests.RequestException as error:
            raise from_requests(error) from error
        finally:
            self.traffic.up += _size_of(prepared)
        self._check_origin(reply)
        if reply.status_code >= 400 and reply.status_code not in allow:
            raise _failure(reply)
        return reply

    def _check_origin(self, reply: requests.Response) -> None:
        length = reply.headers.get("Content-Length", "")
        received = int(length) if length.isdigit() else len(reply.content)
        head = sum(len(k) + len(v) + 4 for k, v in reply.headers.items())
        self.traffic.down += received + head + 17
        server = reply.headers.get(wire.SERVER_HEADER, "")
        if wire.PROTOCOL_HEADER not in reply.headers or (
            self.server_id and server != self.server_id
        ):
            if reply.status_code in {502, 503, 504}:
                raise SyncError("server_down", str(reply.status_code), _retry_after(reply))
            raise SyncError("captive", str(reply.status_code))
        self.server_time = _date_of(reply) or self.server_time

    def _body(self, reply: requests.Response) -> bytes:
        # urllib3 undoes the encodings it knows; zstd only where a decoder was there at import.
        body = reply.content
        if body[:4] == b"\x28\xb5\x2f\xfd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(body)
        if body[:2] == b"\x1f\x8b":
            return gzip.decompress(body)
        return body

    def _json(self, reply: requests.Response, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(self._body(reply), type=kind)
        except msgspec.DecodeError as error:
            raise SyncError("bad_reply", str(error)) from error


def shown_clocks() -> dict[str, int | str]:
    """What this computer's clocks show, as a push tells it."""
    return {"wall": clock.now(), "monotonic_us": clock.monotonic(), "boot": clock.boot()}


def _size_of(request: requests.PreparedRequest) -> int:
    head = sum(len(str(k)) + len(str(v)) + 4 for k, v in request.headers.items())
    body = request.body
    return head + len(request.path_url) + 16 + (len(body) if body else 0)


def _date_of(reply: requests.Response) -> int:
    """The time (µs UTC) of a reply by the server's clock (RFC 9110 section 6.6.1), 0 for none."""
    from email.utils import parsedate_to_datetime

    try:
        return int(parsedate_to_datetime(reply.headers.get("Date", "")).timestamp()) * 1_000_000
    except (ValueError, TypeError, OverflowError):
        return 0


def _retry_after(reply: requests.Response) -> float | None:
    value = reply.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None


def _failure(reply: requests.Response) -> SyncError:
    """What an error reply of our own server means."""
    try:
        problem = msgspec.json.decode(reply.content, type=wire.Problem)
    except msgspec.DecodeError:
        problem = wire.Problem(code="")
    status = reply.status_code
    if problem.code in {"start_over", "bad_credentials", "revoked", "device_wiped"}:
        return SyncError(problem.code)
    if problem.code == "account_disabled":
        return SyncError("revoked", problem.code)
    if status == 429:
        return SyncError("busy", problem.code, _retry_after(reply))
    if status == 507:
        return SyncError("disk_full_there")
    if status >= 500:
        return SyncError("server_down", str(status), _retry_after(reply))
    return SyncError(_STATUS_CODES.get(status, "refused"), problem.code or str(status))


def tokens_of(reply: wire.TokenReply, now: int) -> Tokens:
    """The tokens of a sign-in, with the time (µs UTC) after which the access token is stale."""
    return Tokens(reply.access_token, reply.refresh_token, now + reply.expires_in * 1_000_000)
