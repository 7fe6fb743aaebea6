"""The journal of photos on their way to the server: bytes done, tries, and which goes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.storage import replaying
from desktop.storage.database import Connection
from desktop.storage.records import PhotoState, PhotoUpload
from desktop.storage.replaying import Key

EVERY = 4
LONGEST_WAIT = 2 * 3_600_000_000
_COLUMNS = (
    "u.sha256, u.authority, u.case_id, u.name, u.size, u.sent, u.state, u.url, u.tries, "
    "u.next_try_at, u.last_error"
)


def upload_of(row: Sequence[Any]) -> PhotoUpload:
    """An upload from the columns of its journal row."""
    values = [*row]
    values[6] = PhotoState(values[6])
    return PhotoUpload(*values)


def uploads_of(connection: Connection, seq: int) -> tuple[PhotoUpload, ...]:
    """The uploads of the photos that an operation names."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM operation_photos p JOIN uploads u USING (case_id, sha256) "
        "WHERE p.seq = ? ORDER BY p.rowid",
        (seq,),
    )
    return tuple(upload_of(row) for row in found)


def of_case(connection: Connection, case_id: str) -> list[PhotoUpload]:
    """Every upload of a case that is still noted, whether the server has the photo or not."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM uploads u WHERE u.case_id = ? ORDER BY u.rowid", (case_id,)
    )
    return [upload_of(row) for row in found]


def due(connection: Connection, now: int, slot: int) -> list[PhotoUpload]:
    """Uploads to be done now, in their order.

    Oldest fix first; every fourth slot (counted on from `slot`) goes to the smallest, so that
    small photos pass a row of large ones. Photos of operations that the server has not been
    told of, or did not take, stay here. A time to try again that is further off than anybody waits
    was kept by a clock that was wrong.
    """
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM uploads u WHERE u.state <> 'verified' "
        "AND NOT u.next_try_at BETWEEN ?1 + 1 AND ?1 + ?2 "
        "AND EXISTS (SELECT 1 FROM operation_photos p JOIN operations o USING (seq) "
        "WHERE p.case_id = u.case_id AND p.sha256 = u.sha256 "
        "AND o.sending IN ('applied', 'unknown')) ORDER BY u.seq, u.rowid",
        (now, LONGEST_WAIT),
    )
    return in_slots([upload_of(row) for row in found], slot)


def in_slots(oldest_first: list[PhotoUpload], slot: int) -> list[PhotoUpload]:
    """The order of sending from slot number `slot` on."""
    by_age = list(reversed(oldest_first))
    by_size = sorted(oldest_first, key=lambda u: u.size, reverse=True)
    taken: set[tuple[str, str]] = set()
    order: list[PhotoUpload] = []
    while len(order) < len(oldest_first):
        smallest = (slot + len(order)) % EVERY == EVERY - 1
        queue = by_size if smallest else by_age
        upload = queue.pop()
        if (upload.case, upload.sha256) not in taken:
            taken.add((upload.case, upload.sha256))
            order.append(upload)
    return order


def progress(connection: Connection, sha256: str, case_id: str, url: str, sent: int) -> None:
    """Note how many bytes the server has."""
    connection.execute(
        "UPDATE uploads SET state = 'sending', url = ?, sent = ? "
        "WHERE sha256 = ? AND case_id = ? AND state <> 'verified'",
        (url, sent, sha256, case_id),
    )


def verified(connection: Connection, sha256: str, case_id: str) -> Key | None:
    """The server compared the hash of all the bytes: the photo is sent."""
    connection.execute(
        "UPDATE uploads SET state = 'verified', sent = size, url = '', last_error = '' "
        "WHERE sha256 = ? AND case_id = ?",
        (sha256, case_id),
    )
    row = connection.execute(
        "SELECT authority FROM uploads WHERE sha256 = ? AND case_id = ?", (sha256, case_id)
    ).fetchone()
    if row is None:
        return None
    replaying.refresh_flags(connection, row[0], [case_id])
    return row[0], case_id


def failed(connection: Connection, sha256: str, case_id: str, error: str, next_try_at: int) -> None:
    """Note a failure; what the server has already stays noted."""
    connection.execute(
        "UPDATE uploads SET state = 'failed', tries = tries + 1, last_error = ?, next_try_at = ? "
        "WHERE sha256 = ? AND case_id = ? AND state <> 'verified'",
        (error, next_try_at, sha256, case_id),
    )


def again(connection: Connection, sha256: str, case_id: str) -> None:
    """Forget that a photo was to wait for its next try; what the server has stays noted."""
    connection.execute(
        "UPDATE uploads SET next_try_at = 0, "
        "state = CASE WHEN sent > 0 THEN 'sending' ELSE 'waiting' END "
        "WHERE sha256 = ? AND case_id = ? AND state = 'failed'",
        (sha256, case_id),
    )
