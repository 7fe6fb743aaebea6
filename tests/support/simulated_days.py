"""Days in the field as they may go, with the truth beside them, for judging proposals."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from casework.pictures.proposals import Key, Site
from casework.pictures.visits import MINUTE, Shot

DAWN = 1_790_000_000_000_000
LON, LAT = 99.5, 18.25
_METRE = 1 / 111_195
HOUR = 60 * MINUTE


@dataclass
class Day:
    """One simulated day: photos, cases, and of which case each photo truly is (None: of none)."""

    shots: list[Shot] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    truth: dict[str, Key | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Habits:
    """How a day goes: metres of error, shares of photos without a place, and so on."""

    cases: int = 400
    mine: int = 25
    visits: int = 10
    square_metres: float = 6_000.0
    paired: float = 0.15
    planned: bool = False
    pin_error: float = 18.0
    bad_pins: float = 0.08
    visit_error: float = 12.0
    photo_error: float = 7.0
    bad_fixes: float = 0.04
    placeless: float = 0.2
    unrelated: int = 5
    camera_off: int = 0


def simulate(seed: int, habits: Habits | None = None) -> Day:
    """A day drawn from a seed."""
    habits = habits or Habits()
    chance = random.Random(seed)
    day = Day()
    spots = _spots(chance, habits)
    visited = chance.sample(range(habits.mine), habits.visits)
    for number, (lon, lat) in enumerate(spots):
        error = 60.0 if chance.random() < habits.bad_pins else habits.pin_error
        pin = _off(chance, lon, lat, error)
        planned = habits.planned and number in visited
        day.sites.append(
            Site(
                ("HT", f"C{number:04d}"),
                *pin,
                workable=number < habits.mine,
                reported_at=DAWN - chance.randrange(20 * 24) * HOUR - 3 * HOUR,
                accepted_at=DAWN - HOUR,
                order=visited.index(number) if planned else None,
            )
        )
    at = DAWN + 2 * HOUR
    for number in visited:
        at += chance.randrange(4, 25) * MINUTE
        at = _visit(chance, habits, day, spots[number], at, day.sites[number].key)
    for _ in range(habits.unrelated):
        where = _anywhere(chance, habits)
        _shoot(chance, habits, day, where, DAWN + chance.randrange(120, 600) * MINUTE, None)
    return day


def _visit(
    chance: random.Random,
    habits: Habits,
    day: Day,
    spot: tuple[float, float],
    at: int,
    key: Key,
) -> int:
    """Photos before and after the work; returns when the officer leaves."""
    around = _off(chance, *spot, habits.visit_error)
    if chance.random() < 0.5:
        for _ in range(chance.randrange(1, 3)):
            at += chance.randrange(10, 60) * 1_000_000
            _shoot(chance, habits, day, around, at, key)
        at += chance.randrange(12, 50) * MINUTE
        around = _off(chance, *spot, habits.visit_error)
    for _ in range(chance.randrange(2, 5)):
        at += chance.randrange(5, 60) * 1_000_000
        _shoot(chance, habits, day, around, at, key)
    return at


def _shoot(
    chance: random.Random,
    habits: Habits,
    day: Day,
    where: tuple[float, float],
    at: int,
    key: Key | None,
) -> None:
    sha256 = f"{len(day.shots):04x}{chance.getrandbits(240):060x}"
    placeless = chance.random() < habits.placeless
    error = 70.0 if chance.random() < habits.bad_fixes else habits.photo_error
    lon, lat = _off(chance, *where, error)
    shown = at + habits.camera_off
    day.shots.append(
        Shot(
            sha256,
            taken_at=shown,
            lon=None if placeless else lon,
            lat=None if placeless else lat,
            camera="Phone",
            camera_at=shown,
            satellite_at=None if placeless else at,
        )
    )
    day.truth[sha256] = key


def _spots(chance: random.Random, habits: Habits) -> list[tuple[float, float]]:
    spots: list[tuple[float, float]] = []
    for _ in range(habits.cases):
        if spots and chance.random() < habits.paired:
            # Two lamps of one street, two heaps at one bend.
            lon, lat = chance.choice(spots)
            spots.append(_off(chance, lon, lat, 40.0))
        else:
            spots.append(_anywhere(chance, habits))
    return spots


def _anywhere(chance: random.Random, habits: Habits) -> tuple[float, float]:
    side = habits.square_metres
    return _moved(LON, LAT, chance.uniform(0, side), chance.uniform(0, side))


def _off(chance: random.Random, lon: float, lat: float, metres: float) -> tuple[float, float]:
    return _moved(lon, lat, chance.gauss(0, metres), chance.gauss(0, metres))


def _moved(lon: float, lat: float, east: float, north: float) -> tuple[float, float]:
    return lon + east * _METRE / math.cos(math.radians(lat)), lat + north * _METRE


@dataclass
class Score:
    """How proposals compare with the truth, summed over days."""

    sure: int = 0
    sure_wrong: int = 0
    likely: int = 0
    likely_wrong: int = 0
    open_choice: int = 0
    open_right: int = 0
    of_cases: int = 0
    found: int = 0
    offered: int = 0

    def add(self, day: Day, proposals: list[tuple[str, Key | None, str, tuple[Key, ...]]]) -> None:
        """Count the proposals of a day: (SHA-256, case, confidence, other cases)."""
        for sha256, key, confidence, others in proposals:
            true = day.truth[sha256]
            self.of_cases += true is not None
            firm = confidence in ("sure", "likely")
            self.found += firm and key is not None and key == true
            self.offered += true is not None and true in (key, *others)
            if confidence == "sure":
                self.sure += 1
                self.sure_wrong += key != true
            elif confidence == "likely":
                self.likely += 1
                self.likely_wrong += key != true
            elif key is not None or others:
                self.open_choice += 1
                self.open_right += true in (key, *others)

    @property
    def firm_precision(self) -> float:
        """The share of firm proposals (sure or likely) that are right."""
        firm = self.sure + self.likely
        return 1 - (self.sure_wrong + self.likely_wrong) / firm if firm else 1.0

    @property
    def recall(self) -> float:
        """The share of photos of cases that were firmly proposed to the right one."""
        return self.found / self.of_cases if self.of_cases else 1.0


def proposals_of(day: Day) -> list[tuple[str, Key | None, str, tuple[Key, ...]]]:
    """What matching says of the day, photo by photo."""
    from casework.pictures.matching import match

    found = match(day.shots, day.sites)
    photos = [p for visit in found.visits for p in visit.photos] + list(found.apart)
    return [(p.shot.sha256, p.key, p.confidence, p.others) for p in photos]
