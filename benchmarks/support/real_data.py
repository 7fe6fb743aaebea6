"""The public data beside the repository, and a word where they are missing."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from casework.case import Case
from casework.exchange.record import Record
from casework.exchange.to_case import to_case
from casework.exchange.traffy import read_file

REPOSITORY = Path(__file__).resolve().parents[2]
CASES = "traffy-2022-06-to-09.ndjson.gz"


def archive() -> Path | None:
    """The file of 153,822 real cases, one object a line; None, and a message, where it is not."""
    folder = Path(os.environ.get("TAMBON_DATA") or REPOSITORY.parent / "shared" / "data")
    path = folder / CASES
    if path.exists():
        return path
    print(f"skipped: {CASES} is not in TAMBON_DATA or ../shared/data", file=sys.stderr)
    return None


def part_of(source: Path, count: int, target: Path) -> Path:
    """Write the first `count` records of the archive to a file of their own."""
    with gzip.open(source, "rb") as lines, target.open("wb") as out:
        out.writelines(islice(lines, count))
    return target


def many_cases(source: Path, count: int, authority: str) -> Iterator[Case]:
    """So many cases made from the real ones, which repeat with other numbers and later times."""
    once = cases_of(source, count, authority)
    first, last = once[0].ticket.reported_at, once[-1].ticket.reported_at
    for number in range(count):
        turn, case = number // len(once), once[number % len(once)]
        if turn:
            later = turn * (last - first)
            ticket = msgspec.structs.replace(
                case.ticket,
                number=f"{case.ticket.number}-{turn}",
                reported_at=case.ticket.reported_at + later,
            )
            case = msgspec.structs.replace(
                case, id=f"case-{number:07d}", ticket=ticket, updated_at=case.updated_at + later
            )
        yield case


def cases_of(source: Path, count: int, authority: str) -> list[Case]:
    """The first `count` real cases, as an import would make them."""
    records = (item for item in read_file(source) if isinstance(item, Record))
    return [
        to_case(record, authority=authority, case_id=f"case-{n:07d}", received_at=0)
        for n, record in enumerate(islice(records, count))
    ]
