"""Photos up, resumable and one by one, and thumbnails and originals down."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import clock
from desktop.storage.keeping import Keeper, Wanted
from desktop.storage.records import PhotoUpload
from desktop.sync.backoff import delay_seconds
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.progress import Progress, progress_of

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

CHUNK_BYTES = 512 * 1024
THUMBNAIL_SIDE = 512
FETCH_BATCH = 200
FOR_EVER = 2**62

# These end the round: they say something of the line or the account, not of one photo.
_LINE = frozenset(
    {"unreachable", "captive", "server_down", "busy", "cut", "tls", "clock",
     "sign_in_needed", "revoked", "too_new", "disk_full_there"}
)  # fmt: skip


def _metadata(upload: PhotoUpload) -> str:
    """The tus Upload-Metadata header: names and base64 values."""
    values = {
        "sha256": upload.sha256,
        "authority": upload.authority,
        "case": upload.case,
        "name": upload.name,
        "filetype": "application/octet-stream",
    }
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items()
    )


class PictureLane:
    """Moves photos in both directions for the engine."""

    def __init__(self, cache: Cache, photos: PhotoStore, client: Client) -> None:
        """Work on this cache and photo store over this client."""
        self._cache = cache
        self._photos = photos
        self._client = client
        self._keeper = Keeper(cache, photos)

    def send(
        self, progress: Callable[[int, int], None], check: Callable[[], None], *, hurry: bool
    ) -> tuple[int, int]:
        """Send what waits; returns how many the server verified and how many failed.

        One poisoned photo never holds up the rest: it gets a later time to be tried again, which
        `hurry` (a person asked) does not wait for. A broken line is no fault of a photo.
        """
        verified = failed = 0
        tried: set[tuple[str, str]] = set()
        while True:
            until = FOR_EVER if hurry else clock.now()
            due = [u for u in self._cache.uploads(until) if (u.sha256, u.case) not in tried]
            if not due:
                return verified, failed
            upload = due[0]
            tried.add((upload.sha256, upload.case))
            check()
            progress(verified, verified + len(due))
            try:
                self._send_one(upload, check)
                verified += 1
            except SyncError as error:
                if error.code in _LINE:
                    raise
                wait = delay_seconds(upload.tries + 1, error.retry_after)
                next_try = clock.now() + int(wait * 1_000_000)
                self._cache.upload_failed(upload.sha256, upload.case, error.code, next_try)
                failed += 1

    def _send_one(self, upload: PhotoUpload, check: Callable[[], None]) -> None:
        size = self._photos.size(upload.sha256)
        if not size:
            raise SyncError("photo_missing")
        location, offset = upload.url, None
        if location:
            offset = self._client.upload_offset(location)
        if offset is None:
            location, offset = self._client.create_upload(size, _metadata(upload))
            self._cache.upload_progress(upload.sha256, upload.case, location, offset)
        while offset < size:
            check()
            piece = self._photos.read_range(upload.sha256, offset, min(CHUNK_BYTES, size - offset))
            sent = self._client.send_chunk(location, offset, piece)
            if sent <= offset:
                raise SyncError("bad_reply", "upload offset did not grow")
            offset = sent
            self._cache.upload_progress(upload.sha256, upload.case, location, offset)
        # The server answered the last byte, so it has compared the hash.
        self._cache.upload_verified(upload.sha256, upload.case)

    def fetch(self, progress: Callable[[Progress], None], check: Callable[[], None]) -> int:
        """Fetch thumbnails, then originals, that this desk should hold; returns how many."""
        keeper = self._keeper
        thumbnails = self._fetch(
            keeper.wanted_thumbnails, self._thumbnail, progress_of("thumbnails", progress), check
        )
        originals = self._fetch(
            keeper.wanted_originals, self._original, progress_of("originals", progress), check
        )
        return thumbnails + originals

    def fetch_one(self, sha256: str, case: str) -> bool:
        """Fetch one original that is looked at. Raises SyncError when the line fails."""
        try:
            self._original(Wanted("", case, sha256, clock.now()))
        except SyncError as error:
            if error.code in _LINE:
                raise
            return False
        return True

    def _fetch(
        self,
        wanted: Callable[[int], list[Wanted]],
        one: Callable[[Wanted], None],
        progress: Callable[[int, int], None],
        check: Callable[[], None],
    ) -> int:
        fetched = 0
        tried: set[str] = set()
        while True:
            batch = [w for w in wanted(FETCH_BATCH) if w.sha256 not in tried]
            if not batch:
                if tried:
                    progress(fetched, fetched)
                return fetched
            for photo in batch:
                check()
                tried.add(photo.sha256)
                progress(fetched, fetched + len(batch))
                try:
                    one(photo)
                    fetched += 1
                except SyncError as error:
                    if error.code in _LINE:
                        raise

    def _thumbnail(self, photo: Wanted) -> None:
        data = self._client.thumbnail(photo.sha256, photo.case, THUMBNAIL_SIDE)
        self._photos.put_thumbnail(photo.sha256, THUMBNAIL_SIDE, data, photo.since)

    def _original(self, photo: Wanted) -> None:
        data = self._client.photo(photo.sha256, photo.case)
        if not self._photos.add_fetched(photo.sha256, data, photo.since):
            # Other bytes than the name says: never shown as that photo.
            raise SyncError("photo_refused", "hash differs")
