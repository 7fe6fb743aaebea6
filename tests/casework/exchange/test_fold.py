"""Duplicates fold into the newest, by an order that is total and transitive."""

from __future__ import annotations

from functools import reduce

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from casework.case import State
from casework.exchange.fold import fold, newest, rank
from casework.exchange.problems import problem
from casework.exchange.record import Record

PLAIN = Record(number="2022-TEST22", reported_at=1, state=State.WAITING)


def record(**changes):
    return msgspec.structs.replace(PLAIN, **changes)


def test_the_last_activity_decides_first():
    old = record(last_activity_at=10, finished_at=9, reopen_count=4, stage=2)
    new = record(last_activity_at=11)
    assert newest(old, new) is new
    assert newest(new, old) is new


def test_then_the_finishing_time_then_reopened_then_the_state():
    assert newest(record(finished_at=5), record(finished_at=4)).finished_at == 5
    assert newest(record(reopen_count=2), record(reopen_count=1, stage=2)).reopen_count == 2
    finished = record(state=State.DONE, stage=2)
    working = record(state=State.IN_PROGRESS, stage=1)
    filed = record(stage=0)
    assert newest(finished, working) is finished
    assert newest(filed, finished) is finished
    assert newest(working, filed) is working


def test_of_equals_the_later_record_wins():
    first, second = record(note="ก่อน"), record(note="หลัง")
    assert newest(first, second) is second
    assert newest(second, first) is first


def test_a_time_known_beats_one_unknown():
    assert newest(record(last_activity_at=3), record(stage=2)).last_activity_at == 3
    # To finish is an activity: it stands in where the last one is not told.
    assert newest(record(last_activity_at=3), record(finished_at=4)).finished_at == 4


times = st.none() | st.integers(0, 3)
records = st.builds(
    record,
    last_activity_at=times,
    finished_at=times,
    reopen_count=st.integers(0, 2),
    stage=st.integers(0, 2),
    note=st.text("กขค", max_size=2),
)


@given(records, records, records)
def test_folding_does_not_depend_on_how_pages_are_grouped(a, b, c):
    assert newest(newest(a, b), c) is newest(a, newest(b, c))


@given(st.lists(records, min_size=1, max_size=8))
def test_the_winner_is_the_last_of_the_best(many):
    best = max(rank(r) for r in many)
    assert reduce(newest, many) is [r for r in many if rank(r) == best][-1]


@given(records, records, records)
def test_the_order_is_transitive(a, b, c):
    if newest(a, b) is b and newest(b, c) is c:
        assert newest(a, c) is c


def test_fold_counts_and_keeps_problems():
    lost = problem("f", "line 3", "no_number")
    other = record(number="2022-TEST23")
    done = fold([record(note="1"), other, lost, record(note="2")])
    assert [r.note for r in done.records] == ["2", ""]
    assert (done.read, done.folded, done.problems) == (3, 1, (lost,))
