"""Sync over loopback beside a bare server and desk with the same documents.

Ours has accounts, an encrypted and durable cache, search, an outbox and conflict checks; the bare
one has none of these (`benchmarks/peers/bare.py`). Bytes are counted by a relay in a run of their
own, in which nothing is timed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import requests
import zstandard

from benchmarks.harness import Options, Row, main
from benchmarks.peers import bare
from benchmarks.support.central import bare_central, central
from benchmarks.support.meter import Count, Meter
from benchmarks.support.real_data import archive
from casework import acts, wire
from casework.case import Case
from casework.operations import PAYLOADS, Operation, Payload
from desktop import acting, clock
from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.sync.client import Client, Page
from desktop.sync.engine import Engine
from desktop.sync.progress import Progress
from desktop.sync.tokens import TokenStore
from tests.support.server_process import PASSWORD

CHANGES = 100
OFFICERS = ("somchai", "anong")


@dataclass(slots=True)
class Figures:
    """Seconds, or counts on the line, of each step by its name."""

    seconds: dict[str, float] = field(default_factory=dict)
    line: dict[str, Count] = field(default_factory=dict)


class Watch:
    """Times steps, and keeps what a meter counted meanwhile."""

    def __init__(self, meter: Meter | None) -> None:
        """Without a meter only the time is kept."""
        self.figures = Figures()
        self._meter = meter

    def step(self, name: str, act: Callable[[], object]) -> None:
        """Do a step under its name."""
        if self._meter is not None:
            self._meter.reset()
        start = time.perf_counter()
        act()
        self.figures.seconds[name] = time.perf_counter() - start
        if self._meter is not None:
            self.figures.line[name] = self._meter.count


class TimedClient(Client):
    """Our client, noting when the first question for changes goes out: the push is over."""

    pull_began: float = 0.0

    def changes(self, cursor: str, limit: int = 1000, *, check: bool = False) -> Page:
        """One page of changes."""
        self.pull_began = self.pull_began or time.perf_counter()
        return Client.changes(self, cursor, limit, check=check)


def one_round(desk: Desk, times: dict[str, float] | None = None) -> None:
    """One round of sync by the real engine; notes when the push ended and open cases stood."""
    client = TimedClient(desk.server_url, server_id=str(desk.cache.get("server")))
    start = time.perf_counter()
    marks: dict[str, float] = {}

    def progress(now: Progress) -> None:
        if now.usable:
            marks.setdefault("usable", time.perf_counter() - start)

    try:
        tokens = TokenStore(str(desk.profile.path.resolve()), desk.cache)
        Engine(desk.cache, desk.photos, client, tokens).run(progress)
    finally:
        client.close()
    if times is not None:
        times |= marks | {"pushed": client.pull_began - start}


def ours(folder: Path, url: str, turn: int, operations: int, meter: Meter | None) -> Figures:
    """A new desk: first pull, 100 changes, a push, and a round with nothing to do."""
    desk = Desk.sign_in(folder / "malee", url, "malee", PASSWORD, "a passphrase")
    other = Desk.sign_in(folder / "suda", url, "suda", PASSWORD, "a passphrase")
    watch = Watch(meter)
    times = watch.figures.seconds
    marks: dict[str, float] = {}
    try:
        watch.step("full", lambda: one_round(desk, marks))
        times["usable"] = marks["usable"]
        cases = list(desk.cases(CaseQuery()))
        _change(other, cases[:CHANGES], f"turn {turn}")
        watch.step("changes", lambda: one_round(desk))
        made = _mixed(cases[:operations], OFFICERS[turn % 2])
        watch.step("save", lambda: _saved(desk, made))
        watch.step("round", lambda: one_round(desk, marks))
        times["push"] = marks["pushed"]
        watch.step("idle", lambda: one_round(desk))
    finally:
        other.close()
        desk.close()
    return watch.figures


def _mixed(cases: Sequence[Case], officer: str) -> list[tuple[Case, Payload]]:
    """Assignments and comments by turns, as many as there are cases."""
    return [
        (c, acts.payload(c, "assign", {"officer": officer}))
        if n % 2
        else (c, acts.payload(c, "comment", text="ลงพื้นที่ตรวจสอบแล้ว"))
        for n, c in enumerate(cases)
    ]


def _saved(desk: Desk, made: list[tuple[Case, Payload]]) -> None:
    report = desk.save(made)
    if report.not_done:
        raise RuntimeError(f"not saved: {report.not_done[0][1]}")


def _change(other: Desk, cases: Sequence[Case], text: str) -> None:
    """Another desk's comments reach the server."""
    wanted = [(case, acts.payload(case, "comment", text=text)) for case in cases]
    made = acting.make(other.person, str(other.cache.get("device")), wanted)
    client = Client(other.server_url, server_id=str(other.cache.get("server")))
    client.access_token = TokenStore(str(other.profile.path.resolve()), other.cache).load().access
    outcomes = client.push([msgspec.structs.replace(o, seq=n) for n, o in enumerate(made, 1)])
    client.close()
    if any(outcome.outcome != "applied" for outcome in outcomes):
        raise RuntimeError("a change did not apply")


def bares(file: Path, url: str, turn: int, operations: int, meter: Meter | None) -> Figures:
    """The same steps by the bare desk."""
    desk = bare.Desk(file, url)
    watch = Watch(meter)
    times = watch.figures.seconds
    marks: dict[str, float] = {}
    try:
        desk.changes_known_up_to_now()
        watch.step("full", lambda: _both_phases(desk, marks))
        times["usable"] = marks["usable"]
        ids = [row[0] for row in desk.database.execute("SELECT id FROM docs ORDER BY id")]
        body = zstandard.compress(wire.encode(_plain(ids[:CHANGES], f"turn {turn}")))
        requests.post(f"{url}/operations", data=body, timeout=60).raise_for_status()
        watch.step("changes", desk.changes)
        made = _plain(ids[:operations], "ลงพื้นที่ตรวจสอบแล้ว")
        watch.step("save", lambda: desk.save(made))
        watch.step("round", lambda: _there_and_back(desk, marks))
        times["push"] = marks["push"]
        watch.step("idle", desk.changes)
    finally:
        desk.close()
    return watch.figures


def _both_phases(desk: bare.Desk, marks: dict[str, float]) -> None:
    start = time.perf_counter()
    desk.pull_open()
    marks["usable"] = time.perf_counter() - start
    desk.pull_closed()


def _there_and_back(desk: bare.Desk, marks: dict[str, float]) -> None:
    start = time.perf_counter()
    desk.push()
    marks["push"] = time.perf_counter() - start
    desk.changes()


def _plain(ids: Sequence[str], text: str) -> list[dict[str, Any]]:
    """Operations of the same form and size as ours, for documents with these ids."""
    made = [
        Operation(
            id=clock.new_id(), authority="TT", case=case_id, kind="comment", actor="malee",
            payload=PAYLOADS["comment"](text=text), device=clock.new_id(), seq=n,
            made_at=clock.now(), base_version=n, group=clock.new_id(),
            monotonic_us=clock.monotonic(), boot=clock.boot(),
        )
        for n, case_id in enumerate(ids)
    ]  # fmt: skip
    plain: list[dict[str, Any]] = msgspec.to_builtins(made)
    return plain


NAMES = (
    ("usable", "first pull: until open cases stand", 1.6),
    ("full", "first pull: in full", 3.0),
    ("changes", "pull of 100 changes", None),
    ("save", "saving the operations", None),
    ("push", "push of the operations", 4.0),
    ("round", "push, and what comes back", None),
    ("idle", "a round with nothing to do", None),
)


def measures(options: Options) -> Iterable[Row]:
    """Time both by turns, then count both on the line."""
    source = archive()
    if source is None:
        return
    cases, operations = options.work(10_000), options.work(1_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with central(folder, source, cases) as server, bare_central(folder, server) as port:
            runs: list[tuple[Figures, Figures]] = []
            for turn in range(options.runs()):
                here = folder / str(turn)
                here.mkdir()
                theirs_at = f"http://127.0.0.1:{port}"
                a = ours(here, server.url, turn, operations, None)
                b = bares(here / "bare.db", theirs_at, turn, operations, None)
                runs.append((a, b))
            counted = _counted(folder, server.port, port, len(runs), operations)
    yield from _rows(cases, operations, runs)
    yield from _line_rows(counted)


def _counted(folder: Path, port: int, bare_port: int, turn: int, operations: int) -> Any:
    here = folder / "counted"
    here.mkdir()
    our_meter, their_meter = Meter(port), Meter(bare_port)
    try:
        return (
            ours(here, our_meter.url, turn, operations, our_meter),
            bares(here / "bare.db", their_meter.url, turn, operations, their_meter),
        )
    finally:
        our_meter.close()
        their_meter.close()


def _rows(cases: int, operations: int, runs: list[tuple[Figures, Figures]]) -> Iterable[Row]:
    for key, words, limit in NAMES:
        mine = statistics.median(a.seconds[key] for a, _ in runs)
        theirs = statistics.median(b.seconds[key] for _, b in runs)
        of = {"usable": cases, "full": cases, "save": operations, "push": operations}.get(key)
        name = f"{words} ({of:,})" if of else words
        yield Row(name, mine, "bare", theirs, limit * theirs if limit else None)


def _line_rows(counted: tuple[Figures, Figures]) -> Iterable[Row]:
    mine, theirs = counted
    for key, words, limit in (
        ("full", "first pull: bytes down", 1.1),
        ("changes", "100 changes: bytes down", None),
        ("round", "push: bytes up", None),
    ):
        way = "up" if key == "round" else "down"
        a, b = getattr(mine.line[key], way), getattr(theirs.line[key], way)
        goal = {"changes": 8.0, "round": 100.0}.get(key, b * limit / 1000 if limit else None)
        yield Row(words, a / 1000, "bare", b / 1000, goal, "kB")
    a, b = mine.line["idle"], theirs.line["idle"]
    yield Row("nothing to do: bytes up", a.up, "bare", b.up, 1000, "B")
    yield Row("nothing to do: bytes down", a.down, "bare", b.down, 1000, "B")
    yield Row("nothing to do: round trips", a.requests, "bare", b.requests, 1, "requests")


if __name__ == "__main__":
    sys.exit(main("first_pull", measures))
