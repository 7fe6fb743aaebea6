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
# Two people's changes of these both count, member by member.
SETS = frozenset({"types", "members"})
# One thing in two fields: halves of two people's changes would be what neither of them meant.
PAIRS = (("ticket.lon", "ticket.lat"),)
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


def normal(name: str, value: Any) -> Any:
    """A field's value as the case holds it, whatever JSON made of it."""
    if name in SETS:
        return tuple(value or ())
    if name == "state":
        return State(value)
    return tuple(value) if isinstance(value, list) else value


def get(case: Case, name: str) -> Any:
    """The value of a field; `ticket.x` is the field x of the ticket. Raises AttributeError."""
    if name.startswith("ticket."):
        return getattr(case.ticket, name[len("ticket.") :])
    return getattr(case, name)


def put(case: Case, values: Mapping[str, Any]) -> Case:
    """Return the case with these fields set."""
    own = {k: normal(k, v) for k, v in values.items() if not k.startswith("ticket.")}
    ticket = {k[len("ticket.") :]: v for k, v in values.items() if k.startswith("ticket.")}
    if ticket:
        own["ticket"] = msgspec.structs.replace(case.ticket, **ticket)
    return msgspec.structs.replace(case, **own) if own else case


def changes(case: Case, values: Mapping[str, Any]) -> dict[str, FieldChange]:
    """Old and new of each field that `values` would really change in the case."""
    found: dict[str, FieldChange] = {}
    for name, value in values.items():
        old, new = normal(name, get(case, name)), normal(name, value)
        if old != new:
            found[name] = FieldChange(old=old, new=new)
    return found


def seen(case: Case, values: Mapping[str, Any]) -> dict[str, FieldChange]:
    """What a person who wants these values says: the changes, and the other half of a pair.

    A half that stays is told as old and new alike: it must still be so for the change to fit.
    """
    found = changes(case, values)
    for pair in PAIRS:
        if any(name in found for name in pair):
            for name in pair:
                held = get(case, name)
                found.setdefault(name, FieldChange(old=held, new=held))
    return found


def _merged_set(current: tuple[str, ...], old: tuple[str, ...], new: tuple[str, ...]) -> Any:
    """What one added and another took away both count."""
    if current == old:
        return new
    kept = [m for m in current if m in new or m not in old]
    kept += [m for m in new if m not in old and m not in kept]
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
        current = normal(name, get(case, name))
        old, new = normal(name, change.old), normal(name, change.new)
        if name in SETS:
            merged = _merged_set(current, old, new)
            if name == "types" and len(merged) > MAX_TYPES:
                conflicts[name] = FieldConflict(old, new, current)
            else:
                values[name] = merged
        elif current in (old, new):
            values[name] = new
        else:
            conflicts[name] = FieldConflict(old, new, current)
    for pair in PAIRS:
        if pair[0] in wanted and pair[1] in wanted:
            conflicts |= _pair_conflicts(case, wanted, pair)
    return values, conflicts


def _pair_conflicts(
    case: Case, wanted: Mapping[str, FieldChange], pair: tuple[str, str]
) -> dict[str, FieldConflict]:
    """A pair fits as a whole or not at all."""
    told = [(wanted[name].old, wanted[name].new, get(case, name)) for name in pair]
    old, new, current = zip(*told, strict=True)
    if current in (old, new):
        return {}
    return {
        name: FieldConflict(*values)
        for name, values in zip(pair, told, strict=True)
        if values[1] != values[2]
    }


def inverse(fields: Mapping[str, FieldChange], names: Iterable[str] = ()) -> dict[str, FieldChange]:
    """The changes that put the old values back (of `names` alone, where given)."""
    chosen = set(names) or set(fields)
    return {k: FieldChange(old=c.new, new=c.old) for k, c in fields.items() if k in chosen}
