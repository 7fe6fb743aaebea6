"""Sync by stick on the server's side: a desk's carried file in, the answer to carry back out.

What a push, uploads and a pull would do, with the same rules and the same lasting outcomes.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Row, select

from casework import sealing, wire
from casework.case import OPEN_STATES, Case, Role
from casework.sealing import Header, NotSealed, Record, Sealer, Way, carrying_key
from server import accounts, cases, changes, clock, files, operations, photos, schema
from server.accounts import WRITERS, Person
from server.errors import ApiError, UsageError
from server.incoming import read_push
from server.service import Service

THUMBNAIL_SIDE = 512
_MAX_PHOTO_BYTES = 50 * 1024 * 1024
_d = schema.devices.c


@dataclass(slots=True)
class Summary:
    """What became of a carried file."""

    account: str = ""
    number: int = 0
    applied: int = 0
    conflict: int = 0
    refused: int = 0
    held: int = 0
    id_reused: int = 0
    photos: int = 0
    photos_failed: int = 0
    cases: int = 0
    pictures: int = 0
    answer: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def import_file(service: Service, source: Path, answer: Path) -> Summary:
    """Take in a desk's carried file and write the answer to it. Raises UsageError.

    Taking a file in twice decides nothing twice; the answer is made anew, of the cases as they
    are by then.
    """
    try:
        with source.open("rb") as file:
            return _Import(service, file, source).run(answer)
    except NotSealed as error:
        raise UsageError(f"carried_{error.code}", file=source.name) from error


class _Import:
    """One file on its way in, and its answer on its way out."""

    def __init__(self, service: Service, file: IO[bytes], source: Path) -> None:
        self._service = service
        self._database = service.database
        self._file = file
        self._source = source
        self._outcomes: list[wire.Outcome] = []
        self._photos: list[dict[str, str]] = []
        self._standing: dict[str, Any] = {}
        self._summary = Summary()

    def run(self, answer: Path) -> Summary:
        """Take the file in and write its answer."""
        header, _ = sealing.read_header(self._file)
        self._file.seek(0)
        if header.way != Way.TO_SERVER:
            raise NotSealed("not_one")
        if header.server != self._database.server_id:
            raise NotSealed("other_server")
        self._key, self._person = self._sender(header)
        self._summary.account, self._summary.number = self._person.username, header.number
        for record in sealing.records(self._file, self._key, Way.TO_SERVER):
            self._take(record)
        self._answer(header, answer)
        return self._summary

    def _sender(self, header: Header) -> tuple[bytes, Person]:
        """Whose file it is, told by the key that opens it. Raises UsageError, NotSealed."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(schema.devices).where(_d.device == header.device).order_by(_d.account)
            ).all()
            if not rows:
                raise UsageError("carried_no_device", file=self._source.name)
            key, row = self._fitting(rows)
            if row.wipe_ordered_at is not None:
                raise UsageError("carried_wiped", name=row.account)
            account = accounts.find(connection, row.account)
            if account is None or not account.active:
                raise UsageError("carried_disabled", name=row.account)
            return key, accounts.person_of(connection, account, clock.now(), header.device)

    def _fitting(self, rows: list[Row[Any]] | Any) -> tuple[bytes, Row[Any]]:
        problem = NotSealed("other_key")
        for row in rows:
            key = carrying_key(row.recovery_key)
            try:
                # To its end, before anything of it is used.
                sealing.check(self._file, key, Way.TO_SERVER)
            except NotSealed as error:
                problem = error
                self._file.seek(0)
                continue
            return key, row
        raise problem

    # -- in ---------------------------------------------------------------------------------------

    def _take(self, record: Record) -> None:
        if record.kind == "desk":
            self._standing = record.about
        elif record.kind == "operations":
            self._decide(record.data)
        elif record.kind == "photo":
            about = record.about
            error = self._keep_photo(about, record.data)
            self._photos.append({"sha256": about["sha256"], "case": about["case"], "error": error})

    def _decide(self, data: bytes) -> None:
        try:
            push = read_push(data)
        except ApiError as error:
            raise NotSealed("damaged") from error
        with self._database.writing() as connection:
            decided = operations.take(connection, self._person, push, clock.now())
        self._outcomes += decided
        for outcome in decided:
            count = getattr(self._summary, outcome.outcome) + 1
            setattr(self._summary, outcome.outcome, count)

    def _keep_photo(self, about: dict[str, Any], data: bytes) -> str:
        """Keep the bytes of a photo; why not, or ""."""
        sha256, case_id = about["sha256"], about["case"]
        if hashlib.sha256(data).hexdigest() != sha256:
            error = "hash_mismatch"
        elif not 0 < len(data) <= _MAX_PHOTO_BYTES:
            error = "too_large"
        elif self._person.role not in WRITERS:
            error = "forbidden"
        else:
            error = ""
        if not error:
            try:
                _, picture = self._service.photos.add(data)
            except photos.NotAPicture:
                error = "not_a_picture"
        if error:
            self._summary.photos_failed += 1
            return error
        now, person = clock.now(), self._person
        with self._database.writing() as connection:
            log = cases.CaseLog(connection, person.authority)
            photos.store_row(connection, picture, now)
            photos.add_proof(connection, log, person.username, case_id, sha256, now)
        self._summary.photos += 1
        return ""

    # -- out --------------------------------------------------------------------------------------

    def _answer(self, header: Header, target: Path) -> None:
        pages = self._pages(str(self._standing.get("cursor", "")))
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                sealer = Sealer(
                    file, self._key, Way.TO_DESK, server=header.server, device=header.device,
                    number=header.number,
                )  # fmt: skip
                self._write(sealer, pages)
                sealer.close()
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, target)
            files.sync_folder(target.absolute().parent)
        finally:
            part.unlink(missing_ok=True)
        self._summary.answer = str(target)

    def _write(self, sealer: Sealer, pages: list[tuple[str, changes.PageOfChanges]]) -> None:
        about = {
            "asked": self._standing.get("cursor", ""),
            "pages": [begins for begins, _ in pages],
            "epoch": self._database.epoch,
            "at": clock.now(),
        }
        sealer.add("desk", about)
        sealer.add("outcomes", {}, wire.encode(self._outcomes))
        for photo in self._photos:
            sealer.add("verified", photo)
        with self._database.reading() as connection:
            settings = accounts.settings_of(connection, self._person)
        sealer.add("settings", {}, wire.encode(settings))
        for begins, page in pages:
            sealer.add("page", {"from": begins}, page.body())
        for _, page in pages:
            self._add_pictures(sealer, page)

    def _pages(self, cursor: str) -> list[tuple[str, changes.PageOfChanges]]:
        """All pages of changes since a cursor, or of everything where it does not hold any more."""
        try:
            return self._pages_from(cursor)
        except ApiError as error:
            if error.code not in {"start_over", "bad_cursor"}:
                raise
            return self._pages_from("")

    def _pages_from(self, cursor: str) -> list[tuple[str, changes.PageOfChanges]]:
        found: list[tuple[str, changes.PageOfChanges]] = []
        while True:
            with self._database.reading() as connection:
                page = changes.page(
                    connection, self._person, self._database.epoch, cursor, changes.MAX_LIMIT
                )
            found.append((cursor, page))
            self._summary.cases += len(page.lines)
            if not page.end.more:
                return found
            cursor = page.end.cursor

    def _add_pictures(self, sealer: Sealer, page: changes.PageOfChanges) -> None:
        """Add what a desk shows of these cases: thumbnails, and an officer's own in full."""
        for line in page.lines:
            case = wire.decode_line(line).case
            if case is None or case.state not in OPEN_STATES:
                continue
            for sha256 in _shown(case):
                self._add_picture(sealer, sha256)

    def _add_picture(self, sealer: Sealer, sha256: str) -> None:
        store = self._service.photos
        try:
            if self._person.role == Role.OFFICER:
                data = store.path(sha256).read_bytes()
                sealer.add("photo", {"sha256": sha256}, data, pack=False)
            else:
                data = store.thumbnail(sha256, THUMBNAIL_SIDE)
                about = {"sha256": sha256, "side": THUMBNAIL_SIDE}
                sealer.add("thumbnail", about, data, pack=False)
        except (FileNotFoundError, photos.NotAPicture):
            return
        self._summary.pictures += 1


def _shown(case: Case) -> list[str]:
    return [p.sha256 for p in case.photos if p.verified and not p.withdrawn and p.sha256]
