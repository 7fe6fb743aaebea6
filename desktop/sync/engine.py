"""One round of sync: operations up, changes down, photos up, pictures down.

Every step commits before the next, so that a round can be cut anywhere and the next one goes on
where it broke.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop import clock, contact, shut_out
from desktop.storage.errors import StorageError
from desktop.sync import history
from desktop.sync.areas import AreaLane
from desktop.sync.client import Client, Tokens, tokens_of
from desktop.sync.errors import SyncError
from desktop.sync.pictures import FOR_EVER, PictureLane
from desktop.sync.progress import (
    Cancelled,
    Meter,
    Progress,
    Report,
    progress_of,
)
from desktop.sync.pulling import PullLane
from desktop.sync.sparing import Sparing
from desktop.sync.tokens import TokenStore
from desktop.sync.wiping import heed, kept_of

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

T = TypeVar("T")
BATCH = 200
SMALL_BATCH = 25
EARLY_SECONDS = 30


class Engine:
    """Runs rounds for one profile. Used by one thread at a time."""

    def __init__(
        self,
        cache: Cache,
        photos: PhotoStore,
        client: Client,
        tokens: TokenStore,
        sparing: Sparing | None = None,
    ) -> None:
        """`sparing` says whether pictures wait; without it they never do."""
        self.cache = cache
        self.client = client
        self.sparing = sparing or Sparing("always")
        self._store = tokens
        self._tokens: Tokens | None = None
        self._cancelled = False
        self._meter = Meter(self._over_the_line)
        self._listener: Callable[[Progress], None] = lambda _: None
        self._aside = client.beside()
        self._measuring = threading.Lock()
        self._changes = PullLane(cache, client)
        self._areas = AreaLane(cache, client)
        self._pictures = PictureLane(cache, photos, client)

    def cancel(self) -> None:
        """Ask the running round to stop at the next safe place."""
        self._cancelled = True

    def run(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        *,
        hurry: bool = False,
        pictures: bool | None = None,
    ) -> Report:
        """Do one round. Raises SyncError or Cancelled; what was done before stays done.

        WipeOrdered is the SyncError for a proven order to wipe this desk.
        `hurry` tries photos again that failed a moment ago (a person asked for it). With `pictures`
        they go along whatever the line, or not at all; else `sparing` decides.
        """
        started, began = time.monotonic(), clock.now()
        self._cancelled = False
        with self._measuring:
            self._listener, self._meter = progress, Meter(self._over_the_line)
        report, code = Report(), ""
        before_up, before_down = self.client.traffic.up, self.client.traffic.down
        try:
            self._round(report, self._tell, hurry=hurry, pictures=pictures)
        except SyncError as error:
            if self._cancelled:  # so its line was broken off
                code = history.STOPPED
                raise Cancelled from error
            meant = heed(error, self.client, self.cache)
            meant.report, code = report, meant.code
            if meant is error:
                raise
            raise meant from error
        except Cancelled:
            code = history.STOPPED
            raise
        except Exception as error:
            code = error.code if isinstance(error, StorageError) else "unexpected"
            raise
        finally:
            report.bytes_up = self.client.traffic.up - before_up
            report.bytes_down = self.client.traffic.down - before_down
            report.seconds = time.monotonic() - started
            # What a round did is done, also where a full disk takes no line about it.
            with contextlib.suppress(StorageError):
                history.note(self.cache, report, code, began, clock.now())
        return report

    def ask(self, question: Callable[[Client], T]) -> T:
        """Ask the server something as the signed-in person. Raises SyncError."""
        found: list[T] = []
        self._signed_in(lambda: found.append(question(self.client)))
        return found[-1]

    def fetch_one(self, sha256: str, case_id: str) -> bool:
        """Fetch one full photo; False where the server does not give it. Raises SyncError."""
        found: list[bool] = []
        self._signed_in(lambda: found.append(self._pictures.fetch_one(sha256, case_id)))
        return found[-1]

    def pictures_left(self) -> tuple[int, int]:
        """How many pictures are still to go or to come, and about how many bytes that is."""
        return self._pictures.left()

    def _round(
        self,
        report: Report,
        progress: Callable[[Progress], None],
        *,
        hurry: bool,
        pictures: bool | None,
    ) -> None:
        self._signed_in(lambda: self._push(report, progress))
        self._signed_in(lambda: self._pull(report, progress))
        contact.note(self.cache, self.client.server_time)
        shut_out.forget(self.cache)
        admits = self.sparing.admits if pictures is None else lambda: bool(pictures)
        self._signed_in(lambda: self._pictures_up(report, progress, admits, hurry=hurry))
        if report.photos_up:
            # What the server verified comes back as a change of the case.
            self._signed_in(lambda: self._pull(report, progress))
        self._signed_in(lambda: self._areas.fetch(progress, self._check, admits))
        self._signed_in(lambda: self._pictures_down(report, progress, admits))

    def _over_the_line(self) -> int:
        return self.client.traffic.up + self.client.traffic.down

    def far(self) -> Progress | None:
        """How far the round is at this moment; from any thread, at once."""
        with self._measuring:
            return self._meter.again()

    def _tell(self, told: Progress) -> None:
        with self._measuring:
            measured = self._meter.take(told)
        self._listener(measured)

    def _check(self) -> None:
        if self._cancelled:
            raise Cancelled

    # -- tokens ---------------------------------------------------------------------------------

    def _signed_in(self, step: Callable[[], None]) -> None:
        """Run a step with a fresh access token, and again when the token ran out in the middle.

        Photos on a slow line outlive several tokens. A new one that is not taken is the end of it.
        """
        try:
            self._with_token(step)
        except SyncError as error:
            if error.code == shut_out.CODE:
                shut_out.note(self.cache)
            raise

    def _with_token(self, step: Callable[[], None]) -> None:
        self._ensure_token()
        renewed = float("-inf")
        while True:
            try:
                return step()
            except SyncError as error:
                early = time.monotonic() - renewed < EARLY_SECONDS
                if error.code != "sign_in_needed" or early:
                    raise
            self._ensure_token(force=True)
            renewed = time.monotonic()

    def _ensure_token(self, *, force: bool = False, by: Client | None = None) -> None:
        with self._store.lock:
            used = self._tokens.access if self._tokens else ""
            if self._tokens is None or force or not _is_fresh(self._tokens):
                # Somebody else on this profile may have renewed them, or signed in again.
                self._tokens = self._store.load()
            if not _is_fresh(self._tokens) or (force and self._tokens.access == used):
                self._renew(self._tokens.refresh, by or self.client)
            self.client.access_token = self._tokens.access

    def _renew(self, refresh: str, client: Client) -> None:
        """Exchange the refresh token. Raises SyncError("sign_in_needed") where it is not taken."""
        if not refresh:
            raise SyncError("sign_in_needed")
        asked_at = clock.now()
        reply = client.refresh(refresh, str(self.cache.get("device")))
        self._tokens = tokens_of(reply, asked_at)
        self._store.save(self._tokens)
        self.cache.put_many(kept_of(reply))
        if reply.epoch != self.cache.get("epoch"):
            self.cache.needs_full_pull("epoch", client.time())
            self.cache.put("epoch", reply.epoch)

    # -- operations -----------------------------------------------------------------------------

    def _push(self, report: Report, progress: Callable[[Progress], None]) -> None:
        limit = BATCH
        total = self.cache.unsent_operations()
        while batch := self.cache.to_push(limit):
            self._check()
            settled = report.pushed + report.needs_attention
            progress(Progress("push", settled, max(total, settled + len(batch))))
            # Durable before it goes out: after a crash these are "sent, outcome unknown".
            marked = self.cache.mark_sent([operation.id for operation in batch])
            batch = [operation for operation in batch if operation.id in marked]
            if not batch:
                continue  # all withdrawn since they were read
            try:
                outcomes = self.client.push(batch)
            except SyncError as error:
                if error.never_sent:
                    # So they can still be withdrawn, and the outbox says that they wait.
                    self.cache.mark_not_sent([operation.id for operation in batch])
                if error.code == "cut" and len(batch) > SMALL_BATCH:
                    limit = SMALL_BATCH
                    continue
                raise
            answered = {outcome.id for outcome in outcomes}
            if answered != {operation.id for operation in batch}:
                raise SyncError("bad_reply", "outcomes do not match the batch")
            # By the server's clock: what was settled is kept for thirty days, whatever ours says.
            self.cache.settle(outcomes, self.client.time())
            for outcome in outcomes:
                report.count(outcome.outcome)
            settled = report.pushed + report.needs_attention
            progress(Progress("push", settled, max(total, settled)))

    # -- changes --------------------------------------------------------------------------------

    def _pull(self, report: Report, progress: Callable[[Progress], None]) -> None:
        self._changes.pull(report, progress, self._check)

    # -- pictures -------------------------------------------------------------------------------

    def _pictures_up(
        self,
        report: Report,
        progress: Callable[[Progress], None],
        admits: Callable[[], bool],
        *,
        hurry: bool,
    ) -> None:
        due = self.cache.uploads(FOR_EVER if hurry else clock.now())
        with self._measuring:
            self._meter.expect("photos_up", sum(u.size - u.sent for u in due))
        up, failed = self._pictures.send(
            progress_of("photos_up", progress), self._check, self._ready, hurry=hurry, admits=admits
        )
        report.photos_up += up
        report.photos_failed += failed
        if up or failed:
            progress(Progress("photos_up", up, up + failed))

    def _pictures_down(
        self, report: Report, progress: Callable[[Progress], None], admits: Callable[[], bool]
    ) -> None:
        report.photos_down += self._pictures.fetch(
            progress, self._check, self._ready, admits=admits
        )

    def _ready(self) -> None:
        """Before each photo: go on, with a token that will do.

        It is renewed by another client, as this one's may be sending a photo.
        """
        self._check()
        self._ensure_token(by=self._aside)


def _is_fresh(tokens: Tokens) -> bool:
    """Whether the access token outlives the next few requests."""
    return bool(tokens.access) and tokens.expires_at - clock.now() > EARLY_SECONDS * 1_000_000
