"""Area packages of an authority as desks get them: told in its settings, sent in pieces.

A piece is small enough to go over a slow line as one; a desk that was cut off asks for the next.
"""

from __future__ import annotations

from sqlalchemy import Connection, LargeBinary, func, select

from casework import wire
from server import schema

PART_BYTES = 64 * 1024
_t = schema.areas.c


def packages(connection: Connection, authority: str) -> tuple[wire.AreaPackage, ...]:
    """What the desks of an authority are told of its packages, the earliest first."""
    rows = connection.execute(
        select(_t.id, _t.name, _t.source, _t.sha256, func.length(_t.body).label("size"))
        .where(_t.authority == authority)
        .order_by(_t.added_at, _t.id)
    )
    return tuple(
        wire.AreaPackage(
            id=row.id, name=row.name, sha256=row.sha256, size=row.size, source=row.source,
            parts=-(-row.size // PART_BYTES),
        )
        for row in rows
    )  # fmt: skip


def part(connection: Connection, authority: str, sha256: str, number: int) -> bytes | None:
    """Piece `number` (from 0) of a package of this authority; None where there is none such."""
    # Cut by the database: a desk asks for every piece, and the whole has some megabytes.
    piece = func.substr(_t.body, number * PART_BYTES + 1, PART_BYTES, type_=LargeBinary)
    found = connection.execute(
        select(piece).where(_t.authority == authority, _t.sha256 == sha256)
    ).scalar()
    return bytes(found) if found else None
