"""What an operation does to a case: the pure rules that desk and server both run.

`apply(cases, operation, context)` answers with `Changes` (the cases as they then stand),
`Conflict` (fields that both sides changed) or `Refusal` (a reason). It reads no clock and
touches nothing outside its arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from casework import fields as case_fields
from casework import fixing, merging
from casework.case import (
    CLOSED_STATES,
    Audience,
    Case,
    Event,
    FieldChange,
    Role,
    State,
)
from casework.context import Context
from casework.fields import FieldConflict
from casework.operations import (
    AttachPhoto,
    Comment,
    Forward,
    Invite,
    Merge,
    NewPhoto,
    Operation,
    Rate,
    RecordFix,
    Report,
    Undo,
)
from casework.workflow import RULES, SETTABLE, Rule

__all__ = ["NEVER_UNDONE", "Changes", "Conflict", "Context", "Refusal", "Result", "apply"]

MAX_TEXT = 20_000
MAX_STARS = 5
REPEATABLE = frozenset({"start", "record_fix", "follow_up"})
NOTHING: Mapping[str, FieldChange] = MappingProxyType({})
NEVER_UNDONE = frozenset({"report", "rate", "redact", "undo", "import"})


class Changes(msgspec.Struct, frozen=True):
    """The operation fits: these cases, as they now stand; the operation's own case comes first."""

    cases: tuple[Case, ...]


class Conflict(msgspec.Struct, frozen=True):
    """Both sides changed these fields to different values; nothing was changed."""

    fields: dict[str, FieldConflict]


class Refusal(msgspec.Struct, frozen=True):
    """The rules do not admit the operation; nothing was changed. `reason` is a code."""

    reason: str
    detail: dict[str, Any] = msgspec.field(default_factory=dict)


Result = Changes | Conflict | Refusal


def apply(cases: Mapping[str, Case], operation: Operation, context: Context) -> Result:
    """Apply an operation to the cases it concerns (by case id); see the module's docstring.

    `cases` holds the operation's case and, for merge, part and acts on a main case, the others
    of the group that the caller has.
    """
    if operation.authority != context.authority:
        return Refusal("other_authority", {"authority": operation.authority})
    rule = RULES.get(operation.kind)
    if rule is None:
        return Refusal("unknown_kind", {"kind": operation.kind})
    if context.role not in rule.roles:
        return Refusal("role", {"role": str(context.role)})
    if len(operation.payload.text) > MAX_TEXT or "\x00" in operation.payload.text:
        return Refusal("bad_text")
    if rule.needs_text and not operation.payload.text.strip():
        return Refusal("needs_reason")
    if isinstance(operation.payload, Report):
        return _report(cases, operation, operation.payload, context)
    case = cases.get(operation.case)
    if case is None:
        return Refusal("no_such_case")
    refusal = _refusal(case, operation, rule, context)
    if refusal is not None:
        return refusal
    if isinstance(operation.payload, Undo):
        return _undo(cases, case, operation, operation.payload, context)
    if isinstance(operation.payload, Merge):
        return _merge_into(cases, case, operation, operation.payload, context)
    if operation.kind == "part":
        return _part(cases, case, operation, context)
    return _act(cases, case, operation, rule, context)


def _refusal(case: Case, operation: Operation, rule: Rule, context: Context) -> Refusal | None:
    theirs = case.officer != context.actor and not context.stands_in(case)
    if context.role == Role.OFFICER and not rule.anyone_here and theirs:
        return Refusal("not_yours", {"officer": case.officer})
    allowed = SETTABLE.get(operation.kind, frozenset())
    strange = {
        name
        for name, change in operation.payload.fields.items()
        if name not in allowed
        or not (case_fields.fits(name, change.old) and case_fields.fits(name, change.new))
    }
    if strange:
        return Refusal("bad_fields", {"fields": sorted(strange)})
    officer = operation.payload.fields.get("officer")
    if officer is not None and context.role not in RULES["assign"].roles:
        # Taking a case on is an officer's act; giving it to somebody is not.
        return Refusal("role", {"role": str(context.role)})
    if officer is not None and officer.new and context.staff:
        person = context.staff.get(officer.new)
        if person is None or not person.active:
            return Refusal("no_such_officer", {"officer": officer.new})
    if isinstance(operation.payload, Forward | Invite) and not operation.payload.to.strip():
        return Refusal("needs_authority")
    if isinstance(operation.payload, Rate) and not 1 <= operation.payload.stars <= MAX_STARS:
        return Refusal("bad_rating")
    if isinstance(operation.payload, Comment) and not operation.payload.text.strip():
        return Refusal("empty_comment")
    if isinstance(operation.payload, AttachPhoto) and not operation.payload.photos:
        return Refusal("no_photo")
    if isinstance(operation.payload, RecordFix) and (wrong := fixing.wrong(operation.payload)):
        return Refusal("bad_fields", {"fields": wrong})
    return _state_refusal(case, operation, rule)


def _state_refusal(case: Case, operation: Operation, rule: Rule) -> Refusal | None:
    wanted = operation.payload.fields.get("state")
    if rule.to:
        if wanted is None:
            # More work on a case that already stands where the act leads is noted; taking on or
            # closing what the person saw as taken on or closed is a slip.
            repeats = operation.kind in REPEATABLE and case.state in rule.to
            return None if repeats else Refusal(f"state_{case.state}")
        if State(wanted.new) not in rule.to:
            return Refusal("bad_fields", {"fields": ["state"]})
        if case.state == State(wanted.new):
            return None
        if case.forwarded_to and operation.kind not in {"follow_up", "reopen"}:
            return Refusal("state_forwarded", {"to": case.forwarded_to})
    if case.state not in rule.states:
        return Refusal(f"state_{case.state}")
    return None


def _act(
    cases: Mapping[str, Case], case: Case, operation: Operation, rule: Rule, context: Context
) -> Result:
    values, conflicts = case_fields.merge(case, operation.payload.fields)
    if conflicts:
        return Conflict(conflicts)
    if isinstance(operation.payload, Rate):
        values["star"] = operation.payload.stars
    changed = [_changed(case, values, operation, context, operation.payload.fields)]
    if rule.cascades:
        for member in _members(cases, case):
            member_values = {k: v for k, v in values.items() if k != "types"}
            wanted = merging.through_main(member, operation.payload.fields, member_values)
            changed.append(_changed(member, member_values, operation, context, wanted, via=case.id))
    return Changes(tuple(changed))


def _members(cases: Mapping[str, Case], parent: Case) -> list[Case]:
    held = (cases.get(member) for member in parent.members)
    return [m for m in held if m is not None and m.parent == parent.id]


def _changed(
    case: Case,
    values: dict[str, Any],
    operation: Operation,
    context: Context,
    wanted: Mapping[str, FieldChange] = NOTHING,
    via: str = "",
) -> Case:
    values = values | _rule_fields(case, values, operation, context)
    noted = merging.noted(case, wanted, values)
    case = case_fields.put(case, values)
    photos = () if via else operation.photos
    return _noted(case, operation, context, noted, photos, via)


def _rule_fields(
    case: Case, values: dict[str, Any], operation: Operation, context: Context
) -> dict[str, Any]:
    """What follows from the state that the act leads to."""
    state = values.get("state")
    if state is None:
        return {}
    at = context.effective_at
    follows: dict[str, Any] = {}
    if "label" not in values and case.state != state:
        follows["label"] = ""
    if case.accepted_at is None and state in {State.IN_PROGRESS, State.DONE, State.FOLLOWED_UP}:
        follows["accepted_at"] = at
    if operation.kind in {"start", "record_fix"} and case.started_at is None:
        follows["started_at"] = at
    if state in CLOSED_STATES and case.state not in CLOSED_STATES:
        follows["finished_at"] = at
    if operation.kind == "reopen" and case.state in CLOSED_STATES:
        # As in Traffy Fondue, the old finishing time stays.
        follows["reopen_count"] = case.reopen_count + 1
        follows["forwarded_to"] = ""
    return follows


def _noted(
    case: Case,
    operation: Operation,
    context: Context,
    noted: dict[str, FieldChange],
    photos: tuple[NewPhoto, ...] = (),
    via: str = "",
    undoes: str = "",
) -> Case:
    """Return the case with the operation's line in its history and its photos."""
    payload = operation.payload
    absent = case.officer if context.stands_in(case) else ""
    event = Event(
        id=operation.id,
        kind=operation.kind,
        at=context.effective_at,
        actor=context.actor,
        name=context.name,
        text=payload.text.strip(),
        audience=payload.audience if isinstance(payload, Comment) else Audience.REPORTER,
        fields=noted,
        photos=tuple(p.sha256 for p in photos),
        group=operation.group,
        undoes=undoes,
        via=via,
        estimated=context.estimated,
        for_officer=absent,
        for_name=context.staff[absent].name if absent in context.staff else "",
        **fixing.told(payload, via=via),
    )
    return msgspec.structs.replace(
        case,
        history=(*case.history, event),
        photos=merging.with_photos(case.photos, photos, operation.id, context.effective_at),
        updated_at=max(case.updated_at, context.effective_at),
    )


def _report(
    cases: Mapping[str, Case], operation: Operation, payload: Report, context: Context
) -> Result:
    if operation.case in cases:
        return Refusal("case_exists")
    if not payload.ticket.number or not payload.ticket.description.strip():
        return Refusal("empty_report")
    if not case_fields.ticket_fits(payload.ticket):
        return Refusal("bad_fields", {"fields": ["ticket"]})
    ticket = msgspec.structs.replace(
        payload.ticket,
        home=operation.authority,
        reported_at=payload.ticket.reported_at or context.effective_at,
    )
    case = Case(
        authority=operation.authority,
        id=operation.case,
        ticket=ticket,
        types=payload.types,
        unit=payload.unit,
        officer=context.actor if context.role == Role.OFFICER else "",
    )
    return Changes((_noted(case, operation, context, {}, payload.photos),))


def _undo(
    cases: Mapping[str, Case], case: Case, operation: Operation, payload: Undo, context: Context
) -> Result:
    event = case.event(payload.target)
    if event is None or event.kind in NEVER_UNDONE or event.via:
        return Refusal("nothing_to_undo")
    if any(e.undoes == event.id for e in case.history):
        return Refusal("already_undone")
    if context.role == Role.OFFICER and event.actor != context.actor:
        return Refusal("not_your_act")
    values, conflicts = case_fields.merge(case, merging.taking_back(case, event))
    if conflicts:
        return Conflict(conflicts)
    changed = [_undone(case, values, event, operation, context)]
    for other in _touched_with(cases, case, event):
        other_event = other.event(event.id)
        if other_event is None:
            continue
        others, clash = case_fields.merge(other, merging.taking_back(other, other_event))
        if not clash:
            via = case.id if other_event.via else ""
            changed.append(_undone(other, others, other_event, operation, context, via))
    return Changes(tuple(changed))


def _touched_with(cases: Mapping[str, Case], case: Case, event: Event) -> list[Case]:
    """The other cases that the same act changed: members of the group, or a merge's parent."""
    return [c for c in cases.values() if c.id != case.id and c.event(event.id) is not None]


def _undone(
    case: Case,
    values: dict[str, Any],
    event: Event,
    operation: Operation,
    context: Context,
    via: str = "",
) -> Case:
    noted = case_fields.changes(case, values)
    taken = merging.photos_taken_back(case, event)
    case = case_fields.put(case, values)
    photos = tuple(
        msgspec.structs.replace(p, withdrawn=True) if p.sha256 in taken else p for p in case.photos
    )
    case = msgspec.structs.replace(case, photos=photos)
    return _noted(case, operation, context, noted, via=via, undoes=event.id)


def _merge_into(
    cases: Mapping[str, Case], case: Case, operation: Operation, payload: Merge, context: Context
) -> Result:
    parent = cases.get(payload.parent)
    if parent is None:
        return Refusal("no_such_case", {"case": payload.parent})
    if parent.id == case.id or parent.parent or case.members:
        return Refusal("bad_group")
    seen = operation.payload.fields.get("parent", FieldChange(old=parent.id, new=parent.id))
    wanted = {"parent": FieldChange(old=seen.old, new=parent.id)}
    values, conflicts = case_fields.merge(case, wanted)
    if conflicts:
        return Conflict(conflicts)
    child = _changed(case, values, operation, context, wanted)
    return Changes((child, _with_member(parent, case.id, operation, context, wanted["parent"])))


def _with_member(
    main: Case, member: str, operation: Operation, context: Context, parent: FieldChange
) -> Case:
    """The main case of a group with one member more or less, as that one's `parent` changes."""
    without = tuple(m for m in main.members if m != member)
    having = main.members if member in main.members else (*main.members, member)
    old, new = (without, having) if parent.new == main.id else (having, without)
    wanted = {"members": FieldChange(old=old, new=new)} if parent.old != parent.new else NOTHING
    return _changed(main, {"members": new}, operation, context, wanted)


def _part(cases: Mapping[str, Case], case: Case, operation: Operation, context: Context) -> Result:
    wanted = operation.payload.fields
    if not wanted and not case.parent:
        return Refusal("not_in_group")
    values, conflicts = case_fields.merge(case, wanted)
    if conflicts:
        return Conflict(conflicts)
    child = _changed(case, {"parent": ""} | values, operation, context, wanted)
    main = cases.get(case.parent or next(iter(operation.others), ""))
    if main is None:
        return Changes((child,))
    gone = FieldChange(old=main.id, new="")
    return Changes((child, _with_member(main, case.id, operation, context, gone)))
