"""Likely duplicates: near in place and time, and about the same thing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casework.case import Case, State, Ticket
from casework.insight.duplicates import DuplicateFinder, likely_duplicates, pieces
from casework.places.distances import distance_metres

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
NOON = 1_790_000_000_000_000
LON, LAT = 99.5, 18.25
TEN_METRES = 10 / 111_195


def case(name: str, **more) -> Case:
    ticket: dict[str, Any] = {
        "number": f"2026-{name}",
        "description": "ไฟทางดับสี่ต้นหน้าศาลาประชาคม",
        "reported_at": NOON,
        "lon": LON,
        "lat": LAT,
    }
    ticket |= {k: more.pop(k) for k in tuple(more) if k in ticket}
    return Case(authority="HT", id=name, ticket=Ticket(**ticket), **more)


def test_says_how_far_and_how_long_before():
    mine = case("MINE")
    near = case("NEAR", lat=LAT + TEN_METRES, reported_at=NOON - 35 * MINUTE)
    (found,) = likely_duplicates(mine, [mine, near])
    assert found.case is near
    assert round(found.metres) == 10
    assert found.minutes == 35


def test_a_shared_type_is_enough_and_so_are_similar_words():
    mine = case("MINE", types=("แสงสว่าง",))
    same_type = case("TYPE", types=("ถนน", "แสงสว่าง"), description="มืดมาก")
    same_words = case("WORDS", types=("ถนน",), description="ไฟทางดับ หน้าศาลาประชาคมหมู่ 3")
    neither = case("OTHER", types=("ขยะ",), description="กองขยะริมคลองไม่มีคนเก็บเลย")
    found = likely_duplicates(mine, [same_type, same_words, neither])
    assert {d.case.id for d in found} == {"TYPE", "WORDS"}


def test_far_long_ago_rejected_grouped_and_placeless_are_left_out():
    mine = case("MINE", members=("CHILD",))
    others = [
        case("FAR", lat=LAT + 20 * TEN_METRES),
        case("OLD", reported_at=NOON - 8 * DAY),
        case("REJECTED", state=State.REJECTED),
        case("CHILD", parent="MINE"),
        case("NOWHERE", lon=None, lat=None),
    ]
    assert likely_duplicates(mine, others) == []
    assert likely_duplicates(case("NOWHERE", lon=None, lat=None), [mine]) == []


def test_the_nearest_comes_first_and_limits_can_be_given():
    mine = case("MINE")
    others = [case("B", lat=LAT + 3 * TEN_METRES), case("A", lat=LAT + TEN_METRES)]
    assert [d.case.id for d in likely_duplicates(mine, others)] == ["A", "B"]
    assert [d.case.id for d in likely_duplicates(mine, others, metres=15)] == ["A"]


def test_short_texts_prove_nothing():
    assert likely_duplicates(case("A", description="ไฟดับ"), [case("B", description="ไฟดับ")]) == []


def test_pieces_see_through_spelling_and_spaces():
    assert pieces("ไฟ  ดับ\u200b น้ํา") == pieces("ไฟดับน้ำ")


offsets = st.floats(-0.004, 0.004)


@given(st.lists(st.tuples(offsets, offsets), max_size=20), st.floats(-80, 80))
def test_the_grid_finds_all_that_a_plain_search_finds(places, lat):
    others = [case(str(n), lon=LON + x, lat=lat + y) for n, (x, y) in enumerate(places)]
    mine = case("MINE", lat=lat)
    wanted = {
        str(n) for n, (x, y) in enumerate(places)
        if distance_metres(LON, lat, LON + x, lat + y) <= 100
    }  # fmt: skip
    assert {d.case.id for d in DuplicateFinder(others).likely(mine)} == wanted
