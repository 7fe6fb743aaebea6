"""How cases, operations and the messages of the sync protocol are written as JSON.

Every message carries or implies the protocol number; every operation its schema version.
Unknown fields of a message are ignored, unknown kinds of operation and event are kept as they
came. The HTTP side is described in docs/protocol.md.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from casework.case import Case, Staff
from casework.checking import Check
from casework.fields import FieldConflict
from casework.fixing import FixTemplate
from casework.leaves import Leave
from casework.limits import EvidenceLimits
from casework.operations import SCHEMA, Operation, Payload, UnknownKind, payload_of
from casework.patches import Patch

PROTOCOL = 1
PROTOCOL_HEADER = "X-Tambon-Protocol"
SERVER_HEADER = "X-Tambon-Server"
TIME_HEADER = "X-Tambon-Time"
MAX_BATCH = 200
NDJSON = "application/x-ndjson"

_encoder = msgspec.json.Encoder()


class Account(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The signed-in person as the server knows them; `scope` changes when their view does."""

    username: str
    name: str
    role: str
    authority: str
    unit: str = ""
    name_en: str = ""
    scope: int = 1


class TokenReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of the token endpoint (RFC 6749 section 5.1) with what the desk fixes then.

    `expires_in` is seconds; `recovery_key` is 32 random bytes in hex, one per account and device.
    """

    access_token: str
    refresh_token: str
    expires_in: int
    server: str
    epoch: int
    account: Account
    recovery_key: str = ""
    token_type: str = "Bearer"


class WipeAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a device is to be wiped: since when (µs UTC, 0 for no), and the server's proof."""

    ordered_at: int = 0
    proof: str = ""


class Unit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A division within an authority."""

    code: str
    name: str


class AreaPackage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Outlines that come down apart: GeoJSON in zstd, `size` bytes in `parts` pieces.

    `source` is to be named wherever the map is shown.
    """

    id: str
    name: str
    sha256: str
    size: int
    parts: int
    source: str = ""


class DeskSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the desk needs to know of its authority beside cases.

    `outlines` is a GeoJSON FeatureCollection, positions in the order (lon, lat). A desk that has
    not met its server for `lock_after_days` days shows no pages until it does; 0 is never.
    `leaves` are those that concern this account, all of them for who may set them. `areas` lie
    under the outlines, in this order. `evidence` is how strict the checks of photos are,
    `fix_templates` the authority's ready words for fixes.
    """

    version: int
    account: Account
    authority: str
    authority_name: str
    staff: tuple[Staff, ...] = ()
    units: tuple[Unit, ...] = ()
    types: tuple[str, ...] = ()
    outlines: dict[str, Any] | None = None
    lock_after_days: int = 0
    leaves: tuple[Leave, ...] = ()
    areas: tuple[AreaPackage, ...] = ()
    evidence: EvidenceLimits = EvidenceLimits()
    fix_templates: tuple[FixTemplate, ...] = ()


class End(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last line of a page of changes: where to go on, and how far the first pull is.

    `total` counts the cases the first pull will bring, `open_total` the open ones among them.
    `sweep` says that a pull of everything ended here: what it did not bring is gone. `check`
    comes with the last page where it was asked for, from the same state as the cursor.
    """

    cursor: str
    more: bool
    phase: Literal["open", "closed", "feed"] = "feed"
    total: int = 0
    open_total: int = 0
    scope: int = 0
    settings: int = 0
    sweep: bool = False
    check: Check | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a page of changes: a case, what changed in one, one that is gone, or the end."""

    case: Case | None = None
    patch: Patch | None = None
    gone: str = ""
    end: End | None = None


class Cases(msgspec.Struct, frozen=True, kw_only=True):
    """Cases that were asked for by id."""

    cases: list[Case]


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """The versions that an account is to hold, by case id."""

    versions: dict[str, int]


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an operation on the server; the same for ever for the same id.

    `applied` has the case's new `version`; `conflict` the fields; `refused` a reason code.
    """

    id: str
    outcome: Literal["applied", "conflict", "refused", "held", "id_reused"]
    version: int = 0
    reason: str = ""
    detail: dict[str, Any] = msgspec.field(default_factory=dict)
    fields: dict[str, FieldConflict] = msgspec.field(default_factory=dict)


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of every error reply: a code for programs, a sentence for logs."""

    code: str
    message: str = ""


def encode(value: Any) -> bytes:
    """Any message as compact JSON."""
    return _encoder.encode(value)


_case_decoder = msgspec.json.Decoder(Case)
_line_decoder = msgspec.json.Decoder(Line)


def decode_case(data: bytes | str) -> Case:
    """Read a case. Raises msgspec.DecodeError when it is none."""
    return _case_decoder.decode(data)


def decode_line(data: bytes) -> Line:
    """Read a line of a page of changes. Raises msgspec.DecodeError when it is none."""
    return _line_decoder.decode(data)


class _RawOperation(msgspec.Struct, kw_only=True):
    """An operation before its payload is read."""

    id: str
    authority: str
    case: str
    kind: str
    actor: str
    device: str
    seq: int
    made_at: int
    payload: dict[str, Any] = msgspec.field(default_factory=dict)
    base_version: int = 0
    schema: int = SCHEMA
    group: str = ""
    resolves: str = ""
    monotonic_us: int = 0
    boot: str = ""
    reckoned_at: int = 0


_raw_decoder = msgspec.json.Decoder(_RawOperation)


def decode_operation(data: bytes | str) -> Operation:
    """Read an operation of any schema version since 1.

    Raises UnknownKind for a kind or schema newer than this program, msgspec.ValidationError
    for one whose parts are wrong, msgspec.DecodeError for what is not JSON.
    """
    raw = _raw_decoder.decode(data)
    if raw.schema > SCHEMA:
        raise UnknownKind(raw.kind, msgspec.to_builtins(raw))
    values = {name: getattr(raw, name) for name in raw.__struct_fields__ if name != "payload"}
    payload: Payload = payload_of(raw.kind, raw.payload)
    return Operation(payload=payload, **values)
