"""Looking at what the desk keeps: lists, cases, the outbox, the journal. Nothing is changed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from casework.case import Case
from casework.identifiers import parse_reference
from desktop import clock
from desktop.errors import DeskError
from desktop.storage.cache import Cache
from desktop.storage.records import CaseQuery, CaseRow, JournalLine, OutboxItem, Page, Spot, Tally

if TYPE_CHECKING:
    from desktop.sync.history import PastRound


class Looking:
    """The part of a desk that only reads. Thread-safe."""

    cache: Cache

    def rows(self, query: CaseQuery, *, limit: int = 200, after: str | None = None) -> Page:
        """A window of a list."""
        return self.cache.rows(query, now=clock.now(), limit=limit, after=after)

    def all_rows(self, query: CaseQuery, window: int = 1000) -> Iterator[CaseRow]:
        """Every row of a list, window by window."""
        after: str | None = None
        while True:
            page = self.rows(query, limit=window, after=after)
            yield from page.rows
            after = page.after
            if after is None:
                return

    def cases(self, query: CaseQuery, window: int = 500) -> Iterator[Case]:
        """Every case of a list, whole."""
        rows = self.all_rows(query, window)
        while batch := list(itertools.islice(rows, window)):
            yield from self.cache.many([(row.authority, row.id) for row in batch])

    def count(self, query: CaseQuery) -> int:
        """How many cases a list has."""
        return self.cache.count(query, now=clock.now())

    def tally(self, query: CaseQuery) -> Tally:
        """How many cases a list has, told at once: more than 2,000 hits need not be exact."""
        return self.cache.tally(query, clock.now())

    def among(self, query: CaseQuery, wanted: Iterable[tuple[str, str]]) -> list[CaseRow]:
        """The rows of those of these cases, by (authority, id), that are in the list."""
        return self.cache.among(query, clock.now(), wanted)

    def spots(self, query: CaseQuery) -> list[Spot]:
        """Where the cases of a list stand on a map. Slow with very many: worker thread."""
        return self.cache.spots(query, clock.now())

    def spots_among(self, query: CaseQuery, wanted: Iterable[tuple[str, str]]) -> list[Spot]:
        """The spots of those of these cases, by (authority, id), that are in the list."""
        return self.cache.spots_among(query, clock.now(), wanted)

    def case(self, authority: str, case_id: str) -> Case | None:
        """The case as this desk shows it, with what waits to be sent."""
        return self.cache.case(authority, case_id)

    def find(self, text: str) -> Case:
        """The one case that people name so (`2022-K4MDMW`, `2022-K4MDMW@CODE`).

        Raises DeskError: no_such_case, or several_cases where the authority is needed.
        """
        try:
            number, authority = parse_reference(text)
        except ValueError:
            raise DeskError("no_such_case", number=text) from None
        found = self.cache.find(number, authority)
        if not found:
            raise DeskError("no_such_case", number=text)
        if len(found) > 1:
            raise DeskError("several_cases", number=number)
        return found[0]

    def outbox(self) -> list[OutboxItem]:
        """What the server does not have yet."""
        return self.cache.outbox()

    def attention(self) -> list[OutboxItem]:
        """What no longer fits."""
        return self.cache.attention()

    def journal(self, limit: int = 50) -> list[JournalLine]:
        """The newest lines of the sync journal."""
        return self.cache.journal_lines(limit)

    def sync_history(self, limit: int = 200) -> list[PastRound]:
        """What past rounds of sync moved or why they failed, newest first."""
        from desktop.sync.history import past

        return past(self.cache, limit)
