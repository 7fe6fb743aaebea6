"""An authority's server and the desks of its people, all in this process: what it takes to sync.

Desks, storage, engine, client, server application and database are the real ones. What is made
here is the road between them, and the clocks: time passes when it is told to, and each desk has
a clock of its own that may be years off.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from casework import wire
from casework.case import Case
from casework.identifiers import uuid7
from casework.leaves import Leave
from casework.thai import local
from desktop import clock as desk_clock
from desktop.desk import Desk
from desktop.pictures.decoder import HereDecoder
from desktop.reckoning import Known
from desktop.storage.profile import Profile
from desktop.sync.errors import SyncError
from desktop.sync.progress import Report
from server import accounts, cases, leaves, passwords, schema
from server import clock as server_clock
from server.app import create_app
from server.errors import UsageError
from server.importing import import_files
from server.service import Service
from tests.support.app_client import AppClient
from tests.support.small_authority import AUTHORITY, NAME, NUMBERS, record, write_records
from tests.sync_model.ledger import Ledger
from tests.sync_model.road import Fault, Killed, Road, Trip

BEGIN = 1_796_000_000_000_000
SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
PASSWORD = "correct horse battery"
CASES = 6
# Two desks of one officer, as a computer in the office and one in the village.
DESKS = {
    "somchai": "somchai", "somchai-too": "somchai", "suda": "suda", "wilai": "wilai",
    "malee": "malee",
}  # fmt: skip
ROLES = {"somchai": "officer", "suda": "officer", "wilai": "clerk", "malee": "supervisor"}


@dataclass
class Clock:
    """A computer's clock: how far it is off (µs), since when it runs, and what it heard of time."""

    off: int = 0
    boot: int = 1
    booted_at: int = BEGIN - DAY
    known: Known = field(default_factory=Known)


@dataclass
class Seat:
    """One desk: its profile, its clock, and what it promised so far."""

    name: str
    account: str
    profile: Profile
    key: bytes
    desk: Desk
    clock: Clock = field(default_factory=Clock)
    ledger: Ledger = field(default_factory=Ledger)

    def held(self) -> list[Case]:
        """The cases that the desk shows, in an order that is always the same."""
        with self.desk.cache.file.reading() as connection:
            found = connection.execute("SELECT authority, id FROM cases ORDER BY number, id")
            keys = [(row[0], row[1]) for row in found]
        return self.desk.cache.many(keys)


@dataclass(frozen=True)
class Template:
    """A folder with a server and signed-in desks, to be copied; the key of each desk."""

    folder: Path
    keys: dict[str, bytes]
    now: int


class World:
    """The server, the road, the desks, and the time (µs UTC)."""

    def __init__(self, folder: Path, template: Template | None = None) -> None:
        """Work in this folder, on a copy of the template."""
        self.folder = folder
        self.now = template.now if template else BEGIN
        self.current: Clock = Clock()
        self.road = Road(lambda: self.now)
        self.seats: dict[str, Seat] = {}
        self.restored = 0
        self.signed_in_again = 0
        self._ids = itertools.count(1)
        self._patch = pytest.MonkeyPatch()
        self._install()
        if template is not None:
            shutil.copytree(template.folder, folder, dirs_exist_ok=True)
        self.start_server()
        if template is not None:
            for name, key in template.keys.items():
                self._sit(name, key)

    def _install(self) -> None:
        put = self._patch.setattr
        put(server_clock, "now", lambda: self.now)
        put(desk_clock, "wall", lambda: self.now + self.current.off)
        put(desk_clock, "monotonic", lambda: self.now - self.current.booted_at)
        put(desk_clock, "boot", lambda: f"boot-{self.current.boot}")
        put(desk_clock, "new_id", self._new_id)
        put(requests.Session, "get_adapter", lambda *_, **__: self.road)
        put(os, "fsync", lambda _: None)

    def _new_id(self) -> str:
        return uuid7(self.now + self.current.off, next(self._ids).to_bytes(10, "big"))

    # -- the server -----------------------------------------------------------------------------

    @property
    def data(self) -> Path:
        """The server's folder."""
        return self.folder / "server"

    def start_server(self) -> None:
        """Start the server on its data."""
        self.service = Service(self.data)
        self.road.client = AppClient(create_app(self.service))

    def stop_server(self) -> None:
        """End the server."""
        if self.road.client is not None:
            self.road.client.close()
            self.road.client = None
        self.service.close()

    def restart_server(self) -> None:
        """End it and start it again."""
        self.stop_server()
        self.start_server()

    def back_up(self) -> None:
        """Copy the server's data, as an administrator does at night."""
        self.stop_server()
        kept = self.folder / "backup"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.data, kept)
        self.start_server()

    def restore(self) -> None:
        """The server's disk is lost; its data come back from the copy."""
        if not (self.folder / "backup").exists():
            return
        self.stop_server()
        shutil.rmtree(self.data)
        shutil.copytree(self.folder / "backup", self.data)
        self.start_server()
        self.service.database.new_epoch()
        self.restored += 1
        for seat in self.seats.values():
            seat.ledger.server_went_back()

    def on_server(self) -> dict[str, Case]:
        """Every case of the authority as the server has it, by id."""
        with self.service.database.reading() as connection:
            found = connection.execute(schema.cases.select())
            return {row.id: wire.decode_case(row.body) for row in found}

    def scope_of(self, account: str) -> dict[str, bytes]:
        """The cases that an account may see, as they are written, by id."""
        with self.service.database.reading() as connection:
            row = accounts.find(connection, account)
            assert row is not None
            scope = cases.scope_of(accounts.person_of(connection, row, server_clock.now()))
            assert scope is not None
            found = connection.execute(schema.cases.select().where(scope))
            return {row.id: bytes(row.body) for row in found}

    def change_user(self, account: str, **values: Any) -> None:
        """An administrator changes an account."""
        with self.service.database.writing() as connection:
            accounts.change_user(connection, account, **values)

    def give_leave(self, officer: str, substitute: str, begins: int, days: int) -> None:
        """Somebody stands in for an officer, from so many days on, where the rules admit it."""
        first = local(self.now).date() + datetime.timedelta(days=begins)
        leave = Leave(
            id=self._new_id(), officer=officer, substitute=substitute, from_day=first,
            to_day=first + datetime.timedelta(days=days),
        )  # fmt: skip
        with suppress(UsageError), self.service.database.writing() as connection:
            leaves.add(connection, AUTHORITY, leave, "malee", self.now)

    def end_leaves(self) -> None:
        """Whoever was away comes back early."""
        with self.service.database.writing() as connection:
            for leave in leaves.every(connection, AUTHORITY):
                leaves.end(connection, AUTHORITY, leave.id, "malee", self.now)

    def role_of(self, account: str) -> str:
        """What the account is now."""
        with self.service.database.reading() as connection:
            row = accounts.find(connection, account)
            assert row is not None
            return str(row.role)

    def import_again(self, index: int, number: int) -> None:
        """The other system tells that a case went on there."""
        at = _stamp(self.now)
        told = record(
            NUMBERS[index], index, state=("กำลังดำเนินการ", "เสร็จสิ้น", "รอรับเรื่อง")[number % 3],
            last_activity=at, description=f"เล่าใหม่ครั้งที่ {number}", note=f"บันทึก {number}",
        )  # fmt: skip
        path = write_records(self.folder / "news.ndjson", [told])
        import_files(self.service.database, AUTHORITY, [path], lambda *_: None)

    # -- desks ----------------------------------------------------------------------------------

    def _sit(self, name: str, key: bytes) -> None:
        profile = Profile(self.folder / name)
        clock = Clock()
        self._turn_to(clock)
        seat = Seat(name, DESKS[name], profile, key, self._open(profile, key), clock)
        seat.ledger.begin(seat.desk)
        self.seats[name] = seat

    def _open(self, profile: Profile, key: bytes) -> Desk:
        desk = Desk(profile, key)
        # A process of its own would be another thing that happens at its own time.
        desk.photos.decoder.close()
        desk.photos.decoder = HereDecoder()
        return desk

    @contextlib.contextmanager
    def at(self, seat: Seat) -> Iterator[Desk]:
        """Somebody sits down at this desk: its clock is the one that counts."""
        before = self._turn_to(seat.clock)
        try:
            yield seat.desk
        finally:
            self._turn_to(before)

    def _turn_to(self, clock: Clock) -> Clock:
        """Let this be the computer whose clock is asked; returns the one before."""
        before = self.current
        before.known, self.current = desk_clock.known(), clock
        desk_clock.forget()
        desk_clock.remember(clock.known)
        return before

    def restart(self, seat: Seat, *, reboot: bool = False) -> None:
        """Close the desk and open it again; with `reboot` the computer starts anew."""
        with self.at(seat):
            seat.desk.close()
            desk_clock.forget()
            if reboot:
                seat.clock.boot += 1
                seat.clock.booted_at = self.now
            seat.desk = self._open(seat.profile, seat.key)

    def trip(self, seat: Seat) -> Trip:
        """What happens to the desk's requests."""
        return self.road.trips.setdefault(seat.name, Trip())

    def sync(self, seat: Seat, *faults: Fault, limit: int = 1000) -> Report | None:
        """One round, as far as the road holds; None where it broke."""
        trip = self.trip(seat)
        trip.limit, trip.faults = limit, list(faults)
        try:
            with self.at(seat):
                report = seat.desk.sync()
            # The daily check mends what should never be wrong; here it must find nothing to mend.
            assert not report.repaired, f"{seat.name}: {report.repaired} cases had to be repaired"
            return report
        except SyncError as error:
            if error.code in {"sign_in_needed", "revoked"}:
                self._sign_in_again(seat)
            return None
        except Killed:
            trip.faults = []
            self.restart(seat)
            return None
        finally:
            trip.faults, trip.meanwhile = [], None

    def _sign_in_again(self, seat: Seat) -> None:
        self.trip(seat).faults = []
        self.signed_in_again += 1
        with self.at(seat), contextlib.suppress(SyncError):
            seat.desk.sign_in_again(PASSWORD)

    def close(self) -> None:
        """End everything."""
        for seat in self.seats.values():
            seat.desk.close()
        self.stop_server()
        self._patch.undo()


def quick_folder() -> Path:
    """A new folder, in memory where the system has such a place: here no power is ever lost."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    return Path(tempfile.mkdtemp(prefix="sync-model-", dir=memory if usable else None))


def _stamp(at: int) -> str:
    when = datetime.datetime.fromtimestamp(at / SECOND, datetime.UTC)
    return when.strftime("%Y-%m-%d %H:%M:%S+00")


def make_template(folder: Path) -> Template:
    """Make a server with a few cases and desks that pulled them; the second of somchai did not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_N", 2)
        world = World(folder)
        try:
            keys = _fill(world)
            now = world.now
        finally:
            world.close()
    return Template(folder, keys, now)


def _fill(world: World) -> dict[str, bytes]:
    with world.service.database.writing() as connection:
        accounts.add_authority(connection, AUTHORITY, NAME)
        accounts.add_unit(connection, AUTHORITY, "works", "กองช่าง")
        accounts.add_unit(connection, AUTHORITY, "health", "กองสาธารณสุข")
        for username, role in ROLES.items():
            unit = "works" if role == "officer" else ""
            accounts.add_user(
                connection, username, PASSWORD, role=role, authority=AUTHORITY, unit=unit
            )
    told = [record(number, i) for i, number in enumerate(NUMBERS[:CASES])]
    path = write_records(world.folder / "cases.ndjson", told)
    import_files(world.service.database, AUTHORITY, [path], lambda *_: None)
    keys: dict[str, bytes] = {}
    for name, account in DESKS.items():
        world.current = Clock()
        desk = Desk.sign_in(
            world.folder / name, f"http://{name}.desk", account, PASSWORD, "a passphrase"
        )
        keys[name] = desk.key
        desk.photos.decoder.close()
        desk.photos.decoder = HereDecoder()
        if name != "somchai-too":
            desk.sync()
        if account == "wilai":
            waiting = sorted(Seat(name, account, desk.profile, desk.key, desk).held(), key=_number)
            desk.accept(waiting[:2], "somchai")
            desk.accept(waiting[2:3], "suda")
            desk.sync()
        desk.close()
        world.now += SECOND
    return keys


def _number(case: Case) -> str:
    return case.ticket.number
