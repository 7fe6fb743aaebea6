"""Reading a push: every operation as far as it can be read, and why not where it cannot."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

import msgspec

from casework import wire
from casework.operations import Operation, UnknownKind
from server.errors import ApiError
from server.timing import DeviceBoot, DeviceClock

MAX_OPERATION_BYTES = 512 * 1024
IDENTIFIER = re.compile(r"^[0-9A-Za-z-]{1,64}\Z")
_SHA256 = re.compile(r"^[0-9a-f]{64}\Z")


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a push: operations as they came, and what the device says of its clocks."""

    operations: list[msgspec.Raw]
    clock: DeviceClock | None = None
    boots: tuple[DeviceBoot, ...] | None = None


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be known of an operation that cannot be read."""

    id: str
    device: str = ""
    seq: int = 0
    case: str = ""
    kind: str = ""


@dataclass(slots=True)
class Incoming:
    """One operation of a push. `operation` is None where it cannot be read or is not allowed."""

    head: Head
    raw: bytes
    hash: bytes
    operation: Operation | None = None
    refusal: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def read_push(body: bytes) -> Push:
    """Read the body of a push. Raises ApiError."""
    try:
        push = msgspec.json.decode(body, type=Push)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, "bad_request", str(error)) from error
    if len(push.operations) > wire.MAX_BATCH:
        raise ApiError(413, "too_many", f"at most {wire.MAX_BATCH} operations at once")
    return push


def read_operation(raw: bytes) -> Incoming:
    """Read one operation of a push; never raises for what it holds."""
    try:
        value = msgspec.json.decode(raw)
        canonical = msgspec.json.encode(value, order="deterministic")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        digest = hashlib.sha256(raw).digest()
        return Incoming(Head(id=""), raw, digest, None, "bad_operation", {"what": str(error)[:200]})
    digest = hashlib.sha256(canonical).digest()
    try:
        head = msgspec.convert(value, Head)
    except msgspec.ValidationError as error:
        named = value.get("id") if isinstance(value, dict) else None
        head = Head(id=named if isinstance(named, str) else "")
        return Incoming(head, raw, digest, None, "bad_operation", {"what": str(error)})
    incoming = Incoming(head, raw, digest)
    incoming.refusal, incoming.detail = _unreadable(incoming, value)
    return incoming


def _unreadable(incoming: Incoming, value: Any) -> tuple[str, dict[str, Any]]:
    """Read the operation into `incoming`; says why it cannot be taken, or ""."""
    if len(incoming.raw) > MAX_OPERATION_BYTES:
        return "too_large", {"most_bytes": MAX_OPERATION_BYTES}
    if b"\\u0000" in incoming.raw and _has_nul(value):
        return "bad_text", {}
    try:
        operation = wire.decode_operation(incoming.raw)
    except UnknownKind as error:
        return "unknown_kind", {"kind": error.kind}
    except (msgspec.DecodeError, ValueError, TypeError) as error:
        return "bad_operation", {"what": str(error)[:200]}
    names = (operation.id, operation.case, operation.device)
    if not all(IDENTIFIER.match(name) for name in names):
        return "bad_operation", {"what": "id, case or device is no identifier"}
    numbers = (operation.seq, operation.made_at, operation.monotonic_us, operation.reckoned_at)
    if any(abs(number) >= 1 << 62 for number in numbers):
        return "bad_operation", {"what": "seq or a time is out of range"}
    if not all(_SHA256.match(photo.sha256) for photo in operation.photos):
        return "bad_operation", {"what": "a photo is not named by its SHA-256"}
    incoming.operation = operation
    return "", {}


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(k) or _has_nul(v) for k, v in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))
