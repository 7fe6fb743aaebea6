"""Lines of a page of changes: a case whole, or only what changed in it since the desk saw it.

What the desk holds is known from its cursor: the case as the log tells it at that number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, bindparam, func, select

from casework import wire
from casework.patches import difference
from server import schema
from server.accounts import Person
from server.cases import Payload, sees

_AT_ONCE = 900
_MOST_PAYLOAD_BYTES = 32 * 1024 * 1024

_l = schema.log.c
_p = schema.payloads.c
_KNOWN = (
    select(_l.case_id, func.max(_l.number).label("number"))
    .where(
        (_l.authority == bindparam("authority"))
        & (_l.number <= bindparam("since"))
        & _l.case_id.in_(bindparam("wanted", expanding=True))
    )
    .group_by(_l.case_id)
)
_BODIES = select(_p.number, _p.body).where(
    (_p.authority == bindparam("authority")) & _p.number.in_(bindparam("wanted", expanding=True))
)
_decoder = msgspec.json.Decoder(Payload)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is told, and since which change number; None where only whole cases will do.

    `left` are cases that left the scope since then: the desk does not hold them any more.
    """

    person: Person
    since: int | None
    left: frozenset[str] = frozenset()


def case_line(body: bytes) -> bytes:
    """The line of a whole case."""
    return b'{"case":' + body + b"}\n"


def lines_of(connection: Connection, wanted: Wanted, rows: Sequence[Any]) -> list[bytes]:
    """The lines of these rows (id, version, body) of cases, in their order."""
    if wanted.since is None:
        return [case_line(row.body) for row in rows]
    known = _known(connection, wanted, [row.id for row in rows if row.id not in wanted.left])
    return [_line(row.body, known.get(row.id)) for row in rows]


def _line(body: bytes, known: Payload | None) -> bytes:
    if known is None:
        return case_line(body)
    patch = difference(known.case, wire.decode_case(body), known.lines, body)
    if patch is None:
        return case_line(body)
    line = wire.encode(wire.Line(patch=patch)) + b"\n"
    return line if len(line) < len(body) else case_line(body)


def _known(connection: Connection, wanted: Wanted, case_ids: Sequence[str]) -> dict[str, Payload]:
    """The cases as the desk holds them, by id; those that it does not hold are left out."""
    numbers: dict[int, str] = {}
    for part in _parts(case_ids):
        asked = {"authority": wanted.person.authority, "since": wanted.since, "wanted": part}
        numbers |= {row.number: row.case_id for row in connection.execute(_KNOWN, asked)}
    unpack = zstandard.ZstdDecompressor()
    found: dict[str, Payload] = {}
    for part in _parts(sorted(numbers)):
        asked = {"authority": wanted.person.authority, "wanted": part}
        for row in connection.execute(_BODIES, asked):
            if row.body is None:
                continue  # erased
            read = _decoder.decode(unpack.decompress(row.body, _MOST_PAYLOAD_BYTES))
            if read.lines >= 0 and sees(wanted.person, read.case):
                found[numbers[row.number]] = read
    return found


def _parts(values: Sequence[Any]) -> Iterable[list[Any]]:
    return (list(values[i : i + _AT_ONCE]) for i in range(0, len(values), _AT_ONCE))
