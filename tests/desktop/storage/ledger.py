"""What a person was told, and whether the storage keeps it: saved once, in order, for good."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from desktop import clock
from desktop.storage.cases import PHOTOS_WAITING
from tests.desktop.storage.authority import Authority
from tests.desktop.storage.conftest import Desk

_SETTLED = {"id_reused": "refused"}


@dataclass
class Verdict:
    """What is not as it was told, in words."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.lost or self.doubled or self.wrong)

    def __add__(self, other: Verdict) -> Verdict:
        """Both."""
        return Verdict(
            self.lost + other.lost, self.doubled + other.doubled, self.wrong + other.wrong
        )


@dataclass
class Ledger:
    """The promises of all rounds so far."""

    saved: dict[str, None] = field(default_factory=dict)
    giving_up: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    settled: dict[str, str] = field(default_factory=dict)
    resolved: set[str] = field(default_factory=set)
    # Until when (µs UTC) each stays even if nothing names it, and what names it.
    photos: dict[str, int] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    evicted: set[str] = field(default_factory=set)
    verified: set[tuple[str, str]] = field(default_factory=set)
    pulled: int = 0
    draft: int = 0
    mark: int = 0
    doing: str = ""
    given_up: int = 0

    def take(self, kind: str, what: Any) -> None:
        """Note a promise of `work.Work`."""
        if kind in {"giving_up", "withdrawn", "resolved", "verified"}:
            getattr(self, kind).add(what)
        elif kind in {"saved", "sent", "settled"}:
            getattr(self, kind).update(dict.fromkeys(what) if kind == "saved" else what)
        elif kind in {"pulled", "draft", "mark"}:
            setattr(self, kind, max(getattr(self, kind), what))
        elif kind == "forgetting the cursor":
            self.pulled = 0
        elif kind == "begun":
            self.doing = what
        else:
            self._take_of_photos(kind, what)

    def _take_of_photos(self, kind: str, what: Any) -> None:
        if kind == "photo":
            self.photos.update([what])
        elif kind == "named":
            for sha256, operation_id in what:
                self.named.setdefault(sha256, set()).add(operation_id)
        elif kind == "evicted":
            self.evicted |= set(what)
            self.given_up += len(what)
        elif kind == "fetching":
            self.evicted.discard(what)
        elif kind == "finding again":
            self.evicted.clear()
        else:
            raise ValueError(kind)

    @property
    def promises(self) -> int:
        """How many there are, for the report."""
        return sum(
            len(kept)
            for kept in (self.saved, self.withdrawn, self.sent, self.settled, self.resolved,
                         self.photos, self.verified)
        ) + self.given_up  # fmt: skip

    def check(self, desk: Desk, server: Authority, *, encrypted: bool = True) -> Verdict:
        """Compare the promises with what lies in the storage; nothing is changed."""
        verdict = Verdict()
        found = [f for f in desk.findings() if encrypted or f.code != "cipher"]
        verdict.wrong += [f"doctor: {f.code}: {f.detail}" for f in found]
        self._operations(desk, server, verdict)
        self._shown_once(desk, verdict)
        self._small_things(desk, verdict)
        self._photos(desk, server, verdict)
        return verdict

    def check_at_the_end(self, desk: Desk, server: Authority) -> Verdict:
        """After a whole sync: on the server once, or before the person's eyes."""
        verdict = Verdict()
        told: Counter[str] = Counter()
        for case in server.cases.values():
            own = Counter(event.id for event in case.history)
            told.update(own)
            verdict.doubled += [f"{i} on {case.id}" for i, count in own.items() if count > 1]
            if desk.view(case.id) not in (case, None):
                verdict.wrong.append(f"{case.id} is shown other than the server has it")
        attention = {i.operation.id for i in desk.cache.attention()}
        for operation_id in self.saved:
            applied = server.outcomes.get(operation_id)
            item = desk.cache.operation(operation_id)
            if applied is not None and applied[1].outcome == "applied":
                if not told[operation_id]:
                    verdict.lost.append(f"{operation_id} is in no history")
            elif not (operation_id in attention or self._given_up(operation_id, item)):
                verdict.lost.append(f"{operation_id} is neither on the server nor shown")
        return verdict

    def _given_up(self, operation_id: str, item: Any) -> bool:
        if operation_id in self.giving_up:
            return True
        return item is not None and str(item.sending) in {"conflict", "refused", "held"}

    def _operations(self, desk: Desk, server: Authority, verdict: Verdict) -> None:
        with desk.cache.file.reading() as connection:
            found = connection.execute("SELECT id, seq, sending, resolved FROM operations")
            rows = {row[0]: (row[1], row[2], row[3]) for row in found}
        last = 0
        for operation_id in self.saved:
            if operation_id not in rows:
                if not self._may_be_forgotten(operation_id, server):
                    verdict.lost.append(f"{operation_id} was saved and is gone")
                continue
            seq, sending, resolved = rows[operation_id]
            if seq <= last:
                verdict.wrong.append(f"{operation_id} has number {seq} after {last}")
            last = seq
            verdict.wrong += self._state_is_wrong(operation_id, sending, resolved)

    def _may_be_forgotten(self, operation_id: str, server: Authority) -> bool:
        outcome = server.outcomes.get(operation_id)
        done = outcome is not None and outcome[1].outcome == "applied"
        return done or operation_id in self.giving_up

    def _state_is_wrong(self, operation_id: str, sending: str, resolved: str) -> list[str]:
        wrong = []
        if operation_id in self.withdrawn and sending != "withdrawn":
            wrong.append("was withdrawn")
        if operation_id in self.sent and sending in {"waiting", "withdrawn"}:
            wrong.append("was sent")
        outcome = self.settled.get(operation_id)
        if outcome is not None and sending != _SETTLED.get(outcome, outcome):
            wrong.append(f"was settled as {outcome}")
        if operation_id in self.resolved and not resolved:
            wrong.append("was resolved")
        if sending == "withdrawn" and operation_id not in self.giving_up:
            wrong.append("was never withdrawn")
        return [f"{operation_id} {told} and is {sending}" for told in wrong]

    def _shown_once(self, desk: Desk, verdict: Verdict) -> None:
        with desk.cache.file.reading() as connection:
            keys = connection.execute("SELECT authority, id FROM cases").fetchall()
        for case in desk.cache.many(keys):
            counted = Counter(event.id for event in case.history)
            verdict.doubled += [f"{i} on {case.id}" for i, n in counted.items() if n > 1]

    def _small_things(self, desk: Desk, verdict: Verdict) -> None:
        draft = (desk.cache.draft("HT", "case-1", "fix") or {"text": 0})["text"]
        found = {
            "draft": (draft, self.draft),
            "mark": (desk.cache.get("mark", 0), self.mark),
            "cursor": (desk.cursor(), self.pulled),
        }
        verdict.lost += [
            f"{name} {told} is {held}" for name, (held, told) in found.items() if held < told
        ]

    def _promised(self, server: Authority) -> set[str]:
        """The photos that nobody but this desk has for certain, and that something still names.

        Others may go when the time is over for which they were taken in.
        """
        live = self.saved.keys() - self.giving_up
        return {
            sha256
            for sha256, until in self.photos.items()
            if sha256 not in server.photos
            and (clock.now() < until or self.named.get(sha256, set()) & live)
        }

    def _photos(self, desk: Desk, server: Authority, verdict: Verdict) -> None:
        with desk.photos.file.reading(fresh=True) as connection:
            sound = connection.execute("PRAGMA integrity_check(5)").fetchall()
        if [row[0] for row in sound] != ["ok"]:
            verdict.wrong.append(f"photos: {sound}")
        held = desk.photos.held()
        with desk.cache.file.reading() as connection:
            waiting = {row[1] for row in connection.execute(PHOTOS_WAITING)}
            states = connection.execute("SELECT sha256, case_id, state FROM uploads").fetchall()
        missing = self._promised(server) | waiting
        verdict.lost += [f"photo {sha}" for sha in missing - held]
        verdict.wrong += [f"photo {sha} was given up and is here" for sha in self.evicted & held]
        unsent = {(sha, case) for sha, case, state in states if state != "verified"}
        verdict.lost += [f"upload {place}" for place in self.verified & unsent]
