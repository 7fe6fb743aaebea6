"""Making the payload of an act from what a person sees: the old values come from their view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework import fields as case_fields
from casework.case import Case, State
from casework.operations import PAYLOADS, Payload

# The state that an act of this kind leads to, where it is always the same.
LEADS_TO = {
    "accept": State.IN_PROGRESS,
    "start": State.IN_PROGRESS,
    "close": State.DONE,
    "reject": State.REJECTED,
    "forward": State.FORWARDED,
    "follow_up": State.FOLLOWED_UP,
    "reopen": State.WAITING,
}


@dataclass(frozen=True, slots=True)
class Work:
    """What a fix took beside words: materials for reading, their cost in baht (None: not told).

    `done_by` names who did it, "" for the person who records it; `result` is fixed, partly or
    cannot.
    """

    materials: str = ""
    cost_baht: float | None = None
    done_by: str = ""
    result: str = ""


NO_WORK = Work()


def payload(case: Case, kind: str, values: Mapping[str, Any] | None = None, **more: Any) -> Payload:
    """The payload of an act of `kind` on the case as the person sees it.

    `values` are the new values of fields; `more` are the other parts of the payload (`text`,
    `photos`, `audience` ...). Fields that already hold the value are left out.
    Raises KeyError for an unknown kind, TypeError for parts that the kind does not have.
    """
    wanted: dict[str, Any] = dict(values or {})
    if kind in LEADS_TO:
        wanted.setdefault("state", LEADS_TO[kind])
    if kind == "forward":
        wanted.setdefault("forwarded_to", more.get("to", ""))
    if kind == "unassign":
        wanted.setdefault("officer", "")
    if kind == "merge":
        wanted.setdefault("parent", more.get("parent", ""))
    if kind == "part":
        wanted.setdefault("parent", "")
    if kind == "rate":
        wanted.setdefault("star", more.get("stars"))
    return PAYLOADS[kind](fields=case_fields.seen(case, wanted), **more)


def outcome(case: Case, state: State, **more: Any) -> Payload:
    """The payload of a recorded fix that ends in `state` (done, in progress or followed up).

    `more` may hold the `work` that it took, and `due_at` (µs UTC), the day to look again.
    """
    due_at = more.pop("due_at", None)
    work: Work = more.pop("work", None) or NO_WORK
    more |= {
        "materials": work.materials.strip(),
        "cost_baht": work.cost_baht,
        "done_by": work.done_by.strip(),
        "result": work.result,
    }
    values: dict[str, Any] = {"state": state}
    if due_at is not None:
        values["due_at"] = due_at
    return payload(case, "record_fix", values, **more)
