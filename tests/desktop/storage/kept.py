"""An office that begins with the kept profile of version 1: what lies in it is a promise too."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec

from casework import wire
from casework.apply import Context
from casework.operations import Operation
from desktop.storage import keys
from desktop.storage.database import connect
from desktop.storage.records import OutboxItem
from tests.desktop.storage.authority import Authority, context_for
from tests.desktop.storage.conftest import Desk
from tests.desktop.storage.ledger import Ledger
from tests.desktop.storage.rounds import Office, Start
from tools import keep_profile

CASES = 18
FOLDER = keep_profile.FOLDER / "v1"
# The server's numbers go on above those that the profile has seen.
_SEEN = 200


def kept_office(folder: Path, seed: int, *, encrypted: bool = True) -> Office:
    """An office with that profile, not opened yet; without encryption for a disk of Python."""
    profile = keep_profile.copy_of(FOLDER, folder / "profile")
    key = keys.load_key(profile, keep_profile.PASSPHRASE)
    start = Start(profile, key, _server(folder / "looked-into", key), _promises(), _context)
    if not encrypted:
        for file in (profile.cache_file, profile.photos_file):
            _decrypt(file, key)
    return Office(folder, seed, CASES, start)


def _context(operation: Operation) -> Context:
    """The account of the profile."""
    me, staff = keep_profile.ME, (keep_profile.ME, keep_profile.OFFICER)
    return msgspec.structs.replace(
        context_for(operation), name=me.name, unit=me.unit, staff={s.username: s for s in staff}
    )


def _promises() -> Ledger:
    """What `found.json` says of the outbox and of photos."""
    found: dict[str, Any] = json.loads((FOLDER / "found.json").read_text("utf-8"))
    ledger = Ledger()
    for item in found["operations"]:
        number, sending = item["id"], item["sending"]
        ledger.take("saved", [number])
        ledger.take("named", [(photo[0], number) for photo in item["photos"]])
        if sending == "withdrawn":
            ledger.take("giving_up", number)
            ledger.take("withdrawn", number)
        elif sending != "waiting":
            ledger.take("sent", [number])
        if sending in {"applied", "conflict", "refused", "held"}:
            ledger.take("settled", [(number, sending)])
        if sending in {"conflict", "refused", "held"} and number not in found["attention"]:
            ledger.take("giving_up", number)
            ledger.take("resolved", number)
    for sha256 in found["photos"]:
        ledger.take("photo", (sha256, 0))
    return ledger


def _server(folder: Path, key: bytes) -> Authority:
    """The server as the profile knows it: cases and photos that it has, operations it answered."""
    server = Authority([], _context)
    server.number = _SEEN
    profile = keep_profile.copy_of(FOLDER, folder)
    with profile.lock(), contextlib.closing(Desk(profile.path, key, context=_context)) as desk:
        found = _items(desk)
        for photo in {p.sha256 for item in found for p in item.photos if p.state == "verified"}:
            server.photos[photo] = desk.photos.read(photo) or b""
        applied = {item.operation.case for item in found if item.sending == "applied"}
        with desk.cache.file.reading() as connection:
            keys_held = connection.execute("SELECT authority, id FROM cases").fetchall()
        for case in desk.cache.many(keys_held):
            # The server has what it applied, also where this desk has not heard of it yet.
            base = None if case.id in applied else desk.cache.base("HT", case.id)
            if case.version:
                server.put(base or case)
        for item in found:
            if item.sending == "applied":
                outcome = wire.Outcome(
                    id=item.operation.id, outcome="applied", version=item.version
                )
                server.outcomes[outcome.id] = (wire.encode(item.operation), outcome)
    shutil.rmtree(folder)
    return server


def _items(desk: Desk) -> list[OutboxItem]:
    with desk.cache.file.reading() as connection:
        numbers = connection.execute("SELECT id FROM operations ORDER BY seq").fetchall()
    found = (desk.cache.operation(number) for (number,) in numbers)
    return [item for item in found if item is not None]


def _decrypt(file: Path, key: bytes) -> None:
    """Write the file out as SQLite without encryption reads it."""
    plain = file.with_name("plain.db")
    with contextlib.closing(connect(file, key)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute(f"PRAGMA plain.user_version = {version}")
        connection.execute("DETACH DATABASE plain")
    plain.replace(file)
