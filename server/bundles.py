"""Many photos in one request: received each at its own byte, made durable and told of together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casework.bundles import Piece, Standing
from server import cases, files, schema
from server.accounts import Person
from server.db import Database
from server.errors import ApiError
from server.photos import PhotoFolder
from server.uploads import Uploads, Writer
from server.wishes import Known, Wish

_READ_BYTES = 1024 * 1024


def wishes_of(pieces: Sequence[Piece]) -> list[Wish]:
    """What is wished for by pieces."""
    return [Wish(p.sha256, p.authority, p.case, p.size, p.name) for p in pieces]


class Receiver:
    """Takes the bytes of a bundle as they come."""

    def __init__(self, uploads: Uploads, person: Person, pieces: Sequence[Piece]) -> None:
        """Open an upload for each piece; close the receiver in any case. Raises ApiError."""
        self._uploads = uploads
        self._person = person
        self._pieces = pieces
        self._rows = uploads.begin(person, wishes_of(pieces))
        self._writers: list[Writer | None] = []
        self._standings = [Standing() for _ in pieces]
        self._at, self._left = 0, pieces[0].length if pieces else 0
        try:
            for n, row in enumerate(self._rows):
                self._writers.append(self._open(n, row))
        except BaseException:
            self.close()
            raise

    def _open(self, n: int, row: Known) -> Writer | None:
        piece = self._pieces[n]
        if row.complete:
            self._standings[n] = Standing(row.size)
            return None
        try:
            return self._uploads.writer(row, piece.offset)
        except ApiError as error:
            at = (error.headers or {}).get("Upload-Offset")
            if at is None:
                raise
            self._standings[n] = Standing(int(at), error.code)
            return None

    def write(self, data: bytes) -> None:
        """Add bytes to the photo whose turn it is. Raises ApiError."""
        view = memoryview(data)
        while view:
            if not self._left:
                self._at += 1
                if self._at >= len(self._pieces):
                    raise ApiError(413, "too_much", "more bytes than the first line tells")
                self._left = self._pieces[self._at].length
                continue
            part, view = view[: self._left], view[self._left :]
            writer = self._writers[self._at]
            if writer is not None:
                writer.write(bytes(part))
            self._left -= len(part)

    def close(self) -> None:
        """Make what came durable; again it does nothing. Raises ApiError(507)."""
        files.at_once(Writer.close, [w for w in self._writers if w is not None])

    def settled(self) -> list[Standing]:
        """Close, make photos of what is whole, and tell how each stands. Raises ApiError(507)."""
        self.close()
        whole = [
            row
            for row, writer in zip(self._rows, self._writers, strict=True)
            if writer is not None and writer.offset >= row.size
        ]
        failed = self._uploads.finish(self._person, whole)
        return [
            self._standing(row, writer, standing, failed.get(row.id))
            for row, writer, standing in zip(
                self._rows, self._writers, self._standings, strict=True
            )
        ]

    @staticmethod
    def _standing(
        row: Known, writer: Writer | None, before: Standing, error: ApiError | None
    ) -> Standing:
        if writer is None:
            return before
        return Standing(0, error.code) if error else Standing(min(writer.offset, row.size))


class Sender:
    """Gives the bytes of photos, each from the byte that is asked for."""

    def __init__(self, database: Database, folder: PhotoFolder) -> None:
        """Of the photos in this folder."""
        self._database = database
        self._folder = folder

    def granted(self, person: Person, asked: Sequence[Piece], most: int) -> tuple[Piece, ...]:
        """What this account may have of what it asks for, up to so many bytes.

        Photos are given where a case in the account's scope has them, verified.
        """
        with self._database.reading() as connection:
            found = cases.load(connection, person.authority, {p.case for p in asked})
            wanted = {p.sha256 for p in asked}
            rows = connection.execute(
                schema.photos.select().where(schema.photos.c.sha256.in_(wanted))
            )
            sizes = {row.sha256: int(row.size) for row in rows}
        held = {
            (case.id, photo.sha256)
            for case in found.values()
            if cases.sees(person, case)
            for photo in case.photos
            if photo.verified
        }
        given: list[Piece] = []
        for piece in asked:
            size = sizes.get(piece.sha256, 0) if (piece.case, piece.sha256) in held else 0
            if not size or not self._folder.path(piece.sha256).exists():
                given.append(Piece(sha256=piece.sha256, case=piece.case, error="no_such_photo"))
                continue
            offset = min(piece.offset, size)
            length = min(size - offset, most)
            most -= length
            given.append(
                Piece(sha256=piece.sha256, case=piece.case, size=size, offset=offset, length=length)
            )
        return tuple(given)

    def bytes_of(self, pieces: Sequence[Piece]) -> Iterator[bytes]:
        """The bytes of granted pieces, one after the other."""
        for piece in pieces:
            if not piece.length:
                continue
            with self._folder.path(piece.sha256).open("rb") as file:
                file.seek(piece.offset)
                left = piece.length
                while left:
                    data = file.read(min(left, _READ_BYTES))
                    if not data:
                        raise OSError("a photo is shorter than it is noted")
                    left -= len(data)
                    yield data
