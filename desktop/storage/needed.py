"""Which originals must stay on this computer: what the server does not have for certain.

Every function takes a connection to the cache.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.storage.database import Connection
from desktop.storage.small import get_meta

_HASH = re.compile(r"[0-9a-f]{64}")
HANDED_IN = "handed_in"
"""The named value that lists photos a phone handed in: [{"sha256", ...}], the oldest first."""


def needed(connection: Connection) -> set[str]:
    """The SHA-256 of every original that must not be given up.

    Of operations all that this desk still remembers count, whatever became of them: the server
    may not have what waits, was refused or withdrawn; what it applied is offered again for 30
    days after it was restored from a backup; and what was resolved needs attention again when
    the resolving act is withdrawn. The outbox forgets an operation when none of this holds.
    """
    found = connection.execute(
        "SELECT sha256 FROM operation_photos "
        "UNION SELECT sha256 FROM uploads WHERE state <> 'verified' "
        "UNION SELECT sha256 FROM case_photos WHERE verified = 0"
    )
    return {row[0] for row in found} | drafted(connection) | handed_in(connection)


def here_for_certain(connection: Connection) -> set[str]:
    """The originals that this desk took in itself and still needs: one that is missing is lost."""
    found = connection.execute("SELECT sha256 FROM operation_photos")
    return {row[0] for row in found} | drafted(connection) | handed_in(connection)


def handed_in(connection: Connection) -> set[str]:
    """The photos that a phone handed in and that are neither used nor removed."""
    listed = get_meta(connection, HANDED_IN, [])
    return {str(one["sha256"]) for one in listed if isinstance(one, dict) and "sha256" in one}


def named(connection: Connection) -> set[str]:
    """The photos that an operation or a case names."""
    found = connection.execute(
        "SELECT sha256 FROM operation_photos UNION SELECT sha256 FROM case_photos"
    )
    return {row[0] for row in found}


def drafted(connection: Connection) -> set[str]:
    """The photos of drafts. A draft may have any form: whatever looks like a hash is one."""
    found: set[str] = set()
    # A damaged file may hold anything, also nothing.
    for (body,) in connection.execute("SELECT coalesce(body, '') FROM drafts"):
        found.update(_HASH.findall(body))
    return found


def is_settled(connection: Connection) -> bool:
    """Whether what the cases say of photos can be relied on.

    While everything is pulled anew (the server came back from a backup) a photo may still count
    as verified that the server has lost.
    """
    return not get_meta(connection, "sweeping", False)


def wanted(connection: Connection, officers: Sequence[str] = ()) -> list[tuple[str, str, str, int]]:
    """(authority, case, sha256, last change in µs UTC) of photos that the server has.

    Open cases first, those that changed last before others. With `officers`, only those of their
    open cases. Cases that left the scope have none: the server gives them no more.
    """
    marks = ", ".join("?" * len(officers))
    own = f"AND is_open = 1 AND officer IN ({marks}) " if officers else ""
    return [
        (row[0], row[1], row[2], row[3])
        for row in connection.execute(
            "SELECT authority, id, sha256, updated_at FROM case_photos JOIN cases USING (key) "
            f"WHERE verified = 1 AND withdrawn = 0 AND gone = 0 {own}"
            "ORDER BY is_open DESC, updated_at DESC, sha256",
            tuple(officers),
        )
    ]
