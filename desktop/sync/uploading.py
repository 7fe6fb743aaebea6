"""One photo on its way to the server, going on at the byte where it broke off."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desktop.storage.records import PhotoUpload
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.exchange import Parts

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

CHUNK_BYTES = 256 * 1024
"""What one request carries while nobody knows how fast the line is."""
LEAST_CHUNK_BYTES, MOST_CHUNK_BYTES = 64 * 1024, 4 * 1024 * 1024
CHUNK_SECONDS = 20.0
_READ_BYTES = 256 * 1024
Key = tuple[str, str]


def chunk_bytes(rate: float) -> int:
    """How much one request carries on a line of so many bytes a second (0: not known).

    The server keeps what came of one that broke; a request that takes minutes would only keep the
    person from seeing how far it is.
    """
    if rate <= 0:
        return CHUNK_BYTES
    return int(min(max(rate * CHUNK_SECONDS, LEAST_CHUNK_BYTES), MOST_CHUNK_BYTES))


class Uploader:
    """Sends photos. Thread-safe, as long as each thread sends another photo."""

    def __init__(self, cache: Cache, photos: PhotoStore) -> None:
        """Keep the journal in this cache; the bytes are in this store."""
        self._cache = cache
        self._photos = photos
        self._lock = threading.Lock()
        # Uploads whose last reply was seen: their offset in the journal is that of the server.
        self._certain: set[Key] = set()
        self._stuck: dict[Key, int] = {}

    def send(self, client: Client, upload: PhotoUpload, check: Callable[[], None]) -> None:
        """Send one photo until the server has verified it. Raises SyncError.

        `check` raises where it is to stop, with what arrived standing.
        """
        size = self._photos.size(upload.sha256)
        if not size:
            raise SyncError("photo_missing")
        location, offset = self._where(client, upload, size)
        while offset < size:
            count = min(chunk_bytes(client.speed.rate), size - offset)
            check()
            self._doubt(upload)
            sent = client.send_chunk(location, offset, self._parts(upload, offset, count))
            if not offset < sent <= size:
                raise SyncError("bad_reply", "upload offset did not grow")
            offset = sent
            if offset < size:
                self._note(upload, location, offset)
        # The server answered the last byte, so it has compared the hash.
        self._cache.upload_verified(upload.sha256, upload.case)

    def is_stuck(self, upload: PhotoUpload) -> bool:
        """Whether the line broke on this photo twice with nothing of it getting across.

        Asked once after each break. It may be the photo that breaks the line: a filter in it.
        """
        key = (upload.sha256, upload.case)
        with self._lock:
            before, self._stuck[key] = self._stuck.get(key), upload.sent
        return before == upload.sent

    def _where(self, client: Client, upload: PhotoUpload, size: int) -> tuple[str, int]:
        """The upload's address and how many bytes the server has of it; a new one is begun."""
        if upload.url:
            known: int | None = upload.sent
            if not self._is_certain(upload):
                known = client.upload_offset(upload.url)
            if known is not None:
                return upload.url, known
        location, offset = client.create_upload(size, metadata(upload))
        if offset > size:
            raise SyncError("bad_reply", "more than there is")
        if offset < size:
            self._note(upload, location, offset)
        return location, offset

    def _parts(self, upload: PhotoUpload, start: int, count: int) -> Parts:
        def read() -> Iterator[bytes]:
            for at in range(start, start + count, _READ_BYTES):
                yield self._photos.read_range(
                    upload.sha256, at, min(_READ_BYTES, start + count - at)
                )

        return Parts(count, read())

    def _note(self, upload: PhotoUpload, location: str, offset: int) -> None:
        self._cache.upload_progress(upload.sha256, upload.case, location, offset)
        with self._lock:
            self._certain.add((upload.sha256, upload.case))

    def _is_certain(self, upload: PhotoUpload) -> bool:
        with self._lock:
            return (upload.sha256, upload.case) in self._certain

    def _doubt(self, upload: PhotoUpload) -> None:
        """Until its reply is seen nobody knows how much of a request arrived."""
        with self._lock:
            self._certain.discard((upload.sha256, upload.case))


def metadata(upload: PhotoUpload) -> str:
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
