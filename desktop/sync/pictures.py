"""Photos up, thumbnails and originals down: what goes next, and what never holds up the rest."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop import clock
from desktop.storage.keeping import GUESSED_ORIGINAL, GUESSED_THUMBNAIL, Keeper, Wanted
from desktop.storage.records import PhotoUpload
from desktop.sync.backoff import delay_seconds
from desktop.sync.bundles import (
    MOST_PHOTOS,
    SMALL_BYTES,
    Bundler,
    fetch_many,
    photos_at_once,
)
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.fetching import fetch
from desktop.sync.lanes import LANES, Lanes
from desktop.sync.progress import Progress, progress_of
from desktop.sync.uploading import Uploader

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

T = TypeVar("T")
THUMBNAIL_SIDE, SLOW_SIDE = 512, 192
"""For pages; on a slow line for lists alone, a third of the bytes."""
FETCH_BATCH = 200
FOR_EVER = 2**62
_ENOUGH_THUMBNAILS = 10

# These end the round: they say something of the line or the account, not of one photo.
_LINE = frozenset(
    {"unreachable", "no_name", "captive", "proxy", "server_down", "maintenance", "busy", "cut",
     "tls", "clock", "expired", "sign_in_needed", "revoked", "device_wiped", "too_new",
     "disk_full_there"}
)  # fmt: skip


class _Done:
    """How many went well and how many did not, counted from several threads."""

    def __init__(self) -> None:
        self.good = self.bad = 0
        self._lock = threading.Lock()

    def count(self, *, good: int = 0, bad: int = 0) -> None:
        with self._lock:
            self.good += good
            self.bad += bad


class _Waiting:
    """The uploads of one round in their order, also those that are added meanwhile; each once."""

    def __init__(self, cache: Cache, *, hurry: bool) -> None:
        self._cache = cache
        self._hurry = hurry
        self._tried: set[tuple[str, str]] = set()
        self._queue: deque[PhotoUpload] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    def look(self) -> list[PhotoUpload]:
        """What waits now."""
        if not self._queue:
            now = clock.now()
            due = self._cache.uploads(FOR_EVER if self._hurry else now)
            # What failed a moment ago comes after all others, also where a person asked.
            due.sort(key=lambda upload: upload.next_try_at > now)
            self._queue.extend(u for u in due if (u.sha256, u.case) not in self._tried)
        return list(self._queue)

    def take(self, limit: int) -> list[PhotoUpload]:
        """The next photo, and those after it that go in one request of `limit` bytes with it."""
        taken: list[PhotoUpload] = []
        room = limit
        self.look()
        while self._queue and len(taken) < MOST_PHOTOS:
            upload = self._queue[0]
            small = upload.size <= min(room, SMALL_BYTES)
            if taken and not small:
                break
            taken.append(self._queue.popleft())
            self._tried.add((upload.sha256, upload.case))
            room -= upload.size
            if not small:
                break
        return taken


class PictureLane:
    """Moves photos in both directions for the engine.

    `check` raises where the round is to stop, and `ready` too, which is asked before each photo;
    `admits` says whether one more may go now.
    """

    def __init__(
        self, cache: Cache, photos: PhotoStore, client: Client, *, lanes: int = LANES
    ) -> None:
        """Work on this cache and photo store, over this client and so many connections in all."""
        self._cache = cache
        self._photos = photos
        self._client = client
        self._lanes = Lanes(client, lanes)
        self._keeper = Keeper(cache, photos)
        self._uploader = Uploader(cache, photos)
        self._bundler = Bundler(cache, photos)

    def send(
        self,
        progress: Callable[[int, int], None],
        check: Callable[[], None],
        ready: Callable[[], None],
        *,
        hurry: bool,
        admits: Callable[[], bool] = lambda: True,
    ) -> tuple[int, int]:
        """Send what waits; returns how many the server verified and how many failed.

        One poisoned photo never holds up the rest: it gets a later time to be tried again, which
        `hurry` (a person asked) does not wait for. A broken line is no fault of a photo.
        """
        done = _Done()
        waiting = _Waiting(self._cache, hurry=hurry)

        if len(first := waiting.look()) > 1 and self._bundler.limit(self._client):
            with contextlib.suppress(_Refused):
                _refusable(lambda: self._bundler.begin(self._client, first))

        def next_uploads() -> list[PhotoUpload] | None:
            ready()
            taken = waiting.take(self._bundler.limit(self._client)) if admits() else []
            if taken:
                progress(done.good, done.good + len(taken) + len(waiting))
            return taken or None

        def send_some(client: Client, uploads: list[PhotoUpload]) -> None:
            if len(uploads) == 1:
                self._send_one(client, uploads[0], done)
            else:
                self._send_many(client, uploads, done)

        self._lanes.work(next_uploads, send_some, check)
        return done.good, done.bad

    def _send_one(self, client: Client, upload: PhotoUpload, done: _Done) -> None:
        try:
            self._uploader.send(client, upload, self._lanes.check)
        except SyncError as error:
            if error.code in _LINE and not (
                error.code == "cut" and self._uploader.is_stuck(upload)
            ):
                raise
            self._failed(upload, error)
            done.count(bad=1)
            if error.code in _LINE:
                raise
        else:
            self._bundler.went_alone()
            done.count(good=1)

    def _send_many(self, client: Client, uploads: list[PhotoUpload], done: _Done) -> None:
        try:
            failed = _refusable(lambda: self._bundler.send(client, uploads, self._lanes.check))
        except _Refused:
            for upload in uploads:
                self._send_one(client, upload, done)
            return
        for upload in uploads:
            if error := failed.get((upload.sha256, upload.case)):
                self._failed(upload, error)
        done.count(good=len(uploads) - len(failed), bad=len(failed))

    def _failed(self, upload: PhotoUpload, error: SyncError) -> None:
        wait = delay_seconds(upload.tries + 1, error.retry_after)
        next_try = clock.now() + int(wait * 1_000_000)
        self._cache.upload_failed(upload.sha256, upload.case, error.code, next_try)

    def left(self) -> tuple[int, int]:
        """How many pictures are still to go or to come, and about how many bytes that is."""
        uploads = self._cache.uploads(FOR_EVER)
        thumbnails = self._keeper.wanted_thumbnails(FOR_EVER)
        originals = self._keeper.wanted_originals(FOR_EVER)
        count = len(uploads) + len({w.sha256 for w in [*thumbnails, *originals]})
        size = sum(u.size - u.sent for u in uploads) + len(thumbnails) * self._usual_thumbnail()
        return count, size + self._size_of(originals)

    def _usual_thumbnail(self) -> int:
        held = self._photos.statistics()
        if held.thumbnails < _ENOUGH_THUMBNAILS:
            return GUESSED_THUMBNAIL
        return held.thumbnail_bytes // held.thumbnails

    def _size_of(self, originals: list[Wanted]) -> int:
        """The bytes of originals: as their cases tell them, else as was seen, else as usual."""
        cases = self._cache.many(list({(w.authority, w.case) for w in originals}))
        told = {p.sha256: p.size for case in cases for p in case.photos if p.size}
        parts = self._photos.arriving.under_way()
        return sum(
            max(0, parts[w.sha256].size - parts[w.sha256].have)
            if w.sha256 in parts
            else told.get(w.sha256, GUESSED_ORIGINAL)
            for w in originals
        )

    def fetch(
        self,
        progress: Callable[[Progress], None],
        check: Callable[[], None],
        ready: Callable[[], None],
        *,
        admits: Callable[[], bool] = lambda: True,
    ) -> int:
        """Fetch thumbnails, then originals, that this desk should hold; returns how many.

        On a good line no thumbnail comes of a photo whose original follows at once.
        """
        keeper = self._keeper

        def thumbnails(limit: int) -> list[Wanted]:
            several = photos_at_once(self._client.speed.rate) > 1 and not self._client.speed.slow
            coming = {w.sha256 for w in keeper.wanted_originals(FOR_EVER)} if several else set()
            return [w for w in keeper.wanted_thumbnails(FOR_EVER) if w.sha256 not in coming][:limit]

        fetched = self._fetch(
            thumbnails, self._thumbnails, progress_of("thumbnails", progress), check, ready, admits
        )
        return fetched + self._fetch(
            keeper.wanted_originals, self._originals, progress_of("originals", progress), check,
            ready, admits, photos_at_once,
        )  # fmt: skip

    def fetch_one(self, sha256: str, case: str) -> bool:
        """Fetch one original that is looked at. Raises SyncError when the line fails."""
        try:
            fetch(self._client, self._photos, Wanted("", case, sha256, clock.now()))
        except SyncError as error:
            if error.code in _LINE:
                raise
            return False
        return True

    def _fetch(
        self,
        wanted: Callable[[int], list[Wanted]],
        some: Callable[[Client, list[Wanted]], tuple[int, list[Wanted]]],
        progress: Callable[[int, int], None],
        check: Callable[[], None],
        ready: Callable[[], None],
        admits: Callable[[], bool],
        at_once: Callable[[float], int] = lambda _: 1,
    ) -> int:
        done = _Done()
        batch: deque[Wanted] = deque()
        tried: set[str] = set()

        def next_photos() -> list[Wanted] | None:
            ready()
            if not batch:
                batch.extend(w for w in wanted(FETCH_BATCH + len(tried)) if w.sha256 not in tried)
            if not batch or not admits():
                return None
            speed = self._client.speed
            count = 1 if speed.slow else at_once(speed.rate)
            photos = [batch.popleft() for _ in range(min(count, len(batch)))]
            tried.update(photo.sha256 for photo in photos)
            progress(done.good, done.good + len(photos) + len(batch))
            return photos

        def fetch_some(client: Client, photos: list[Wanted]) -> None:
            good, left = some(client, photos)
            done.count(good=good)
            batch.extendleft(reversed(left))

        self._lanes.work(next_photos, fetch_some, check)
        if tried:
            progress(done.good, done.good)
        return done.good

    def _thumbnails(self, client: Client, photos: list[Wanted]) -> tuple[int, list[Wanted]]:
        side = SLOW_SIDE if client.speed.slow else THUMBNAIL_SIDE
        return _one_by_one(photos, lambda photo: self._thumbnail(client, photo, side))

    def _thumbnail(self, client: Client, photo: Wanted, side: int) -> None:
        data = client.thumbnail(photo.sha256, photo.case, side)
        self._photos.put_thumbnail(photo.sha256, side, data, photo.since)

    def _originals(self, client: Client, photos: list[Wanted]) -> tuple[int, list[Wanted]]:
        if len(photos) > 1:
            with contextlib.suppress(_Refused):
                return _refusable(
                    lambda: fetch_many(client, self._photos, photos, self._lanes.check)
                )
        return _one_by_one(
            photos, lambda photo: fetch(client, self._photos, photo, self._lanes.check)
        )


class _Refused(Exception):
    """A request about many photos was not taken; asked for one by one each tells why."""


def _refusable(act: Callable[[], T]) -> T:
    """Do something for many photos. Raises _Refused, SyncError for the line."""
    try:
        return act()
    except SyncError as error:
        if error.code in _LINE:
            raise
        raise _Refused from error


def _one_by_one(photos: list[Wanted], one: Callable[[Wanted], None]) -> tuple[int, list[Wanted]]:
    """How many were fetched; what the server does not give holds up none of the others."""
    good = 0
    for photo in photos:
        try:
            one(photo)
            good += 1
        except SyncError as error:
            if error.code in _LINE:
                raise
    return good, []
