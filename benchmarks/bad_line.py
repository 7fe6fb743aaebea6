"""A day's work over a bad line: 64 kbit/s, then 8 Mbit/s, each with 600 ms and 5 % loss.

At 64 kbit/s: the words of 30 fixes up, 100 new cases down, two photos of 200 KB up, the thumbnails
of the new cases down. The line drops everything for some seconds in the middle of the text, and
the desk's interface is taken down in the middle of the photos. At 8 Mbit/s: 60 photos of 3 MB.
Two network namespaces with a relay between them (`tests/support/tun_relay.py`); the machine's own
network is left alone. Linux and root only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Options, Row, main
from benchmarks.support.real_data import REPOSITORY
from tests.support.far_apart import SERVER, FarApart, Shape, missing
from tests.support.server_process import ServerProcess
from tests.support.small_authority import AUTHORITY, NAME, record, write_records

SLOW = Shape(rate=64_000, delay=0.3, loss=0.05, queue=16_384)
WIDE = Shape(rate=8_000_000, delay=0.3, loss=0.05, queue=500_000)
CLEAR = Shape(rate=1e9, delay=0.0, loss=0.0, queue=10_000_000)
CUT_SECONDS = 8.0
SMALL_PHOTO, LARGE_PHOTO = 200_000, 3_000_000
GOAL_SECONDS = 60.0
LONGEST_SECONDS = 3600.0
WORDS = (
    "ถนนหน้าบ้านเลขที่ {n} ชำรุดเป็นหลุมลึก รถจักรยานยนต์ล้มหลายครั้งแล้ว โดยเฉพาะช่วงฝนตก "
    "มองไม่เห็นหลุม ขอให้หน่วยงานมาซ่อมด่วน ติดต่อกลับได้ที่ผู้ใหญ่บ้าน {n}"
)


class Desk:
    """A `road_desk` process at one end of the line."""

    def __init__(self, words: list[str]) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
        )
        self.events: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        self._over = False
        self._heard = threading.Condition()
        threading.Thread(target=self._hear, daemon=True).start()

    def do(self, name: str, **more: Any) -> dict[str, Any]:
        """Let it do something and wait for its answer. Raises RuntimeError where it ended."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": name} | more) + "\n")
        self.process.stdin.flush()
        self._wait(lambda: bool(self._answers), LONGEST_SECONDS)
        return self._answers.pop()

    def wait(self, holds: Callable[[dict[str, Any]], bool], seconds: float) -> float | None:
        """Wait for an event; the seconds since `begin` at which it came, None where it did not."""
        self._wait(lambda: any(holds(event) for event in self.events), seconds)
        return next((event["at"] for event in self.events if holds(event)), None)

    def must(self, holds: Callable[[dict[str, Any]], bool]) -> float:
        """The same where it has to come. Raises RuntimeError."""
        at = self.wait(holds, LONGEST_SECONDS)
        if at is None:
            raise RuntimeError("the desk does not come to an end")
        return at

    def requests(self, since: float, until: float) -> int:
        """How many requests began between these seconds since `begin`."""
        return sum("call" in event and since <= event["at"] < until for event in self.events)

    def end(self) -> None:
        """End it as it is."""
        self.process.kill()
        self.process.wait()

    def _wait(self, holds: Callable[[], bool], seconds: float) -> bool:
        with self._heard:
            found = self._heard.wait_for(
                lambda: holds() or self.process.poll() is not None, seconds
            )
            if self.process.poll() is not None:
                raise RuntimeError("a desk ended by itself")
            return found and holds()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            event = json.loads(line)
            with self._heard:
                if "answer" in event:
                    self._answers.append(event["answer"])
                else:
                    self.events.append(event)
                self._heard.notify_all()
        with self._heard:
            self._over = True
            self._heard.notify_all()


@dataclass
class Road:
    """Server and desk far apart, and a clerk's desk beside the server."""

    folder: Path
    line: FarApart
    server: ServerProcess

    def desk(self, end: str, user: str, congestion: str = "") -> Desk:
        """A signed-in desk in step with the server, at this end.

        With "cubic" it cannot choose another control of congestion, as on Windows.
        """
        program = ("-m", "benchmarks.support.road_desk", str(self.folder / user), congestion)
        words = [sys.executable, *program]
        desk = Desk(self.line.at(end, words))
        desk.do("sign_in", url=self.server.url, user=user)
        desk.do("sync")
        return desk

    def add(self, first: int, count: int) -> None:
        """New cases come in."""
        records = [
            record(f"2026-T{n:04d}", n % 25, message_id=f"m{n}", description=WORDS.format(n=n))
            for n in range(first, first + count)
        ]
        if self.server.process is not None:
            self.server.stop()
        file = write_records(self.folder / f"cases-{first}.ndjson", records)
        self.server.import_traffy(AUTHORITY, file)
        self.server.start()


@contextmanager
def road(congestion: str) -> Iterator[Road]:
    """A line that is clear at first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        line = FarApart(CLEAR, congestion=congestion)
        server = ServerProcess(folder / "server", host=SERVER, reached_by=line.at("server", []))
        try:
            server.add_authority(AUTHORITY, NAME)
            server.add_user("malee", "supervisor", AUTHORITY)
            server.add_user("suda", "clerk", AUTHORITY)
            yield Road(folder, line, server)
        finally:
            server.kill()
            line.close()


def slow(options: Options) -> Iterator[Row]:
    """All of a day's work at 64 kbit/s, cut twice."""
    fixes, cases = options.work(30), options.work(100)
    with road("cubic") as town:
        town.add(0, fixes)
        desk = town.desk("desk", "malee")
        work = desk.do("work", fixes=fixes, photos=2, photo_bytes=SMALL_PHOTO)
        town.add(fixes, cases)
        near = town.desk("server", "suda")
        near.do("incoming", since=fixes, photo_bytes=SMALL_PHOTO)
        near.end()
        print(f"64 kbit/s: {work['operations']} operations, {cases} cases, 2 photos", flush=True)
        yield from _slow(town, desk, fixes + cases, cases, 1.5 if options.quick else 4.0)
        desk.end()


def _slow(town: Road, desk: Desk, all_cases: int, thumbnails: int, into: float) -> Iterator[Row]:
    """`into` are the seconds from the beginning to the first cut."""
    line = town.line
    line.shape(SLOW)
    line.reset()
    desk.do("begin")
    time.sleep(into)
    line.cut()
    time.sleep(CUT_SECONDS)
    line.mend()
    text = desk.must(lambda e: e.get("outbox") == 0 and e.get("cases", 0) >= all_cases)
    yield Row("text across, from the line's coming up", text, goal=GOAL_SECONDS)
    yield Row("  from the end of a cut of 8 s", text - into - CUT_SECONDS, goal=GOAL_SECONDS)
    yield from _moved(line, desk, "text", 0, text)

    time.sleep(2 * CUT_SECONDS)
    line.unplug()
    time.sleep(CUT_SECONDS)
    line.plug_in()
    photos = desk.must(lambda e: e.get("uploads") == 0)
    yield Row("2 photos of 200 KB, with a cut of 8 s", photos - text)
    again = line.count()["up"]["payload"] / (2 * SMALL_PHOTO)
    yield Row("  bytes on the line for each of theirs", again, unit="")
    yield from _moved(line, desk, "photos", text, photos)

    seen = desk.must(lambda e: e.get("thumbnails", 0) >= thumbnails)
    yield Row(f"{thumbnails} thumbnails", seen - photos)
    yield from _moved(line, desk, "thumbnails", photos, seen)
    hours = 60 * LARGE_PHOTO * 8 / (SLOW.rate * (1 - SLOW.loss)) / 3600
    yield Row("60 photos of 3 MB at 64 kbit/s, computed", hours, unit="h")


def _moved(line: FarApart, desk: Desk, phase: str, since: float, until: float) -> Iterator[Row]:
    """What went over the line since the last time, with all heads and repetitions of TCP."""
    counted = line.count()
    line.reset()
    yield Row(f"  {phase}: requests", desk.requests(since, until), unit="")
    for way in ("up", "down"):
        yield Row(f"  {phase}: bytes {way}", counted[way]["bytes"], unit="B")


def wide(photos: int, congestion: str, longest: float) -> Iterator[Row]:
    """Photos of 3 MB at 8 Mbit/s; what is not through after `longest` seconds is computed."""
    with road(congestion) as town:
        town.add(0, 10)
        desk = town.desk("desk", "malee", congestion)
        desk.do("photos", count=photos, photo_bytes=LARGE_PHOTO)
        town.line.shape(WIDE)
        town.line.reset()
        desk.do("begin")
        through = desk.wait(lambda e: e.get("uploads") == 0, longest)
        seconds = through or longest
        counted = town.line.count()["up"]
        desk.end()
    there = counted["payload"] * (1 - WIDE.loss)
    rate = (photos * LARGE_PHOTO if through else there) * 8 / 1e6 / seconds
    name = f"{photos} photos of 3 MB at 8 Mbit/s, {congestion}"
    if through:
        again = counted["payload"] / (photos * LARGE_PHOTO)
        yield Row(name, seconds)
        yield Row("  bytes on the line for each of theirs", again, unit="")
    else:
        yield Row(f"{name}, computed", photos * LARGE_PHOTO * 8 / 1e6 / rate)
    yield Row("  of theirs", rate, unit="Mbit/s", more_is_better=True)


def measures(options: Options) -> Iterable[Row]:
    """Both lines; the wide one with CUBIC at the desk, as Windows has it, and with BBR."""
    if why := missing():
        print(f"skipped: {why}", file=sys.stderr)
        return
    photos = options.work(60)
    for rows in (slow(options), wide(photos, "cubic", 90.0), wide(photos, "bbr", LONGEST_SECONDS)):
        for row in rows:
            print(f"{row.name}: {row.ours:.4g} {row.unit}", flush=True)
            yield row


if __name__ == "__main__":
    sys.exit(main("bad_line", measures))
