"""The weekly list as a table: its columns, and what stands in each cell of a case's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum

from casework.case import Case
from casework.insight import costs
from casework.insight import figures as define
from casework.insight.figures import Week
from casework.thai import day_text, local, time_text
from desktop.reports.text import without_phones
from desktop.words import translate


class Kind(Enum):
    """How a column is written and how wide a date is told."""

    TEXT = "text"
    WRAPPED = "wrapped"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called: units by code, and people by user name."""

    units: Mapping[str, str] = field(default_factory=dict)
    person: Callable[[str], str] = str

    def unit(self, code: str) -> str:
        """The name of a unit, its code where the name is not known."""
        return self.units.get(code, code)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, kind, the value for a case, and if paper has it.

    Values are text, µs UTC in columns of days and moments, or baht; None for unknown.
    """

    heading: str
    width: int
    kind: Kind
    value: Callable[[Case], str | int | Decimal | None]
    on_paper: bool = True

    def text(self, case: Case, language: str) -> str:
        """The value as text: a day as 24 พ.ย. 2569, a moment with 09:21 behind it."""
        value = self.value(case)
        if isinstance(value, Decimal):
            return f"{value:.2f}"
        if not isinstance(value, int):
            return value or ""
        day = day_text(value, language)
        return f"{day} {time_text(value)}" if self.kind is Kind.MOMENT else day


def columns(week: Week, names: Names) -> tuple[Column, ...]:
    """The columns of the list, in order. The reporter's name and phone are never among them."""
    return (
        Column(translate("WeeklyList", "Number"), 15, Kind.TEXT, lambda c: c.ticket.number),
        Column(translate("WeeklyList", "Report"), 52, Kind.WRAPPED, words_of),
        Column(translate("WeeklyList", "Type"), 18, Kind.WRAPPED, lambda c: ", ".join(c.types)),
        Column(translate("WeeklyList", "Place"), 26, Kind.WRAPPED, place_of),
        Column(translate("WeeklyList", "Unit"), 18, Kind.TEXT, lambda c: names.unit(c.unit)),
        Column(translate("WeeklyList", "Officer"), 20, Kind.TEXT,
               lambda c: names.person(c.officer) if c.officer else ""),
        Column(translate("WeeklyList", "Reported"), 19, Kind.MOMENT,
               lambda c: c.ticket.reported_at or None),
        Column(translate("WeeklyList", "Due"), 14, Kind.DAY, lambda c: c.due_at),
        Column(translate("WeeklyList", "Finished"), 19, Kind.MOMENT, lambda c: c.finished_at),
        Column(translate("WeeklyList", "State"), 16, Kind.TEXT, state_of),
        Column(translate("WeeklyList", "Mark"), 20, Kind.TEXT,
               lambda c: ", ".join(mark_word(m) for m in marks_of(c, week))),
        Column(translate("WeeklyList", "Done by"), 20, Kind.WRAPPED,
               lambda c: costs.done_by(c, week.holds), on_paper=False),
        Column(translate("WeeklyList", "Materials"), 30, Kind.WRAPPED,
               lambda c: costs.materials_of(c, week.holds), on_paper=False),
        Column(translate("WeeklyList", "Cost in the week (baht)"), 14, Kind.MONEY,
               lambda c: _money(costs.cost_of(c, week.holds))),
    )  # fmt: skip


def _money(baht: float | None) -> Decimal | None:
    return None if baht is None else Decimal(str(baht))


def words_of(case: Case) -> str:
    """The citizen's words; telephone numbers in them are cut short, hidden reports not shown."""
    if case.ticket.hidden:
        return translate("WeeklyList", "Details are not shown")
    return without_phones(case.ticket.description)


def place_of(case: Case) -> str:
    """Village and place in words, the address where there is no better."""
    village = case.ticket.village
    if village.isdecimal():
        village = translate("Wording", "Moo {n}").format(n=village)
    return " · ".join(part for part in (village, case.ticket.place or case.ticket.address) if part)


def marks_of(case: Case, week: Week) -> tuple[str, ...]:
    """`overdue` where the case was so at the end of the week; `reopened` where it ever was."""
    marks = []
    if define.is_overdue(case, week):
        marks.append("overdue")
    if case.reopen_count or define.reopenings(case):
        marks.append("reopened")
    return tuple(marks)


def mark_word(mark: str) -> str:
    """The word of a mark."""
    words = {
        "overdue": translate("Mark", "Overdue"),
        "reopened": translate("Mark", "Reopened"),
    }
    return words[mark]


def state_of(case: Case) -> str:
    """The state's word, with the authority's own label where it says something else."""
    words = {
        "waiting": translate("State", "Waiting"),
        "in_progress": translate("State", "In progress"),
        "forwarded": translate("State", "Forwarded"),
        "followed_up": translate("State", "Followed up"),
        "done": translate("State", "Done"),
        "rejected": translate("State", "Not a matter"),
    }
    word = words[case.state.value]
    return f"{word} ({case.label})" if case.label and case.label != word else word


def moment_of(at: int) -> datetime:
    """A time as a spreadsheet keeps it: local, without a zone, to the second."""
    return local(at).replace(tzinfo=None, microsecond=0)
