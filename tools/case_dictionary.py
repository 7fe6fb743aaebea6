"""Train the dictionary by which the desk packs its cases: `python -m tools.case_dictionary`.

The demo's cases stand for those of any authority: what repeats is the names of fields, the words of
officials and the form of links. A dictionary that was given out never changes, for caches are
packed by it; a better one gets a number of its own (`desktop/storage/packing.py`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import zstandard
from sqlalchemy import select

from casework import wire
from casework.case import Case, Event, Photo, Ticket
from desktop.paths import resource
from desktop.storage import packing
from desktop.storage.search import searched_text
from server import schema
from server.demo.fill import fill
from server.service import Service

BYTES = 24 * 1024
_LINK = "https://storage.googleapis.com/traffy_public_bucket/attachment/{}/{}.jpg"


def _demo_cases() -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), fresh=True)
        service = Service(Path(folder))
        try:
            with service.database.reading() as connection:
                found = connection.execute(select(schema.cases.c.body)).scalars().all()
        finally:
            service.close()
    return [wire.decode_case(bytes(body)) for body in found]


def _as_imported(case: Case, number: int) -> Case:
    """The case as an import of Traffy Fondue's public data would have made it."""
    link = _LINK.format(f"2023-{number % 12 + 1:02d}", f"{number:040x}")
    name, at = link.rsplit("/", 1)[1], case.ticket.reported_at
    ticket = Ticket(
        number=case.ticket.number, home=case.authority, source="traffy", source_id=str(number),
        description=case.ticket.description, channel="traffy", reported_at=at,
        address=f"{case.ticket.address} แขวง เขต กรุงเทพมหานคร 10110 ประเทศไทย",
        subdistrict=case.ticket.subdistrict, district=case.ticket.district,
        province="กรุงเทพมหานคร", lon=case.ticket.lon, lat=case.ticket.lat,
        organisations=("กรุงเทพมหานคร",),
    )  # fmt: skip
    return Case(
        authority=case.authority, id=case.id, ticket=ticket, state=case.state, label=case.label,
        types=case.types, updated_at=at, photos=(Photo(url=link, name=name, added_at=at),),
        history=(Event(id=case.id, kind="import", at=0, name="Traffy Fondue", photos=(link,)),),
    )  # fmt: skip


def train() -> bytes:
    """A dictionary from the demo's cases, as they are sent and as they are searched."""
    cases = _demo_cases()
    samples: list[bytes | bytearray | memoryview] = [wire.encode(case) for case in cases]
    samples += [wire.encode(_as_imported(case, n)) for n, case in enumerate(cases)]
    samples += [searched_text(case).encode() for case in cases]
    return zstandard.train_dictionary(BYTES, samples, dict_id=packing.DICTIONARY).as_bytes()


def main() -> int:
    """Write the dictionary, unless one of this number was given out."""
    path = resource("storage", packing.DICTIONARY_FILE)
    if path.exists():
        print(f"{path.name} was given out and stays as it is.", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(train())
    return 0


if __name__ == "__main__":
    sys.exit(main())
