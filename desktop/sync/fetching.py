"""One photo on its way here, going on at the byte where it broke off."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.sync.client import Client, Incoming
from desktop.sync.errors import SyncError
from desktop.sync.progress import Cancelled

if TYPE_CHECKING:
    from desktop.storage.keeping import Wanted
    from desktop.storage.photos import PhotoStore

KEPT_BYTES = 1024 * 1024
KEPT_SECONDS = 5.0
"""What came is made durable after so many bytes or seconds, and when the line breaks."""


def fetch(
    client: Client, photos: PhotoStore, photo: Wanted, check: Callable[[], None] = lambda: None
) -> None:
    """Fetch an original; what came of it stays, whatever happens. Raises SyncError.

    `check` raises where it is to stop. Other bytes than the name says are never shown as that
    photo: photo_refused.
    """
    with photos.arriving.alone(photo.sha256):
        if photos.has(photo.sha256):
            return
        part = photos.arriving.find(photo.sha256)
        if not part.size or part.have < part.size:
            with client.photo(photo.sha256, photo.case, part.have) as incoming:
                if _take(incoming, photos, photo, check):
                    return
        if not photos.arriving.finish(photo.sha256, photo.since):
            raise SyncError("photo_refused", "hash differs")


def _take(incoming: Incoming, photos: PhotoStore, photo: Wanted, check: Callable[[], None]) -> bool:
    """Keep the bytes as they come; True where the photo came at once and was kept as one."""
    held = bytearray()
    at, since = incoming.start, time.monotonic()

    def keep() -> None:
        nonlocal at, since
        if held:
            photos.arriving.add(photo.sha256, at, incoming.total, bytes(held))
            at += len(held)
            held.clear()
        since = time.monotonic()

    try:
        for piece in incoming.pieces:
            held += piece
            if len(held) >= KEPT_BYTES or time.monotonic() - since > KEPT_SECONDS:
                keep()
            check()
        if at == 0:
            if not photos.add_fetched(photo.sha256, bytes(held), photo.since):
                raise SyncError("photo_refused", "hash differs")
            held.clear()
            return True
    except (SyncError, Cancelled) as error:
        if not (isinstance(error, SyncError) and error.code == "photo_refused"):
            keep()
        raise
    keep()
    return False
