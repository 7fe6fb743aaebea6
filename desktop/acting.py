"""Turning what a person wants done into operations: identity, order, clocks, group, context."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from casework import wire
from casework.apply import Changes, Conflict, Context, Refusal, Result
from casework.case import Case, Role, Staff
from casework.leaves import Leave, acts_for
from casework.operations import Operation, Payload
from desktop import clock
from desktop.errors import DeskError

_SAME = 1_000_000
"""Clocks that differ by less (µs) show the same time."""


class ActReport(msgspec.Struct, frozen=True):
    """What became of an act on one or many cases, done together as one group.

    `done` are the operations that were saved; `not_done` pairs a case with why it was left out.
    """

    kind: str
    done: tuple[Operation, ...]
    not_done: tuple[tuple[Case, Refusal | Conflict], ...] = ()

    @property
    def group(self) -> str:
        """The group's id, "" for a single act."""
        return self.done[0].group if self.done else ""


class Person(msgspec.Struct, frozen=True):
    """The signed-in person and what their desk knows of the authority."""

    account: wire.Account
    staff: Mapping[str, Staff]
    leaves: tuple[Leave, ...] = ()

    @classmethod
    def of(cls, account: wire.Account, settings: wire.DeskSettings | None) -> Person:
        """The person of an account, with the staff of the settings where they are known."""
        people = settings.staff if settings else ()
        leaves = settings.leaves if settings else ()
        return cls(account, {s.username: s for s in people}, leaves)

    def officers(self) -> list[Staff]:
        """The active people to whom a case can be assigned, by name."""
        able = (s for s in self.staff.values() if s.active and s.role == Role.OFFICER)
        return sorted(able, key=lambda s: s.name)

    def acts_for(self, at: int) -> frozenset[str]:
        """The officers for whom the person stands in at this time (µs UTC)."""
        if self.account.role != Role.OFFICER:
            return frozenset()
        here = (x for x in self.leaves if self._is_here(x.officer))
        return acts_for(here, self.account.username, at)

    def _is_here(self, username: str) -> bool:
        # After a change of authority the leaves of the one before count no more.
        staff = self.staff.get(username)
        return staff is not None and staff.authority == self.account.authority

    def name_of(self, username: str, language: str) -> str:
        """A person's name as shown, the user name where it is not known."""
        staff = self.staff.get(username)
        if staff is None:
            return username
        return staff.name_en or staff.name if language == "en" else staff.name

    def assignment(self, officer: str) -> dict[str, str]:
        """The fields that give a case to an officer. Raises DeskError("no_such_officer")."""
        staff = self.staff.get(officer)
        if self.staff and staff is None:
            raise DeskError("no_such_officer", officer=officer)
        unit = {"unit": staff.unit} if staff is not None and staff.unit else {}
        return {"officer": officer, **unit}

    def context(self, operation: Operation) -> Context:
        """Who acted and when, for applying one of this desk's operations."""
        return Context(
            actor=self.account.username,
            name=self.account.name,
            role=Role(self.account.role),
            authority=self.account.authority,
            unit=self.account.unit,
            effective_at=operation.acted_at,
            staff=self.staff,
            acts_for=self.acts_for(operation.acted_at),
        )


def make(
    person: Person,
    device: str,
    wanted: Sequence[tuple[Case, Payload]],
    *,
    resolves: str = "",
) -> list[Operation]:
    """Operations for these cases; several of them form one group with one undo.

    The cache numbers them (`seq`) when it saves them.
    """
    group = clock.new_id() if len(wanted) > 1 else ""
    shown, now = clock.clocks(), clock.now()
    # Both are kept; where they are the same, one of them need not travel.
    reckoned = now if abs(now - shown.wall) >= _SAME else 0
    return [
        Operation(
            id=clock.new_id(),
            authority=case.authority,
            case=case.id,
            kind=payload.KIND,
            payload=payload,
            actor=person.account.username,
            device=device,
            seq=0,
            made_at=shown.wall,
            base_version=case.version,
            group=group,
            resolves=resolves,
            monotonic_us=shown.monotonic,
            boot=shown.boot,
            reckoned_at=reckoned,
        )
        for case, payload in wanted
    ]


def report(
    kind: str,
    operations: Sequence[Operation],
    results: Sequence[Result],
    case_of: Callable[[Operation], Case],
) -> ActReport:
    """Sort the results of an act into what was done and what was not."""
    done = [o for o, r in zip(operations, results, strict=True) if isinstance(r, Changes)]
    not_done = [
        (case_of(o), r)
        for o, r in zip(operations, results, strict=True)
        if isinstance(r, Conflict | Refusal)
    ]
    return ActReport(kind, tuple(done), tuple(not_done))


def account_of(raw: object) -> wire.Account:
    """Read the account kept in the cache. Raises msgspec.ValidationError."""
    return msgspec.convert(raw, wire.Account)
