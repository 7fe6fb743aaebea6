"""An authority's server in memory: the same rules, numbers, outcomes kept for ever, a feed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from casework import acts, wire
from casework.apply import Changes, Conflict, Context, apply
from casework.case import Case, Event, Role, State, Ticket
from casework.operations import NewPhoto, Operation, Payload, Undo
from desktop.storage.cache import Cache

AT = 1_790_000_000_000_000
HOUR = 3_600_000_000
NEVER_HELD = {"comment", "attach_photo"}


def a_case(number: int, **more) -> Case:
    """A case of authority HT."""
    ticket = more.pop("ticket", None) or Ticket(
        number=f"2026-AB{number:04d}", home="HT", description=f"ถนนเป็นหลุมหน้าบ้าน {number}",
        reported_at=AT + number * HOUR, lon=101.0, lat=16.0,
    )  # fmt: skip
    values: dict[str, Any] = {
        "version": 0, "state": State.WAITING, "types": ("ถนน",), "updated_at": AT,
        "history": (Event(id=f"report-{number}", kind="report", at=AT),),
    }  # fmt: skip
    return Case(authority="HT", id=f"case-{number}", ticket=ticket, **(values | more))


def pulled(cache: Cache, cases: list[Case]) -> None:
    """Let the cache hold these cases and no others, as a pull of everything does."""
    cache.needs_full_pull("test")
    end = wire.End(cursor="1", more=False, sweep=True)
    cache.apply_page([wire.Line(case=case) for case in cases], end, epoch=1, now=AT)


def context_for(operation: Operation) -> Context:
    """A clerk, at the time the operation was made."""
    return Context(
        actor=operation.actor, name=operation.actor, role=Role.CLERK, authority="HT",
        effective_at=operation.made_at,
    )  # fmt: skip


class Maker:
    """Makes operations with ids and times of their own."""

    def __init__(self, actor: str = "malee", device: str = "d1") -> None:
        self.actor, self.device, self.number = actor, device, 0

    def make(self, case: Case, payload: Payload, **more) -> Operation:
        """An operation on the case as the person sees it."""
        self.number += 1
        return Operation(
            id=f"{self.actor}-{self.number}", authority="HT", case=case.id, kind=payload.KIND,
            payload=payload, actor=self.actor, device=self.device, seq=0,
            made_at=AT + self.number * 1000, base_version=case.version, **more,
        )  # fmt: skip

    def act(
        self, case: Case, kind: str, values=None, *, group="", resolves="", **more
    ) -> Operation:
        """An act on the case as the person sees it."""
        payload = acts.payload(case, kind, values, **more)
        return self.make(case, payload, group=group, resolves=resolves)

    def comment(self, case: Case, text: str) -> Operation:
        """A comment."""
        return self.act(case, "comment", text=text)

    def fix(self, case: Case, *shas: str) -> Operation:
        """A fix with photos."""
        photos = tuple(
            NewPhoto(sha256=s, name=f"{s[:4]}.jpg", size=n + 10) for n, s in enumerate(shas)
        )
        return self.make(case, acts.outcome(case, State.DONE, text="เสร็จ", photos=photos))


class Authority:
    """What the central server does for one authority, without a network."""

    def __init__(
        self, cases: list[Case], context: Callable[[Operation], Context] = context_for
    ) -> None:
        self.number = 0
        self.context = context
        self.photos: dict[str, bytes] = {}
        self.cases: dict[str, Case] = {}
        self.outcomes: dict[str, tuple[bytes, wire.Outcome]] = {}
        self.failed: dict[tuple[str, str], int] = {}
        self.gone: dict[str, int] = {}
        self.away: dict[str, Case] = {}
        for case in cases:
            self.put(case)

    def put(self, case: Case) -> Case:
        """Write a case through the log."""
        self.number += 1
        # As JSON, as every server keeps it.
        numbered = msgspec.structs.replace(self._verified(case), version=self.number)
        case = wire.decode_case(wire.encode(numbered))
        self.cases[case.id] = case
        self.gone.pop(case.id, None)
        return case

    def leave(self, case_id: str) -> None:
        """Take a case out of the account's scope, until `come_back`."""
        self.number += 1
        self.gone[case_id] = self.number
        self.away[case_id] = self.cases.pop(case_id)

    def come_back(self) -> None:
        """Put the cases that left back into the scope."""
        for case_id in sorted(self.away):
            self.put(self.away.pop(case_id))

    def take_photo(self, sha256: str, data: bytes) -> None:
        """Keep a photo that came whole, and say so of each case that names it."""
        assert hashlib.sha256(data).hexdigest() == sha256
        self.photos[sha256] = data
        for case in [*self.cases.values()]:
            if any(photo.sha256 == sha256 and not photo.verified for photo in case.photos):
                self.put(case)

    def bytes_of(self, sha256: str) -> bytes | None:
        """The bytes of a photo that is here."""
        return self.photos.get(sha256)

    def _verified(self, case: Case) -> Case:
        photos = tuple(
            msgspec.structs.replace(p, verified=True) if p.sha256 in self.photos else p
            for p in case.photos
        )
        return msgspec.structs.replace(case, photos=photos)

    def push(self, operations: list[Operation]) -> list[wire.Outcome]:
        """One outcome each, the same for ever."""
        return [self._take(o) for o in operations]

    def _take(self, operation: Operation) -> wire.Outcome:
        body = wire.encode(operation)
        known = self.outcomes.get(operation.id)
        if known is not None:
            return (
                known[1] if known[0] == body else wire.Outcome(id=operation.id, outcome="id_reused")
            )
        outcome = self._decide(operation)
        self.outcomes[operation.id] = (body, outcome)
        return outcome

    def _decide(self, operation: Operation) -> wire.Outcome:
        place = (operation.device, operation.case)
        held = self.failed.get(place, 1 << 60) < operation.seq and not operation.resolves
        if held and operation.kind not in NEVER_HELD:
            return wire.Outcome(id=operation.id, outcome="held")
        result = apply(self._involved(operation), operation, self.context(operation))
        if isinstance(result, Changes):
            written = [self.put(case) for case in result.cases]
            self.failed.pop(place, None)
            return wire.Outcome(id=operation.id, outcome="applied", version=written[0].version)
        if operation.kind not in NEVER_HELD:
            self.failed[place] = operation.seq
        if isinstance(result, Conflict):
            version = self.cases[operation.case].version
            return wire.Outcome(
                id=operation.id, outcome="conflict", version=version, fields=result.fields
            )
        return wire.Outcome(id=operation.id, outcome="refused", reason=result.reason)

    def _involved(self, operation: Operation) -> dict[str, Case]:
        own = self.cases.get(operation.case)
        wanted = {operation.case, *(own.members if own else ()), own.parent if own else ""}
        wanted |= operation.others
        if isinstance(operation.payload, Undo):
            wanted |= {c.id for c in self.cases.values() if c.event(operation.payload.target)}
        return {i: self.cases[i] for i in wanted if i in self.cases}

    def feed(self, since: int, limit: int = 1000) -> tuple[list[wire.Line], wire.End]:
        """Changed cases after a number, by number, and the end of the page."""
        changed = [(c.version, wire.Line(case=c)) for c in self.cases.values()]
        changed += [(number, wire.Line(gone=case_id)) for case_id, number in self.gone.items()]
        changed = sorted((n, line) for n, line in changed if n > since)
        page = changed[:limit]
        more = len(changed) > limit
        cursor = page[-1][0] if more else self.number
        lines = [wire.decode_line(wire.encode(line)) for _, line in page]
        return lines, wire.End(cursor=str(cursor), more=more)

    def everything(self) -> tuple[list[wire.Line], wire.End]:
        """A whole first pull in one page."""
        lines, end = self.feed(0)
        return lines, msgspec.structs.replace(end, sweep=True)
