"""Reading and setting a case's fields by name, and merging two people's changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from casework.case import MAX_TYPES, Case, FieldChange, State, Ticket


class FieldConflict(msgspec.Struct, frozen=True):
    """A field that both sides changed to different values."""

    before: Any
    mine: Any
    theirs: Any


TYPES: dict[str, Any] = {f.name: f.type for f in msgspec.structs.fields(Case)} | {
    f"ticket.{f.name}": f.type for f in msgspec.structs.fields(Ticket)
}
_LIMITS = {"ticket.lon": 180.0, "ticket.lat": 90.0}
# JSON knows no end of a number; what no database can hold would stop every desk's pull.
_MAX_INTEGER = 1 << 62


def fits(name: str, value: Any) -> bool:
    """Whether a value is of the field's kind, and a coordinate (degrees, WGS 84) on the earth."""
    try:
        read = msgspec.convert(value, TYPES[name])
    except (KeyError, msgspec.ValidationError):
        return False
    if isinstance(read, int) and abs(read) >= _MAX_INTEGER:
        return False
    limit = _LIMITS.get(name)
    # Written so that a NaN, which compares with nothing, does not fit.
    return limit is None or read is None or abs(read) <= limit


def ticket_fits(ticket: Ticket) -> bool:
    """Whether every fact of a ticket is of its kind and within its limits."""
    return all(fits(f"ticket.{f}", getattr(ticket, f)) for f in ticket.__struct_fields__)


def _normal(name: str, value: Any) -> Any:
    if name == "types":
        return tuple(value or ())
    if name == "state":
        return State(value)
    # What came through JSON has lists where a case has tuples (members).
    return tuple(value) if isinstance(value, list) else value


def get(case: Case, name: str) -> Any:
    """The value of a field; `ticket.x` is the field x of the ticket. Raises AttributeError."""
    if name.startswith("ticket."):
        return getattr(case.ticket, name[len("ticket.") :])
    return getattr(case, name)


def put(case: Case, values: Mapping[str, Any]) -> Case:
    """Return the case with these fields set."""
    own = {k: _normal(k, v) for k, v in values.items() if not k.startswith("ticket.")}
    ticket = {k[len("ticket.") :]: v for k, v in values.items() if k.startswith("ticket.")}
    if ticket:
        own["ticket"] = msgspec.structs.replace(case.ticket, **ticket)
    return msgspec.structs.replace(case, **own) if own else case


def changes(case: Case, values: Mapping[str, Any]) -> dict[str, FieldChange]:
    """Old and new of each field that `values` would really change in the case."""
    found: dict[str, FieldChange] = {}
    for name, value in values.items():
        old, new = _normal(name, get(case, name)), _normal(name, value)
        if old != new:
            found[name] = FieldChange(old=old, new=new)
    return found


def _merged_types(current: tuple[str, ...], change: FieldChange) -> tuple[str, ...]:
    """Types are a set: what one added and another took away both count."""
    old, new = _normal("types", change.old), _normal("types", change.new)
    kept = [t for t in current if t in new or t not in old]
    kept += [t for t in new if t not in old and t not in kept]
    return tuple(kept)


def merge(
    case: Case, wanted: Mapping[str, FieldChange]
) -> tuple[dict[str, Any], dict[str, FieldConflict]]:
    """Three-way merge of wanted changes into the case as it stands now.

    Returns the values to set, and the fields in conflict: those that the case no longer holds as
    the person saw them, and that the two sides want to be different.
    """
    values: dict[str, Any] = {}
    conflicts: dict[str, FieldConflict] = {}
    for name, change in wanted.items():
        current = _normal(name, get(case, name))
        old, new = _normal(name, change.old), _normal(name, change.new)
        if name == "types":
            merged = _merged_types(current, change)
            if len(merged) > MAX_TYPES:
                conflicts[name] = FieldConflict(old, new, current)
            else:
                values[name] = merged
        elif current in (old, new):
            values[name] = new
        else:
            conflicts[name] = FieldConflict(old, new, current)
    return values, conflicts


def inverse(fields: Mapping[str, FieldChange], names: Iterable[str] = ()) -> dict[str, FieldChange]:
    """The changes that put the old values back (of `names` alone, where given)."""
    chosen = set(names) or set(fields)
    return {k: FieldChange(old=c.new, new=c.old) for k, c in fields.items() if k in chosen}
