"""Leave and substitutes at the desk: for whom a person stands in, and setting it where they may.

Setting a leave needs the server: it changes what another person sees, which cannot wait in an
outbox until some evening.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import msgspec

from casework.case import Role
from casework.leaves import SETTERS, Leave
from desktop import clock
from desktop.acting import Person
from desktop.errors import DeskError
from desktop.link import Link
from desktop.storage.cache import Cache
from desktop.sync.errors import SyncError

T = TypeVar("T")
_REFUSED = frozenset(
    {"leave_days", "leave_self", "leave_officer", "leave_away", "leave_id_taken", "no_leave"}
)


class Leaving:
    """The part of a desk that knows of leaves. Thread-safe."""

    cache: Cache
    _link: Link

    @property
    def person(self) -> Person:
        """The signed-in person."""
        raise NotImplementedError

    def acts_for(self) -> frozenset[str]:
        """The officers for whom the person stands in now."""
        return self.person.acts_for(clock.now())

    def stands_in_until(self, officer: str) -> date | None:
        """The last day on which the person stands in for an officer now; None where they do not."""
        now, me = clock.now(), self.person.account.username
        days = [
            leave.to_day
            for leave in self.person.leaves
            if leave.officer == officer and leave.substitute == me and leave.is_on(now)
        ]
        return max(days, default=None)

    def may_set_leaves(self) -> bool:
        """Whether the person says who is on leave and who stands in."""
        return Role(self.person.account.role) in SETTERS

    def leaves(self) -> list[Leave]:
        """The leaves that run or are to come, the one that begins first in front."""
        now = clock.now()
        wanted = [x for x in self.person.leaves if x.happens and x.ends_at > now]
        return sorted(wanted, key=lambda x: (x.from_day, x.to_day, x.id))

    def set_leave(self, leave: Leave) -> Leave:
        """Set a leave at the server. Raises SyncError without a line, DeskError where it cannot be.

        The same leave (by its id) again does no harm: so after a cut it is simply sent again.
        """
        return self._kept(lambda: self._link.ask(lambda client: client.add_leave(leave)))

    def end_leave(self, leave_id: str) -> Leave:
        """End a leave now. Raises SyncError without a line, DeskError where there is none."""
        return self._kept(lambda: self._link.ask(lambda client: client.end_leave(leave_id)))

    def _kept(self, ask: Callable[[], Leave]) -> Leave:
        try:
            leave = ask()
        except SyncError as error:
            if error.detail in _REFUSED:
                raise DeskError(error.detail) from error
            raise
        settings: dict[str, Any] = dict(self.cache.get("settings") or {})
        others = [raw for raw in settings.get("leaves", ()) if raw.get("id") != leave.id]
        # The settings come anew with the next round; until then this is what is known.
        settings["leaves"] = [*others, msgspec.to_builtins(leave)]
        self.cache.put("settings", settings)
        self.cache.person_changed()
        self._link.wake(hurry=True)
        return leave


def new_leave(officer: str, substitute: str, from_day: date, to_day: date) -> Leave:
    """A leave with an id of its own, to be set."""
    return Leave(
        id=clock.new_id(), officer=officer, substitute=substitute, from_day=from_day, to_day=to_day
    )
