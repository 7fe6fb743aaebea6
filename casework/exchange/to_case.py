"""From a record of another system to a case, and what importing it again changes.

A record never undoes work: a case that people here have acted on takes over only what is newer
than its last change.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import msgspec

from casework import fields as case_fields
from casework.case import Case, Event, FieldChange, Photo, PhotoRole, State, Ticket
from casework.exchange.fold import Rank, rank, rank_of
from casework.exchange.record import Record
from casework.exchange.states import stage_of

IMPORT = "import"
SOURCE = "traffy"
_EVENTS = uuid.UUID("6f1d3c52-7c0e-5a57-9a0e-5d9f3b1c2e74")

# What the other system decides alone, also where people here changed it: it has the last word
# when it is newer. Any other field that was changed here stays as it was left.
_THEIRS = frozenset(
    {"state", "label", "started_at", "finished_at", "updated_at", "reopen_count", "star",
     "ticket.hidden"}
)  # fmt: skip


def to_case(record: Record, *, authority: str, case_id: str, received_at: int) -> Case:
    """A new case from a record, with one line of history. `received_at` is µs UTC."""
    photos = _photos(record)
    return Case(
        authority=authority,
        id=case_id,
        ticket=_ticket(record, authority),
        state=record.state,
        label=record.label,
        types=record.types,
        accepted_at=record.in_progress_at,
        started_at=record.in_progress_at,
        finished_at=record.finished_at,
        updated_at=record.active_at,
        reopen_count=record.reopen_count,
        star=record.star,
        photos=photos,
        history=(_event(record, case_id, received_at, {}),),
    )


def _ticket(record: Record, home: str) -> Ticket:
    return Ticket(
        number=record.number,
        home=home,
        source=SOURCE,
        source_id=record.source_id,
        description=record.description,
        address=record.address,
        village=record.village,
        subdistrict=record.subdistrict,
        district=record.district,
        province=record.province,
        lon=record.lon,
        lat=record.lat,
        channel=SOURCE,
        reported_at=record.reported_at,
        organisations=record.organisations,
        hidden=record.hidden,
    )


def _photos(record: Record) -> tuple[Photo, ...]:
    links = (
        (PhotoRole.BEFORE, record.photo_before_url, record.reported_at),
        (PhotoRole.AFTER, record.photo_after_url, record.finished_at or record.active_at),
    )
    return tuple(
        Photo(role=role, url=url, name=url.rsplit("/", 1)[-1], added_at=at)
        for role, url, at in links
        if url
    )


def _event(record: Record, case_id: str, at: int, changes: dict[str, FieldChange]) -> Event:
    """The line of history of an import; its id is the same for the same record."""
    key = "\x1f".join(
        map(str, (case_id, rank(record), record.state, record.label, record.note, record.types,
                  record.description, record.photo_after_url, sorted(changes)))
    )  # fmt: skip
    digest = hashlib.sha256(key.encode()).hexdigest()
    return Event(
        id=str(uuid.uuid5(_EVENTS, digest)),
        kind=IMPORT,
        at=at,
        name="Traffy Fondue",
        text=record.note,
        fields=changes,
        photos=tuple(p.key for p in _photos(record)),
    )


def _rank_of_case(case: Case) -> Rank:
    return rank_of(case.updated_at, case.finished_at, case.reopen_count, stage_of(case.state))


def _rank_like_case(record: Record) -> Rank:
    """A record's rank with what a case would hold of it, so that the two compare."""
    return rank_of(
        record.active_at, record.finished_at, record.reopen_count, stage_of(record.state)
    )


def changed(old: Case, record: Record) -> Case | None:
    """The case after importing a record again, None when that changes nothing.

    Fold duplicates first: two different records of equal rank would replace each other at every
    import. A record that is older than the case changes nothing; where people here have worked
    on the case, nor does one that is not strictly newer than the case's last change.
    """
    local = any(event.kind != IMPORT for event in old.history)
    if local and record.active_at <= old.updated_at:
        return None
    if _rank_like_case(record) < _rank_of_case(old):
        return None
    values = _wanted(old, record)
    if local:
        kept = _changed_here(old) - _THEIRS
        values = {name: value for name, value in values.items() if name not in kept}
    changes = case_fields.changes(old, values)
    photos = _with_photos(old, record)
    news = record.note and record.note not in {event.text for event in old.history}
    if not changes and photos == old.photos and not news:
        return None
    event = _event(record, old.id, max(record.active_at, old.updated_at), changes)
    if old.event(event.id) is not None:
        # The same import came before and was answered by later work here.
        event = msgspec.structs.replace(event, id=str(uuid.uuid5(_EVENTS, event.id)))
    case = case_fields.put(old, {name: change.new for name, change in changes.items()})
    return msgspec.structs.replace(case, photos=photos, history=(*old.history, event))


def _wanted(old: Case, record: Record) -> dict[str, Any]:
    """Fields as the record has them; what the record leaves empty stays as the case has it."""
    told: dict[str, Any] = {
        "types": record.types,
        "label": record.label,
        "started_at": record.in_progress_at,
        "finished_at": record.finished_at,
        "star": record.star,
    }
    fresh = _ticket(record, old.ticket.home)
    for name in ("source_id", "description", "address", "village", "subdistrict", "district",
                 "province", "organisations"):  # fmt: skip
        told[f"ticket.{name}"] = getattr(fresh, name)
    if fresh.lon is not None:
        told |= {"ticket.lon": fresh.lon, "ticket.lat": fresh.lat}
    values = {name: value for name, value in told.items() if value not in (None, "", ())}
    values |= {
        "state": record.state,
        "reopen_count": record.reopen_count,
        "updated_at": record.active_at,
        "ticket.hidden": record.hidden,
        "ticket.reported_at": record.reported_at,
    }
    if record.state != old.state and not record.label:
        values["label"] = ""
    if old.forwarded_to and record.state != State.FORWARDED:
        values["forwarded_to"] = ""
    if old.accepted_at is None and record.in_progress_at is not None:
        values["accepted_at"] = record.in_progress_at
    return values


def _changed_here(case: Case) -> set[str]:
    events = (event for event in case.history if event.kind != IMPORT)
    return {name for event in events for name in event.fields}


def _with_photos(old: Case, record: Record) -> tuple[Photo, ...]:
    """The case's photos and those of the record that it does not have; none is taken away."""
    held = {photo.url for photo in old.photos}
    return (*old.photos, *(p for p in _photos(record) if p.url not in held))
