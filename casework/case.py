"""What a case is: one authority's work on a ticket that a citizen reported.

Times are integer microseconds since 1970 in UTC (`*_at`, None where unknown).
Coordinates are WGS 84 degrees, always as separate `lon` and `lat`.

Nothing in a case can lead back to itself, so Python's collector of cycles need not look at one
(`gc=False`): it would go through every case of a page again and again while they are read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class State(StrEnum):
    """The machine kind of a case's state; an authority's own label stands beside it."""

    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    FORWARDED = "forwarded"
    FOLLOWED_UP = "followed_up"
    DONE = "done"
    REJECTED = "rejected"


OPEN_STATES = frozenset({State.WAITING, State.IN_PROGRESS, State.FORWARDED, State.FOLLOWED_UP})
CLOSED_STATES = frozenset({State.DONE, State.REJECTED})

MAX_TYPES = 9


class Role(StrEnum):
    """What a person is in an authority."""

    OFFICER = "officer"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    LEADER = "leader"


class Audience(StrEnum):
    """Who reads a comment."""

    REPORTER = "reporter"
    STAFF = "staff"


class PhotoRole(StrEnum):
    """Whether a photo shows the problem as reported or the place after the work."""

    BEFORE = "before"
    AFTER = "after"


class FieldChange(msgspec.Struct, frozen=True, gc=False):
    """The old and the new value of one field, as the person saw it when acting."""

    old: Any = None
    new: Any = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What an after-photo proves, as the desk said it before saving (design section 8).

    `distance_m` is metres from the case's place; `verdict` is complete, look_again or unproven.
    The rest is what the file told: `camera`, the place it was taken at (`lon`, `lat`), and
    `likeness`, its perceptual hash, by which another desk finds the same picture again;
    `origin_check` says what stood out about where its place, or the file itself, comes from.
    """

    verdict: str = "unproven"
    distance_m: float | None = None
    taken_at: int | None = None
    time_check: str = "unknown"
    place_check: str = "unknown"
    seen_check: str = "unknown"
    edited: bool = False
    reason: str = ""
    camera: str = ""
    lon: float | None = None
    lat: float | None = None
    likeness: str = ""
    origin_check: str = ""


class Photo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A picture of a case, named by the SHA-256 of its bytes; `url` where only a link is known."""

    sha256: str = ""
    role: PhotoRole = PhotoRole.BEFORE
    url: str = ""
    name: str = ""
    size: int = 0
    taken_at: int | None = None
    added_at: int | None = None
    event: str = ""
    verified: bool = False
    withdrawn: bool = False
    evidence: Evidence | None = None

    @property
    def key(self) -> str:
        """The identity of the photo within its case."""
        return self.sha256 or self.url


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One line of a case's history; its id is that of the operation that made it.

    `fields` hold what the act changed, so that an undo can put it back. `undoes` names the event
    that this one took back; `via` names the parent case when the act came down from it.
    `for_officer` is the officer in whose place the actor did it, `for_name` that one's name.
    A recorded fix also tells what it took (`materials`, `cost_baht`), who did it (`done_by`, ""
    for the actor) and what came of it (`result`: fixed, partly or cannot; "" where not told).
    """

    id: str
    kind: str
    at: int
    actor: str = ""
    name: str = ""
    text: str = ""
    audience: Audience = Audience.REPORTER
    fields: dict[str, FieldChange] = msgspec.field(default_factory=dict)
    photos: tuple[str, ...] = ()
    group: str = ""
    undoes: str = ""
    via: str = ""
    estimated: bool = False
    for_officer: str = ""
    for_name: str = ""
    materials: str = ""
    cost_baht: float | None = None
    done_by: str = ""
    result: str = ""


class Ticket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the citizen reported. `home` is the authority that alone may change it."""

    number: str
    home: str = ""
    source: str = ""
    source_id: str = ""
    description: str = ""
    place: str = ""
    address: str = ""
    village: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""
    lon: float | None = None
    lat: float | None = None
    reporter_name: str = ""
    reporter_phone: str = ""
    channel: str = ""
    reported_at: int = 0
    organisations: tuple[str, ...] = ()
    hidden: bool = False


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One authority's work on a ticket. `version` is the authority's number of its last change."""

    authority: str
    id: str
    ticket: Ticket
    version: int = 0
    state: State = State.WAITING
    label: str = ""
    types: tuple[str, ...] = ()
    unit: str = ""
    officer: str = ""
    priority: int = 0
    due_at: int | None = None
    accepted_at: int | None = None
    started_at: int | None = None
    finished_at: int | None = None
    updated_at: int = 0
    forwarded_to: str = ""
    reopen_count: int = 0
    star: int | None = None
    parent: str = ""
    members: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    history: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether work is still owed on the case."""
        return self.state in OPEN_STATES

    def is_overdue(self, now: int) -> bool:
        """Whether the due time has passed at `now` (µs UTC) with the case still open."""
        return self.due_at is not None and self.is_open and self.due_at < now

    def photos_of(self, role: PhotoRole) -> tuple[Photo, ...]:
        """The photos of one role that nobody took back."""
        return tuple(p for p in self.photos if p.role == role and not p.withdrawn)

    def event(self, event_id: str) -> Event | None:
        """The history line with this id, if the case has one."""
        return next((e for e in self.history if e.id == event_id), None)


def linked(case: Case) -> set[str]:
    """The ids of the other cases of the same group that a case names."""
    return {*case.members, case.parent} - {""}


class Staff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A person with an account in an authority."""

    username: str
    name: str
    role: Role
    authority: str
    unit: str = ""
    name_en: str = ""
    active: bool = True
