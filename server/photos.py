"""Photos by the SHA-256 of their bytes: where they lie, and which case has which.

A file is durable before any row names it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, insert, select

from casework.case import Case
from casework.pictures import Glance, NotAPicture, Picture, inspect, thumbnail
from server import cases, files, schema

__all__ = [
    "NotAPicture",
    "PhotoFolder",
    "add_proof",
    "add_proofs",
    "proven",
    "proven_of",
    "store_row",
    "store_rows",
]

SIDES = (128, 256, 512, 1024)
_p = schema.photo_proofs.c
_PROVEN = select(_p.case_id, _p.sha256).where(
    (_p.authority == bindparam("authority")) & _p.case_id.in_(bindparam("cases", expanding=True))
)

# Made once: making them anew takes longer than the database does.
_HELD = select(schema.photos.c.sha256).where(
    schema.photos.c.sha256.in_(bindparam("wanted", expanding=True))
)
_STORE, _PROVE = insert(schema.photos), insert(schema.photo_proofs)


class PhotoFolder:
    """The folder of originals and the cache of their thumbnails."""

    def __init__(self, data: Path) -> None:
        """`data` is the server's data folder."""
        self._originals = data / "photos"
        self._thumbnails = data / "thumbnails"
        for folder in (self._originals, self._thumbnails):
            files.make_folder(folder, data)
        # Folders whose names this process has seen made durable: one that merely is there may
        # have been made by another thread that has not come so far.
        self._durable: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Where the original of this hash lies."""
        return self._originals / sha256[:2] / sha256[2:4] / sha256

    def take(self, source: Path, sha256: str) -> None:
        """Move a file whose bytes have this hash to its place, durably."""
        files.sync_file(source)
        files.move(source, self.path(sha256), self._originals)

    def link(self, files_of: Mapping[Path, str]) -> None:
        """Give durable files whose bytes have these hashes their places too, under both names.

        The waits for the disk come last and beside each other, so that it joins them.
        """
        unsafe: set[Path] = set()
        made: set[Path] = set()
        for source, sha256 in files_of.items():
            target = self.path(sha256)
            for folder in (target.parent.parent, target.parent):
                if folder not in self._durable:
                    folder.mkdir(exist_ok=True)
                    made.add(folder)
                    unsafe.add(folder.parent)
            if not target.exists():
                try:
                    os.link(source, target)
                except OSError:
                    # A file system without hard links.
                    self._copy(source, target)
            unsafe.add(target.parent)
        files.at_once(files.sync_folder, unsafe)
        self._durable |= made

    def _copy(self, source: Path, target: Path) -> None:
        handle, name = tempfile.mkstemp(dir=self._originals, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(source.read_bytes())
        self.take(Path(name), target.name)

    def add(self, data: bytes) -> tuple[str, Picture]:
        """Store a picture's bytes, durably. Raises NotAPicture."""
        picture = inspect(data)
        if not self.path(picture.sha256).exists():
            handle, name = tempfile.mkstemp(dir=self._originals, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            self.take(Path(name), picture.sha256)
        return picture.sha256, picture

    def thumbnail(self, sha256: str, side: int) -> bytes:
        """A JPEG whose longer side is the next of SIDES from `side` up, in pixels.

        Raises FileNotFoundError, NotAPicture.
        """
        side = next((s for s in SIDES if s >= side), SIDES[-1])
        cached = self._thumbnails / str(side) / sha256[:2] / f"{sha256}.jpg"
        with contextlib.suppress(FileNotFoundError):
            return cached.read_bytes()
        made = thumbnail(self.path(sha256).read_bytes(), side)
        with contextlib.suppress(OSError):
            # A cache: without room it is made again the next time.
            cached.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=cached.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(made)
            os.replace(name, cached)
        return made


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store_row(connection: Connection, picture: Picture | Glance, now: int) -> None:
    """Note that the server has this picture. `now` is µs UTC."""
    store_rows(connection, [picture], now)


def store_rows(connection: Connection, pictures: Iterable[Picture | Glance], now: int) -> None:
    """The same of many."""
    new = {picture.sha256: picture for picture in pictures}
    held = connection.execute(_HELD, {"wanted": sorted(new)}).scalars()
    for sha256 in held.all():
        new.pop(sha256, None)
    if new:
        connection.execute(
            _STORE,
            [
                {"sha256": p.sha256, "size": p.size, "format": p.format, "width": p.width,
                 "height": p.height, "stored_at": now}
                for p in new.values()
            ],
        )  # fmt: skip


def proven(connection: Connection, authority: str, case_id: str) -> frozenset[str]:
    """The photos whose bytes somebody has sent for this case."""
    return proven_of(connection, authority, [case_id]).get(case_id, frozenset())


def proven_of(
    connection: Connection, authority: str, case_ids: Iterable[str]
) -> dict[str, frozenset[str]]:
    """The photos whose bytes somebody has sent for these cases, at most 900; by case."""
    found: dict[str, set[str]] = {}
    asked = {"authority": authority, "cases": sorted(case_ids)}
    for case_id, sha256 in connection.execute(_PROVEN, asked):
        found.setdefault(case_id, set()).add(sha256)
    return {case_id: frozenset(hashes) for case_id, hashes in found.items()}


def add_proof(
    connection: Connection, log: cases.CaseLog, account: str, case_id: str, sha256: str, now: int
) -> None:
    """Note that the bytes came for this case, and mark the photo there if it is named already.

    The bytes must be in the folder and the row stored. `now` is µs UTC.
    """
    add_proofs(connection, log, account, [(case_id, sha256)], now)


def add_proofs(
    connection: Connection,
    log: cases.CaseLog,
    account: str,
    came: Iterable[tuple[str, str]],
    now: int,
) -> None:
    """The same of many photos as pairs of case and SHA-256: one entry of the log for each case."""
    of_cases: dict[str, set[str]] = {}
    for case_id, sha256 in came:
        of_cases.setdefault(case_id, set()).add(sha256)
    known = proven_of(connection, log.authority, of_cases)
    new = [
        {"authority": log.authority, "case_id": case_id, "sha256": sha256, "account": account,
         "at": now}
        for case_id, hashes in of_cases.items()
        for sha256 in sorted(hashes - known.get(case_id, frozenset()))
    ]  # fmt: skip
    if new:
        connection.execute(_PROVE, new)
    for case_id, case in sorted(cases.load(connection, log.authority, of_cases).items()):
        hashes = frozenset(of_cases[case_id])
        if any(p.sha256 in hashes and not p.verified for p in case.photos):
            log.put(case, _verified(case, hashes), kind="photo", at=now, actor=account)
    log.flush()


def _verified(case: Case, hashes: frozenset[str]) -> Case:
    photos = tuple(
        msgspec.structs.replace(p, verified=True) if p.sha256 in hashes else p for p in case.photos
    )
    return msgspec.structs.replace(case, photos=photos)
