"""Two people's changes of one case: what history says of them, and what an undo takes back.

Two people may have got a case to the same place: both accepted it, both added the same type, both
sent the same photo. Then each holds what stands there, and taking one of the two acts back leaves
the other's. docs/merging.md tells the rules; tests/casework/test_merging.py proves them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from casework import fields as case_fields
from casework.case import Case, Event, FieldChange, Photo
from casework.fields import PAIRS, SETS, normal
from casework.operations import NewPhoto

# They came with the state, so whoever else holds the state holds these too.
FOLLOWING = frozenset({"accepted_at", "started_at", "finished_at", "reopen_count"})


def noted(
    case: Case, wanted: Mapping[str, FieldChange], values: Mapping[str, Any]
) -> dict[str, FieldChange]:
    """What the line of history of an act says that it did to the case's fields.

    That is what `values` really change, and what the person `wanted` to change where somebody
    else got there first.
    """
    found = case_fields.changes(case, values)
    for name, change in wanted.items():
        if name not in values:
            continue
        old, new = normal(name, change.old), normal(name, change.new)
        if name in SETS:
            mine = _of_set(old, new, normal(name, values[name]))
            if mine is not None:
                found[name] = mine
        elif old != new or _beside_a_change(name, wanted):
            found[name] = FieldChange(old=old, new=new)
    if "state" in values and normal("state", values["state"]) == case.state:
        holder = _writer(_live(case), "state")
        if holder is not None:
            found |= {n: c for n, c in holder.fields.items() if _follows(n, c) and n not in found}
    return found


def through_main(
    member: Case, wanted: Mapping[str, FieldChange], values: Mapping[str, Any]
) -> dict[str, FieldChange]:
    """What an act on the main case wants of a member that another one on it brought there before.

    What the member came to by itself is not the act's to take back.
    """
    found: dict[str, FieldChange] = {}
    for name in values:
        writer = _writer(_live(member), name) if _is_change(name, wanted.get(name)) else None
        if writer is not None and writer.via:
            before = writer.fields[name]
            if normal(name, before.new) == normal(name, values[name]):
                found[name] = before
    return found


def _follows(name: str, change: FieldChange) -> bool:
    """Whether a field was changed only because the state was; so is a label that goes."""
    return name in FOLLOWING or (name == "label" and not change.new)


def _of_set(
    old: tuple[str, ...], new: tuple[str, ...], merged: tuple[str, ...]
) -> FieldChange | None:
    """The members that a person added and took away, told by what the set holds now."""
    added = [m for m in new if m not in old]
    removed = [m for m in old if m not in new]
    if not added and not removed:
        return None
    if merged == new:
        return FieldChange(old=old, new=new)
    before = (*(m for m in merged if m not in added), *(m for m in removed if m not in merged))
    return FieldChange(old=before, new=tuple(merged))


def _beside_a_change(name: str, wanted: Mapping[str, FieldChange]) -> bool:
    """Whether the other half of a pair changes: undoing it must find this half as it was."""
    return any(name in pair and any(_is_change(n, wanted.get(n)) for n in pair) for pair in PAIRS)


def _is_change(name: str, change: FieldChange | None) -> bool:
    return change is not None and normal(name, change.old) != normal(name, change.new)


def taking_back(case: Case, event: Event) -> dict[str, FieldChange]:
    """The changes by which an act is undone: all that it did and nobody else holds."""
    others = [e for e in _live(case) if e.id != event.id]
    back: dict[str, FieldChange] = {}
    for name, change in event.fields.items():
        if name in SETS:
            back |= _set_back(name, change, others)
            continue
        writer = _writer(others, name)
        if writer is None or normal(name, writer.fields[name].new) != normal(name, change.new):
            back[name] = FieldChange(old=change.new, new=change.old)
    return back


def photos_taken_back(case: Case, event: Event) -> frozenset[str]:
    """The photos, by key, that an act brought and no other act shows."""
    others = {key for e in _live(case) if e.id != event.id for key in e.photos}
    return frozenset(event.photos) - others


def _set_back(name: str, change: FieldChange, others: Sequence[Event]) -> dict[str, FieldChange]:
    old, new = normal(name, change.old), normal(name, change.new)
    touched = {m for m in (*old, *new) if (m in old) != (m in new)}
    mine = {m for m in touched if not _holds(others, name, m, there=m in new)}
    if not mine:
        return {}
    before = old
    if mine != touched:
        before = (*(m for m in new if m not in mine), *(m for m in old if m in mine))
    return {name: FieldChange(old=new, new=before)}


def _holds(others: Sequence[Event], name: str, member: str, *, there: bool) -> bool:
    """Whether the last of the others who touched this member of a set left it so."""
    for event in reversed(others):
        change = event.fields.get(name)
        if change is not None and (member in (change.old or ())) != (member in (change.new or ())):
            return (member in (change.new or ())) == there
    return False


def _writer(events: Sequence[Event], name: str) -> Event | None:
    """The last of these that changed the field."""
    return next((e for e in reversed(events) if _is_change(name, e.fields.get(name))), None)


def _live(case: Case) -> list[Event]:
    """The lines of history that still count: neither undone nor an undo."""
    undone = {event.undoes for event in case.history if event.undoes}
    return [e for e in case.history if not e.undoes and e.id not in undone]


def with_photos(
    held: tuple[Photo, ...], new: tuple[NewPhoto, ...], event: str, at: int
) -> tuple[Photo, ...]:
    """The photos of a case with those of an act; one that is there stays as it came first."""
    photos = list(held)
    for photo in new:
        made = Photo(
            sha256=photo.sha256,
            role=photo.role,
            name=photo.name,
            size=photo.size,
            taken_at=photo.taken_at,
            added_at=at,
            event=event,
            evidence=photo.evidence,
        )
        index = next((i for i, p in enumerate(photos) if p.sha256 == photo.sha256), None)
        if index is None:
            photos.append(made)
        elif photos[index].withdrawn:
            photos[index] = msgspec.structs.replace(made, verified=photos[index].verified)
    return tuple(photos)
