"""The figures of a weekly report in words, for the summary sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.insight.figures import DAY
from casework.thai import day_text, time_text
from desktop.reports.week_words import signed, weekdays
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.reports.weekly import WeeklyReport

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Block:
    """A small table: headings and rows. Fractions are shares, baht, or else days."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    percent: bool = False
    money: bool = False


def blocks(report: WeeklyReport) -> tuple[Block, ...]:
    """What the summary sheet shows, from top to bottom."""
    return (_about(report), _figures(report), _days(report), _types(report), _units(report),
            *_costs(report), _definitions())  # fmt: skip


def type_word(name: str) -> str:
    """A type's name, with a word for none."""
    return name or translate("WeeklyList", "No type")


def unit_word(name: str) -> str:
    """A unit's name, with a word for none."""
    return name or translate("WeeklyList", "No unit")


def seen_to(report: WeeklyReport) -> str:
    """Up to when the figures count, and that unsent work is among them."""
    when = f"{day_text(report.made_at, report.language)} {time_text(report.made_at)}"
    return translate("WeeklyList", "Data up to {time} · what waits to be sent is counted").format(
        time=when
    )


def _about(report: WeeklyReport) -> Block:
    unit = report.names.unit(report.unit) if report.unit else translate("WeeklyList", "All units")
    cases = translate("WeeklyList", "{n} cases on the list").format(n=len(report.cases))
    return Block((unit,), ((cases,), (seen_to(report),)))


def _figures(report: WeeklyReport) -> Block:
    now, before, change = report.figures, report.before, report.change
    heading = (
        translate("WeeklyList", "Figure"),
        translate("WeeklyList", "This week"),
        translate("WeeklyList", "Week before"),
        translate("WeeklyList", "Change"),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        (translate("WeeklyList", "Cases reported"), now.reported, before.reported,
         signed(change.reported)),
        (translate("WeeklyList", "Cases finished"), now.finished, before.finished,
         signed(change.finished)),
        (translate("WeeklyList", "Time to fix, median (days)"), _days_of(now.median_to_fix),
         _days_of(before.median_to_fix), _days_of(change.median_to_fix)),
        (translate("WeeklyList", "Overdue"), now.overdue, before.overdue, signed(change.overdue)),
        (translate("WeeklyList", "Reopened"), now.reopened, before.reopened,
         signed(change.reopened)),
    )  # fmt: skip
    return Block(heading, rows)


def _days_of(span: int | None) -> float | None:
    return None if span is None else round(span / DAY, 1)


def _days(report: WeeklyReport) -> Block:
    heading = (
        translate("WeeklyList", "Day"),
        translate("WeeklyList", "Cases reported"),
        translate("WeeklyList", "Cases finished"),
    )
    found = report.figures
    rows = zip(weekdays(), found.reported_by_day, found.finished_by_day, strict=True)
    return Block(heading, tuple(rows))


def _types(report: WeeklyReport) -> Block:
    heading = (translate("WeeklyList", "Type reported"), translate("WeeklyList", "Cases"))
    return Block(heading, tuple((type_word(t), n) for t, n in report.figures.by_type))


def _units(report: WeeklyReport) -> Block:
    heading = (
        translate("WeeklyList", "Finished on time, by unit"),
        translate("WeeklyList", "On time"),
        translate("WeeklyList", "Had a due date"),
        translate("WeeklyList", "Share"),
    )
    rows = tuple(
        (unit_word(report.names.unit(row.unit)), row.on_time, row.due, row.rate)
        for row in report.figures.on_time
    )
    return Block(heading, rows, percent=True)


def _costs(report: WeeklyReport) -> tuple[Block, ...]:
    """What fixes cost, by type and by unit; nothing where nobody told a cost."""
    found = report.figures.costs
    if found.total is None:
        return ()
    baht = translate("WeeklyList", "Baht")
    total: tuple[Value, ...] = (translate("WeeklyList", "Together"), found.total)
    return (
        Block(
            (translate("WeeklyList", "Cost of fixes, by type"), baht),
            (*((type_word(name), cost) for name, cost in found.by_type), total),
            money=True,
        ),
        Block(
            (translate("WeeklyList", "Cost of fixes, by unit"), baht),
            (*((unit_word(report.names.unit(u)), cost) for u, cost in found.by_unit), total),
            money=True,
        ),
    )


def _definitions() -> Block:
    texts = (
        translate("WeeklyList", "Reported: the citizen reported it in the week."),
        translate("WeeklyList", "Finished: last finished in the week, and not rejected."),
        translate("WeeklyList", "Time to fix: from report to finish, of what was finished."),
        translate("WeeklyList", "Overdue: open at the end of the week, with the due date passed."),
        translate("WeeklyList", "Reopened: opened again in the week."),
        translate("WeeklyList", "A case with several types counts under each of them."),
        translate(
            "WeeklyList",
            "Cost: of the fixes recorded in the week and not taken back; under the first type.",
        ),
    )
    return Block((translate("WeeklyList", "What the figures mean"),), tuple((t,) for t in texts))
