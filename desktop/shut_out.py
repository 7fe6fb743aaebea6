"""What a desk keeps of having been shut out: its account was disabled by the administrator.

From the first answer that says so until the server lets it in again nothing of any case is shown
and nothing new is recorded; what was recorded stays, and goes out when the account is enabled.
"""

from __future__ import annotations

from typing import Any, Protocol

from desktop import clock
from desktop.errors import DeskError

KEPT = "shut_out_at"
CODE = "revoked"


class Values(Protocol):
    """The part of the cache that keeps small values."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of this name."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value, durably."""


def since(cache: Values) -> int | None:
    """When the server first said so (µs UTC), None where it lets this account in."""
    found = cache.get(KEPT)
    return int(found) if found else None


def note(cache: Values) -> None:
    """The server said that this account is disabled."""
    if since(cache) is None:
        cache.put(KEPT, clock.now())


def forget(cache: Values) -> None:
    """The server let this account in."""
    if since(cache) is not None:
        cache.put(KEPT, None)


def refuse(cache: Values) -> None:
    """Raise DeskError("shut_out") where nothing is recorded any more: nobody would take it."""
    if since(cache) is not None:
        raise DeskError("shut_out")
