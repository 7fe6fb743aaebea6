"""Leaves on the server: setting and ending them, and what they mean for who sees and acts.

A leave is never changed or taken out, only ended: `casework.leaves.turns` counts its beginning and
its end in the scope of the substitute, so that a desk pulls everything anew after either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from casework.case import Role
from casework.leaves import MOST_DAYS, SETTERS, Leave, acts_for, substitutes_of, turns
from casework.thai import local
from server import schema
from server.errors import UsageError

TOLD_DAYS = 400
"""For so long after its end desks are told of a leave: work done in it may still come."""
_DAY = 86_400_000_000
_ID = re.compile(r"^[0-9A-Za-z-]{1,64}\Z")

_l = schema.leaves.c
_a = schema.accounts.c


def add(connection: Connection, authority: str, wanted: Leave, by: str, now: int) -> Leave:
    """Set a leave; the same one again changes nothing. `now` is µs UTC.

    Raises UsageError where it cannot be, or its id is taken by another.
    """
    known = _find(connection, wanted.id)
    if known is not None:
        held = leave_of(known)
        same = ("officer", "substitute", "from_day", "to_day")
        if known.authority != authority or any(
            getattr(held, name) != getattr(wanted, name) for name in same
        ):
            raise UsageError("leave_id_taken", id=wanted.id)
        return held
    _check(connection, authority, wanted, now)
    connection.execute(
        insert(schema.leaves).values(
            id=wanted.id,
            authority=authority,
            officer=wanted.officer,
            substitute=wanted.substitute,
            from_day=wanted.from_day.isoformat(),
            to_day=wanted.to_day.isoformat(),
            ended_by="",
            made_by=by,
            made_at=now,
        )
    )
    _touch(connection, authority)
    return leave_of(_find(connection, wanted.id))


def end(connection: Connection, authority: str, leave_id: str, by: str, now: int) -> Leave:
    """End a leave now, one that has not begun too; one that is over stays. Raises UsageError."""
    known = _find(connection, leave_id)
    if known is None or known.authority != authority:
        raise UsageError("no_leave", id=leave_id)
    held = leave_of(known)
    if held.ends_at <= now or not held.happens:
        return held
    connection.execute(
        update(schema.leaves).where(_l.id == leave_id).values(ended_at=now, ended_by=by)
    )
    _touch(connection, authority)
    return leave_of(_find(connection, leave_id))


def authority_of(connection: Connection, leave_id: str) -> str:
    """The authority of a leave. Raises UsageError where there is none."""
    known = _find(connection, leave_id)
    if known is None:
        raise UsageError("no_leave", id=leave_id)
    return str(known.authority)


def every(connection: Connection, authority: str) -> list[Leave]:
    """The leaves of an authority, the one that begins last first."""
    found = select(schema.leaves).where(_l.authority == authority)
    rows = connection.execute(found.order_by(_l.from_day.desc(), _l.id.desc()))
    return [leave_of(row) for row in rows]


def standing(
    connection: Connection, username: str, authority: str, now: int
) -> tuple[frozenset[str], int]:
    """For whom a person stands in now, and how often leaves have changed what they see."""
    rows = connection.execute(_OF_SUBSTITUTE, {"substitute": username}).all()
    if not rows:
        return frozenset(), 0
    held = [leave_of(row) for row in rows]
    here = [x for x, row in zip(held, rows, strict=True) if row.authority == authority]
    # Those of an earlier authority count on: a number must never come twice.
    return acts_for(here, username, now), turns(held, username, now)


def of_substitute(connection: Connection, username: str, authority: str) -> list[Leave]:
    """The leaves in which a person stands in for somebody of an authority."""
    rows = connection.execute(_OF_SUBSTITUTE, {"substitute": username})
    return [leave_of(row) for row in rows if row.authority == authority]


def viewers(connection: Connection, authority: str, officer: str, now: int) -> frozenset[str]:
    """Who sees an officer's cases as an officer now: that one and who stands in."""
    rows = connection.execute(
        select(schema.leaves).where((_l.authority == authority) & (_l.officer == officer))
    )
    return substitutes_of((leave_of(row) for row in rows), officer, now) | {officer}


def told_to(
    connection: Connection, username: str, role: Role, authority: str, now: int
) -> tuple[Leave, ...]:
    """The leaves that a desk is told of: its own, all of them where it may set them."""
    lately = [x for x in every(connection, authority) if x.ends_at > now - TOLD_DAYS * _DAY]
    if role in SETTERS:
        return tuple(lately)
    return tuple(x for x in lately if username in (x.officer, x.substitute))


_OF_SUBSTITUTE = select(schema.leaves).where(_l.substitute == bindparam("substitute"))


def leave_of(row: Row[Any] | None) -> Leave:
    """A leave as its row holds it."""
    assert row is not None
    return Leave(
        id=row.id,
        officer=row.officer,
        substitute=row.substitute,
        from_day=date.fromisoformat(row.from_day),
        to_day=date.fromisoformat(row.to_day),
        ended_at=row.ended_at,
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _find(connection: Connection, leave_id: str) -> Row[Any] | None:
    return connection.execute(select(schema.leaves).where(_l.id == leave_id)).first()


def _check(connection: Connection, authority: str, wanted: Leave, now: int) -> None:
    if not _ID.match(wanted.id):
        raise UsageError("leave_id_taken", id=wanted.id)
    days = (wanted.to_day - wanted.from_day).days + 1
    if days < 1 or days > MOST_DAYS or wanted.to_day < local(now).date():
        raise UsageError("leave_days", most=MOST_DAYS)
    if wanted.officer == wanted.substitute:
        raise UsageError("leave_self")
    _need_officer(connection, authority, wanted.officer, active=False)
    _need_officer(connection, authority, wanted.substitute, active=True)
    away = _overlapping(every(connection, authority), wanted)
    if any(x.officer == wanted.substitute for x in away):
        raise UsageError("leave_away", name=wanted.substitute)


def _overlapping(held: Iterable[Leave], wanted: Leave) -> list[Leave]:
    return [
        x
        for x in held
        if x.happens and x.begins_at < wanted.ends_at and wanted.begins_at < x.ends_at
    ]


def _need_officer(connection: Connection, authority: str, username: str, *, active: bool) -> None:
    """Only officers see some cases alone: others need nobody to stand in for them, and see all."""
    row = connection.execute(select(schema.accounts).where(_a.username == username)).first()
    if (
        row is None
        or row.authority != authority
        or row.role != Role.OFFICER
        or (active and not row.active)
    ):
        raise UsageError("leave_officer", name=username)


def _touch(connection: Connection, authority: str) -> None:
    column = schema.authorities.c.settings_version
    connection.execute(
        update(schema.authorities)
        .where(schema.authorities.c.code == authority)
        .values(settings_version=column + 1)
    )
