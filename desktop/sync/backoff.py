"""When to try again: exponential, with full jitter, kept across restarts."""

from __future__ import annotations

import random

FIRST_SECONDS = 5.0
LONGEST_SECONDS = 600.0
LEAST_SECONDS = 1.0
_SPREAD = 0.1


def delay_seconds(
    tries: int, retry_after: float | None = None, rng: random.Random | None = None
) -> float:
    """Seconds to wait after `tries` failures in a row; never less than the server asked for.

    Full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/): all
    desks lose a line at one moment and must not come back at one. So they do not all come when a
    server said it would be there again, but within a tenth of that time after it.
    """
    ceiling = min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(max(0, tries - 1), 16))
    chance = rng or random
    drawn = chance.uniform(LEAST_SECONDS, ceiling)
    if not retry_after:
        return drawn
    return max(drawn, retry_after + chance.uniform(0, retry_after * _SPREAD))


def wait_left(next_try_at: int, failed_at: int, now: int) -> float:
    """Seconds left of a wait that was kept (µs UTC), for one who starts again.

    A clock that was set back since tells nothing: then it is over.
    """
    if not failed_at <= now < next_try_at:
        return 0.0
    return (next_try_at - max(now, failed_at)) / 1_000_000
