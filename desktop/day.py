"""An officer's day: which cases are for today, in which order, and how far it is from one to next.

The choice and the dragged order are kept in the profile as the named value `day`. A position of
the GPS never is. Lengths are metres as the crow flies, times µs UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from casework.case import State
from casework.places.distances import distance_metres
from casework.places.routes import Point, leg_lengths, short_way
from casework.thai import local
from desktop import clock
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow

Key = tuple[str, str]
"""(authority, case id)."""

TO_DO = frozenset({State.WAITING, State.IN_PROGRESS, State.FOLLOWED_UP})
MOST_CASES = 300
"""So many of the rest are shown: nobody chooses a day from more."""
_KEPT_AS = "day"


class Order(StrEnum):
    """How the stops of a day stand."""

    DUE = "due"
    DISTANCE = "distance"
    ROUTE = "route"


class Plan(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the person chose: `today` are the chosen cases in the order of their route.

    `day` is the calendar day in Thailand (2026-11-25) for which it was chosen. `start` is
    (lon, lat), degrees WGS 84.
    """

    day: str = ""
    order: Order = Order.DUE
    today: tuple[Key, ...] = ()
    start: Point | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A case in the day's plan. `number` counts today's stops from 1; 0 is one of the rest.

    `leg` is metres from the stop before that is still to do, or in the rest from the start; None
    without a place. `done` says that nothing is left to do on it.
    """

    row: CaseRow
    number: int = 0
    leg: float | None = None
    done: bool = False

    @property
    def key(self) -> Key:
        """Which case it is."""
        return (self.row.authority, self.row.id)

    @property
    def place(self) -> Point | None:
        """(lon, lat), degrees WGS 84; None where the case has none."""
        return _place(self.row)


@dataclass(frozen=True, slots=True)
class Day:
    """The plan as it is shown: today's stops in their order, then the rest. `more` are not shown.

    `length` is metres of the way past what is still to do.
    """

    today: tuple[Stop, ...] = ()
    rest: tuple[Stop, ...] = ()
    more: int = 0

    @property
    def length(self) -> float:
        """Metres of the way past today's stops that are still to do."""
        return sum(stop.leg for stop in self.today if stop.leg is not None)

    @property
    def left(self) -> int:
        """How many of today's stops are still to do."""
        return sum(not stop.done for stop in self.today)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All that are shown."""
        return (*self.today, *self.rest)


# -- kept in the profile --------------------------------------------------------------------------


def kept_plan(desk: Desk) -> Plan:
    """The plan as it was kept; an empty one where it is another program's or damaged."""
    try:
        return msgspec.convert(desk.cache.get(_KEPT_AS) or {}, Plan)
    except msgspec.ValidationError:
        return Plan()


def keep_plan(desk: Desk, plan: Plan) -> None:
    """Keep the plan. Raises StorageError."""
    desk.cache.put(_KEPT_AS, msgspec.to_builtins(plan))


def rows_of(desk: Desk, plan: Plan) -> list[CaseRow]:
    """The open cases of this person and of those they stand in for, and today's that are closed.

    Slow: worker thread.
    """
    officers = desk.acts_for() | {desk.account.username}
    query = CaseQuery(states=TO_DO, officers=frozenset(officers))
    rows = list(desk.all_rows(query))
    here = {(row.authority, row.id) for row in rows}
    closed = desk.among(CaseQuery(), [key for key in plan.today if key not in here])
    return rows + [row for row in closed if row.officer in officers]


def today_text() -> str:
    """The calendar day of now, as a plan names it."""
    return local(clock.now()).date().isoformat()


# -- the plan and the cases there are -------------------------------------------------------------


def begin(plan: Plan, rows: Iterable[CaseRow], day: str) -> Plan:
    """The plan for this day: of an older one what is still to do, and what is due by the evening.

    The same day's plan stays as it is.
    """
    if plan.day == day:
        return plan
    open_rows = [row for row in rows if row.state in TO_DO]
    there = {_key(row) for row in open_rows}
    kept = [key for key in plan.today if key in there]
    due = [_key(row) for row in sorted(open_rows, key=_by_due) if _due_by(row, day)]
    today = tuple(dict.fromkeys([*kept, *due]))
    return msgspec.structs.replace(plan, day=day, today=today)


def _due_by(row: CaseRow, day: str) -> bool:
    return row.due_at is not None and local(row.due_at).date().isoformat() <= day


def arrange(plan: Plan, rows: Sequence[CaseRow], start: Point | None = None) -> Day:
    """The day as it is shown: chosen cases that are there in their order, the others below.

    Cases that are gone are passed over; they stay in the plan in case they come back. `start`
    (lon, lat) is where distances begin, the plan's own where it is None.
    """
    start = start or plan.start
    by_key = {_key(row): row for row in rows}
    chosen = [by_key[key] for key in plan.today if key in by_key]
    rest = [row for row in rows if _key(row) not in set(plan.today) and row.state in TO_DO]
    by_distance = plan.order == Order.DISTANCE and start is not None
    if by_distance and start is not None:
        chosen.sort(key=lambda row: (_away(row, start), _by_due(row)))
        rest.sort(key=lambda row: (_away(row, start), _by_due(row)))
    else:
        rest.sort(key=_by_due)
        if plan.order != Order.ROUTE:
            chosen.sort(key=_by_due)
    shown = rest[:MOST_CASES]
    return Day(
        _with_legs(chosen, start),
        tuple(Stop(row, leg=_from_start(row, start)) for row in shown),
        len(rest) - len(shown),
    )


def _with_legs(rows: Sequence[CaseRow], start: Point | None) -> tuple[Stop, ...]:
    """Number the stops; legs go past those that are still to do and have a place."""
    way = [(row, at) for row in rows if row.state in TO_DO and (at := _place(row)) is not None]
    lengths = leg_lengths([at for _, at in way], start)
    legs = {_key(row): metres for (row, _), metres in zip(way, lengths, strict=True)}
    if way and start is None:
        del legs[_key(way[0][0])]  # nobody knows from where
    return tuple(
        Stop(row, number, legs.get(_key(row)), row.state not in TO_DO)
        for number, row in enumerate(rows, start=1)
    )


# -- what a person changes ------------------------------------------------------------------------


def choose(plan: Plan, keys: Iterable[Key]) -> Plan:
    """Take cases in at the end of today's route."""
    return msgspec.structs.replace(plan, today=tuple(dict.fromkeys([*plan.today, *keys])))


def leave_out(plan: Plan, keys: Iterable[Key]) -> Plan:
    """Take cases out of today."""
    gone = set(keys)
    return msgspec.structs.replace(plan, today=tuple(k for k in plan.today if k not in gone))


def move(plan: Plan, shown: Sequence[Key], key: Key, to: int) -> Plan:
    """Drag a stop to a place (0 is the first) among today's as they are `shown`; a route from now.

    What is in the plan and not shown keeps its place behind. Raises ValueError where the case is
    not among those shown.
    """
    order = list(shown)
    order.remove(key)
    order.insert(max(0, min(to, len(order))), key)
    return as_route(plan, order)


def as_route(plan: Plan, keys: Sequence[Key]) -> Plan:
    """Take this order of today's stops as the route."""
    behind = [key for key in plan.today if key not in set(keys)]
    return msgspec.structs.replace(plan, order=Order.ROUTE, today=(*keys, *behind))


def short_route(day: Day, start: Point | None = None) -> list[Key]:
    """Today's stops on a short way: what is done first, what has no place last.

    Without a start the first stop stays first.
    """
    done = [stop.key for stop in day.today if stop.done]
    left = [stop for stop in day.today if not stop.done]
    placed = [(stop.key, at) for stop in left if (at := stop.place) is not None]
    without = [stop.key for stop in left if stop.place is None]
    way = short_way([at for _, at in placed], start)
    return [*done, *(placed[number][0] for number in way), *without]


def _key(row: CaseRow) -> Key:
    return (row.authority, row.id)


def _place(row: CaseRow) -> Point | None:
    return None if row.lon is None or row.lat is None else (row.lon, row.lat)


def _by_due(row: CaseRow) -> tuple[bool, int, int, str]:
    return (row.due_at is None, row.due_at or 0, row.reported_at, row.id)


def _away(row: CaseRow, start: Point) -> float:
    at = _place(row)
    return float("inf") if at is None else distance_metres(*start, *at)


def _from_start(row: CaseRow, start: Point | None) -> float | None:
    at = _place(row)
    return None if at is None or start is None else distance_metres(*start, *at)
