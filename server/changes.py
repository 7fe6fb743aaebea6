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
from casework.checking import Check, bucket_of, check_of
from server import schema
from server.accounts import Person
from server.cases import scope_of
from server.errors import ApiError
from server.patching import Wanted, case_line, lines_of

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
    connection: Connection,
    person: Person,
    epoch: int,
    cursor_text: str,
    limit: int,
    *,
    patches: bool = False,
    check: bool = False,
) -> PageOfChanges:
    """The next page after a cursor ("" for the first). Raises ApiError("start_over").

    With `patches` a case that the desk holds comes as what changed in it; with `check` the last
    page tells the sums of all that it is to hold.
    """
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
        pages = _Pages(connection, person, scope, row.number, patches=patches)
        cursor, more = pages.fill(cursor, limit, lines)
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
        check=_check(connection, scope) if check and not more else None,
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


def _check(connection: Connection, scope: ColumnElement[bool] | None) -> Check | None:
    if scope is None:
        return None
    rows = connection.execute(select(_c.id, _c.version).where(scope))
    return check_of((row.id, row.version) for row in rows)


def versions(connection: Connection, person: Person, buckets: set[int]) -> dict[str, int]:
    """The versions of the cases that an account is to hold, of these buckets."""
    scope = scope_of(person)
    if scope is None:
        return {}
    rows = connection.execute(select(_c.id, _c.version).where(scope))
    return {row.id: row.version for row in rows if bucket_of(row.id) in buckets}


@dataclass(frozen=True, slots=True)
class _Pages:
    """Fills pages for one account from one state of the database; `number` is the last change."""

    connection: Connection
    person: Person
    scope: ColumnElement[bool]
    number: int
    patches: bool

    def fill(self, cursor: Cursor, limit: int, lines: list[bytes]) -> tuple[Cursor, bool]:
        """Add up to `limit` lines, passing from phase to phase; says whether more is left."""
        for phase, after in (("open", "closed"), ("closed", "feed")):
            if cursor.phase != phase:
                continue
            wanted = limit - len(lines)
            is_open = _c.is_open if phase == "open" else ~_c.is_open
            rows = self.connection.execute(
                select(_c.id, _c.body)
                .where(self.scope & is_open & (_c.id > cursor.key))
                .order_by(_c.id)
                .limit(wanted + 1)
            ).all()
            lines += [case_line(row.body) for row in rows[:wanted]]
            if len(rows) > wanted:
                return _moved(cursor, key=rows[wanted - 1].id), True
            cursor = _moved(cursor, phase=after, key="", number=cursor.start)
            # The desk can be used from here on: it does not wait for a page full of closed cases.
            usable = phase == "open" and cursor.total - cursor.open_total > limit // 4
            if len(lines) >= limit or (usable and lines):
                return cursor, True
        return self._feed(cursor, limit, lines)

    def _feed(self, cursor: Cursor, limit: int, lines: list[bytes]) -> tuple[Cursor, bool]:
        wanted = limit - len(lines)
        changed = self.connection.execute(
            select(_c.id, _c.version, _c.body)
            .where(self.scope & (_c.version > cursor.number))
            .order_by(_c.version)
            .limit(wanted + 1)
        ).all()
        gone = self._gone(cursor.number, wanted + 1)
        # While all is pulled anew, what the desk holds of a case may be of any version.
        may_patch = self.patches and not cursor.sweep
        since = cursor.number if may_patch else None
        shown = Wanted(self.person, since, frozenset(case_id for _, case_id in gone))
        bodies = lines_of(self.connection, shown, changed)
        told = [(row.version, line) for row, line in zip(changed, bodies, strict=True)]
        told += [(number, _gone_line(case_id)) for number, case_id in gone]
        told.sort(key=lambda entry: entry[0])
        lines += [line for _, line in told[:wanted]]
        if len(told) > wanted:
            return _moved(cursor, number=told[wanted - 1][0]), True
        return _moved(cursor, number=self.number), False

    def _gone(self, after: int, limit: int) -> list[tuple[int, str]]:
        """What left an officer's scope after a change number, by number."""
        if self.person.role != Role.OFFICER:
            return []
        mine = (_x.authority == self.person.authority) & (_x.account == self.person.username)
        rows = self.connection.execute(
            select(_x.number, _x.case_id)
            .where(mine & (_x.number > after))
            .order_by(_x.number)
            .limit(limit)
        )
        return [(row.number, row.case_id) for row in rows]


def _gone_line(case_id: str) -> bytes:
    return wire.encode(wire.Line(gone=case_id)) + b"\n"
