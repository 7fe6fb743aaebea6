"""A rescue that is killed between any two steps loses nothing, and names outlive a power loss."""

from __future__ import annotations

import contextlib
import errno
import os

import msgspec
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from casework import wire
from desktop.storage import damage, durable, salvage
from desktop.storage.database import File, Migrations, connect
from desktop.storage.errors import CacheDamaged, StorageError
from tests.desktop.storage.authority import AT

STEPS = ("rename", "unlink", "mkdir", "sync_folder")


class Killed(BaseException):
    """The process ends here."""


def _killed_at(monkeypatch, step):
    """Let the process end before its file operation number `step` (from 0); returns a counter."""
    done: list[object] = []

    def counted(operation):
        def call(*arguments):
            if len(done) == step:
                raise Killed
            done.append(operation)
            return operation(*arguments)

        return call

    for name in STEPS:
        monkeypatch.setattr(durable, name, counted(getattr(durable, name)))
    return done


def _spoil(file, at=0):
    data = bytearray(file.read_bytes())
    data[at : at + 4096] = os.urandom(4096)
    file.write_bytes(data)


def _worked(desk):
    """An unsent fix and the hash of its photo."""
    sha = desk.photos.add(b"a picture", "a.jpg")
    fix = desk.maker.fix(desk.view("case-1"), sha)
    desk.act(fix)
    return fix, sha


def _spoil_both(desk):
    desk.close()
    _spoil(desk.profile.cache_file)
    _spoil(desk.profile.photos_file)


def _spoiled(desk):
    """Cache and photos damaged, with unsent work in both; returns the operation and its photo."""
    work = _worked(desk)
    _spoil_both(desk)
    return work


def _opened_after_mending(desk):
    try:
        desk.open()
    except CacheDamaged:
        damage.rescue(desk.profile, desk.key)
        desk.open()


def test_a_rescue_killed_at_any_step_loses_neither_work_nor_photos(synced, monkeypatch):
    fix, sha = _spoiled(synced)
    damaged = {p.name: p.read_bytes() for p in synced.profile.path.iterdir() if p.is_file()}
    step, ended = 0, False
    while not ended:
        for name, data in damaged.items():
            (synced.profile.path / name).write_bytes(data)
        with monkeypatch.context() as patch:
            _killed_at(patch, step)
            try:
                damage.rescue(synced.profile, synced.key)
                ended = True
            except Killed:
                step += 1
        _opened_after_mending(synced)
        assert [o.id for o in synced.cache.to_push()] == [fix.id], step
        assert synced.photos.read(sha) == b"a picture", step
        assert synced.findings() == [], step
        synced.close()
        synced.profile.remove_data()
    assert step > 10


def test_a_rescue_leaves_nothing_half_built(synced):
    _spoiled(synced)
    (synced.profile.path / "rescue-abcd1234").mkdir()
    damage.rescue(synced.profile, synced.key)
    left = {p.name for p in synced.profile.path.iterdir() if not p.name.startswith("damaged-")}
    assert left == {"cache.db", "photos.db", "key.json"}
    synced.open()


def test_signing_out_removes_what_a_killed_rescue_left(synced, monkeypatch):
    _spoiled(synced)
    step = 0
    while not list(synced.profile.path.glob("*.rescued.db")):
        with monkeypatch.context() as patch:
            _killed_at(patch, step)
            with pytest.raises(Killed):
                damage.rescue(synced.profile, synced.key)
        step += 1
    synced.profile.remove_data()
    assert {p.name for p in synced.profile.path.iterdir()} == {"key.json"}
    synced.open()


def test_after_a_rescue_an_act_on_a_group_is_shown_whichever_case_comes_last(synced, server):
    synced.act(synced.maker.act(synced.view("case-2"), "merge", parent="case-5"))
    synced.close()
    _spoil(synced.profile.cache_file)
    damage.rescue(synced.profile, synced.key)
    synced.open()
    synced.pull(server, limit=1)
    assert synced.view("case-2").parent == "case-5"
    assert synced.view("case-5").members == ("case-2",)
    assert synced.findings() == []


def test_a_rescue_makes_no_upload_of_what_was_given_up(synced, server):
    sha = synced.photos.add(b"a picture", "a.jpg")
    fix = synced.maker.fix(synced.view("case-1"), sha)
    synced.act(fix)
    synced.send()
    synced.cache.settle([wire.Outcome(id=fix.id, outcome="refused", reason="role")], AT)
    synced.cache.resolve(fix.id, "taken")
    synced.close()
    _spoil(synced.profile.cache_file)
    damage.rescue(synced.profile, synced.key)
    synced.open()
    assert synced.cache.operation(fix.id).photos == ()


def test_a_rescue_finds_the_tables_wherever_they_begin(synced):
    """A file that was migrated, or made by another program version, is laid out another way."""
    fix, sha = _worked(synced)
    for file in (synced.cache.file, synced.photos.file):
        file.writer.execute("DROP INDEX idx__sqlite_migrations_migration_set_name")
        file.writer.execute("CREATE TABLE newer (x)")
        file.writer.execute("VACUUM")
    synced.cache.save_draft("HT", "case-1", "fix", {"text": "draft"})
    _spoil_both(synced)
    assert damage.rescue(synced.profile, synced.key).outbox_saved == 1
    synced.open()
    assert [o.id for o in synced.cache.to_push()] == [fix.id]
    assert synced.photos.read(sha) == b"a picture"
    assert synced.cache.draft("HT", "case-1", "fix") == {"text": "draft"}
    assert synced.findings() == []


def test_a_rescue_finds_work_behind_long_gone_numbers(synced):
    """Forgotten operations leave gaps longer than any search by number would go on."""
    fix, _ = _worked(synced)
    with synced.cache.file.writing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("operations", "operation_cases", "operation_photos"):
            connection.execute(f"UPDATE {table} SET seq = 5000")
        body = wire.encode(msgspec.structs.replace(fix, seq=5000))
        connection.execute("UPDATE operations SET body = ?", (body,))
        connection.execute("DELETE FROM meta")
    synced.close()
    _spoil(synced.profile.cache_file)
    assert damage.rescue(synced.profile, synced.key).outbox_saved == 1


def test_a_file_is_made_whole_or_not_at_all(tmp_path):
    """What is half made would be laid out another way once it is finished."""
    made = Migrations("trial")

    @made()
    def one(db):
        db.table("one").create({"a": int})

    @made()
    def two(db):
        raise Killed

    with pytest.raises(Killed):
        File(tmp_path / "a.db", b"k" * 32, made, 1)
    connection = connect(tmp_path / "a.db", b"k" * 32)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("code", [5, 7, 13, 14, 18 << 8 | 10])
def test_a_rescue_takes_no_passing_trouble_for_damage(synced, monkeypatch, code):
    """A locked file or a full disk says nothing of what lies in the cache."""
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    synced.close()

    class Troubled:
        def __init__(self, connection):
            self.connection, self.close = connection, connection.close

        def execute(self, sql, *values):
            if "sqlite_master" in sql:
                return self.connection.execute(sql)
            error = sqlcipher.OperationalError("trouble")
            error.sqlite_errorcode = code
            raise error

    monkeypatch.setattr(salvage, "connect", lambda file, key: Troubled(connect(file, key)))
    with pytest.raises((StorageError, sqlcipher.Error)):
        damage.rescue(synced.profile, synced.key)
    monkeypatch.undo()
    synced.open()
    assert len(synced.cache.outbox()) == 1


@pytest.mark.parametrize(("code", "passes"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_file_system_that_cannot_sync_folders_is_worked_on(tmp_path, monkeypatch, code, passes):
    def refused(descriptor):
        raise OSError(code, "refused")

    monkeypatch.setattr(durable, "sync_descriptor", refused)
    (tmp_path / "a").write_text("x")
    with contextlib.nullcontext() if passes else pytest.raises(OSError, match="refused"):
        durable.replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "x"


def test_every_new_folder_is_synced_with_those_above_it(tmp_path, monkeypatch):
    synced: list[object] = []
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    durable.make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]
    durable.make_folder(tmp_path / "a" / "b")
    assert len(synced) == 2
