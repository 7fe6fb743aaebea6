"""A migration ends with the new file or leaves the old one, whatever comes between."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import subprocess
import sys
import threading

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop import messages
from desktop.storage import damage, durable, migrating, photos, schema
from desktop.storage.cache import Cache
from desktop.storage.database import connect
from desktop.storage.errors import (
    CacheDamaged,
    CacheNewer,
    MigrationFailed,
    NoRoomToMigrate,
    ProfileBusy,
)
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.words import speaking
from tests.desktop.storage.migrator import ROWS, further, use_further_steps

ROUNDS = 12
NEXT = schema.VERSION + 1


@pytest.fixture
def worked(synced, server):
    """A closed desk of the present version with work and a photo."""
    sha = synced.photos.add(os.urandom(300_000), "a.jpg")
    synced.act(synced.maker.comment(synced.view("case-2"), "รอส่ง"))
    synced.act(synced.maker.fix(synced.view("case-1"), sha))
    synced.cache.save_draft("HT", "case-3", "fix", {"text": "ร่าง"})
    synced.sha = sha
    synced.close()
    return synced


@pytest.fixture
def newer(monkeypatch):
    """From here on this is a program of the next version."""
    use_further_steps(monkeypatch.setattr)


def next_version(monkeypatch, *steps):
    """A program of the next version whose cache takes these steps."""
    monkeypatch.setattr(schema, "migrations", further(schema.migrations, *steps))
    monkeypatch.setattr(schema, "VERSION", NEXT)


def version_of(desk, file=None):
    connection = connect(file or desk.profile.cache_file, desk.key)
    with contextlib.closing(connection):
        return connection.execute("PRAGMA user_version").fetchone()[0]


def files_of(desk):
    return sorted(
        f.name for f in desk.profile.path.iterdir()
        if not f.name.endswith(("-wal", "-shm", ".lock", "reserve"))
    )  # fmt: skip


def check_all_is_there(desk):
    desk.open()
    assert len(desk.cache.to_push()) == 2
    assert desk.cache.draft("HT", "case-3", "fix") == {"text": "ร่าง"}
    assert desk.photos.is_whole(desk.sha)
    assert desk.findings() == []
    desk.close()


def test_an_old_profile_is_brought_up_to_date(worked, newer):
    check_all_is_there(worked)
    assert version_of(worked) == NEXT
    assert version_of(worked, worked.profile.photos_file) == photos.VERSION
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]
    connection = connect(worked.profile.cache_file, worked.key)
    assert connection.execute("SELECT count(*) FROM wide").fetchone() == (ROWS,)
    connection.close()
    check_all_is_there(worked)


def test_what_lay_in_the_log_beside_the_old_file_comes_along(worked, newer):
    """A program that was killed leaves its last work in the -wal."""
    cache = worked.profile.cache_file
    aside = worked.profile.path / "aside"
    aside.mkdir()
    connection = connect(cache, worked.key)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO meta (name, value) VALUES ('last', '\"words\"')")
    for ending in ("", "-wal"):
        shutil.copy(f"{cache}{ending}", aside / f"cache.db{ending}")
    connection.close()
    for ending in ("", "-wal"):
        shutil.copy(aside / f"cache.db{ending}", f"{cache}{ending}")
    shutil.rmtree(aside)
    worked.open()
    assert worked.cache.get("last") == "words"
    worked.close()
    check_all_is_there(worked)


def test_killed_at_any_moment_the_profile_opens_with_all_of_it(worked, tmp_path, monkeypatch):
    old = worked.profile.path
    lines = _killed_after(old, worked.key, tmp_path / "whole", 1 << 30)
    assert lines[-1] == "open"
    assert len(lines) > 2 * ROWS / 100
    use_further_steps(monkeypatch.setattr)
    chance = random.Random(11)
    versions = set()
    # Half of them anywhere, half around the renames at the end of either file's migration.
    turns = [n for n, line in enumerate(lines) if "link" in line or "rename" in line]
    for number in range(ROUNDS):
        after = chance.choice(turns) if number % 2 else chance.randrange(len(lines))
        folder = tmp_path / str(number)
        _killed_after(old, worked.key, folder, after, going_on=number % 4 < 2)
        worked.profile = Profile(folder)
        versions.add(version_of(worked))
        with worked.profile.lock():
            check_all_is_there(worked)
        assert version_of(worked) == NEXT
        assert files_of(worked) == ["cache.db", "key.json", "photos.db"]
    assert versions == {NEXT - 1, NEXT}


def _killed_after(old, key, folder, lines, *, going_on=False):
    """Open a copy of the old profile with the next program, and kill that after so many lines.

    It is killed where it stands, or `going_on` from there.
    """
    shutil.copytree(old, folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.storage.migrator", str(folder), key.hex()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if len(said) <= lines or going_on:
            process.stdin.write("\n")
            process.stdin.flush()
        if len(said) > lines:
            process.kill()
            break
    process.communicate()
    return said


def test_a_step_that_fails_leaves_the_old_file_as_it_was(worked, monkeypatch):
    before = worked.profile.cache_file.read_bytes()

    def m900_first(db):
        db["new"].insert_all({"id": n} for n in range(100))
        db.execute("DELETE FROM drafts")

    def m901_fails(db):
        raise KeyError("a step with a fault")

    next_version(monkeypatch, m900_first, m901_fails)
    with pytest.raises(MigrationFailed) as caught:
        worked.open()
    with speaking("en"):
        assert "nothing is lost" in messages.sentence(caught.value)
    assert worked.profile.cache_file.read_bytes() == before
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]
    monkeypatch.undo()
    check_all_is_there(worked)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM operations WHERE seq = 1",
        "UPDATE operations SET body = CAST('{}' AS BLOB)",
        "DELETE FROM drafts",
        "UPDATE uploads SET state = 'verified'",
        "INSERT INTO operation_photos (seq, case_id, sha256) VALUES (999, 'x', 'y')",
    ],
)
def test_steps_that_lose_work_do_not_count(worked, monkeypatch, sql):
    def m900_loses(db):
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(sql)

    next_version(monkeypatch, m900_loses)
    before = worked.profile.cache_file.read_bytes()
    with pytest.raises(MigrationFailed):
        worked.open()
    assert worked.profile.cache_file.read_bytes() == before


def test_a_disk_that_fills_up_in_a_step_is_said(worked, monkeypatch):
    def m900_large(db):
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
        db["large"].insert_all({"id": n, "text": "x" * 4000} for n in range(100))

    next_version(monkeypatch, m900_large)
    before = worked.profile.cache_file.read_bytes()
    with pytest.raises(NoRoomToMigrate) as caught:
        worked.open()
    with speaking("en"):
        assert "17 MB" in messages.sentence(caught.value)
    assert worked.profile.cache_file.read_bytes() == before
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]
    monkeypatch.undo()
    check_all_is_there(worked)


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_without_room_for_a_copy_nothing_is_begun(worked, monkeypatch, newer, when):
    def full(path, old, copy, key):
        with contextlib.closing(connect(copy, key)) as taken:
            taken.execute("PRAGMA max_page_count = 1")
            taken.execute("CREATE TABLE too_much (for_it)")

    with monkeypatch.context() as patch:
        if when == "before":
            usage = shutil.disk_usage(worked.profile.path)
            patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
        else:
            patch.setattr(migrating, "_make_copy", full)
        with pytest.raises(NoRoomToMigrate):
            worked.open()
    assert version_of(worked) == NEXT - 1
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]
    check_all_is_there(worked)


def test_a_file_system_without_hard_links_will_do(worked, monkeypatch, newer):
    def no_links(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(durable, "link", no_links)
    check_all_is_there(worked)
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]


def test_a_crash_between_its_two_renames_brings_the_old_file_back(worked, newer):
    cache = worked.profile.cache_file
    os.replace(cache, cache.with_name(f"cache.v{NEXT - 1}.db"))
    cache.with_name("cache.migrating.db").write_bytes(b"half a copy")
    check_all_is_there(worked)
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]


def test_an_old_file_that_comes_back_takes_no_log_of_another(worked, newer, tmp_path):
    """A log is found by the file's name: one of the new file's would be replayed into the old."""
    elsewhere = Profile(tmp_path / "elsewhere")
    shutil.copytree(worked.profile.path, elsewhere.path)
    opened = Cache.open(elsewhere, worked.key)
    opened.put("written", "since")
    log = shutil.copy(f"{elsewhere.cache_file}-wal", tmp_path / "log")
    opened.close()
    cache = worked.profile.cache_file
    os.replace(cache, cache.with_name(f"cache.v{NEXT - 1}.db"))
    shutil.copy(log, f"{cache}-wal")
    check_all_is_there(worked)


def test_the_old_file_stays_until_the_new_one_is_sound(worked, newer):
    """Where the new file was damaged by the crash itself, both are set aside."""
    old = worked.profile.cache_file.with_name(f"cache.v{NEXT - 1}.db")
    shutil.copy(worked.profile.cache_file, old)
    check_all_is_there(worked)  # not locked: nothing is cleared away
    connection = connect(worked.profile.cache_file, worked.key)
    root = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'snapshots'"
    ).fetchone()[0]
    connection.close()
    data = bytearray(worked.profile.cache_file.read_bytes())
    data[(root - 1) * 4096 + 60] ^= 1
    worked.profile.cache_file.write_bytes(data)
    shutil.copy(worked.profile.photos_file, old)
    with worked.profile.lock():
        with pytest.raises(CacheDamaged):
            Cache.open(worked.profile, worked.key)
        assert old.exists()
        rescue = damage.rescue(worked.profile, worked.key)
        assert rescue.outbox_saved == 2
        assert (rescue.folder / old.name).exists()
        worked.open()
        assert len(worked.cache.to_push()) == 2
        worked.close()


def test_an_old_file_that_was_damaged_before_is_rescued_not_migrated(worked, newer):
    connection = connect(worked.profile.cache_file, worked.key)
    root = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'snapshots'"
    ).fetchone()[0]
    connection.close()
    data = bytearray(worked.profile.cache_file.read_bytes())
    data[(root - 1) * 4096 + 60] ^= 1
    worked.profile.cache_file.write_bytes(data)
    with pytest.raises(CacheDamaged):
        Cache.open(worked.profile, worked.key)
    assert damage.rescue(worked.profile, worked.key).outbox_saved == 2
    worked.open()
    assert len(worked.cache.to_push()) == 2
    assert worked.findings() == []
    worked.close()


def test_while_another_process_writes_nothing_is_migrated(worked, newer):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(worked.profile.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    try:
        with pytest.raises(ProfileBusy):
            Cache.open(worked.profile, worked.key)
    finally:
        other.communicate()
    assert version_of(worked) == NEXT - 1
    check_all_is_there(worked)


HOLDING = """
import sys
from pathlib import Path
from desktop.storage.profile import Profile
with Profile(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_file_that_is_open_elsewhere_waits_for_its_turn(worked, newer, monkeypatch):
    monkeypatch.setattr("desktop.storage.database._BUSY_SECONDS", 0.05)
    reader = connect(worked.profile.cache_file, worked.key)
    reader.execute("SELECT count(*) FROM cases").fetchone()
    with pytest.raises(ProfileBusy):
        Cache.open(worked.profile, worked.key)
    assert version_of(worked) == NEXT - 1
    reader.close()
    check_all_is_there(worked)


def test_while_the_new_file_takes_its_place_nobody_is_in_the_old_one(worked, newer, monkeypatch):
    """A log is found by the file's name: one of the old file would be taken for the new one's."""
    cache = worked.profile.cache_file
    late, seen = [], []
    rename = durable.rename

    def watched(source, target):
        if target == cache:
            seen.append(cache.with_name("cache.db-wal").exists())
            late.append(connect(cache, worked.key))
            late[0].execute("PRAGMA busy_timeout = 0")
            with pytest.raises(sqlcipher.OperationalError, match="locked"):
                late[0].execute("SELECT count(*) FROM cases")
            seen.append(read_elsewhere(cache, worked.key))
        rename(source, target)

    monkeypatch.setattr(durable, "rename", watched)
    opened = Cache.open(worked.profile, worked.key)
    assert seen == [False, "database is locked"]
    opened.put("written", "since")
    # Who came late to the old file can do no harm to the new one's log.
    assert late[0].execute("SELECT count(*) FROM cases").fetchone()
    with contextlib.suppress(sqlcipher.OperationalError):
        late[0].execute("PRAGMA journal_mode = WAL")
    late[0].close()
    other = connect(cache, worked.key)
    assert other.execute("SELECT value FROM meta WHERE name = 'written'").fetchone()
    other.close()
    opened.close()
    check_all_is_there(worked)


READING = """
import sys
from pathlib import Path
from sqlcipher3 import dbapi2 as sqlcipher
from desktop.storage import database
database._BUSY_SECONDS = 0
connection = database.connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
try:
    print(connection.execute("SELECT count(*) FROM cases").fetchone()[0])
except sqlcipher.OperationalError as error:
    print(error)
"""


def read_elsewhere(file, key):
    """What another process hears that reads in the file; locks are not the same within one."""
    asked = [sys.executable, "-c", READING, str(file), key.hex()]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def test_many_readers_at_once_meet_one_migration(worked, newer):
    found, wrong = [], []

    def look():
        try:
            cache = Cache.open(worked.profile, worked.key)
            found.append(len(cache.to_push()))
            cache.close()
        except ProfileBusy as error:
            wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found
    assert set(found) == {2}
    check_all_is_there(worked)
    assert files_of(worked) == ["cache.db", "key.json", "photos.db"]


def test_a_newer_file_is_not_migrated(worked):
    connection = connect(worked.profile.cache_file, worked.key)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CacheNewer):
        migrating.migrate(worked.profile.cache_file, worked.key, schema.migrations, schema.VERSION)
    assert version_of(worked) == 99


def test_a_new_profile_is_made_without_copying(tmp_path, desk, newer, monkeypatch):
    monkeypatch.setattr(migrating, "migrate", None)
    profile = Profile(tmp_path / "new")
    Cache.open(profile, desk.key).close()
    PhotoStore(profile, desk.key).close()
    assert sorted(f.name for f in profile.path.iterdir()) == ["cache.db", "photos.db"]


def test_signing_out_removes_what_a_migration_left(worked):
    for name in (f"cache.v{NEXT - 1}.db", "cache.migrating.db", "photos.v1.db", "photos.v1.db-wal"):
        (worked.profile.path / name).write_bytes(b"left")
    worked.profile.remove_data()
    assert files_of(worked) == ["key.json"]


@pytest.mark.parametrize("migrated", [True, False])
def test_the_outbox_outlives_a_lost_first_page_of_a_file_made_by_an_earlier_version(
    worked, newer, migrated
):
    """The first page says where the tables begin, which is not where a new file has them."""
    if migrated:
        check_all_is_there(worked)
    data = bytearray(worked.profile.cache_file.read_bytes())
    data[:4096] = os.urandom(4096)
    worked.profile.cache_file.write_bytes(data)
    with pytest.raises(CacheDamaged):
        Cache.open(worked.profile, worked.key)
    assert damage.rescue(worked.profile, worked.key).outbox_saved == 2
    worked.open()
    assert [o.seq for o in worked.cache.to_push()] == [1, 2]
    assert worked.cache.draft("HT", "case-3", "fix") == {"text": "ร่าง"}
    assert worked.findings() == []
    worked.close()
