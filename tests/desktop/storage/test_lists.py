"""Lists: every order page by page, filters, counts, and search from one character up."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import wire
from casework.case import Event, Photo, PhotoRole, State, Ticket
from desktop.storage.records import CaseQuery, Sort
from desktop.storage.rows import CLOSED, NO_DUE
from tests.desktop.storage.authority import AT, a_case, pulled

DAY = 86_400_000_000


def _ordering(case, sort, keys):
    """Cases at the same place of an order follow each other by the cache's own key."""
    reported, number, key = case.ticket.reported_at, case.ticket.number, keys[case.id]
    due = case.due_at if case.due_at is not None else NO_DUE
    return {
        Sort.URGENT: (due if case.is_open else CLOSED, key),
        Sort.NEWEST: (reported, key),
        Sort.BEST: (reported, key),
        Sort.OLDEST: (reported, key),
        Sort.UPDATED: (case.updated_at, key),
        Sort.NUMBER: (number, key),
    }[sort]


# Few different values, so that many cases stand at the same place of an order.
_case_values = st.fixed_dictionaries(
    {
        "state": st.sampled_from(list(State)),
        "due_at": st.none() | st.integers(AT, AT + 3),
        "reported_at": st.integers(AT, AT + 3),
        "updated_at": st.integers(AT, AT + 3),
        "number": st.sampled_from(["2026-A", "2026-B", "2026-ก"]),
        "officer": st.sampled_from(["", "somchai"]),
        "types": st.sampled_from([(), ("ถนน",), ("ถนน", "ขยะ"), ("ถนนใหญ่",)]),
    }
)


@settings(max_examples=25)
@given(
    st.lists(_case_values, max_size=30),
    st.sampled_from(list(Sort)),
    st.integers(1, 7),
    st.sampled_from(
        [CaseQuery(), CaseQuery(open_only=True), CaseQuery(types=frozenset({"ถนน"})),
         CaseQuery(officer="somchai"), CaseQuery(overdue=True)]
    ),
)  # fmt: skip
def test_pages_one_after_the_other_are_the_whole_sorted_list(cache, drawn, sort, limit, query):
    cases = []
    for n, values in enumerate(drawn):
        number, reported_at = values.pop("number"), values.pop("reported_at")
        ticket = Ticket(number=number, description="x", reported_at=reported_at)
        cases.append(a_case(n, ticket=ticket, **values))
    pulled(cache, cases)
    query = CaseQuery(
        sort=sort, open_only=query.open_only, types=query.types, officer=query.officer,
        overdue=query.overdue,
    )  # fmt: skip
    now = AT + 2
    wanted = [
        c for c in cases
        if (not query.open_only or c.is_open) and (not query.overdue or c.is_overdue(now))
        and (not query.types or query.types & set(c.types))
        and (not query.officer or c.officer == query.officer)
    ]  # fmt: skip
    descending = sort in {Sort.NEWEST, Sort.UPDATED, Sort.BEST}
    held = {row.id: row.key for row in cache.rows(CaseQuery(), now=now).rows}
    ordered = sorted(wanted, key=lambda c: _ordering(c, sort, held), reverse=descending)
    expected = [c.id for c in ordered]
    seen, after = [], None
    while True:
        page = cache.rows(query, now=now, limit=limit, after=after)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
        assert len(page.rows) == limit
    assert seen == expected == [k[1] for k in cache.ids(query, now)]
    assert cache.count(query, now) == len(expected)


def test_a_page_goes_on_at_its_place_when_rows_before_it_went_away(cache):
    cases = [a_case(n) for n in range(10)]
    pulled(cache, cases)
    first = cache.rows(CaseQuery(sort=Sort.OLDEST), now=AT, limit=4)
    pulled(cache, cases[2:])
    rest = cache.rows(CaseQuery(sort=Sort.OLDEST), now=AT, limit=100, after=first.after)
    assert [r.id for r in rest.rows] == [f"case-{n}" for n in range(4, 10)]
    with pytest.raises(ValueError, match="place"):
        cache.rows(CaseQuery(sort=Sort.URGENT), now=AT, after="[1]")


def test_a_row_shows_the_case(cache):
    case = a_case(
        1, state=State.IN_PROGRESS, types=("ถนน", "ขยะ"), officer="somchai", unit="กองช่าง",
        due_at=AT + DAY, reopen_count=1, members=("x", "y"), label="ของเรา",
        photos=(
            Photo(sha256="a" * 64), Photo(sha256="b" * 64, role=PhotoRole.AFTER, withdrawn=True),
            Photo(sha256="c" * 64, role=PhotoRole.AFTER),
        ),
        ticket=Ticket(number="2026-X", description="ไฟดับ\nทั้งซอย " + "ก" * 500, village="3",
                      lon=101.5, lat=16.5, reported_at=AT, place="วัด"),
    )  # fmt: skip
    pulled(cache, [case])
    (row,) = cache.rows(CaseQuery(), now=AT).rows
    assert row.sentence.startswith("ไฟดับ ทั้งซอย ")
    assert len(row.sentence) <= 160
    assert (row.types, row.state, row.label) == (("ถนน", "ขยะ"), State.IN_PROGRESS, "ของเรา")
    assert (row.lon, row.lat, row.village, row.place) == (101.5, 16.5, "3", "วัด")
    assert (row.before, row.after) == ("a" * 64, "c" * 64)
    assert (row.members, row.reopen_count, row.due_at) == (2, 1, AT + DAY)
    assert (row.unsent, row.attention, row.version) == (False, False, 0)
    assert {p.sha256 for p in cache.known_photos()} == {"a" * 64, "c" * 64}


def test_filters_and_counts(cache):
    cases = [
        a_case(1), a_case(2, parent="case-1"),
        a_case(3, state=State.IN_PROGRESS, officer="somchai", due_at=AT - 1, unit="กองช่าง"),
        a_case(4, state=State.DONE, officer="somchai", due_at=AT - 1, reopen_count=2),
        a_case(5, ticket=Ticket(number="n", description="x", reported_at=AT, village="10")),
        a_case(6, ticket=Ticket(number="m", description="x", reported_at=AT + 9, village="2",
                                lon=1.0, lat=2.0)),
    ]  # fmt: skip
    pulled(cache, cases)
    counts = cache.counts("somchai", "officer", AT)
    assert (counts.mine, counts.incoming, counts.overdue, counts.cases) == (1, 3, 1, 6)
    assert counts.by_state == {State.WAITING: 4, State.IN_PROGRESS: 1, State.DONE: 1}
    assert cache.types() == [("ถนน", 6)]
    assert cache.villages() == [("2", 1), ("10", 1)]

    def found(**filters):
        query = CaseQuery(sort=Sort.NUMBER, **filters)
        return {k[1][5:] for k in cache.ids(query, AT)}

    assert found(overdue=True) == {"3"}
    assert found(reopened=True) == {"4"}
    assert found(unassigned=True) == {"1", "2", "5", "6"}
    assert found(without_place=True) == {"5"}
    assert found(units=frozenset({"กองช่าง"})) == {"3"}
    assert found(villages=frozenset({"2", "10"})) == {"5", "6"}
    assert found(states=frozenset({State.DONE, State.IN_PROGRESS})) == {"3", "4"}
    assert found(reported_from=AT, reported_to=AT + 9) == {"5"}
    assert [c.id for c in cache.many([("HT", "case-3"), ("HT", "no"), ("HT", "case-1")])] == [
        "case-3", "case-1",
    ]  # fmt: skip
    assert [c.id for c in cache.find("2026-AB0001")] == ["case-1"]
    assert cache.find("2026-AB0001", "XX") == []


# -- search -----------------------------------------------------------------------------------

WORDS = {
    1: "น้ำท่วมหน้าบ้านเลขที่ ๑๒๓",
    2: "ไฟฟ้าดับทั้งซอย ที่วัด",
    3: "แมวติดบนต้นไม้",
    4: 'ถนนพัง "ด่วน" 100% a_b',
}


@pytest.fixture
def words(cache):
    cases = []
    for n, text in WORDS.items():
        ticket = Ticket(
            number=f"2026-WXYZ{n}", description=text, reported_at=AT, reporter_name=f"คุณ{n}",
            reporter_phone=f"08{n}",
        )  # fmt: skip
        history = (Event(id=f"c{n}", kind="comment", at=AT, text=f"Comment {n} เห็นแล้ว"),)
        cases.append(a_case(n, ticket=ticket, history=history))
    pulled(cache, cases)
    return lambda text: {int(k[1][5:]) for k in cache.ids(CaseQuery(text=text), AT)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ว", {1, 2, 3, 4}),  # one character, also in the comments
        ("ท่", {1}), ("ด", {2, 3, 4}), ("ซอ", {2}),
        ("น้ำ", {1}), ("น้ํา", {1}), ("นํ้า", {1}), ("น้ำท่วม", {1}),  # three ways to write it
        ("ที่วัด", {2}), ("ท่ีวัด", {2}), ("ทั้ง", {2}), ("ท้ัง", {2}),  # tone mark before the vowel
        ("แมว", {3}), ("เเมว", {3}),
        ("123", {1}), ("๑๒๓", {1}), ("๑", {1, 4}), ("12", {1}),
        ("2026-wxyz3", {3}), ("WXYZ", {1, 2, 3, 4}), ("๒๐๒๖-WXYZ๒", {2}),
        ("comment 4", {4}), ("ดับ ซอย", {2}), ("ซอย ดับ", {2}), ("ดับ แมว", set()),
        ("คุณ3", {3}), ("082", {2}),
        ('"ด่วน"', {4}), ('"', {4}), ("100%", {4}), ("%", {4}), ("_", {4}), ("a_b", {4}),
        ("axb", set()),
        ("ไม่มีคำนี้", set()), ("  ", {1, 2, 3, 4}), ("", {1, 2, 3, 4}), ("\x00แมว", {3}),
        ("AND", set()), ("OR NOT *", set()),
    ],
)  # fmt: skip
def test_search_finds_thai_from_one_character_up(words, typed, expected):
    assert words(typed) == expected


def test_search_follows_what_changes(synced, server):
    query = CaseQuery(text="ข้อความใหม่")
    assert synced.cache.count(query, AT) == 0
    comment = synced.maker.comment(synced.view("case-2"), "ข้อความใหม่")
    synced.act(comment)
    assert synced.cache.ids(query, AT) == [("HT", "case-2")]
    synced.cache.withdraw(comment.id)
    assert synced.cache.count(query, AT) == 0
    changed = server.cases["case-3"]
    ticket = msgspec.structs.replace(changed.ticket, description="ข้อความใหม่")
    server.put(msgspec.structs.replace(changed, ticket=ticket))
    synced.pull(server)
    assert synced.cache.ids(query, AT) == [("HT", "case-3")]
    synced.cache.apply_page(
        [wire.Line(gone="case-3")], wire.End(cursor="9", more=False), epoch=1, now=AT
    )
    assert synced.cache.count(query, AT) == 0


@settings(max_examples=40)
@given(st.data())
def test_every_piece_of_the_words_finds_its_case(cache, data):
    text = data.draw(st.text("กขคงเแไำัิี่้าน ๑2aB%_\"'*-", min_size=1, max_size=30))
    pulled(
        cache, [a_case(1, ticket=Ticket(number="n", description="x" + text + "y", reported_at=AT))]
    )
    from casework.thai import fold

    folded = fold("x" + text + "y")
    start = data.draw(st.integers(0, len(folded) - 1))
    piece = folded[start : start + data.draw(st.integers(1, 8))]
    if fold(piece) == piece.strip():  # a piece that begins with a mark is typed by nobody
        assert cache.count(CaseQuery(text=piece), AT) == 1, piece


def test_a_spot_says_what_a_marker_shows(cache):
    here = Ticket(number="a", description="ไฟดับ\nทั้งซอย", reported_at=AT, lon=101.5, lat=16.25)
    cases = [
        a_case(1, ticket=here),
        a_case(2, ticket=here, due_at=AT - 1, reopen_count=1),
        a_case(3, ticket=here, due_at=AT - 1, state=State.DONE),
        a_case(4, ticket=here, reopen_count=1),
        a_case(5, ticket=here, reopen_count=1, state=State.IN_PROGRESS),
        a_case(6, ticket=Ticket(number="b", description="ไม่มีพิกัด", reported_at=AT)),
    ]
    pulled(cache, cases)
    spots = sorted(cache.spots(CaseQuery(), AT), key=lambda spot: spot.id)
    assert [spot.face for spot in spots] == [
        "waiting", "overdue", "done", "reopened", "in_progress",
    ]  # fmt: skip
    first = spots[0]
    assert (first.authority, first.lon, first.lat) == ("HT", 101.5, 16.25)
    assert first.sentence == "ไฟดับ ทั้งซอย"
