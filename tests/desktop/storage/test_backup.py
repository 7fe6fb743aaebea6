"""A copy of a desk in one file: whole while others write, refused when it is not what it says."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import messages
from desktop.storage import backup, durable, keys, restoring, wiping
from desktop.storage.backup import examine
from desktop.storage.database import is_encrypted
from desktop.storage.errors import (
    BackupDamaged,
    BackupNotWritten,
    BackupUnreadable,
    CacheDamaged,
    CacheNewer,
    DiskFull,
    NotABackup,
    ProfileBusy,
    ProfileNotEmpty,
    StorageError,
)
from desktop.storage.profile import Profile
from desktop.words import speaking
from tests.desktop.storage.conftest import Desk
from tools.keep_profile import thumbnails_of


class Stopped(Exception):
    """The person asked to stop."""


@pytest.fixture
def worked(synced, server):
    """A desk with work: a photo on its way, one the server has, one in a draft, one of nobody."""
    synced.shas = {
        name: synced.photos.add(name.encode() * 90_000, f"{name}.jpg")
        for name in ("waiting", "sent", "draft", "other")
    }
    synced.photos.put_thumbnail(synced.shas["sent"], 160, b"small")
    synced.act(synced.maker.fix(synced.view("case-2"), synced.shas["sent"]))
    synced.sync(server)
    synced.cache.upload_verified(synced.shas["sent"], "case-2")
    synced.act(synced.maker.fix(synced.view("case-1"), synced.shas["waiting"]))
    synced.act(synced.maker.comment(synced.view("case-3"), "รอส่ง"))
    synced.cache.save_draft("HT", "case-4", "fix", {"photos": [{"sha256": synced.shas["draft"]}]})
    synced.cache.put("tokens", {"refresh": "secret"})
    return synced


def write(desk, target, **more):
    return backup.write(desk.profile, desk.key, target, **more)


@pytest.fixture
def copy(worked, tmp_path):
    target = tmp_path / "copies" / "desk.tambon"
    target.parent.mkdir()
    write(worked, target)
    return target


def restored(file, folder, key):
    """The desk that a copy gives."""
    restoring.restore(file, Profile(folder), "new-device")
    return Desk(folder, key)


def code_of(act):
    with pytest.raises(StorageError) as caught:
        act()
    with speaking("en"):
        assert messages.sentence(caught.value) != messages.of_code("unexpected")
    return caught.value.code


def test_a_copy_holds_everything_and_nothing_readable(worked, copy, tmp_path):
    desk = restored(copy, tmp_path / "new", worked.key)
    try:
        assert desk.findings() == []
        assert desk.cache.to_push() == worked.cache.to_push()
        assert [desk.view(f"case-{n}") for n in range(1, 6)] == [
            worked.view(f"case-{n}") for n in range(1, 6)
        ]
        assert desk.photos.held() == worked.photos.held()
        assert thumbnails_of(desk.photos) == thumbnails_of(worked.photos)
        assert desk.cache.draft("HT", "case-4", "fix")
        assert desk.cache.get("tokens") is None
    finally:
        desk.close()
    data = copy.read_bytes()
    for words in (b"SQLite format 3", b"2026-AB0001", "ถนนเป็นหลุม".encode(), b"secret", b"malee"):
        assert words not in data
    assert worked.key.hex().encode() not in data
    assert copy.stat().st_mode & 0o077 == 0
    with tarfile.open(copy) as archive:
        assert archive.getnames() == ["key.json", "cache.db", "photos.db", "manifest.json"]
    assert worked.cache.get("tokens") == {"refresh": "secret"}
    assert is_encrypted(tmp_path / "new" / "cache.db")
    assert keys.load_key(Profile(tmp_path / "new"), "a passphrase") == worked.key
    assert sorted(f.name for f in copy.parent.iterdir()) == [copy.name]


def test_without_photos_it_holds_those_that_the_server_may_not_have(worked, tmp_path):
    target = tmp_path / "small"
    assert write(worked, target, only_unsent=True) == 2
    desk = restored(target, tmp_path / "new", worked.key)
    try:
        # What was sent lately stays too: a server restored from a backup may have lost it.
        assert desk.photos.held() == {worked.shas[n] for n in ("waiting", "draft", "sent")}
        assert all(desk.photos.is_whole(sha) for sha in desk.photos.held())
        assert desk.findings() == []
        assert [u.sha256 for u in desk.cache.uploads(1 << 60)] == []
        desk.send()
        assert [u.sha256 for u in desk.cache.uploads(1 << 60)] == [worked.shas["waiting"]]
    finally:
        desk.close()


def test_a_copy_is_one_moment_while_another_process_writes(worked, tmp_path):
    worked.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.storage.saver", str(worked.profile.path),
         worked.key.hex(), "1"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines = process.stdout
    assert lines is not None
    said = [lines.readline().strip() for _ in range(20)][1:]
    heard = []

    def meanwhile(_done, _total):
        # The writer is not held up: it goes on saving between the steps of the copy.
        heard.append(lines.readline().strip())

    try:
        for number in range(3):
            write(worked, tmp_path / f"copy{number}", progress=meanwhile)
    finally:
        process.kill()
        process.communicate()
    assert len(heard) > 10
    assert "" not in heard
    for number in range(3):
        desk = restored(tmp_path / f"copy{number}", tmp_path / f"new{number}", worked.key)
        try:
            assert desk.findings() == []
            kept = {o.operation.id for o in desk.cache.outbox()}
            assert {line for line in said if not line.startswith("sent ")} <= kept
        finally:
            desk.close()
    worked.open()


def test_progress_goes_to_the_end_and_a_new_copy_replaces_the_old(worked, copy):
    heard = []
    before = copy.read_bytes()
    write(worked, copy, progress=lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert len({total for _, total in heard}) == 1
    assert heard[-1][0] >= heard[-1][1] * 0.95
    assert copy.read_bytes() != before


@pytest.mark.parametrize("after", [1, 3, 6, 9])
def test_a_copy_that_is_stopped_leaves_what_was_there(worked, copy, after):
    before, calls = copy.read_bytes(), []

    def stop(_done, _total):
        calls.append(1)
        if len(calls) == after:
            raise Stopped

    with pytest.raises(Stopped):
        write(worked, copy, progress=stop)
    assert copy.read_bytes() == before
    assert [f.name for f in copy.parent.iterdir()] == [copy.name]


def test_two_copies_to_one_place_at_once_are_both_whole(worked, copy):
    calls = []

    def another(done, total):
        calls.append(1)
        if len(calls) in (2, 9):
            write(worked, copy)
            examine(io.BytesIO(copy.read_bytes()))

    write(worked, copy, progress=another)
    examine(io.BytesIO(copy.read_bytes()))
    assert [f.name for f in copy.parent.iterdir()] == [copy.name]


def test_no_copy_goes_where_signing_out_would_remove_it(worked):
    folder = worked.profile.path / "damaged-20260101T000000.0Z"
    folder.mkdir()
    assert code_of(lambda: write(worked, folder / "copy")) == BackupNotWritten.code
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_the_copy_before(worked, copy, monkeypatch):
    before = copy.read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert code_of(lambda: write(worked, copy)) == DiskFull.code
    assert copy.read_bytes() == before
    assert [f.name for f in copy.parent.iterdir()] == [copy.name]


def test_what_was_not_written_as_it_should_be_is_no_copy(worked, copy, monkeypatch):
    """A stick that says it wrote and did not."""
    before = copy.read_bytes()

    def unfaithful(file):
        descriptor = file if isinstance(file, int) else file.fileno()
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.pwrite(descriptor, b"\x00" * 16, 200_000)

    monkeypatch.setattr(os, "fsync", unfaithful)
    assert code_of(lambda: write(worked, copy)) == BackupDamaged.code
    assert copy.read_bytes() == before


def test_a_damaged_desk_gives_no_copy(worked, copy):
    before = copy.read_bytes()
    root = worked.cache.file.writer.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'snapshots'"
    ).fetchone()[0]
    worked.close()
    data = bytearray(worked.profile.cache_file.read_bytes())
    data[(root - 1) * 4096 + 50] ^= 1
    worked.profile.cache_file.write_bytes(data)
    with pytest.raises(CacheDamaged):
        write(worked, copy)
    assert copy.read_bytes() == before
    worked.profile.cache_file.unlink()
    worked.open()


@pytest.mark.parametrize("place", ["profile/copy", "profile/cache.db", "missing/copy", "folder"])
def test_a_place_that_will_not_do_is_said(worked, tmp_path, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()
    held = worked.cache.to_push()
    assert code_of(lambda: write(worked, tmp_path / place)) == BackupNotWritten.code
    worked.reopen()
    assert worked.cache.to_push() == held


# -- restoring --------------------------------------------------------------------------------


def _archive(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data, kind in members:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(data), kind
            info.linkname = "/etc/passwd" if kind == tarfile.SYMTYPE else ""
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../key.json", "{}")
    return out.getvalue()


FOREIGN = {
    "empty": b"",
    "text": b"a letter to the mayor\n" * 100,
    "a zip": _zip(),
    "zeros": bytes(4096),
    "outside": _archive(("../key.json", b"{}", tarfile.REGTYPE)),
    "a link": _archive(("key.json", b"", tarfile.SYMTYPE)),
    "other": _archive(("holiday.jpg", b"x" * 600, tarfile.REGTYPE)),
}


@pytest.mark.parametrize("what", list(FOREIGN))
def test_a_foreign_file_is_no_copy(tmp_path, what):
    file = tmp_path / "file"
    file.write_bytes(FOREIGN[what])
    profile = Profile(tmp_path / "new")
    assert code_of(lambda: restoring.restore(file, profile, "d")) == NotABackup.code
    assert not profile.path.exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    profile = Profile(tmp_path / "new")
    for file in (tmp_path / "none", tmp_path):
        assert code_of(lambda f=file: restoring.restore(f, profile, "d")) == BackupUnreadable.code
    assert not profile.path.exists()


@settings(max_examples=60)
@given(data=st.data())
def test_a_changed_or_shortened_copy_is_refused(small_copy, data):
    whole = small_copy
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        changed = whole[:place]
    else:
        bit = data.draw(st.integers(0, 7))
        changed = whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]
    try:
        found = examine(io.BytesIO(changed))
    except (NotABackup, BackupDamaged, CacheNewer):
        return
    # What is no part of the data: times and owners in the headers, the filling of blocks.
    assert found == examine(io.BytesIO(whole))


@pytest.fixture(scope="module")
def small_copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    desk = Desk(folder / "desk")
    write(desk, folder / "copy")
    desk.close()
    return (folder / "copy").read_bytes()


def _with_manifest(whole, **changes):
    """The same parts under another manifest."""
    at = whole.index(b"manifest.json")
    size = tarfile.TarInfo.frombuf(whole[at : at + 512], "ascii", "strict").size
    manifest = msgspec.json.decode(whole[at + 512 : at + 512 + size]) | changes
    text = msgspec.json.encode(manifest)
    info = tarfile.TarInfo("manifest.json")
    info.size = len(text)
    return whole[:at] + info.tobuf() + text + bytes(-len(text) % 512) + bytes(1024)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": 2}, "cache_newer"),
        ({"cache": 99}, "cache_newer"),
        ({"photos": 99}, "cache_newer"),
        ({"kind": "another"}, "not_a_backup"),
        ({"parts": {}}, "backup_damaged"),
        ({"format": "x"}, "backup_damaged"),
        ({"parts": "x" * 200_000}, "backup_damaged"),
    ],
)
def test_a_copy_that_says_something_else_is_refused(small_copy, tmp_path, changes, code):
    file = tmp_path / "file"
    file.write_bytes(_with_manifest(small_copy, **changes))
    profile = Profile(tmp_path / "new")
    assert code_of(lambda: restoring.restore(file, profile, "d")) == code
    assert not profile.path.exists()


def test_a_desk_that_is_there_is_not_touched(worked, copy, tmp_path):
    def state():
        return {
            f.name: f.read_bytes() for f in worked.profile.path.iterdir() if f.name != "desk.lock"
        }

    worked.close()
    before = state()
    assert code_of(lambda: restoring.restore(copy, worked.profile, "d")) == ProfileNotEmpty.code
    assert state() == before
    # Without its key file it is no profile, and still nothing of it is overwritten.
    worked.profile.key_file.unlink()
    assert code_of(lambda: restoring.restore(copy, worked.profile, "d")) == ProfileNotEmpty.code
    assert worked.profile.cache_file.read_bytes() == before["cache.db"]
    # An empty folder, or one with logs alone, will do.
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "desk.log").touch()
    desk = restored(copy, tmp_path / "empty", worked.key)
    assert len(desk.cache.to_push()) == 2
    desk.close()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_restore_cut_off_is_done_again(worked, copy, tmp_path, monkeypatch, after):
    rename, calls = durable.rename, []

    def cut(source, target):
        if str(target).endswith(("cache.db", "photos.db", "desk/key.json")):
            calls.append(target)
            if len(calls) == after:
                os._exit(9)
        rename(source, target)

    child = os.fork()
    if child == 0:  # power fails in the middle
        monkeypatch.setattr(durable, "rename", cut)
        try:
            restoring.restore(copy, Profile(tmp_path / "desk"), "d")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert not Profile(tmp_path / "desk").exists()
    desk = restored(copy, tmp_path / "desk", worked.key)
    assert len(desk.cache.to_push()) == 2
    assert desk.findings() == []
    desk.close()
    assert not (tmp_path / "desk" / "restoring").exists()


def test_without_room_nothing_is_restored(copy, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))
    profile = Profile(tmp_path / "new")
    assert code_of(lambda: restoring.restore(copy, profile, "d")) == DiskFull.code
    assert not profile.path.exists()


def test_another_process_restoring_into_the_same_folder_is_left_alone(copy, tmp_path, monkeypatch):
    profile = Profile(tmp_path / "new")

    def taken(self):
        (self.path / "restoring").mkdir(parents=True)
        raise ProfileBusy

    monkeypatch.setattr(Profile, "lock", taken)
    assert code_of(lambda: restoring.restore(copy, profile, "d")) == ProfileBusy.code
    assert (profile.path / "restoring").exists()


def test_a_copy_with_a_huge_key_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(_archive(("key.json", b"[" * 200_000, tarfile.REGTYPE)))
    profile = Profile(tmp_path / "new")
    with pytest.raises(BackupDamaged, match="too large"):
        restoring.restore(file, profile, "d")
    assert not profile.path.exists()


@pytest.mark.parametrize("content", [b"[]", b"[" * 90_000])
def test_a_copy_with_a_key_file_that_cannot_be_read_is_refused(worked, tmp_path, content):
    whole = worked.profile.key_file.read_bytes()
    worked.profile.key_file.write_bytes(content)
    write(worked, tmp_path / "copy")
    worked.profile.key_file.write_bytes(whole)
    profile = Profile(tmp_path / "new")
    restore = lambda: restoring.restore(tmp_path / "copy", profile, "d")  # noqa: E731
    assert code_of(restore) == BackupDamaged.code
    assert not profile.path.exists()


def test_what_is_restored_where_a_wipe_broke_off_is_not_wiped(copy, worked, tmp_path):
    profile = Profile(tmp_path / "new")
    profile.path.mkdir()
    (profile.path / wiping.MARK).touch()
    (profile.path / "photos.db").write_bytes(b"left over")
    (profile.path / "restoring").mkdir()
    desk = restored(copy, profile.path, worked.key)
    assert not wiping.is_unfinished(profile)
    assert desk.findings() == []
    desk.close()
