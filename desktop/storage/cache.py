"""The cache: the one way to cases, outbox and all else this desk keeps. Thread-safe.

Reading takes a connection of its own; every change is one transaction, durable on return.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from casework import wire
from casework.apply import Changes, Context, Result
from casework.case import Case
from casework.checking import Check
from casework.operations import Operation
from desktop import clock
from desktop.storage import (
    acting,
    checking,
    keys,
    outbox,
    pulls,
    replaying,
    schema,
    small,
    uploads,
)
from desktop.storage.database import Connection, File
from desktop.storage.errors import CacheDamaged, WrongKey
from desktop.storage.indexing import Index
from desktop.storage.migrating import open_current
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.storage.pulls import PageResult
from desktop.storage.reading import Reading
from desktop.storage.rebase import ContextFor
from desktop.storage.records import PhotoUpload
from desktop.storage.replaying import Key
from desktop.storage.values import Values

_log = logging.getLogger(__name__)


class Change(msgspec.Struct, frozen=True):
    """What a transaction changed: cases by (authority, id), the rail's counts, the outbox."""

    cases: frozenset[tuple[str, str]] = frozenset()
    counts: bool = False
    outbox: bool = False


class _Noted(msgspec.Struct):
    """What the running transaction changed so far."""

    cases: set[tuple[str, str]] = msgspec.field(default_factory=set)
    counts: bool = False
    outbox: bool = False


def open_file(profile: Profile, key: bytes) -> File:
    """Open the cache's file in the present schema. Raises StorageError."""
    profile.finish_rescue(profile.cache_file)
    try:
        return open_current(profile, profile.cache_file, key, schema.migrations, schema.VERSION)
    except WrongKey as error:
        # A damaged first page looks like a wrong key; the key's own check tells them apart.
        if keys.fits(profile, key):
            raise CacheDamaged(str(error)) from error
        raise


class Cache(Reading, Values):
    """The encrypted cache of one profile."""

    def __init__(self, profile: Profile, key: bytes, file: File) -> None:
        """Use `open`."""
        self.profile = profile
        self.file = file
        self.key = key
        self.index = Index(file)
        self._photos: PhotoStore | None = None
        self._photos_lock = threading.Lock()
        self._listeners: list[Callable[[Change], None]] = []
        self._context: ContextFor | None = None
        self._forget_person: Callable[[], None] = lambda: None
        self._slot = 0

    @classmethod
    def open(cls, profile: Profile, key: bytes) -> Cache:
        """Open the cache, or make it. Raises WrongKey, CacheNewer, CacheDamaged, DiskFull."""
        return cls(profile, key, open_file(profile, key))

    def close(self) -> None:
        """Close every connection. Twice does no harm."""
        self.file.close()
        if self._photos is not None:
            self._photos.close()

    def wipe(self) -> None:
        """Close, and remove cache, photos and key from this computer (sign-out).

        The key goes first: from then on the rest is noise.
        """
        self.close()
        keys.forget_key(self.profile)
        self.profile.remove_data()

    def on_change(self, listener: Callable[[Change], None]) -> None:
        """Call the listener after each commit that changed something, on the writing thread."""
        self._listeners.append(listener)

    def set_context(
        self, context_for: ContextFor, forget: Callable[[], None] = lambda: None
    ) -> None:
        """Say who acts and when, for replaying stored operations.

        `forget` is called where what is kept of the person and the authority came anew.
        """
        self._context = context_for
        self._forget_person = forget

    def context_for(self, operation: Operation) -> Context:
        """The context of a stored operation. Raises RuntimeError before `set_context`."""
        if self._context is None:
            raise RuntimeError("set_context was not called")
        return self._context(operation)

    @contextmanager
    def _change(self, *, outbox: bool = False, counts: bool = False) -> Iterator[Any]:
        noted = _Noted(outbox=outbox, counts=counts)
        with self.file.writing() as connection:
            yield connection, noted
        if noted.cases or noted.counts or noted.outbox:
            change = Change(frozenset(noted.cases), noted.counts, noted.outbox)
            for listener in list(self._listeners):
                try:
                    listener(change)
                except Exception:  # noqa: BLE001 - the change is durable already
                    _log.exception("a listener of the cache failed")

    def delete_draft(self, authority: str, case: str, kind: str) -> None:
        """Forget a draft; a case that left and stayed for it alone goes with it."""
        with self._change() as (connection, noted):
            small.drop_draft(connection, authority, case, kind)
            removed = outbox.remove_gone(connection, authority, [case])
            noted.cases |= removed | outbox.show_without(connection, removed, self.context_for)

    def person_changed(self) -> None:
        """Show what is pending by what is now known of the person, and of who may do what."""
        self._forget_person()
        with self._change(counts=True) as (connection, noted):
            noted.cases |= replaying.replay_all(connection, self.context_for)

    # -- acting ---------------------------------------------------------------------------------

    def act(
        self,
        made: Sequence[Operation],
        contexts: Callable[[Operation], Context],
        *,
        given_up: Sequence[str] = (),
    ) -> list[Result]:
        """Save operations that fit, all in one transaction; results in their order.

        Conflict and refusal leave that one operation out. `given_up` are items of Needs attention
        that are settled along with them, each as the authority has it. Raises ValueError where a
        named photo is not in the photo store or an id was used before; DiskFull; then nothing
        was saved.
        """
        with self._change() as (connection, noted):
            results, changed = acting.act(connection, made, contexts, self._photo_store().has)
            for operation_id in given_up:
                changed |= self._resolve(connection, operation_id, "theirs")
            noted.cases |= changed
            noted.counts = noted.outbox = bool(given_up) or any(
                isinstance(r, Changes) for r in results
            )
        return results

    def withdraw(self, operation_id: str) -> bool:
        """Take an operation back before its first send; False when it is too late for that."""
        with self._change() as (connection, noted):
            done, changed = acting.withdraw(connection, operation_id, self.context_for, clock.now())
            noted.cases |= changed
            noted.counts = noted.outbox = done
        return done

    def resolve(self, operation_id: str, how: str) -> None:
        """Mark an item of Needs attention as settled without a new operation."""
        with self._change(outbox=True, counts=True) as (connection, noted):
            noted.cases |= self._resolve(connection, operation_id, how)

    def _resolve(self, connection: Connection, operation_id: str, how: str) -> set[Key]:
        key = acting.resolve(connection, operation_id, how)
        if key is None:
            return set()
        removed = outbox.remove_gone(connection, key[0], [key[1]])
        return {key} | removed | outbox.show_without(connection, removed, self.context_for)

    def take_up(self, operation_ids: Iterable[str]) -> None:
        """Bring back to Needs attention what was settled without a new operation."""
        with self._change(outbox=True, counts=True) as (connection, noted):
            for operation_id in operation_ids:
                noted.cases |= acting.take_up(connection, operation_id)

    # -- sync -----------------------------------------------------------------------------------

    def to_push(self, limit: int = wire.MAX_BATCH) -> list[Operation]:
        """What is to be sent next, what was sent with unknown outcome first."""
        found: list[Operation] = self._read(outbox.to_push, limit)
        return found

    def unsent_operations(self) -> int:
        """How many operations the server does not have yet, as far as this desk knows."""
        return int(self._read(outbox.unsent))

    def has_unknown(self) -> bool:
        """Whether something was sent of which nobody knows the outcome."""
        return bool(self._read(outbox.has_unknown))

    def mark_sent(self, operation_ids: Iterable[str]) -> set[str]:
        """Note durably, before a request goes out, what is in it; returns what may go out."""
        with self._change(outbox=True) as (connection, _):
            return outbox.mark_sent(connection, operation_ids, clock.now())

    def mark_not_sent(self, operation_ids: Sequence[str]) -> None:
        """Note that the request in which these were to go never left."""
        with self._change(outbox=True) as (connection, _):
            outbox.mark_not_sent(connection, operation_ids)

    def settle(self, outcomes: Sequence[wire.Outcome], at: int) -> None:
        """Note what the server answered (at µs UTC) and show the cases accordingly."""
        with self._change(outbox=True, counts=True) as (connection, noted):
            noted.cases |= outbox.settle(connection, outcomes, at, self.context_for)

    def apply_page(
        self,
        lines: Sequence[wire.Line],
        end: wire.End,
        *,
        epoch: int,
        now: int,
        instead: Mapping[str, Case] | None = None,
    ) -> PageResult:
        """Write a page of changes and its cursor. Raises ValueError for another epoch's page.

        Raises Gaps, with nothing written, where a change does not fit what is held; then
        `instead` are the whole cases.
        """
        with self._change(counts=True) as (connection, noted):
            held = small.get_meta(connection, "epoch")
            if held is not None and held != epoch:
                raise ValueError(f"a page of epoch {epoch} for a cache of epoch {held}")
            result, changed = pulls.apply_page(
                connection, lines, end, now, self.context_for, instead
            )
            noted.cases |= changed
            noted.outbox = bool(changed)
        return result

    def check(self) -> Check:
        """The sums of the versions that are held, to be compared with the server's."""
        found: Check = self._read(checking.check)
        return found

    def versions(self, buckets: set[int]) -> dict[str, int]:
        """The versions that are held of the cases of some buckets, by id."""
        found: dict[str, int] = self._read(checking.versions, buckets)
        return found

    def repair(self, found: Sequence[Case], gone: Iterable[str]) -> None:
        """Write cases as the server has them, and take away those that it has not."""
        with self._change(outbox=True, counts=True) as (connection, noted):
            noted.cases |= pulls.repair(connection, found, gone, self.context_for)
            detail = {"cases": len(noted.cases)}
            small.add_line(connection, clock.now(), "repaired", detail)

    def begin_sweep(self) -> int:
        """Start pulling everything anew; returns the number of the sweep."""
        with self.file.writing() as connection:
            return pulls.begin_sweep(connection)

    def needs_full_pull(self, reason: str, at: int | None = None) -> None:
        """Forget the cursor and pull everything anew; nothing pending is touched.

        `at` is the server's time (µs UTC) where it is known.
        """
        with self._change(outbox=True, counts=True) as (connection, _):
            pulls.needs_full_pull(connection, reason, clock.now() if at is None else at)
            small.add_line(connection, clock.now(), "full_pull", {"reason": reason})

    def uploads(self, now: int) -> list[PhotoUpload]:
        """The photos to be sent now, in their order."""
        found: list[PhotoUpload] = self._read(uploads.due, now, self._slot)
        return found

    def uploads_of(self, case_id: str) -> list[PhotoUpload]:
        """What this desk had to send of a case, also what the server has already."""
        found: list[PhotoUpload] = self._read(uploads.of_case, case_id)
        return found

    def upload_progress(self, sha256: str, case: str, url: str, sent: int) -> None:
        """Note how many bytes of a photo the server has, and under which address."""
        with self._change(outbox=True) as (connection, _):
            uploads.progress(connection, sha256, case, url, sent)

    def upload_verified(self, sha256: str, case: str) -> None:
        """Note that the server has the photo, hash compared."""
        self.uploads_verified([(sha256, case)])

    def uploads_verified(self, photos: Sequence[tuple[str, str]]) -> None:
        """Note in one transaction that the server has these photos of cases, hashes compared."""
        with self._change(outbox=True, counts=True) as (connection, noted):
            for sha256, case in photos:
                key = uploads.verified(connection, sha256, case)
                if key is not None:
                    noted.cases.add(key)
        self._slot += len(photos)

    def upload_failed(self, sha256: str, case: str, error: str, next_try_at: int) -> None:
        """Note that a photo could not be sent and when it is tried again (µs UTC)."""
        with self._change(outbox=True) as (connection, _):
            uploads.failed(connection, sha256, case, error, next_try_at)
        self._slot += 1

    def upload_again(self, photos: Iterable[tuple[str, str]]) -> None:
        """Try photos, by (SHA-256, case id), again without waiting for their time."""
        with self._change(outbox=True) as (connection, _):
            for sha256, case in photos:
                uploads.again(connection, sha256, case)

    def use_photos(self, photos: PhotoStore) -> None:
        """Ask this store whether a photo is here, instead of opening it a second time."""
        with self._photos_lock:
            self._photos = photos

    def _photo_store(self) -> PhotoStore:
        with self._photos_lock:
            if self._photos is None:
                self._photos = PhotoStore(self.profile, self.key)
            return self._photos
