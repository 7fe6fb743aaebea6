"""Photos of which a part has come: their bytes gather where those of whole photos lie.

How far one has come is told by its pieces: nothing has to agree with anything after a crash. What
is written here is durable with its transaction, so that no byte need come twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence

import msgspec

from desktop import clock
from desktop.storage import holdings
from desktop.storage.database import Connection, File
from desktop.storage.holdings import ORIGINAL, Holding

PIECE_BYTES = 256 * 1024
MOST_BYTES = 64 * 1024 * 1024
"""So much may lie half fetched; beyond that what was not gone on with for longest goes."""


class Partial(msgspec.Struct, frozen=True):
    """How many bytes of a photo are here, and how many it has."""

    have: int = 0
    size: int = 0


class Arriving:
    """The photos of one profile that are on their way here. Thread-safe."""

    def __init__(self, file: File, grew: Callable[[int], None]) -> None:
        """Work on the photo file; `grew` hears of the bytes of each photo that is whole."""
        self._file = file
        self._grew = grew
        self._taken: set[str] = set()
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def alone(self, sha256: str) -> Iterator[None]:
        """Be the only one in this process that fetches a photo; waits for who does so now."""
        with self._changed:
            self._changed.wait_for(lambda: sha256 not in self._taken)
            self._taken.add(sha256)
        try:
            yield
        finally:
            with self._changed:
                self._taken.discard(sha256)
                self._changed.notify_all()

    def find(self, sha256: str) -> Partial:
        """How much of a photo is here, nothing where none of it is, or all."""
        with self._file.reading() as connection:
            return find(connection, sha256)

    def add(self, sha256: str, start: int, size: int, data: bytes) -> None:
        """Keep bytes that follow what is here; those from 0 on take the place of what is.

        `size` is what the whole has. Raises ValueError for bytes that do not follow, DiskFull.
        """
        with self._file.writing() as connection:
            add(connection, sha256, start, size, data, clock.now())

    def finish(self, sha256: str, used_at: int) -> bool:
        """Make a photo of what is here; other bytes than the hash names are given up: False.

        `used_at` (µs UTC) is its place among what is given up when room is short.
        """
        with self._file.writing() as connection:
            size = find(connection, sha256).have
            if not _is_whole(connection, sha256):
                drop(connection, sha256)
                return False
            connection.execute("DELETE FROM partials WHERE sha256 = ?", (sha256,))
            _note(connection, sha256, size, used_at)
        self._grew(size)
        return True

    def keep_whole(self, came: Sequence[tuple[str, bytes, int]]) -> list[str]:
        """Keep photos that came at once (hash, bytes, place among what is given up: µs UTC).

        All in one transaction; gives the hashes of those whose bytes are others, which are not
        kept. Raises DiskFull.
        """
        good = [c for c in came if hashlib.sha256(c[1]).hexdigest() == c[0]]
        with self._file.writing() as connection:
            for sha256, data, used_at in good:
                drop(connection, sha256)
                if connection.execute(
                    "SELECT 1 FROM photos WHERE sha256 = ?", (sha256,)
                ).fetchone():
                    continue
                _write(connection, sha256, data)
                _note(connection, sha256, len(data), used_at)
        self._grew(sum(len(data) for _, data, _ in good))
        return sorted({sha256 for sha256, _, _ in came} - {sha256 for sha256, _, _ in good})

    def under_way(self) -> dict[str, Partial]:
        """All photos of which a part is here."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT sha256 FROM partials").fetchall()
            return {sha256: find(connection, sha256) for (sha256,) in found}


def find(connection: Connection, sha256: str) -> Partial:
    """How much of a photo is here, nothing where none of it is."""
    row = connection.execute("SELECT size FROM partials WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return Partial()
    number, length = _last(connection, sha256)
    return Partial(number * PIECE_BYTES + length, int(row[0]))


def add(connection: Connection, sha256: str, start: int, size: int, data: bytes, now: int) -> None:
    """Write bytes that follow what is here; those from 0 on take the place of what is.

    `size` is what the whole photo has, `now` the time (µs UTC). Raises ValueError for bytes that
    do not follow.
    """
    if start == 0:
        drop(connection, sha256)
    if connection.execute("SELECT 1 FROM photos WHERE sha256 = ?", (sha256,)).fetchone():
        raise ValueError("the photo is here already")
    have = find(connection, sha256).have
    if start != have:
        raise ValueError(f"bytes from {start} on where {have} are here")
    connection.execute(
        "INSERT INTO partials (sha256, size, at) VALUES (?, ?, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, at = excluded.at",
        (sha256, size, now),
    )
    number = start // PIECE_BYTES
    begun = _piece(connection, sha256, number) if start % PIECE_BYTES else b""
    _write(connection, sha256, begun + data, number)
    _make_room(connection, sha256)


def _write(connection: Connection, sha256: str, data: bytes, number: int = 0) -> None:
    """Write bytes in pieces, from this one on."""
    connection.executemany(
        "INSERT OR REPLACE INTO pieces (sha256, number, data) VALUES (?, ?, ?)",
        (
            (sha256, number + at // PIECE_BYTES, data[at : at + PIECE_BYTES])
            for at in range(0, len(data), PIECE_BYTES)
        ),
    )


def _note(connection: Connection, sha256: str, size: int, used_at: int) -> None:
    """Note a photo that is whole."""
    connection.execute(
        "INSERT INTO photos (sha256, name, size, added_at) VALUES (?, '', ?, ?)",
        (sha256, size, clock.now()),
    )
    holdings.put(connection, Holding(sha256, ORIGINAL, size, used_at))


def _is_whole(connection: Connection, sha256: str) -> bool:
    """Whether all bytes are here and are those that the hash names."""
    digest = hashlib.sha256()
    pieces = "SELECT data FROM pieces WHERE sha256 = ? ORDER BY number"
    for (data,) in connection.execute(pieces, (sha256,)):
        digest.update(data)
    return digest.hexdigest() == sha256


def drop(connection: Connection, sha256: str) -> None:
    """Give up what has come of a photo."""
    found = connection.execute(
        "DELETE FROM partials WHERE sha256 = ? RETURNING sha256", (sha256,)
    ).fetchone()
    if found is not None:
        connection.execute("DELETE FROM pieces WHERE sha256 = ?", (sha256,))


def _make_room(connection: Connection, keep: str) -> None:
    found = connection.execute("SELECT sha256 FROM partials ORDER BY at DESC").fetchall()
    held = find(connection, keep).have
    for (sha256,) in found:
        if sha256 == keep:
            continue
        held += find(connection, sha256).have
        if held > MOST_BYTES:
            drop(connection, sha256)


def _last(connection: Connection, sha256: str) -> tuple[int, int]:
    """The number and the length of the last piece, (0, 0) where there is none."""
    row = connection.execute(
        "SELECT number, length(data) FROM pieces WHERE sha256 = ? ORDER BY number DESC LIMIT 1",
        (sha256,),
    ).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def _piece(connection: Connection, sha256: str, number: int) -> bytes:
    row = connection.execute(
        "SELECT data FROM pieces WHERE sha256 = ? AND number = ?", (sha256, number)
    ).fetchone()
    return bytes(row[0])
