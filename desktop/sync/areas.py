"""Area packages on their way here: piece by piece, each kept, so that a cut costs one piece.

They come after the text and before the pictures. What the authority no longer has goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casework import wire
from desktop.storage.area_parts import PREFIX, keep, name_of, told
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.progress import Progress

if TYPE_CHECKING:
    from desktop.storage.cache import Cache

MOST_BYTES = 16_000_000
"""No package is larger; a server that says so is not believed."""


class AreaLane:
    """Brings the pieces that are missing."""

    def __init__(self, cache: Cache, client: Client) -> None:
        """Fetch into this cache over this client."""
        self._cache = cache
        self._client = client

    def fetch(
        self,
        progress: Callable[[Progress], None],
        check: Callable[[], None],
        admits: Callable[[], bool],
    ) -> None:
        """Fetch what is missing. Raises SyncError for the line; `check` where it is to stop."""
        packages = told(self._cache)
        held = set(self._cache.names(PREFIX))
        wanted = [
            (package, number)
            for package in packages
            if package.size <= MOST_BYTES
            for number in range(package.parts)
            if name_of(package.sha256, number) not in held
        ]
        known = {name_of(p.sha256, number) for p in packages for number in range(p.parts)}
        self._cache.drop(held - known)
        for done, (package, number) in enumerate(wanted):
            check()
            if not admits():
                return
            progress(Progress("areas", done, len(wanted)))
            self._take(package, number)
        if wanted:
            progress(Progress("areas", len(wanted), len(wanted)))

    def _take(self, package: wire.AreaPackage, number: int) -> None:
        try:
            piece = self._client.area_part(package.sha256, number)
        except SyncError as error:
            if error.code == "refused":
                return  # it was taken away a moment ago: the next settings say so
            raise
        # Other bytes than the hash says are never shown; all of it comes again next time.
        keep(self._cache, package, number, piece)
