"""Desks whose computers have wrong clocks, with the real server: order and times come out right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from casework.case import Case
from desktop import clock
from desktop.clock_words import clock_sentence
from desktop.desk import Desk
from desktop.storage import doctor
from desktop.storage.records import CaseQuery
from server import accounts, cases
from server.carrying import import_file
from server.importing import import_files
from server.service import Service
from tests.support.making import picture
from tests.support.moving_time import START, Computer, ServerHere, World
from tests.support.server_process import PASSWORD
from tests.support.small_authority import AUTHORITY, NAME, NUMBERS, small_file

HOUR, MINUTE = 3_600_000_000, 60_000_000
DAY = 24 * HOUR
YEARS = 2 * 365 * DAY
PHRASE = "a passphrase"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    service = Service(folder / "data")
    with service.database.writing() as connection:
        accounts.add_authority(connection, AUTHORITY, NAME)
        accounts.add_user(connection, "wilai", PASSWORD, role="clerk", authority=AUTHORITY)
    import_files(service.database, AUTHORITY, [small_file(folder)], lambda *_: None)
    service.close()
    return folder / "data"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


@pytest.fixture
def server(filled: Path, tmp_path: Path, world: World) -> Iterator[ServerHere]:
    shutil.copytree(filled, tmp_path / "data")
    here = ServerHere(tmp_path / "data")
    yield here
    here.close()


class Office:
    """A clerk's desk at a computer, which can be started anew."""

    def __init__(self, server: ServerHere, computer: Computer, folder: Path) -> None:
        self.server, self.computer, self.folder = server, computer, folder
        self.desk = Desk.sign_in(folder, server.url, "wilai", PASSWORD, PHRASE)
        self.desk.sync()

    def restart(self) -> None:
        self.desk.close()
        self.computer.start()
        self.desk = Desk.open(self.folder, PHRASE)

    def case(self, index: int = 0) -> Case:
        return self.desk.find(NUMBERS[index])

    def comment(self, text: str, index: int = 0) -> None:
        assert self.desk.act([self.case(index)], "comment", text=text).done

    def history(self, index: int = 0) -> dict[str, tuple[int, bool]]:
        """When the server says that each comment was made, and whether it only thinks so."""
        with self.server.service.database.reading() as connection:
            case = cases.find_number(connection, NUMBERS[index])[0]
        return {e.text: (e.at, e.estimated) for e in case.history if e.kind == "comment"}

    def raw(self, text: str) -> dict[str, object]:
        """The operation as the server keeps it."""
        with self.server.service.database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT raw FROM operations").scalars()
            found = [msgspec.json.decode(row) for row in rows]
        return next(o for o in found if o["payload"].get("text") == text)


@pytest.fixture
def computer(world: World, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(world, monkeypatch)


@pytest.fixture
def office(server: ServerHere, computer: Computer, tmp_path: Path) -> Iterator[Office]:
    made = Office(server, computer, tmp_path / "desk")
    yield made
    made.desk.close()


@pytest.fixture(params=[YEARS, -YEARS], ids=["slow", "fast"])
def wrong(request: pytest.FixtureRequest, computer: Computer) -> int:
    """The computer's clock is two years off, since before the sign-in."""
    computer.behind = int(request.param)
    return computer.behind


def test_two_years_off_everything_counts_by_the_true_time(wrong: int, office: Office, world: World):
    due = world.now + 2 * HOUR
    assert office.desk.act([office.case()], "set_due", {"due_at": due}).done
    office.comment("ไปดูแล้ว")
    made = world.now
    shown = office.case()
    assert [e.at for e in shown.history][-2:] == [made, made]
    assert office.desk.outbox()[0].operation.made_at == made - wrong, "the clock's own word is kept"
    assert office.desk.counts().overdue == 0
    world.pass_by(3 * HOUR)
    assert office.desk.counts().overdue == 1
    assert office.case().is_overdue(clock.now())
    office.desk.sync()
    assert office.desk.status.last_sync_at == world.now
    assert office.history() == {"ไปดูแล้ว": (made, False)}
    kept = office.raw("ไปดูแล้ว")
    assert (kept["made_at"], kept["reckoned_at"]) == (made - wrong, made)


def test_only_a_boot_that_never_met_the_server_is_estimated(
    wrong: int, office: Office, world: World
):
    office.comment("ก่อนปิดเครื่อง")
    first = world.now
    world.pass_by(5 * HOUR)
    office.restart()
    office.comment("เปิดเครื่องไม่มีสัญญาณ")
    second = world.now
    world.pass_by(7 * HOUR)
    office.restart()
    world.pass_by(10 * MINUTE)
    office.comment("มีสัญญาณ")
    third = world.now
    office.desk.sync()
    assert office.history() == {
        "ก่อนปิดเครื่อง": (first, False),
        "เปิดเครื่องไม่มีสัญญาณ": (second, True),
        "มีสัญญาณ": (third, False),
    }
    assert all(finding.ok for finding in doctor.check(office.desk.cache, office.desk.photos))


def test_a_clock_set_in_the_middle_of_work_moves_nothing(
    office: Office, computer: Computer, world: World
):
    times = []
    for n, turned in enumerate((0, YEARS, -3 * HOUR)):
        computer.set_wall(world.now - turned)
        office.comment(f"{n}")
        times.append(world.now)
        world.pass_by(MINUTE)
    assert [e.at for e in office.case().history][-3:] == times
    office.desk.sync()
    assert [office.history()[f"{n}"] for n in range(3)] == [(at, False) for at in times]


def test_a_clock_set_right_between_two_starts_is_believed_before_the_server_is_met(
    wrong: int, office: Office, computer: Computer, world: World
):
    world.pass_by(DAY)
    office.desk.close()
    computer.set_wall(world.now)
    office.restart()
    assert clock.now() == world.now
    assert wrong


def test_a_dead_battery_never_takes_work_behind_the_last_contact(
    office: Office, computer: Computer, world: World
):
    met = world.now
    world.pass_by(3 * DAY)
    office.desk.close()
    computer.set_wall(0)
    office.restart()
    office.comment("แบตเตอรี่หมด")
    assert met <= office.case().history[-1].at <= world.now
    office.desk.sync()
    at, estimated = office.history()["แบตเตอรี่หมด"]
    assert met <= at <= world.now
    assert not estimated, "by now this boot has met the server"


def test_what_the_server_is_told_of_a_boot_cannot_leave_the_bounds(office: Office, world: World):
    office.comment("แรก")
    office.desk.sync()
    first = office.history()["แรก"][0]
    known = clock.known()
    office.comment("สอง")
    world.pass_by(HOUR)
    office.restart()
    for zero in (-10 * YEARS, 10 * YEARS):
        lying = msgspec.structs.replace(known.boots[-1], zero=known.boots[-1].zero + zero)
        clock.forget()
        clock.remember(msgspec.structs.replace(known, boots=(lying,)))
        office.comment(f"{zero}")
    office.desk.sync()
    assert all(first <= at <= world.now for at, _ in office.history().values())


def test_a_session_outlives_a_clock_that_jumps(office: Office, computer: Computer, world: World):
    for turned in (YEARS, -YEARS, 0):
        computer.set_wall(world.now + turned)
        office.comment(f"{turned}")
        assert office.desk.sync().pushed == 1
        office.restart()
        world.pass_by(HOUR)


def test_a_photo_is_tried_again_although_a_wrong_clock_put_it_off(office: Office, world: World):
    photo = office.desk.prepare_photo(picture(3), office.case())
    assert office.desk.attach(office.case(), [photo]).done
    ids = [item.operation.id for item in office.desk.outbox()]
    office.desk.cache.mark_sent(ids)
    cache = office.desk.cache
    cache.upload_failed(photo.sha256, office.case().id, "cut", world.now + MINUTE)
    assert cache.uploads(clock.now()) == []
    cache.upload_failed(photo.sha256, office.case().id, "cut", world.now + YEARS)
    assert [upload.sha256 for upload in cache.uploads(clock.now())] == [photo.sha256]


def test_the_window_says_how_far_the_clock_is_off(wrong: int, office: Office, computer: Computer):
    assert office.desk.status.clock_off == -wrong // 1_000_000
    words = clock_sentence(office.desk.status.clock_off)
    assert "2" in words
    assert ("slow" in words) == (wrong > 0)
    computer.set_wall(START)
    office.desk.sync()
    assert office.desk.status.clock_off == 0
    assert clock_sentence(0) == ""


def test_lists_narrowed_by_time_use_the_true_one(wrong: int, office: Office, world: World):
    overdue = CaseQuery(overdue=True)
    assert office.desk.act([office.case()], "set_due", {"due_at": world.now + HOUR}).done
    assert wrong
    assert office.desk.count(overdue) == 0
    world.pass_by(2 * HOUR)
    assert [row.number for row in office.desk.rows(overdue).rows] == [NUMBERS[0]]


def test_work_that_travels_by_stick_counts_when_it_was_done_not_when_it_came(
    wrong: int, office: Office, world: World, tmp_path: Path
):
    office.comment("ฝากไปกับรถ")
    made = world.now
    office.desk.write_carried(tmp_path / "work")
    world.pass_by(4 * DAY)
    import_file(office.server.service, tmp_path / "work", tmp_path / "answer")
    assert office.history() == {"ฝากไปกับรถ": (made, False)}
    assert wrong
