"""Profiles of every earlier version open with the present program, and all of it is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casework import acts
from desktop.desk import Desk
from desktop.storage import doctor, keys, photos, schema
from desktop.storage.database import connect
from desktop.storage.records import PhotoState, Sending
from tools import keep_profile

FOLDERS = sorted(keep_profile.FOLDER.glob("v*/"))


def test_the_present_version_is_among_the_kept_ones_or_one_before_it():
    """Raise a VERSION only after `tools.keep_profile` has kept a profile of the one before."""
    kept = [json.loads((f / "found.json").read_text("utf-8"))["versions"] for f in FOLDERS]
    assert {v["cache"] for v in kept} >= set(range(1, schema.VERSION))
    assert {v["photos"] for v in kept} >= set(range(1, photos.VERSION))


def test_the_tool_keeps_a_profile_of_the_present_version(tmp_path: Path):
    """So that it works on the day when a VERSION is to be raised."""
    keep_profile.keep(tmp_path / "kept")
    found = json.loads((tmp_path / "kept" / "found.json").read_text("utf-8"))
    assert found["versions"] == {"cache": schema.VERSION, "photos": photos.VERSION}
    sendings = {operation["sending"] for operation in found["operations"]}
    assert sendings == {str(sending) for sending in Sending}
    photo_states = {p[1] for operation in found["operations"] for p in operation["photos"]}
    assert photo_states == {str(state) for state in PhotoState}
    files = list((tmp_path / "kept").iterdir())
    assert sorted(f.name for f in files) == ["cache.db", "found.json", "key.json", "photos.db"]
    assert sum(f.stat().st_size for f in files) < 500_000


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_kept_profile_opens_and_everything_is_found(folder: Path, tmp_path: Path):
    profile = keep_profile.copy_of(folder, tmp_path / "profile")
    expected = json.loads((folder / "found.json").read_text("utf-8"))
    versions = expected.pop("versions")
    desk = Desk.open(profile.path, keep_profile.PASSPHRASE)
    try:
        assert keep_profile.facts(desk) == expected
        assert [f for f in doctor.check(desk.cache, desk.photos) if not f.ok] == []
        number = desk.cache.get("last_seq")
        case = desk.case("HT", "case-14")
        assert case is not None
        (done,) = desk.save([(case, acts.payload(case, "comment", text="ต่อจากเดิม"))]).done
        stored = desk.cache.operation(done.id)
        assert stored is not None
        assert stored.operation.seq == number + 1
        assert [f for f in doctor.check(desk.cache, desk.photos) if not f.ok] == []
    finally:
        desk.close()
    # Opened once more, nothing is migrated again.
    Desk.open(profile.path, keep_profile.PASSPHRASE).close()
    assert keys.recover_key(profile, keep_profile.RECOVERY_KEY) == desk.key
    for file, version in (
        (profile.cache_file, schema.VERSION),
        (profile.photos_file, photos.VERSION),
    ):
        connection = connect(file, desk.key)
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        connection.close()
    assert versions["cache"] <= schema.VERSION
