"""Deciding what needs attention: the part of a desk that settles what no longer fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from casework.apply import Conflict, Refusal, Result, apply
from casework.case import Case
from casework.operations import Merge, Operation, Payload
from desktop import acting, shut_out
from desktop.acting import ActReport, Person
from desktop.errors import DeskError
from desktop.looking import Looking
from desktop.storage.records import OutboxItem

if TYPE_CHECKING:
    from desktop.resolving import Decision, How


class Settled(msgspec.Struct, frozen=True):
    """What became of several items: operations made, items given up, decisions not possible."""

    done: tuple[Operation, ...] = ()
    given_up: tuple[str, ...] = ()
    left: tuple[Decision, ...] = ()

    @property
    def number(self) -> int:
        """How many items are settled."""
        return len(self.done) + len(self.given_up)


class Deciding(Looking):
    """The part of a desk that settles Needs attention. Thread-safe."""

    @property
    def person(self) -> Person:
        """The signed-in person."""
        raise NotImplementedError

    def save(self, wanted: Sequence[tuple[Case, Payload]], *, resolves: str = "") -> ActReport:
        """Save payloads as operations."""
        raise NotImplementedError

    def take_back(self, operations: Sequence[Operation]) -> ActReport:
        """Withdraw what was never sent; follow the rest with undo operations."""
        raise NotImplementedError

    def _something_to_send(self) -> None:
        raise NotImplementedError

    # -- one by one -----------------------------------------------------------------------------

    def choose(self, item: OutboxItem, mine: Mapping[str, bool]) -> ActReport:
        """Settle a conflict field by field: True takes mine, False theirs."""
        from desktop import resolving

        case = self._case_of(item)
        payload = resolving.chosen_payload(case, item, mine)
        if payload is None:
            self.take_theirs(item)
            return ActReport("resolve", (item.operation,))
        return self.save([(case, payload)], resolves=item.operation.id)

    def take_theirs(self, item: OutboxItem) -> None:
        """Leave the case as the authority has it."""
        self.cache.resolve(item.operation.id, "theirs")

    def as_comment(self, item: OutboxItem, words: str) -> ActReport:
        """Keep the words and photos of an act that no longer fits, as a comment for staff."""
        from desktop import resolving

        case = self._case_of(item)
        payload = resolving.comment_payload(case, item, words)
        return self.save([(case, payload)], resolves=item.operation.id)

    def _case_of(self, item: OutboxItem) -> Case:
        case = self.case(item.operation.authority, item.operation.case)
        if case is None:
            raise DeskError("no_such_case", number=item.number)
        return case

    # -- in bulk --------------------------------------------------------------------------------

    def decide_many(
        self, items: Sequence[OutboxItem], how: How, words: Mapping[str, str]
    ) -> list[Decision]:
        """What `choose_many` would come to. Nothing is changed."""
        from desktop import resolving

        return resolving.decide(items, how, self._seen, self._attempt, words)

    def choose_many(
        self, items: Sequence[OutboxItem], how: How, words: Mapping[str, str]
    ) -> Settled:
        """Settle several items one way, in one transaction and as one group.

        `words` stand, by operation id, for acts that have none of their own where they become
        comments. Items that cannot be settled so stay, and are told. Raises StorageError.
        """
        from desktop.resolving import Decision

        shut_out.refuse(self.cache)
        wanted = {item.operation.id for item in items}
        now = [i for i in self.attention() if i.operation.id in wanted]
        decisions = self.decide_many(now, how, words)
        acts = [d for d in decisions if d.payload is not None and d.case is not None]
        made = self._operations(acts)
        up = [d.item.operation.id for d in decisions if d.why is None and d.payload is None]
        results = self.cache.act(made, self.person.context, given_up=up)
        left = [d for d in decisions if d.why is not None]
        done = []
        for decision, operation, result in zip(acts, made, results, strict=True):
            if isinstance(result, Conflict | Refusal):
                left.append(Decision(decision.item, decision.case, why=result))
            else:
                done.append(operation)
        if done:
            self._something_to_send()
        return Settled(tuple(done), tuple(up), tuple(left))

    def take_back_settled(self, settled: Settled) -> ActReport:
        """Undo `choose_many`: all its items need attention again."""
        report = self.take_back(settled.done) if settled.done else ActReport("undo", ())
        self.cache.take_up(settled.given_up)
        return report

    def _operations(self, decisions: Sequence[Decision]) -> list[Operation]:
        pairs = [(d.case, d.payload) for d in decisions if d.case and d.payload]
        made = acting.make(self.person, str(self.cache.get("device")), pairs)
        return [
            msgspec.structs.replace(operation, resolves=d.item.operation.id)
            for operation, d in zip(made, decisions, strict=True)
        ]

    def _seen(self, item: OutboxItem) -> Case | None:
        return self.case(item.operation.authority, item.operation.case)

    def _attempt(self, case: Case, payload: Payload) -> Result:
        """What the rules here would make of it; its group comes in only where it is saved."""
        [operation] = acting.make(self.person, "", [(case, payload)])
        seen = {case.id: case}
        if isinstance(payload, Merge):
            parent = self.case(case.authority, payload.parent)
            seen |= {parent.id: parent} if parent is not None else {}
        return apply(seen, operation, self.person.context(operation))
