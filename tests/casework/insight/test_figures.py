"""The figures of a week, counted by hand on a few cases, and what must hold of any cases."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import Case, Event, FieldChange, State, Ticket
from casework.insight import figures as f
from casework.thai import BANGKOK, to_microseconds

LATER = to_microseconds(datetime(2026, 12, 20, 9, tzinfo=BANGKOK))


def at(day: int, hour: int = 12, month: int = 11) -> int:
    return to_microseconds(datetime(2026, month, day, hour, tzinfo=BANGKOK))


def case(name: str, reported: int, **more) -> Case:
    return Case(
        authority="HT", id=name, ticket=Ticket(number=f"2026-{name}", reported_at=reported), **more
    )


def reopened(name: str, when: int, count: int = 1) -> Event:
    change = FieldChange(old=count - 1, new=count)
    return Event(id=name, kind="reopen", at=when, fields={"reopen_count": change})


WEEK = f.Week.of("2026-W47", LATER)


def test_week_47_runs_from_monday_to_sunday_in_thailand():
    assert WEEK.start == at(16, 0)
    assert WEEK.end == at(23, 0)
    assert WEEK.seen_to == WEEK.end


@pytest.mark.parametrize("name", ["", "2026-47", "2026-W00", "2026-W54", "9999-W52", "สัปดาห์"])
def test_what_is_no_week_is_refused(name):
    with pytest.raises(ValueError, match="week"):
        f.Week.of(name, LATER)


def test_figures_counted_by_hand():
    cases = [
        # Reported Monday, fixed Wednesday in time: 2 days.
        case("A", at(16), types=("ถนน",), unit="roads", state=State.DONE,
             finished_at=at(18), due_at=at(20)),
        # Reported before the week, fixed Wednesday too late: 10 days.
        case("B", at(8), types=("ขยะ",), unit="roads", state=State.DONE,
             finished_at=at(18), due_at=at(15)),
        # Two types, open, due on Saturday: overdue at the end.
        case("C", at(17), types=("ถนน", "ทางเท้า"), unit="health", state=State.IN_PROGRESS,
             due_at=at(21)),
        # No type, due after the week: not overdue then, though it is by now.
        case("D", at(22, 23), unit="health", due_at=at(24)),
        # Rejected in the week: reported, not finished.
        case("E", at(18), types=("ถนน",), state=State.REJECTED, finished_at=at(19)),
        # The Monday after, and long before without any due time: not of this week.
        case("F", at(23, 0), types=("ถนน",)),
        case("G", at(1, month=10), state=State.IN_PROGRESS),
    ]  # fmt: skip
    found = f.figures(cases, WEEK)
    assert found.reported == 4
    assert found.reported_by_day == (1, 1, 1, 0, 0, 0, 1)
    assert found.finished == 2
    assert found.finished_by_day == (0, 0, 2, 0, 0, 0, 0)
    assert found.median_to_fix == 6 * f.DAY
    assert found.overdue == 1
    assert found.overdue_by_unit == (("health", 1),)
    assert found.by_type == (("ถนน", 3), ("", 1), ("ทางเท้า", 1))
    assert found.on_time == (f.UnitOnTime("roads", 1, 2),)
    assert [c.id for c in cases if f.on_list(c, WEEK)] == ["A", "B", "C", "D", "E"]


def test_overdue_looks_at_the_end_of_the_week_not_at_today():
    late = case("A", at(10), state=State.DONE, due_at=at(18), finished_at=at(25))
    in_time = case("B", at(10), state=State.DONE, due_at=at(21), finished_at=at(20))
    unknown = case("C", at(10), state=State.DONE, due_at=at(18))
    assert f.is_overdue(late, WEEK)
    assert not f.is_overdue(in_time, WEEK)
    assert not f.is_overdue(unknown, WEEK)


def test_a_running_week_is_seen_up_to_now():
    running = f.Week.of("2026-W47", at(18))
    due_later = case("A", at(16), due_at=at(19))
    assert not f.is_overdue(due_later, running)
    assert f.is_overdue(case("B", at(16), due_at=at(17)), running)
    assert not f.is_reported(case("C", at(19)), running)
    assert running.before() == f.Week("2026-W46", at(9, 0), at(16, 0), at(11))


def test_a_week_to_come_has_nothing():
    coming = f.Week.of("2027-W10", at(18))
    assert f.figures([case("A", at(16), due_at=at(17))], coming).reported == 0


def test_reopened_counts_the_reopening_and_not_one_taken_back():
    stays = case("A", at(2), finished_at=at(10), reopen_count=1, history=(reopened("e1", at(17)),))
    undone = case(
        "B", at(2), finished_at=at(10), state=State.DONE,
        history=(reopened("e2", at(17)), Event(id="e3", kind="undo", at=at(17), undoes="e2")),
    )  # fmt: skip
    before = case("C", at(2), finished_at=at(5), reopen_count=1, history=(reopened("e4", at(9)),))
    imported = case("D", at(2), reopen_count=2)
    assert [f.is_reopened(c, WEEK) for c in (stays, undone, before, imported)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_reopened_case_owes_work_from_its_reopening_on():
    back = case("A", at(2), finished_at=at(10), due_at=at(9), history=(reopened("e", at(17)),))
    assert not f.was_open(back, at(16))
    assert f.was_open(back, at(18))
    assert f.is_overdue(back, WEEK)


def test_median_of_even_and_odd_and_nothing():
    assert f.median([]) is None
    assert f.median([9, 1, 4]) == 4
    assert f.median([8, 1, 4, 5]) == 4


def test_change_from_the_week_before():
    now = f.figures([case("A", at(16)), case("B", at(17))], WEEK)
    then = f.figures(
        [case("C", at(10), state=State.DONE, finished_at=at(11))], WEEK.before()
    )  # fmt: skip
    assert f.change(now, then) == f.Change(
        reported=1, finished=-1, median_to_fix=None, overdue=0, reopened=0
    )


times = st.integers(at(1, month=10), at(20, month=12))


@st.composite
def any_case(draw) -> Case:
    count = draw(st.integers(0, 1))
    reopening = (reopened("e", draw(times)),) if count else ()
    return case(
        draw(st.text("ABCDEFGH23456789", min_size=6, max_size=6)),
        draw(times),
        state=draw(st.sampled_from(list(State))),
        types=tuple(draw(st.lists(st.sampled_from(["ถนน", "ขยะ", "ป้าย"]), unique=True))),
        unit=draw(st.sampled_from(["", "roads", "health"])),
        due_at=draw(st.none() | times),
        finished_at=draw(st.none() | times),
        reopen_count=count,
        history=reopening,
    )


@given(st.lists(any_case(), max_size=12), times)
def test_invariants(cases, now):
    week = f.Week.of("2026-W47", now)
    found = f.figures(cases, week)
    listed = [c for c in cases if f.on_list(c, week)]
    assert f.figures(listed, week) == found, "the list alone gives every figure"
    assert sum(found.reported_by_day) == found.reported
    assert sum(found.finished_by_day) == found.finished
    assert sum(n for _, n in found.overdue_by_unit) == found.overdue
    assert sum(n for _, n in found.by_type) >= found.reported
    assert sum(row.due for row in found.on_time) <= found.finished
    assert all(0 <= row.on_time <= row.due for row in found.on_time)
    assert (found.median_to_fix is None) == (found.finished == 0)
    assert len(listed) <= found.reported + found.finished + found.overdue + found.reopened


@given(st.lists(any_case(), max_size=8))
def test_the_order_of_cases_changes_nothing(cases):
    assert f.figures(cases, WEEK) == f.figures(cases[::-1], WEEK)


@given(any_case())
def test_overdue_now_agrees_with_the_case_itself(made):
    """For a case never finished, the running week's word is that of `Case.is_overdue`."""
    now = at(19)
    fresh = case("A", at(1), state=made.state, due_at=made.due_at)
    assert f.is_overdue(fresh, f.Week.of("2026-W47", now)) == fresh.is_overdue(now)
