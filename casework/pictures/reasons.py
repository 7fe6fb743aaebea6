"""Why a photo is proposed to a case, or to none: the codes for which the desk has words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from casework.pictures.proposals import Proposal, Reason, Site
from casework.pictures.visits import Burst, Shot, metres_to


def reasons_for(
    number: int,
    found: Sequence[Burst],
    chosen: Sequence[int],
    sites: Sequence[Site],
    named: Sequence[int],
) -> dict[str, tuple[Reason, ...]]:
    """The reasons of each photo of burst `number`, by SHA-256.

    `chosen` is the case (its number in `sites`, below 0 for none) of each burst, `named` those of
    this burst, the best first.
    """
    burst = found[number]
    case = chosen[number]
    around = _around(number, found, chosen) if case >= 0 else (None, None)
    return {
        shot.sha256: (
            *_of_place(shot, burst, sites, [n for n in named if n >= 0]),
            *_of_time(shot, burst, sites[case] if case >= 0 else None, around),
        )
        for shot in burst.shots
    }


def mark_early(photos: Sequence[Proposal], gap: int) -> tuple[Proposal, ...]:
    """Mark the photos before the longest pause of a visit, where that is at least `gap` (µs).

    Before the work and after it: whether the first ones are to go is the officer's to say.
    """
    times = [p.shot.at for p in photos]
    pauses = [
        (later - earlier, n)
        for n, (earlier, later) in enumerate(itertools.pairwise(times), start=1)
        if earlier is not None and later is not None
    ]
    longest, first_after = max(pauses, default=(0, 0))
    if longest < gap:
        return tuple(photos)
    return tuple(replace(p, early=True) if n < first_after else p for n, p in enumerate(photos))


def _around(
    number: int, found: Sequence[Burst], chosen: Sequence[int]
) -> tuple[int | None, int | None]:
    """When the photos before and after this burst were taken, where they are of the same case."""
    before = next((n for n in range(number - 1, -1, -1) if found[n].end is not None), None)
    after = next((n for n in range(number + 1, len(found)) if found[n].start is not None), None)
    same = chosen[number]
    return (
        found[before].end if before is not None and chosen[before] == same else None,
        found[after].start if after is not None and chosen[after] == same else None,
    )


def _of_place(
    shot: Shot, burst: Burst, sites: Sequence[Site], named: Sequence[int]
) -> list[Reason]:
    if not shot.has_place:
        return [Reason("no_place")]
    found: list[Reason] = []
    for rank, number in enumerate(named):
        site = sites[number]
        if site.lon is None or site.lat is None:
            continue
        metres = metres_to(shot, site.lon, site.lat)
        found.append(Reason("also_near" if rank else "near", metres=metres, key=site.key))
    return found or [_nearest(shot, sites)]


def _nearest(shot: Shot, sites: Sequence[Site]) -> Reason:
    away = [
        (metres_to(shot, site.lon, site.lat), site.key)
        for site in sites
        if site.lon is not None and site.lat is not None
    ]
    if not away:
        return Reason("nothing_near")
    metres, key = min(away)
    return Reason("far", metres=metres, key=key)


def _of_time(
    shot: Shot,
    burst: Burst,
    site: Site | None,
    around: tuple[int | None, int | None],
) -> list[Reason]:
    if shot.at is None:
        return [Reason("no_time")]
    found = [Reason("named_time", at=shot.at)] if shot.taken_at is None else []
    if site is None:
        return found
    if not shot.has_place:
        found += _neighbours(shot, burst, around)
    if shot.at < site.reported_at:
        found.append(Reason("before_report", at=site.reported_at))
    if site.order is not None:
        found.append(Reason("planned"))
    if not site.is_open and site.finished_at is not None:
        found.append(Reason("closed_then", at=site.finished_at))
    return found


def _neighbours(shot: Shot, burst: Burst, around: tuple[int | None, int | None]) -> list[Reason]:
    """The photos beside one without a place by which it was placed."""
    at = shot.at or 0
    placed = [s.at for s in burst.shots if s.has_place and s.at is not None]
    before = max((t for t in placed if t <= at), default=around[0])
    after = min((t for t in placed if t >= at), default=around[1])
    if before is not None and after is not None:
        return [Reason("between", at=before, until=after)]
    beside = before if before is not None else after
    return [] if beside is None else [Reason("beside", at=beside)]
