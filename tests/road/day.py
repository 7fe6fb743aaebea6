"""One person's work at their desk, in a process of its own that may be killed at any moment."""

from __future__ import annotations

import contextlib
import functools
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from casework.case import Audience, Case, State
from desktop import link
from desktop.acting import ActReport
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.status import Status
from desktop.storage.records import CaseQuery
from desktop.sync import backoff
from desktop.sync.client import Client
from desktop.sync.runner import Runner
from tests.road.ledger import Ledger
from tests.support.photographs import photograph

Values = dict[str, Any] | None
PASSPHRASE = "ฝนตกที่ดอย"
OFFICERS = ("somchai", "suda", "")
TYPES = ("ถนน", "ไฟส่องสว่าง", "ท่อระบายน้ำ", "ขยะ", "น้ำท่วม")
PHOTO_BYTES = (6_000, 60_000, 200_000)


@dataclass(frozen=True)
class Day:
    """Whose day: the profile, the ledger's folder, and what it is drawn from."""

    user: str
    profile: Path
    ledger: Path
    seed: str


def impatient() -> None:
    """Let this process wait for the line as if ten seconds were one."""
    patient = functools.partial(Client, connect_seconds=1.0, read_seconds=2.0)
    setattr(link, "Client", patient)  # noqa: B010 - the type checker knows only the class
    setattr(link, "Runner", functools.partial(Runner, idle_seconds=0.5))  # noqa: B010
    backoff.FIRST_SECONDS, backoff.LEAST_SECONDS, backoff.LONGEST_SECONDS = 0.3, 0.05, 1.0


def live(day: Day, parent: Connection) -> None:
    """Work and sync until killed, or until the parent says that the day is over.

    The parent hears of the opened desk, and of each act when it is done.
    """
    impatient()
    desk = Desk.open(day.profile, PASSPHRASE)
    person = Person(desk, day)
    desk.on_status(person.hears)
    desk.start_sync()
    parent.send("open")
    while not parent.poll(person.pause()):
        person.act()
        parent.send("act")
    desk.close()


class Person:
    """Does one act after the other, whatever comes of the one before."""

    def __init__(self, desk: Desk, day: Day) -> None:
        """The ledger hears of everything."""
        self._desk = desk
        self._day = day
        self._rng = random.Random(day.seed)
        self._ledger = Ledger(day.ledger)
        self._count = 0

    def pause(self) -> float:
        """Seconds until the next act; now and then long enough for a whole round of sync."""
        return self._rng.choice((0.0, 0.01, 0.05, 0.4))

    def hears(self, status: Status) -> None:
        """What the status line says: a fault of the program is no weather."""
        if status.code == "unexpected":
            self._ledger.unexpected(f"{self._day.user}: a round of sync failed")

    def act(self) -> None:
        """Do one act."""
        acts: Sequence[tuple[int, Callable[[], None]]] = (
            (4, self._comment), (4, self._fix), (3, self._accept), (3, self._change),
            (2, self._attach), (2, self._bulk), (2, self._undo), (2, self._close),
            (3, self.decide), (1, self._desk.wake),
        )  # fmt: skip
        weights = [weight for weight, _ in acts]
        # A case may have left, or not be in step yet, and there may be nothing to undo.
        with contextlib.suppress(DeskError):
            self._rng.choices(acts, weights)[0][1]()

    # -- acts ---------------------------------------------------------------------------------

    def _comment(self) -> None:
        for case in self._some(1):
            self._do([case], "comment", audience=Audience.STAFF, text=self._words())

    def _fix(self) -> None:
        for case in self._some(1):
            outcome = self._rng.choice((State.DONE, State.IN_PROGRESS))
            prepared = [self._photo(case) for _ in range(self._rng.randrange(3))]
            self._saved(self._desk.fix(case, prepared, self._words(), outcome))

    def _attach(self) -> None:
        for case in self._some(1):
            self._saved(self._desk.attach(case, [self._photo(case)], self._words()))

    def _accept(self) -> None:
        for case in self._some(1):
            self._saved(self._desk.accept([case], self._officer()))

    def _close(self) -> None:
        for case in self._some(1):
            self._do([case], self._rng.choice(("close", "reopen", "reject")), text=self._words())

    def _change(self) -> None:
        for case in self._some(1):
            self._one_field([case])

    def _bulk(self) -> None:
        self._one_field(self._some(6))

    def _one_field(self, cases: list[Case]) -> None:
        kind = self._rng.choice(("retype", "set_priority", "assign", "accept", "start"))
        if kind == "assign" and (officer := self._officer()):
            self._saved(self._desk.assign(cases, officer))
        elif kind == "retype":
            self._do(cases, kind, {"types": tuple(self._rng.sample(TYPES, 2))})
        elif kind == "set_priority":
            self._do(cases, kind, {"priority": self._rng.choice((0, 1, 2))})
        elif kind in {"accept", "start"}:
            self._do(cases, kind)

    def _undo(self) -> None:
        """Once, or some times in a row: then also what is on its way."""
        for _ in range(self._rng.choice((1, 1, 6))):
            last = self._desk.cache.last_undoable(self._day.user)
            if not last:
                return
            ids = {operation.id for operation in last}
            self._ledger.takes_back(ids)
            report = self._desk.take_back(last)
            self._ledger.withdrawn(o.id for o in report.done if o.id in ids)
            self._ledger.saved(o for o in report.done if o.id not in ids)

    def decide(self) -> None:
        """Settle one thing that needs attention."""
        waiting = self._desk.attention()
        if not waiting:
            return
        item = self._rng.choice(waiting)
        self._ledger.decides(item.operation.id)
        way = self._rng.randrange(3)
        if way == 0:
            self._desk.take_theirs(item)
        elif way == 1:
            mine = {name: self._rng.random() < 0.5 for name in item.conflicts}
            self._saved(self._desk.choose(item, mine), settling=True)
        else:
            self._saved(self._desk.as_comment(item, self._words()), settling=True)

    # -- means --------------------------------------------------------------------------------

    def _do(
        self, cases: list[Case], kind: str, values: dict[str, Any] | None = None, **more
    ) -> None:
        self._saved(self._desk.act(cases, kind, values, **more))

    def _saved(self, report: ActReport, *, settling: bool = False) -> None:
        # One that is settled as "theirs" comes back as done, and is no new act.
        known = {o.id for o in report.done if settling and report.kind == "resolve"}
        self._ledger.saved(o for o in report.done if o.id not in known)

    def _words(self) -> str:
        self._count += 1
        words = f"{self._day.user} {self._day.seed} {self._count} {time.monotonic_ns()}"
        self._ledger.means(words)
        return words

    def _photo(self, case: Case):
        data = photograph(self._rng.getrandbits(60), self._rng.choice(PHOTO_BYTES))
        self._ledger.keep_photo(data)
        return self._desk.prepare_photo(data, case, "after.jpg")

    def _some(self, most: int) -> list[Case]:
        cases = list(self._desk.cases(CaseQuery()))
        return self._rng.sample(cases, min(len(cases), most))

    def _officer(self) -> str:
        officer = self._rng.choice(OFFICERS)
        return officer if self._day.user == "wilai" else ""
