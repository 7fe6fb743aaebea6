"""What the cache hands out: plain rows for lists, the outbox, Needs attention and the counts.

Times are µs UTC; coordinates WGS 84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

import msgspec

from casework.case import OPEN_STATES, PhotoRole, State
from casework.fields import FieldConflict
from casework.operations import Operation


class Sort(StrEnum):
    """The orders in which a list can stand."""

    URGENT = "urgent"
    NEWEST = "newest"
    OLDEST = "oldest"
    UPDATED = "updated"
    NUMBER = "number"
    BEST = "best"
    """For a search: the best hits first, the newest first where there are very many."""


class Near(msgspec.Struct, frozen=True):
    """Within so many metres of a place (WGS 84 degrees)."""

    lon: float
    lat: float
    metres: float


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases a list shows. Empty sets and strings mean "any"; filters combine with and.

    `text` is searched in description, place, address, number, reporter and comments.
    `reported_from` and `reported_to` (exclusive) are µs UTC; `older_than` is µs before now.
    `after_photo` asks for cases with (True) or without (False) an after-photo. `ids` names the
    cases themselves.
    """

    states: frozenset[State] = frozenset()
    types: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    officer: str = ""
    officers: frozenset[str] = frozenset()
    text: str = ""
    open_only: bool = False
    overdue: bool = False
    reopened: bool = False
    unassigned: bool = False
    without_place: bool = False
    unsent: bool = False
    attention: bool = False
    reported_from: int | None = None
    reported_to: int | None = None
    older_than: int | None = None
    near: Near | None = None
    after_photo: bool | None = None
    ids: frozenset[str] = frozenset()
    sort: Sort = Sort.URGENT


Where = Literal["number", "description", "place", "address", "reporter", "phone", "comment"]


class Found(msgspec.Struct, frozen=True):
    """Words around a hit that the row itself does not show, and where in the case they stand."""

    where: Where
    text: str


class Tally(msgspec.Struct, frozen=True):
    """How many cases a list has; where not `exact`, it has more than `number`."""

    number: int
    exact: bool = True


class CaseRow(msgspec.Struct, frozen=True):
    """One case as a list shows it. `sentence` is the start of the citizen's words, one line.

    `key` is the cache's own number of the case and grows with its time of report. `found` is
    there in a search where neither sentence nor place nor number holds the words.
    """

    authority: str
    id: str
    number: str
    sentence: str
    types: tuple[str, ...]
    state: State
    label: str
    place: str
    village: str
    unit: str
    officer: str
    reported_at: int
    updated_at: int
    due_at: int | None
    finished_at: int | None
    reopen_count: int
    lon: float | None
    lat: float | None
    parent: str
    members: int
    before: str
    after: str
    unsent: bool
    attention: bool
    version: int
    key: int = 0
    found: Found | None = None

    @property
    def is_open(self) -> bool:
        """Whether work is still owed on the case."""
        return self.state in OPEN_STATES

    def is_overdue(self, now: int) -> bool:
        """Whether the due time has passed at `now` (µs UTC) with the case still open."""
        return self.is_open and self.due_at is not None and self.due_at < now


class Spot(NamedTuple):
    """One case as a map shows it, at (lon, lat); `mark` is its first mark or empty."""

    authority: str
    id: str
    lon: float
    lat: float
    state: str
    mark: str
    sentence: str

    @property
    def face(self) -> str:
        """What its marker wears: the mark, else the state."""
        return self.mark or self.state


class Page(msgspec.Struct, frozen=True):
    """A window of a list; `after` asks for the next one, None at the end."""

    rows: tuple[CaseRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Work left, for the rail; `by_state` counts every case held, by state.

    `standing_in` are open cases of officers for whom the person stands in.
    """

    mine: int = 0
    standing_in: int = 0
    incoming: int = 0
    overdue: int = 0
    outbox: int = 0
    photos_waiting: int = 0
    attention: int = 0
    cases: int = 0
    by_state: dict[State, int] = field(default_factory=dict)


class Sending(StrEnum):
    """Where an operation of the outbox stands."""

    WAITING = "waiting"
    UNKNOWN = "unknown"
    APPLIED = "applied"
    CONFLICT = "conflict"
    REFUSED = "refused"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class PhotoState(StrEnum):
    """Where a photo of this desk stands; only VERIFIED means that the server has the bytes."""

    WAITING = "waiting"
    SENDING = "sending"
    VERIFIED = "verified"
    FAILED = "failed"


class PhotoUpload(msgspec.Struct, frozen=True):
    """The journal row of an upload. `next_try_at` is µs UTC, 0 for at once."""

    sha256: str
    authority: str
    case: str
    name: str
    size: int
    sent: int
    state: PhotoState
    url: str = ""
    tries: int = 0
    next_try_at: int = 0
    last_error: str = ""


class OutboxItem(msgspec.Struct, frozen=True):
    """An operation that waits, or that needs attention, with its photos.

    `reason` and `detail` are why the server did not take it. `gone` is set where the case is
    no longer in this account's scope; what is still held of it is what was seen last.
    """

    operation: Operation
    number: str
    sentence: str
    sending: Sending
    tries: int = 0
    last_error: str = ""
    reason: str = ""
    version: int = 0
    settled_at: int | None = None
    conflicts: dict[str, FieldConflict] = msgspec.field(default_factory=dict)
    detail: dict[str, Any] = msgspec.field(default_factory=dict)
    gone: bool = False
    photos: tuple[PhotoUpload, ...] = ()


class LeftDraft(msgspec.Struct, frozen=True):
    """A draft on a case that left this desk; `body` is as it was kept, `at` is µs UTC.

    `number` and `sentence` are empty where nothing of the case is here any more.
    """

    authority: str
    case: str
    kind: str
    body: Any
    at: int
    number: str = ""
    sentence: str = ""


class JournalLine(msgspec.Struct, frozen=True):
    """A line of the sync journal: when, a code, and figures to word it."""

    at: int
    code: str
    detail: dict[str, int | str]


class KnownPhoto(msgspec.Struct, frozen=True):
    """A photo with a hash that a case on this desk shows."""

    sha256: str
    number: str
    authority: str
    case: str
    role: PhotoRole
