"""What was said to be saved is there after SIGKILL, once; a full disk leaves nothing half done."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from desktop.storage.errors import DiskFull
from desktop.storage.records import Sending
from tests.desktop.storage.authority import AT

ROUNDS = 10


def _killed_after(desk, seed, lines):
    """Run the saver, kill it after so many lines, and return what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.storage.saver", str(desk.profile.path),
         desk.key.hex(), str(seed)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if len(said) > lines:
            break
    process.kill()
    said += [line.strip() for line in process.stdout if line.endswith("\n")]
    process.stdout.close()
    process.wait()
    assert said[0] == "ready"
    return said[1:]


def test_what_was_said_to_be_saved_survives_being_killed(synced, server):
    synced.close()
    chance = random.Random(7)
    said = []
    for seed in range(ROUNDS):
        said += _killed_after(synced, seed, chance.randrange(3, 40))
    synced.open()
    saved = [line for line in said if not line.startswith("sent ")]
    sent = [line.removeprefix("sent ") for line in said if line.startswith("sent ")]
    assert len(saved) > ROUNDS
    items = synced.cache.outbox()
    stored = [i.operation.id for i in items]
    assert set(saved) <= set(stored)
    assert len(stored) == len(set(stored))
    # A killed process may have saved one more than it could say.
    assert len(stored) <= len(saved) + ROUNDS
    unknown = {i.operation.id for i in items if i.sending == Sending.UNKNOWN}
    assert set(sent) <= unknown
    shown = [e.id for n in range(1, 6) for e in synced.view(f"case-{n}").history]
    assert sorted(shown) == sorted([*stored, *(f"report-{n}" for n in range(1, 6))])
    assert synced.findings() == []
    synced.sync(server)
    told = [e.id for case in server.cases.values() for e in case.history]
    attention = {i.operation.id for i in synced.cache.attention()}
    for operation_id in stored:
        assert told.count(operation_id) == (0 if operation_id in attention else 1)
    assert synced.findings() == []


def _fill_the_disk(desk):
    """Let the cache grow by no page any more (SQLite's own limit)."""
    pages = desk.cache.file.writer.execute("PRAGMA page_count").fetchone()[0]
    desk.cache.file.writer.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_said_and_nothing_is_half_done(synced, server):
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
    for n in range(1, 6):
        case = server.cases[f"case-{n}"]
        operation = synced.maker.comment(case, "ข" * 15_000)
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


def test_an_act_that_names_a_photo_not_kept_is_not_saved(synced):
    operation = synced.maker.fix(synced.view("case-1"), "0" * 64)
    with pytest.raises(ValueError, match="photo store"):
        synced.act(operation)
    assert synced.cache.outbox() == []
    assert synced.cache.uploads(AT) == []
