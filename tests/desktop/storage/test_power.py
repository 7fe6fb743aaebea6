"""A power loss at any write or sync takes nothing that was promised, on a disk that takes all else.

The storage's own schema and code run on a SQLite without encryption, whose VFS forgets or tears
what was not synced.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys

import pytest

from desktop.storage import damage, database, durable
from desktop.storage.cache import Cache
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from tests.desktop.storage.authority import AT, Authority, a_case
from tests.desktop.storage.conftest import Desk
from tests.desktop.storage.rounds import DISK_ERRORS, Office, power_round
from tests.desktop.storage.work import open_or_rescue, spoil
from tests.support import plain_sqlite
from tests.support.disk import SECTOR, Disk


def _losses(folder, seed, rounds, cases=80):
    """What rounds of power loss on one profile took, up to the first that took anything."""
    office = Office(folder, seed, cases)
    for _ in range(rounds):
        verdict = power_round(office)
        if verdict:
            return verdict
    assert office.ledger.promises > rounds
    return office.judge_at_the_end(encrypted=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_power_loss_at_any_instant_takes_nothing_that_was_promised(tmp_path, seed):
    assert not _losses(tmp_path, seed, 40)


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_a_storage_that_does_not_wait_for_the_disk_would_be_found_out(
    tmp_path, monkeypatch, synchronous
):
    others = [pragma for pragma in database._PRAGMAS if "synchronous" not in pragma]
    monkeypatch.setattr(database, "_PRAGMAS", (f"synchronous = {synchronous}", *others))
    assert _losses(tmp_path, 1, 40).lost


# -- rescue -----------------------------------------------------------------------------------


@pytest.fixture
def spoiled(tmp_path, monkeypatch):
    """A profile with unsent work and a photo, both files damaged; and what it must not lose."""
    monkeypatch.setattr(database, "opener", plain_sqlite.opener())
    desk = Desk(tmp_path / "before")
    server = Authority([a_case(n) for n in range(1, 6)])
    desk.cache.apply_page(*server.everything(), epoch=1, now=AT)
    sha = desk.photos.add(b"a picture", "a.jpg")
    fix = desk.maker.fix(desk.view("case-1"), sha)
    desk.act(fix)
    desk.close()
    spoil(desk.profile.cache_file)
    spoil(desk.profile.photos_file)
    return desk, fix.id, sha


def _instants(spoiled, place):
    """Each change of a rescue from just before its first rename on, and one in fifty before."""
    renamed: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Disk, "_rename", _noting(Disk._rename, renamed))
        disk, ended = _lose_power_in_a_rescue(spoiled, place, None, 0)
    assert ended
    first = renamed[0] - 4
    return [*range(1, first, 50), *range(first, disk.done + 1)]


def _noting(rename, at):
    def noted(disk, *paths):
        at.append(disk.done)
        rename(disk, *paths)

    return noted


def _lose_power_in_a_rescue(spoiled, place, cut_after, seed):
    """The disk, and whether the rescue ended before the power went."""
    before, *_ = spoiled
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(before.profile.path, place)
    disk = Disk(place, random.Random(f"{cut_after}-{seed}"))
    disk.cut_after = cut_after
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        try:
            damage.rescue(Profile(place), before.key)
        except DISK_ERRORS:
            assert disk.lost
            return disk, False
    return disk, True


def _loses_work(spoiled, place, cut_after, seed):
    """Whether a power loss at that change of a rescue takes the operation or its photo."""
    before, fix, sha = spoiled
    disk, _ = _lose_power_in_a_rescue(spoiled, place, cut_after, seed)
    disk.settle()
    desk = Desk(place, before.key, opened=open_or_rescue)
    try:
        return [o.id for o in desk.cache.to_push()] != [fix] or not desk.photos.is_whole(sha)
    finally:
        desk.close()


@pytest.mark.slow
def test_power_loss_at_any_change_of_a_rescue_loses_nothing(spoiled, tmp_path):
    for instant in _instants(spoiled, tmp_path / "after"):
        assert not _loses_work(spoiled, tmp_path / "after", instant, 1), instant


def test_a_rescue_that_does_not_sync_its_renames_would_be_found_out(spoiled, tmp_path, monkeypatch):
    monkeypatch.setattr(durable, "replace", lambda old, new: durable.rename(old, new))  # noqa: PLW0108 - the disk puts another in its place
    instants = _instants(spoiled, tmp_path / "after")[-12:]
    assert any(
        _loses_work(spoiled, tmp_path / "after", instant, seed)
        for instant in reversed(instants)
        for seed in range(8)
    )


# -- the disk itself --------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path, monkeypatch):
    made = Disk(tmp_path, random.Random(1))
    made.install(monkeypatch)
    return made


def _committed(disk, file, value):
    connection = plain_sqlite.Connection(file, disk.vfs)
    connection.execute("CREATE TABLE IF NOT EXISTS kept (value)")
    connection.execute("INSERT INTO kept VALUES (?)", (value,))
    return connection


def test_what_was_synced_outlives_any_loss_and_the_rest_may_go(disk, tmp_path):
    file = tmp_path / "a.db"
    _committed(disk, file, "one").close()
    kept = file.read_bytes()
    connection = plain_sqlite.Connection(file, disk.vfs)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("INSERT INTO kept VALUES (zeroblob(50000))")
    connection.close()
    seen = set()
    written = file.read_bytes()
    for seed in range(20):
        lossy = Disk(tmp_path, random.Random(seed))
        file.write_bytes(kept)
        connection = plain_sqlite.Connection(file, lossy.vfs)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("INSERT INTO kept VALUES (zeroblob(50000))")
        connection.close()
        lossy.settle()
        seen.add(file.read_bytes())
    assert kept in seen
    assert len(seen) > 3  # torn in several ways
    assert all(len(data) <= len(written) for data in seen)
    assert len(kept) % SECTOR == 0


def test_a_name_is_lost_unless_its_folder_was_synced(tmp_path):
    left = set()
    for seed in range(20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        disk = Disk(folder, random.Random(seed))
        with pytest.MonkeyPatch.context() as patch:
            disk.install(patch)
            for name in ("a", "b"):
                (folder / name).write_text(name)
            durable.rename(folder / "a", folder / "c")
            durable.sync_folder(folder)
            durable.rename(folder / "b", folder / "d")
        disk.settle()
        left.add(tuple(sorted(p.name for p in folder.iterdir())))
    assert left == {("b", "c"), ("c", "d")}


def test_every_writing_connection_waits_for_the_disk(desk):
    for writer in (desk.cache.file.writer, desk.photos.file.writer):
        assert writer.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert writer.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_idle_readers_do_not_keep_the_journal_from_being_emptied(synced):
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    for _ in range(3):
        synced.cache.counts("malee", "clerk", AT)
        synced.cache.outbox()
    for file in (synced.cache.file, synced.photos.file):
        file.gather()
        journal = file.path.with_name(file.path.name + "-wal")
        assert journal.stat().st_size == 0


def test_the_same_rules_hold_on_files_opened_by_another_process(synced):
    """A reading process that closes last empties the journal, and waits for the disk as well."""
    other, photos = Cache.open(synced.profile, synced.key), PhotoStore(synced.profile, synced.key)
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    synced.close()
    assert len(other.outbox()) == 1
    other.close()
    photos.close()
    synced.open()
    assert len(synced.cache.outbox()) == 1


OPENED_AND_CLOSED = """
import contextlib, sys
from pathlib import Path
from desktop.storage.database import connect
with contextlib.closing(connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))) as connection:
    connection.execute("SELECT count(*) FROM cases").fetchone()
"""


def test_who_closes_elsewhere_leaves_the_journal_of_a_desk_that_was_looked_over(synced):
    """Only the last to close may remove it, and knows that by the locks of the others."""
    assert synced.findings() == []
    file = synced.profile.cache_file
    journal = file.with_name(file.name + "-wal")
    before = journal.stat().st_ino
    asked = [sys.executable, "-c", OPENED_AND_CLOSED, str(file), synced.key.hex()]
    subprocess.run(asked, check=True)
    assert journal.stat().st_ino == before
