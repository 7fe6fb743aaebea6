"""What a person is told beside the window: pure rules of what is news, and when it is told.

Nothing is told twice, nothing is lost: what came in quiet hours is told when they end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from casework.thai import local

KEPT_DAYS = 30
"""What was told is known for so long after it was there last."""
MORNING_HOUR = 7
_SATURDAY = 5


class Kind(StrEnum):
    """What a notice is about."""

    ASSIGNED = "assigned"
    DUE = "due"
    ATTENTION = "attention"
    STUCK = "stuck"


class Subject(msgspec.Struct, frozen=True):
    """A case as far as a lock screen may show it: where it is found here, its type and village."""

    authority: str = ""
    case: str = ""
    type: str = ""
    village: str = ""


class Owed(Subject, frozen=True):
    """An open case that is assigned to the person; `due_at` is µs UTC."""

    due_at: int | None = None


class Look(msgspec.Struct, frozen=True):
    """What is there at a time (µs UTC): one's open cases, what needs attention, photos stuck.

    Each by a name of its own that stays the same as long as it is the same thing.
    """

    at: int
    owed: Mapping[str, Owed] = {}
    attention: Mapping[str, Subject] = {}
    stuck: Mapping[str, Subject] = {}


class Choices(msgspec.Struct, frozen=True):
    """What a person wants to be told, and when not: from and until full hours of Thai time."""

    kinds: frozenset[Kind] = frozenset(Kind)
    quiet: bool = True
    quiet_from: int = 18
    quiet_until: int = MORNING_HOUR

    def is_quiet(self, at: int) -> bool:
        """Whether nothing is told at this time (µs UTC)."""
        hour = local(at).hour
        if not self.quiet or self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


class Memory(msgspec.Struct, frozen=True):
    """What was told before: by name of the thing, the day (ISO) on which it was there last."""

    told: Mapping[str, str] = {}
    due_day: str = ""
    """The day on which due dates were told last."""


class Notice(msgspec.Struct, frozen=True):
    """One sentence: how many things of a kind; `subjects` are those that it is about."""

    kind: Kind
    subjects: tuple[Subject, ...]


def first(look: Look) -> Memory:
    """What a new desk begins with: all that came with its first sync is no news."""
    return _remember(Memory(due_day=_day(look.at).isoformat()), look, _there(look))


def news(look: Look, memory: Memory, choices: Choices) -> tuple[tuple[Notice, ...], Memory]:
    """What is to be told now, at most one notice of a kind, and what is known from then on.

    In quiet hours nothing, and nothing is learnt. A kind that is not wanted counts as told.
    """
    if choices.is_quiet(look.at):
        return (), memory
    there = _there(look)
    today = _day(look.at)
    morning = memory.due_day != today.isoformat() and _has_begun(look.at)
    if not morning:
        there = {name: found for name, found in there.items() if found[0] != Kind.DUE}
    fresh: dict[Kind, list[Subject]] = {}
    for name, (kind, subject) in there.items():
        if name not in memory.told and kind in choices.kinds:
            fresh.setdefault(kind, []).append(subject)
    told = tuple(Notice(kind, tuple(fresh[kind])) for kind in Kind if kind in fresh)
    day = today.isoformat() if morning else memory.due_day
    return told, _remember(Memory(memory.told, day), look, there)


def due_until(at: int) -> datetime:
    """The end of the next working day: on a Friday that is Monday's. Holidays are not known."""
    day = _day(at) + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=local(at).tzinfo) + timedelta(days=1)


def _there(look: Look) -> dict[str, tuple[Kind, Subject]]:
    """All that could be told, each by the name under which it is remembered."""
    found: dict[str, tuple[Kind, Subject]] = {}
    until = due_until(look.at)
    for name, owed in look.owed.items():
        found[f"{Kind.ASSIGNED}:{name}"] = (Kind.ASSIGNED, owed)
        if owed.due_at is not None and look.at <= owed.due_at and local(owed.due_at) < until:
            # Another due date is another piece of news.
            found[f"{Kind.DUE}:{name}:{_day(owed.due_at)}"] = (Kind.DUE, owed)
    found |= {f"{Kind.ATTENTION}:{n}": (Kind.ATTENTION, s) for n, s in look.attention.items()}
    return found | {f"{Kind.STUCK}:{n}": (Kind.STUCK, s) for n, s in look.stuck.items()}


def _remember(memory: Memory, look: Look, there: Mapping[str, object]) -> Memory:
    today = _day(look.at)
    since = (today - timedelta(days=KEPT_DAYS)).isoformat()
    # What is still there is known however long it stays; so is what was there lately.
    present = there.keys() | (_there(look).keys() & memory.told.keys())
    kept = {name: day for name, day in memory.told.items() if day >= since}
    return Memory(kept | dict.fromkeys(present, today.isoformat()), memory.due_day)


def _has_begun(at: int) -> bool:
    """Whether the day at work has begun."""
    return local(at).hour >= MORNING_HOUR


def _day(at: int) -> date:
    return local(at).date()
