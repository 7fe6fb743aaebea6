"""Many small photos in one request, both ways, each going on at the byte where it broke off.

On a good line it is not the bytes of small photos that take time, but a request and a safe disk for
each. On a slow line they go one by one, so that a cut leaves whole ones behind.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from casework.bundles import Piece, Standing
from desktop.storage.records import PhotoUpload
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.progress import Cancelled

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.keeping import Wanted
    from desktop.storage.photos import PhotoStore

SMALL_BYTES = 1024 * 1024
"""A larger photo fills a request by itself."""
FIRST_BYTES, MOST_BYTES = 1024 * 1024, 4 * 1024 * 1024
BUNDLE_SECONDS = 5.0
MOST_PHOTOS = 32
MOST_ASKED = 500
_USUAL_BYTES = 250_000
_READ_BYTES = 256 * 1024
Key = tuple[str, str]


def bundle_bytes(rate: float) -> int:
    """How much one bundle carries on a line of so many bytes a second (0: not known).

    0 says that photos go one by one: less than FIRST_BYTES is not worth it.
    """
    if rate <= 0:
        return FIRST_BYTES
    carried = int(min(rate * BUNDLE_SECONDS, MOST_BYTES))
    return carried if carried >= FIRST_BYTES else 0


def photos_at_once(rate: float) -> int:
    """How many photos of unknown size are asked for at once on such a line; at least one."""
    return max(1, min(MOST_PHOTOS, bundle_bytes(rate) // _USUAL_BYTES))


class Bundler:
    """Sends bundles of photos. Thread-safe, as long as each thread sends other photos."""

    def __init__(self, cache: Cache, photos: PhotoStore) -> None:
        """Keep the journal in this cache; the bytes are in this store."""
        self._cache = cache
        self._photos = photos
        self._offsets: dict[Key, int] = {}
        self._lock = threading.Lock()
        self._wary = False

    def limit(self, client: Client) -> int:
        """How many bytes the next bundle may have; 0 where the next photo goes alone.

        After a bundle that broke off the next photo does: it may be what breaks the line.
        """
        return 0 if self._wary or client.speed.slow else bundle_bytes(client.speed.rate)

    def went_alone(self) -> None:
        """A photo got across alone, so the line holds."""
        self._wary = False

    def begin(self, client: Client, uploads: Sequence[PhotoUpload]) -> None:
        """Ask how much of these the server has, in one request; of others, with their bundle."""
        with self._lock:
            self._offsets.clear()
        self._ask(client, uploads[:MOST_ASKED])

    def _ask(self, client: Client, uploads: Sequence[PhotoUpload]) -> None:
        if not uploads:
            return
        standings = client.photo_offsets([_piece(u, u.size, 0) for u in uploads])
        with self._lock:
            for upload, standing in zip(uploads, standings, strict=True):
                self._offsets[upload.sha256, upload.case] = standing.offset

    def send(
        self, client: Client, uploads: Sequence[PhotoUpload], check: Callable[[], None]
    ) -> dict[Key, SyncError]:
        """Send photos in one request; those that failed, and why. Raises SyncError for the line.

        The others are verified by the server. `check` raises where it is to stop.
        """
        self._ask(client, [u for u in uploads if (u.sha256, u.case) not in self._offsets])
        pieces = [self._rest_of(upload) for upload in uploads]
        failed = {(p.sha256, p.case): SyncError("photo_missing") for p in pieces if not p.size}
        going = [piece for piece in pieces if piece.length]
        done = [(p.sha256, p.case) for p in pieces if p.size and not p.length]
        if going:
            with self._lock:
                # Until the reply is seen nobody knows how much of it arrived.
                for piece in going:
                    self._offsets.pop((piece.sha256, piece.case), None)
            standings = self._sent(client, going, check)
            for piece, standing in zip(going, standings, strict=True):
                key = piece.sha256, piece.case
                if standing.offset == piece.size and not standing.error:
                    done.append(key)
                else:
                    failed[key] = SyncError("photo_refused", standing.error or "not all came")
        if done:
            self._cache.uploads_verified(done)
        return failed

    def _rest_of(self, upload: PhotoUpload) -> Piece:
        """What is to be sent of a photo; of one that is not here any more, nothing of size 0."""
        size = self._photos.size(upload.sha256) or 0
        with self._lock:
            offset = min(self._offsets.get((upload.sha256, upload.case), 0), size)
        return _piece(upload, size, offset)

    def _sent(
        self, client: Client, pieces: Sequence[Piece], check: Callable[[], None]
    ) -> tuple[Standing, ...]:
        try:
            return client.send_photos(pieces, self._bytes_of(pieces, check))
        except SyncError as error:
            self._wary = error.code == "cut"
            raise

    def _bytes_of(self, pieces: Sequence[Piece], check: Callable[[], None]) -> Iterator[bytes]:
        for piece in pieces:
            check()
            for at in range(piece.offset, piece.size, _READ_BYTES):
                yield self._photos.read_range(piece.sha256, at, min(_READ_BYTES, piece.size - at))


def _piece(upload: PhotoUpload, size: int, offset: int) -> Piece:
    return Piece(
        sha256=upload.sha256, case=upload.case, authority=upload.authority, name=upload.name,
        size=size, offset=offset, length=size - offset,
    )  # fmt: skip


def fetch_many(
    client: Client,
    photos: PhotoStore,
    wanted: Sequence[Wanted],
    check: Callable[[], None] = lambda: None,
) -> tuple[int, list[Wanted]]:
    """Fetch originals in one request; what came of them stays, whatever happens.

    Gives how many are here then, and those that had no room in the reply; others were not given,
    or other bytes than the hash names, which are never shown as that photo. Raises SyncError for
    the line; `check` raises where it is to stop.
    """
    with contextlib.ExitStack() as stack:
        # In an order that everybody keeps, so that nobody waits for who waits for them.
        for sha256 in sorted({photo.sha256 for photo in wanted}):
            stack.enter_context(photos.arriving.alone(sha256))
        missing = {photo.sha256: photo for photo in wanted if not photos.has(photo.sha256)}
        if not missing:
            return len(wanted), []
        have = {sha256: photos.arriving.find(sha256).have for sha256 in missing}
        asked = [
            Piece(sha256=p.sha256, case=p.case, offset=have[p.sha256]) for p in missing.values()
        ]
        taker = _Taker(photos, missing)
        with client.photos(asked, MOST_BYTES) as (pieces, parts):
            taker.take(pieces, parts, check)
        return len(wanted) - len(missing) + taker.kept, taker.left


class _Taker:
    """Takes the photos of a reply in as they come."""

    def __init__(self, photos: PhotoStore, wanted: dict[str, Wanted]) -> None:
        self._photos = photos
        self._wanted = wanted
        self._whole: list[tuple[str, bytes, int]] = []
        self.kept = 0
        self.left: list[Wanted] = []

    def take(
        self, pieces: Sequence[Piece], parts: Iterator[bytes], check: Callable[[], None]
    ) -> None:
        """Keep what comes: the whole ones together, and what came of one that broke off."""
        held = bytearray()
        coming = iter(pieces)
        piece = next(coming, None)
        try:
            while piece is not None:
                while len(held) < piece.length:
                    check()
                    held += next(parts, b"") or _too_few()
                self._came(piece, bytes(held[: piece.length]))
                del held[: piece.length]
                piece = next(coming, None)
        except (SyncError, Cancelled):
            if piece is not None and held:
                self._photos.arriving.add(piece.sha256, piece.offset, piece.size, bytes(held))
            raise
        finally:
            if self._whole:
                self.kept += len(self._whole) - len(self._photos.arriving.keep_whole(self._whole))

    def _came(self, piece: Piece, data: bytes) -> None:
        photo = self._wanted[piece.sha256]
        if piece.error:
            return
        if not piece.offset and len(data) == piece.size:
            self._whole.append((photo.sha256, data, photo.since))
            return
        if data:
            self._photos.arriving.add(photo.sha256, piece.offset, piece.size, data)
        if piece.offset + len(data) < piece.size:
            self.left.append(photo)
        elif self._photos.arriving.finish(photo.sha256, photo.since):
            self.kept += 1


def _too_few() -> bytes:
    raise SyncError("cut", "fewer bytes than told")
