"""The questions that the cache answers about cases and operations. Nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from casework.case import Case
from casework.operations import Operation
from desktop.storage import acting, cases, lists, outbox, small, spots
from desktop.storage.database import File
from desktop.storage.records import (
    CaseQuery,
    CaseRow,
    Counts,
    KnownPhoto,
    LeftDraft,
    OutboxItem,
    Page,
    Spot,
    Tally,
)


class Reading:
    """The part of the cache that only reads. Thread-safe: each question has its connection."""

    file: File

    def _read(self, question: Callable[..., Any], *values: Any) -> Any:
        with self.file.reading() as connection:
            return question(connection, *values)

    def rows(
        self, query: CaseQuery, *, now: int, limit: int = 200, after: str | None = None
    ) -> Page:
        """A window of a list, by keyset. Raises ValueError for a strange `after`."""
        page: Page = self._read(lists.window, query, now, limit, after)
        return page

    def ids(self, query: CaseQuery, now: int) -> list[tuple[str, str]]:
        """The keys of a whole list in its order."""
        found: list[tuple[str, str]] = self._read(lists.ids, query, now)
        return found

    def count(self, query: CaseQuery, now: int) -> int:
        """How many cases a list has."""
        return int(self._read(lists.count, query, now))

    def tally(self, query: CaseQuery, now: int) -> Tally:
        """How many cases a list has, told at once: more than 2,000 hits need not be exact."""
        found: Tally = self._read(lists.tally, query, now)
        return found

    def among(self, query: CaseQuery, now: int, wanted: Iterable[tuple[str, str]]) -> list[CaseRow]:
        """The rows of those of these cases, by (authority, id), that are in the list."""
        found: list[CaseRow] = self._read(lists.among, query, now, wanted)
        return found

    def spots(self, query: CaseQuery, now: int) -> list[Spot]:
        """Where the cases of a list stand, those without a place left out."""
        found: list[Spot] = self._read(spots.spots, query, now)
        return found

    def spots_among(
        self, query: CaseQuery, now: int, wanted: Iterable[tuple[str, str]]
    ) -> list[Spot]:
        """The spots of those of these cases, by (authority, id), that are in the list."""
        found: list[Spot] = self._read(spots.spots_among, query, now, wanted)
        return found

    def case(self, authority: str, case_id: str) -> Case | None:
        """The case as it is shown: with what waits to be sent."""
        found: Case | None = self._read(cases.view, authority, case_id)
        return found

    def base(self, authority: str, case_id: str) -> Case | None:
        """The case as the server last sent it."""
        found: Case | None = self._read(cases.base, authority, case_id)
        return found

    def find(self, number: str, authority: str = "") -> list[Case]:
        """The cases of a ticket number."""
        found: list[Case] = self._read(cases.find, number, authority)
        return found

    def many(self, wanted: Sequence[tuple[str, str]]) -> list[Case]:
        """Whole cases by (authority, id), in the order asked for; those not held are left out."""
        found: list[Case] = self._read(cases.many, wanted)
        return found

    def counts(self, me: str, role: str, now: int, others: frozenset[str] = frozenset()) -> Counts:
        """Work left for a person, and apart what is left of `others` for whom they stand in.

        Every role sees the same figures of the cases it holds.
        """
        del role
        found: Counts = self._read(cases.counts, me, now, others)
        return found

    def is_gone(self, authority: str, case_id: str) -> bool:
        """Whether a case left this desk and is kept only for work of one's own on it."""
        return bool(self._read(cases.is_gone, authority, case_id))

    def left_drafts(self) -> list[LeftDraft]:
        """The drafts on cases that left this desk."""
        found: list[LeftDraft] = self._read(small.left_drafts)
        return found

    def types(self) -> list[tuple[str, int]]:
        """The types of all cases held, the commonest first."""
        found: list[tuple[str, int]] = self._read(cases.types)
        return found

    def villages(self) -> list[tuple[str, int]]:
        """The villages of all cases held, with how many lie in each."""
        found: list[tuple[str, int]] = self._read(cases.villages)
        return found

    def known_photos(self) -> list[KnownPhoto]:
        """Every photo with a hash that a case held here shows."""
        found: list[KnownPhoto] = self._read(cases.known_photos)
        return found

    def outbox(self) -> list[OutboxItem]:
        """What the server does not have yet, operations or photos."""
        found: list[OutboxItem] = self._read(outbox.waiting)
        return found

    def attention(self) -> list[OutboxItem]:
        """What no longer fits."""
        found: list[OutboxItem] = self._read(outbox.attention)
        return found

    def operation(self, operation_id: str) -> OutboxItem | None:
        """One operation of this desk, wherever it stands."""
        found: OutboxItem | None = self._read(outbox.item, operation_id)
        return found

    def last_undoable(self, actor: str) -> list[Operation]:
        """The person's last act, or the whole group; empty when it cannot be undone."""
        found: list[Operation] = self._read(acting.last_undoable, actor)
        return found

    def pulled_anew(self) -> int:
        """How many cases the running, or the last, pull of everything has brought."""
        return int(self._read(cases.pulled_anew))
