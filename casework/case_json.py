"""A case as the command lines of desk and server print it for scripts.

Times are ISO 8601 in UTC; coordinates WGS 84 degrees.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from casework.case import Case, Event, Photo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso(at: int | None) -> str | None:
    """A time (µs UTC) as ISO 8601 with Z; None stays None."""
    if at is None:
        return None
    return (_EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z")


def case_json(case: Case) -> dict[str, Any]:
    """The case with ticket, photos and history, as builtin values."""
    ticket = case.ticket
    return {
        "number": ticket.number,
        "authority": case.authority,
        "id": case.id,
        "version": case.version,
        "state": str(case.state),
        "label": case.label,
        "types": list(case.types),
        "unit": case.unit,
        "officer": case.officer,
        "due": iso(case.due_at),
        "reported": iso(ticket.reported_at),
        "accepted": iso(case.accepted_at),
        "finished": iso(case.finished_at),
        "updated": iso(case.updated_at),
        "description": ticket.description,
        "place": ticket.place,
        "address": ticket.address,
        "village": ticket.village,
        "subdistrict": ticket.subdistrict,
        "district": ticket.district,
        "province": ticket.province,
        "lon": ticket.lon,
        "lat": ticket.lat,
        "reopen_count": case.reopen_count,
        "star": case.star,
        "forwarded_to": case.forwarded_to,
        "parent": case.parent,
        "members": list(case.members),
        "photos": [_photo(p) for p in case.photos if not p.withdrawn],
        "history": [_event(e) for e in case.history],
    }


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "sha256": photo.sha256 or None,
        "role": str(photo.role),
        "verified": photo.verified,
        "url": photo.url or None,
        "name": photo.name,
        "taken": iso(photo.taken_at),
        "evidence": msgspec.to_builtins(photo.evidence),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "at": iso(event.at),
        "actor": event.actor,
        "name": event.name,
        "for": event.for_officer or None,
        "text": event.text,
        "audience": str(event.audience),
        "fields": msgspec.to_builtins(event.fields),
        "photos": list(event.photos),
        "undoes": event.undoes or None,
        "materials": event.materials,
        "cost_baht": event.cost_baht,
        "done_by": event.done_by,
        "result": event.result or None,
    }
