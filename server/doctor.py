"""Checking the data folder: the log's chain, cases against the log, photo files against rows."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, func, select

from casework import wire
from server import cases, photos, schema
from server.service import Service

_AT_ONCE = 5000


def check(service: Service, *, thorough: bool = False) -> dict[str, Any]:
    """What was looked at and what is wrong; `thorough` also reads every photo's bytes."""
    problems: list[dict[str, Any]] = []
    with service.database.reading() as connection:
        table = schema.authorities.c
        rows = connection.execute(
            select(table.code, table.number, table.head).order_by(table.code)
        ).all()
        checked = [
            {
                "authority": row.code,
                "changes": _check_log(connection, row.code, row.number, row.head, problems),
                "cases": _check_cases(connection, row.code, problems),
            }
            for row in rows
        ]
        photo_count = _check_photos(connection, service, problems, thorough)
    return {
        "ok": not problems,
        "server": service.database.server_id,
        "epoch": service.database.epoch,
        "authorities": checked,
        "photos": photo_count,
        "problems": problems,
    }


def _check_log(
    connection: Connection, code: str, number: int, head: bytes, problems: list[dict[str, Any]]
) -> int:
    """Walk the chain of an authority from its beginning."""
    log, payload = schema.log, schema.payloads
    joined = log.outerjoin(
        payload,
        (payload.c.authority == log.c.authority) & (payload.c.number == log.c.number),
    )
    unpack = zstandard.ZstdDecompressor()
    previous, at = bytes(32), 0
    while True:
        rows = connection.execute(
            select(log.c.number, log.c.case_id, log.c.payload_hash, log.c.hash,
                   payload.c.body, payload.c.erased)
            .select_from(joined)
            .where((log.c.authority == code) & (log.c.number > at))
            .order_by(log.c.number)
            .limit(_AT_ONCE)
        ).all()  # fmt: skip
        if not rows:
            break
        for row in rows:
            where = {"authority": code, "number": row.number}
            if row.number != at + 1:
                problems.append(where | {"what": "gap_in_log"})
            if cases.chain(previous, row.number, row.case_id, row.payload_hash) != row.hash:
                problems.append(where | {"what": "chain_broken"})
            if row.body is None:
                if not row.erased:
                    problems.append(where | {"what": "payload_missing"})
            elif hashlib.sha256(unpack.decompress(row.body)).digest() != row.payload_hash:
                problems.append(where | {"what": "payload_differs"})
            previous, at = row.hash, row.number
    if at != number or (at and previous != head):
        problems.append({"authority": code, "number": number, "what": "head_differs"})
    return at


def _check_cases(connection: Connection, code: str, problems: list[dict[str, Any]]) -> int:
    """Compare every case with the last entry of the log about it."""
    log = schema.log.c
    latest = (
        select(log.case_id, func.max(log.number).label("number"))
        .where(log.authority == code)
        .group_by(log.case_id)
    )
    numbers = {row.case_id: row.number for row in connection.execute(latest)}
    column = schema.cases.c
    count = 0
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(column.id, column.version, column.body).where(column.authority == code)
    )
    for row in rows:
        count += 1
        where = {"authority": code, "case": row.id}
        if numbers.get(row.id) != row.version:
            problems.append(where | {"what": "version_differs"})
        try:
            case = wire.decode_case(row.body)
        except msgspec.DecodeError:
            problems.append(where | {"what": "case_unreadable"})
            continue
        if case.version != row.version or case.id != row.id:
            problems.append(where | {"what": "columns_differ"})
    return count


def _check_photos(
    connection: Connection, service: Service, problems: list[dict[str, Any]], thorough: bool
) -> int:
    table = schema.photos.c
    rows = connection.execute(select(table.sha256, table.size)).all()
    for row in rows:
        path = service.photos.path(row.sha256)
        if not path.exists():
            problems.append({"photo": row.sha256, "what": "file_missing"})
        elif path.stat().st_size != row.size:
            problems.append({"photo": row.sha256, "what": "size_differs"})
        elif thorough and photos.hash_of(path) != row.sha256:
            problems.append({"photo": row.sha256, "what": "bytes_differ"})
    return len(rows)
