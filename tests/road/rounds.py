"""Rounds of work in which desks and server are killed and the line between them breaks."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage.records import CaseQuery
from desktop.sync.errors import SyncError
from tests.road import day
from tests.road.day import PASSPHRASE, Day, Person
from tests.road.judge import Judge, Verdict
from tests.road.ledger import Ledger
from tests.support.bad_proxy import BadProxy
from tests.support.server_process import PASSWORD, ServerProcess
from tests.support.small_authority import AUTHORITY, NAME, record, write_records

CASES = 24
MOST_ACTS = 1.6
"""As a power of ten: a round ends after one to forty acts, each magnitude as likely."""
LONGEST_SECONDS = 60.0
PEOPLE = (("wilai", "clerk"), ("somchai", "officer"), ("suda", "officer"))
USERS = ("wilai", "somchai")
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.road.day"])


class Town:
    """A server, the line to it, and the desks of a clerk and an officer."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Bring everybody in step over a good line."""
        self._folder = folder
        self._rng = random.Random(f"town {seed}")
        self._seed = seed
        self.server = ServerProcess(folder / "server")
        self.server.add_authority(AUTHORITY, NAME)
        for user, role in PEOPLE:
            self.server.add_user(user, role, AUTHORITY)
        records = [record(f"2026-ROAD{n:02d}", n % 25, message_id=f"m{n}") for n in range(CASES)]
        self.server.import_traffy(AUTHORITY, write_records(folder / "cases.ndjson", records))
        self.server.start()
        self.line = BadProxy(self.server.port, seed)
        self.days = {u: Day(u, folder / u, folder / f"{u}-ledger", "") for u in USERS}
        for user, own in self.days.items():
            desk = Desk.sign_in(own.profile, self.line.url, user, PASSWORD, PASSPHRASE)
            desk.set_pictures_choice("always")
            desk.sync()
            if user == "wilai":
                all_cases = list(desk.cases(CaseQuery()))
                Ledger(own.ledger).saved(desk.accept(all_cases[: CASES // 2], "somchai").done)
                desk.sync()
            desk.close()
        self.ended: Counter[str] = Counter()

    def close(self) -> None:
        """Stop the server and the line."""
        self.line.close()
        if self.server.process is not None:
            self.server.stop()

    # -- rounds -------------------------------------------------------------------------------

    def round(self, number: int) -> None:
        """One stretch of everybody's work, and how it ends."""
        rng = self._rng
        self.line.weather = rng.choice((0.0, 0.3, 0.7))
        users = rng.choice((USERS, USERS, *((user,) for user in USERS)))
        with contextlib.ExitStack() as stack:
            working = [
                stack.enter_context(self._at_work(user, f"{self._seed}-{number}")) for user in users
            ]
            self._until_killed(rng.choice(("desk", "desk", "both", "server", "evening")), working)
            # Who was not killed ends the day in weather that has cleared up.
            self.line.clear()
        if self.server.process is None:
            self.server.start()
        self.line.clear()

    @contextmanager
    def _at_work(self, user: str, seed: str) -> Iterator[Working]:
        """A desk process that is open; ends with its day where nobody killed it."""
        here, there = _processes.Pipe()
        own = self.days[user]
        process = _processes.Process(
            target=day.live, args=(Day(user, own.profile, own.ledger, seed), there)
        )
        process.start()
        there.close()
        try:
            with contextlib.suppress(EOFError, OSError):
                here.recv()
            yield Working(process, here)
            with contextlib.suppress(OSError):
                here.send("evening")
        finally:
            process.join(timeout=60)
            if process.exitcode not in {0, -signal.SIGKILL}:
                self.failed(f"{user}'s desk ended with {process.exitcode}")
            here.close()

    def failed(self, what: str) -> None:
        """A process ended by itself, or does not end."""
        Ledger(self.days[USERS[0]].ledger).unexpected(what)

    def _until_killed(self, end: str, desks: list[Working]) -> None:
        """Kill what is to be killed after so many acts, or when so many bytes have passed."""
        rng = self._rng
        self.ended[end] += 1
        chosen = desks if end == "both" else [rng.choice(desks)]

        def kill() -> None:
            if end == "server" and self.server.process is not None:
                self.server.process.kill()
            elif end in {"desk", "both"}:
                for desk in chosen:
                    desk.process.kill()

        if rng.random() < 0.5:
            self.line.when(rng.choice(("up", "down")), int(10 ** rng.uniform(1, 5.3)), kill)
            self.ended["at a byte"] += 1
        # Counted in acts, so that a busy machine does as much as an idle one.
        chosen[0].waits_for(int(10 ** rng.uniform(0, MOST_ACTS)))
        time.sleep(rng.uniform(0, 0.05))
        kill()
        self.line.forget()
        if end == "server":
            self.server.kill()
            self.server.start()
            chosen[0].waits_for(rng.randrange(1, 10))

    # -- the end ------------------------------------------------------------------------------

    def judge(self) -> Verdict:
        """Settle everything over a good line, then compare."""
        self.line.clear()
        with contextlib.ExitStack() as stack:
            desks = {
                user: stack.enter_context(contextlib.closing(Desk.open(own.profile, PASSPHRASE)))
                for user, own in self.days.items()
            }
            self._settle(desks)
            self.server.stop()
            judge = stack.enter_context(contextlib.closing(Judge(self.server.data)))
            for user, desk in desks.items():
                judge.promises(Ledger(self.days[user].ledger), user)
                judge.desk(desk)
            judge.histories()
        return judge.verdict

    def _settle(self, desks: dict[str, Desk]) -> None:
        """Sync, and let people decide what needs attention, until nothing is left."""
        people = {
            user: Person(desk, Day(user, Path(), self.days[user].ledger, "evening"))
            for user, desk in desks.items()
        }
        for _ in range(20):
            for user, desk in desks.items():
                with contextlib.suppress(SyncError):
                    desk.sync()
                for _ in range(len(desk.attention())):
                    with contextlib.suppress(DeskError):
                        people[user].decide()
            if not any(self._is_left(desk) for desk in desks.values()):
                break
        # What the last one sent has to come to the first one too.
        for desk in desks.values():
            desk.sync()

    @staticmethod
    def _is_left(desk: Desk) -> bool:
        return bool(desk.outbox() or desk.attention() or desk.counts().photos_waiting)


class Working:
    """A desk process and the pipe to it."""

    def __init__(self, process: ForkServerProcess, pipe: Connection) -> None:
        """Both as they were made."""
        self.process, self._pipe = process, pipe

    def waits_for(self, acts: int) -> None:
        """Wait until so many more acts are done, or the process is not there any more."""
        with contextlib.suppress(EOFError, OSError):
            for _ in range(acts):
                if not self._pipe.poll(LONGEST_SECONDS):
                    return
                self._pipe.recv()
