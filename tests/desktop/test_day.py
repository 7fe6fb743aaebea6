"""The officer's day: what is chosen stays, a dragged route is kept, what is done is ticked off."""

from __future__ import annotations

from msgspec.structs import replace

from casework.case import State
from desktop import clock
from desktop.day import (
    MOST_CASES,
    Order,
    Plan,
    arrange,
    as_route,
    begin,
    choose,
    keep_plan,
    kept_plan,
    leave_out,
    move,
    rows_of,
    short_route,
    today_text,
)
from tests.desktop.conftest import DAY, a_case, fill

WEST = (101.2, 16.4)


def keys(stops):
    return [stop.key[1] for stop in stops]


def planned(desk, *numbers, order=Order.ROUTE, start=None):
    today = tuple(("HT", f"case-{n:04d}") for n in numbers)
    return Plan(day=today_text(), order=order, today=today, start=start)


def shown(desk, plan, start=None):
    return arrange(plan, rows_of(desk, plan), start)


def test_a_new_day_begins_with_what_is_due_by_the_evening(desk):
    plan = begin(Plan(), rows_of(desk, Plan()), today_text())
    day = shown(desk, plan)
    # Due three days ago, the day before yesterday, yesterday is cases 1 to 3 of the fixture.
    assert keys(day.today) == ["case-0001", "case-0002", "case-0003"]
    assert "case-0004" in keys(day.rest)
    assert begin(plan, [], today_text()) is plan


def test_the_next_day_keeps_what_is_still_to_do(desk):
    plan = replace(planned(desk, 9, 11, 1), day="2020-01-01", order=Order.ROUTE)
    begun = begin(plan, rows_of(desk, plan), today_text())
    assert [key[1] for key in begun.today][:2] == ["case-0009", "case-0001"]
    assert ("HT", "case-0011") not in begun.today  # done on the day before
    assert begun.order == Order.ROUTE


def test_by_due_date_by_distance_and_as_dragged(desk):
    plan = planned(desk, 7, 5, 6)
    assert keys(shown(desk, plan).today) == ["case-0007", "case-0005", "case-0006"]
    due = replace(plan, order=Order.DUE)
    assert keys(shown(desk, due).today) == ["case-0005", "case-0006", "case-0007"]
    east = (101.3, 16.4)
    near = replace(plan, order=Order.DISTANCE, start=east)
    day = shown(desk, near)
    assert keys(day.today) == ["case-0007", "case-0006", "case-0005"]
    assert [stop.number for stop in day.today] == [1, 2, 3]
    assert keys(day.rest)[0] == "case-0012"
    away = [stop.leg for stop in day.rest]
    assert away == sorted(away)


def test_legs_go_from_stop_to_stop_and_add_up(desk):
    day = shown(desk, planned(desk, 1, 2, 4), WEST)
    legs = [round(stop.leg) for stop in day.today]
    # 0.001° of longitude at 16.4° N are 106.7 m.
    assert legs == [107, 107, 213]
    assert round(day.length) == 427
    assert shown(desk, planned(desk, 1, 2)).today[0].leg is None


def test_a_case_done_today_stays_ticked_off_and_the_way_goes_past_it(desk):
    plan = planned(desk, 1, 2, 4)
    [case] = desk.cache.many([("HT", "case-0002")])
    fill(desk, [replace(case, state=State.DONE, version=99)])
    day = shown(desk, plan, WEST)
    assert [(stop.key[1], stop.done) for stop in day.today] == [
        ("case-0001", False),
        ("case-0002", True),
        ("case-0004", False),
    ]
    assert [stop.number for stop in day.today] == [1, 2, 3]
    assert [stop.leg and round(stop.leg) for stop in day.today] == [107, None, 320]
    assert day.left == 2


def test_what_goes_to_someone_else_leaves_and_the_rest_of_the_route_stays(desk):
    plan = planned(desk, 6, 1, 5)
    [case] = desk.cache.many([("HT", "case-0001")])
    fill(desk, [replace(case, officer="anucha", version=99)])
    assert keys(shown(desk, plan).today) == ["case-0006", "case-0005"]


def test_a_new_case_is_offered_below_and_the_route_is_as_it_was(desk):
    plan = planned(desk, 6, 1, 5)
    fill(desk, [a_case(40)])
    day = shown(desk, plan)
    assert keys(day.today) == ["case-0006", "case-0001", "case-0005"]
    assert "case-0040" in keys(day.rest)
    assert [key[1] for key in choose(plan, [("HT", "case-0040")]).today][-1] == "case-0040"


def test_a_dragged_stop_goes_to_its_place_and_makes_a_route(desk):
    plan = planned(desk, 7, 5, 6, order=Order.DUE)
    order = [stop.key for stop in shown(desk, plan).today]
    moved = move(plan, order, ("HT", "case-0007"), 0)
    assert moved.order == Order.ROUTE
    assert keys(shown(desk, moved).today) == ["case-0007", "case-0005", "case-0006"]
    assert keys(shown(desk, move(moved, order, order[0], 99)).today)[-1] == order[0][1]


def test_what_is_taken_out_stands_below(desk):
    plan = leave_out(planned(desk, 1, 2), [("HT", "case-0001")])
    assert keys(shown(desk, plan).today) == ["case-0002"]
    assert "case-0001" in keys(shown(desk, plan).rest)


def test_a_short_way_is_proposed_from_the_start(desk):
    plan = planned(desk, 5, 1, 7, 3)
    day = shown(desk, plan)
    assert [key[1] for key in short_route(day, WEST)] == [
        "case-0001",
        "case-0003",
        "case-0005",
        "case-0007",
    ]
    assert short_route(day)[0] == ("HT", "case-0005")
    assert as_route(plan, short_route(day, WEST)).order == Order.ROUTE


def test_a_case_without_a_place_comes_last_on_the_way(desk):
    [case] = desk.cache.many([("HT", "case-0001")])
    fill(desk, [replace(case, ticket=replace(case.ticket, lon=None, lat=None), version=99)])
    plan = planned(desk, 1, 5, 3)
    assert short_route(shown(desk, plan), WEST)[-1] == ("HT", "case-0001")
    near = replace(plan, order=Order.DISTANCE)
    assert keys(shown(desk, near, WEST).today) == ["case-0003", "case-0005", "case-0001"]


def test_the_plan_is_kept_and_a_strange_one_does_no_harm(desk):
    plan = planned(desk, 3, 1, start=WEST)
    keep_plan(desk, plan)
    assert kept_plan(desk) == plan
    desk.cache.put("day", {"today": "nonsense"})
    assert kept_plan(desk) == Plan()


def test_cases_of_somebody_on_leave_are_there_too(desk, monkeypatch):
    [case] = desk.cache.many([("HT", "case-0001")])
    fill(desk, [replace(case, officer="anucha", version=99, due_at=clock.now() + DAY)])
    assert "case-0001" not in keys(shown(desk, Plan()).rest)
    monkeypatch.setattr(type(desk), "acts_for", lambda _: frozenset({"anucha"}))
    assert "case-0001" in keys(shown(desk, Plan()).rest)


def test_of_very_many_the_first_are_shown_and_the_others_counted(desk):
    [row] = rows_of(desk, Plan())[:1]
    many = [replace(row, id=f"m{n}", reported_at=n) for n in range(MOST_CASES + 20)]
    day = arrange(Plan(day=today_text()), many)
    assert len(day.rest) == MOST_CASES
    assert day.more == 20
