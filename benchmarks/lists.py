"""Lists and search in the cache, beside the same question put to a bare SQLCipher connection.

The bare connection has the same file, key, indexes and SQL; what differs is everything that the
desk does around it: its own reading transaction, the words of a query, rows as objects. The goals
are those for 200,000 cases.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.harness import Options, Row, main, median_of
from benchmarks.support.real_data import archive, cases_of
from casework import wire
from casework.case import State
from casework.thai import fold
from desktop.storage import keys
from desktop.storage.cache import Cache
from desktop.storage.cases import ORDERS
from desktop.storage.database import connect
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery, Sort
from desktop.storage.rows import SHOWN

NOW = 1_670_000_000_000_000
PAGE = 1000
WINDOW = 200
FIRST, NEXT, COUNT, FOUND, FOUND_COUNT = 0.050, 0.005, 0.050, 0.050, 0.250
WORDS = ("น", "ไฟ", "ถนน", "ไฟฟ้าส่องส")


def measures(options: Options) -> Iterable[Row]:
    """Fill a cache with real cases and ask it for pages, counts and words."""
    source = archive()
    if source is None:
        return
    count = options.work(20_000)
    with tempfile.TemporaryDirectory() as folder:
        profile = Profile(Path(folder))
        key = keys.create_key(profile, "a passphrase", b"r" * 32)
        cache = Cache.open(profile, key)
        bare = connect(profile.cache_file, key)
        try:
            _fill(cache, source, count)
            runs = options.runs(21) if not options.quick else 7
            yield from _pages(cache, bare, runs)
            yield from _counts(cache, bare, runs)
            for word in WORDS:
                yield from _search(cache, bare, word, runs)
        finally:
            bare.close()
            cache.close()


def _fill(cache: Cache, source: Path, count: int) -> None:
    start = time.perf_counter()
    cases = cases_of(source, count, "TT")
    for at in range(0, len(cases), PAGE):
        lines = [wire.Line(case=case) for case in cases[at : at + PAGE]]
        end = wire.End(cursor=str(at), more=at + PAGE < len(cases))
        cache.apply_page(lines, end, epoch=1, now=NOW)
    seconds = time.perf_counter() - start
    print(f"{len(cases):,} real cases in the cache after {seconds:.1f} s", file=sys.stderr)


def _rows(bare: Any, sql: str, *values: Any) -> Any:
    return bare.execute(sql, values).fetchall()


def _order(sort: Sort) -> str:
    columns, descending = ORDERS[sort]
    return ", ".join(f"{c} DESC" if descending else c for c in columns)


def _pages(cache: Cache, bare: Any, runs: int) -> Iterable[Row]:
    for sort in (Sort.URGENT, Sort.NEWEST):
        query = CaseQuery(sort=sort)
        sql = f"SELECT {SHOWN} FROM cases ORDER BY {_order(sort)} LIMIT ?"
        mine = median_of(partial(cache.rows, query, now=NOW, limit=WINDOW), runs)
        theirs = median_of(partial(_rows, bare, sql, WINDOW), runs)
        yield Row(f"first page of {WINDOW}, {sort}", mine, "bare SQLCipher", theirs, FIRST)
        yield _next_page(cache, bare, sort, runs)


def _next_page(cache: Cache, bare: Any, sort: Sort, runs: int) -> Row:
    """The page after the tenth: keyset, so that depth costs nothing."""
    query, after = CaseQuery(sort=sort), None
    columns, descending = ORDERS[sort]
    for _ in range(5):
        after = cache.rows(query, now=NOW, limit=WINDOW, after=after).after
    names = ", ".join(columns)
    place = bare.execute(
        f"SELECT {names} FROM cases ORDER BY {_order(sort)} LIMIT 1 OFFSET ?", (5 * WINDOW - 1,)
    ).fetchone()
    marks = ", ".join("?" * len(columns))
    sql = (
        f"SELECT {SHOWN} FROM cases WHERE ({names}) {'<' if descending else '>'} ({marks}) "
        f"ORDER BY {_order(sort)} LIMIT ?"
    )
    mine = median_of(lambda: cache.rows(query, now=NOW, limit=WINDOW, after=after), runs)
    theirs = median_of(lambda: bare.execute(sql, (*place, WINDOW)).fetchall(), runs)
    return Row(f"next page, {sort}", mine, "bare SQLCipher", theirs, NEXT)


def _counts(cache: Cache, bare: Any, runs: int) -> Iterable[Row]:
    asked = (
        ("all", CaseQuery(), "1", ()),
        ("in progress", CaseQuery(states=frozenset({State.IN_PROGRESS})), "state = ?",
         ("in_progress",)),
        ("open, of one type", CaseQuery(open_only=True, types=frozenset({"ถนน"})),
         "is_open = 1 AND instr(types, ?) > 0", ("\x1fถนน\x1f",)),
    )  # fmt: skip
    for name, query, condition, values in asked:
        sql = f"SELECT count(*) FROM cases WHERE {condition}"
        if cache.count(query, NOW) != bare.execute(sql, values).fetchone()[0]:
            raise RuntimeError(f"counts differ: {name}")
        mine = median_of(partial(cache.count, query, NOW), runs)
        theirs = median_of(partial(_rows, bare, sql, *values), runs)
        yield Row(f"count: {name}", mine, "bare SQLCipher", theirs, COUNT)


def _search(cache: Cache, bare: Any, word: str, runs: int) -> Iterable[Row]:
    query = CaseQuery(text=word, sort=Sort.NEWEST)
    folded = fold(word)
    if len(folded) < 3:
        inner, value = "instr(text, ?) > 0", folded
    else:
        inner, value = "search MATCH ?", f'"{folded}"'
    where = f"key IN (SELECT rowid FROM search WHERE {inner})"
    page = f"SELECT {SHOWN} FROM cases WHERE {where} ORDER BY {_order(Sort.NEWEST)} LIMIT ?"
    count = f"SELECT count(*) FROM cases WHERE {where}"
    found = cache.count(query, NOW)
    if found != bare.execute(count, (value,)).fetchone()[0]:
        raise RuntimeError(f"counts differ: {word}")
    name = f"search of {len(word)} (found {found:,})"
    mine = median_of(lambda: cache.rows(query, now=NOW, limit=WINDOW), runs)
    theirs = median_of(lambda: bare.execute(page, (value, WINDOW)).fetchall(), runs)
    yield Row(f"{name}: first page", mine, "bare SQLCipher", theirs, FOUND)
    mine = median_of(lambda: cache.count(query, NOW), runs)
    theirs = median_of(lambda: bare.execute(count, (value,)).fetchone(), runs)
    yield Row(f"{name}: count", mine, "bare SQLCipher", theirs, FOUND_COUNT)


if __name__ == "__main__":
    sys.exit(main("lists", measures))
