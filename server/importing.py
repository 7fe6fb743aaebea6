"""Taking in the files of another system: folded, compared with what is here, through the log."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from casework.case import Case
from casework.exchange.fold import Folder
from casework.exchange.record import Problem, Record
from casework.exchange.to_case import IMPORT, SOURCE, changed, to_case
from casework.exchange.traffy import read_file
from casework.identifiers import uuid7
from server import accounts, cases, clock, schema
from server.db import Database

BATCH = 2000
_PROGRESS_EVERY = 10_000

Progress = Callable[[str, int, int], None]
"""Called with a word (reading, writing), how many are done, and of how many (0 = not known)."""


@dataclass(slots=True)
class Summary:
    """What an import did. `read` counts records that could be read, duplicates too."""

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    problems: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The summary as the command prints it."""
        return {
            "read": self.read,
            "imported": self.imported,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "problems": [msgspec.to_builtins(p) for p in self.problems],
        }


def import_files(
    database: Database, authority: str, files: Sequence[Path], progress: Progress
) -> Summary:
    """Import files of Traffy Fondue's public data. Raises UsageError without the authority."""
    with database.reading() as connection:
        accounts.need_authority(connection, authority)
    folder = Folder()
    for path in files:
        for item in read_file(path):
            folder.add(item)
            if folder.read % _PROGRESS_EVERY == 0 and folder.read:
                progress("reading", folder.read, 0)
    records = folder.records()
    summary = Summary(read=folder.read, duplicates=folder.folded, problems=list(folder.problems))
    types: Counter[str] = Counter()
    rest = iter(records)
    done = 0
    while batch := list(islice(rest, BATCH)):
        with database.writing() as connection:
            _write(connection, authority, batch, summary)
        for record in batch:
            types.update(record.types)
        done += len(batch)
        progress("writing", done, len(records))
    with database.writing() as connection:
        _offer_types(connection, authority, types)
    return summary


def _write(
    connection: Connection, authority: str, batch: Sequence[Record], summary: Summary
) -> None:
    log = cases.CaseLog(connection, authority)
    held = cases.load_by_number(connection, authority, (record.number for record in batch))
    now = clock.now()
    for record in batch:
        old = held.get(record.number)
        if old is not None and old.ticket.source != SOURCE:
            summary.problems.append(_number_taken(record))
            continue
        new = _new_case(record, authority, now) if old is None else changed(old, record)
        if new is None:
            summary.unchanged += 1
            continue
        log.put(old, new, kind=IMPORT, at=now)
        if old is None:
            summary.imported += 1
        else:
            summary.updated += 1
    log.flush()


def _new_case(record: Record, authority: str, now: int) -> Case:
    # The same number in the same authority is the same case, whoever imports it first. In order of
    # the time of report: a page of a pull, which is in order of ids, then lies together on a desk.
    named = hashlib.sha256(f"{authority}\x1f{record.number}".encode())
    case_id = uuid7(record.reported_at, named.digest()[:10])
    return to_case(record, authority=authority, case_id=case_id, received_at=now)


def _number_taken(record: Record) -> Problem:
    return Problem(
        file="",
        place=record.place,
        reason="number_taken",
        number=record.number,
        text=(
            f"{record.number}: a case taken here has this number already, so the record was left "
            "out. The case here is unchanged."
        ),
        thai=f"{record.number}: มีเรื่องที่รับไว้ที่นี่ใช้หมายเลขนี้แล้ว จึงไม่ได้นำเข้า เรื่องเดิมไม่มีการเปลี่ยนแปลง",
    )


def _offer_types(connection: Connection, authority: str, seen: Counter[str]) -> None:
    """Let the desks offer the types that came, the frequent ones first, after those they know."""
    table = schema.authorities
    text = connection.execute(select(table.c.types).where(table.c.code == authority)).scalar_one()
    known = msgspec.json.decode(text, type=tuple[str, ...])
    fresh = [name for name, _ in seen.most_common() if name not in known]
    if fresh:
        accounts.set_types(connection, authority, (*known, *fresh))
