"""When to try again: exponential, with full jitter, kept across restarts."""

from __future__ import annotations

import random

FIRST_SECONDS = 5.0
LONGEST_SECONDS = 600.0


def delay_seconds(
    tries: int, retry_after: float | None = None, rng: random.Random | None = None
) -> float:
    """Seconds to wait after `tries` failures in a row; never less than the server asked for."""
    ceiling = min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** max(0, tries - 1))
    drawn = (rng or random).uniform(ceiling / 4, ceiling)
    return max(drawn, retry_after or 0.0)
