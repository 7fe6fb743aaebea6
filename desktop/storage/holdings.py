"""What the photo file holds, as a list: each original and thumbnail, its bytes and its last use.

It stands beside the bytes, so that a sum or the least used is found without reading pictures.
Every function takes a connection to the photo file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from desktop.storage.database import Connection

ORIGINAL = 0
"""The side under which an original is listed."""
SIDES = (96, 192, 512, 1600)
"""The longest sides of thumbnails: rows at one and two pixels a point, pages, the whole screen."""
SMALL, LARGE = SIDES[:2], SIDES[2:]
Item = tuple[str, int]
"""(SHA-256, side)."""


class Holding(msgspec.Struct, frozen=True):
    """One original or thumbnail. `used_at` is µs UTC."""

    sha256: str
    side: int
    size: int
    used_at: int


class PhotoStatistics(msgspec.Struct, frozen=True):
    """How many photos and thumbnails lie on this computer, and their bytes."""

    photos: int
    photo_bytes: int
    thumbnails: int
    thumbnail_bytes: int


def side_for(pixels: int) -> int:
    """The size that serves a wish for so many pixels; the largest where none is large enough."""
    return next((side for side in SIDES if side >= pixels), SIDES[-1])


def put(connection: Connection, holding: Holding) -> None:
    """List what was written in the same transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO holdings (sha256, side, size, used_at) VALUES (?, ?, ?, ?)",
        (holding.sha256, holding.side, holding.size, holding.used_at),
    )


def used(connection: Connection, uses: Mapping[Item, int]) -> None:
    """Note last uses (µs UTC)."""
    connection.executemany(
        "UPDATE holdings SET used_at = max(used_at, ?) WHERE sha256 = ? AND side = ?",
        [(at, sha256, side) for (sha256, side), at in uses.items()],
    )


def statistics(connection: Connection) -> PhotoStatistics:
    """How many of each, and their bytes."""
    counted = "SELECT count(*), coalesce(sum(size), 0) FROM holdings WHERE side "
    photos = connection.execute(counted + "= 0").fetchone()
    small = connection.execute(counted + "> 0").fetchone()
    return PhotoStatistics(*photos, *small)


def sides_of(connection: Connection, sha256: str) -> list[int]:
    """The sides of the thumbnails of a photo, smallest first."""
    found = connection.execute(
        "SELECT side FROM holdings WHERE sha256 = ? AND side > 0 ORDER BY side", (sha256,)
    )
    return [row[0] for row in found]


def every(connection: Connection, sides: Sequence[int]) -> list[Holding]:
    """All that is listed at these sides, the least recently used first."""
    marks = ", ".join("?" * len(sides))
    found = connection.execute(
        "SELECT sha256, side, size, used_at FROM holdings "
        f"WHERE side IN ({marks}) ORDER BY used_at, sha256, side",
        list(sides),
    )
    return [Holding(*row) for row in found]


def young(connection: Connection, now: int) -> set[str]:
    """Originals that were taken in here lately: they stay whether anything names them or not."""
    found = connection.execute("SELECT sha256 FROM photos WHERE kept_until > ?", (now,))
    return {row[0] for row in found}


def sizes_of_dropped(connection: Connection) -> dict[str, int]:
    """The bytes of originals that were here once, so that their size is known beforehand."""
    return dict(connection.execute("SELECT sha256, size FROM dropped").fetchall())


def drop(connection: Connection, items: Iterable[Item], staying: Set[str]) -> int:
    """Remove originals and thumbnails; originals in `staying` stay. Returns the bytes freed."""
    freed = 0
    for sha256, side in items:
        if side == ORIGINAL and sha256 in staying:
            continue
        row = connection.execute(
            "DELETE FROM holdings WHERE sha256 = ? AND side = ? RETURNING size", (sha256, side)
        ).fetchone()
        if row is None:
            continue
        freed += int(row[0])
        if side == ORIGINAL:
            connection.execute("DELETE FROM pieces WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM photos WHERE sha256 = ?", (sha256,))
            connection.execute("INSERT OR REPLACE INTO dropped VALUES (?, ?)", (sha256, row[0]))
        else:
            connection.execute(
                "DELETE FROM thumbnails WHERE sha256 = ? AND side = ?", (sha256, side)
            )
    return freed


def disagreements(connection: Connection) -> str:
    """Where the list and the bytes do not say the same; "" where they agree."""
    questions = {
        "originals not listed": "SELECT count(*) FROM photos p WHERE NOT EXISTS (SELECT 1 FROM "
        "holdings h WHERE h.sha256 = p.sha256 AND h.side = 0 AND h.size = p.size)",
        "listed without original": "SELECT count(*) FROM holdings h WHERE h.side = 0 AND "
        "NOT EXISTS (SELECT 1 FROM photos p WHERE p.sha256 = h.sha256)",
        "pieces without original": "SELECT count(*) FROM (SELECT DISTINCT sha256 FROM pieces) s "
        "WHERE NOT EXISTS (SELECT 1 FROM photos p WHERE p.sha256 = s.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM partials p WHERE p.sha256 = s.sha256)",
        "originals and parts of them": "SELECT count(*) FROM partials JOIN photos USING (sha256)",
        "originals without pieces": "SELECT count(*) FROM photos p WHERE p.size > 0 AND "
        "NOT EXISTS (SELECT 1 FROM pieces s WHERE s.sha256 = p.sha256)",
        "thumbnails not listed": "SELECT count(*) FROM thumbnails t WHERE NOT EXISTS (SELECT 1 "
        "FROM holdings h WHERE h.sha256 = t.sha256 AND h.side = t.side)",
        "listed without thumbnail": "SELECT count(*) FROM holdings h WHERE h.side > 0 AND "
        "NOT EXISTS (SELECT 1 FROM thumbnails t WHERE t.sha256 = h.sha256 AND t.side = h.side)",
    }
    found = {name: connection.execute(sql).fetchone()[0] for name, sql in questions.items()}
    return ", ".join(f"{count} {name}" for name, count in found.items() if count)
