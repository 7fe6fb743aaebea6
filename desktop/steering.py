"""Steering sync: the part of a desk with which a person stops, hurries, spares or watches it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.link import Link
from desktop.storage.cache import Cache
from desktop.storage.records import PhotoUpload
from desktop.sync.progress import Progress
from desktop.sync.sparing import Choice, Network


class Steering:
    """What a person, or the system beneath, may ask of the sync. Thread-safe."""

    cache: Cache
    _link: Link

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
