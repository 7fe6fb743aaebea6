"""What people do at their desks: every kind of act, on one case or many, and taking it back."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from casework import acts
from casework.case import Audience, Case, State, Ticket
from casework.operations import Report as ReportPayload
from casework.workflow import fits, may
from desktop.acting import ActReport
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage.records import Sending
from tests.support.making import picture
from tests.support.small_authority import AUTHORITY
from tests.sync_model.world import DAY, SECOND, Seat, World

OFFICERS = ("somchai", "suda")
_TYPES = ("ถนน", "ไฟส่องสว่าง", "ท่อระบายน้ำ", "ความสะอาด")
_OUTCOMES = (State.DONE, State.IN_PROGRESS, State.FOLLOWED_UP)
Deed = Callable[[Desk, list[Case], int], ActReport | None]

_photo = functools.cache(picture)


def _act(kind: str, **more: Any) -> Deed:
    return lambda desk, cases, pick: desk.act(cases, kind, **more)


def _fix(desk: Desk, cases: list[Case], pick: int) -> ActReport:
    case = cases[0]
    photos = [desk.prepare_photo(_photo(pick % 7), case, "a.jpg")] if pick % 2 else []
    due = case.ticket.reported_at + pick * DAY if pick % 3 == 2 else None
    return desk.fix(case, photos, f"ซ่อมแล้ว {pick}", _OUTCOMES[pick % 3], due_at=due)


def _attach(desk: Desk, cases: list[Case], pick: int) -> ActReport:
    return desk.attach(cases[0], [desk.prepare_photo(_photo(pick % 7), cases[0], "b.jpg")])


def _types(case: Case, pick: int) -> tuple[str, ...]:
    name = _TYPES[pick % len(_TYPES)]
    return tuple(t for t in case.types if t != name) if name in case.types else (*case.types, name)


def _retype(desk: Desk, cases: list[Case], pick: int) -> ActReport:
    return desk.save([(c, acts.payload(c, "retype", {"types": _types(c, pick)})) for c in cases])


def _merge(desk: Desk, cases: list[Case], pick: int) -> ActReport | None:
    main, *others = cases
    return desk.act(others, "merge", parent=main.id) if others else None


def _report(desk: Desk, cases: list[Case], pick: int) -> ActReport:
    taken = desk.cache.get("last_seq", 0)
    number = f"2026-{desk.account.username[:3].upper()}{desk.cache.get('device')[-4:].upper()}"
    ticket = Ticket(number=f"{number}{taken}", description=f"น้ำท่วม {pick}", village=str(pick))
    case = Case(authority=AUTHORITY, id=f"new-{desk.cache.get('device')}-{taken}", ticket=ticket)
    return desk.save([(case, ReportPayload(ticket=ticket, types=("น้ำท่วม",)))])


def _rate(desk: Desk, cases: list[Case], pick: int) -> ActReport:
    return desk.act(cases[:1], "rate", stars=pick % 5 + 1)


DEEDS: dict[str, Deed] = {
    "accept": _act("accept"),
    "accept for": lambda desk, cases, pick: desk.accept(cases, OFFICERS[pick % 2]),
    "assign": lambda desk, cases, pick: desk.assign(cases, OFFICERS[pick % 2]),
    "unassign": _act("unassign"),
    "unit": lambda d, c, pick: d.act(c, "set_unit", {"unit": ("works", "health")[pick % 2]}),
    "start": _act("start"),
    "fix": _fix,
    "close": _act("close", text="ไม่พบปัญหา"),
    "reject": _act("reject", text="ไม่ใช่หน้าที่"),
    "forward": _act("forward", to="AMPHOE"),
    "invite": _act("invite", to="AMPHOE"),
    "follow up": _act("follow_up", text="ติดตาม"),
    "reopen": _act("reopen", text="ยังไม่ดี"),
    "retype": _retype,
    "priority": lambda desk, cases, pick: desk.act(cases, "set_priority", {"priority": pick % 4}),
    "due": lambda d, c, pick: d.act(c, "set_due", {"due_at": c[0].ticket.reported_at + pick * DAY}),
    "words": lambda d, c, pick: d.act(
        c[:1], "edit_report", {"ticket.description": f"ถนนพัง {pick}", "ticket.village": str(pick)}
    ),
    "place": lambda d, c, pick: d.act(
        c[:1], "correct_location", {"ticket.lon": 100 + pick / 100, "ticket.lat": 13 + pick / 100}
    ),
    "comment": lambda d, c, pick: d.act(
        c, "comment", text=f"ความเห็น {pick}", audience=(Audience.STAFF, Audience.REPORTER)[pick % 2]
    ),
    "attach": _attach,
    "merge": _merge,
    "part": _act("part"),
    "rate": _rate,
    "redact": lambda d, c, pick: d.act(
        c[:1], "redact", {"ticket.reporter_name": "", "ticket.description": "-"}, text="PDPA"
    ),
    "report": _report,
}  # fmt: skip


_KINDS = {
    "accept for": "accept", "unit": "set_unit", "fix": "record_fix", "follow up": "follow_up",
    "priority": "set_priority", "due": "set_due", "words": "edit_report",
    "place": "correct_location", "attach": "attach_photo",
}  # fmt: skip


def morning(world: World, seat: Seat, chance: random.Random, deeds: int) -> None:
    """So many deeds that the person's role and the cases' states admit, most on one case."""
    for _ in range(deeds):
        world.now += chance.randrange(1, 900) * SECOND
        held = seat.held()
        picks = [chance.randrange(len(held) or 1) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        fitting = [
            deed for deed in sorted(DEEDS)
            if held and may(seat.desk.role, _KINDS.get(deed, deed))
            and all(fits(held[n], _KINDS.get(deed, deed)) for n in picks)
        ]  # fmt: skip
        name = chance.choice(fitting or ["report"])
        do(world, seat, name, picks, chance.randrange(8))
        if chance.random() < 0.12:
            undo(world, seat)
        if chance.random() < 0.08:
            withdraw(world, seat, chance.randrange(8))


def do(world: World, seat: Seat, name: str, picks: Sequence[int], pick: int) -> None:
    """One deed on the cases that the numbers pick among those that the desk holds."""
    held = seat.held()
    if not held and name != "report":
        return
    chosen = (
        list({case.id: case for case in (held[n % len(held)] for n in picks)}.values())
        if held
        else []
    )
    # Whose account was shut can do nothing more.
    with world.at(seat) as desk, suppress(DeskError):
        _told(world, seat, DEEDS[name](desk, chosen, pick))


def _told(world: World, seat: Seat, report: ActReport | None) -> None:
    if report is not None:
        seat.ledger.save(report.done, world.now)


def undo(world: World, seat: Seat) -> None:
    """The last act is taken back, sent or not."""
    with world.at(seat) as desk:
        meant = {o.id for o in desk.cache.last_undoable(seat.account)}
        try:
            report = desk.undo()
        except DeskError:
            held = map(desk.cache.operation, meant)
            gone = {i.operation.id for i in held if i and i.sending == Sending.WITHDRAWN}
            seat.ledger.withdrawn |= gone
            return
    _taken_back(world, seat, report)


def _taken_back(world: World, seat: Seat, report: ActReport) -> None:
    known = seat.ledger.saved.keys()
    seat.ledger.withdrawn |= {o.id for o in report.done if o.id in known}
    seat.ledger.save([o for o in report.done if o.id not in known], world.now)


def withdraw(world: World, seat: Seat, pick: int) -> None:
    """One waiting operation is taken out of the outbox, where it was never sent."""
    with world.at(seat) as desk:
        waiting = desk.outbox()
        if waiting:
            operation_id = waiting[pick % len(waiting)].operation.id
            if desk.cache.withdraw(operation_id):
                seat.ledger.withdrawn.add(operation_id)


def resolve(world: World, seat: Seat, pick: int, how: str) -> None:
    """An item of Needs attention is settled: mine, theirs, some of each, or as a comment."""
    with world.at(seat) as desk:
        items = desk.attention()
        if not items:
            return
        item = items[pick % len(items)]
        try:
            if how == "theirs":
                desk.take_theirs(item)
            elif how == "comment":
                _told(world, seat, desk.as_comment(item, "เก็บไว้เป็นความเห็น"))
            else:
                mine = {
                    n: how == "mine" or i % 2 == 0 for i, n in enumerate(sorted(item.conflicts))
                }
                report = desk.choose(item, mine)
                if report.kind != "resolve":
                    _told(world, seat, report)
        except DeskError:
            return
    seat.ledger.check(seat.desk, world.now)
