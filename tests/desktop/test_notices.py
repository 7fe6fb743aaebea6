"""What is news: nothing is told twice, nothing is lost, nothing in quiet hours."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from casework.thai import BANGKOK
from desktop import clock, noticing
from desktop.desk import Desk
from desktop.notices import Choices, Kind, Look, Memory, Notice, Owed, Subject, first, news
from desktop.storage.records import PhotoState
from tests.desktop.conftest import a_photo

HOUR = 3_600_000_000


def at(text: str) -> int:
    """A time of Thailand in µs UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BANGKOK).timestamp() * 1_000_000)


# A Friday.
NOON = at("2026-11-27T12:00")
EMPTY = Look(at=NOON)


def look(when: int, *owed: str, due: int | None = None, **more: dict[str, Subject]) -> Look:
    return Look(at=when, owed={n: Owed("HT", n, due_at=due) for n in owed}, **more)


def told(found: tuple[Notice, ...]) -> dict[Kind, int]:
    return {notice.kind: len(notice.subjects) for notice in found}


def test_what_came_with_the_first_sync_is_no_news():
    whole = look(NOON, "1", "2", attention={"a": Subject()}, stuck={"p": Subject()})
    found, _ = news(whole, first(whole), Choices())
    assert found == ()


def test_new_cases_are_bundled_and_told_once_over_a_restart():
    found, memory = news(look(NOON, "1", "2", "3"), first(EMPTY), Choices())
    assert told(found) == {Kind.ASSIGNED: 3}
    kept = msgspec.convert(msgspec.json.decode(msgspec.json.encode(memory)), Memory)
    assert kept == memory
    assert news(look(NOON + HOUR, "1", "2", "3"), kept, Choices())[0] == ()


def test_a_case_that_went_and_came_again_is_told_once():
    _, memory = news(look(NOON, "1"), first(EMPTY), Choices())
    _, memory = news(look(NOON + HOUR), memory, Choices())
    assert news(look(NOON + 2 * HOUR, "1"), memory, Choices())[0] == ()


def test_quiet_hours_hold_everything_and_end_with_one_bundle():
    begun = first(EMPTY)
    late = look(at("2026-11-27T18:00"), "1", attention={"a": Subject()})
    found, memory = news(late, begun, Choices())
    assert (found, memory) == ((), begun)
    early = look(at("2026-11-28T06:59"), "1", "2", attention={"a": Subject()})
    assert news(early, memory, Choices())[0] == ()
    morning = msgspec.structs.replace(early, at=at("2026-11-28T07:00"))
    assert told(news(morning, memory, Choices())[0]) == {Kind.ASSIGNED: 2, Kind.ATTENTION: 1}


def test_quiet_hours_can_be_others_or_none():
    evening = at("2026-11-27T20:00")
    assert not Choices(quiet=False).is_quiet(evening)
    assert not Choices(quiet_from=9, quiet_until=9).is_quiet(evening)
    assert Choices(quiet_from=12, quiet_until=13).is_quiet(NOON)
    assert not Choices(quiet_from=12, quiet_until=13).is_quiet(NOON + HOUR)


def test_a_kind_that_is_not_wanted_counts_as_told():
    without = Choices(kinds=frozenset(Kind) - {Kind.ASSIGNED})
    found, memory = news(look(NOON, "1"), first(EMPTY), without)
    assert found == ()
    assert news(look(NOON + HOUR, "1"), memory, Choices())[0] == ()


def test_due_dates_are_told_once_in_the_morning_and_on_friday_those_of_monday():
    begun = first(Look(at=at("2026-11-26T12:00")))
    due = at("2026-11-30T16:00")
    known = news(look(at("2026-11-26T13:00"), "1", due=due), begun, Choices())[1]
    found, memory = news(look(at("2026-11-27T07:10"), "1", due=due), known, Choices())
    assert told(found) == {Kind.DUE: 1}, "on Friday, what is due on Monday"
    for later in ("2026-11-27T15:00", "2026-11-28T08:00", "2026-11-30T08:00"):
        found, memory = news(look(at(later), "1", due=due), memory, Choices())
        assert found == (), later
    moved = at("2026-12-01T16:00")
    found, memory = news(look(at("2026-11-30T09:00"), "1", due=moved), memory, Choices())
    assert found == (), "once a day, in the morning"
    found, _ = news(look(at("2026-12-01T07:05"), "1", due=moved), memory, Choices())
    assert told(found) == {Kind.DUE: 1}, "another due date is told, also on its own day"


def test_what_is_overdue_or_far_off_is_not_due_tomorrow():
    for due in (at("2026-11-26T16:00"), at("2026-12-01T00:00")):
        known = news(look(NOON, "1", due=due), first(EMPTY), Choices(quiet=False))[1]
        found, _ = news(look(at("2026-11-28T08:00"), "1", due=due), known, Choices())
        assert found == ()


things = st.frozensets(st.sampled_from("abcdef"), max_size=6)


@given(
    st.lists(
        st.tuples(st.integers(1, 30), things, things, things, st.booleans()),
        min_size=1,
        max_size=25,
    )
)
def test_nothing_is_told_twice_and_nothing_is_lost(steps: list[tuple[int, Any, Any, Any, bool]]):
    now, memory, often = NOON, first(EMPTY), Counter[tuple[Kind, str]]()
    latest = EMPTY
    for hours, owed, attention, stuck, restart in steps:
        now += hours * HOUR
        latest = Look(
            at=now,
            owed={n: Owed(case=n) for n in owed},
            attention={n: Subject(case=n) for n in attention},
            stuck={n: Subject(case=n) for n in stuck},
        )
        found, memory = news(latest, memory, Choices())
        assert len({notice.kind for notice in found}) == len(found)
        assert not (found and Choices().is_quiet(now))
        often.update((notice.kind, s.case) for notice in found for s in notice.subjects)
        if restart:
            memory = msgspec.json.decode(msgspec.json.encode(memory), type=Memory)
    morning = datetime.fromtimestamp(now / 1e6, BANGKOK) + timedelta(days=1)
    end = msgspec.structs.replace(latest, at=int(morning.replace(hour=9).timestamp() * 1_000_000))
    found, _ = news(end, memory, Choices())
    often.update((notice.kind, s.case) for notice in found for s in notice.subjects)
    assert set(often.values()) <= {1}
    there = {(Kind.ASSIGNED, n) for n in end.owed} | {(Kind.ATTENTION, n) for n in end.attention}
    assert there | {(Kind.STUCK, n) for n in end.stuck} <= set(often)


def test_a_new_desk_is_quiet_until_its_first_sync_and_tells_what_comes_after(
    desk: Desk, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    desk.cache.put("last_sync_at", None)
    assert noticing.to_tell(desk) == ()
    assert desk.cache.get(noticing.MEMORY) is None
    desk.cache.put("last_sync_at", NOON)
    assert noticing.to_tell(desk) == ()
    mine = noticing.look_at(desk, NOON).owed
    assert len(mine) == 11
    forgotten = dict(desk.cache.get(noticing.MEMORY)["told"])
    del forgotten[f"assigned:{next(iter(mine))}"]
    desk.cache.put(noticing.MEMORY, {"told": forgotten})
    [notice] = noticing.to_tell(desk)
    assert (notice.kind, len(notice.subjects)) == (Kind.ASSIGNED, 1)
    assert noticing.to_tell(desk) == ()


def test_a_photo_is_stuck_when_it_failed_often_and_not_while_it_waits(desk: Desk):
    case = desk.find("2026-AA0001")
    desk.attach(case, [desk.prepare_photo(a_photo(), case, "after.jpg")])
    now = clock.now()
    assert noticing.look_at(desk, now).stuck == {}
    [item] = desk.outbox()
    [upload] = item.photos
    desk.cache.mark_sent([item.operation.id])
    for _ in range(noticing.STUCK_TRIES):
        desk.cache.upload_failed(upload.sha256, upload.case, "server_error", 0)
    [subject] = noticing.look_at(desk, now).stuck.values()
    assert subject.case == case.id
    assert desk.outbox()[0].photos[0].state == PhotoState.FAILED


def test_a_desk_that_is_shut_tells_nothing(desk: Desk, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    desk.cache.put("last_sync_at", NOON)
    desk.cache.put(noticing.MEMORY, {"told": {}})
    desk.cache.put("shut_out_at", NOON)
    assert noticing.to_tell(desk) == ()
