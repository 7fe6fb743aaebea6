"""A case as another system tells it, and what could not be read of it."""

from __future__ import annotations

import msgspec

from casework.case import State


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One case as a file of Traffy Fondue holds it, in our words.

    Times are µs UTC, coordinates WGS 84 degrees. Texts are "" where unknown. `notes` are short
    codes of what was odd (docs/import.md lists them); `form` names the file's form and `place`
    where in the file the record stands. `stage` is 0 to 2 (report, in progress, finished), the
    coarse order by which duplicates are folded.
    """

    number: str
    reported_at: int
    state: State
    source_id: str = ""
    description: str = ""
    types: tuple[str, ...] = ()
    label: str = ""
    stage: int = 0
    organisations: tuple[str, ...] = ()
    address: str = ""
    village: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""
    lon: float | None = None
    lat: float | None = None
    photo_before_url: str = ""
    photo_after_url: str = ""
    in_progress_at: int | None = None
    finished_at: int | None = None
    last_activity_at: int | None = None
    star: int | None = None
    reopen_count: int = 0
    note: str = ""
    hidden: bool = False
    notes: tuple[str, ...] = ()
    form: str = ""
    place: str = ""

    @property
    def active_at(self) -> int:
        """The latest time (µs UTC) at which something is known to have happened to the case."""
        times = (self.last_activity_at, self.finished_at, self.in_progress_at)
        return next((t for t in times if t is not None), self.reported_at)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a file that was not taken as it stands, with its place and reason.

    `reason` is a code; `text` and `thai` are sentences for people. `number` is the ticket number
    where it is known. A problem of the reason `bad_utf8` comes beside its record, not instead.
    """

    file: str
    place: str
    reason: str
    text: str
    thai: str
    number: str = ""
