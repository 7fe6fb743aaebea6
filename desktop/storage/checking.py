"""Comparing what is held with what the server says an account is to hold."""

from __future__ import annotations

from casework.checking import Check, bucket_of, check_of
from desktop.storage.database import Connection

# A case taken here that the server never sent has no version of its own yet; one that left the
# scope stays only for the work that waits on it.
_HELD = "SELECT id, version FROM cases WHERE gone = 0 AND version > 0"


def check(connection: Connection) -> Check:
    """The sums of the versions that are held."""
    return check_of(connection.execute(_HELD))


def versions(connection: Connection, buckets: set[int]) -> dict[str, int]:
    """The versions that are held, by case id, of these buckets."""
    return {i: version for i, version in connection.execute(_HELD) if bucket_of(i) in buckets}
