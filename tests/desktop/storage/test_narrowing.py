"""Filters in any combination say the same as plain Python does of the same cases."""

from __future__ import annotations

import math
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.case import CLOSED_STATES, OPEN_STATES, Photo, PhotoRole, State, Ticket
from desktop.storage import narrowing
from desktop.storage.records import CaseQuery, Near, Sort
from tests.desktop.storage.authority import AT, a_case, pulled

DAY = 86_400_000_000
WORDS = ("ไฟฟ้าดับ ทั้งซอย", "ถนนเป็นหลุม", "น้ำท่วมหน้าบ้าน", "ไฟทาง")
PLACES = ((101.0, 16.0), (101.001, 16.0), (101.0, 16.02), (None, None))


@st.composite
def _case(draw, number):
    lon, lat = draw(st.sampled_from(PLACES))
    photos = draw(st.sampled_from([(), (Photo(sha256="a" * 64, role=PhotoRole.AFTER),)]))
    return a_case(
        number,
        state=draw(st.sampled_from(list(State))),
        officer=draw(st.sampled_from(["", "somchai", "malee"])),
        unit=draw(st.sampled_from(["", "กองช่าง", "กองสาธารณสุข"])),
        types=draw(st.sampled_from([(), ("ถนน",), ("ถนน", "ขยะ"), ("ถนนใหญ่",)])),
        due_at=draw(st.sampled_from([None, AT - DAY, AT + DAY])),
        reopen_count=draw(st.integers(0, 1)),
        parent=draw(st.sampled_from(["", "case-0"])),
        photos=photos,
        ticket=Ticket(
            number=f"2026-{number:03d}", description=draw(st.sampled_from(WORDS)), lon=lon,
            lat=lat, reported_at=AT - draw(st.integers(0, 40)) * DAY,
            village=draw(st.sampled_from(["", "3", "10"])),
        ),
    )  # fmt: skip


_queries = st.builds(
    CaseQuery,
    states=st.frozensets(st.sampled_from(list(State)), max_size=3),
    types=st.frozensets(st.sampled_from(["ถนน", "ขยะ", "ไม่มี"]), max_size=2),
    units=st.frozensets(st.sampled_from(["กองช่าง", "ไม่มี"]), max_size=2),
    villages=st.frozensets(st.sampled_from(["3", "10"]), max_size=2),
    officer=st.sampled_from(["", "", "somchai", "nobody"]),
    text=st.sampled_from(["", "", "ไฟ", "ถ", "หลุม", "ไฟ ซอย", "ไม่พบ"]),
    unassigned=st.booleans(), open_only=st.booleans(), overdue=st.booleans(),
    reopened=st.booleans(),
    without_place=st.booleans(), reported_from=st.sampled_from([None, AT - 20 * DAY]),
    reported_to=st.sampled_from([None, AT - 5 * DAY]),
    older_than=st.sampled_from([None, 7 * DAY]),
    near=st.sampled_from([None, None, Near(101.0, 16.0, 150.0), Near(101.0, 16.0, 5_000.0)]),
    ids=st.sampled_from([frozenset(), frozenset(), frozenset({"case-1", "case-4", "gone"})]),
    after_photo=st.sampled_from([None, None, True, False]), sort=st.sampled_from(list(Sort)),
)  # fmt: skip


def _metres(near, ticket):
    east = (ticket.lon - near.lon) * math.cos(math.radians(near.lat)) * 111_195
    return math.hypot(east, (ticket.lat - near.lat) * 111_195)


def _fits(case, query):
    ticket = case.ticket
    after = any(p.role == PhotoRole.AFTER for p in case.photos)
    return all(
        (
            not query.states or case.state in query.states,
            not query.types or query.types & set(case.types),
            not query.units or case.unit in query.units,
            not query.villages or ticket.village in query.villages,
            not query.officer or case.officer == query.officer,
            not query.unassigned or not case.officer,
            all(word in ticket.description for word in query.text.split()),
            not query.open_only or case.is_open,
            not query.overdue or case.is_overdue(AT),
            not query.reopened or case.reopen_count > 0,
            not query.without_place or ticket.lon is None,
            query.reported_from is None or ticket.reported_at >= query.reported_from,
            query.reported_to is None or ticket.reported_at < query.reported_to,
            query.older_than is None or ticket.reported_at < AT - query.older_than,
            query.near is None
            or (ticket.lon is not None and _metres(query.near, ticket) <= query.near.metres),
            query.after_photo is None or after == query.after_photo,
            not query.ids or case.id in query.ids,
        )
    )


# With none named, an order's own index and those of the search are walked as with very many cases.
@pytest.mark.parametrize("few", [narrowing.FEW, 0])
@settings(max_examples=60)
@given(data=st.data())
def test_filters_combine(cache, few, data):
    cases = [data.draw(_case(n)) for n in range(data.draw(st.integers(0, 12)))]
    pulled(cache, cases)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "FEW", few)
        for query in data.draw(st.lists(_queries, min_size=1, max_size=8)):
            expected = {c.id for c in cases if _fits(c, query)}
            everything = [("HT", c.id) for c in cases]
            assert {key[1] for key in cache.ids(query, AT)} == expected
            assert cache.count(query, AT) == len(expected)
            assert cache.tally(query, AT).number == len(expected)
            assert {row.id for row in cache.among(query, AT, everything)} == expected
            placed = {c.id for c in cases if c.id in expected and c.ticket.lon is not None}
            assert {spot.id for spot in cache.spots(query, AT)} == placed
            assert set(cache.spots_among(query, AT, everything)) == set(cache.spots(query, AT))
            paged, after = [], None
            while True:
                page = cache.rows(query, now=AT, limit=5, after=after)
                paged += [row.id for row in page.rows]
                after = page.after
                if after is None:
                    break
            assert paged == [key[1] for key in cache.ids(query, AT)]


def test_unassigned_and_states_are_counted_from_tallies(cache):
    cases = [
        a_case(1), a_case(2, officer="somchai"), a_case(3, officer="somchai", state=State.DONE),
        a_case(4, state=State.REJECTED), a_case(5, parent="case-1"),
    ]  # fmt: skip
    pulled(cache, cases)

    def number(**filters):
        return cache.count(CaseQuery(**filters), AT)

    assert number() == 5
    assert number(unassigned=True) == 3
    assert number(officer="somchai") == 2
    assert number(officer="somchai", open_only=True) == 1
    assert number(officer="nobody") == 0
    assert number(states=CLOSED_STATES) == 2
    assert number(states=OPEN_STATES, unassigned=True) == 2
    assert number(states=CLOSED_STATES, open_only=True) == 0
    moved = [msgspec.structs.replace(c, officer="malee", state=State.DONE) for c in cases]
    pulled(cache, moved[:4])
    assert number(officer="malee") == 4
    assert number(officer="somchai") == 0
    assert number() == 4


def test_marks_of_outbox_and_attention_are_filters(synced, server):
    comment = synced.maker.comment(synced.view("case-2"), "x")
    synced.act(comment)

    def found(query):
        return [key[1] for key in synced.cache.ids(query, AT)]

    assert found(CaseQuery(unsent=True)) == ["case-2"]
    assert found(CaseQuery(attention=True)) == []
    changed = server.cases["case-3"]
    accept = synced.maker.act(synced.view("case-3"), "accept")
    synced.act(accept)
    server.put(msgspec.structs.replace(changed, state=State.REJECTED))
    synced.sync(server)
    assert found(CaseQuery(unsent=True)) == []
    assert found(CaseQuery(attention=True)) == ["case-3"]
    assert synced.findings() == []


def test_a_place_in_a_list_is_of_that_order_alone(cache):
    pulled(cache, [a_case(n) for n in range(6)])
    page = cache.rows(CaseQuery(), now=AT, limit=2)
    other = replace(CaseQuery(), sort=Sort.BEST, text="ถนน")
    with pytest.raises(ValueError, match="place"):
        cache.rows(other, now=AT, after=page.after)
