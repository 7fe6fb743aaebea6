"""Leave: on which days who stands in for whom.

Days are those of the authority's clocks (Asia/Bangkok), the first and the last included. A
substitute sees and acts for the officer while the leave runs; what counts for an act is when it
was done, not when it was sent. Standing in is not handed on: who stands in for a substitute does
not thereby stand in for the substitute's officer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import msgspec

from casework.case import Role
from casework.thai import BANGKOK, to_microseconds

MOST_DAYS = 366
SETTERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who may say that somebody is on leave, and who stands in."""


class Leave(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An officer's absence and who stands in; `ended_at` (µs UTC) where it was ended early."""

    id: str
    officer: str
    substitute: str
    from_day: date
    to_day: date
    ended_at: int | None = None
    made_by: str = ""
    made_at: int = 0

    @property
    def begins_at(self) -> int:
        """When the first day begins, µs UTC."""
        return midnight(self.from_day)

    @property
    def ends_at(self) -> int:
        """When it is over, µs UTC: the end of the last day, or when it was ended before that."""
        over = midnight(self.to_day + timedelta(days=1))
        return over if self.ended_at is None else min(over, self.ended_at)

    @property
    def happens(self) -> bool:
        """Whether there is any time at all in it: one ended before its first day never was."""
        return self.begins_at < self.ends_at

    def is_on(self, at: int) -> bool:
        """Whether it runs at this time (µs UTC)."""
        return self.begins_at <= at < self.ends_at


def midnight(day: date) -> int:
    """When a day begins in Thailand, µs UTC."""
    return to_microseconds(datetime.combine(day, time(), BANGKOK))


def acts_for(leaves: Iterable[Leave], substitute: str, at: int) -> frozenset[str]:
    """The officers for whom a person stands in at this time (µs UTC)."""
    return frozenset(x.officer for x in leaves if x.substitute == substitute and x.is_on(at))


def substitutes_of(leaves: Iterable[Leave], officer: str, at: int) -> frozenset[str]:
    """Who stands in for an officer at this time (µs UTC)."""
    return frozenset(x.substitute for x in leaves if x.officer == officer and x.is_on(at))


def turns(leaves: Iterable[Leave], substitute: str, at: int) -> int:
    """How often what a person sees has changed by leaves until this time (µs UTC).

    Never fewer later on: a leave counts once when it has begun and once more when it is over, also
    where it is ended early.
    """
    found = [x for x in leaves if x.substitute == substitute and x.happens]
    return sum((x.begins_at <= at) + (x.ends_at <= at) for x in found)
