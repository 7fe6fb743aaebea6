"""The weekly list and its figures: which cases, in which order, and how they leave as a file.

`casework.insight.figures` defines what counts; `docs/reports.md` says it for people.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from casework.case import Case
from casework.insight import figures as define
from casework.insight.figures import Change, Figures, Week
from casework.thai import week_of
from casework.wire import DeskSettings
from desktop import clock, words
from desktop.errors import DeskError
from desktop.reports.files import ExportError, write_whole
from desktop.reports.table import Names, columns
from desktop.reports.text import line
from desktop.reports.week_words import week_name
from desktop.reports.xlsx import make_workbook
from desktop.storage.records import CaseQuery, Sort

__all__ = [
    "ExportError",
    "WeeklyReport",
    "export",
    "week_name",
    "weekly_cases",
    "weekly_report",
    "write_csv",
    "write_xlsx",
]

Format = Literal["xlsx", "csv"]
_LAST: Final = "\uffff"


class Source(Protocol):
    """What a report asks of the desk."""

    @property
    def settings(self) -> DeskSettings | None:
        """What the desk knows of its authority."""

    def cases(self, query: CaseQuery) -> Iterator[Case]:
        """Every case of a list, whole, in its order."""

    def name_of(self, username: str, language: str = "th") -> str:
        """A person's name as shown."""


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """A week's list in its order, with the figures that it holds. `unit` is "" for all."""

    week: Week
    unit: str
    cases: tuple[Case, ...]
    figures: Figures
    before: Figures
    names: Names
    authority: str
    language: str
    made_at: int

    @property
    def change(self) -> Change:
        """What changed from the week before."""
        return define.change(self.figures, self.before)


def weekly_report(
    desk: Source, week: str = "", unit: str = "", language: str = "th", now: int | None = None
) -> WeeklyReport:
    """The report of an ISO week such as 2026-W47, this week where none is named.

    `now` is µs UTC. What waits to be sent counts. Raises DeskError("bad_week").
    """
    now = clock.now() if now is None else now
    asked = _week(week or week_of(now), now)
    before = asked.before()
    settings = desk.settings
    held = _gather(desk, before.start, asked.end, _spellings(unit, settings))
    names = Names(
        {u.code: u.name for u in settings.units} if settings else {},
        lambda username: desk.name_of(username, language),
    )
    listed = [c for c in held if define.on_list(c, asked)]
    return WeeklyReport(
        week=asked,
        unit=unit,
        cases=tuple(sorted(listed, key=lambda c: _order(c, names))),
        figures=define.figures(listed, asked),
        before=define.figures(held, before),
        names=names,
        authority=settings.authority_name if settings else "",
        language=language,
        made_at=now,
    )


def weekly_cases(desk: Source, week: str, unit: str = "", now: int | None = None) -> list[Case]:
    """The week's list: what was reported, finished or reopened in it, or overdue at its end.

    Ordered by unit, then due time (none last), then time of report. Raises DeskError("bad_week").
    """
    return list(weekly_report(desk, week, unit, now=now).cases)


def export(
    desk: Source, week: str, fmt: Format, out: Path, language: words.Language = "th", unit: str = ""
) -> int:
    """Write a week's list to a file; the answer is the number of cases on it.

    The program speaks `language` from here on, as headings and dates do.
    Raises DeskError("bad_week"), ExportError, ValueError for another format.
    """
    if fmt not in ("xlsx", "csv"):
        raise ValueError(f"no such format: {fmt!r} (there are xlsx and csv)")
    if words.language() != language:
        words.use_language(language)
    report = weekly_report(desk, week, unit, language)
    (write_xlsx if fmt == "xlsx" else write_csv)(out, report)
    return len(report.cases)


def write_xlsx(path: Path, report: WeeklyReport) -> None:
    """Write the list and a summary as an Excel workbook. Raises ExportError."""
    book = make_workbook(report)
    write_whole(path, book.save)


def write_csv(path: Path, report: WeeklyReport) -> None:
    """Write the list as CSV (RFC 4180), UTF-8 with a mark so that Excel reads Thai.

    Times are text, Buddhist years in Thai. Raises ExportError.
    """
    wanted = columns(report.week, report.names)

    def fill(beside: Path) -> None:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([column.heading for column in wanted])
            for case in report.cases:
                rows.writerow([line(column.text(case, report.language)) for column in wanted])

    write_whole(path, fill)


def _week(name: str, now: int) -> Week:
    try:
        return Week.of(name, now)
    except ValueError:
        raise DeskError("bad_week", week=name) from None


def _spellings(unit: str, settings: DeskSettings | None) -> frozenset[str]:
    """A unit's code and name: cases from elsewhere may have either. Empty for all units."""
    known = settings.units if settings and unit else ()
    same = {text for u in known if unit in (u.code, u.name) for text in (u.code, u.name)}
    return frozenset(same | {unit}) if unit else frozenset()


def _gather(desk: Source, start: int, end: int, units: frozenset[str]) -> list[Case]:
    """Every case that can be on the list of a week between `start` and `end`.

    What was finished, reopened, or was overdue and has been closed since, was also changed since;
    so the cases changed since `start` are read newest first, and reading ends at the first older.
    """
    found: dict[tuple[str, str], Case] = {}
    for case in desk.cases(CaseQuery(units=units, sort=Sort.UPDATED)):
        if case.updated_at < start:
            break
        found[case.authority, case.id] = case
    for query in (
        CaseQuery(units=units, reported_from=start, reported_to=end),
        CaseQuery(units=units, overdue=True),
    ):
        for case in desk.cases(query):
            found[case.authority, case.id] = case
    return list(found.values())


def _order(case: Case, names: Names) -> tuple[str, bool, int, int, str]:
    unit = names.unit(case.unit) or _LAST
    due = case.due_at
    return (unit, due is None, due or 0, case.ticket.reported_at, case.ticket.number)
