"""A reply taken in within limits: whoever answers cannot fill this computer's memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Protocol, TypeVar

import msgspec
import zstandard

from casework import wire
from desktop import clock
from desktop.sync.errors import SyncError

T = TypeVar("T")
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading JSON of a stranger can raise."""
LONGEST_WAIT_SECONDS = 3600.0
"""However long a server says that it is away, it is tried again after an hour."""
MOST_WORDS = 300
_LONGEST_NUMBER = 19
_WINDOW_BYTES = 8 * 1024 * 1024
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"
_CODES = {
    401: "sign_in_needed", 403: "forbidden", 413: "refused", 423: "photo_busy", 426: "too_new",
    429: "busy", 500: "server_error", 507: "disk_full_there",
}  # fmt: skip
_SAME = frozenset({"start_over", "bad_credentials", "revoked", "device_wiped", "maintenance"})


@dataclass(frozen=True, slots=True)
class Most:
    """The most bytes of a kind of reply: on the line, and unpacked."""

    packed: int
    unpacked: int


MESSAGE = Most(8_000_000, 32_000_000)
PAGE = Most(16_000_000, 64_000_000)
THUMBNAIL = Most(2_000_000, 2_000_000)
TOO_LARGE = "too large"
PHOTO_BYTES = 50 * 1024 * 1024


class Headers(Protocol):
    """The headers of a reply, whatever the case of their names."""

    def get(self, name: str, default: str, /) -> str:
        """The value of a header."""

    def __len__(self) -> int:
        """How many there are."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came; `content` is the body unpacked, empty where somebody else took it."""

    status_code: int
    headers: Headers
    content: bytes = b""
    delimited: bool = True


def take(pieces: Iterable[bytes], most: Most, encoding: str) -> bytes:
    """Read a whole body and unpack it. Raises SyncError: cut, or bad_reply beyond the limit."""
    parts: list[bytes] = []
    size = 0
    for part in pieces:
        size += len(part)
        if size > most.packed:
            raise too_large()
        parts.append(part)
    return unpacked(b"".join(parts), encoding, most.unpacked)


def too_large() -> SyncError:
    """The error for a reply beyond its limit."""
    return SyncError("bad_reply", TOO_LARGE)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Undo a content encoding, never making more than `most` bytes of it. Raises SyncError."""
    # Boxes in the line are known to drop the header and leave the body as it is.
    if encoding == "zstd" or (not encoding and body[:4] == _ZSTD):
        return _unzstd(body, most)
    if encoding in {"gzip", "x-gzip"} or (not encoding and body[:2] == _GZIP):
        return _gunzip(body, most)
    if encoding not in {"", "identity"}:
        raise SyncError("bad_reply", "unknown encoding")
    if len(body) > most:
        raise too_large()
    return body


def _unzstd(body: bytes, most: int) -> bytes:
    try:
        told = zstandard.get_frame_parameters(body).content_size
        if told != zstandard.CONTENTSIZE_UNKNOWN and told > most:
            raise too_large()
        # The size that a frame names is what is set aside for it: hence the look before. Of one
        # that names none no more than `most` is made.
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
        return unpacker.decompress(body, max_output_size=most, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise SyncError("cut", "zstd") from error


def _gunzip(body: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(31)
    try:
        made = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise SyncError("cut", "gzip") from error
    if len(made) > most:
        raise too_large()
    if not unpacker.eof or unpacker.unused_data:
        raise SyncError("cut", "gzip")
    return made


def message(reply: Reply, kind: type[T]) -> T:
    """A JSON body. Raises SyncError: bad_reply, or cut where nothing told how long it would be."""
    try:
        return msgspec.json.decode(reply.content, type=kind)
    except UNREADABLE as error:
        code = "bad_reply" if reply.delimited else "cut"
        raise SyncError(code, type(error).__name__) from error


def check_origin(status: int, headers: Headers, server_id: str) -> None:
    """Raise SyncError where a reply is not from our server: somebody in the line answers."""
    ours = headers.get(wire.PROTOCOL_HEADER, "") and (
        not server_id or headers.get(wire.SERVER_HEADER, "") == server_id
    )
    if ours:
        return
    if not len(headers):
        raise SyncError("cut", "before the headers")
    if status == 407:
        raise SyncError("proxy", "407")
    if status in {502, 503, 504}:
        raise SyncError("server_down", str(status), retry_after(headers))
    raise SyncError("captive", str(status))


def failure(reply: Reply) -> SyncError:
    """What an error reply of our own server means."""
    try:
        problem = msgspec.json.decode(reply.content, type=wire.Problem)
    except UNREADABLE:
        problem = wire.Problem(code="")
    status, wait = reply.status_code, retry_after(reply.headers)
    if problem.code == "maintenance":
        return SyncError(problem.code, retry_after=wait, words=problem.message[:MOST_WORDS])
    if problem.code == "account_disabled":
        return SyncError("revoked", problem.code)
    if problem.code in _SAME:
        return SyncError(problem.code)
    code = _CODES.get(status, "server_down" if status >= 500 else "refused")
    return SyncError(code, problem.code or str(status), wait)


def date_of(headers: Headers) -> int:
    """The time (µs UTC) of a reply by the server's clock (RFC 9110 section 6.6.1), 0 for none."""
    return _moment(headers.get("Date", ""))


def time_of(headers: Headers) -> tuple[int, int]:
    """The time (µs UTC) of a reply by the server's clock, and to within what; 0 for none."""
    text = headers.get(wire.TIME_HEADER, "")
    if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER:
        return int(text), 0
    date = date_of(headers)
    # It tells whole seconds, those that have passed.
    return (date + 500_000, 500_000) if date else (0, 0)


def retry_after(headers: Headers) -> float | None:
    """Seconds until the server wants to hear again (RFC 9110 section 10.2.3), None for no word.

    A time of day is taken by the clock of who wrote it, as this computer's may be wrong.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_WAIT_SECONDS)
    at = _moment(text)
    if not at:
        return None
    wait = (at - (date_of(headers) or clock.now())) / 1_000_000
    return min(max(wait, 0.0), LONGEST_WAIT_SECONDS)


def _moment(text: str) -> int:
    try:
        return int(parsedate_to_datetime(text).timestamp()) * 1_000_000
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0
