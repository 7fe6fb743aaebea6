"""What somebody wants to upload, and what is noted of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from server import cases, clock, photos, schema
from server.accounts import Person

_u = schema.uploads.c
_KNOWN = select(_u.id, _u.account, _u.authority, _u.case_id, _u.sha256, _u.size, _u.complete)


@dataclass(frozen=True, slots=True)
class Wish:
    """A photo that somebody wants to send for a case."""

    sha256: str
    authority: str
    case: str
    size: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An upload as it is noted; `complete` where the server has the photo for that case."""

    id: str
    account: str
    authority: str
    case_id: str
    sha256: str
    size: int
    complete: bool


def known(connection: Connection, person: Person, upload_id: str) -> Known | None:
    """An upload of this account."""
    mine = (_u.id == upload_id) & (_u.account == person.username)
    row = connection.execute(_KNOWN.where(mine)).first()
    return None if row is None else Known(*row)


def place(row: Known) -> tuple[str, str, str]:
    """Sorts by authority, then by case."""
    return row.authority, row.case_id, row.sha256


def new(person: Person, wish: Wish, *, complete: bool) -> Known:
    """An upload that is not noted yet."""
    return Known(
        uuid.uuid4().hex, person.username, wish.authority, wish.case, wish.sha256, wish.size,
        complete,
    )  # fmt: skip


def row_of(wish: Wish, known: Known) -> dict[str, Any]:
    """The row of a new upload."""
    name = wish.name[:255].replace("\x00", "")
    return asdict(known) | {"name": name, "created_at": clock.now()}


def proven(connection: Connection, person: Person, wishes: Sequence[Wish]) -> set[Wish]:
    """Photos that cases which this account sees have already."""
    here = [wish for wish in wishes if wish.authority == person.authority]
    found = cases.load(connection, person.authority, {wish.case for wish in here})
    seen = [case_id for case_id, case in found.items() if cases.sees(person, case)]
    proofs = photos.proven_of(connection, person.authority, seen)
    return {w for w in here if w.sha256 in proofs.get(w.case, frozenset())}


def open_ones(connection: Connection, person: Person, wishes: Sequence[Wish]) -> dict[Wish, Known]:
    """Uploads that this account has begun and may go on with."""
    mine = (_u.account == person.username) & ~_u.complete
    wanted = _KNOWN.where(mine & _u.sha256.in_({wish.sha256 for wish in wishes}))
    rows = connection.execute(wanted.order_by(_u.created_at))
    found = {(row.sha256, row.authority, row.case_id, row.size): Known(*row) for row in rows}
    places = {wish: (wish.sha256, wish.authority, wish.case, wish.size) for wish in wishes}
    return {wish: found[place] for wish, place in places.items() if place in found}
