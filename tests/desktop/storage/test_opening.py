"""Keys, wrong keys, newer files, locks, encryption, and damaged files."""

from __future__ import annotations

import json
import os
import sys
import types

import filelock
import keyring.backend
import keyring.core
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from casework.case import Ticket
from casework.operations import Report
from desktop.signing import open_stores
from desktop.storage import damage, keys, schema
from desktop.storage.cache import Cache
from desktop.storage.database import connect
from desktop.storage.doctor import check
from desktop.storage.errors import (
    CacheDamaged,
    CacheNewer,
    KeyDamaged,
    NoKeyring,
    ProfileBusy,
    StorageError,
    WrongKey,
)
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery
from tests.desktop.storage.authority import AT, a_case
from tests.support.memory_keyring import MemoryKeyring, at


@pytest.fixture
def ring():
    made = MemoryKeyring()
    with at(made):
        yield made


def test_a_passphrase_opens_the_key_and_no_other_does(tmp_path):
    profile = Profile(tmp_path)
    assert not profile.exists()
    key = keys.create_key(profile, "รหัสผ่าน", b"r" * 32)
    assert profile.exists()
    assert keys.load_key(profile, "รหัสผ่าน") == key
    with pytest.raises(WrongKey):
        keys.load_key(profile, "another")
    text = profile.key_file.read_text()
    assert key.hex() not in text
    assert profile.key_file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cost", [{"n": 2**20}, {"r": 10**9}, {"n": 5}, {"n": 0}, {"p": "x"}])
def test_a_key_file_that_asks_for_too_much_is_damaged(tmp_path, cost):
    profile = Profile(tmp_path)
    keys.create_key(profile, "a", None)
    kept = json.loads(profile.key_file.read_text())
    kept["passphrase"] |= cost
    profile.key_file.write_text(json.dumps(kept))
    with pytest.raises(KeyDamaged):
        keys.load_key(profile, "a")


@pytest.fixture
def at_start(monkeypatch):
    """As when a program begins: no keyring was chosen yet, and asking all of them is noted."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr(keyring.core, "load_config", lambda: None)
    asked: list[bool] = []

    def all_of_them() -> list[object]:
        asked.append(True)
        return []

    monkeypatch.setattr(keyring.backend, "get_all_keyring", all_of_them)

    def begin() -> list[bool]:
        monkeypatch.setattr(keyring.core, "_keyring_backend", None)
        asked.clear()
        return asked

    return begin


def test_the_keyring_that_keeps_the_key_is_turned_to_without_asking_all(
    tmp_path, monkeypatch, at_start
):
    kept: dict[tuple[str, str], str] = {}

    class Ring(MemoryKeyring):
        def __init__(self) -> None:
            super().__init__()
            self.kept = kept

    module = types.ModuleType("keyring.backends.of_a_test")
    Ring.__module__, Ring.__qualname__ = module.__name__, "Ring"
    monkeypatch.setattr(module, "Ring", Ring, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with at(Ring()):
        key = keys.create_key(Profile(tmp_path), None, None)
    asked = at_start()
    assert keys.load_key(Profile(tmp_path), None) == key
    assert asked == []
    # Where it is there no more, all are asked as ever.
    monkeypatch.delattr(module, "Ring")
    asked = at_start()
    with pytest.raises(NoKeyring):
        keys.load_key(Profile(tmp_path), None)
    assert asked


@pytest.mark.parametrize("name", ["os.path", "tests.support.memory_keyring.MemoryKeyring", 7])
def test_a_key_file_names_no_code_of_others(tmp_path, ring, at_start, name):
    keys.create_key(Profile(tmp_path), None, None)
    kept = json.loads(Profile(tmp_path).key_file.read_text())
    assert kept["keyring"]["backend"] == ""
    kept["keyring"]["backend"] = name
    Profile(tmp_path).key_file.write_text(json.dumps(kept))
    asked = at_start()
    with pytest.raises(NoKeyring):
        keys.load_key(Profile(tmp_path), None)
    assert asked, "as if nothing was named"


def test_without_keyring_and_passphrase_there_is_no_key(tmp_path):
    profile = Profile(tmp_path)
    assert not keys.keyring_works()
    with pytest.raises(NoKeyring):
        keys.create_key(profile, None, None)
    assert not profile.exists()
    keys.create_key(profile, "a", None)
    with pytest.raises(NoKeyring):
        keys.load_key(profile, None)


def test_the_keyring_holds_the_wrapping_key_and_signing_out_forgets_it(tmp_path, ring):
    profile = Profile(tmp_path)
    assert keys.keyring_works()
    key = keys.create_key(profile, None, b"r" * 32)
    assert keys.load_key(profile, None) == key
    assert len(ring.kept) == 1
    keys.forget_key(profile)
    assert ring.kept == {}
    assert not profile.exists()


def test_the_recovery_key_opens_when_the_keyring_is_lost(tmp_path, ring):
    profile = Profile(tmp_path)
    key = keys.create_key(profile, None, b"r" * 32)
    ring.kept.clear()
    with pytest.raises(NoKeyring):
        keys.load_key(profile, None)
    assert keys.recover_key(profile, b"r" * 32) == key
    with pytest.raises(WrongKey):
        keys.recover_key(profile, b"s" * 32)
    keys.add_recovery(profile, key, b"s" * 32)
    assert keys.recover_key(profile, b"s" * 32) == key
    with pytest.raises(WrongKey):
        keys.add_recovery(profile, b"0" * 32, b"t" * 32)


def test_a_wrong_key_opens_nothing_and_touches_nothing(synced):
    synced.close()
    before = synced.profile.cache_file.read_bytes()
    with pytest.raises(WrongKey):
        Cache.open(synced.profile, os.urandom(32))
    assert synced.profile.cache_file.read_bytes() == before
    synced.open()
    assert synced.cache.count(CaseQuery(), AT) == 5


def test_the_files_hold_nothing_readable(synced):
    sha = synced.photos.add(b"JFIF a picture", "a.jpg")
    synced.act(synced.maker.fix(synced.view("case-1"), sha))
    synced.close()
    for file in (synced.profile.cache_file, synced.profile.photos_file):
        data = file.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        assert b"2026-AB0001" not in data
        assert "ถนนเป็นหลุม".encode() not in data
        assert b"JFIF" not in data
    synced.open()


def test_a_newer_file_is_refused_and_not_touched(synced):
    synced.close()
    connection = connect(synced.profile.cache_file, synced.key)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = synced.profile.cache_file.read_bytes()
    with pytest.raises(CacheNewer):
        Cache.open(synced.profile, synced.key)
    assert synced.profile.cache_file.read_bytes() == before
    connection = connect(synced.profile.cache_file, synced.key)
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.close()
    synced.open()


def test_one_writer_at_a_time(tmp_path):
    profile = Profile(tmp_path / "p")
    with profile.lock():
        with pytest.raises(ProfileBusy) as caught, Profile(tmp_path / "p").lock():
            pass
        assert caught.value.code == "profile_busy"
    with profile.lock():
        pass


def test_values_drafts_and_journal_are_there_after_reopening(desk):
    desk.cache.put_many({"account": {"name": "มาลี"}, "epoch": 3})
    desk.cache.put("nothing", None)
    desk.cache.save_draft("HT", "case-1", "fix", {"text": "กำลังเขียน"})
    desk.cache.journal("sync", pulled=3)
    desk.cache.journal("sync", pulled=4)
    desk.cache.sync_run({"pulled": 4})
    desk.reopen()
    assert desk.cache.get("account") == {"name": "มาลี"}
    assert desk.cache.get("nothing", "x") is None
    assert desk.cache.get("missing", "x") == "x"
    assert desk.cache.draft("HT", "case-1", "fix") == {"text": "กำลังเขียน"}
    assert [line.detail["pulled"] for line in desk.cache.journal_lines(5)] == [4, 3]
    assert desk.cache.sync_runs(1)[0]["pulled"] == 4
    desk.cache.delete_draft("HT", "case-1", "fix")
    assert desk.cache.draft("HT", "case-1", "fix") is None


def test_signing_out_leaves_no_data(synced):
    synced.photos.close()
    synced.cache.wipe()
    left = {p.name for p in synced.profile.path.iterdir()}
    assert left <= {"desk.lock"}
    assert not synced.profile.exists()


# -- damage -----------------------------------------------------------------------------------


def _spoil(file, pages):
    """Turn a bit in these pages (from 0)."""
    data = bytearray(file.read_bytes())
    for page in pages:
        data[page * 4096 + 50] ^= 1
    file.write_bytes(data)


def _worked(synced, server):
    """Unsent work of every sort: a photo, a conflict, a report, something sent."""
    sha = synced.photos.add(b"a picture" * 1000, "a.jpg")
    conflict = synced.maker.act(synced.view("case-4"), "assign", {"officer": "a"})
    synced.act(conflict)
    changed = server.cases["case-4"]
    server.put(type(changed)(**{f: getattr(changed, f) for f in changed.__struct_fields__}
                             | {"officer": "b"}))  # fmt: skip
    synced.sync(server)
    sent = synced.maker.comment(synced.view("case-2"), "sent")
    synced.act(sent)
    synced.send()
    fix = synced.maker.fix(synced.view("case-1"), sha)
    ticket = Ticket(number="2026-NEW1", description="ไฟดับ", reported_at=AT)
    report = synced.maker.make(a_case(77), Report(ticket=ticket))
    synced.act(fix, report)
    synced.cache.put("account", {"username": "malee"})
    synced.cache.save_draft("HT", "case-1", "fix", {"text": "draft"})
    return sent, fix, report, conflict


@pytest.mark.parametrize("what", ["first page", "salt", "a list index"])
def test_a_damaged_cache_is_set_aside_and_its_outbox_saved(synced, server, what):
    sent, fix, report, conflict = _worked(synced, server)
    file = synced.profile.cache_file
    root = synced.cache.file.writer.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'snapshots'"
    ).fetchone()[0]
    synced.close()
    if what == "salt":
        data = bytearray(file.read_bytes())
        data[3] ^= 255
        file.write_bytes(data)
        synced.open()  # no harm at all
        assert synced.findings() == []
        return
    _spoil(file, [0] if what == "first page" else [root - 1])
    if what == "first page":
        with pytest.raises(CacheDamaged):
            Cache.open(synced.profile, synced.key)
    else:
        synced.open()
        with pytest.raises(CacheDamaged):
            synced.cache.case("HT", "case-1")
        assert synced.findings()
        synced.close()
    damaged = file.read_bytes()
    rescue = damage.rescue(synced.profile, synced.key)
    assert rescue.outbox_saved == 4
    assert (rescue.folder / "cache.db").read_bytes() == damaged
    synced.open()
    assert [o.id for o in synced.cache.to_push()] == [sent.id, fix.id, report.id]
    assert [i.operation.id for i in synced.cache.attention()] == [conflict.id]
    assert synced.cache.get("account") == {"username": "malee"}
    assert synced.cache.draft("HT", "case-1", "fix") == {"text": "draft"}
    assert not synced.cache.get("cursor")
    assert synced.findings() == []
    synced.cache.apply_page(*server.everything(), epoch=1, now=AT)
    assert synced.view("case-1").history[-1].id == fix.id
    assert synced.view("case-77").ticket.number == "2026-NEW1"
    assert synced.findings() == []
    synced.sync(server)
    assert [u.sha256 for u in synced.cache.uploads(AT)] == [fix.payload.photos[0].sha256]
    assert synced.view("case-77") == server.cases["case-77"]
    assert synced.findings() == []


def test_a_hole_in_the_outbox_costs_only_what_was_in_it(synced, server):
    for n in range(200):
        synced.act(synced.maker.comment(synced.view("case-1"), f"{n} " + "ก" * 600))
    synced.reopen()
    synced.close()
    _spoil(synced.profile.cache_file, [_page_of_operations(synced)])
    saved = damage.rescue(synced.profile, synced.key).outbox_saved
    assert 150 <= saved <= 200
    synced.open()
    assert len(synced.cache.to_push(500)) == saved
    numbers = [o.seq for o in synced.cache.to_push(500)]
    assert numbers == sorted(set(numbers))
    synced.act(synced.maker.comment(synced.view("case-1") or a_case(1), "x"))
    assert synced.findings() == []


def _page_of_operations(desk):
    """A page that has a few operations, and nothing by which others are found."""
    whole = desk.profile.cache_file.read_bytes()
    copy = desk.profile.path / "copy.db"
    for page in range(len(whole) // 4096 - 1, 0, -1):
        copy.write_bytes(whole)
        _spoil(copy, [page])
        connection = connect(copy, desk.key)
        lost = sum(not _can_read(connection, seq) for seq in range(1, 201))
        connection.close()
        if 0 < lost < 50:
            copy.unlink()
            return page
    raise AssertionError("no such page")


def _can_read(connection, seq):
    try:
        row = connection.execute("SELECT body FROM operations WHERE seq = ?", (seq,)).fetchone()
    except sqlcipher.Error:
        return False
    return row is not None


def test_a_crash_between_the_renames_of_a_rescue_is_finished_on_opening(synced, server):
    sent, *_ = _worked(synced, server)
    synced.close()
    _spoil(synced.profile.cache_file, [0])
    damage.rescue(synced.profile, synced.key)
    cache_file = synced.profile.cache_file
    os.replace(cache_file, synced.profile.rescued(cache_file))
    (synced.profile.path / "cache.db-wal").write_bytes(b"of the damaged file")
    synced.open()
    assert synced.cache.to_push()[0].id == sent.id


def _interrupted(synced, server):
    """A rescue that stands between its two renames."""
    sent, *_ = _worked(synced, server)
    synced.close()
    _spoil(synced.profile.cache_file, [0])
    damage.rescue(synced.profile, synced.key)
    cache_file = synced.profile.cache_file
    os.replace(cache_file, synced.profile.rescued(cache_file))
    return sent


def test_who_only_looks_leaves_a_rescue_to_the_process_that_does_it(synced, server):
    sent = _interrupted(synced, server)
    with filelock.FileLock(synced.profile.lock_file):
        with pytest.raises(ProfileBusy):
            Cache.open(synced.profile, synced.key)
        assert synced.profile.rescued(synced.profile.cache_file).exists()
    synced.open()
    assert synced.cache.to_push()[0].id == sent.id


def test_an_empty_file_made_by_who_only_looks_does_not_stand_for_the_rescued_one(synced, server):
    sent = _interrupted(synced, server)
    synced.profile.cache_file.write_bytes(b"")
    synced.profile.put_rescued(synced.profile.cache_file)
    synced.open()
    assert synced.cache.to_push()[0].id == sent.id


@pytest.mark.parametrize("part", [None, 5, [], {"key": 5}, {"key": "%"}])
def test_a_key_file_with_something_else_in_its_parts_is_damaged(tmp_path, part):
    profile = Profile(tmp_path)
    keys.create_key(profile, "a", b"r" * 32)
    kept = json.loads(profile.key_file.read_text())
    kept["recovery"] = part
    profile.key_file.write_text(json.dumps(kept))
    with pytest.raises(KeyDamaged):
        keys.recover_key(profile, b"r" * 32)


def test_whole_photos_outlive_a_damaged_photo_file(synced, server):
    kept = synced.photos.add(b"small picture", "a.jpg")
    synced.photos.add(os.urandom(900_000), "b.jpg")
    synced.act(synced.maker.fix(synced.view("case-1"), kept))
    synced.close()
    _spoil(synced.profile.photos_file, [0, 150])
    with pytest.raises(CacheDamaged):
        PhotoStore(synced.profile, synced.key)
    damage.rescue(synced.profile, synced.key)
    synced.open()
    assert synced.photos.read(kept) == b"small picture"
    assert synced.photos.statistics().photos == 1
    assert synced.findings() == []


SPOILERS = {
    "tallies": "UPDATE tallies SET number = number + 1",
    "columns": "UPDATE cases SET officer = 'nobody'",
    "marks": "UPDATE cases SET unsent = 1 - unsent",
    "outbox": "UPDATE meta SET value = '7' WHERE name = 'last_seq'",
    "replay": "UPDATE operation_cases SET replaying = 0",
}


def test_where_the_photos_cannot_be_opened_the_cache_is_closed_again(synced, monkeypatch):
    opened = []
    opening = Cache.open

    def watched(profile, key):
        opened.append(opening(profile, key))
        return opened[-1]

    synced.close()
    synced.profile.photos_file.write_bytes(b"\x55" * 8192)
    monkeypatch.setattr(Cache, "open", watched)
    with pytest.raises(CacheDamaged):
        open_stores(synced.profile, synced.key)
    with pytest.raises(StorageError, match="closed"):
        opened[0].get("cursor")


def test_the_doctor_finds_a_sound_cache_sound(synced):
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    assert {f.code: f.ok for f in check(synced.cache, synced.photos)} == {
        **dict.fromkeys(SPOILERS, True), "integrity": True, "cipher": True, "photos": True,
        "kept_photos": True, "photo_file": True,
    }  # fmt: skip


@pytest.mark.parametrize("code", SPOILERS)
def test_the_doctor_finds_what_is_wrong(synced, code):
    synced.act(synced.maker.act(synced.view("case-1"), "accept"))
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    with synced.cache.file.writing() as connection:
        connection.execute(SPOILERS[code])
    assert code in {f.code for f in synced.findings()}


@pytest.mark.parametrize(
    "spoiler",
    [
        "UPDATE facets SET unit = unit + 1",
        "UPDATE facets SET marks = marks | 64",
        "UPDATE texts SET text = (SELECT max(text) FROM texts)",
        "UPDATE texts SET words = words + 1",
        "DELETE FROM texts WHERE key = (SELECT key FROM cases LIMIT 1)",
        "INSERT INTO texts SELECT 1, text, words FROM texts LIMIT 1",
        "INSERT INTO letters (rowid, text) VALUES (1, 'x')",
        "DELETE FROM letters WHERE rowid = (SELECT key FROM cases LIMIT 1)",
        "DELETE FROM search WHERE rowid = (SELECT key FROM cases LIMIT 1)",
    ],
)
def test_the_doctor_finds_what_lists_and_search_would_say_wrongly(synced, spoiler):
    synced.cache.index.finish()
    assert synced.findings() == []
    with synced.cache.file.writing() as connection:
        connection.execute(spoiler)
    assert "columns" in {f.code for f in synced.findings()}


def test_the_doctor_finds_a_photo_that_is_not_whole(synced):
    sha = synced.photos.add(b"a picture", "a.jpg")
    synced.act(synced.maker.fix(synced.view("case-1"), sha))
    with synced.photos.file.writing() as connection:
        connection.execute("UPDATE pieces SET data = x'00'")
    assert [f.code for f in synced.findings()] == ["photos"]
