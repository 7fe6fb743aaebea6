"""What a search shows first, what it counts, and where it says that the words stand."""

from __future__ import annotations

import pytest

from casework import wire
from casework.case import Event, Ticket
from desktop.storage import lists, search
from desktop.storage.records import CaseQuery, Found, Sort, Tally
from tests.desktop.storage.authority import AT, a_case, pulled

MINUTE = 60_000_000


@pytest.fixture
def cache(desk):
    """A new one for each test: a case that is held keeps its key, and with it its place."""
    return desk.cache


def _case(number, description="x", *, comment="", at=AT, **ticket):
    history = (Event(id=f"c{number}", kind="comment", at=AT, text=comment),) if comment else ()
    return a_case(
        number, history=history,
        ticket=Ticket(number=f"2026-{number:04d}", description=description, reported_at=at,
                      **ticket),
    )  # fmt: skip


def _best(cache, text, **more):
    rows = cache.rows(CaseQuery(text=text, sort=Sort.BEST), now=AT, **more).rows
    return [int(row.id[5:]) for row in rows]


def test_the_best_hits_come_first_and_the_newest_among_equals(cache):
    pulled(
        cache,
        [
            _case(1, "ขอไฟ", comment="ไฟเสร็จแล้ว"), _case(2, comment="ซ่อมไฟ"),
            _case(3, "ไฟดับ", at=AT), _case(4, "ไฟดับ", at=AT + 9 * MINUTE),
            _case(5, place="หน้าร้านไฟฟ้า"), _case(6, address="ซอยไฟ"),
            _case(7, reporter_name="คุณไฟ"), _case(8, "เสา ไฟ ล้ม", at=AT - 9 * MINUTE),
        ],
    )  # fmt: skip
    # The words begin with it (newest first), hold it; then place, address, reporter, comments.
    assert _best(cache, "ไฟ") == [4, 3, 8, 1, 5, 6, 7, 2]
    assert _best(cache, "2026-0005") == [5]


def test_words_in_quotes_are_one_term(cache):
    pulled(cache, [_case(1, "ไฟ ดับ ทั้งซอย"), _case(2, "ดับ ทั้งคืน ไฟ")])
    assert sorted(_best(cache, "ไฟ ดับ")) == [1, 2]
    assert _best(cache, '"ไฟ ดับ"') == [1]
    assert _best(cache, '"ไฟ ดับ') == [1]
    assert search.terms('"ไฟ ดับ" ๑ "') == ["ไฟ ดับ", "1", '"']


def test_beyond_what_is_ranked_the_newest_come_first(cache, monkeypatch):
    monkeypatch.setattr(lists, "RANKED", 4)
    pulled(cache, [_case(n, "ไฟดับ", at=AT + n * MINUTE) for n in range(6)])
    assert cache.tally(CaseQuery(text="ไฟ"), AT) == Tally(4, exact=False)
    assert cache.count(CaseQuery(text="ไฟ"), AT) == 6
    assert cache.tally(CaseQuery(text="2026-0003"), AT) == Tally(1)
    assert _best(cache, "ไฟ") == [5, 4, 3, 2, 1, 0]
    first = cache.rows(CaseQuery(text="ไฟ", sort=Sort.BEST), now=AT, limit=4)
    assert _best(cache, "ไฟ", after=first.after) == [1, 0]


def test_ranked_pages_follow_each_other(cache):
    pulled(cache, [_case(n, "ไฟดับ" if n % 3 else "ขอไฟ", at=AT + n * MINUTE) for n in range(20)])
    whole, paged, after = _best(cache, "ไฟ"), [], None
    while True:
        page = cache.rows(CaseQuery(text="ไฟ", sort=Sort.BEST), now=AT, limit=3, after=after)
        paged += [int(row.id[5:]) for row in page.rows]
        after = page.after
        if after is None:
            break
    assert paged == whole
    assert len(set(paged)) == 20


def test_a_row_says_where_words_stand_that_it_does_not_show(cache):
    long = "เจ้าหน้าที่ลงพื้นที่แล้ว " * 12 + "เปลี่ยนหลอดไฟสามดวง " + "และทำความสะอาด " * 12
    pulled(
        cache,
        [
            _case(1, "ไฟดับ", comment=long), _case(2, address="เลขที่ ๑๒ ถนนไฟฉาย"),
            _case(3, reporter_name="คุณไฟ"), _case(4, place="ร้านไฟ"),
        ],
    )  # fmt: skip

    def found(text):
        rows = cache.rows(CaseQuery(text=text), now=AT).rows
        return {int(row.id[5:]): row.found for row in rows}

    assert found("ไฟ") == {
        1: None, 2: Found("address", "เลขที่ ๑๒ ถนนไฟฉาย"), 3: Found("reporter", "คุณไฟ"), 4: None,
    }  # fmt: skip
    (hit,) = found("หลอดไฟ").values()
    assert hit.where == "comment"
    assert "เปลี่ยนหลอดไฟสามดวง" in hit.text
    assert hit.text.startswith("…")
    assert hit.text.endswith("…")
    assert len(hit.text) < 140
    assert found("12") == {2: Found("address", "เลขที่ ๑๒ ถนนไฟฉาย")}


def test_keys_follow_the_time_of_report(cache):
    times = [AT + 5 * MINUTE, AT, AT + 9 * MINUTE, AT, AT + 1, 0, 0]
    pulled(cache, [_case(n, at=at) for n, at in enumerate(times)])
    later = [_case(7, at=AT + 7 * MINUTE), _case(8, at=AT)]
    lines = [wire.Line(case=case) for case in later]
    cache.apply_page(lines, wire.End(cursor="2", more=False), epoch=1, now=AT)
    rows = {int(row.id[5:]): row.key for row in cache.rows(CaseQuery(), now=AT).rows}
    assert len(set(rows.values())) == 9
    assert sorted(rows, key=lambda n: rows[n]) == [5, 6, 1, 3, 4, 8, 0, 7, 2]


def test_a_hit_in_a_telephone_number_is_told_as_such(cache):
    pulled(cache, [_case(1, reporter_phone="081-000-4417")])
    (row,) = cache.rows(CaseQuery(text="4417"), now=AT).rows
    assert row.found == Found("phone", "081-000-4417")
