"""Work that needs attention on a desk without a server: conflicts, refusals, held acts, moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from casework import wire
from casework.case import Case, Event, FieldChange
from casework.fields import FieldConflict
from casework.operations import Operation
from desktop import clock
from desktop.desk import Desk

DAY = 86_400_000_000
AUTHORITY = "HT"


def case_of(desk: Desk, number: int) -> Case:
    """One of the desk's cases by its number."""
    found = desk.case(AUTHORITY, f"case-{number:04d}")
    assert found is not None
    return found


def arrive(desk: Desk, *lines: wire.Line) -> None:
    """A page of changes from the server."""
    end = wire.End(cursor="later", more=False)
    desk.cache.apply_page(list(lines), end, epoch=1, now=clock.now())


def answer(desk: Desk, operation: Operation, outcome: str, **more: Any) -> None:
    """The server's answer to an operation that was sent."""
    desk.cache.mark_sent([operation.id])
    told = wire.Outcome(id=operation.id, outcome=outcome, **more)  # type: ignore[arg-type]
    desk.cache.settle([told], clock.now())


def conflict(
    desk: Desk,
    number: int,
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    *,
    kind: str = "set_due",
    text: str = "",
    by: tuple[str, str] = ("wilaiporn", "วิไลพร แสนดี"),
    words: str = "",
) -> Operation:
    """An act of this desk that met another's change of the same fields."""
    case = case_of(desk, number)
    [operation] = desk.act([case], kind, dict(mine), text=text).done
    fields = {
        name: FieldConflict(change.old, change.new, theirs[name])
        for name, change in operation.payload.fields.items()
        if name in theirs
    }
    answer(desk, operation, "conflict", fields=fields)
    changed = {name: FieldChange(old=f.before, new=f.theirs) for name, f in fields.items()}
    event = Event(
        id=f"theirs-{number}-{operation.id}", kind=kind, at=clock.now() - DAY // 24, actor=by[0],
        name=by[1], fields=changed, text=words,
    )  # fmt: skip
    later = msgspec.structs.replace(
        case, version=case.version + 100, history=(*case.history, event), **dict(theirs)
    )
    arrive(desk, wire.Line(case=later))
    return operation


def refused(
    desk: Desk, number: int, reason: str, text: str = "ทำเสร็จแล้ว", **detail: Any
) -> Operation:
    """An act that the server did not take."""
    [operation] = desk.act([case_of(desk, number)], "close", text=text).done
    answer(desk, operation, "refused", reason=reason, detail=detail)
    return operation


def held(desk: Desk, number: int, due_at: int) -> Operation:
    """An act that stands behind another one that failed."""
    [operation] = desk.act([case_of(desk, number)], "set_due", {"due_at": due_at}).done
    answer(desk, operation, "held")
    return operation


def moved(desk: Desk, number: int, text: str = "ซ่อมแล้วครับ", officer: str = "anucha") -> Operation:
    """An act on a case that meanwhile went to another officer, out of this desk's sight."""
    operation = refused(desk, number, "not_yours", text, officer=officer)
    arrive(desk, wire.Line(gone=f"case-{number:04d}"))
    return operation
