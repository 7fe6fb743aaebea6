"""The pull: what an account has to be told since its cursor, in pages.

A first pull notes H, the authority's number now, sends the open cases by key, then the closed
ones, then whatever changed since H. Every page is read from one state of the database.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from casework import wire
from casework.case import Role
from server import schema
from server.accounts import Person
from server.cases import scope_of
from server.errors import ApiError

MAX_LIMIT = 5000

_c = schema.cases.c
_x = schema.scope_exits.c


class Cursor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far an account's desk is. Opaque to the desk.

    `start` is H of the first pull; `key` the last case id sent of its phase; `number` the last
    change number told. `sweep` says that a first pull has not ended yet.
    """

    scope: int
    epoch: int
    phase: Literal["open", "closed", "feed"] = "open"
    key: str = ""
    start: int = 0
    number: int = 0
    total: int = 0
    open_total: int = 0
    sweep: bool = False

    def text(self) -> str:
        """The cursor as it travels."""
        return base64.urlsafe_b64encode(wire.encode(self)).decode().rstrip("=")


@dataclass(slots=True)
class PageOfChanges:
    """Lines of NDJSON, the last one telling where to go on."""

    lines: list[bytes]
    end: wire.End

    def body(self) -> bytes:
        """The page as it is sent, before compression."""
        return b"".join([*self.lines, wire.encode(wire.Line(end=self.end)), b"\n"])


def read_cursor(text: str) -> Cursor:
    """Read a cursor. Raises ApiError("bad_cursor")."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return msgspec.json.decode(raw, type=Cursor)
    except (binascii.Error, ValueError) as error:
        raise ApiError(400, "bad_cursor", "the cursor was not made by this server") from error


def page(
    connection: Connection, person: Person, epoch: int, cursor_text: str, limit: int
) -> PageOfChanges:
    """The next page after a cursor ("" for the first). Raises ApiError("start_over")."""
    limit = max(1, min(limit, MAX_LIMIT))
    table = schema.authorities
    row = connection.execute(
        select(table.c.number, table.c.settings_version).where(table.c.code == person.authority)
    ).one()
    scope = scope_of(person)
    if cursor_text:
        cursor = read_cursor(cursor_text)
        ahead = cursor.number > row.number or cursor.start > row.number
        if cursor.epoch != epoch or cursor.scope != person.scope or ahead:
            raise ApiError(409, "start_over", "the cursor is from another scope or epoch")
    else:
        cursor = _first(connection, person, epoch, row.number, scope)
    lines: list[bytes] = []
    if scope is None:
        cursor = _moved(cursor, phase="feed", number=row.number)
        more = False
    else:
        cursor, more = _fill(connection, person, scope, cursor, row.number, limit, lines)
    swept = cursor.sweep and cursor.phase == "feed" and not more
    following = cursor
    if swept:
        following = _moved(cursor, sweep=False, start=0, total=0, open_total=0)
    end = wire.End(
        cursor=following.text(),
        more=more,
        phase=cursor.phase,
        total=cursor.total,
        open_total=cursor.open_total,
        scope=person.scope,
        settings=row.settings_version,
        sweep=swept,
    )
    return PageOfChanges(lines, end)


def _moved(cursor: Cursor, **values: Any) -> Cursor:
    return msgspec.structs.replace(cursor, **values)


def _first(
    connection: Connection,
    person: Person,
    epoch: int,
    number: int,
    scope: ColumnElement[bool] | None,
) -> Cursor:
    counts: dict[bool, int] = {}
    if scope is not None:
        query = select(_c.is_open, func.count()).where(scope).group_by(_c.is_open)
        counts = {bool(is_open): count for is_open, count in connection.execute(query)}
    return Cursor(
        scope=person.scope,
        epoch=epoch,
        start=number,
        total=sum(counts.values()),
        open_total=counts.get(True, 0),
        sweep=True,
    )


def _fill(
    connection: Connection,
    person: Person,
    scope: ColumnElement[bool],
    cursor: Cursor,
    number: int,
    limit: int,
    lines: list[bytes],
) -> tuple[Cursor, bool]:
    """Add up to `limit` lines, passing from phase to phase; says whether more is left."""
    for phase, after in (("open", "closed"), ("closed", "feed")):
        if cursor.phase != phase:
            continue
        wanted = limit - len(lines)
        is_open = _c.is_open if phase == "open" else ~_c.is_open
        rows = connection.execute(
            select(_c.id, _c.body)
            .where(scope & is_open & (_c.id > cursor.key))
            .order_by(_c.id)
            .limit(wanted + 1)
        ).all()
        lines += [_case_line(row.body) for row in rows[:wanted]]
        if len(rows) > wanted:
            return _moved(cursor, key=rows[wanted - 1].id), True
        cursor = _moved(cursor, phase=after, key="", number=cursor.start)
        if len(lines) >= limit:
            return cursor, True
    return _feed(connection, person, scope, cursor, number, limit, lines)


def _feed(
    connection: Connection,
    person: Person,
    scope: ColumnElement[bool],
    cursor: Cursor,
    number: int,
    limit: int,
    lines: list[bytes],
) -> tuple[Cursor, bool]:
    wanted = limit - len(lines)
    changed = connection.execute(
        select(_c.version, _c.body)
        .where(scope & (_c.version > cursor.number))
        .order_by(_c.version)
        .limit(wanted + 1)
    )
    told = [(row.version, _case_line(row.body)) for row in changed]
    if person.role == Role.OFFICER:
        mine = (_x.authority == person.authority) & (_x.account == person.username)
        gone = connection.execute(
            select(_x.number, _x.case_id)
            .where(mine & (_x.number > cursor.number))
            .order_by(_x.number)
            .limit(wanted + 1)
        )
        told += [(row.number, _gone_line(row.case_id)) for row in gone]
        told.sort(key=lambda entry: entry[0])
    lines += [line for _, line in told[:wanted]]
    if len(told) > wanted:
        return _moved(cursor, number=told[wanted - 1][0]), True
    return _moved(cursor, number=number), False


def _case_line(body: bytes) -> bytes:
    return b'{"case":' + body + b"}\n"


def _gone_line(case_id: str) -> bytes:
    return wire.encode(wire.Line(gone=case_id)) + b"\n"
