"""Walking from marker to marker with the keyboard."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.maps.projection import Cluster

_ASIDE = 2.0
"""How much more a step aside costs than one ahead."""


def nearest_towards(
    clusters: Sequence[Cluster], start: tuple[float, float], way: tuple[int, int]
) -> Cluster | None:
    """The nearest one that lies that way (unit square, y to the south), None where none does."""
    best: tuple[float, Cluster] | None = None
    for cluster in clusters:
        across, down = cluster.x - start[0], cluster.y - start[1]
        ahead = across * way[0] + down * way[1]
        aside = abs(across * way[1]) + abs(down * way[0])
        if ahead <= 1e-12 or aside > 2 * ahead:
            continue
        cost = math.hypot(ahead, _ASIDE * aside)
        if best is None or cost < best[0]:
            best = cost, cluster
    return best[1] if best else None


def in_reading_order(
    clusters: Sequence[Cluster], here: Cluster | None, *, back: bool
) -> Cluster | None:
    """The next one from the north to the south, or before; round again at the end."""
    ordered = sorted(clusters, key=lambda one: (one.y, one.x))
    if not ordered:
        return None
    if here not in ordered:
        return ordered[-1 if back else 0]
    return ordered[(ordered.index(here) + (-1 if back else 1)) % len(ordered)]
