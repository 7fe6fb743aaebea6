"""The folder in which one account on one server keeps its data on this computer."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from desktop.storage import durable
from desktop.storage.errors import ProfileBusy


class Profile:
    """The names of a profile's files, and the lock that admits one writer."""

    _locked_here: ClassVar[set[Path]] = set()

    def __init__(self, path: Path) -> None:
        """`path` is the folder; it need not exist yet."""
        self.path = Path(path)

    @property
    def cache_file(self) -> Path:
        """Cases, outbox, search: encrypted."""
        return self.path / "cache.db"

    @property
    def photos_file(self) -> Path:
        """The bytes of photos: encrypted."""
        return self.path / "photos.db"

    @property
    def key_file(self) -> Path:
        """The wrapped key."""
        return self.path / "key.json"

    @property
    def reserve_file(self) -> Path:
        """Room that is given up where the disk is full: see `reserve`."""
        return self.path / "reserve"

    @property
    def lock_file(self) -> Path:
        """Held by the process that writes."""
        return self.path / "desk.lock"

    @staticmethod
    def rescued(database: Path) -> Path:
        """Where a file made by `damage.rescue` waits to take the damaged one's place."""
        return database.with_suffix(".rescued.db")

    def finish_rescue(self, database: Path) -> None:
        """Put a rescued file in its place where a crash came between the two renames."""
        rescued = self.rescued(database)
        if database.exists() or not rescued.exists():
            return
        # They belong to the damaged file, and the rescue read what they held. Gone for good
        # before the new file is there, as SQLite would take them for its own.
        durable.remove(*durable.with_its_journals(database))
        durable.replace(rescued, database)

    def exists(self) -> bool:
        """Whether somebody signed in here before."""
        return self.key_file.exists()

    def remove_data(self) -> None:
        """Delete cache, photos and what a migration left or was set aside after damage."""
        # What waits for a place goes before what holds it.
        durable.remove(*self.path.glob("*.rescue*.db"))
        for name in ("cache", "photos"):
            durable.remove(*self.path.glob(f"{name}.*.db*"))
            durable.remove(*self.path.glob(f"{name}.db*"))
        durable.remove(self.reserve_file)
        for folder in (*self.path.glob("damaged-*"), *self.path.glob("rescue-*")):
            shutil.rmtree(folder, ignore_errors=True)

    def is_locked_here(self) -> bool:
        """Whether this very process is the one writer."""
        return self.path.resolve() in self._locked_here

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Be the one writer while the block runs, also within `lock`. Raises ProfileBusy."""
        return contextlib.nullcontext() if self.is_locked_here() else self.lock()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one writer while the block runs. Raises ProfileBusy at once when another is."""
        import filelock

        durable.make_folder(self.path)
        lock = filelock.FileLock(self.lock_file, timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise ProfileBusy from None
        here = self.path.resolve()
        self._locked_here.add(here)
        try:
            yield
        finally:
            self._locked_here.discard(here)
            lock.release()
