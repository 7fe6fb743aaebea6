"""The definition of every figure of the weekly report, computed from cases alone.

All figures of a week come from the cases on its list (`on_list`), so that whoever holds the list
can count them again. `docs/reports.md` has the same definitions in Thai and English.

The *end* of a week is its last-exclusive instant, or `now` while the week still runs. Times are
µs UTC; weeks are ISO weeks on Thailand's clock. A merged case counts like any other: a citizen
reported it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casework.case import CLOSED_STATES, Case, State
from casework.insight.costs import NO_COSTS, Costs, cost_of, costs
from casework.thai import week_bounds, week_of

DAY = 86_400_000_000
DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week `name` (2026-W47) as seen at `now`; `start` to `end` (exclusive), µs UTC.

    `seen_to` is the end, or `now` while the week runs; for a week to come it is its start.
    """

    name: str
    start: int
    end: int
    seen_to: int

    @classmethod
    def of(cls, name: str, now: int) -> Week:
        """The week of a name. Raises ValueError for what is not a week."""
        try:
            start, end = week_bounds(name)
        except OverflowError:
            raise ValueError(f"not a week: {name!r}") from None
        return cls(name, start, end, min(end, max(start, now)))

    def holds(self, at: int | None) -> bool:
        """Whether an instant lies in the part of the week that has passed."""
        return at is not None and self.start <= at < self.end and at <= self.seen_to

    def before(self) -> Week:
        """The week before, seen as far into it as this one, so that like is held against like.

        A finished week is compared with the whole week before it, Tuesday noon with Tuesday noon.
        """
        start = self.start - DAYS * DAY
        passed = self.seen_to - self.start
        return Week(week_of(start), start, self.start, start + passed)


@dataclass(frozen=True, slots=True)
class UnitOnTime:
    """Of `due` cases of a unit that were finished in the week and had a due time, those in time."""

    unit: str
    on_time: int
    due: int

    @property
    def rate(self) -> float:
        """The share that was on time, 0 to 1."""
        return self.on_time / self.due


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one week; each is defined by the function of the same name below.

    `median_to_fix` is µs, None when nothing was finished. The per-day tuples go Monday to Sunday.
    `costs` are of the fixes recorded in the week (`casework.insight.costs`).
    """

    week: str
    reported: int
    finished: int
    median_to_fix: int | None
    overdue: int
    overdue_by_unit: tuple[tuple[str, int], ...]
    reopened: int
    reported_by_day: tuple[int, ...]
    finished_by_day: tuple[int, ...]
    by_type: tuple[tuple[str, int], ...]
    on_time: tuple[UnitOnTime, ...]
    costs: Costs = NO_COSTS


@dataclass(frozen=True, slots=True)
class Change:
    """This week less the week before; `median_to_fix` is None where either has none."""

    reported: int
    finished: int
    median_to_fix: int | None
    overdue: int
    reopened: int


def is_reported(case: Case, week: Week) -> bool:
    """Reported in the week: the citizen's time of reporting lies in it."""
    return week.holds(case.ticket.reported_at)


def is_finished(case: Case, week: Week) -> bool:
    """Finished in the week: the last finishing time lies in it and the case was not rejected.

    A case that came back later still was finished then, as Traffy Fondue counts it too.
    """
    return week.holds(case.finished_at) and case.state != State.REJECTED


def is_overdue(case: Case, week: Week) -> bool:
    """Overdue at the end of the week: open at that moment, with the due time passed.

    The due time is the one the case has today; earlier ones are not looked up.
    """
    if case.due_at is None or case.due_at >= week.seen_to:
        return False
    return was_open(case, week.seen_to)


def is_reopened(case: Case, week: Week) -> bool:
    """Reopened in the week: its history has a reopening then, which nobody took back.

    A case imported as reopened, whose time of reopening nobody told, is in no week's figure.
    """
    return any(week.holds(at) for at in reopenings(case))


def on_list(case: Case, week: Week) -> bool:
    """Whether the week's list has the case: reported, finished, reopened, paid for, or overdue."""
    return (
        is_reported(case, week)
        or is_finished(case, week)
        or is_overdue(case, week)
        or is_reopened(case, week)
        or cost_of(case, week.holds) is not None
    )


def was_open(case: Case, at: int) -> bool:
    """Whether work was owed on the case at an instant, as far as its times tell."""
    if case.ticket.reported_at > at:
        return False
    if case.finished_at is None or case.finished_at > at:
        # Closed without a known time: it counts as never open, not as open for ever.
        return case.finished_at is not None or case.state not in CLOSED_STATES
    if case.state in CLOSED_STATES:
        return False
    # Finished before, open today: the last reopening says since when.
    return max(reopenings(case), default=case.finished_at) <= at


def reopenings(case: Case) -> list[int]:
    """The times (µs UTC) of reopenings that were not taken back."""
    undone = {event.undoes for event in case.history if event.undoes}
    times: dict[int, int] = {}
    for event in case.history:
        count = event.fields.get("reopen_count")
        if count is None or event.undoes or event.id in undone:
            continue
        if (count.new or 0) > (count.old or 0):
            # Two people may have reopened it at once: that is one reopening.
            times.setdefault(count.new, event.at)
    return list(times.values())


def time_to_fix(case: Case) -> int:
    """From the report to the last finishing time, µs; never negative. For finished cases only."""
    return max(0, (case.finished_at or 0) - case.ticket.reported_at)


def is_on_time(case: Case) -> bool:
    """Finished no later than the due time. For finished cases with a due time only."""
    return case.finished_at is not None and case.finished_at <= (case.due_at or 0)


def figures(cases: Iterable[Case], week: Week) -> Figures:
    """All figures of a week. Cases that are not on its list change nothing."""
    held = list(cases)
    reported = [c for c in held if is_reported(c, week)]
    finished = [c for c in held if is_finished(c, week)]
    overdue = [c for c in held if is_overdue(c, week)]
    return Figures(
        week=week.name,
        reported=len(reported),
        finished=len(finished),
        median_to_fix=median([time_to_fix(c) for c in finished]),
        overdue=len(overdue),
        overdue_by_unit=_most_first(Counter(c.unit for c in overdue)),
        reopened=sum(is_reopened(c, week) for c in held),
        reported_by_day=_by_day(week, [c.ticket.reported_at for c in reported]),
        finished_by_day=_by_day(week, [c.finished_at for c in finished if c.finished_at]),
        by_type=by_type(reported),
        on_time=on_time_by_unit(finished),
        costs=costs(held, week.holds),
    )


def by_type(cases: Iterable[Case]) -> tuple[tuple[str, int], ...]:
    """How many cases have each type, the most first; "" for none.

    A case with several types counts once under each, so that the sum can exceed the cases.
    """
    return _most_first(Counter(t for c in cases for t in dict.fromkeys(c.types or ("",))))


def on_time_by_unit(finished: Iterable[Case]) -> tuple[UnitOnTime, ...]:
    """Per unit, in order of its name: of the finished cases with a due time, those on time."""
    due: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for case in finished:
        if case.due_at is not None:
            due[case.unit] += 1
            kept[case.unit] += is_on_time(case)
    return tuple(UnitOnTime(unit, kept[unit], due[unit]) for unit in sorted(due))


def change(now: Figures, before: Figures) -> Change:
    """What changed from the week before."""
    both = now.median_to_fix is not None and before.median_to_fix is not None
    return Change(
        reported=now.reported - before.reported,
        finished=now.finished - before.finished,
        median_to_fix=(now.median_to_fix or 0) - (before.median_to_fix or 0) if both else None,
        overdue=now.overdue - before.overdue,
        reopened=now.reopened - before.reopened,
    )


def median(values: list[int]) -> int | None:
    """The middle value, the mean of the two middle ones (rounded down), or None for nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def _by_day(week: Week, times: Iterable[int]) -> tuple[int, ...]:
    days = [0] * DAYS
    for at in times:
        days[(at - week.start) // DAY] += 1
    return tuple(days)


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
