"""Settling what needs attention: mine, theirs, or kept as a comment; one by one and in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import msgspec

from casework import acts
from casework import fields as case_fields
from casework.apply import Changes, Conflict, Refusal, Result
from casework.case import Audience, Case
from casework.operations import Payload
from desktop.errors import DeskError
from desktop.storage.records import OutboxItem, Sending
from desktop.storage.replaying import Key

Try = Callable[[Case, Payload], Result]


class How(StrEnum):
    """How several items are settled at once."""

    MINE = "mine"
    THEIRS = "theirs"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Decision:
    """What settling an item one way comes to.

    `payload` becomes an operation on `case`, None where none is needed. `why` is why it cannot be
    settled so: a result of the rules, or the code of a sentence; None where it can.
    """

    item: OutboxItem
    case: Case | None = None
    payload: Payload | None = None
    why: Refusal | Conflict | str | None = None

    @property
    def left_of_mine(self) -> Literal["act", "comment", "nothing", "undecided"]:
        """What is left of what the person did."""
        if self.why is not None:
            return "undecided"
        if self.payload is None:
            return "nothing"
        own = self.item.operation.kind
        return "act" if own == self.payload.KIND else "comment"


def decide(
    items: Iterable[OutboxItem],
    how: How,
    case_of: Callable[[OutboxItem], Case | None],
    attempt: Try,
    words: Mapping[str, str],
) -> list[Decision]:
    """What settling all these items one way comes to, in the order in which they were done.

    Each is decided on its case as the ones before leave it; `attempt` applies a payload as the
    rules would. `words` stand, by operation id, for acts that have no words of their own.
    """
    seen: dict[Key, Case | None] = {}
    decisions = []
    for item in sorted(items, key=lambda i: i.operation.seq):
        key = (item.operation.authority, item.operation.case)
        if key not in seen:
            seen[key] = case_of(item)
        decision, case = _decide_one(item, how, seen[key], attempt, words)
        decisions.append(decision)
        seen[key] = case
    return decisions


def _decide_one(
    item: OutboxItem, how: How, case: Case | None, attempt: Try, words: Mapping[str, str]
) -> tuple[Decision, Case | None]:
    """The decision, and the case as it leaves it."""
    gives_up = how == How.THEIRS and item.sending != Sending.CONFLICT
    if gives_up or (how == How.THEIRS and not can_act(item, case)):
        return Decision(item, case), case
    if case is None or (how == How.MINE and not can_act(item, case)):
        return Decision(item, case, why="case_gone"), case
    try:
        payload = _payload(case, item, how, words)
    except DeskError as error:
        return Decision(item, case, why=error.code), case
    if payload is None:
        return Decision(item, case), case
    result = attempt(case, payload)
    if not isinstance(result, Changes):
        return Decision(item, case, why=result), case
    after = next((c for c in result.cases if c.id == case.id), case)
    return Decision(item, case, payload), after


def can_act(item: OutboxItem, case: Case | None) -> bool:
    """Whether the case can still be changed from here: it is held, and within this scope."""
    return case is not None and not item.gone


def _payload(case: Case, item: OutboxItem, how: How, words: Mapping[str, str]) -> Payload | None:
    if how == How.COMMENT:
        return comment_payload(case, item, words.get(item.operation.id, ""))
    mine = how == How.MINE
    if mine and not item.operation.payload.fields:
        return item.operation.payload
    return chosen_payload(case, item, dict.fromkeys(item.conflicts, mine))


def chosen_payload(case: Case, item: OutboxItem, mine: Mapping[str, bool]) -> Payload | None:
    """The act again, with the fields for which mine was chosen and those that fit anyway.

    Its old values are those that the case holds now. Words and photos are kept in any case, as a
    comment where no field of mine is left; None when there is nothing of mine at all.
    Raises DeskError("not_in_step") where the other's change has not come down yet.
    """
    payload = item.operation.payload
    for name, conflict in item.conflicts.items():
        now = case_fields.get(case, name)
        if not (same(now, conflict.theirs) or same(now, conflict.mine)):
            raise DeskError("not_in_step")
    wanted = {
        name: change.new
        for name, change in payload.fields.items()
        if name not in item.conflicts or mine.get(name, False)
    }
    left = case_fields.seen(case, wanted)
    if not left:
        return comment_payload(case, item, "") if payload.text or item.operation.photos else None
    return msgspec.structs.replace(payload, fields=left)


def comment_payload(case: Case, item: OutboxItem, words: str) -> Payload:
    """The words and photos of an act that no longer fits; `words` stand where it has none."""
    text = item.operation.payload.text or words
    photos = item.operation.photos
    if photos:
        return acts.payload(case, "attach_photo", text=text, photos=photos)
    return acts.payload(case, "comment", text=text, audience=Audience.STAFF)


def same(one: object, other: object) -> bool:
    """Whether two values of a field are the same; what came through JSON has lists for tuples."""
    return _kept(one) == _kept(other)


def _kept(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
