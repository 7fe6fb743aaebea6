"""Looking for what a person is to be told, and keeping what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop import clock, notices
from desktop.notices import Choices, Look, Memory, Notice, Owed, Subject
from desktop.storage.records import CaseQuery, OutboxItem, PhotoState, Sending

if TYPE_CHECKING:
    from desktop.desk import Desk

MEMORY, CHOICES = "notices_told", "notices_wanted"
STUCK_TRIES = 6
"""So often a photo may fail before it is called stuck: an hour or two of back-off."""
STUCK_HOURS = 24
_HOUR = 3_600_000_000
_PAGE = 1_000


def choices(desk: Desk) -> Choices:
    """What the person wants to be told on this desk."""
    kept = desk.cache.get(CHOICES)
    return msgspec.convert(kept, Choices) if kept else Choices()


def choose(desk: Desk, wanted: Choices) -> None:
    """Keep what the person wants to be told."""
    desk.cache.put(CHOICES, msgspec.to_builtins(wanted))


def to_tell(desk: Desk) -> tuple[Notice, ...]:
    """What is to be told now; from then on it counts as told. Slow: never on the main thread.

    Nothing before the first sync went through, and nothing where the account was disabled or the
    pages are shut: what lies behind them is not told beside them either.
    """
    cache = desk.cache
    if cache.get("last_sync_at") is None or desk.is_shut_out():
        return ()
    if desk.lock_standing(keep=False).locked:
        return ()
    look, kept = look_at(desk, clock.now()), cache.get(MEMORY)
    memory = msgspec.convert(kept, Memory) if kept else None
    found: tuple[Notice, ...] = ()
    if memory is None:
        known = notices.first(look)
    else:
        found, known = notices.news(look, memory, choices(desk))
    # Before it is told: after a crash it is better missed than told at every start.
    if known != memory:
        cache.put(MEMORY, msgspec.to_builtins(known))
    return found


def look_at(desk: Desk, now: int) -> Look:
    """What is there of the person's own: cases, what needs attention, photos that do not go."""
    stuck = {}
    for item in desk.outbox():
        for photo in item.photos:
            if photo.state != PhotoState.VERIFIED and _is_stuck(item, photo.tries, now):
                stuck[f"{photo.case}:{photo.sha256}"] = _subject(desk, item)
    attention = {item.operation.id: _subject(desk, item) for item in desk.attention()}
    return Look(at=now, owed=_owed(desk, now), attention=attention, stuck=stuck)


def _is_stuck(item: OutboxItem, tries: int, now: int) -> bool:
    """A photo that failed again and again, or for long; one that nobody tried to send waits."""
    sent = item.sending in {Sending.APPLIED, Sending.UNKNOWN}
    for_long = now - item.operation.acted_at >= STUCK_HOURS * _HOUR
    return sent and (tries >= STUCK_TRIES or (tries > 0 and for_long))


def _owed(desk: Desk, now: int) -> dict[str, Owed]:
    mine = CaseQuery(open_only=True, officer=desk.account.username)
    found: dict[str, Owed] = {}
    after: str | None = None
    while True:
        page = desk.cache.rows(mine, now=now, limit=_PAGE, after=after)
        for row in page.rows:
            kind = row.types[0] if row.types else ""
            found[f"{row.authority}/{row.id}"] = Owed(
                row.authority, row.id, kind, row.village, row.due_at
            )
        after = page.after
        if after is None:
            return found


def _subject(desk: Desk, item: OutboxItem) -> Subject:
    """The case of an operation, as far as it may be shown."""
    operation = item.operation
    case = desk.case(operation.authority, operation.case)
    if case is None:
        return Subject(operation.authority, operation.case)
    kind = case.types[0] if case.types else ""
    return Subject(case.authority, case.id, kind, case.ticket.village)
