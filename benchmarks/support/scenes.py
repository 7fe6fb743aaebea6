"""What every contender goes through: a day's text, photos both ways, and a line that is cut."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.support import pictures
from benchmarks.support.child import Child
from benchmarks.support.contenders import OURS, POUCH, Contender
from benchmarks.support.meter import Count, Meter

CHANGES = 100
CASES_WITH_PHOTOS = 20
CLERK, OTHER_CLERK, OFFICER, OTHER_OFFICER = "malee", "suda", "anong", "somchai"


@dataclass(slots=True)
class Figures:
    """Seconds, and counts on the line, of each step by its name; memory in bytes."""

    seconds: dict[str, float] = field(default_factory=dict)
    line: dict[str, Count] = field(default_factory=dict)
    memory: float = 0.0


class Watched:
    """A desk whose steps are noted: the seconds it tells, and what a meter counted meanwhile."""

    def __init__(self, desk: Child, meter: Meter | None = None) -> None:
        self.figures = Figures()
        self.desk = desk
        self._meter = meter

    def step(self, name: str, verb: str, key: str = "", **given: Any) -> dict[str, float]:
        """Ask for a verb; note what it answers under `key` as this step's seconds."""
        if self._meter is not None:
            self._meter.reset()
        answer = self.desk.ask(verb, **given)
        seconds: dict[str, float] = answer.get("seconds", {})
        if key in seconds:
            self.figures.seconds[name] = seconds[key]
        if self._meter is not None:
            self.figures.line[name] = self._meter.count
        self.figures.memory = max(self.figures.memory, answer.get("memory", 0))
        return seconds


@dataclass(frozen=True)
class Text:
    """The day's text of one contender: desks come and go, another desk makes changes."""

    contender: Contender
    folder: Path
    other: Child

    def turn(self, turn: int, operations: int, meter: Meter | None = None) -> Figures:
        """A new desk: first pull, 100 changes of another, a push, a round with nothing to do."""
        name = self.contender.name
        with _desk(self.contender, self.folder / f"{name}-{turn}", CLERK, meter) as desk:
            watch = Watched(desk, meter)
            first_pull(watch, name, self.folder / f"{name}-{turn}-warm", self._url(meter))
            desk.ask("round")  # PouchDB's first push compares every document, once
            self.other.ask("round")  # so that what it changes is as it stands
            self.other.ask("save", what="due", count=CHANGES, turn=turn)
            self.other.ask("round")
            watch.step("changes", "round", "round")
            if name == POUCH:
                self._push(watch, "cold ", turn, operations)
            self._push(watch, "", turn, operations)
            watch.step("idle", "round", "round")
        return watch.figures

    def _push(self, watch: Watched, kind: str, turn: int, operations: int) -> None:
        watch.step(f"{kind}save", "save", "save", what="mixed", count=operations, turn=turn)
        watch.figures.seconds[f"{kind}push"] = watch.step(f"{kind}round", "round", "round")["push"]

    def _url(self, meter: Meter | None) -> str:
        return meter.url if meter else f"http://127.0.0.1:{self.contender.port}"


def first_pull(watch: Watched, name: str, warm: Path, url: str) -> None:
    """The first pull; of PouchDB a second one in the same process, with its code compiled."""
    if name == POUCH:
        watch.step("cold first", "first", "first")
        watch.desk.ask("open", folder=str(warm), url=url, user=CLERK)
    seconds = watch.step("first", "first", "first")
    watch.figures.seconds |= {k: v for k, v in seconds.items() if k in {"usable", "index"}}


@contextlib.contextmanager
def texts(folder: Path, found: Sequence[Contender]) -> Iterator[list[Text]]:
    """Each contender with its other desk, which has pulled everything."""
    with contextlib.ExitStack() as stack:
        made = []
        for contender in found:
            other = stack.enter_context(
                _desk(contender, folder / f"{contender.name}-other", OTHER_CLERK)
            )
            other.ask("first")
            made.append(Text(contender, folder, other))
        yield made


def photos(
    folder: Path, found: Sequence[Contender], sizes: tuple[int, int], runs: int
) -> tuple[dict[str, list[Figures]], dict[str, Figures]]:
    """So many photos of so many bytes from one desk to another: figures of each run, and counted.

    The counted run comes first and has an officer of its own, as a new desk fetches all that is
    there.
    """
    timed: dict[str, list[Figures]] = {}
    counted: dict[str, Figures] = {}
    with contextlib.ExitStack() as stack:
        desks: dict[str, tuple[Child, Child]] = {}
        for contender in found:
            name = contender.name
            if name == OURS:
                for turn, officer in enumerate((OTHER_OFFICER, OFFICER)):
                    _assign(contender, folder / f"assigning-{officer}", turn)
            meter = Meter(contender.port)
            files = pictures.make(folder / f"counted-{name}", *sizes)
            with _pair(contender, folder / f"{name}-counted", OTHER_OFFICER, meter) as pair:
                counted[name] = _across(pair, files, name, meter)
            meter.close()
            pair = stack.enter_context(_pair(contender, folder / f"{name}-timed", OFFICER))
            for desk in pair:
                desk.ask("pictures")  # what is there from the counted run
            desks[name] = pair
        for turn in range(runs):
            files = pictures.make(folder / f"turn-{turn}", *sizes)
            for name, pair in desks.items():
                timed.setdefault(name, []).append(_across(pair, files, name))
    return timed, counted


def _across(
    pair: tuple[Child, Child], files: Sequence[Path], name: str, meter: Meter | None = None
) -> Figures:
    sender, receiver = pair
    sender.ask("attach", files=[str(f) for f in files], cases=CASES_WITH_PHOTOS)
    up, down = Watched(sender, meter), Watched(receiver, meter)
    had = receiver.ask("standing")["photos"] if name == OURS else 0
    up.step("up", "pictures", "pictures")
    given = {} if name == OURS else {"wanted": [f.name for f in files]}
    down.step("down", "pictures", "pictures", **given)
    if name == OURS and receiver.ask("standing")["photos"] - had != len(files):
        raise RuntimeError("not all photos came")
    return Figures(up.figures.seconds | down.figures.seconds, up.figures.line | down.figures.line)


def cut(folder: Path, ours: Contender, sizes: Sequence[tuple[int, int]]) -> dict[str, Count]:
    """Bytes that passed for the same photos, whole and with the line cut in the middle.

    `sizes` are counts and bytes of photos. A cut is an orderly end of the connection, so that all
    that passed before it arrives.
    """
    _assign(ours, folder / "assigning", 1)
    total = sum(count * size for count, size in sizes)
    counts: dict[str, Count] = {}
    meter = Meter(ours.port)
    with _pair(ours, folder / "cut", OFFICER, meter) as (sender, receiver):
        for kind in ("whole", "cut"):
            for n, (count, size) in enumerate(sizes):
                files = pictures.make(folder / f"{kind}-{n}", count, size)
                sender.ask("attach", files=[str(f) for f in files], cases=CASES_WITH_PHOTOS)
            half = total // 2 if kind == "cut" else None
            counts[f"{kind} up"] = _moved(meter, sender, up=half)
            counts[f"{kind} down"] = _moved(meter, receiver, down=half)
        standing = receiver.ask("standing")
    meter.close()
    if standing["photos"] != 2 * sum(count for count, _ in sizes):
        raise RuntimeError("not all photos came")
    return counts


def _moved(meter: Meter, desk: Child, *, up: int | None = None, down: int | None = None) -> Count:
    """What passed in two rounds; the first of them is cut after so many bytes."""
    meter.reset()
    meter.cut_after(up=up, down=down)
    desk.ask("pictures", cut=True)
    meter.cut_after()
    desk.ask("pictures")
    return meter.count


def _assign(ours: Contender, folder: Path, turn: int) -> None:
    """Give an officer open cases to add photos to; `turn` says which officer."""
    with _desk(ours, folder, OTHER_CLERK) as desk:
        desk.ask("first")
        desk.ask("save", what="assign", count=CASES_WITH_PHOTOS, turn=turn)
        desk.ask("round")


@contextlib.contextmanager
def _desk(
    contender: Contender, folder: Path, user: str, meter: Meter | None = None
) -> Iterator[Child]:
    desk = contender.desk(folder, user, meter.url if meter else "")
    try:
        yield desk
    finally:
        desk.close()


@contextlib.contextmanager
def _pair(
    contender: Contender, folder: Path, user: str, meter: Meter | None = None
) -> Iterator[tuple[Child, Child]]:
    """A desk that sends photos and one that receives them, both with all text."""
    with (
        _desk(contender, folder.with_name(folder.name + "-a"), user, meter) as sender,
        _desk(contender, folder.with_name(folder.name + "-b"), user, meter) as receiver,
    ):
        for desk in (sender, receiver):
            desk.ask("first")
        yield sender, receiver
