"""On a full disk an act is saved whole or not at all, and said so; with room all goes on."""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from casework import wire
from desktop.storage import reserve, wiping
from desktop.storage.errors import DiskFailing, DiskFull, StorageError
from tests.desktop.storage.authority import AT, Authority, a_case
from tests.desktop.storage.conftest import Desk
from tests.desktop.storage.rounds import Office, full_round
from tests.desktop.storage.work import work_on
from tests.support.disk import Disk


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_with_little_room_every_promise_is_kept(tmp_path, seed):
    office = Office(tmp_path, seed, 80)
    for _ in range(25):
        assert not full_round(office)
    assert not office.judge_at_the_end(encrypted=False)


# -- each way of writing, with no room at all and with too little -----------------------------

LONG = "ก" * 9000


def _refusals(desk):
    return [
        wire.Outcome(id=o.id, outcome="refused", reason="role", detail={"long": LONG})
        for o in desk.cache.to_push()
    ]


def _worked(desk, server):
    """Work of every sort: something waits, something needs attention, a photo is on its way."""
    desk.cache.apply_page(*server.everything(), epoch=1, now=AT)
    sha = desk.photos.add(b"a picture", "a.jpg")
    desk.act(desk.maker.fix(desk.view("case-1"), sha))
    refused = desk.maker.act(desk.view("case-2"), "assign", {"officer": "a"})
    desk.act(refused)
    desk.push(server)
    desk.act(desk.maker.act(desk.view("case-3"), "assign", {"officer": "a"}))
    desk.send()
    held = [wire.Outcome(id=desk.cache.to_push()[0].id, outcome="held")]
    desk.cache.settle(held, AT)
    for number in (4, 5):
        desk.act(desk.maker.comment(desk.view(f"case-{number}"), "words"))
    server.push([])
    for number in (1, 2):
        case = server.cases[f"case-{number}"]
        server.push([desk.maker.comment(case, LONG)])


WRITES = {
    "act": lambda desk, server: desk.act(desk.maker.comment(desk.view("case-5"), LONG)),
    "act_in_bulk": lambda desk, server: desk.act(
        *(desk.maker.comment(desk.view(f"case-{n}"), LONG) for n in range(1, 6))
    ),
    "settle": lambda desk, server: desk.cache.settle(_refusals(desk), AT),
    "withdraw": lambda desk, server: desk.cache.withdraw(desk.cache.to_push()[-1].id),
    "resolve": lambda desk, server: desk.cache.resolve(
        desk.cache.attention()[0].operation.id, "taken"
    ),
    "mark_sent": lambda desk, server: desk.cache.mark_sent([o.id for o in desk.cache.to_push()]),
    "save_draft": lambda desk, server: desk.cache.save_draft("HT", "case-1", "fix", {"t": LONG}),
    "put": lambda desk, server: desk.cache.put("value", LONG),
    "journal": lambda desk, server: desk.cache.journal("sync", text=LONG),
    "begin_sweep": lambda desk, server: desk.cache.begin_sweep(),
    "needs_full_pull": lambda desk, server: desk.cache.needs_full_pull("epoch"),
    "apply_page": lambda desk, server: desk.cache.apply_page(*server.feed(0), epoch=1, now=AT),
    "index": lambda desk, server: desk.cache.index.finish(),
    "upload_verified": lambda desk, server: desk.cache.upload_verified(
        desk.cache.uploads(AT)[0].sha256, "case-1"
    ),
    "photo": lambda desk, server: desk.photos.add(b"x" * 400_000, "big.jpg"),
    "thumbnail": lambda desk, server: desk.photos.put_thumbnail("a" * 64, 512, b"x" * 40_000),
}


@pytest.fixture
def small_disk(tmp_path, monkeypatch):
    """A desk with work on a disk whose room a test sets; and its server."""
    disk = Disk(tmp_path, random.Random(1))
    disk.install(monkeypatch)
    desk, server = Desk(tmp_path / "profile"), Authority([a_case(n) for n in range(1, 6)])
    _worked(desk, server)
    for file in (desk.cache.file, desk.photos.file):
        file.gather()
    yield disk, desk, server
    disk.room = None
    desk.close()


def _all_that_lies_there(desk):
    found = []
    for file in (desk.cache.file, desk.photos.file):
        with file.reading() as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in tables.fetchall():
                found.append((table, connection.execute(f"SELECT * FROM {table}").fetchall()))
    return found


def _wrong(desk):
    return [f for f in desk.findings() if f.code != "cipher"]


@pytest.mark.parametrize("room", [0, 5_000, 20_000])
@pytest.mark.parametrize("what", WRITES)
def test_a_full_disk_is_said_and_nothing_is_half_done(small_disk, what, room):
    disk, desk, server = small_disk
    before, outbox = _all_that_lies_there(desk), desk.cache.outbox()
    disk.room = room
    said = False
    try:
        WRITES[what](desk, server)
    except DiskFull:
        said = True
        assert _all_that_lies_there(desk) == before
        assert desk.cache.outbox() == outbox
        assert _wrong(desk) == []
    assert said or room
    disk.room = None
    if said:
        WRITES[what](desk, server)
    assert _all_that_lies_there(desk) != before
    desk.reopen()
    assert _wrong(desk) == []


@pytest.mark.parametrize("what", ["act", "settle", "apply_page", "index", "photo"])
def test_a_disk_that_fails_once_is_said_and_nothing_is_half_done(small_disk, what, tmp_path):
    disk, desk, server = small_disk
    before = _all_that_lies_there(desk)
    disk.failing_syncs = 1
    with pytest.raises(DiskFailing):
        WRITES[what](desk, server)
    assert _all_that_lies_there(desk) == before
    WRITES[what](desk, server)
    after = _all_that_lies_there(desk)
    disk.lost = True
    with contextlib.suppress(StorageError, sqlcipher.Error):
        desk.close()
    disk.settle()
    desk.open()
    assert _all_that_lies_there(desk) == after
    assert _wrong(desk) == []


# -- the encrypted files, at SQLite's own limit -----------------------------------------------


def _fill_the_disk(desk):
    """Let the cache grow by no page any more (SQLite's own limit)."""
    pages = desk.cache.file.writer.execute("PRAGMA page_count").fetchone()[0]
    desk.cache.file.writer.execute(f"PRAGMA max_page_count = {pages}")


def test_encrypted_files_keep_to_it_too(synced, server):
    kept = synced.maker.comment(synced.view("case-2"), "saved before")
    synced.act(kept)
    before = [synced.view(f"case-{n}") for n in range(1, 6)]
    _fill_the_disk(synced)
    operations = [synced.maker.comment(synced.view(f"case-{n}"), "ก" * 9000) for n in range(1, 6)]
    with pytest.raises(DiskFull):
        synced.act(*operations)
    assert [synced.view(f"case-{n}") for n in range(1, 6)] == before
    assert [i.operation.id for i in synced.cache.outbox()] == [kept.id]
    assert synced.findings() == []
    synced.reopen()  # room again
    assert [synced.view(f"case-{n}") for n in range(1, 6)] == before
    synced.act(*operations)
    assert len(synced.cache.outbox()) == 6
    synced.sync(server)
    assert synced.findings() == []


def test_a_full_disk_in_a_pull_leaves_page_and_cursor_as_they_were(synced, server):
    cursor = synced.cache.get("cursor")
    chance = random.Random(1)
    for n in range(1, 6):
        case = server.cases[f"case-{n}"]
        # Words that take room when they are packed, too.
        operation = synced.maker.comment(case, "".join(chance.choices("กขคงจฉชซญดตถ", k=15_000)))
        server.push([operation])
    _fill_the_disk(synced)
    with pytest.raises(DiskFull):
        synced.pull(server)
    assert synced.cache.get("cursor") == cursor
    assert all(len(synced.view(f"case-{n}").history) == 1 for n in range(1, 6))
    synced.reopen()
    synced.pull(server)
    assert synced.view("case-5") == server.cases["case-5"]


def test_a_full_disk_keeps_no_part_of_a_photo(desk):
    writer = desk.photos.file.writer
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(DiskFull):
        desk.photos.add(b"x" * 400_000, "big.jpg")
    assert desk.photos.statistics().photos == 0
    assert desk.photos.held() == set()


# -- a real disk of few megabytes --------------------------------------------------------------


@pytest.fixture
def tiny_disk(tmp_path):
    """A folder of its own small file system."""
    place = tmp_path / "tiny"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mounting, check=False).returncode:
        pytest.skip("no small file system can be mounted here (it needs root)")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def _fill(file):
    """Leave no room; the file can be removed to make some."""
    with file.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(b"\x00" * 4096)


def test_on_a_disk_that_is_full_to_the_brim(tiny_disk):
    office, chance = Office(tiny_disk, 3, 20), random.Random(3)
    desk = office.desk()
    filler, full = tiny_disk / "filler", 0
    work = office.work(desk, chance, office.server, office.ledger.take)
    work_on(work, 5)
    for _ in range(12):
        _fill(filler)
        for _ in range(20):
            try:
                work_on(work, 1)
            except DiskFull:
                full += 1
            if not work.desk.is_open:
                break
        if work.desk.is_open:
            assert not office.ledger.check(desk, office.server)
            desk.cache.outbox()
            desk.close()
        with contextlib.suppress(DiskFull):
            desk.open()
            desk.close()
        filler.unlink()
        desk.open()
        assert not office.ledger.check(desk, office.server)
        work_on(work, 2)
    desk.close()
    assert full > 12, "the disk was never full"
    assert not office.judge()


def test_a_closed_desk_opens_on_a_disk_that_is_full_to_the_brim(tiny_disk):
    """By the room that was set aside; which is set aside again when there is some."""
    desk, filler = Desk(tiny_disk / "profile"), tiny_disk / "filler"
    server = Authority([a_case(n) for n in range(1, 6)])
    with desk.profile.lock():
        desk.reopen()
        _worked(desk, server)
        outbox = desk.cache.outbox()
        desk.close()
        _fill(filler)
        desk.open()
        assert reserve.is_short(desk.profile)
        assert desk.cache.outbox() == outbox
        assert desk.photos.held()
        assert desk.findings() == []
        comments = [desk.maker.comment(desk.view("case-5"), LONG) for _ in range(50)]
        with pytest.raises(DiskFull):
            desk.act(*comments)
        assert desk.findings() == []
        desk.close()
        filler.unlink()
        desk.open()
        assert reserve.is_set_aside(desk.profile)
        assert not reserve.is_short(desk.profile)
        assert desk.cache.outbox()[: len(outbox)] == outbox
        desk.close()


def test_without_the_reserve_it_says_that_the_disk_is_full(tiny_disk):
    desk, filler = Desk(tiny_disk / "profile"), tiny_disk / "filler"
    desk.close()
    _fill(filler)
    with desk.profile.lock(), pytest.raises(DiskFull):
        desk.open()
    filler.unlink()
    desk.open()
    desk.close()


def test_signing_out_and_a_wipe_take_the_reserve_along(desk):
    reserve.set_aside(desk.profile)
    desk.profile.remove_data()
    assert not desk.profile.reserve_file.exists()
    reserve.set_aside(desk.profile)
    desk.close()
    wiping.begin(desk.profile)
    assert wiping.finish(desk.profile)
    assert not desk.profile.reserve_file.exists()
