"""What a push needs of the database: read at once, kept in step, written at once.

Deciding an operation takes half a dozen facts: is it known, how does its case stand, did an earlier
one fail, and so on. Asked one by one, they cost ten times what the rules do. A fact that was not
foreseen is read when it is asked for, so what is read ahead only ever saves time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from casework.case import Case, linked
from casework.operations import Report, Undo
from server import cases, photos, schema
from server.incoming import Incoming

Place = tuple[str, str]
"""A device and a case: what is held behind a failure, and in which order acts count."""

_o = schema.operations.c
_f = schema.failures.c
_l = schema.log.c


def _wanted(name: str) -> Any:
    return bindparam(name, expanding=True)


# Made once: making them anew took longer than the database does.
_KNOWN = select(_o.id, _o.hash, _o.outcome).where(
    (_o.account == bindparam("account")) & _o.id.in_(_wanted("ids"))
)
_PREVIOUS = (
    select(_o.device, _o.case_id, func.max(_o.effective_at).label("at"))
    .where(
        (_o.account == bindparam("account"))
        & _o.device.in_(_wanted("devices"))
        & _o.case_id.in_(_wanted("cases"))
    )
    .group_by(_o.device, _o.case_id)
)
_FAILURES = select(schema.failures).where(
    (_f.account == bindparam("account"))
    & _f.device.in_(_wanted("devices"))
    & _f.case_id.in_(_wanted("cases"))
)
_TOUCHED = select(_l.operation, _l.case_id).where(
    (_l.authority == bindparam("authority")) & _l.operation.in_(_wanted("operations"))
)
_DROP_FAILURE = delete(schema.failures).where(
    (_f.account == bindparam("account"))
    & (_f.device == bindparam("of_device"))
    & (_f.case_id == bindparam("of_case"))
)
_NEW_FAILURE, _REMEMBER = insert(schema.failures), insert(schema.operations)


@dataclass(frozen=True, slots=True)
class Known:
    """An operation that came before: the hash of its content, and its outcome as JSON."""

    hash: bytes
    outcome: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The last act of a device on a case that did not go through.

    `version` is the authority's change number at that moment, `answered_at` (µs UTC) when the
    device was last told.
    """

    operation: str
    seq: int
    version: int
    answered_at: int


class Batch:
    """The facts for one push, under the authority's lock; `write` keeps what was decided."""

    def __init__(
        self,
        connection: Connection,
        account: str,
        log: cases.CaseLog,
        incoming: Sequence[Incoming],
    ) -> None:
        """Read what these operations will ask for."""
        self._connection = connection
        self._account = account
        self._log = log
        self._cases: dict[str, Case | None] = {}
        self._touched: dict[str, set[str]] = {}
        self._numbers: dict[str, bool] = {}
        self._remembered: list[dict[str, Any]] = []
        self._unwritten: set[Place] = set()
        heads = [entry.head for entry in incoming]
        self._known = self._read_known({head.id for head in heads})
        case_ids = {head.case for head in heads}
        asked = {
            "account": account,
            "devices": sorted({head.device for head in heads}),
            "cases": sorted(case_ids),
        }
        self._previous: dict[Place, int] = {
            (row.device, row.case_id): row.at or 0 for row in connection.execute(_PREVIOUS, asked)
        }
        self._failures: dict[Place, Failure] = {
            (row.device, row.case_id): Failure(row.operation, row.seq, row.version, row.answered_at)
            for row in connection.execute(_FAILURES, asked)
        }
        self._proven = photos.proven_of(connection, log.authority, case_ids)
        self._foresee(incoming)

    def _read_known(self, ids: Iterable[str]) -> dict[str, Known]:
        asked = {"account": self._account, "ids": sorted(ids)}
        return {
            row.id: Known(row.hash, row.outcome) for row in self._connection.execute(_KNOWN, asked)
        }

    def _foresee(self, incoming: Sequence[Incoming]) -> None:
        """Read the cases that new operations concern, and those of their groups."""
        new = [e.operation for e in incoming if e.operation and e.head.id not in self._known]
        wanted = {operation.case for operation in new}
        wanted |= {case_id for o in new for case_id in o.others}
        for case_ids in self._read_touched(
            {o.payload.target for o in new if isinstance(o.payload, Undo)}
        ):
            wanted |= case_ids
        self._read_numbers(
            {o.payload.ticket.number for o in new if isinstance(o.payload, Report)}
        )  # fmt: skip
        held = self.cases(wanted)
        self.cases({case_id for case in held.values() for case_id in linked(case)})

    def _read_touched(self, operations: set[str]) -> list[set[str]]:
        found: dict[str, set[str]] = {operation: set() for operation in operations}
        if found:
            asked = {"authority": self._log.authority, "operations": sorted(found)}
            for row in self._connection.execute(_TOUCHED, asked):
                found[row.operation].add(row.case_id)
        self._touched |= found
        return list(found.values())

    def _read_numbers(self, numbers: set[str]) -> None:
        if numbers:
            taken = cases.load_by_number(self._connection, self._log.authority, numbers)
            self._numbers |= {number: number in taken for number in numbers}

    # -- asking ---------------------------------------------------------------------------------

    def known(self, operation_id: str) -> Known | None:
        """What an operation of this id came to, before this push or earlier in it."""
        return self._known.get(operation_id)

    def cases(self, ids: Iterable[str]) -> dict[str, Case]:
        """The cases of these ids as they now stand, with what this push has done to them."""
        wanted = set(ids) - {""}
        if missing := wanted - self._cases.keys():
            found = cases.load(self._connection, self._log.authority, missing)
            self._cases |= {case_id: found.get(case_id) for case_id in missing}
        held = ((case_id, self._cases[case_id]) for case_id in wanted)
        return {case_id: case for case_id, case in held if case is not None}

    def case(self, case_id: str) -> Case | None:
        """The case of this id as it now stands."""
        if case_id in self._cases:
            return self._cases[case_id]
        return self.cases([case_id]).get(case_id)

    def touched_by(self, operation_id: str) -> set[str]:
        """The cases that an operation changed."""
        if operation_id not in self._touched:
            self._read_touched({operation_id})
        return self._touched[operation_id]

    def is_taken(self, number: str) -> bool:
        """Whether a case has this ticket number."""
        if number not in self._numbers:
            self._read_numbers({number})
        return self._numbers[number]

    def previous_at(self, place: Place) -> int:
        """When (µs UTC) the device's last applied act on the case counted, 0 for none."""
        return self._previous.get(place, 0)

    def proven(self, case_id: str) -> frozenset[str]:
        """The photos whose bytes somebody has sent for this case."""
        return self._proven.get(case_id, frozenset())

    def failure(self, place: Place) -> Failure | None:
        """What keeps later acts of the device on the case waiting."""
        return self._failures.get(place)

    # -- noting ---------------------------------------------------------------------------------

    def fail(self, place: Place, failure: Failure) -> None:
        """Note that an act did not go through."""
        self._failures[place] = failure
        self._unwritten.add(place)

    def told_again(self, place: Place, operation_id: str, at: int) -> None:
        """Note that the outcome of a failed act was given once more."""
        failure = self._failures.get(place)
        if failure is not None and failure.operation == operation_id:
            self.fail(place, replace(failure, answered_at=at))

    def clear(self, place: Place, seq: int) -> None:
        """Forget a failure before this act of the device."""
        failure = self._failures.get(place)
        if failure is not None and failure.seq < seq:
            del self._failures[place]
            self._unwritten.add(place)

    def put(self, case: Case, *, kind: str, at: int, operation: str, actor: str) -> Case:
        """Note a case as an operation leaves it; returns it with its new version."""
        old = self.case(case.id)
        put = self._log.put(old, case, kind=kind, at=at, operation=operation, actor=actor)
        self._cases[case.id] = put
        self._touched.setdefault(operation, set()).add(case.id)
        if old is None:
            self._numbers[case.ticket.number] = True
        return put

    def remember(self, place: Place, row: dict[str, Any]) -> None:
        """Keep an operation with its outcome: a row of `operations`, without the account."""
        self._remembered.append(row | {"account": self._account})
        self._known[row["id"]] = Known(row["hash"], row["outcome"])
        if row["effective_at"] is not None:
            self._previous[place] = max(self.previous_at(place), row["effective_at"])

    def write(self) -> None:
        """Write all that was noted."""
        run = self._connection.execute
        self._log.flush()
        keys = [(place, {"account": self._account}) for place in sorted(self._unwritten)]
        if keys:
            run(_DROP_FAILURE, [k | {"of_device": d, "of_case": c} for (d, c), k in keys])
        standing = [
            key | {
                "device": place[0], "case_id": place[1], "operation": failure.operation,
                "seq": failure.seq, "version": failure.version, "answered_at": failure.answered_at,
            }
            for place, key in keys
            if (failure := self._failures.get(place)) is not None
        ]  # fmt: skip
        if standing:
            run(_NEW_FAILURE, standing)
        if self._remembered:
            run(_REMEMBER, self._remembered)
