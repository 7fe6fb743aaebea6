"""Replaying what is pending on what the server last sent: the pure part of a rebase.

An operation may touch several cases (a group's members come along), and their new states may
arrive in different pages. So each operation carries the cases that already hold it: there its
effect is not applied again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from casework import fields as case_fields
from casework.apply import Changes, Conflict, Context, Refusal, apply
from casework.case import Case, linked
from casework.operations import Operation
from casework.workflow import RULES

ContextFor = Callable[[Operation], Context]


class Pending(msgspec.Struct, frozen=True):
    """An operation in the replay; `held_by` are ids of cases whose base has it already."""

    operation: Operation
    held_by: frozenset[str] = frozenset()


class Replayed(msgspec.Struct):
    """What a replay gave: cases by id, the cases each operation touched, those that do not fit."""

    views: dict[str, Case]
    touched: dict[str, frozenset[str]] = msgspec.field(default_factory=dict)
    unfit: dict[str, Conflict | Refusal] = msgspec.field(default_factory=dict)


def replay(
    bases: Mapping[str, Case], pending: Sequence[Pending], context_for: ContextFor
) -> Replayed:
    """Apply operations in their order to the bases (by case id, of one authority).

    An operation that does not fit leaves everything as it was; the later ones go on without it.
    """
    done = Replayed(dict(bases))
    for entry in pending:
        operation = entry.operation
        if operation.case in entry.held_by and not _reaches_others(operation):
            continue
        result = apply(_seen(done.views, entry), operation, context_for(operation))
        if isinstance(result, Changes):
            changed = [c for c in result.cases if c.id not in entry.held_by]
            done.views |= {c.id: c for c in changed}
            done.touched[operation.id] = frozenset(c.id for c in changed)
        else:
            done.unfit[operation.id] = result
    return done


def _seen(views: Mapping[str, Case], entry: Pending) -> Mapping[str, Case]:
    """The cases as the operation is to meet them: without itself where a base has it already."""
    held = {i: _without(views[i], entry.operation.id) for i in entry.held_by if i in views}
    return {**views, **held} if held else views


def _reaches_others(operation: Operation) -> bool:
    rule = RULES.get(operation.kind)
    return operation.kind in {"merge", "part", "undo"} or (rule is not None and rule.cascades)


def _without(case: Case, event_id: str) -> Case:
    """The case as it was before the event, so that the act can show what it does to others.

    Only what the event wrote and nobody changed since goes back.
    """
    event = case.event(event_id)
    if event is None:
        return case
    values, _ = case_fields.merge(case, case_fields.inverse(event.fields))
    earlier = tuple(e for e in case.history if e.id != event_id)
    return msgspec.structs.replace(case_fields.put(case, values), history=earlier)


def involved(operation: Operation, cases: Iterable[Case]) -> set[str]:
    """The ids of the cases that the operation may read or change, its own among them."""
    wanted = {operation.case, *operation.others}
    for case in cases:
        wanted |= linked(case)
    return wanted
