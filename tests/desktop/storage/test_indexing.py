"""The index of the search follows the cases, and a search says the same before and after."""

from __future__ import annotations

import contextlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import wire
from casework.case import Event, Ticket
from desktop.storage import backup, lists, narrowing, restoring
from desktop.storage.cache import Cache
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery, Near, Sort
from tests.desktop.storage.authority import AT, a_case, pulled

MINUTE = 60_000_000
WORDS = ("ไฟดับ", "ไฟดับ ทั้งซอย", "ถนนเป็นหลุม", "น้ำท่วม ไฟ", "x")
QUERIES = [
    CaseQuery(text=text, sort=sort, **more)
    for text in ("ไฟ", "น", "ไฟดับ", '"ไฟดับ ทั้ง"', "ไฟ ดับ", "2026-000")
    for sort in (Sort.BEST, Sort.NEWEST, Sort.OLDEST, Sort.URGENT, Sort.NUMBER)
    for more in ({}, {"open_only": True}, {"near": Near(101, 16, 9_000)})
]


def _case(number, words, *, comment="", version=1):
    history = (Event(id=f"c{number}", kind="comment", at=AT, text=comment),) if comment else ()
    return a_case(
        number, version=version, history=history,
        ticket=Ticket(
            number=f"2026-{number:04d}", description=words, lon=101.0, lat=16.0,
            reported_at=AT + number % 7 * MINUTE,
        ),
    )  # fmt: skip


def _page(cache, cases=(), gone=(), cursor="2"):
    lines = [wire.Line(case=case) for case in cases]
    lines += [wire.Line(gone=f"case-{number}") for number in gone]
    cache.apply_page(lines, wire.End(cursor=cursor, more=False), epoch=1, now=AT)


def _everything_said(cache):
    """All that a search tells, window by window."""
    said = []
    for query in QUERIES:
        after, pages = None, []
        while True:
            page = cache.rows(query, now=AT, limit=2, after=after)
            pages += page.rows
            after = page.after
            if after is None:
                break
        said.append((pages, cache.ids(query, AT), cache.count(query, AT), cache.tally(query, AT)))
    return said


def _index_everything(cache):
    cache.index.finish()
    assert cache.index.left() == 0


@pytest.mark.parametrize("few", [narrowing.FEW, 0])
@pytest.mark.parametrize("ranked", [lists.RANKED, 2])
@settings(max_examples=15, deadline=None)
@given(
    first=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    changed=st.dictionaries(st.integers(0, 9), st.sampled_from(WORDS), max_size=4),
    gone=st.sets(st.integers(0, 9), max_size=3),
    indexed=st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
def test_any_part_of_the_cases_indexed_a_search_says_the_same(
    cache, few, ranked, first, changed, gone, indexed
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "FEW", few)
        patch.setattr(lists, "RANKED", ranked)
        pulled(cache, [_case(n, words) for n, words in enumerate(first)])
        cache.index.take_some(indexed[0])
        later = [_case(n, "แก้ไข", comment=words, version=2) for n, words in changed.items()]
        _page(cache, later, gone)
        cache.index.take_some(indexed[1])
        partly = _everything_said(cache)
        _index_everything(cache)
        assert partly == _everything_said(cache)


def test_each_case_is_indexed_once_and_only_when_its_words_change(synced):
    index = synced.cache.index
    assert index.left() == 5
    assert index.take_some(3) == 3
    assert index.left() == 2
    assert (index.take_some(), index.take_some()) == (2, 0)
    case = synced.view("case-1")
    synced.act(synced.maker.act(case, "accept"))
    _page(synced.cache, [msgspec.structs.replace(synced.view("case-2"), officer="x", version=9)])
    assert index.left() == 0
    synced.act(synced.maker.comment(synced.view("case-1"), "ขุดแล้ว"))
    assert index.left() == 1
    synced.act(synced.maker.comment(synced.view("case-1"), "ถมแล้ว"))
    assert index.left() == 1
    query = CaseQuery(text="ถมแล้ว")
    assert [row.id for row in synced.cache.rows(query, now=AT).rows] == ["case-1"]
    _index_everything(synced.cache)
    assert [row.id for row in synced.cache.rows(query, now=AT).rows] == ["case-1"]
    assert synced.findings() == []


@pytest.mark.parametrize("indexed", [0, 2, 5])
def test_the_doctor_is_content_with_any_part_indexed(synced, indexed):
    synced.cache.index.take_some(indexed)
    assert synced.findings() == []
    _page(synced.cache, gone=(1, 2))
    assert synced.findings() == []
    _index_everything(synced.cache)
    assert synced.findings() == []


def test_a_case_that_left_before_it_was_indexed_leaves_nothing(synced):
    _page(synced.cache, gone=(1, 2, 3, 4, 5))
    _index_everything(synced.cache)
    assert synced.findings() == []
    assert synced.cache.count(CaseQuery(text="ถ"), AT) == 0


def test_a_case_that_comes_in_the_place_of_one_that_left_is_found_by_its_own_words(desk):
    cache = desk.cache
    pulled(cache, [_case(1, "ไฟดับ")])
    _index_everything(cache)
    (before,) = cache.rows(CaseQuery(), now=AT).rows
    _page(cache, gone=(1,))
    _page(cache, [_case(8, "ถนนเป็นหลุม")], cursor="3")
    (after,) = cache.rows(CaseQuery(), now=AT).rows
    assert before.key == after.key
    for _ in range(2):
        assert cache.count(CaseQuery(text="ไฟ"), AT) == 0
        assert cache.count(CaseQuery(text="หลุม"), AT) == 1
        _index_everything(cache)
    assert desk.findings() == []


def test_a_search_is_that_of_one_moment(synced):
    """What is indexed while a search looks is found in one place or the other, not in both."""
    with synced.cache.file.reading() as connection:
        query = CaseQuery(text="2026", sort=Sort.BEST)
        narrow = narrowing.narrowed(connection, query, AT)
        narrowing.look_up(connection, narrow)
        _index_everything(synced.cache)
        assert lists.count(connection, query, AT) == 5
    assert synced.cache.count(query, AT) == 5


def _parts(cache):
    """Of how many parts each index is made: a search asks every one."""
    with cache.file.reading() as connection:
        return [
            connection.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()[0]
            for table in ("search", "letters")
        ]


def test_many_small_steps_leave_few_parts(desk):
    cache = desk.cache
    pulled(cache, [_case(n, f"ไฟดับ {n}") for n in range(40)])
    while cache.index.take_some(1):
        pass
    assert _parts(cache) == [40, 40]
    while cache.index.merge_some():
        pass
    assert max(_parts(cache)) < 8
    assert cache.count(CaseQuery(text="ไฟดับ"), AT) == 40
    assert desk.findings() == []


def test_the_log_is_taken_in_while_a_transaction_is_open(synced):
    file = synced.cache.file
    with file.writing() as connection:
        connection.execute("UPDATE cases SET urgency = urgency")
        file.take_in()
    file.take_in()
    _, pages, taken_in = file.writer.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    assert 0 < pages == taken_in


def test_a_copy_of_a_desk_goes_on_with_what_was_left(synced, tmp_path):
    synced.cache.index.take_some(2)
    target = tmp_path / "copy.tambon"
    backup.write(synced.profile, synced.key, target)
    restored = Profile(tmp_path / "restored")
    restoring.restore(target, restored, "d2")
    with contextlib.closing(Cache.open(restored, synced.key)) as cache:
        assert cache.index.left() == 3
        assert cache.count(CaseQuery(text="2026"), AT) == 5
        _index_everything(cache)
        assert cache.count(CaseQuery(text="2026"), AT) == 5
