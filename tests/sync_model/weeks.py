"""Weeks of work at several desks with others at work on the same cases, drawn from a seed.

Two officers (one of them with two computers), a clerk and a supervisor work where there is mostly
no line; the other system tells news of the same cases; computers start anew, clocks are set
wrong, accounts get other posts, the server comes back from a backup. In the end all agree.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from tests.sync_model import deeds, quiet
from tests.sync_model.road import Break, Fault
from tests.sync_model.world import CASES, DAY, HOUR, ROLES, SECOND, Seat, World

RESOLVING = ("mine", "mine", "theirs", "some", "comment")
_SHARES = (0.0, 0.2, 0.8)


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
        for seat in self.chance.choices(seats, k=self.chance.randrange(4, 12)):
            self.world.now += self.chance.randrange(1, 60 * 60) * SECOND
            deeds.morning(self.world, seat, self.chance, self.chance.randrange(1, 6))
            if self.chance.random() < 0.5:
                self._settle_one(seat)
            if self.chance.random() < 0.45:
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
            for _ in range(chance.choice((0, 0, 1, 1, 2)))
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
        elif chance.random() < 0.4:
            # Whoever sees that nothing went through may think better of it.
            deeds.withdraw(self.world, seat, chance.randrange(8))
            deeds.undo(self.world, seat)
        quiet.check_desk(self.world, seat)

    def _something_else(self, seat: Seat) -> None:
        """Now and then something else happens."""
        chance, world = self.chance, self.world
        rare = chance.random()
        if rare < 0.10:
            world.import_again(chance.randrange(CASES), chance.randrange(8))
        elif rare < 0.16:
            world.restart(seat, reboot=chance.random() < 0.5)
        elif rare < 0.20:
            seat.clock.off = chance.choice((0, 0, 1)) * chance.randrange(-8 * 365, 8 * 365) * DAY
        elif rare < 0.24:
            world.road.arrive()
        elif rare < 0.26:
            role = chance.choice(("officer", "clerk", "supervisor"))
            unit = chance.choice(("", "works"))
            world.change_user(chance.choice(sorted(ROLES)), role=role, unit=unit)
        elif rare < 0.28:
            world.stop_server()
            world.start_server()
        elif rare < 0.31:
            world.back_up()
        elif rare < 0.34 and self.restores:
            world.restore()
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
