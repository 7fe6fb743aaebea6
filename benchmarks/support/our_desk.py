"""Our desk as `benchmarks.sync` drives it: `python -m benchmarks.support.our_desk`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.support.child import Memory, seconds, serve
from casework import acts
from casework.case import Case
from casework.operations import NewPhoto, Payload
from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.sync.client import Client
from desktop.sync.engine import Engine
from desktop.sync.errors import SyncError
from desktop.sync.progress import Progress
from desktop.sync.tokens import TokenStore
from tests.support.server_process import PASSWORD

DAY = 86_400_000_000
OFFICERS = ("somchai", "anong")


class OurDesk:
    """One profile, synced by the real engine."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._desk: Desk

    def verbs(self) -> dict[str, Any]:
        """What can be asked."""
        return {
            name: getattr(self, name)
            for name in ("open", "first", "save", "round", "attach", "pictures", "standing")
        }

    def open(self, folder: str, url: str, user: str) -> dict[str, Any]:
        """Sign in; the desk is idle then."""
        self._desk = Desk.sign_in(Path(folder), url, user, PASSWORD, "a passphrase")
        self._memory.begin()
        return {}

    def first(self) -> dict[str, Any]:
        """The first pull: when the open cases stood, all, and the index of the search."""
        start = time.perf_counter()
        times = self._round()
        self._desk.cache.index.finish()
        times["index"] = time.perf_counter() - start
        times["first"] = times.pop("round")
        return {"seconds": times, "memory": self._memory.most()}

    def save(self, what: str, count: int, turn: int) -> dict[str, Any]:
        """Save operations on so many open cases: "due", "assign" or "mixed"."""
        cases = self._open_cases(count, unassigned=what == "assign")
        made = [(c, _act(c, what, n, turn)) for n, c in enumerate(cases)]
        return {"seconds": {"save": seconds(lambda: self._saved(made))}}

    def round(self) -> dict[str, Any]:
        """One round without pictures."""
        return {"seconds": self._round()}

    def attach(self, files: Sequence[str], cases: int) -> dict[str, Any]:
        """Take photos in and tell the server of them; their bytes wait for `pictures`."""
        chosen = self._open_cases(min(cases, len(files)))
        for n, case in enumerate(chosen):
            named = tuple(self._taken_in(Path(file)) for file in files[n :: len(chosen)])
            self._saved([(case, acts.payload(case, "attach_photo", photos=named))])
        self._round()
        return {}

    def pictures(self, cut: bool = False) -> dict[str, Any]:
        """One round with pictures both ways; `cut` where the line is known to break."""
        try:
            return {"seconds": {"pictures": self._round(pictures=True)["round"]}}
        except SyncError:
            if not cut:
                raise
            return {}

    def standing(self) -> dict[str, Any]:
        """How many photos are here and known by the server, and how many wait."""
        figures = self._desk.photos.statistics()
        waiting = len(self._desk.cache.uploads(2**62))
        return {"photos": figures.photos, "bytes": figures.photo_bytes, "waiting": waiting}

    def _taken_in(self, file: Path) -> NewPhoto:
        data = file.read_bytes()
        return NewPhoto(
            sha256=self._desk.photos.add(data, file.name), name=file.name, size=len(data)
        )

    def _open_cases(self, count: int, *, unassigned: bool = False) -> list[Case]:
        found: list[Case] = []
        for case in self._desk.cases(CaseQuery()):
            if case.is_open and not (unassigned and case.officer):
                found.append(case)
            if len(found) == count:
                return found
        return found

    def _saved(self, made: list[tuple[Case, Payload]]) -> None:
        report = self._desk.save(made)
        if report.not_done:
            raise RuntimeError(f"not saved: {report.not_done[0][1]}")

    def _round(self, *, pictures: bool = False) -> dict[str, float]:
        """One round of sync by the real engine, with the moments at which something stood."""
        desk, marks = self._desk, dict[str, float]()
        client = Client(desk.server_url, server_id=str(desk.cache.get("server")))
        start = time.perf_counter()

        def progress(now: Progress) -> None:
            since = time.perf_counter() - start
            if now.step == "push":
                marks["push"] = since  # the last word of it: all are settled
            if now.usable:
                marks.setdefault("usable", since)

        try:
            tokens = TokenStore(str(desk.profile.path.resolve()), desk.cache)
            Engine(desk.cache, desk.photos, client, tokens).run(progress, pictures=pictures)
        finally:
            client.close()
        return {"push": 0.0} | marks | {"round": time.perf_counter() - start}


def _act(case: Case, what: str, n: int, turn: int) -> Payload:
    due = {"due_at": case.ticket.reported_at + (10 + turn) * DAY + n}
    if what == "due" or (what == "mixed" and n % 3 == 0):
        return acts.payload(case, "set_due", due)
    if what == "assign" or n % 3 == 1:
        return acts.payload(case, "assign", {"officer": OFFICERS[turn % 2]})
    return acts.payload(case, "set_priority", {"priority": 1 - case.priority})


if __name__ == "__main__":
    desk = OurDesk()
    serve(desk.verbs())
