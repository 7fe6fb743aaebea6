"""The cache with 200,000 cases made from the real ones: lists, filters, search, pages of a pull.

Each figure stands beside a bare SQLCipher connection that does the same on the same file with the
same key and indexes, or beside a stated limit. What is told of the window and its memory comes from
processes of their own, off screen, timed from outside.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.harness import Options, Row, main, median_of
from benchmarks.support import cache_window, filled_cache, same_page
from benchmarks.support.filled_cache import NOW, Filled, apply, fill, handed_out
from benchmarks.support.real_data import archive, many_cases
from casework.case import Case, Event, State
from desktop.storage.database import connect
from desktop.storage.lists import ORDERS
from desktop.storage.narrowing import narrowed
from desktop.storage.records import CaseQuery, Near, Sort
from desktop.storage.rows import SHOWN
from desktop.storage.search import text_of

CASES = 200_000
WINDOW = 200
UNINDEXED = 2_000
BARE = "bare SQLCipher"
NEXT, COUNT, FOUND, FOUND_COUNT = 0.005, 0.050, 0.050, 0.250
DAY = 86_400_000_000
# One, two, three and ten characters; commoner and rarer ones.
WORDS = ("น", "ฬ", "ไฟ", "ถนน", "ไฟฟ้าส่องส", "กรุงเทพมหา", "ไฟ ดับ")
CENTRE = Near(100.55, 13.75, 3_000)


def measures(options: Options) -> Iterable[Row]:
    """Fill a cache with real cases, and ask it for pages, counts and words."""
    source = archive()
    if source is None:
        return
    count = options.work(CASES)
    with tempfile.TemporaryDirectory() as name:
        filled = fill(Path(name) / "desk", handed_out(many_cases(source, count, "TT")))
        bare = connect(filled.profile.cache_file, filled.key)
        bare.execute("PRAGMA cache_size = -24000")
        runs = 7 if options.quick else 21
        try:
            yield from _pages(filled, bare, runs)
            yield from _filters(filled, bare, runs)
            for word in WORDS:
                yield from _search(filled, bare, word, runs)
        finally:
            bare.close()
        pages = list(handed_out(many_cases(source, count + 10_000 + UNINDEXED, "TT")))[count:]
        yield from _searches_meanwhile(filled, pages[10_000:], runs)
        yield from same_page.measures(filled, pages[:10_000], Path(name))
        filled.cache.close()
        yield from cache_window.measures(filled.profile, Path(name), options.runs(), count)
        size = filled.profile.cache_file.stat().st_size
        yield Row(f"size on disk of {count:,} cases", size / 1e6, unit="MB")


def _asked(bare: Any, sql: str, values: Iterable[Any] = ()) -> Any:
    return bare.execute(sql, list(values)).fetchall()


def _pages(filled: Filled, bare: Any, runs: int) -> Iterable[Row]:
    """The first window of every order, and the one after the fiftieth."""
    cache = filled.cache
    for sort in (s for s in Sort if s != Sort.BEST):
        columns, descending = ORDERS[sort]
        order = ", ".join(f"f.{c} DESC" if descending else f"f.{c}" for c in columns)
        query = CaseQuery(sort=sort)
        rows = f"SELECT {_shown()} FROM facets f JOIN cases c USING (key)"
        first = f"{rows} ORDER BY {order} LIMIT {WINDOW}"
        mine = median_of(partial(cache.rows, query, now=NOW, limit=WINDOW), runs)
        yield Row(f"first {WINDOW}, {sort}", mine, BARE, median_of(partial(_asked, bare, first),
                                                                   runs), NEXT)  # fmt: skip
        after, place = _deep(cache, query)
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f"f.{c}" for c in columns)
        later = (
            f"{rows} WHERE ({names}) {'<' if descending else '>'} ({marks}) "
            f"ORDER BY {order} LIMIT {WINDOW}"
        )
        mine = median_of(partial(cache.rows, query, now=NOW, limit=WINDOW, after=after), runs)
        theirs = median_of(partial(_asked, bare, later, place), runs)
        yield Row(f"next {WINDOW}, {sort}", mine, BARE, theirs, NEXT)


def _shown() -> str:
    return ", ".join(f"c.{name.strip()}" for name in SHOWN.split(","))


def _deep(cache: Any, query: CaseQuery) -> tuple[str, list[Any]]:
    import json

    after: str | None = None
    for _ in range(50):
        after = cache.rows(query, now=NOW, limit=WINDOW, after=after).after or after
    assert after is not None
    return after, json.loads(after)


FILTERS = {
    "all": CaseQuery(),
    "in progress": CaseQuery(states=frozenset({State.IN_PROGRESS})),
    "open, of an officer": CaseQuery(open_only=True, officer="officer3"),
    "overdue": CaseQuery(overdue=True),
    "open, of a type": CaseQuery(open_only=True, types=frozenset({"ถนน"})),
    "of two units, older than 30 days, open": CaseQuery(
        open_only=True, units=frozenset(filled_cache.UNITS[:2]), older_than=30 * DAY
    ),
    "done without after-photo": CaseQuery(states=frozenset({State.DONE}), after_photo=False),
    "within 3 km": CaseQuery(near=CENTRE),
    "within 3 km, open, of a type, unit and officer": CaseQuery(
        near=CENTRE, open_only=True, types=frozenset({"ถนน"}),
        units=frozenset({filled_cache.UNITS[1]}), officer="officer5",
    ),
    "nothing at all": CaseQuery(villages=frozenset({"3"}), reopened=True, near=Near(99, 12, 10)),
}  # fmt: skip


def _filters(filled: Filled, bare: Any, runs: int) -> Iterable[Row]:
    cache = filled.cache
    for name, query in FILTERS.items():
        with cache.file.reading() as connection:
            _, sql, values = narrowed(connection, query, NOW).walking("NOT INDEXED")
        counted = f"SELECT count(*) {sql}"
        number = cache.count(query, NOW)
        if number != bare.execute(counted, values).fetchone()[0]:
            raise RuntimeError(f"counts differ: {name}")
        mine = median_of(partial(cache.count, query, NOW), runs)
        theirs = median_of(partial(_asked, bare, counted, values), runs)
        yield Row(f"count: {name} ({number:,})", mine, BARE, theirs, COUNT)
        mine = median_of(partial(cache.rows, query, now=NOW, limit=WINDOW), runs)
        yield Row(f"first {WINDOW}: {name}", mine, goal=COUNT)


def _search(filled: Filled, bare: Any, word: str, runs: int) -> Iterable[Row]:
    cache, query = filled.cache, CaseQuery(text=word, sort=Sort.BEST)
    with cache.file.reading() as connection:
        key, sql, values = narrowed(connection, query, NOW).walking()
    number = cache.count(query, NOW)
    counted = f"SELECT count(*) {sql}"
    if number != bare.execute(counted, values).fetchone()[0]:
        raise RuntimeError(f"counts differ: {word}")
    name = f"search {word} ({len(word)}; {number:,} hits)"
    page = f"SELECT {_shown()} FROM (SELECT {key} AS hit {sql} ORDER BY {key} DESC LIMIT {WINDOW})"
    page += " JOIN cases c ON c.key = hit"
    mine = median_of(partial(cache.rows, query, now=NOW, limit=WINDOW), runs)
    theirs = median_of(partial(_asked, bare, page, values), runs)
    yield Row(f"{name}: first page", mine, BARE, theirs, FOUND)
    yield Row(f"{name}: 2,000+", median_of(partial(cache.tally, query, NOW), runs), goal=FOUND)
    mine = median_of(partial(cache.count, query, NOW), runs)
    theirs = median_of(partial(_asked, bare, counted, values), runs)
    yield Row(f"{name}: exact count", mine, BARE, theirs, FOUND_COUNT)


def _searches_meanwhile(filled: Filled, more: list[Case], runs: int) -> Iterable[Row]:
    """The same searches while some cases wait for the index: some of them new, some changed."""
    half = len(more) // 2
    held = filled.cache.many(filled.cache.ids(CaseQuery(sort=Sort.NEWEST), NOW)[:half])
    said = Event(id="said", kind="comment", at=NOW, text="ลงพื้นที่ตรวจสอบแล้ว")
    changed = [
        msgspec.structs.replace(c, version=c.version + 1, history=(*c.history, said)) for c in held
    ]
    for page in (more[:half], changed):
        apply(filled.cache, page)
    waiting = filled.cache.index.left()
    for word in WORDS:
        query = CaseQuery(text=word, sort=Sort.BEST)
        number = filled.cache.count(query, NOW)
        name = f"search {word} ({len(word)}; {number:,} hits), {waiting:,} not indexed"
        mine = median_of(partial(filled.cache.rows, query, now=NOW, limit=WINDOW), runs)
        yield Row(f"{name}: first page", mine, goal=FOUND)
        mine = median_of(partial(filled.cache.tally, query, NOW), runs)
        yield Row(f"{name}: 2,000+", mine, goal=FOUND)
        mine = median_of(partial(filled.cache.count, query, NOW), runs)
        yield Row(f"{name}: exact count", mine, goal=FOUND_COUNT)
    text_of.cache_clear()
    query = CaseQuery(text="ถนน", sort=Sort.BEST)
    first = median_of(partial(filled.cache.rows, query, now=NOW, limit=WINDOW), 1, warm_up=False)
    yield Row(f"search ถนน, {waiting:,} not indexed: the very first time", first)


if __name__ == "__main__":
    sys.exit(main("cache", measures))
