"""What an authority sets for recorded fixes: ready words, and how strict photos are checked.

Both are facts of the server by the authority's code, and go to its desks with the settings: who
changes them touches those (`accounts.touch_settings`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, insert, select

from casework.fixing import CANNOT, FIXED, MAX_TEMPLATES, PARTLY, FixTemplate, sane_templates
from casework.limits import BOUNDS, EvidenceLimits, outside
from server import schema
from server.errors import UsageError

_COLUMNS: Final[dict[str, str]] = {
    "type": "types", "types": "types", "ประเภท": "types",
    "name": "name", "ชื่อ": "name",
    "text": "text", "ข้อความ": "text",
    "result": "result", "ผล": "result",
}  # fmt: skip
_RESULTS: Final[dict[str, str]] = {
    "": FIXED, FIXED: FIXED, "แก้แล้ว": FIXED, "เสร็จ": FIXED,
    PARTLY: PARTLY, "บางส่วน": PARTLY,
    CANNOT: CANNOT, "ทำไม่ได้": CANNOT, "แก้ไม่ได้": CANNOT,
}  # fmt: skip


def read_templates(text: str, file: str) -> tuple[FixTemplate, ...]:
    """Ready words from a table (CSV): type, name, text, result; several types with | between them.

    Raises UsageError("bad_templates") with the line where something is missing.
    """
    rows = _rows(text)
    head = [_COLUMNS.get(cell.strip().lower(), "") for cell in next(rows, [])]
    if "name" not in head or "text" not in head:
        raise UsageError("bad_templates", file=file, line=1)
    found: list[FixTemplate] = []
    for number, row in enumerate(rows, start=2):
        values = {name: cell.strip() for name, cell in zip(head, row, strict=False) if name}
        if not any(values.values()):
            continue
        result = _RESULTS.get(values.get("result", "").lower())
        made = FixTemplate(
            name=values.get("name", ""),
            text=values.get("text", ""),
            types=tuple(t.strip() for t in values.get("types", "").split("|") if t.strip()),
            result=result or "",
        )
        if not sane_templates([made]) or len(found) >= MAX_TEMPLATES:
            raise UsageError("bad_templates", file=file, line=number)
        found.append(made)
    return tuple(found)


def read_limits(told: Iterable[str], held: EvidenceLimits) -> EvidenceLimits:
    """Limits as an administrator tells them (near_metres=200), over those held before.

    "default" puts them all back. Raises UsageError("bad_limit") with what can be told.
    """
    values: dict[str, Any] = msgspec.structs.asdict(held)
    for one in told:
        if one.strip() == "default":
            values = msgspec.structs.asdict(EvidenceLimits())
            continue
        name, _, number = one.partition("=")
        try:
            # All limits but metres are whole numbers.
            values[name.strip()] = float(number) if name.strip() == "near_metres" else int(number)
            limits = msgspec.convert(values, EvidenceLimits)
        except (ValueError, msgspec.ValidationError) as error:
            raise _bad_limit(one) from error
        if name.strip() not in BOUNDS or outside(limits):
            raise _bad_limit(one)
    return msgspec.convert(values, EvidenceLimits)


def set_templates(connection: Connection, authority: str, templates: Sequence[FixTemplate]) -> None:
    """Set the ready words of an authority that there is; none takes them away."""
    _put(connection, f"fix_templates:{authority}", [*templates])


def set_limits(connection: Connection, authority: str, told: Iterable[str]) -> None:
    """Set how strict the authority's checks are. Raises UsageError."""
    limits = read_limits(told, limits_of(connection, authority))
    _put(connection, f"evidence:{authority}", limits)


def templates_of(connection: Connection, authority: str) -> tuple[FixTemplate, ...]:
    """The ready words of an authority."""
    raw = _get(connection, f"fix_templates:{authority}")
    return msgspec.json.decode(raw, type=tuple[FixTemplate, ...]) if raw else ()


def limits_of(connection: Connection, authority: str) -> EvidenceLimits:
    """How strict the authority's checks are."""
    raw = _get(connection, f"evidence:{authority}")
    return msgspec.json.decode(raw, type=EvidenceLimits) if raw else EvidenceLimits()


def _bad_limit(told: str) -> UsageError:
    allowed = ", ".join(f"{name}={least}..{most}" for name, (least, most) in BOUNDS.items())
    return UsageError("bad_limit", told=told, allowed=allowed)


def _rows(text: str) -> Any:
    """The rows of a table, whatever a spreadsheet put between the cells."""
    first = text.partition("\n")[0]
    counts: Mapping[str, int] = {mark: first.count(mark) for mark in ("\t", ";", ",")}
    mark = max(counts, key=lambda one: counts[one])
    return iter(csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=mark))


def _get(connection: Connection, name: str) -> str:
    table = schema.meta
    found = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    return str(found or "")


def _put(connection: Connection, name: str, value: Any) -> None:
    table = schema.meta
    connection.execute(delete(table).where(table.c.name == name))
    connection.execute(insert(table).values(name=name, value=msgspec.json.encode(value).decode()))
