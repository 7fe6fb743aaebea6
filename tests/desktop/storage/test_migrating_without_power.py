"""A power loss at any change of a migration from version 1 leaves all the work of the profile."""

from __future__ import annotations

import random
import shutil

import pytest

from desktop.storage.errors import StorageError
from tests.desktop.storage.kept import kept_office
from tests.desktop.storage.rounds import DISK_ERRORS
from tests.support.disk import Disk

EVERY = 25
"""Before the names change, so many changes and syncs lie between two losses that are tried."""


@pytest.fixture
def kept(tmp_path):
    """An office whose profile was not opened since version 1, and a copy of its files."""
    office = kept_office(tmp_path / "office", 1, encrypted=False)
    shutil.copytree(office.profile.path, tmp_path / "before")
    return office, tmp_path / "before"


def _migrated(kept, cut_after=None, seed=0):
    """The disk, after the profile was opened on it for the first time, or half opened."""
    office, before = kept
    shutil.rmtree(office.profile.path)
    shutil.copytree(before, office.profile.path)
    disk = Disk(office.profile.path, random.Random(f"{cut_after}-{seed}"))
    disk.cut_after = cut_after
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        try:
            office.desk().close()
        except DISK_ERRORS:
            assert disk.lost
    return disk


def _instants(kept, monkeypatch):
    """Each change from just before a name changes to just after, and one in so many before."""
    names: list[int] = []
    with monkeypatch.context() as patch:
        for step in ("_link", "_rename", "_unlink"):
            patch.setattr(Disk, step, _noting(getattr(Disk, step), names))
        done = _migrated(kept).done
    near = {instant for at in names for instant in range(at - 2, at + 4)}
    return sorted(near | {*range(1, done, EVERY)})


def _noting(step, names):
    def noted(disk, *paths):
        names.append(disk.done)
        step(disk, *paths)

    return noted


def _wrong(kept, cut_after, seed):
    disk = _migrated(kept, cut_after, seed)
    disk.settle()
    try:
        return kept[0].judge(encrypted=False)
    except StorageError as error:
        return error


@pytest.mark.slow
def test_nothing_is_lost_at_any_change(kept, monkeypatch):
    instants = _instants(kept, monkeypatch)
    assert len(instants) > 40
    for instant in instants:
        assert not _wrong(kept, instant, 1), instant
    assert not kept[0].judge_at_the_end(encrypted=False)


def test_a_migration_that_does_not_wait_for_the_new_file_would_be_found_out(kept, monkeypatch):
    monkeypatch.setattr(Disk, "_sync_file", lambda disk, file: None)
    assert any(
        _wrong(kept, instant, seed)
        for instant in reversed(_instants(kept, monkeypatch))
        for seed in range(3)
    )
