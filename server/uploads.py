"""Resumable uploads of photos (tus 1.0.0, https://tus.io/protocols/resumable-upload).

How far an upload is, is the size of its file: nothing has to agree with anything after a crash.
The whole file is compared with its hash before it becomes a photo.
"""

from __future__ import annotations

import base64
import binascii
import errno
import os
import re
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from casework.pictures import inspect
from server import cases, clock, files, photos, schema
from server.accounts import WRITERS, Person
from server.db import Database
from server.errors import ApiError

MAX_BYTES = 50 * 1024 * 1024
RESERVE_BYTES = 64 * 1024 * 1024
KEEP_MICROSECONDS = 30 * 86_400 * 1_000_000
_SHA256 = re.compile(r"^[0-9a-f]{64}\Z")
_ID = re.compile(r"^[0-9A-Za-z-]{1,64}\Z")
_u = schema.uploads.c
_o = schema.operations.c


@dataclass(frozen=True, slots=True)
class Upload:
    """Where an upload stands, in bytes."""

    id: str
    offset: int
    size: int


def read_metadata(header: str) -> dict[str, str]:
    """Read tus's Upload-Metadata. Raises ApiError("bad_metadata")."""
    values = {}
    try:
        for part in filter(None, (p.strip() for p in header.split(","))):
            name, _, value = part.partition(" ")
            values[name] = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ApiError(400, "bad_metadata", "Upload-Metadata cannot be read") from error
    return values


def disk_full() -> ApiError:
    """The error reply where there is no room."""
    return ApiError(507, "disk_full", "no room on the server's disk")


@contextmanager
def room() -> Iterator[None]:
    """Turn a full disk into its error reply."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise


class Uploads:
    """The uploads of one server process."""

    def __init__(self, database: Database, folder: photos.PhotoFolder) -> None:
        """Work below the database's data folder."""
        self._database = database
        self._photos = folder
        self._files = database.folder / "uploads"
        files.make_folder(self._files, database.folder)
        self._locks: dict[str, threading.Lock] = {}
        self._locks_lock = threading.Lock()
        self._sweep()

    def path(self, upload_id: str) -> Path:
        """Where the bytes of an upload gather."""
        return self._files / upload_id

    def _lock(self, upload_id: str) -> threading.Lock:
        """Keep others off an upload. Raises ApiError(423) where somebody is at it."""
        with self._locks_lock:
            lock = self._locks.setdefault(upload_id, threading.Lock())
        if not lock.acquire(timeout=5):
            raise ApiError(423, "upload_busy", "another request is writing to this upload")
        return lock

    def open_at(self, person: Person, upload_id: str, offset: int) -> Writer:
        """Open an upload for writing from `offset` on; close the writer in any case.

        Raises ApiError(409) where the upload stands elsewhere.
        """
        lock = self._lock(upload_id)
        try:
            row = self._row(person, upload_id)
            at = self._offset(row)
            if at != offset:
                raise ApiError(
                    409, "wrong_offset", f"the upload is at byte {at}", {"Upload-Offset": str(at)}
                )
            return Writer(self.path(upload_id), offset, row.size, lock)
        except BaseException:
            lock.release()
            raise

    def create(self, person: Person, size: int, metadata: dict[str, str]) -> Upload:
        """Begin an upload; it is complete at once where the case has the photo already."""
        sha256, case_id = metadata.get("sha256", ""), metadata.get("case", "")
        self._check(person, size, metadata)
        authority = metadata["authority"]
        upload_id = uuid.uuid4().hex
        with self._database.writing() as connection:
            case = cases.load(connection, authority, [case_id]).get(case_id)
            known = photos.proven(connection, authority, case_id)
            complete = case is not None and cases.sees(person, case) and sha256 in known
            connection.execute(
                insert(schema.uploads).values(
                    id=upload_id,
                    account=person.username,
                    authority=authority,
                    case_id=case_id,
                    sha256=sha256,
                    name=metadata.get("name", "")[:255].replace("\x00", ""),
                    size=size,
                    complete=complete,
                    created_at=clock.now(),
                )
            )
        if not complete:
            with room():
                self.path(upload_id).touch(exist_ok=False)
        return Upload(upload_id, size if complete else 0, size)

    def _check(self, person: Person, size: int, metadata: dict[str, str]) -> None:
        here = person.role in WRITERS and metadata.get("authority") == person.authority
        if not here and not self._worked_there(person, metadata):
            raise ApiError(403, "forbidden", "this account may not add photos there")
        if not _SHA256.match(metadata.get("sha256", "")) or not _ID.match(metadata.get("case", "")):
            raise ApiError(400, "bad_metadata", "sha256 and case are needed")
        if size <= 0:
            raise ApiError(400, "empty", "an upload has at least one byte")
        if size > MAX_BYTES:
            raise ApiError(413, "too_large", f"a photo has at most {MAX_BYTES} bytes")
        if shutil.disk_usage(self._files).free < size + RESERVE_BYTES:
            raise disk_full()

    def _worked_there(self, person: Person, metadata: dict[str, str]) -> bool:
        """Whether an act of this person on the case was taken, before role or authority changed.

        Its photos may come later than its words, and must not be lost for that.
        """
        done = (
            (_o.account == person.username)
            & (_o.authority == metadata.get("authority", ""))
            & (_o.case_id == metadata.get("case", ""))
            & _o.effective_at.is_not(None)
        )
        with self._database.reading() as connection:
            return connection.execute(select(_o.id).where(done)).first() is not None

    def find(self, person: Person, upload_id: str) -> Upload:
        """Where an upload stands; finishes one whose last bytes came just before a crash.

        Raises ApiError(404) where it is not this account's or was discarded.
        """
        lock = self._lock(upload_id)
        try:
            row = self._row(person, upload_id)
            offset = self._offset(row)
            if offset >= row.size:
                self._finish(row)
        finally:
            lock.release()
        return Upload(upload_id, offset, row.size)

    def _offset(self, row: Row[Any]) -> int:
        if row.complete:
            return int(row.size)
        path = self.path(row.id)
        try:
            return path.stat().st_size
        except FileNotFoundError:
            # The row was durable before a crash and the file's name was not.
            with room():
                path.touch()
            return 0

    def _row(self, person: Person, upload_id: str) -> Row[Any]:
        with self._database.reading() as connection:
            row = connection.execute(
                select(schema.uploads).where((_u.id == upload_id) & (_u.account == person.username))
            ).first()
        if row is None:
            raise ApiError(404, "no_such_upload", "the upload is not known (any more)")
        return row

    def _finish(self, row: Row[Any]) -> None:
        if row.complete:
            return
        path = self.path(row.id)
        if path.stat().st_size != row.size or photos.hash_of(path) != row.sha256:
            self._discard(row.id)
            raise ApiError(460, "hash_mismatch", "the bytes are not those of the hash")
        try:
            picture = inspect(path.read_bytes())
        except photos.NotAPicture as error:
            self._discard(row.id)
            raise ApiError(422, "not_a_picture", error.reason) from error
        with room():
            files.sync_file(path)
            # The upload keeps its own name until the rows are durable, so that a crash in
            # between leaves it whole.
            self._photos.link(path, row.sha256)
        now = clock.now()
        with self._database.writing() as connection:
            log = cases.CaseLog(connection, row.authority)
            photos.store_row(connection, picture, now)
            photos.add_proof(connection, log, row.account, row.case_id, row.sha256, now)
            connection.execute(update(schema.uploads).where(_u.id == row.id).values(complete=True))
        path.unlink(missing_ok=True)
        self._locks.pop(row.id, None)

    def _discard(self, upload_id: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(schema.uploads).where(_u.id == upload_id))
        self.path(upload_id).unlink(missing_ok=True)
        self._locks.pop(upload_id, None)

    def _sweep(self) -> None:
        """Remove what was left lying for a month, and files that no row names."""
        with self._database.writing() as connection:
            connection.execute(
                delete(schema.uploads).where(_u.created_at < clock.now() - KEEP_MICROSECONDS)
            )
            open_ones = set(connection.execute(select(_u.id).where(~_u.complete)).scalars())
        for path in self._files.iterdir():
            if path.name not in open_ones:
                path.unlink(missing_ok=True)


class Writer:
    """Adds bytes to an upload, which nobody else can write to meanwhile."""

    def __init__(self, path: Path, offset: int, size: int, lock: threading.Lock) -> None:
        """The lock is held already, and released by `close`."""
        self.offset = offset
        self._size = size
        self._lock = lock
        self._file = path.open("ab") if offset < size else None

    def write(self, data: bytes) -> None:
        """Add bytes. Raises ApiError(413) for more than was announced, ApiError(507)."""
        if self.offset + len(data) > self._size:
            raise ApiError(413, "too_much", "more bytes than Upload-Length")
        if self._file is not None and data:
            with room():
                self._file.write(data)
            self.offset += len(data)

    def close(self) -> None:
        """Make what was written durable. Raises ApiError(507)."""
        try:
            if self._file is not None:
                with room(), self._file:
                    self._file.flush()
                    os.fsync(self._file.fileno())
        finally:
            self._lock.release()
