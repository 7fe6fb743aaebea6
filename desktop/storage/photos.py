"""The bytes of photos, encrypted, found by their SHA-256; and thumbnails of them.

Bytes lie in pieces, so that a part of a large photo is read without the rest.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Set
from typing import TYPE_CHECKING

from desktop import clock
from desktop.pictures.decoder import Decoder, HereDecoder
from desktop.storage import holdings, keys, partials
from desktop.storage.database import Connection, File, Migrations
from desktop.storage.errors import CacheDamaged, StorageError, WrongKey
from desktop.storage.holdings import ORIGINAL, SIDES, Holding, Item, PhotoStatistics, side_for
from desktop.storage.migrating import open_current
from desktop.storage.outbox import KEEP_MICROSECONDS
from desktop.storage.partials import PIECE_BYTES, Arriving
from desktop.storage.profile import Profile
from desktop.storage.showing import Showing

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 3
_MANY_USES, _MUCH_BYTES = 500, 4_000_000
migrations = Migrations("photos", gives_back=True)


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


@migrations()
def m002_holdings(db: Database) -> None:
    """The list of what is held with its last use, and thumbnails in few sizes."""
    marks = ", ".join(str(side) for side in SIDES)
    # One of an odd size stands for the next smaller one that is not there.
    smaller = " ".join(f"WHEN side >= {side} THEN {side}" for side in reversed(SIDES))
    db.execute(
        f"UPDATE OR IGNORE thumbnails SET side = CASE {smaller} ELSE {SIDES[0]} END "
        f"WHERE side NOT IN ({marks})"
    )
    db.execute(f"DELETE FROM thumbnails WHERE side NOT IN ({marks})")
    db.table("holdings").create(
        {"sha256": str, "side": int, "size": int, "used_at": int},
        pk=("sha256", "side"), not_null={"size", "used_at"},
    )  # fmt: skip
    db.table("holdings").create_index(["side", "used_at"])
    db.table("dropped").create({"sha256": str, "size": int}, pk="sha256")
    db.execute("ALTER TABLE photos ADD COLUMN kept_until INTEGER NOT NULL DEFAULT 0")
    # What came from the server has no name.
    db.execute("UPDATE photos SET kept_until = added_at + ? WHERE name <> ''", [KEEP_MICROSECONDS])
    db.execute("INSERT INTO holdings SELECT sha256, 0, size, added_at FROM photos")
    db.execute("INSERT INTO holdings SELECT sha256, side, size, 0 FROM thumbnails")


@migrations()
def m003_partials(db: Database) -> None:
    """Photos of which only a part has come."""
    db.table("partials").create(
        {"sha256": str, "size": int, "at": int}, pk="sha256", not_null={"size", "at"}
    )


def open_file(profile: Profile, key: bytes) -> File:
    """Open the photo file. Raises StorageError."""
    profile.finish_rescue(profile.photos_file)
    try:
        return open_current(profile, profile.photos_file, key, migrations, VERSION)
    except WrongKey as error:
        if keys.fits(profile, key):
            raise CacheDamaged(str(error)) from error
        raise


class PhotoStore(Showing):
    """The photos of one profile. Thread-safe.

    Every thumbnail is one of SIDES. Uses are noted in memory and written now and then: a picture
    that is shown never waits for a write.
    """

    def __init__(self, profile: Profile, key: bytes, decoder: Decoder | None = None) -> None:
        """Open or make the store. `decoder` makes the thumbnails. Raises StorageError."""
        self.decoder: Decoder = decoder or HereDecoder()
        self.file = open_file(profile, key)
        self._uses: dict[Item, int] = {}
        self._noting = threading.Lock()
        # What this run of the program took in stays while it runs, whatever the clock says.
        self._taken_in: set[str] = set()
        self._hopeless: set[Item] = set()
        self._grown: Callable[[], None] = lambda: None
        self._added = 0
        self.arriving = Arriving(self.file, self._grew)

    def close(self) -> None:
        """Close the store and its decoder. Twice does no harm."""
        with contextlib.suppress(StorageError):
            self.write_uses()
        self.decoder.close()
        self.file.close()

    def on_growth(self, listener: Callable[[], None]) -> None:
        """Call the listener when some megabytes were added, or many uses wait to be written.

        It is called on the thread that added them, and must be quick.
        """
        self._grown = listener

    # -- originals ------------------------------------------------------------------------------

    def add(self, data: bytes, name: str) -> str:
        """Keep a photo of this desk byte for byte; returns its SHA-256 when it is durable.

        It stays while this program runs, and for 30 days, even where nothing names it yet.
        Raises DiskFull; then nothing of it is kept.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        now = clock.now()
        self._taken_in.add(sha256)
        self._put(sha256, data, name, used_at=now, kept_until=now + KEEP_MICROSECONDS)
        return sha256

    def add_fetched(self, sha256: str, data: bytes, used_at: int) -> bool:
        """Keep a photo that the server has, where its bytes are those that the hash names.

        `used_at` (µs UTC) is its place among what is given up when room is short. Raises DiskFull.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self._put(sha256, data, "", used_at=used_at, kept_until=0)
        return True

    def add_if_whole(self, sha256: str, data: bytes, name: str) -> bool:
        """Keep a photo only where its bytes are those that the hash names."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self.add(data, name)
        return True

    def _put(self, sha256: str, data: bytes, name: str, *, used_at: int, kept_until: int) -> None:
        with self.file.writing() as connection:
            if _size(connection, sha256) is None:
                partials.drop(connection, sha256)
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
                holdings.put(connection, Holding(sha256, ORIGINAL, len(data), used_at))
            holdings.used(connection, {(sha256, ORIGINAL): used_at})
            connection.execute(
                "UPDATE photos SET kept_until = max(kept_until, ?) WHERE sha256 = ?",
                (kept_until, sha256),
            )
        self._grew(len(data))

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a photo that is looked at, None where they are not here."""
        data = self._read(sha256)
        if data is not None:
            self._use(sha256, ORIGINAL)
        return data

    def _read(self, sha256: str) -> bytes | None:
        with self.file.reading() as connection:
            if _size(connection, sha256) is None:
                return None
            found = connection.execute(
                "SELECT data FROM pieces WHERE sha256 = ? ORDER BY number", (sha256,)
            )
            return b"".join(row[0] for row in found)

    def read_range(self, sha256: str, start: int, length: int) -> bytes:
        """A part of a photo; empty beyond its end. Raises KeyError where it is not here."""
        with self.file.reading() as connection:
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
        with self.file.reading() as connection:
            return _size(connection, sha256)

    def has(self, sha256: str) -> bool:
        """Whether the photo's bytes are here."""
        return self.size(sha256) is not None

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes here are those that the hash names."""
        data = self._read(sha256)
        return data is not None and hashlib.sha256(data).hexdigest() == sha256

    # -- thumbnails -----------------------------------------------------------------------------

    def thumbnail(self, sha256: str, pixels: int) -> bytes | None:
        """A JPEG at least as sharp as `pixels` asks for, where this desk can give one.

        It is the size of SIDES that serves the wish: kept, or made now from the next larger one
        or from the photo. Where neither is here, the best that is.
        """
        wanted = side_for(pixels)
        made = self.make_thumbnail(sha256, wanted)
        if made is not None:
            return made
        with self.file.reading() as connection:
            row = connection.execute(
                "SELECT side, jpeg FROM thumbnails WHERE sha256 = ? "
                "ORDER BY side < ?, abs(side - ?) LIMIT 1",
                (sha256, wanted, wanted),
            ).fetchone()
        if row is None:
            return None
        self._use(sha256, row[0])
        return bytes(row[1])

    def make_thumbnail(self, sha256: str, side: int) -> bytes | None:
        """Make a thumbnail of one of SIDES; None where it is here or cannot be made.

        One that cannot be kept (a full disk, a busy file) can still be shown. No use is noted.
        """
        with self.file.reading() as connection:
            kept = holdings.sides_of(connection, sha256)
        if side in kept:
            return None
        for source in [*(larger for larger in kept if larger > side), ORIGINAL]:
            data = self._read(sha256) if source == ORIGINAL else self._jpeg(sha256, source)
            made = None if data is None else self._shrunk((sha256, source), data, side)
            if made is not None:
                with contextlib.suppress(StorageError):
                    self._put_thumbnail(sha256, side, made, like=source)
                return made
        return None

    def _shrunk(self, of: Item, data: bytes, side: int) -> bytes | None:
        """A smaller copy; a picture that failed once is not tried again while the program runs."""
        from casework.pictures.decoding import NotAPicture

        if of in self._hopeless:
            return None
        try:
            return self.decoder.thumbnail(data, side)
        except NotAPicture:
            self._hopeless.add(of)
            return None

    def _jpeg(self, sha256: str, side: int) -> bytes | None:
        with self.file.reading() as connection:
            row = connection.execute(
                "SELECT jpeg FROM thumbnails WHERE sha256 = ? AND side = ?", (sha256, side)
            ).fetchone()
        return None if row is None else bytes(row[0])

    def put_thumbnail(
        self, sha256: str, side: int, jpeg: bytes, used_at: int | None = None
    ) -> None:
        """Keep a thumbnail of one of SIDES that came from the server. Raises StorageError."""
        now = clock.now() if used_at is None else used_at
        with self.file.writing() as connection:
            _write_thumbnail(connection, Holding(sha256, side, len(jpeg), now), jpeg)
        self._grew(len(jpeg))

    def _put_thumbnail(self, sha256: str, side: int, jpeg: bytes, like: int) -> None:
        """Keep a thumbnail that was made here, with the last use of what it was made from."""
        with self.file.writing() as connection:
            row = connection.execute(
                "SELECT used_at FROM holdings WHERE sha256 = ? AND side = ?", (sha256, like)
            ).fetchone()
            if row is not None:  # else given up meanwhile
                _write_thumbnail(connection, Holding(sha256, side, len(jpeg), row[0]), jpeg)
        self._grew(len(jpeg))

    # -- likenesses -----------------------------------------------------------------------------

    def put_likeness(self, sha256: str, likeness: str) -> None:
        """Keep a photo's perceptual hash."""
        self.put_likenesses({sha256: likeness})

    def put_likenesses(self, likenesses: Mapping[str, str]) -> None:
        """Keep perceptual hashes by SHA-256; "" notes that nothing tells one."""
        with self.file.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO likenesses (sha256, likeness) VALUES (?, ?)",
                list(likenesses.items()),
            )

    def likenesses(self) -> dict[str, str]:
        """The perceptual hash of every photo of which it is known, by SHA-256."""
        with self.file.reading() as connection:
            found = connection.execute("SELECT sha256, likeness FROM likenesses")
            return {row[0]: row[1] for row in found}

    # -- what lies here, and giving it up -------------------------------------------------------

    def statistics(self) -> PhotoStatistics:
        """What lies here."""
        with self.file.reading() as connection:
            return holdings.statistics(connection)

    def held(self) -> set[str]:
        """The SHA-256 of every photo here."""
        with self.file.reading() as connection:
            return {row[0] for row in connection.execute("SELECT sha256 FROM photos")}

    def young(self) -> set[str]:
        """Originals taken in here lately: they stay whether anything names them or not."""
        with self.file.reading() as connection:
            return self._taken_in | holdings.young(connection, clock.now())

    def drop(self, items: Iterable[Item], needed: Set[str] = frozenset()) -> int:
        """Give up originals and thumbnails; returns the bytes freed.

        Originals in `needed`, and those that `young` names at this moment, stay.
        """
        with self.file.writing() as connection:
            staying = needed | self._taken_in | holdings.young(connection, clock.now())
            return holdings.drop(connection, items, staying)

    def _grew(self, added: int) -> None:
        with self._noting:
            self._added += added
            much = self._added >= _MUCH_BYTES
            if much:
                self._added = 0
        if much:
            self._grown()

    def _use(self, sha256: str, side: int) -> None:
        with self._noting:
            self._uses[sha256, side] = clock.now()
            many = len(self._uses) >= _MANY_USES
        if many:
            self._grown()

    def write_uses(self) -> None:
        """Write down what was used since the last time. Raises StorageError."""
        with self._noting:
            uses, self._uses = self._uses, {}
        if uses:
            with self.file.writing() as connection:
                holdings.used(connection, uses)


def _write_thumbnail(connection: Connection, holding: Holding, jpeg: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO thumbnails (sha256, side, jpeg, size) VALUES (?, ?, ?, ?)",
        (holding.sha256, holding.side, jpeg, holding.size),
    )
    holdings.put(connection, holding)


def _size(connection: Connection, sha256: str) -> int | None:
    row = connection.execute("SELECT size FROM photos WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else int(row[0])
