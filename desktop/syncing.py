"""Keeping in step: the part of a desk that syncs, by line or by stick, and says how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.storage.telling import Told, untold

if TYPE_CHECKING:
    from desktop.acting import Person
    from desktop.indexing import Indexing
    from desktop.link import Link
    from desktop.status import Status
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore
    from desktop.storage.records import PhotoUpload
    from desktop.sync.carrying import Carried, Carrier
    from desktop.sync.progress import Progress, Report
    from desktop.sync.sparing import Choice, Network


class Syncing:
    """The part of a desk that keeps in step with its server. Thread-safe."""

    cache: Cache
    photos: PhotoStore
    _link: Link
    _indexing: Indexing
    _person: Person | None

    def sync(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        *,
        pictures: bool | None = None,
    ) -> Report:
        """Do a round now and wait for it. Raises SyncError.

        With `pictures` they go along whatever the line, or not at all; else the choice decides.
        """
        try:
            return self._link.sync(progress, pictures=pictures)
        finally:
            self._person = None

    def write_carried(self, target: Path, progress: Told = untold) -> Carried:
        """Write all that waits into a file for the server, to be carried on a stick.

        Raises DeskError, StorageError, and what `progress` (of how much is done) raises.
        """
        return self._carrier().write(target, progress)

    def take_carried(self, source: Path, progress: Told = untold) -> Report:
        """Take in the server's answer to such a file. Raises DeskError, StorageError."""
        try:
            return self._carrier().take(source, progress)
        finally:
            self._person = None

    def _carrier(self) -> Carrier:
        from desktop.sync.carrying import Carrier

        return Carrier(self.cache, self.photos)

    def finish_index(self, seconds: float) -> None:
        """Bring the index of the search up to the cases, but take no longer than this.

        For a command that ends then; what is left is gone on with later, and found meanwhile.
        """
        self._indexing.finish(seconds)

    def start_sync(self) -> None:
        """Keep in step in the background from now on, and the index of the search too."""
        self._link.start()
        self._indexing.wake()

    def stop_sync(self) -> None:
        """Stop the background sync at the next safe place."""
        self._link.stop()

    def wake(self) -> None:
        """The person asks for a round of sync now, whatever the back-off says."""
        self._link.wake(hurry=True)

    def fetch_pictures(self) -> None:
        """The person asks for the pictures now, whatever the line; until they are through."""
        self._link.wake(hurry=True, pictures=True)

    @property
    def pictures_choice(self) -> Choice:
        """Whether pictures wait on slow and metered lines ("auto"), always go, or wait ("ask")."""
        return self._link.pictures_choice

    def set_pictures_choice(self, choice: Choice) -> None:
        """Keep what the person chose. Raises ValueError for anything else."""
        self._link.choose_pictures(choice)

    def network_changed(self, network: Network) -> None:
        """The system says how the network is now: a hint, which wakes the sync."""
        self._link.network_changed(network)

    @property
    def far(self) -> Progress | None:
        """How far the round that runs is at this moment; None between rounds."""
        return self._link.far

    def stop_round(self) -> None:
        """End the round that runs, at the byte where it is; what it did stays done.

        The next one comes by itself after ten minutes, with the next act, or when asked for.
        """
        self._link.stop_round()

    def retry(self, photos: Sequence[PhotoUpload] = ()) -> None:
        """Start a round now, with these photos whenever their next try was due."""
        if photos:
            self.cache.upload_again([(p.sha256, p.case) for p in photos])
        self._link.wake()

    def fetch_photo(self, sha256: str, case_id: str) -> bool:
        """Fetch a full photo that a person wants to see; False where there is no line."""
        return self.photos.has(sha256) or self._link.fetch_photo(sha256, case_id)

    def on_status(self, listener: Callable[[Status], None]) -> None:
        """Call the listener with each new status, from whatever thread it changes in."""
        self._link.on_status(listener)

    @property
    def status(self) -> Status:
        """The truth about sync as it was told last."""
        return self._link.status
