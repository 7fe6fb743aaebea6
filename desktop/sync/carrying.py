"""Sync by stick, where no line ever comes: what waits goes out in a file, the answer comes in one.

The file has what a push and the uploads would have sent; the answer has outcomes, pages of changes
and pictures. Both may be carried twice, late or not at all: operations are decided once for ever,
and cases are taken in by their versions.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from casework import sealing, wire
from casework.operations import Operation
from casework.sealing import NotSealed, Record, Sealer, Way
from desktop import clock, contact
from desktop.errors import DeskError
from desktop.storage import durable
from desktop.storage.errors import StorageError, translated
from desktop.sync.client import known_boots, shown_clocks
from desktop.sync.progress import Report
from desktop.sync.settings import keep_settings

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

KEPT = "carrying_key"
_STATE = "carrying"
_ALL = 1 << 30
_FOR_EVER = 2**62
Told = Callable[[int, int], None]


class _State(msgspec.Struct, kw_only=True):
    """What this desk knows of files that it wrote and answers that it took in.

    `sent` is the number of the last file; `taken` that of the last answer whose changes were
    written, and `cursor` where they left this desk.
    """

    sent: int = 0
    taken: int = 0
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What went into a file."""

    operations: int
    photos: int
    bytes: int
    number: int


class Carrier:
    """Writes and takes in carried files for one profile."""

    def __init__(self, cache: Cache, photos: PhotoStore) -> None:
        """Work on this cache and photo store."""
        self._cache = cache
        self._photos = photos

    # -- out --------------------------------------------------------------------------------------

    def write(self, target: Path, progress: Told) -> Carried:
        """Write all that waits into a file, in place of one of that name; durable on return.

        Raises DeskError("no_carrying_key" or "not_written"), StorageError, and what `progress`
        raises; then nothing counts as sent that did not before.
        """
        key = self._key()
        state = self._state()
        state.sent += 1
        self._keep(state)
        waiting = self._cache.to_push(_ALL)
        marked = self._cache.mark_sent([operation.id for operation in waiting])
        operations = [operation for operation in waiting if operation.id in marked]
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
        try:
            with translated(target):
                carried = self._write(part, key, state.sent, operations, progress)
                durable.replace(part, target)
        except BaseException as error:
            self._cache.mark_not_sent(sorted(marked))
            part.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise DeskError("not_written", file=target.name) from error
            raise
        self._cache.journal("carried_out", operations=carried.operations, photos=carried.photos)
        return carried

    def _write(
        self, part: Path, key: bytes, number: int, operations: list[Operation], progress: Told
    ) -> Carried:
        uploads = self._cache.uploads(_FOR_EVER)
        total = len(operations) + sum(upload.size for upload in uploads)
        done = photos = 0
        with part.open("xb") as file:
            sealer = Sealer(
                file, key, Way.TO_SERVER, server=str(self._cache.get("server")),
                device=str(self._cache.get("device")), number=number,
            )  # fmt: skip
            sealer.add("desk", self._about())
            for start in range(0, len(operations), wire.MAX_BATCH):
                batch = operations[start : start + wire.MAX_BATCH]
                # Nothing of what the clocks show now: nobody knows when this arrives.
                message = {"operations": batch, "boots": known_boots(batch)}
                sealer.add("operations", {}, wire.encode(message))
                done += len(batch)
                progress(done, total)
            for upload in uploads:
                size = self._photos.size(upload.sha256)
                if not size:
                    continue
                about = {"sha256": upload.sha256, "case": upload.case, "name": upload.name}
                data = self._photos.read_range(upload.sha256, 0, size)
                sealer.add("photo", about, data, pack=False)
                photos += 1
                done += upload.size
                progress(done, total)
            sealer.close()
            file.flush()
            durable.sync_descriptor(file.fileno())
            size = os.fstat(file.fileno()).st_size
        return Carried(len(operations), photos, size, number)

    def _about(self) -> dict[str, Any]:
        """Where this desk stands, and what its clocks show."""
        return {
            "cursor": str(self._cache.get("cursor", "") or ""),
            "epoch": int(self._cache.get("epoch") or 0),
            "clock": shown_clocks(),
        }

    # -- in ---------------------------------------------------------------------------------------

    def take(self, source: Path, progress: Told) -> Report:
        """Take in an answer of the server; what it moved.

        Raises DeskError("carried_…" or "cannot_read") before anything was used, and StorageError.
        """
        key = self._key()
        try:
            with source.open("rb") as file:
                header, _ = sealing.read_header(file)
                file.seek(0)
                if header.way != Way.TO_DESK:
                    raise NotSealed("not_one")
                if header.server != self._cache.get("server"):
                    raise NotSealed("other_server")
                if header.device != self._cache.get("device"):
                    raise NotSealed("other_device")
                count = sealing.check(file, key, Way.TO_DESK)
                return self._take(file, key, header.number, count, progress)
        except NotSealed as error:
            raise DeskError(f"carried_{error.code}") from error
        except OSError as error:
            raise DeskError("cannot_read", file=source.name) from error

    def _take(self, file: IO[bytes], key: bytes, number: int, count: int, progress: Told) -> Report:
        taking = _Taking(self._cache, self._photos, self._state(), number)
        for done, record in enumerate(sealing.records(file, key, Way.TO_DESK), 1):
            taking.take(record)
            progress(done, count)
        if taking.has_news:
            state = self._state()
            state.taken, state.cursor = number, taking.here
            self._keep(state)
        moved = {"changes": taking.report.pulled, "outcomes": taking.outcomes}
        self._cache.journal("carried_in", **moved)
        return taking.report

    # -- what is kept -----------------------------------------------------------------------------

    def _key(self) -> bytes:
        kept = str(self._cache.get(KEPT) or "")
        if not kept:
            raise DeskError("no_carrying_key")
        return bytes.fromhex(kept)

    def _state(self) -> _State:
        return msgspec.convert(self._cache.get(_STATE) or {}, _State)

    def _keep(self, state: _State) -> None:
        self._cache.put(_STATE, msgspec.to_builtins(state))


class _Taking:
    """Takes the records of one answer, in their order.

    Outcomes and photos count whenever they come; changes only where this desk stands at the
    beginning of one of the answer's pages, or where it has been since an earlier answer.
    """

    def __init__(self, cache: Cache, photos: PhotoStore, state: _State, number: int) -> None:
        self._cache = cache
        self._photos = photos
        self._state = state
        self._number = number
        self._is_valid = self._follows = False
        self.report = Report()
        self.outcomes = 0
        self.has_news = False

    @property
    def here(self) -> str:
        """How far this desk is."""
        return str(self._cache.get("cursor", "") or "")

    def take(self, record: Record) -> None:
        """Take in one record; kinds that this program does not know are passed over."""
        if record.kind == "desk":
            self._stand(record.about)
        elif not self._is_valid:
            return
        elif record.kind == "outcomes":
            self._settle(msgspec.json.decode(record.data, type=list[wire.Outcome]))
        elif record.kind == "verified":
            self._verified(record.about)
        elif record.kind == "settings":
            self._settings(msgspec.json.decode(record.data, type=wire.DeskSettings))
        elif record.kind == "page":
            self._page(str(record.about["from"]), record.data)
        elif record.kind in {"photo", "thumbnail"}:
            self._picture(record)

    def _stand(self, about: dict[str, Any]) -> None:
        """Find out what this answer is to this desk, as it stands now."""
        epoch, held = int(about["epoch"]), int(self._cache.get("epoch") or 0)
        contact.note_answer(self._cache, int(about["at"]))
        # What a server said before it was restored from a backup it may not know any more.
        self._is_valid = epoch >= held
        if epoch > held:
            self._cache.needs_full_pull("epoch", int(about["at"]))
            self._cache.put("epoch", epoch)
        here = self.here
        if not self._is_valid or here in about["pages"]:
            return
        self._follows = here == self._state.cursor and self._number > self._state.taken
        if not about["pages"][0] and (self._follows or here == about["asked"]):
            # The server starts over: another role or unit.
            self._cache.needs_full_pull("start_over", int(about["at"]))

    def _settle(self, outcomes: list[wire.Outcome]) -> None:
        self._cache.settle(outcomes, clock.now())
        self.outcomes += len(outcomes)
        for outcome in outcomes:
            self.report.count(outcome.outcome)

    def _verified(self, about: dict[str, Any]) -> None:
        sha256, case, error = about["sha256"], about["case"], about["error"]
        if error:
            self._cache.upload_failed(sha256, case, error, 0)
            self.report.photos_failed += 1
        else:
            self._cache.upload_verified(sha256, case)
            self.report.photos_up += 1

    def _settings(self, settings: wire.DeskSettings) -> None:
        if settings.version > int(self._cache.get("settings_version") or 0):
            keep_settings(self._cache, settings)

    def _page(self, begins: str, data: bytes) -> None:
        if begins != self.here and not self._follows:
            return
        lines = [wire.decode_line(line) for line in data.splitlines()]
        end = lines.pop().end
        if end is None:
            raise NotSealed("damaged")
        epoch = int(self._cache.get("epoch") or 0)
        result = self._cache.apply_page(lines, end, epoch=epoch, now=clock.now())
        self.has_news = True
        self.report.pulled += result.pulled
        self.report.gone += result.gone

    def _picture(self, record: Record) -> None:
        sha256, at = record.about["sha256"], clock.now()
        try:
            if record.kind == "photo":
                self._photos.add_fetched(sha256, record.data, at)
            else:
                self._photos.put_thumbnail(sha256, record.about["side"], record.data, at)
        except StorageError:
            # A full disk: pictures come again with the next answer, or over a line.
            return
        self.report.photos_down += 1
