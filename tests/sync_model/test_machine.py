"""Several desks and a server, anything in any order: nothing lost, nothing twice, all agree."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.sync_model import deeds, quiet
from tests.sync_model.road import Break, Fault
from tests.sync_model.world import (
    DAY,
    DESKS,
    HOUR,
    ROLES,
    SECOND,
    Template,
    World,
    make_template,
    quick_folder,
)

SEATS = st.sampled_from(sorted(DESKS))
PICK = st.integers(0, 7)
PICKS = st.lists(PICK, min_size=1, max_size=3)
FAULTS = st.lists(
    st.builds(
        Fault, st.sampled_from(Break), st.integers(0, 4), st.sampled_from([0.0, 0.3, 0.9])
    ),
    max_size=2,
)  # fmt: skip
LIMITS = st.sampled_from([1, 2, 3, 1000])
YEARS = st.integers(-8, 8)
SEEDS = st.integers(0, 2**20)


class Office(RuleBasedStateMachine):
    """What may happen."""

    template: ClassVar[Template]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory(dir=self.folder)
        self.world = World(Path(self._temporary.name), self.template)
        self.touched: set[str] = set()

    def teardown(self) -> None:
        """However the story went on, it ends well."""
        try:
            quiet.end(self.world)
        finally:
            self.world.close()
            self._temporary.cleanup()

    def _seat(self, name: str):
        self.touched.add(name)
        self.world.now += SECOND
        return self.world.seats[name]

    # -- people ---------------------------------------------------------------------------------

    @rule(name=SEATS, deed=st.sampled_from(sorted(deeds.DEEDS)), picks=PICKS, pick=PICK)
    def act(self, name, deed, picks, pick):
        deeds.do(self.world, self._seat(name), deed, picks, pick)

    @rule(name=SEATS, count=st.integers(1, 8), seed=SEEDS)
    def act_all_morning(self, name, count, seed):
        deeds.morning(self.world, self._seat(name), random.Random(seed), count)

    @rule(seed=SEEDS)
    def everybody_acts_and_syncs(self, seed):
        chance = random.Random(seed)
        for name in chance.sample(sorted(DESKS), len(DESKS)):
            deeds.morning(self.world, self._seat(name), chance, chance.randrange(5))
            if chance.random() < 0.7:
                self.world.sync(self.world.seats[name], limit=chance.choice((1, 2, 1000)))

    @rule(name=SEATS)
    def undo(self, name):
        deeds.undo(self.world, self._seat(name))

    @rule(name=SEATS, pick=PICK)
    def withdraw(self, name, pick):
        deeds.withdraw(self.world, self._seat(name), pick)

    @rule(name=SEATS, pick=PICK, how=st.sampled_from(["mine", "theirs", "some", "comment"]))
    def resolve(self, name, pick, how):
        deeds.resolve(self.world, self._seat(name), pick, how)

    # -- the road -------------------------------------------------------------------------------

    @rule(name=SEATS, limit=LIMITS)
    def sync(self, name, limit):
        self.world.sync(self._seat(name), limit=limit)

    @rule(name=SEATS, limit=LIMITS, faults=FAULTS)
    def sync_on_a_bad_day(self, name, limit, faults):
        # Copies, as the road counts them down.
        faults = [Fault(f.kind, f.at, f.share) for f in faults]
        self.world.sync(self._seat(name), *faults, limit=limit)

    @rule(
        name=SEATS, deed=st.sampled_from(["undo", "withdraw", *sorted(deeds.DEEDS)]), pick=PICK,
        picks=PICKS, homeward=st.booleans(), fault=st.none() | st.sampled_from(Break),
    )  # fmt: skip
    def act_while_a_request_is_on_its_way(self, name, deed, picks, pick, homeward, fault):
        seat = self._seat(name)
        trip = self.world.trip(seat)

        def meanwhile() -> None:
            self.world.now += SECOND
            if deed == "undo":
                deeds.undo(self.world, seat)
            elif deed == "withdraw":
                deeds.withdraw(self.world, seat, pick)
            else:
                deeds.do(self.world, seat, deed, picks, pick)

        trip.meanwhile, trip.homeward = meanwhile, homeward
        self.world.sync(seat, *([Fault(fault)] if fault else []))

    @rule()
    def a_late_request_arrives(self):
        self.world.road.arrive()

    # -- machines -------------------------------------------------------------------------------

    @rule(name=SEATS, reboot=st.booleans())
    def the_desk_starts_anew(self, name, reboot):
        self.world.restart(self._seat(name), reboot=reboot)

    @rule(name=SEATS, years=YEARS, hours=st.integers(-12, 12))
    def the_clock_is_set(self, name, years, hours):
        self._seat(name).clock.off = years * 365 * DAY + hours * HOUR

    @rule()
    def the_server_starts_anew(self):
        self.world.restart_server()

    @rule()
    def the_server_is_backed_up(self):
        self.world.back_up()

    @rule()
    def the_server_comes_back_from_its_backup(self):
        self.world.restore()

    # -- others ---------------------------------------------------------------------------------

    @rule(index=st.integers(0, 5), number=PICK)
    def the_other_system_tells_news(self, index, number):
        self.world.now += SECOND
        self.world.import_again(index, number)

    @rule(
        account=st.sampled_from(sorted(ROLES)),
        role=st.sampled_from(["officer", "clerk", "supervisor"]),
        unit=st.sampled_from(["works", "health"]),
    )  # fmt: skip
    def somebody_is_given_another_post(self, account, role, unit):
        self.world.change_user(account, role=role, unit=unit)

    @rule(somchai=st.booleans(), begins=st.integers(0, 2), days=st.integers(0, 3))
    def somebody_goes_on_leave(self, somchai, begins, days):
        away, there = ("somchai", "suda") if somchai else ("suda", "somchai")
        self.world.give_leave(away, there, begins, days)

    @rule()
    def whoever_was_away_comes_back_early(self):
        self.world.end_leaves()

    @rule(account=st.sampled_from(sorted(ROLES)), active=st.booleans())
    def an_account_is_shut_or_opened(self, account, active):
        self.world.change_user(account, active=active)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours):
        self.world.now += hours * HOUR

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def all_promises_stand(self):
        for name in sorted(self.touched):
            quiet.check_desk(self.world, self.world.seats[name])
        self.touched.clear()
        quiet.check_server(self.world)


@pytest.fixture(scope="module")
def office() -> Iterator[type[Office]]:
    """The machine with its signed-in desks."""
    Office.folder = quick_folder()
    Office.template = make_template(Office.folder / "template")
    yield Office
    shutil.rmtree(Office.folder, ignore_errors=True)


@pytest.mark.slow
def test_whatever_happens_everybody_agrees_in_the_end(office):
    """`SYNC_EXAMPLES=500` tries more; a story that fails is made short only with `SYNC_SHORTEN=1`.

    Shortening takes many minutes, and the story is told as a list of steps either way.
    """
    phases = [Phase.generate, *([Phase.shrink] if os.environ.get("SYNC_SHORTEN") else [])]
    wanted = settings(
        max_examples=int(os.environ.get("SYNC_EXAMPLES", "12")), stateful_step_count=40,
        deadline=None, suppress_health_check=list(HealthCheck), phases=phases, database=None,
    )  # fmt: skip
    run_state_machine_as_test(office, settings=wanted)
