"""The folder in which one account on one server keeps its data on this computer."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from desktop.storage import durable
from desktop.storage.errors import ProfileBusy

RESTORING = "restoring"
"""The folder in which a copy of a desk is unpacked."""
_FILES = (
    "*.rescue*.db", "cache.*.db*", "cache.db*", "photos.*.db*", "photos.db*", "reserve",
)  # fmt: skip
_SET_ASIDE = re.compile(r"damaged-\d{8}T[\d.]+Z")
# The second is a name that `tempfile` makes up.
_HALF_RESCUED = re.compile(r"rescue-(new|[a-z0-9_]{8})")


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
        """Put a rescued file in its place where a crash came between the two renames.

        Raises ProfileBusy where the rescue goes on in another process.
        """
        if not database.exists() and self.rescued(database).exists():
            with self.alone():
                self.put_rescued(database)

    def put_rescued(self, database: Path) -> None:
        """Give a rescued file its name, as the profile's one writer.

        Whoever only looked may have made an empty file of that name meanwhile: that one goes.
        """
        rescued = self.rescued(database)
        if not rescued.exists():
            return
        # They belong to the damaged file, and the rescue read what they held. Gone for good
        # before the new file is there, as SQLite would take them for its own.
        durable.remove(*durable.with_its_journals(database))
        durable.replace(rescued, database)

    def exists(self) -> bool:
        """Whether somebody signed in here before."""
        return self.key_file.exists()

    def data(self) -> Iterator[Path]:
        """Cache, photos, and what a migration, a rescue or a restore left of them.

        Just the names that the program itself gives: the folder may be one in which a person keeps
        other things. What waits for a place comes before what holds it.
        """
        for pattern in _FILES:
            yield from self.path.glob(pattern)
        for found in self.path.glob("*-*"):
            if _SET_ASIDE.fullmatch(found.name) or _HALF_RESCUED.fullmatch(found.name):
                yield found
        yield from self.path.glob(RESTORING)

    def half_rescued(self) -> list[Path]:
        """Folders in which a rescue was at work when it was killed."""
        found = self.path.glob("rescue-*")
        return [folder for folder in found if _HALF_RESCUED.fullmatch(folder.name)]

    def remove_data(self) -> None:
        """Delete all `data` that goes."""
        for found in list(self.data()):
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found, ignore_errors=True)
            else:
                durable.remove(found)

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
