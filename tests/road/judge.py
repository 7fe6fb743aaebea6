"""Compares what people were told with what the server and both desks hold in the end."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casework.case import Case
from desktop.desk import Desk
from desktop.storage.doctor import check
from desktop.storage.records import CaseQuery
from server import cases, doctor, schema
from server.service import Service
from tests.road.ledger import Book, Ledger, Saved
from tests.support.small_authority import AUTHORITY


@dataclass
class Verdict:
    """What is not as it was told, in words, and how much was told."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    operations: int = 0
    applied: int = 0
    photos: int = 0

    @property
    def good(self) -> bool:
        """Whether everything is as it was told."""
        return not (self.lost or self.doubled or self.wrong)


class Judge:
    """Looks at a server that is stopped, and at desks that have synced."""

    def __init__(self, data: Path) -> None:
        """Read the server's data folder."""
        self.verdict = Verdict()
        self._service = Service(data)
        with self._service.database.reading() as connection:
            ids = connection.execute(select(schema.cases.c.id)).scalars().all()
            self.cases = cases.load(connection, AUTHORITY, ids)
            self.outcomes = {
                row.id: str(json.loads(row.outcome)["outcome"])
                for row in connection.execute(select(schema.operations))
            }
            self._logged = Counter(
                (row.operation, row.case_id)
                for row in connection.execute(select(schema.log))
                if row.operation
            )
        found = doctor.check(self._service, thorough=True)
        if not found["ok"]:
            self.verdict.wrong.append(f"the server's doctor: {found['problems'][:3]}")

    def close(self) -> None:
        """Let go of the server's data."""
        self._service.close()

    def promises(self, ledger: Ledger, user: str) -> None:
        """Everything that one person was told."""
        book = ledger.read()
        self.verdict.wrong += book.unexpected
        self.verdict.operations += len(book.saved)
        for saved in book.saved:
            self._promise(saved, book, ledger)
        self._words(book, user)

    def _promise(self, saved: Saved, book: Book, ledger: Ledger) -> None:
        outcome = self.outcomes.get(saved.id)
        told = f"{saved.kind} {saved.id} on {saved.case}"
        if saved.id in book.withdrawn and outcome is not None:
            self.verdict.wrong.append(f"{told} was withdrawn and became {outcome}")
        if outcome is None:
            if saved.id not in book.taken_back:
                self.verdict.lost.append(f"{told} is not on the server")
        elif outcome != "applied":
            if saved.id not in book.decided:
                self.verdict.lost.append(f"{told} became {outcome} and nobody saw it")
        else:
            self.verdict.applied += 1
            if (count := self._logged[saved.id, saved.case]) != 1:
                group = self.verdict.doubled if count else self.verdict.lost
                group.append(f"{told} is in the log {count} times")
            for sha256 in saved.photos:
                self._photo(saved, sha256, ledger)

    def photo_path(self, sha256: str) -> Path:
        """Where the server keeps a photo."""
        return self._service.photos.path(sha256)

    def _photo(self, saved: Saved, sha256: str, ledger: Ledger) -> None:
        self.verdict.photos += 1
        path = self.photo_path(sha256)
        shown = [p.verified for p in self.cases[saved.case].photos if p.sha256 == sha256]
        if shown != [True]:
            self.verdict.lost.append(f"photo {sha256[:8]} of {saved.case}: verified is {shown}")
        if not path.exists() or path.read_bytes() != ledger.photo(sha256):
            self.verdict.lost.append(f"photo {sha256[:8]} of {saved.case}: other bytes")

    def _words(self, book: Book, user: str) -> None:
        """Each sentence stands on the server once, and none that was not written."""
        found = Counter(
            event.text
            for case in self.cases.values()
            for event in case.history
            if event.text.startswith(f"{user} ")
        )
        self.verdict.doubled += [f"{words!r} {n} times" for words, n in found.items() if n > 1]
        self.verdict.wrong += [f"{words!r} was never said" for words in found.keys() - book.meant]
        for saved in book.saved:
            if saved.words and self.outcomes.get(saved.id) == "applied" and not found[saved.words]:
                self.verdict.lost.append(f"the words of {saved.kind} {saved.id}")

    def histories(self) -> None:
        """No event stands twice in a case."""
        for case in self.cases.values():
            twice = [n for n, c in Counter(event.id for event in case.history).items() if c > 1]
            self.verdict.doubled += [f"event {event} of {case.id}" for event in twice]

    def desk(self, desk: Desk) -> None:
        """A desk holds what the server has for it, and nothing waits or is unclear."""
        user = desk.account.username
        wanted = {
            case.id: case
            for case in self.cases.values()
            if desk.role != "officer" or case.officer == user
        }
        held = {case.id: case for case in desk.cases(CaseQuery())}
        for missing in wanted.keys() - held.keys():
            self.verdict.wrong.append(f"{user} does not have {missing}")
        for foreign in held.keys() - wanted.keys():
            self.verdict.wrong.append(f"{user} still has {foreign}")
        for name in wanted.keys() & held.keys():
            if wanted[name] != held[name]:
                differing = _differing(wanted[name], held[name])
                self.verdict.wrong.append(f"{user} has {name} otherwise: {differing}")
        for what, count in (
            ("operations wait", len(desk.outbox())),
            ("photos wait", desk.counts().photos_waiting),
            ("need attention", len(desk.attention())),
        ):
            if count:
                self.verdict.wrong.append(f"{user}: {count} {what}")
        findings = [f"{f.code} {f.detail}" for f in check(desk.cache, desk.photos) if not f.ok]
        self.verdict.wrong += [f"{user}'s doctor: {finding}" for finding in findings]


def _differing(one: Case, other: Case) -> dict[str, Any]:
    return {
        name: (getattr(one, name), getattr(other, name))
        for name in one.__struct_fields__
        if getattr(one, name) != getattr(other, name)
    }
