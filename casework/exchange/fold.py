"""Folding the duplicates that paging over a moving list leaves: the newest wins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from casework.exchange.record import Problem, Record

_NEVER = -(2**62)


class Rank(NamedTuple):
    """How new a state of a case is; compared field by field, later is newer.

    A missing last activity is stood in for by the finishing time (which is an activity); what
    is missing altogether counts as oldest. Both are needed for the order to be transitive when
    some duplicates carry a field and others do not.
    """

    active_at: int
    finished_at: int
    reopen_count: int
    stage: int


def rank_of(
    last_activity_at: int | None, finished_at: int | None, reopen_count: int, stage: int
) -> Rank:
    """The rank of a case of which these four things are known (times in µs UTC)."""
    finished = _NEVER if finished_at is None else finished_at
    active = finished if last_activity_at is None else last_activity_at
    return Rank(active, finished, reopen_count, stage)


def rank(record: Record) -> Rank:
    """The rank of a record among its duplicates."""
    return rank_of(record.last_activity_at, record.finished_at, record.reopen_count, record.stage)


def newest(a: Record, b: Record) -> Record:
    """The winner of two duplicates, of which `b` was read later: b unless a is truly newer."""
    return a if rank(a) > rank(b) else b


class Folder:
    """Collects records and keeps the newest of each number.

    `read` counts the records taken in, `folded` those that gave way to another of their number.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Record] = {}
        self.problems: list[Problem] = []
        self.read = 0
        self.folded = 0

    def add(self, item: Record | Problem) -> None:
        """Take in what a reader yields; problems are kept apart."""
        if isinstance(item, Problem):
            self.problems.append(item)
            return
        self.read += 1
        held = self._kept.get(item.number)
        if held is not None:
            self.folded += 1
            item = newest(held, item)
        self._kept[item.number] = item

    def records(self) -> list[Record]:
        """The unique records, in the order in which their numbers were first read."""
        return list(self._kept.values())


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """Unique records, what could not be read, and how many were read and folded."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    read: int
    folded: int


def fold(items: Iterable[Record | Problem]) -> Folded:
    """Fold all that readers yield, in the order read, over any number of files."""
    folder = Folder()
    for item in items:
        folder.add(item)
    return Folded(
        records=tuple(folder.records()),
        problems=tuple(folder.problems),
        read=folder.read,
        folded=folder.folded,
    )
