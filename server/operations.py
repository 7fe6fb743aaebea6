"""The push: operations in, one outcome each, stored in the same transaction and repeated for ever.

docs/protocol.md tells the rules, also when an operation is held behind one that failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from casework import wire
from casework.apply import Changes, Conflict, Context, Refusal, Result, apply
from casework.case import Case, linked
from casework.leaves import acts_for
from casework.operations import Operation, Report, Undo
from server import cases, leaves, timing
from server.accounts import Person, staff_of
from server.batch import Batch, Failure, Known, Place
from server.incoming import IDENTIFIER, Head, Incoming, Push, read_operation

NEVER_HELD = frozenset({"comment", "attach_photo"})


def take(
    connection: Connection, person: Person, push: Push, received_at: int
) -> list[wire.Outcome]:
    """Decide the operations of a push in their device's order; outcomes in the order they came.

    Call it in one writing transaction, and answer when that is durable. What raises undoes the
    whole push: the desk sends it again.
    """
    incoming = [read_operation(bytes(raw)) for raw in push.operations]
    times = timing.Times.told(push.clock, push.boots, received_at)
    desk = _Decider(connection, person, times, incoming)
    order = sorted(
        range(len(incoming)), key=lambda i: (incoming[i].head.device, incoming[i].head.seq)
    )
    outcomes: dict[int, wire.Outcome] = {i: desk.answer(incoming[i]) for i in order}
    desk.write()
    return [outcomes[i] for i in range(len(incoming))]


class _Decider:
    """Decides operations one after the other under the authority's lock."""

    def __init__(
        self,
        connection: Connection,
        person: Person,
        times: timing.Times,
        incoming: list[Incoming],
    ) -> None:
        self._person = person
        self._times = times
        self._received_at = times.received_at
        self._log = cases.CaseLog(connection, person.authority)
        self._staff = staff_of(connection, person.authority)
        self._leaves = leaves.of_substitute(connection, person.username, person.authority)
        self._batch = Batch(connection, person.username, self._log, incoming)

    def write(self) -> None:
        """Write what was decided."""
        self._batch.write()

    def answer(self, incoming: Incoming) -> wire.Outcome:
        """The outcome of one operation, new or as it was the first time."""
        if not IDENTIFIER.match(incoming.head.id):
            return wire.Outcome(
                id=incoming.head.id, outcome="refused", reason="bad_operation",
                detail=incoming.detail or {"what": "id is no identifier"},
            )  # fmt: skip
        known = self._batch.known(incoming.head.id)
        if known is not None:
            return self._repeat(incoming, known)
        outcome, effective_at = self._decide(incoming)
        self._remember(incoming, outcome, effective_at)
        return outcome

    def _repeat(self, incoming: Incoming, known: Known) -> wire.Outcome:
        if known.hash != incoming.hash:
            return wire.Outcome(id=incoming.head.id, outcome="id_reused")
        # The desk learns of a failure only now: what it made before this moment is held too.
        self._batch.told_again(_place(incoming.head), incoming.head.id, self._received_at)
        return msgspec.json.decode(known.outcome, type=wire.Outcome)

    def _decide(self, incoming: Incoming) -> tuple[wire.Outcome, int | None]:
        operation = incoming.operation
        if operation is None:
            if IDENTIFIER.match(incoming.head.case) and IDENTIFIER.match(incoming.head.device):
                self._note_failure(incoming.head)
            return self._refused(incoming.head.id, incoming.refusal, incoming.detail), None
        if operation.actor != self._person.username:
            return self._refused(operation.id, "other_actor", {}), None
        when = self._times.made(operation)
        if self._is_held(operation, when.at):
            return wire.Outcome(id=operation.id, outcome="held"), None
        when = timing.effective(when, self._batch.previous_at(_place(operation)))
        involved = self._involved(operation)
        result = self._number_taken(operation, involved) or _applied(
            involved, operation, self._context(when)
        )
        return self._settled(operation, involved, result, when), when.at

    def _refused(self, operation_id: str, reason: str, detail: dict[str, Any]) -> wire.Outcome:
        return wire.Outcome(id=operation_id, outcome="refused", reason=reason, detail=detail)

    def _context(self, when: timing.When) -> Context:
        person = self._person
        return Context(
            actor=person.username,
            name=person.name,
            role=person.role,
            authority=person.authority,
            unit=person.unit,
            effective_at=when.at,
            received_at=self._received_at,
            estimated=when.estimated,
            staff=self._staff,
            # When it was done counts: it may come after the leave is over.
            acts_for=acts_for(self._leaves, person.username, when.at),
        )

    # -- held -----------------------------------------------------------------------------------

    def _is_held(self, operation: Operation, made_at: int) -> bool:
        """Whether it was made by somebody who did not know yet that an earlier act failed."""
        if operation.resolves or operation.kind in NEVER_HELD:
            return False
        failure = self._batch.failure(_place(operation))
        return (
            failure is not None
            and operation.seq > failure.seq
            and operation.base_version <= failure.version
            and made_at <= failure.answered_at
        )

    def _note_failure(self, act: Operation | Head) -> None:
        if act.kind not in NEVER_HELD:
            failed = Failure(act.id, _int64(act.seq), self._log.number, self._received_at)
            self._batch.fail(_place(act), failed)

    # -- deciding -------------------------------------------------------------------------------

    def _involved(self, operation: Operation) -> dict[str, Case]:
        """The operation's case and those that it may change with it."""
        case = self._batch.case(operation.case)
        if case is None:
            return {}
        wanted = {*linked(case), *operation.others}
        if isinstance(operation.payload, Undo):
            wanted |= self._batch.touched_by(operation.payload.target)
        return {case.id: case} | (self._batch.cases(wanted) if wanted else {})

    def _number_taken(self, operation: Operation, involved: Mapping[str, Case]) -> Refusal | None:
        payload = operation.payload
        if not isinstance(payload, Report) or operation.case in involved:
            return None
        number = payload.ticket.number
        return Refusal("number_taken", {"number": number}) if self._batch.is_taken(number) else None

    def _settled(
        self,
        operation: Operation,
        involved: Mapping[str, Case],
        result: Result,
        when: timing.When,
    ) -> wire.Outcome:
        if isinstance(result, Conflict):
            self._note_failure(operation)
            case = involved[operation.case]
            return wire.Outcome(
                id=operation.id, outcome="conflict", version=case.version, fields=result.fields
            )
        if isinstance(result, Refusal):
            self._note_failure(operation)
            return self._refused(operation.id, result.reason, result.detail)
        if operation.kind not in NEVER_HELD:
            self._batch.clear(_place(operation), operation.seq)
        written = self._write(operation, result, when)
        return wire.Outcome(id=operation.id, outcome="applied", version=written[0].version)

    def _write(self, operation: Operation, result: Changes, when: timing.When) -> list[Case]:
        known = self._batch.proven(operation.case)
        return [
            self._batch.put(
                _with_verified(case, known) if case.id == operation.case else case,
                kind=operation.kind,
                at=when.at,
                operation=operation.id,
                actor=operation.actor,
            )
            for case in result.cases
        ]

    def _remember(
        self, incoming: Incoming, outcome: wire.Outcome, effective_at: int | None
    ) -> None:
        head = incoming.head
        self._batch.remember(
            _place(head),
            {
                "id": head.id,
                "hash": incoming.hash,
                "authority": self._person.authority,
                "case_id": head.case[:64],
                "device": head.device[:64],
                "seq": _int64(head.seq),
                "outcome": wire.encode(outcome).decode(),
                "effective_at": effective_at if outcome.outcome == "applied" else None,
                "received_at": self._received_at,
                "raw": incoming.raw,
            },
        )


def _place(act: Operation | Head) -> Place:
    return act.device, act.case


def _applied(involved: Mapping[str, Case], operation: Operation, context: Context) -> Result:
    """Apply the rules; values of the wrong kind, which JSON lets through, are refused."""
    try:
        result = apply(involved, operation, context)
        if isinstance(result, Changes):
            for case in result.cases:
                wire.decode_case(wire.encode(case))
    except (ValueError, TypeError, AttributeError, msgspec.MsgspecError) as error:
        return Refusal("bad_fields", {"what": str(error)[:200]})
    return result


def _int64(value: int) -> int:
    return value if abs(value) < 1 << 62 else 0


def _with_verified(case: Case, known: frozenset[str]) -> Case:
    """The case with those photos marked whose bytes have come before."""
    if all(photo.verified or photo.sha256 not in known for photo in case.photos):
        return case
    photos = tuple(
        msgspec.structs.replace(photo, verified=True) if photo.sha256 in known else photo
        for photo in case.photos
    )
    return msgspec.structs.replace(case, photos=photos)
