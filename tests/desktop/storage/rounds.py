"""Rounds of work that end in a kill, a power loss or a full disk, on one profile that goes on."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

# A process that is forked has what was imported before.
import casework.pictures.shrink  # noqa: F401
from casework.apply import Context
from casework.operations import Operation
from desktop import clock
from desktop.storage import database, durable, keys
from desktop.storage.errors import StorageError
from desktop.storage.profile import Profile
from tests.desktop.storage.authority import HOUR, Authority, a_case, context_for
from tests.desktop.storage.conftest import Desk
from tests.desktop.storage.ledger import Ledger, Verdict
from tests.desktop.storage.work import Work, open_or_rescue, somebody_else, time_of, work_on
from tests.support import plain_sqlite
from tests.support.disk import Disk

CASES = 300
_MANY = 1_000_000
_LONG = 60.0
_QUESTIONS = frozenset({"push", "feed", "take_photo", "bytes_of"})
DISK_ERRORS = (StorageError, sqlcipher.Error, OSError)


@dataclass
class Start:
    """What an office begins with."""

    profile: Profile
    key: bytes
    server: Authority
    ledger: Ledger = field(default_factory=Ledger)
    context: Callable[[Operation], Context] = context_for


def fresh(folder: Path, cases: int) -> Start:
    """A profile in which nothing is, and a server with so many cases."""
    profile = Profile(folder / "profile")
    key = keys.create_key(profile, "a passphrase", b"r" * 32)
    return Start(profile, key, Authority([a_case(n) for n in range(1, cases + 1)]))


class Office:
    """A profile with its server, and what the person at it was promised."""

    def __init__(
        self, folder: Path, seed: int, cases: int = CASES, start: Start | None = None
    ) -> None:
        self.folder, self.seed, self.cases, self.number = folder, seed, cases, 0
        start = start or fresh(folder, cases)
        self.profile, self.key, self.server = start.profile, start.key, start.server
        self.ledger, self.context = start.ledger, start.context
        # At what the rounds ended.
        self.ended: Counter[str] = Counter()

    def begin(self) -> random.Random:
        """Count a round; the work of others goes on. Returns what the round is drawn from."""
        self.number += 1
        self.ledger.doing = "opening"
        chance = random.Random(f"{self.seed}-{self.number}")
        if self.number > 1:
            somebody_else(self.server, chance, self.number)
        return chance

    def desk(self) -> Desk:
        """The desk, opened."""
        return Desk(self.profile.path, self.key, open_or_rescue, self.context)

    def work(self, desk: Desk, chance: random.Random, server: Any, tell: Any) -> Work:
        """This round's work."""
        return Work(desk, server, chance, tell, self.number, self.cases)

    def judge(self, *, encrypted: bool = True) -> Verdict:
        """Note at what the round ended; open, compare with the promises, close."""
        self.ended[self.ledger.doing] += 1
        with self._files(encrypted):
            desk = self.desk()
            with contextlib.closing(desk):
                return self.ledger.check(desk, self.server, encrypted=encrypted)

    def judge_at_the_end(self, *, encrypted: bool = True) -> Verdict:
        """Sync until nothing waits, and compare desk and server."""
        self.server.come_back()
        with self._files(encrypted):
            desk = self.desk()
            with contextlib.closing(desk):
                for _ in range(2):
                    desk.sync(self.server)
                return self.ledger.check_at_the_end(desk, self.server)

    def set_clock(self, patch: pytest.MonkeyPatch, *, later: int = 0) -> None:
        """Let the computer's clock show the time of this round, or so many µs later."""
        ticks = itertools.count(time_of(self.number) + later)
        patch.setattr(clock, "now", lambda: next(ticks))

    @contextlib.contextmanager
    def _files(self, encrypted: bool) -> Iterator[None]:
        """Files as they lie there after a round, opened by a SQLite without our disk."""
        with pytest.MonkeyPatch.context() as patch:
            self.set_clock(patch, later=HOUR)
            if not encrypted:
                patch.setattr(database, "opener", plain_sqlite.opener())
            yield

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


# -- killed -----------------------------------------------------------------------------------


class _FarServer:
    """The server as the working process sees it: at the other end of a pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def push(self, operations: Any) -> Any:
        return self._ask("push", operations)

    def feed(self, since: int, limit: int = 1000) -> Any:
        return self._ask("feed", since, limit)

    def take_photo(self, sha256: str, data: bytes) -> Any:
        return self._ask("take_photo", sha256, data)

    def bytes_of(self, sha256: str) -> Any:
        return self._ask("bytes_of", sha256)

    def _ask(self, *question: Any) -> Any:
        self._pipe.send((question[0], question[1:]))
        return self._pipe.recv()


def kill_round(office: Office) -> Verdict:
    """Work in a process of its own that is killed (SIGKILL) at a random instant.

    Forks: call it from a process with one thread and no open desk.
    """
    chance = office.begin()
    ours, theirs = Pipe()
    child = os.fork()
    if child == 0:
        ours.close()
        _work_until_killed(office, chance, theirs)
    theirs.close()
    after = chance.randrange(1, 30) if chance.random() < 0.4 else _MANY
    # Log-uniform from 0.1 ms to 300 ms.
    seconds = 10 ** chance.uniform(-4, -0.52)
    opening_too = chance.random() < 0.3
    try:
        assert ours.recv()[0] == "ready"
        if not opening_too:
            _listen(office, ours, 1, _LONG)
        _listen(office, ours, after, seconds if after == _MANY else 2.0)
    finally:
        os.kill(child, signal.SIGKILL)
        _listen(office, ours, _MANY, 0)
        os.waitpid(child, 0)
        ours.close()
    return office.judge()


def _listen(office: Office, pipe: Connection, messages: int, seconds: float) -> None:
    """Answer the working process and note its promises, so many or so long."""
    end = time.monotonic() + seconds
    with contextlib.suppress(EOFError, ConnectionError):
        while messages > 0 and pipe.poll(max(end - time.monotonic(), 0)):
            kind, what = pipe.recv()
            messages -= 1
            if kind == "failed":
                raise AssertionError(what)
            if kind in _QUESTIONS:
                pipe.send(getattr(office.server, kind)(*what))
            else:
                office.ledger.take(kind, what)


def _work_until_killed(office: Office, chance: random.Random, pipe: Connection) -> None:
    def tell(kind: str, what: Any) -> None:
        pipe.send((kind, what))

    try:
        office.set_clock(pytest.MonkeyPatch())
        tell("ready", None)
        if chance.random() < 0.3:
            _die_at_a_file_operation(chance.randrange(1, 60))
        desk = office.desk()
        work_on(office.work(desk, chance, _FarServer(pipe), tell), _MANY)
    except BaseException:  # the other side must hear of it
        with contextlib.suppress(OSError):
            tell("failed", traceback.format_exc())
    os._exit(0)


def _die_at_a_file_operation(number: int) -> None:
    """Let this process be killed at its rename, removal or sync of a name of that number."""
    left = [number]

    def counted(operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return operation(*arguments)

        return call

    for name in ("rename", "link", "unlink", "mkdir", "sync_file", "sync_folder"):
        setattr(durable, name, counted(getattr(durable, name)))


# -- power loss and full disk -----------------------------------------------------------------


def power_round(office: Office) -> Verdict:
    """Work on a disk that loses power at a random one of its next changes and syncs."""
    chance = office.begin()
    disk = Disk(office.profile.path, chance)
    disk.cut_after = int(10 ** chance.uniform(0, 3.6))
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        office.set_clock(patch)
        _work_until_it_fails(office, chance, disk)
    disk.settle()
    return office.judge(encrypted=False)


def full_round(office: Office) -> Verdict:
    """Work on a disk that has little room left, judged while it is full and once there is room."""
    chance = office.begin()
    disk = Disk(office.profile.path, chance)
    disk.room = int(10 ** chance.uniform(2, 6.5))
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        office.set_clock(patch)
        work = _work_until_it_fails(office, chance, disk, steps=60)
        if work is not None and work.desk.is_open:
            with contextlib.closing(work.desk):
                verdict = office.ledger.check(work.desk, office.server, encrypted=False)
                disk.room = None
                work_on(work, 3)
            if verdict:
                return verdict
    return office.judge(encrypted=False)


def _work_until_it_fails(
    office: Office, chance: random.Random, disk: Disk, steps: int = _MANY
) -> Work | None:
    """Work until the disk fails; what was at work where the desk is still open."""
    try:
        desk = office.desk()
    except DISK_ERRORS:
        assert disk.failed
        return None
    work = office.work(desk, chance, office.server, office.ledger.take)
    try:
        work_on(work, steps)
    except DISK_ERRORS:
        assert disk.failed
    if not disk.lost:
        return work
    with contextlib.suppress(*DISK_ERRORS):
        desk.close()
    return None
