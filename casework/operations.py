"""Operations: every act a person can do to a case, as a record that travels and is kept.

An operation is made on a desk (or by the server for itself), stored in an outbox, applied by
`casework.apply`, and never changed afterwards. Where it sets fields, `fields` holds the old and
the new value of each, so that only a field that both sides changed is a conflict.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from casework.case import Audience, Evidence, FieldChange, PhotoRole, Ticket

SCHEMA = 1


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every kind of operation may carry: the fields it sets and words to go with it."""

    KIND: ClassVar[str] = ""

    fields: dict[str, FieldChange] = msgspec.field(default_factory=dict)
    text: str = ""


class NewPhoto(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo that an operation names; its bytes travel apart, found by `sha256`."""

    sha256: str
    name: str = ""
    size: int = 0
    role: PhotoRole = PhotoRole.AFTER
    taken_at: int | None = None
    evidence: Evidence | None = None


class Report(Payload, frozen=True, kw_only=True):
    """A new ticket, taken at the counter or by telephone."""

    KIND = "report"
    ticket: Ticket
    types: tuple[str, ...] = ()
    unit: str = ""
    photos: tuple[NewPhoto, ...] = ()


class Accept(Payload, frozen=True, kw_only=True):
    """The authority takes the case on."""

    KIND = "accept"


class Assign(Payload, frozen=True, kw_only=True):
    """The case is given to an officer (field `officer`, with `unit`)."""

    KIND = "assign"


class Unassign(Payload, frozen=True, kw_only=True):
    """The case is taken from its officer."""

    KIND = "unassign"


class SetUnit(Payload, frozen=True, kw_only=True):
    """The case is given to a unit."""

    KIND = "set_unit"


class Start(Payload, frozen=True, kw_only=True):
    """Work begins."""

    KIND = "start"


class RecordFix(Payload, frozen=True, kw_only=True):
    """What was done, with after-photos; `fields` carry the outcome's state.

    `result` is fixed, partly or cannot ("" from a program that does not ask); `done_by` names who
    did the work, "" for the actor; `materials` is for reading, `cost_baht` what all of it cost.
    """

    KIND = "record_fix"
    photos: tuple[NewPhoto, ...] = ()
    materials: str = ""
    cost_baht: float | None = None
    done_by: str = ""
    result: str = ""


class Close(Payload, frozen=True, kw_only=True):
    """The case ends with a stated reason, without a fix of our own."""

    KIND = "close"


class Reject(Payload, frozen=True, kw_only=True):
    """Not a matter for anyone here."""

    KIND = "reject"


class Forward(Payload, frozen=True, kw_only=True):
    """The case is handed to another authority."""

    KIND = "forward"
    to: str = ""


class Invite(Payload, frozen=True, kw_only=True):
    """Another authority is asked to work on it too."""

    KIND = "invite"
    to: str = ""


class FollowUp(Payload, frozen=True, kw_only=True):
    """The case is being chased, or will be looked at again."""

    KIND = "follow_up"


class Reopen(Payload, frozen=True, kw_only=True):
    """The citizen was not satisfied, or it was closed by mistake."""

    KIND = "reopen"


class Retype(Payload, frozen=True, kw_only=True):
    """The set of types is changed."""

    KIND = "retype"


class SetPriority(Payload, frozen=True, kw_only=True):
    """The priority is changed."""

    KIND = "set_priority"


class SetDue(Payload, frozen=True, kw_only=True):
    """The due time is changed."""

    KIND = "set_due"


class EditReport(Payload, frozen=True, kw_only=True):
    """The words or facts of the ticket are corrected by its home."""

    KIND = "edit_report"


class CorrectLocation(Payload, frozen=True, kw_only=True):
    """The place is corrected (fields `ticket.lon`, `ticket.lat`, `ticket.place`)."""

    KIND = "correct_location"


class Comment(Payload, frozen=True, kw_only=True):
    """Words to the reporter, or for staff alone."""

    KIND = "comment"
    audience: Audience = Audience.REPORTER


class AttachPhoto(Payload, frozen=True, kw_only=True):
    """Photos added without changing anything else."""

    KIND = "attach_photo"
    photos: tuple[NewPhoto, ...] = ()


class Merge(Payload, frozen=True, kw_only=True):
    """The case becomes a member of the group whose main case is `parent`."""

    KIND = "merge"
    parent: str


class Part(Payload, frozen=True, kw_only=True):
    """The case leaves its group."""

    KIND = "part"


class Rate(Payload, frozen=True, kw_only=True):
    """The reporter's rating, one to five stars."""

    KIND = "rate"
    stars: int


class Redact(Payload, frozen=True, kw_only=True):
    """Personal data are taken out of the ticket; `text` says why."""

    KIND = "redact"


class Undo(Payload, frozen=True, kw_only=True):
    """An earlier operation is taken back where its fields still hold what it wrote."""

    KIND = "undo"
    target: str


PAYLOADS: dict[str, type[Payload]] = {
    cls.KIND: cls
    for cls in (
        Report,
        Accept,
        Assign,
        Unassign,
        SetUnit,
        Start,
        RecordFix,
        Close,
        Reject,
        Forward,
        Invite,
        FollowUp,
        Reopen,
        Retype,
        SetPriority,
        SetDue,
        EditReport,
        CorrectLocation,
        Comment,
        AttachPhoto,
        Merge,
        Part,
        Rate,
        Redact,
        Undo,
    )
}


class Operation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act on one case by one person on one device.

    `seq` orders the operations of a device. `made_at` is what the device's wall clock showed (µs
    UTC), `reckoned_at` what the device took the time to be where that was another (else 0);
    `monotonic_us` and `boot` let the server place it better than either. `group` joins the
    operations of a bulk act; `resolves` names the operation in Needs attention that this one
    settles.
    """

    id: str
    authority: str
    case: str
    kind: str
    payload: Payload
    actor: str
    device: str
    seq: int
    made_at: int
    base_version: int = 0
    schema: int = SCHEMA
    group: str = ""
    resolves: str = ""
    monotonic_us: int = 0
    boot: str = ""
    reckoned_at: int = 0

    @property
    def acted_at(self) -> int:
        """When it was made (µs UTC), as far as the device knew."""
        return self.reckoned_at or self.made_at

    @property
    def photos(self) -> tuple[NewPhoto, ...]:
        """The photos this operation names."""
        payload = self.payload
        if isinstance(payload, RecordFix | AttachPhoto | Report):
            return payload.photos
        return ()

    @property
    def others(self) -> frozenset[str]:
        """The other case that it names by id: the main case to merge into, or to part from."""
        if isinstance(self.payload, Merge):
            return frozenset({self.payload.parent}) - {""}
        parent = self.payload.fields.get("parent")
        return frozenset({str(parent.old or "")} if parent is not None else ()) - {""}


class UnknownKind(Exception):
    """An operation of a kind that this program does not know; `raw` is the operation as sent."""

    def __init__(self, kind: str, raw: dict[str, Any]) -> None:
        """Keep the raw operation, so that nothing of it is lost."""
        super().__init__(kind)
        self.kind = kind
        self.raw = raw


def payload_of(kind: str, raw: Any) -> Payload:
    """Read a payload of this kind from builtin values.

    Raises UnknownKind for a kind not known here, msgspec.ValidationError for a bad payload.
    """
    cls = PAYLOADS.get(kind)
    if cls is None:
        raise UnknownKind(kind, {"kind": kind, "payload": raw})
    return msgspec.convert(raw, cls)
