"""A disk that loses power: what was not synced may be gone, torn or there, as it likes.

Files lie in a real folder and are written through at once; beside them the disk remembers what a
power loss may take: writes since the last sync of a file, in sectors of 512 bytes, and new,
renamed and removed names since the last sync of their folder. SQLite comes in through a VFS, the
storage's own changes of names through `desktop.storage.durable`.
"""

from __future__ import annotations

import errno
import itertools
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from desktop.storage import database, durable
from tests.support import plain_sqlite

SECTOR = 512
_numbers = itertools.count()
# SQLite's unix VFS syncs the folder at the first sync of these, and of these alone.
_JOURNALS = (
    apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
)  # fmt: skip


@dataclass
class Write:
    """Bytes written, or a file cut (`data` None), with what that replaced."""

    offset: int
    data: bytes | None
    size_before: int
    before: bytes


@dataclass(eq=False)
class Content:
    """The bytes of a file. `kept` are those of one whose name was taken away."""

    unsynced: list[Write] = field(default_factory=list)
    kept: bytes | None = None


@dataclass(eq=False)
class Naming:
    """A change of names: `old` went, `new` came (with `content`, or as a folder)."""

    old: Path | None
    new: Path | None
    content: Content | None

    @property
    def own(self) -> set[Path]:
        """The names that it changes."""
        return {path for path in (self.old, self.new) if path is not None}

    @property
    def needed(self) -> set[Path]:
        """The names that must be as it found them: its own, and those of the folders around."""
        return self.own | {parent for path in self.own for parent in path.parents}

    def changes(self, folder: Path) -> bool:
        """Whether syncing this folder makes it durable."""
        return (self.new or self.old or folder).parent == folder


class Disk:
    """The disk below a folder. `cut_after` counts the changes and syncs until power is lost."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.cut_after: int | None = None
        self.room: int | None = None
        self.failing_syncs = 0
        self.lost = self.was_full = False
        self.done = 0
        self._names: dict[Path, Content] = {}
        self._durable: dict[Path, Content] = {}
        self._unsynced: list[Naming] = []
        self.vfs = f"disk-{next(_numbers)}"
        self._registered = _Vfs(self.vfs, self)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Let the storage work on this disk as long as the patch holds."""
        patch.setattr(database, "opener", plain_sqlite.opener(self.vfs))
        rename, unlink, mkdir = durable.rename, durable.unlink, durable.mkdir
        patch.setattr(durable, "rename", _of_the_system(partial(self._rename, rename)))
        patch.setattr(durable, "unlink", _of_the_system(partial(self._unlink, unlink)))
        patch.setattr(durable, "mkdir", _of_the_system(partial(self._mkdir, mkdir)))
        link = durable.link
        patch.setattr(durable, "link", _of_the_system(partial(self._link, link)))
        patch.setattr(durable, "sync_file", _of_the_system(self._sync_file))
        patch.setattr(durable, "sync_folder", _of_the_system(self.sync_folder))
        # apsw prints here what it cannot raise, such as that closing found no power.
        patch.setattr(sys, "unraisablehook", lambda *told: None)

    @property
    def failed(self) -> bool:
        """Whether it failed in any way."""
        return self.lost or self.was_full

    # -- what the system does -------------------------------------------------------------------

    def content(self, file: Path, *, new: bool) -> Content:
        """The bytes of a file that is opened; what was there before us is durable."""
        known = self._names.get(file)
        if known is not None and not new:
            return known
        content = self._names[file] = Content()
        if new:
            self._unsynced.append(Naming(None, file, content))
        else:
            self._durable[file] = content
        return content

    def step(self, effect: Callable[[], Any] = lambda: None) -> None:
        """One change or sync. The last before the power goes may or may not reach the disk."""
        if self.lost:
            raise _failing(apsw.IOError, apsw.SQLITE_IOERR)
        self.done += 1
        effect()
        if self.cut_after is not None and self.done >= self.cut_after:
            self.lost = True
            raise _failing(apsw.IOError, apsw.SQLITE_IOERR)

    def sync(self, content: Content) -> None:
        """Make the bytes of a file durable."""
        self.step()
        if self.failing_syncs:
            self.failing_syncs -= 1
            raise _failing(apsw.IOError, apsw.SQLITE_IOERR_FSYNC)
        content.unsynced.clear()

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder durable, with those that they came from."""
        self.step()
        needed: set[Path] = set()
        taken: list[Naming] = []
        for naming in reversed(self._unsynced):
            if naming.changes(folder) or naming.own & needed:
                needed |= naming.needed
                taken.append(naming)
        for naming in reversed(taken):
            _name(self._durable, naming)
            self._unsynced.remove(naming)

    def forget(self, file: Path, *, sync: bool = False) -> None:
        """Note that a file goes, before it does."""
        content = self._names.pop(file, None) or Content()
        self._let_go(file, content)
        self._unsynced.append(Naming(file, None, content))
        if sync:
            self.sync_folder(file.parent)

    def _let_go(self, file: Path, content: Content) -> None:
        """Remember the bytes of a file that loses this name; its room is free with its last."""
        content.kept = file.read_bytes()
        if self.room is not None and content not in self._names.values():
            self.room += len(content.kept)

    def _sync_file(self, file: Path) -> None:
        self.sync(self._names.get(file) or self.content(file, new=False))

    def _link(self, link: Callable[[Path, Path], Any], old: Path, new: Path) -> None:
        content = self._names.get(old) or self.content(old, new=False)

        def effect() -> None:
            link(old, new)
            self._names[new] = content
            self._unsynced.append(Naming(None, new, content))

        self.step(effect)

    def _rename(self, rename: Callable[[Path, Path], Any], old: Path, new: Path) -> None:
        content = self._names.get(old) or self.content(old, new=False)

        def effect() -> None:
            replaced = self._names.pop(new, None)
            if replaced is not None:
                self._let_go(new, replaced)
            rename(old, new)
            del self._names[old]
            self._names[new] = content
            self._unsynced.append(Naming(old, new, content))

        self.step(effect)

    def _unlink(self, unlink: Callable[[Path], Any], file: Path) -> None:
        def effect() -> None:
            self.forget(file)
            unlink(file)

        self.step(effect)

    def _mkdir(self, mkdir: Callable[[Path], Any], folder: Path) -> None:
        def effect() -> None:
            mkdir(folder)
            self._unsynced.append(Naming(None, folder, None))

        self.step(effect)

    # -- what is left after the loss ------------------------------------------------------------

    def settle(self) -> None:
        """Leave in the folder what this power loss leaves. Every file must be closed."""
        names = self._names_left()
        # One that has two names is one file.
        bytes_left = {content: self._bytes_left(file, content) for file, content in names.items()}
        left = {file: bytes_left[content] for file, content in names.items()}
        for file in {*self._names, *self._durable}:
            file.unlink(missing_ok=True)
        for file, data in left.items():
            if data is not None and file.parent.is_dir():
                file.write_bytes(data)
        self._names, self._durable, self._unsynced = {}, {}, []
        self.lost, self.cut_after = False, None

    def _names_left(self) -> dict[Path, Content]:
        names = dict(self._durable)
        missing: set[Path] = set()
        keep = self.chance.choice((0.0, 0.5, 0.9, 1.0))
        for naming in self._unsynced:
            if naming.needed & missing or self.chance.random() >= keep:
                missing |= naming.own
                if naming.content is None and naming.new is not None:
                    shutil.rmtree(naming.new, ignore_errors=True)
            else:
                _name(names, naming)
        return names

    def _bytes_left(self, file: Path, content: Content) -> bytes | None:
        at = next((path for path, there in self._names.items() if there is content), None)
        if at is not None and at.exists():
            data = bytearray(at.read_bytes())
        elif content.kept is not None:
            data = bytearray(content.kept)
        else:
            return None  # removed with its folder, as nothing that is missed
        for write in reversed(content.unsynced):
            data[write.offset : write.offset + len(write.data or b"")] = write.before
            del data[write.size_before :]
        keep = self.chance.choice((0.0, 0.2, 0.8, 1.0, None))
        upto = self.chance.randrange(len(content.unsynced) + 1)
        for number, write in enumerate(content.unsynced):
            share = float(number < upto) if keep is None else keep
            self._write_again(data, write, share)
        return bytes(data)

    def _write_again(self, data: bytearray, write: Write, share: float) -> None:
        if write.data is None:
            if self.chance.random() < share:
                del data[write.offset :]
            return
        start = 0
        while start < len(write.data):
            at = write.offset + start
            end = start + SECTOR - at % SECTOR
            if self.chance.random() < share:
                piece = write.data[start:end]
                data.extend(bytes(max(at - len(data), 0)))
                data[at : at + len(piece)] = piece
            start = end


def _name(names: dict[Path, Content], naming: Naming) -> None:
    if naming.old is not None:
        names.pop(naming.old, None)
    if naming.new is not None and naming.content is not None:
        names[naming.new] = naming.content


def _failing(error: type[apsw.Error], code: int) -> Any:
    """An error with the code that SQLite is to hear."""
    raised: Any = error("the disk of the test")
    raised.result = raised.extendedresult = code
    return raised


def _of_the_system(operation: Callable[..., None]) -> Callable[..., None]:
    """The operation, failing as the system's own does."""

    def call(*paths: Path) -> None:
        try:
            operation(*paths)
        except apsw.IOError as error:
            raise OSError(errno.EIO, str(error)) from error

    return call


class _Vfs(apsw.VFS):
    """SQLite's own VFS with the disk in between; locks and shared memory are SQLite's."""

    def __init__(self, name: str, disk: Disk) -> None:
        self._disk = disk
        super().__init__(name, "")

    def excepthook(self, *told: Any) -> bool:
        """What cannot be raised is known: the power is lost."""
        return True

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        file = Path(path) if path else None
        if file is None:
            return _File(name, flags, self._disk, None)
        new = not file.exists()
        if new:
            self._disk.step()
        opened = _File(name, flags, self._disk, file)
        opened.content = self._disk.content(file, new=new)
        return opened

    def xDelete(self, name: str, sync: bool) -> None:
        file = Path(name)

        def effect() -> None:
            if file.exists():
                self._disk.forget(file)
            super(_Vfs, self).xDelete(name, False)

        self._disk.step(effect)
        if sync:
            self._disk.sync_folder(file.parent)


class _File(apsw.VFSFile):
    """An open file of the disk."""

    content: Content | None = None

    def __init__(self, name: Any, flags: list[int], disk: Disk, file: Path | None) -> None:
        self._disk, self._file = disk, file
        self._names_unsynced = bool(flags[0] & _JOURNALS and flags[0] & apsw.SQLITE_OPEN_CREATE)
        super().__init__("", name, flags)

    def excepthook(self, *told: Any) -> bool:
        """What cannot be raised is known: the power is lost."""
        return True

    def xWrite(self, data: bytes, offset: int) -> None:
        data = bytes(data)
        size = self.xFileSize()
        growth = max(offset + len(data) - size, 0)
        if self._disk.room is not None and growth:
            if growth > self._disk.room:
                self._disk.was_full = True
                raise _failing(apsw.FullError, apsw.SQLITE_FULL)
            self._disk.room -= growth
        before = super().xRead(min(len(data), max(size - offset, 0)), offset)

        def effect() -> None:
            super(_File, self).xWrite(data, offset)
            if self.content is not None:
                self.content.unsynced.append(Write(offset, data, size, before))

        self._disk.step(effect)

    def xTruncate(self, size: int) -> None:
        now = self.xFileSize()
        before = super().xRead(max(now - size, 0), size)

        def effect() -> None:
            super(_File, self).xTruncate(size)
            if self.content is not None:
                self.content.unsynced.append(Write(size, None, now, before))

        self._disk.step(effect)
        if self._disk.room is not None:
            self._disk.room += max(now - size, 0)

    def xSync(self, flags: int) -> None:
        if self.content is not None and self._file is not None:
            self._disk.sync(self.content)
            if self._names_unsynced:
                self._names_unsynced = False
                self._disk.sync_folder(self._file.parent)
