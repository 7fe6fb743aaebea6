"""Resumable uploads of photos (tus 1.0.0, https://tus.io/protocols/resumable-upload).

How far an upload is, is the size of its file: nothing has to agree with anything after a crash.
The whole file is compared with its hash before it becomes a photo.
"""

from __future__ import annotations

import base64
import binascii
import errno
import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from casework.pictures import Glance, glance
from server import cases, clock, files, photos, schema, wishes
from server.accounts import WRITERS, Person
from server.db import Database
from server.errors import ApiError
from server.wishes import Known, Wish

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


def _unknown() -> ApiError:
    return ApiError(404, "no_such_upload", "the upload is not known (any more)")


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
        self._writers: dict[str, Writer] = {}
        self._locks_lock = threading.Lock()
        self._sweep()

    def path(self, upload_id: str) -> Path:
        """Where the bytes of an upload gather."""
        return self._files / upload_id

    @contextmanager
    def _alone(self, upload_id: str) -> Iterator[None]:
        """Keep others off an upload for a moment. Raises ApiError(423) where one takes long."""
        with self._locks_lock:
            lock = self._locks.setdefault(upload_id, threading.Lock())
        if not lock.acquire(timeout=5):
            raise ApiError(423, "upload_busy", "another request is at this upload")
        try:
            yield
        finally:
            lock.release()

    def open_at(self, person: Person, upload_id: str, offset: int) -> Writer:
        """Open an upload for writing from `offset` on; close the writer in any case.

        A writer that is open already ends with that. Raises ApiError(409) where the upload stands
        elsewhere.
        """
        return self.writer(self._row(person, upload_id), offset)

    def writer(self, row: Known, offset: int) -> Writer:
        """The same for an upload that has been looked up."""
        with self._alone(row.id):
            self._end_writer(row.id)
            at = self._offset(row)
            if at != offset:
                raise ApiError(
                    409, "wrong_offset", f"the upload is at byte {at}", {"Upload-Offset": str(at)}
                )
            writer = Writer(self.path(row.id), offset, row.size)
            self._writers[row.id] = writer
            return writer

    def _end_writer(self, upload_id: str) -> None:
        """The newest request owns the upload; the writer of an earlier one adds nothing more.

        A line that was cut leaves a request behind of which nobody hears again: it must not keep
        the desk from going on.
        """
        writer = self._writers.pop(upload_id, None)
        if writer is not None:
            writer.close()

    def create(self, person: Person, wish: Wish) -> Upload:
        """Begin an upload, or find the one that this account has open for the same photo.

        It is complete at once where the case has the photo already.
        """
        (known,) = self.begin(person, [wish])
        return self.find(person, known.id)

    def begin(self, person: Person, wanted: Sequence[Wish]) -> list[Known]:
        """The same for many, in one transaction; they are given in the order of the wishes."""
        for wish in wanted:
            self._check(person, wish)
        with self._database.writing() as connection:
            proven = wishes.proven(connection, person, wanted)
            known = wishes.open_ones(connection, person, wanted)
            new = {w: wishes.new(person, w, complete=w in proven) for w in wanted if w not in known}
            if new:
                connection.execute(
                    insert(schema.uploads), [wishes.row_of(w, k) for w, k in new.items()]
                )
        return [known.get(wish) or new[wish] for wish in wanted]

    def offsets(self, person: Person, wanted: Sequence[Wish]) -> list[int]:
        """How many bytes of photos are here; all of them says that one is verified for its case."""
        with self._database.reading() as connection:
            proven = wishes.proven(connection, person, wanted)
            known = wishes.open_ones(connection, person, wanted)
        return [
            wish.size if wish in proven else self._offset_of(person, known.get(wish))
            for wish in wanted
        ]

    def _offset_of(self, person: Person, known: Known | None) -> int:
        try:
            return self.find(person, known.id).offset if known is not None else 0
        except ApiError:
            return 0  # its bytes turned out to be none of that photo, and were discarded

    def _check(self, person: Person, wish: Wish) -> None:
        here = person.role in WRITERS and wish.authority == person.authority
        if not here and not self._worked_there(person, wish):
            raise ApiError(403, "forbidden", "this account may not add photos there")
        if not _SHA256.match(wish.sha256) or not _ID.match(wish.case):
            raise ApiError(400, "bad_metadata", "sha256 and case are needed")
        if wish.size <= 0:
            raise ApiError(400, "empty", "an upload has at least one byte")
        if wish.size > MAX_BYTES:
            raise ApiError(413, "too_large", f"a photo has at most {MAX_BYTES} bytes")
        if shutil.disk_usage(self._files).free < wish.size + RESERVE_BYTES:
            raise disk_full()

    def _worked_there(self, person: Person, wish: Wish) -> bool:
        """Whether an act of this person on the case was taken, before role or authority changed.

        Its photos may come later than its words, and must not be lost for that.
        """
        done = (
            (_o.account == person.username)
            & (_o.authority == wish.authority)
            & (_o.case_id == wish.case)
            & _o.effective_at.is_not(None)
        )
        with self._database.reading() as connection:
            return connection.execute(select(_o.id).where(done)).first() is not None

    def find(self, person: Person, upload_id: str, written_by: Writer | None = None) -> Upload:
        """Where an upload stands; finishes one whose last bytes came just before a crash.

        Who asks goes on from there, so an open writer ends, unless one asks that has `written_by`
        itself: it may have been followed by another. Raises ApiError(404) where the upload is not
        this account's or was discarded.
        """
        with self._alone(upload_id):
            row = self._row(person, upload_id)
            if written_by in {None, self._writers.get(upload_id)}:
                self._end_writer(upload_id)
            offset = self._offset(row)
            if offset >= row.size:
                for error in self._finish([row], synced=written_by is not None).values():
                    raise error
        return Upload(upload_id, offset, row.size)

    def _offset(self, row: Known) -> int:
        if row.complete:
            return row.size
        path = self.path(row.id)
        try:
            return path.stat().st_size
        except FileNotFoundError:
            # The row was durable before a crash and the file's name was not.
            with room():
                path.touch()
            return 0

    def _row(self, person: Person, upload_id: str) -> Known:
        with self._database.reading() as connection:
            known = wishes.known(connection, person, upload_id)
        if known is None:
            raise _unknown()
        return known

    def finish(self, person: Person, written: Sequence[Known]) -> dict[str, ApiError]:
        """Make photos of uploads whose last bytes were written just now, in one transaction.

        Gives why not of those that were discarded, by their id. Raises ApiError(507).
        """
        with ExitStack() as stack:
            for upload_id in sorted(row.id for row in written):
                stack.enter_context(self._alone(upload_id))
            with self._database.reading() as connection:
                found = [wishes.known(connection, person, row.id) for row in written]
            rows = [row for row in found if row is not None]
            gone = {row.id for row in written} - {row.id for row in rows}
            failed = self._finish(rows, synced=True)
        return failed | {upload_id: _unknown() for upload_id in gone}

    def _finish(self, rows: Sequence[Known], *, synced: bool) -> dict[str, ApiError]:
        """Who calls it keeps others off; `synced` says that the files are durable already."""
        rows = [row for row in rows if not row.complete]
        if not synced:
            with room():
                files.at_once(files.sync_file, [self.path(row.id) for row in rows])
        looked = dict(zip(rows, files.at_once(self._looked_at, rows), strict=True))
        failed = {row.id: found for row, found in looked.items() if isinstance(found, ApiError)}
        good = {row: found for row, found in looked.items() if isinstance(found, Glance)}
        for upload_id in failed:
            self._discard(upload_id)
        if good:
            self._keep(good)
        return failed

    def _looked_at(self, row: Known) -> Glance | ApiError:
        """What an upload's bytes are, or why they are no photo."""
        path = self.path(row.id)
        data = path.read_bytes()
        try:
            picture = glance(data)
            wrong = picture.sha256 != row.sha256
        except photos.NotAPicture as error:
            if hashlib.sha256(data).hexdigest() == row.sha256:
                return ApiError(422, "not_a_picture", error.reason)
            wrong = True
        if wrong or len(data) != row.size:
            return ApiError(460, "hash_mismatch", "the bytes are not those of the hash")
        return picture

    def _keep(self, good: dict[Known, Glance]) -> None:
        with room():
            # The upload keeps its own name until the rows are durable, so that a crash in between
            # leaves it whole.
            self._photos.link({self.path(row.id): row.sha256 for row in good})
        now = clock.now()
        with self._database.writing() as connection:
            for authority, group in groupby(
                sorted(good, key=wishes.place), lambda row: row.authority
            ):
                rows = list(group)
                log = cases.CaseLog(connection, authority)
                photos.store_rows(connection, [good[row] for row in rows], now)
                came = [(row.case_id, row.sha256) for row in rows]
                photos.add_proofs(connection, log, rows[0].account, came, now)
            done = [row.id for row in good]
            connection.execute(update(schema.uploads).where(_u.id.in_(done)).values(complete=True))
        for row in good:
            self.path(row.id).unlink(missing_ok=True)
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
    """Adds the bytes of one request to an upload, until it is closed or another request comes."""

    def __init__(self, path: Path, offset: int, size: int) -> None:
        """`offset` is the size of the file; one that is whole already stays as it is."""
        self.offset = offset
        self._size = size
        self._lock = threading.Lock()
        self._closed = False
        self._file = path.open("ab") if offset < size else None

    def write(self, data: bytes) -> None:
        """Add bytes. Raises ApiError(409) after the end, 413 for more than announced, 507."""
        with self._lock:
            if self._closed:
                raise ApiError(409, "taken_over", "a newer request goes on with this upload")
            if self.offset + len(data) > self._size:
                raise ApiError(413, "too_much", "more bytes than Upload-Length")
            if self._file is not None and data:
                with room():
                    self._file.write(data)
                self.offset += len(data)

    def close(self) -> None:
        """Make what was written durable; again it does nothing. Raises ApiError(507)."""
        with self._lock:
            if self._file is not None and not self._closed:
                self._closed = True
                with room(), self._file:
                    self._file.flush()
                    os.fsync(self._file.fileno())
            self._closed = True
