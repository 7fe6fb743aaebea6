"""Which photos of a batch belong to which case: a proposal with reasons, for an officer to confirm.

The bursts of the day form a chain: each was taken at one of the cases near it, or at none, and what
it is taken for bears on those before and after it. The whole chain is solved at once (forward and
backward sums, as in a hidden Markov model), so that the confidence of a proposal counts every
other way in which the day may have gone. Pure and deterministic. The rules in words: docs/batch.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from casework.pictures.proposals import Confidence, Key, Matching, Proposal, Reason, Site, Visit
from casework.pictures.reasons import mark_early, reasons_for
from casework.pictures.visits import (
    MINUTE,
    PHOTO_ERROR,
    Burst,
    Shot,
    bursts,
    clock_offsets,
    metres_to,
    set_right,
)
from casework.places.distances import distance_metres

SURE, LIKELY, POSSIBLE = 0.96, 0.80, 0.35
ALSO = 0.12
"""Another case with this share is named beside the proposed one."""
PIN_ERROR: Final = 25.0
"""How far the place that a citizen gave is off, one standard deviation in one direction."""
REACH: Final = 300.0
"""A case farther from a burst is not thought of."""
MOST_NEAR, MOST_PLACELESS = 12, 20
WORK_GAP: Final = 10 * MINUTE
"""Photos this long before the others of a visit may show the place before the work."""
_AT_PLACE = 90.0
_SLACK = 10 * MINUTE
_PLACELESS_NODE, _NOWHERE_NODE = 0.05, 0.02
_NOWHERE = -1


def match(
    shots: Sequence[Shot],
    sites: Sequence[Site],
    by_hand: int | None = None,
    used: Mapping[str, Key] | None = None,
) -> Matching:
    """Propose cases for the photos; see the module. Photos of the same bytes count once.

    `by_hand` (µs) is added to the times that no satellite confirms; `used` are cases that have a
    photo already, by SHA-256, beside those that the sites name.
    """
    once = list({shot.sha256: shot for shot in shots}.values())
    once.sort(key=lambda shot: shot.sha256)
    offsets = clock_offsets(once)
    sites = sorted(sites, key=lambda site: site.key)
    used = {**(used or {}), **{sha256: site.key for site in sites for sha256 in site.photos}}
    right = set_right(once, offsets, by_hand)
    fresh = [shot for shot in right if shot.sha256 not in used]
    apart = [
        Proposal(s, None, "none", reasons=(Reason("used", key=used[s.sha256]),))
        for s in right
        if s.sha256 in used
    ]
    lost = [shot for shot in fresh if shot.at is None and not shot.has_place]
    apart += [Proposal(shot, None, "none", reasons=_nothing_known()) for shot in lost]
    found = bursts(fresh)
    shares = _solve(found, sites)
    visits, beside = _visits(found, shares, sites)
    return Matching(visits, tuple(sorted([*apart, *beside], key=_order)), offsets)


def _nothing_known() -> tuple[Reason, ...]:
    return Reason("no_place"), Reason("no_time")


def _order(proposal: Proposal) -> tuple[int, str]:
    return (proposal.shot.at or 0, proposal.shot.sha256)


# -- how likely each case is for each burst -------------------------------------------------------

Shares = dict[int, float]
"""By number of a site, or _NOWHERE, how likely a burst was taken there."""


def _solve(found: Sequence[Burst], sites: Sequence[Site]) -> list[Shares]:
    nodes = [_node(burst, sites) for burst in found]
    chain = [n for n, burst in enumerate(found) if burst.start is not None]
    _reach_placeless(found, sites, nodes, chain)
    shares = [_even(node) for node in nodes]
    ahead: list[Shares] = []
    for place, n in enumerate(chain):
        ahead.append(_step(found, sites, nodes, chain, ahead, place) if place else _even(nodes[n]))
    back: Shares | None = None
    for place in range(len(chain) - 1, -1, -1):
        n = chain[place]
        if back is None:
            back = dict.fromkeys(nodes[n], 1.0)
        else:
            later, after = chain[place + 1], back
            back = _even({
                a: sum(
                    _edge(found[n], found[later], sites, a, b) * nodes[later][b] * after[b]
                    for b in nodes[later]
                )
                for a in nodes[n]
            })  # fmt: skip
        shares[n] = _even({a: ahead[place][a] * back[a] for a in nodes[n]})
    return shares


def _step(
    found: Sequence[Burst],
    sites: Sequence[Site],
    nodes: Sequence[Shares],
    chain: Sequence[int],
    ahead: Sequence[Shares],
    place: int,
) -> Shares:
    n, earlier = chain[place], chain[place - 1]
    return _even({
        b: worth
        * sum(
            _edge(found[earlier], found[n], sites, a, b) * share
            for a, share in ahead[place - 1].items()
        )
        for b, worth in nodes[n].items()
    })  # fmt: skip


def _even(weights: Mapping[int, float]) -> Shares:
    whole = sum(weights.values()) or 1.0
    return {number: weight / whole for number, weight in weights.items()}


def _node(burst: Burst, sites: Sequence[Site]) -> Shares:
    """What a burst by itself says for each case near it; to be at none of them counts 1."""
    near: list[tuple[float, int]] = []
    if burst.lon is not None and burst.lat is not None:
        far_lat = REACH / 110_000
        far_lon = far_lat / max(0.2, math.cos(math.radians(burst.lat)))
        for number, site in enumerate(sites):
            if site.lon is None or site.lat is None:
                continue
            if abs(site.lat - burst.lat) > far_lat or abs(site.lon - burst.lon) > far_lon:
                continue
            metres = distance_metres(burst.lon, burst.lat, site.lon, site.lat)
            weight = _closeness(metres, burst.spread) * _weight(site) * _timely(burst, site)
            near.append((-weight, number))
    near.sort()
    return {_NOWHERE: 1.0, **{number: -weight for weight, number in near[:MOST_NEAR]}}


def _reach_placeless(
    found: Sequence[Burst], sites: Sequence[Site], nodes: Sequence[Shares], chain: Sequence[int]
) -> None:
    """Let bursts without a place be of the cases around them, and any be of cases without one."""
    placed = [n for n in chain if found[n].has_place]
    nowhere = [
        number
        for number, site in enumerate(sites)
        if site.lon is None and (site.order is not None or site.awaited)
    ][:MOST_PLACELESS]
    for n in chain:
        burst = found[n]
        if not burst.has_place:
            before = [m for m in placed if m < n][-1:]
            after = [m for m in placed if m > n][:1]
            around = {number for m in (*before, *after) for number in nodes[m]} - {_NOWHERE}
            for number in sorted(around):
                site = sites[number]
                nodes[n][number] = _PLACELESS_NODE * _weight(site) * _timely(burst, site)
        for number in nowhere:
            site = sites[number]
            nodes[n][number] = _NOWHERE_NODE * _weight(site) * _timely(burst, site)


def _closeness(metres: float, spread: float) -> float:
    """How much more likely photos lie so far from a case they show than anywhere else."""
    variance = PHOTO_ERROR**2 + PIN_ERROR**2 + spread**2
    usual = PHOTO_ERROR**2 + PIN_ERROR**2
    # The error of a place has a longer tail than a bell curve: a phone in a pocket, a pin
    # that was set by eye.
    bell = math.exp(-(metres**2) / (2 * variance)) * usual / variance
    tail = 0.012 / (1 + (metres / 80) ** 4)
    return _AT_PLACE * (bell + tail)


def _weight(site: Site) -> float:
    """How likely a case is visited at all."""
    if site.order is not None:
        return 2.0
    if not site.is_open:
        return 0.8 if site.awaited and site.workable else 0.12
    return 1.0 if site.workable else 0.12


def _timely(burst: Burst, site: Site) -> float:
    """How well the time fits what is known of the case."""
    if burst.start is None or burst.end is None:
        return 1.0
    if burst.end < site.reported_at - _SLACK:
        return 0.02
    fits = 1.0
    if site.accepted_at is not None and burst.end < site.accepted_at - _SLACK:
        fits = 0.5
    if site.finished_at is not None and not site.is_open:
        if burst.start > site.finished_at + 120 * MINUTE:
            fits *= 0.3
        elif burst.end >= site.finished_at - 120 * MINUTE:
            fits *= 6.0 if site.awaited else 2.0
    return fits


def _edge(one: Burst, other: Burst, sites: Sequence[Site], a: int, b: int) -> float:
    """How well being at `a` for one burst goes with being at `b` for the next."""
    if _NOWHERE in (a, b):
        return 1.0
    if a == b:
        gap = max(0, (other.start or 0) - (one.end or 0)) / MINUTE
        if one.lon is None or one.lat is None or not other.has_place:
            return 1 + 200 * math.exp(-gap / 6)
        apart = metres_to(other, one.lon, one.lat)
        return 1 + 20 * math.exp(-((apart / 15) ** 2) / 2 - gap / 30)
    first, second = sites[a].order, sites[b].order
    return 3.0 if first is not None and second is not None and second == first + 1 else 1.0


# -- what is proposed -----------------------------------------------------------------------------


def _visits(
    found: Sequence[Burst], shares: Sequence[Shares], sites: Sequence[Site]
) -> tuple[tuple[Visit, ...], list[Proposal]]:
    """A visit for each case, with all its bursts; bursts of no single case stand alone."""
    by_case: dict[int, list[Proposal]] = {}
    open_choice: list[list[Proposal]] = []
    apart: list[Proposal] = []
    chosen = [_choice(share) for share in shares]
    for n, burst in enumerate(found):
        number, share, others = chosen[n]
        keys = tuple(sites[other].key for other in others)
        why = reasons_for(n, found, [c[0] for c in chosen], sites, (number, *others))
        confidence = _confidence(share) if number != _NOWHERE else "none"
        key = sites[number].key if confidence != "none" else None
        proposals = [
            Proposal(shot, key, confidence, share, why[shot.sha256], keys) for shot in burst.shots
        ]
        if confidence == "none" and not keys:
            apart += proposals
        elif confidence == "none" or (confidence == "possible" and keys):
            open_choice.append(proposals)
        else:
            by_case.setdefault(number, []).extend(proposals)
    visits = [_visit(proposals) for proposals in by_case.values()]
    visits += [_visit(proposals) for proposals in open_choice]
    return tuple(sorted(visits, key=lambda v: (v.start, v.photos[0].shot.sha256))), apart


def _choice(shares: Shares) -> tuple[int, float, list[int]]:
    """The best case (or none), its share, and the others that are possible."""
    ranked = sorted((-share, number) for number, share in shares.items() if number != _NOWHERE)
    named = [(number, -share) for share, number in ranked if -share >= ALSO]
    if not named or named[0][1] < POSSIBLE:
        # No case alone is likely enough; together they may be.
        together = sum(share for _, share in named)
        return _NOWHERE, 0.0, [n for n, _ in named] if together >= POSSIBLE else []
    return named[0][0], named[0][1], [number for number, _ in named[1:]]


def _confidence(share: float) -> Confidence:
    if share >= SURE:
        return "sure"
    return "likely" if share >= LIKELY else "possible"


def _visit(proposals: Sequence[Proposal]) -> Visit:
    photos = mark_early(sorted(proposals, key=_order), WORK_GAP)
    worst = min(photos, key=lambda p: p.share)
    others = tuple(dict.fromkeys(key for p in photos for key in p.others if key != p.key))
    return Visit(photos, photos[0].key, worst.confidence, others)
