"""Who acts, and when it counts: what the rules must know beside the case and the operation."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from casework.case import Case, Role, Staff


class Context(msgspec.Struct, frozen=True):
    """Who acts, and when it counts. Times are µs UTC.

    `staff` holds the people of the authority by username where they are known; an empty mapping
    means "not known here" and no name is then checked. `acts_for` are the officers for whom the
    actor stands in at `effective_at`.
    """

    actor: str
    name: str
    role: Role
    authority: str
    effective_at: int
    unit: str = ""
    received_at: int | None = None
    settings_version: int = 0
    estimated: bool = False
    staff: Mapping[str, Staff] = msgspec.field(default_factory=dict)
    acts_for: frozenset[str] = frozenset()

    def stands_in(self, case: Case) -> bool:
        """Whether the actor works on this case in somebody else's place."""
        return case.officer != self.actor and case.officer in self.acts_for
