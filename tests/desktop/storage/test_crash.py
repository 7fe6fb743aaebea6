"""What was said to be saved is there after SIGKILL, once and in order; and a loss would be seen."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys

import msgspec
import pytest

from desktop import clock
from desktop.storage import holdings, keys, needed
from desktop.storage.database import connect
from desktop.storage.outbox import KEEP_MICROSECONDS
from desktop.storage.packing import pack_case
from tests.desktop.storage.authority import AT
from tests.desktop.storage.conftest import Desk
from tests.desktop.storage.earlier import put_back
from tests.desktop.storage.ledger import Ledger
from tests.desktop.storage.rounds import Office, full_round
from tests.desktop.storage.work import KINDS
from tools import keep_profile


@pytest.mark.slow
def test_killed_at_any_instant_the_storage_keeps_what_it_promised(repository):
    # In a process of its own: it forks, and here are threads.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak_cache", "--only", "kill", "--rounds", "50",
         "--seed", "7"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.search(r"storage soak: 50 rounds, (\d+) promises, 0 lost", done.stdout)
    assert told is not None
    assert int(told[1]) > 250
    ended = {kind: int(count) for kind, count in re.findall(r"(\w+) (\d+)(?=[,\n])", done.stdout)}
    assert [kind for kind in KINDS if ended.get(kind, 0) < 4] == [], done.stdout


# What keeps photos from being given up that the server does not have, one guard after another.
GUARDS = {
    "needed by the cache": (needed, "needed", lambda connection: set()),
    "taken in lately": (holdings, "young", lambda connection, now: set()),
}


@pytest.mark.parametrize("broken", [("needed by the cache",), tuple(GUARDS)])
def test_a_photo_that_is_given_up_too_soon_is_found(tmp_path, monkeypatch, broken):
    for guard in broken:
        monkeypatch.setattr(*GUARDS[guard])
    office = Office(tmp_path, 2, 40)
    found = ""
    while not found and office.number < 40:
        verdict = full_round(office)
        found = "; ".join(verdict.lost + verdict.wrong)
    assert "photo" in found


def test_a_profile_that_is_put_back_is_one_of_version_1(tmp_path):
    def tables(file):
        with contextlib.closing(connect(file, key)) as connection:
            found = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
            steps = connection.execute("SELECT migration_set, name FROM _sqlite_migrations")
            return {name: (sql or "").split() for name, sql in found}, steps.fetchall()

    profile = keep_profile.copy_of(keep_profile.FOLDER / "v1", tmp_path / "profile")
    key = keys.load_key(profile, keep_profile.PASSPHRASE)
    files = (profile.cache_file, profile.photos_file)
    before = [tables(file) for file in files]
    with profile.lock():
        Desk(profile.path, key).close()
    assert [tables(file) for file in files] != before
    put_back(profile, key)
    assert [tables(file) for file in files] == before


SPOILERS = {
    "was saved and is gone": (
        "DELETE FROM operation_cases WHERE seq = 1", "DELETE FROM operation_photos WHERE seq = 1",
        "DELETE FROM operations WHERE seq = 1",
    ),
    "was sent": ("UPDATE operations SET sending = 'waiting' WHERE seq = 1",),
    "was settled as applied": ("UPDATE operations SET sending = 'unknown' WHERE seq = 2",),
    "was withdrawn": ("UPDATE operations SET sending = 'waiting' WHERE seq = 3",),
    "was never withdrawn": ("UPDATE operations SET sending = 'withdrawn' WHERE seq = 1",),
    "upload": ("UPDATE uploads SET state = 'waiting'",),
    "draft": ("DELETE FROM drafts",),
    "mark": ("UPDATE meta SET value = 1 WHERE name = 'mark'",),
    "cursor": ("UPDATE meta SET value = '\"1\"' WHERE name = 'cursor'",),
}  # fmt: skip


@pytest.fixture
def promised(synced, server):
    """A desk with work of every sort behind it, and what it promised."""
    ledger = Ledger()
    sha = synced.photos.add(b"a picture", "a.jpg")
    fix = synced.maker.fix(synced.view("case-1"), sha)
    comment = synced.maker.comment(synced.view("case-2"), "words")
    withdrawn = synced.maker.comment(synced.view("case-3"), "slip")
    synced.act(fix, comment, withdrawn)
    ledger.take("saved", [fix.id, comment.id, withdrawn.id])
    ledger.take("photo", (sha, clock.now() + KEEP_MICROSECONDS))
    ledger.take("named", [(sha, fix.id)])
    ledger.take("giving_up", withdrawn.id)
    assert synced.cache.withdraw(withdrawn.id)
    ledger.take("withdrawn", withdrawn.id)
    batch = synced.send()
    ledger.take("sent", [o.id for o in batch])
    outcomes = server.push(batch)
    synced.cache.settle(outcomes, AT)
    ledger.take("settled", [(o.id, o.outcome) for o in outcomes])
    synced.pull(server)
    ledger.take("pulled", server.number)
    synced.cache.upload_verified(sha, "case-1")
    ledger.take("verified", (sha, "case-1"))
    synced.cache.save_draft("HT", "case-1", "fix", {"text": 7})
    synced.cache.put("mark", 7)
    ledger.take("draft", 7)
    ledger.take("mark", 7)
    return ledger


def test_what_is_as_promised_is_found_so(synced, server, promised):
    assert not promised.check(synced, server)
    assert not promised.check_at_the_end(synced, server)


@pytest.mark.parametrize("told", SPOILERS)
def test_every_broken_promise_is_found(synced, server, promised, told):
    server.outcomes.clear()
    with synced.cache.file.writing() as connection:
        for sql in SPOILERS[told]:
            connection.execute(sql)
    verdict = promised.check(synced, server)
    assert told in "; ".join(verdict.lost + verdict.doubled + verdict.wrong)


def test_an_event_shown_twice_is_found(synced, server, promised):
    case = synced.view("case-2")
    twice = msgspec.structs.replace(case, history=(*case.history, case.history[-1]))
    with synced.cache.file.writing() as connection:
        connection.execute(
            "UPDATE snapshots SET view = ? WHERE key = (SELECT key FROM cases WHERE id = 'case-2')",
            (pack_case(twice),),
        )
    assert promised.check(synced, server).doubled == [f"{case.history[-1].id} on case-2"]


def test_another_order_is_found(synced, server, promised):
    promised.saved = dict.fromkeys(reversed(promised.saved))
    assert "has number" in "; ".join(promised.check(synced, server).wrong)


def test_a_lost_photo_is_found(synced, server, promised):
    with synced.photos.file.writing() as connection:
        connection.execute("DELETE FROM photos")
    assert any(line.startswith("photo ") for line in promised.check(synced, server).lost)


def test_a_photo_that_was_given_up_and_is_here_is_found(synced, server, promised):
    (sha256,) = promised.photos
    server.take_photo(sha256, b"a picture")
    promised.take("evicted", [sha256])
    assert promised.check(synced, server).wrong == [f"photo {sha256} was given up and is here"]
    promised.take("fetching", sha256)
    assert not promised.check(synced, server)


def test_what_the_server_never_heard_of_is_found_at_the_end(synced, server, promised):
    promised.take("saved", ["malee-99"])
    assert "malee-99" in "; ".join(promised.check_at_the_end(synced, server).lost)
