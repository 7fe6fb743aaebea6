"""Writing every case anew costs what the cases are, not their square, in any order they lie."""

from __future__ import annotations

import pytest

from casework import wire
from casework.case import Ticket
from desktop.storage import keys, rewriting
from desktop.storage.cache import Cache
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery, Sort
from tests.desktop.storage.authority import AT, HOUR, a_case


def _cache(folder):
    profile = Profile(folder)
    return Cache.open(profile, keys.create_key(profile, "p", None))


def _newest_first(number):
    return [
        a_case(
            n, ticket=Ticket(number=f"2026-{n:04d}", description="ถนน", reported_at=AT - n * HOUR)
        )
        for n in range(number)
    ]


def _work_of(cache, number):
    """How much SQLite does (in thousands of its steps) to write so many cases that lay aside."""
    steps = 0

    def step():
        nonlocal steps
        steps += 1

    with cache.file.writing() as connection:
        flags = ", ".join(rewriting._FLAGS)
        connection.execute(f"CREATE TABLE before (view, base, {flags})")
        connection.executemany(
            "INSERT INTO before VALUES (?, NULL, 0, 0, 1, 0, 0)",
            [(wire.encode(case),) for case in _newest_first(number)],
        )
        connection.set_progress_handler(step, 1_000)
        rewriting.write_again(connection, "before")
        connection.set_progress_handler(None, 0)
    return steps


def test_twice_as_many_cases_are_twice_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr(rewriting, "_AT_ONCE", 5)
    work = []
    for number in (200, 800):
        cache = _cache(tmp_path / str(number))
        work.append(_work_of(cache, number))
        query = CaseQuery(sort=Sort.OLDEST, text="ถนน")
        ids = [case_id for _, case_id in cache.ids(query, AT)]
        assert ids == [f"case-{n}" for n in reversed(range(number))]
        cache.close()
    assert work[1] < 6 * work[0]


@pytest.mark.parametrize("table", ["search_data", "letters_data"])
def test_cases_that_come_newest_first_are_indexed_in_one_go(tmp_path, table):
    sizes = []
    for name, cases in (("down", _newest_first(200)), ("up", _newest_first(200)[::-1])):
        cache = _cache(tmp_path / name)
        end = wire.End(cursor="1", more=False, sweep=True)
        cache.apply_page([wire.Line(case=c) for c in cases], end, epoch=1, now=AT)
        with cache.file.reading() as connection:
            sizes.append(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        cache.close()
    assert sizes[0] == sizes[1]
