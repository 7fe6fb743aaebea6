"""A batch of photos as the visits of a day: whose clock was off, and which photos lie together.

Times are microseconds since 1970 UTC, places WGS 84 degrees, distances metres. The rules in words:
docs/batch.md.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from casework.places.distances import distance_metres
from casework.thai import BANGKOK, BUDDHIST_OFFSET, to_microseconds

MINUTE: Final = 60_000_000
BURST_GAP: Final = 5 * MINUTE
"""Photos that follow each other within this time at one place are one burst."""
BURST_METRES: Final = 30.0
"""A photo this far from the middle of a burst begins another: the officer walked on."""
BESIDE: Final = 90_000_000
"""A photo without a place taken so shortly beside a burst belongs to it."""
PHOTO_ERROR: Final = 22.0
"""How far a phone's own place is off, one standard deviation in one direction."""
_LEAST_OFFSET, _SAME_OFFSET, _TELLING = 2 * MINUTE, 90_000_000, 3
_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d|25\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_ .T]{0,3}(\d\d)[-_.h]?(\d\d)[-_.m]?(\d\d)"
)


@dataclass(frozen=True, slots=True)
class Shot:
    """What matching knows of one photo.

    `camera_at` is what the camera's clock showed, `satellite_at` what the satellites said;
    `taken_at` is the better of them. `named_at` is the time that the file's name tells.
    """

    sha256: str
    taken_at: int | None = None
    lon: float | None = None
    lat: float | None = None
    camera: str = ""
    camera_at: int | None = None
    satellite_at: int | None = None
    named_at: int | None = None

    @property
    def has_place(self) -> bool:
        """Whether it knows where it was taken."""
        return self.lon is not None and self.lat is not None

    @property
    def at(self) -> int | None:
        """When it was taken, as far as anything tells."""
        return self.named_at if self.taken_at is None else self.taken_at


@dataclass(frozen=True, slots=True)
class Burst:
    """Photos taken one after another at one place; `spread` is how far apart their places lie.

    `start` is None for photos without a time, (lon, lat) for photos without a place.
    """

    shots: tuple[Shot, ...]
    start: int | None
    end: int | None
    lon: float | None = None
    lat: float | None = None
    spread: float = 0.0

    @property
    def has_place(self) -> bool:
        """Whether any of its photos knows where it was taken."""
        return self.lon is not None


def clock_offsets(shots: Iterable[Shot]) -> dict[str, int]:
    """By camera, how much its clock is behind the satellites, where several photos agree on it.

    One photo may carry a stale fix; the same difference in photo after photo is the clock.
    """
    found: dict[str, dict[int, int]] = {}
    for shot in shots:
        if shot.camera_at is not None and shot.satellite_at is not None:
            differences = found.setdefault(shot.camera, {})
            differences[shot.satellite_at] = shot.satellite_at - shot.camera_at
    offsets: dict[str, int] = {}
    for camera, differences in sorted(found.items()):
        middle = round(statistics.median(differences.values()))
        agreeing = sum(abs(one - middle) <= _SAME_OFFSET for one in differences.values())
        if agreeing >= max(_TELLING, 0.8 * len(differences)) and abs(middle) >= _LEAST_OFFSET:
            offsets[camera] = middle
    return offsets


def set_right(
    shots: Sequence[Shot], offsets: Mapping[str, int], by_hand: int | None = None
) -> list[Shot]:
    """The photos with the times that the offsets make of the camera's clock.

    `by_hand` (microseconds, what is added) is for photos whose time no satellite confirms.
    """
    return [_set_right(shot, offsets.get(shot.camera), by_hand) for shot in shots]


def _set_right(shot: Shot, offset: int | None, by_hand: int | None) -> Shot:
    if by_hand is not None and shot.satellite_at is None and shot.at is not None:
        return replace(shot, taken_at=shot.at + by_hand)
    if offset is not None and shot.camera_at is not None:
        return replace(shot, taken_at=shot.camera_at + offset)
    return shot


def time_in_name(name: str) -> int | None:
    """The time that a file's name tells, as cameras write it: IMG_20261124_093012.jpg.

    A program that takes the place and time out of a photo often leaves its name.
    """
    found = _IN_NAME.search(name)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    if year > 2400:
        year -= BUDDHIST_OFFSET
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=BANGKOK)
    except ValueError:
        return None
    return to_microseconds(moment)


def bursts(shots: Sequence[Shot]) -> list[Burst]:
    """The photos in bursts, in order of time; those without a time come last, by place.

    Photos without time and place are in none.
    """
    timed = sorted((s for s in shots if s.at is not None), key=_by_time)
    groups = _placed_groups([s for s in timed if s.has_place])
    loose = _join_beside(groups, [s for s in timed if not s.has_place])
    found = [_burst(group) for group in [*groups, *_runs(groups, loose)]]
    found.sort(key=lambda b: (b.start or 0, b.shots[0].sha256))
    untimed = sorted((s for s in shots if s.at is None and s.has_place), key=lambda s: s.sha256)
    return [*found, *(_burst([shot]) for shot in untimed)]


def middle(shots: Sequence[Shot]) -> tuple[float, float] | None:
    """The median (lon, lat) of photos: one bad fix does not move it."""
    placed = [(s.lon, s.lat) for s in shots if s.lon is not None and s.lat is not None]
    if not placed:
        return None
    lons, lats = zip(*placed, strict=True)
    return statistics.median(lons), statistics.median(lats)


def metres_to(shot: Shot | Burst, lon: float, lat: float) -> float:
    """How far a photo or burst is from (lon, lat); endless where it has no place."""
    if shot.lon is None or shot.lat is None:
        return float("inf")
    return distance_metres(shot.lon, shot.lat, lon, lat)


def _by_time(shot: Shot) -> tuple[int, str]:
    return (shot.at or 0, shot.sha256)


def _placed_groups(placed: Sequence[Shot]) -> list[list[Shot]]:
    groups: list[list[Shot]] = []
    for shot in placed:
        if groups and _goes_on(groups[-1], shot):
            groups[-1].append(shot)
        else:
            groups.append([shot])
    return groups


def _goes_on(group: Sequence[Shot], shot: Shot) -> bool:
    if (shot.at or 0) - (group[-1].at or 0) > BURST_GAP:
        return False
    centre = middle(group)
    return centre is not None and metres_to(shot, *centre) <= BURST_METRES


def _join_beside(groups: Sequence[list[Shot]], placeless: Sequence[Shot]) -> list[Shot]:
    """Put photos without a place into the burst in or beside which they were taken."""
    ends = [(group[0].at or 0, group[-1].at or 0) for group in groups]
    loose = []
    for shot in placeless:
        at = shot.at or 0
        away = sorted((max(start - at, at - end, 0), n) for n, (start, end) in enumerate(ends))
        near = [n for apart, n in away if apart <= BESIDE]
        # Between two places a minute apart it may be of either: that is for matching to say.
        if near and (away[0][0] == 0 or len(near) == 1):
            groups[near[0]].append(shot)
        else:
            loose.append(shot)
    for group in groups:
        group.sort(key=_by_time)
    return loose


def _runs(groups: Sequence[list[Shot]], loose: Sequence[Shot]) -> list[list[Shot]]:
    """Photos without a place that follow each other, with no other burst between them."""
    starts = sorted(group[0].at or 0 for group in groups)
    runs: list[list[Shot]] = []
    for shot in loose:
        at = shot.at or 0
        last = (runs[-1][-1].at or 0) if runs else 0
        parted = any(last <= start <= at for start in starts)
        if runs and at - last <= BURST_GAP and not parted:
            runs[-1].append(shot)
        else:
            runs.append([shot])
    return runs


def _burst(group: Sequence[Shot]) -> Burst:
    centre = middle(group)
    times = [shot.at for shot in group if shot.at is not None]
    start, end = (min(times), max(times)) if times else (None, None)
    if centre is None:
        return Burst(tuple(group), start, end)
    apart = [metres_to(shot, *centre) for shot in group if shot.has_place]
    return Burst(tuple(group), start, end, *centre, statistics.median(apart))
