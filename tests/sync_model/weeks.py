"""Weeks of work at several desks with others at work on the same cases, drawn from a seed.

Two officers (one of them with two computers), a clerk and a supervisor work where there is mostly
no line; the other system tells news of the same cases; computers start anew, clocks are set
wrong, accounts get other posts, the server comes back from a backup. In the end all agree.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.sync_model import deeds, quiet
from tests.sync_model.road import Break, Fault
from tests.sync_model.world import CASES, DAY, HOUR, ROLES, SECOND, Seat, World

RESOLVING = ("mine", "mine", "theirs", "some", "comment")
_SHARES = (0.0, 0.2, 0.8)
ACCOUNTS = sorted(ROLES)
OFFICERS = ("somchai", "suda")


@dataclass
class Weeks:
    """The days of one seed. `told` counts what happened."""

    world: World
    chance: random.Random
    restores: bool = True
    told: Counter[str] = field(default_factory=Counter)

    def day(self) -> None:
        """One day: each desk is used some times, in any order, and syncs where there is a line."""
        seats = list(self.world.seats.values())
        for account in ACCOUNTS:
            # Whoever was shut out by mistake is let in again in the morning.
            self.world.change_user(account, active=True)
        for seat in self.chance.choices(seats, k=self.chance.randrange(4, 12)):
            self.world.now += self.chance.randrange(1, 60 * 60) * SECOND
            deeds.morning(self.world, seat, self.chance, self.chance.randrange(1, 6))
            if self.chance.random() < 0.5:
                self._settle_one(seat)
            if self.chance.random() < 0.6:
                self._sync(seat)
            self._something_else(seat)
        quiet.check_server(self.world)
        self.world.now += 12 * HOUR

    def _settle_one(self, seat: Seat) -> None:
        how = self.chance.choice(RESOLVING)
        deeds.resolve(self.world, seat, self.chance.randrange(8), how)

    def _sync(self, seat: Seat) -> None:
        chance = self.chance
        faults = [
            Fault(chance.choice(list(Break)), chance.randrange(4), chance.choice(_SHARES))
            for _ in range(chance.choice((0, 0, 0, 1, 1, 2)))
        ]
        if self.chance.random() < 0.2:
            trip = self.world.trip(seat)
            trip.homeward = self.chance.random() < 0.5
            trip.meanwhile = lambda: deeds.morning(self.world, seat, self.chance, 2)
        report = self.world.sync(seat, *faults, limit=self.chance.choice((1, 2, 5, 1000)))
        self.told["cut" if report is None else "whole"] += 1
        if report is not None:
            for name in ("pushed", "pulled", "gone", "conflicts", "refused", "held", "photos_up"):
                self.told[name] += getattr(report, name)
        elif chance.random() < 0.6:
            # Whoever sees that nothing went through may think better of it.
            deeds.withdraw(self.world, seat, chance.randrange(8))
            deeds.undo(self.world, seat)
        quiet.check_desk(self.world, seat)

    def _something_else(self, seat: Seat) -> None:
        """Now and then something else happens."""
        chance, world = self.chance, self.world
        happens: dict[Callable[[], None], int] = {
            lambda: None: 60,
            lambda: world.import_again(chance.randrange(CASES), chance.randrange(8)): 10,
            lambda: world.restart(seat, reboot=chance.random() < 0.5): 6,
            lambda: self._set_clock(seat): 4,
            world.road.arrive: 4,
            self._change_post: 2,
            world.restart_server: 2,
            world.back_up: 3,
            self._restore: 3,
            self._go_on_leave: 3,
            world.end_leaves: 1,
            lambda: world.change_user(chance.choice(ACCOUNTS), active=False): 1,
        }
        chance.choices(list(happens), list(happens.values()))[0]()

    def _set_clock(self, seat: Seat) -> None:
        days = self.chance.choice((0, 0, 1)) * self.chance.randrange(-8 * 365, 8 * 365)
        seat.clock.off = days * DAY

    def _change_post(self) -> None:
        role = self.chance.choice(("officer", "clerk", "supervisor"))
        unit = self.chance.choice(("", "works"))
        self.world.change_user(self.chance.choice(ACCOUNTS), role=role, unit=unit)

    def _go_on_leave(self) -> None:
        away, there = self.chance.sample(OFFICERS, 2)
        self.world.give_leave(away, there, self.chance.randrange(3), 2)

    def _restore(self) -> None:
        if self.restores:
            self.world.restore()
            self.told["restored"] += 1


def work(world: World, seed: int, days: int, *, restores: bool = True) -> Counter[str]:
    """So many days, then the end; returns what happened. Raises AssertionError."""
    weeks = Weeks(world, random.Random(seed), restores)
    for _ in range(days):
        weeks.day()
    quiet.end(world)
    for seat in world.seats.values():
        weeks.told["saved"] += len(seat.ledger.saved)
        weeks.told["withdrawn"] += len(seat.ledger.withdrawn)
    return weeks.told
