"""What fixes cost, counted by hand, and what must hold of any history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import Case, Event, Ticket
from casework.insight.costs import Costs, cost_of, costs, done_by, materials_of


def fix(name: str, at: int = 5, **more) -> Event:
    return Event(id=name, kind="record_fix", at=at, actor="chai", **more)


def a_case(*history: Event, types=("ถนน",), unit="roads") -> Case:
    return Case(
        authority="HT", id="c", ticket=Ticket(number="1"), types=types, unit=unit, history=history
    )


def week(at: int) -> bool:
    return 0 <= at < 10


def test_costs_by_type_and_unit_sum_up_to_the_whole():
    found = costs(
        [
            a_case(fix("a", cost_baht=0.1), fix("b", cost_baht=0.2), types=("ถนน", "ทางเท้า")),
            a_case(fix("c", cost_baht=5.0), types=("ไฟฟ้า",), unit="light"),
            a_case(fix("d", cost_baht=1.0), types=(), unit=""),
            a_case(fix("e")),
        ],
        week,
    )
    assert found == Costs(
        total=6.3,
        by_type=(("ไฟฟ้า", 5.0), ("", 1.0), ("ถนน", 0.3)),
        by_unit=(("light", 5.0), ("", 1.0), ("roads", 0.3)),
    )


def test_a_fix_that_was_taken_back_costs_nothing():
    undo = Event(id="u", kind="undo", at=6, undoes="a")
    case = a_case(fix("a", cost_baht=10.0, materials="x"), undo)
    assert cost_of(case, week) is None
    assert materials_of(case, week) == ""


def test_only_the_fixes_of_the_span_count():
    case = a_case(fix("a", cost_baht=10.0, done_by="แดง"), fix("b", 12, cost_baht=1.0))
    assert cost_of(case, week) == 10.0
    assert done_by(case, week) == "แดง"
    assert costs([case], lambda at: at > 20) == Costs()


def test_nothing_told_is_not_zero():
    assert cost_of(a_case(fix("a")), week) is None
    assert cost_of(a_case(fix("a", cost_baht=0.0)), week) == 0.0
    assert costs([a_case(fix("a", cost_baht=0.0))], week).total == 0.0


_fixes = st.lists(
    st.tuples(st.sampled_from(["ถนน", "ไฟฟ้า", ""]), st.sampled_from(["a", "b"]),
              st.none() | st.integers(0, 10**9).map(lambda n: n / 100)),
    max_size=12,
)  # fmt: skip


@given(_fixes)
def test_the_parts_are_the_whole_for_any_cases(told):
    cases = [
        a_case(fix(str(n), cost_baht=cost), types=(t,) if t else (), unit=unit)
        for n, (t, unit, cost) in enumerate(told)
    ]
    found = costs(cases, week)
    if found.total is None:
        assert all(cost is None for *_, cost in told)
        return
    for parts in (found.by_type, found.by_unit):
        assert sum(cost for _, cost in parts) == pytest.approx(found.total, abs=0.05)
