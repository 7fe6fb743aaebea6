"""The server's clock, in one place so that tests can turn it."""

from __future__ import annotations

import time


def now() -> int:
    """The time in µs UTC."""
    return time.time_ns() // 1000
