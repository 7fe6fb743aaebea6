"""Cases on the server: reading them, and writing them, always through the log.

A change number is taken under the lock of the authority's row, before any case is read, so that
the order of commits is the order of numbers. Each entry of the log is chained to the one before
it by `hash = SHA-256(previous hash + number + case + SHA-256 of the payload)`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import zstandard
from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, true, update

from casework import wire
from casework.case import Case, Event, Role
from server import clock, leaves, schema
from server.accounts import Person

_READ_AT_ONCE = 900

_c = schema.cases.c

# Statements that every operation runs are made once: making them costs more than the database.
_READ = {
    name: select(_c.id, _c.number, _c.body).where(
        (_c.authority == bindparam("authority")) & _c[name].in_(bindparam("wanted", expanding=True))
    )
    for name in ("id", "number")
}
_NEW_CASE, _NEW_ENTRY = insert(schema.cases), insert(schema.log)
_NEW_PAYLOAD, _NEW_EXIT = insert(schema.payloads), insert(schema.scope_exits)
_STANDING = (
    update(schema.authorities)
    .where(schema.authorities.c.code == bindparam("authority"))
    .values(number=bindparam("new_number"), head=bindparam("new_head"))
)


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a log entry says: the case after the change, with only the new lines of history.

    `lines` is how many lines its history has then; -1 in entries of before that was kept.
    """

    case: Case
    events: tuple[Event, ...] = ()
    lines: int = -1


def chain(previous: bytes, number: int, case: str, payload_hash: bytes) -> bytes:
    """The hash of a log entry."""
    return hashlib.sha256(previous + f"\n{number}\n{case}\n".encode() + payload_hash).digest()


def scope_of(person: Person) -> ColumnElement[bool] | None:
    """The condition on `cases` for what the person may see; None where that is nothing."""
    if person.role == Role.LEADER:
        return None
    mine = _c.authority == person.authority
    if person.role != Role.OFFICER:
        return mine
    if not person.stands_in:
        return mine & (_c.officer == person.username)
    return mine & _c.officer.in_(sorted(person.stands_in | {person.username}))


def sees(person: Person, case: Case) -> bool:
    """Whether the case is within what the person may see."""
    if person.role == Role.LEADER or case.authority != person.authority:
        return False
    if person.role != Role.OFFICER:
        return True
    return case.officer == person.username or case.officer in person.stands_in


def load(connection: Connection, authority: str, ids: Iterable[str]) -> dict[str, Case]:
    """The cases of these ids in an authority, by id."""
    rows = _rows(connection, authority, "id", sorted(set(ids)))
    return {row.id: wire.decode_case(row.body) for row in rows}


def load_by_number(
    connection: Connection, authority: str, numbers: Iterable[str]
) -> dict[str, Case]:
    """The cases of these ticket numbers in an authority, by number."""
    rows = _rows(connection, authority, "number", sorted(set(numbers)))
    return {row.number: wire.decode_case(row.body) for row in rows}


def _rows(connection: Connection, authority: str, column: str, keys: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(keys), _READ_AT_ONCE):
        asked = {"authority": authority, "wanted": keys[start : start + _READ_AT_ONCE]}
        found += connection.execute(_READ[column], asked).all()
    return found


def find_number(connection: Connection, number: str, authority: str = "") -> list[Case]:
    """The cases of a ticket number, in every authority or in one."""
    here = (_c.authority == authority) if authority else true()
    rows = connection.execute(
        select(_c.body).where((_c.number == number) & here).order_by(_c.authority, _c.id)
    )
    return [wire.decode_case(row.body) for row in rows]


class CaseLog:
    """The pen with which an authority's cases are written, within one transaction.

    Making it takes the authority's lock: do so before reading the cases.
    """

    def __init__(self, connection: Connection, authority: str) -> None:
        """Take the lock. Raises KeyError where there is no such authority."""
        table = schema.authorities
        row = connection.execute(
            select(table.c.number, table.c.head).where(table.c.code == authority).with_for_update()
        ).first()
        if row is None:
            raise KeyError(authority)
        self.authority = authority
        self.number: int = row.number
        self._head: bytes = row.head
        self._connection = connection
        self._seen_by: dict[str, frozenset[str]] = {}
        self._packer = zstandard.ZstdCompressor(level=3)
        self._clear()

    def _clear(self) -> None:
        # By case: one that is changed several times is written once, as it stands at the end.
        self._new: dict[str, dict[str, Any]] = {}
        self._old: dict[str, dict[str, Any]] = {}
        self._moved: set[str] = set()
        self._entries: list[dict[str, Any]] = []
        self._payloads: list[dict[str, Any]] = []
        self._exits: list[dict[str, Any]] = []

    def put(
        self,
        old: Case | None,
        new: Case,
        *,
        kind: str,
        at: int,
        operation: str = "",
        actor: str = "",
    ) -> Case:
        """Note a case as it now stands; returns it with its new version. `at` is µs UTC."""
        self.number += 1
        case = msgspec.structs.replace(new, version=self.number)
        known = len(old.history) if old is not None else 0
        payload = wire.encode(
            Payload(
                case=msgspec.structs.replace(case, history=()),
                events=case.history[known:],
                lines=len(case.history),
            )
        )
        payload_hash = hashlib.sha256(payload).digest()
        self._head = chain(self._head, self.number, case.id, payload_hash)
        key = {"authority": self.authority, "number": self.number}
        self._entries.append(
            key
            | {
                "case_id": case.id,
                "kind": kind,
                "operation": operation,
                "actor": actor,
                "at": at,
                "payload_hash": payload_hash,
                "hash": self._head,
            }
        )
        self._payloads.append(key | {"body": self._packer.compress(payload), "erased": ""})
        if old is None or case.id in self._new:
            self._new[case.id] = _row(case)
        else:
            self._old[case.id] = {f"new_{name}": value for name, value in _row(case).items()}
            if _place(old) != _place(case):
                self._moved.add(case.id)
        if old is not None and old.officer and old.officer != case.officer:
            # Who stands in loses it too, unless they see the case in another way now.
            for account in sorted(self._viewers(old.officer) - self._viewers(case.officer)):
                self._exits.append(key | {"account": account, "case_id": case.id})
        return case

    def _viewers(self, officer: str) -> frozenset[str]:
        if not officer:
            return frozenset()
        found = self._seen_by.get(officer)
        if found is None:
            found = leaves.viewers(self._connection, self.authority, officer, clock.now())
            self._seen_by[officer] = found
        return found

    def flush(self) -> None:
        """Write what was put."""
        if not self._entries:
            return
        run = self._connection.execute
        if self._new:
            run(_NEW_CASE, list(self._new.values()))
        # Most changes leave a case where it is found: then three indexes need not be written.
        moved = [row for case_id, row in self._old.items() if case_id in self._moved]
        stayed = [row for case_id, row in self._old.items() if case_id not in self._moved]
        if moved:
            run(_MOVE_CASE, moved)
        if stayed:
            run(_UPDATE_CASE, stayed)
        run(_NEW_ENTRY, self._entries)
        run(_NEW_PAYLOAD, self._payloads)
        if self._exits:
            run(_NEW_EXIT, self._exits)
        standing = {"new_number": self.number, "new_head": self._head}
        run(_STANDING, standing | {"authority": self.authority})
        self._clear()


def _row(case: Case) -> dict[str, Any]:
    return {
        "authority": case.authority,
        "id": case.id,
        "number": case.ticket.number,
        "version": case.version,
        "is_open": case.is_open,
        "officer": case.officer,
        "body": wire.encode(case),
    }


def _place(case: Case) -> tuple[str, bool, str]:
    """What a case is found by, beside its id and version."""
    return case.ticket.number, case.is_open, case.officer


_UPDATE_CASE = (
    update(schema.cases)
    .where((_c.authority == bindparam("new_authority")) & (_c.id == bindparam("new_id")))
    .values(version=bindparam("new_version"), body=bindparam("new_body"))
)
_MOVE_CASE = _UPDATE_CASE.values(
    number=bindparam("new_number"),
    is_open=bindparam("new_is_open"),
    officer=bindparam("new_officer"),
)
