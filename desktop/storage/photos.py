"""The bytes of photos, encrypted, found by their SHA-256; and thumbnails of them.

Bytes lie in pieces, so that a part of a large photo is read without the rest.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import clock
from desktop.storage import keys
from desktop.storage.database import Connection, File, Migrations
from desktop.storage.errors import CacheDamaged, StorageError, WrongKey
from desktop.storage.profile import Profile

if TYPE_CHECKING:
    from sqlite_utils import Database

PIECE_BYTES = 256 * 1024
VERSION = 1
migrations = Migrations("photos")


@migrations()
def m001_photos(db: Database) -> None:
    """Photos in pieces, and thumbnails."""
    db.table("photos").create(
        {"sha256": str, "name": str, "size": int, "added_at": int},
        pk="sha256",
    )
    db.table("pieces").create(
        {"sha256": str, "number": int, "data": bytes}, pk=("sha256", "number")
    )
    db.table("thumbnails").create(
        {"sha256": str, "side": int, "jpeg": bytes, "size": int}, pk=("sha256", "side")
    )
    db.table("likenesses").create({"sha256": str, "likeness": str}, pk="sha256")


@dataclass(frozen=True, slots=True)
class PhotoStatistics:
    """How many photos and thumbnails lie on this computer, and their bytes."""

    photos: int
    photo_bytes: int
    thumbnails: int
    thumbnail_bytes: int


def open_file(profile: Profile, key: bytes) -> File:
    """Open the photo file. Raises StorageError."""
    profile.finish_rescue(profile.photos_file)
    try:
        return File(profile.photos_file, key, migrations, VERSION)
    except WrongKey as error:
        if keys.fits(profile, key):
            raise CacheDamaged(str(error)) from error
        raise


class PhotoStore:
    """The photos of one profile. Thread-safe."""

    def __init__(self, profile: Profile, key: bytes) -> None:
        """Open or make the store. Raises StorageError."""
        self._file = open_file(profile, key)
        # Decoding a large picture takes much memory: one at a time.
        self._shrinking = threading.Lock()

    def close(self) -> None:
        """Close the store. Twice does no harm."""
        self._file.close()

    def add(self, data: bytes, name: str) -> str:
        """Keep a photo byte for byte; returns its SHA-256 when it is durable.

        Raises DiskFull; then nothing of it is kept.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with self._file.writing() as connection:
            if _size(connection, sha256) is None:
                connection.execute(
                    "INSERT INTO photos (sha256, name, size, added_at) VALUES (?, ?, ?, ?)",
                    (sha256, name, len(data), clock.now()),
                )
                connection.executemany(
                    "INSERT INTO pieces (sha256, number, data) VALUES (?, ?, ?)",
                    (
                        (sha256, start // PIECE_BYTES, data[start : start + PIECE_BYTES])
                        for start in range(0, len(data), PIECE_BYTES)
                    ),
                )
        return sha256

    def add_if_whole(self, sha256: str, data: bytes, name: str) -> bool:
        """Keep a photo only where its bytes are those that the hash names."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self.add(data, name)
        return True

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a photo, None where they are not here."""
        with self._file.reading() as connection:
            if _size(connection, sha256) is None:
                return None
            found = connection.execute(
                "SELECT data FROM pieces WHERE sha256 = ? ORDER BY number", (sha256,)
            )
            return b"".join(row[0] for row in found)

    def read_range(self, sha256: str, start: int, length: int) -> bytes:
        """A part of a photo; empty beyond its end. Raises KeyError where it is not here."""
        with self._file.reading() as connection:
            if _size(connection, sha256) is None:
                raise KeyError(sha256)
            first = start // PIECE_BYTES
            found = connection.execute(
                "SELECT data FROM pieces WHERE sha256 = ? AND number BETWEEN ? AND ? "
                "ORDER BY number",
                (sha256, first, (start + max(length, 1) - 1) // PIECE_BYTES),
            )
            joined = b"".join(row[0] for row in found)
        offset = start - first * PIECE_BYTES
        return joined[offset : offset + length]

    def size(self, sha256: str) -> int | None:
        """How many bytes a photo has, None where it is not here."""
        with self._file.reading() as connection:
            return _size(connection, sha256)

    def has(self, sha256: str) -> bool:
        """Whether the photo's bytes are here."""
        return self.size(sha256) is not None

    def held(self) -> set[str]:
        """The SHA-256 of every photo here."""
        with self._file.reading() as connection:
            return {row[0] for row in connection.execute("SELECT sha256 FROM photos")}

    def held_thumbnails(self) -> set[str]:
        """The SHA-256 of every photo of which a thumbnail is here."""
        with self._file.reading() as connection:
            return {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM thumbnails")}

    def thumbnail(self, sha256: str, side: int) -> bytes | None:
        """A JPEG at least as sharp as `side` pixels asks for, where this desk can give one.

        Kept thumbnails first, then one made from the photo, then a smaller kept one.
        """
        with self._file.reading() as connection:
            kept = connection.execute(
                "SELECT side, jpeg FROM thumbnails WHERE sha256 = ? ORDER BY side", (sha256,)
            ).fetchall()
        enough = next((jpeg for kept_side, jpeg in kept if kept_side >= side), None)
        if enough is not None:
            return bytes(enough)
        made = self._make_thumbnail(sha256, side)
        if made is not None:
            return made
        return bytes(kept[-1][1]) if kept else None

    def _make_thumbnail(self, sha256: str, side: int) -> bytes | None:
        # Decoders are slow to import, and most of what asks this store needs none of them.
        from casework.pictures.decoding import NotAPicture
        from casework.pictures.shrink import thumbnail as shrunk

        data = self.read(sha256)
        if data is None:
            return None
        try:
            with self._shrinking:
                made = shrunk(data, side)
        except NotAPicture:
            return None
        try:
            self.put_thumbnail(sha256, side, made)
        except StorageError:
            # It can be shown although it could not be kept (a full disk, a busy file).
            return made
        return made

    def put_thumbnail(self, sha256: str, side: int, jpeg: bytes) -> None:
        """Keep a thumbnail with this longest side in pixels."""
        with self._file.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO thumbnails (sha256, side, jpeg, size) VALUES (?, ?, ?, ?)",
                (sha256, side, jpeg, len(jpeg)),
            )

    def put_likeness(self, sha256: str, likeness: str) -> None:
        """Keep a photo's perceptual hash."""
        with self._file.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO likenesses (sha256, likeness) VALUES (?, ?)",
                (sha256, likeness),
            )

    def likenesses(self) -> dict[str, str]:
        """The perceptual hash of every photo of which it is known, by SHA-256."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT sha256, likeness FROM likenesses")
            return {row[0]: row[1] for row in found}

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes here are those that the hash names."""
        data = self.read(sha256)
        return data is not None and hashlib.sha256(data).hexdigest() == sha256

    def statistics(self) -> PhotoStatistics:
        """What lies here."""
        with self._file.reading() as connection:
            photos = connection.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM photos"
            ).fetchone()
            small = connection.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM thumbnails"
            ).fetchone()
        return PhotoStatistics(photos[0], photos[1], small[0], small[1])


def _size(connection: Connection, sha256: str) -> int | None:
    row = connection.execute("SELECT size FROM photos WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else int(row[0])
