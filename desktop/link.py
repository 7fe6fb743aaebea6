"""The desk's link to its server: signed-in client, rounds of sync, and the truth about both."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from desktop import clock, contact, shut_out
from desktop.status import OF_CODE, Line, Status
from desktop.storage import wiping
from desktop.storage.cache import Cache, Change
from desktop.storage.errors import StorageError
from desktop.storage.photos import PhotoStore
from desktop.storage.records import Counts
from desktop.sync.errors import SyncError
from desktop.sync.sparing import CHOICES, Choice, Network, Sparing, choice_of
from desktop.sync.sparing import KEPT as KEPT_CHOICE
from desktop.sync.tokens import TokenStore

if TYPE_CHECKING:
    from desktop.sync.client import Client, Tokens
    from desktop.sync.engine import Engine
    from desktop.sync.progress import Progress, Report
    from desktop.sync.runner import Runner
    from desktop.sync.wiping import Order

T = TypeVar("T")
_log = logging.getLogger(__name__)
# What a portal makes of calls, where the system says that one stands in the line.
_PORTAL = frozenset({"unreachable", "no_name", "cut", "tls", "expired", "server_down"})


class Link:
    """Keeps a cache in step with its server, at once or in the background.

    What speaks with the server is imported when it is to speak, after the list stands.
    """

    def __init__(self, cache: Cache, photos: PhotoStore, counts: Callable[[], Counts]) -> None:
        """`counts` tells what waits."""
        self._profile = cache.profile
        self.tokens = TokenStore(str(cache.profile.path.resolve()), cache)
        self._cache = cache
        self._photos = photos
        self._counts = counts
        self._runner: Runner | None = None
        self._sparing = Sparing(choice_of(cache.get(KEPT_CHOICE)))
        last = cache.get("last_sync_at")
        self._status = Status(last_sync_at=last if isinstance(last, int) else None)
        self._lock = threading.Lock()
        self._obeying = threading.Lock()
        self._listeners: list[Callable[[Status], None]] = []
        cache.on_change(self._cache_changed)

    @property
    def status(self) -> Status:
        """The status that was told last; asking costs nothing."""
        return self._status

    def on_status(self, listener: Callable[[Status], None]) -> None:
        """Call the listener with each new status, from whatever thread it changes in."""
        self._listeners.append(listener)

    def sync(self, progress: Callable[[Progress], None], *, pictures: bool | None = None) -> Report:
        """Do a round now and wait for it. Raises SyncError; on a wipe order the desk is wiped.

        With `pictures` they go along whatever the line, or not at all; else the choice decides.
        """
        from desktop.sync.wiping import WipeOrdered

        try:
            if self._runner is not None:
                return self._runner.sync_now(pictures=pictures).result()
            return self._round(progress, pictures)
        except WipeOrdered as found:
            self._obey(found.order)
            raise

    def _round(self, progress: Callable[[Progress], None], pictures: bool | None) -> Report:
        client = self.client()
        try:
            engine = self._engine(client)
            report = engine.run(progress, hurry=True, pictures=pictures)
            self._synced(engine, report)
            return report
        finally:
            client.close()

    def start(self) -> None:
        """Keep in step in the background from now on."""
        from desktop.sync.runner import Runner

        if self._runner is None:
            engine = self._engine(self.client())
            self._runner = Runner(
                engine,
                on_progress=self._progressed,
                on_done=lambda report: self._synced(engine, report),
                on_failure=self._failed,
                on_stopped=self._stopped,
            )
            self._runner.start()

    def stop(self) -> None:
        """Stop the background sync at the next safe place."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.stop()

    def _engine(self, client: Client) -> Engine:
        from desktop.sync.engine import Engine

        return Engine(self._cache, self._photos, client, self.tokens, sparing=self._sparing)

    def wake(self, *, hurry: bool = False, pictures: bool = False) -> None:
        """There is something to send; in a `hurry` where a person asks for it.

        With `pictures` they go along whatever the line.
        """
        if self._runner is not None:
            self._runner.wake(hurry=hurry, pictures=pictures)

    @property
    def pictures_choice(self) -> Choice:
        """What the person wants of pictures on slow and metered lines."""
        return self._sparing.choice

    def choose_pictures(self, choice: Choice) -> None:
        """Keep the choice; a round shows at once what comes of it. Raises ValueError."""
        if choice not in CHOICES:
            raise ValueError(choice)
        self._cache.put(KEPT_CHOICE, choice)
        self._sparing.choice = choice
        self._set()
        self.wake()

    def network_changed(self, network: Network) -> None:
        """The system says how the network is now: a hint. Only a round tells who is there."""
        before = self._sparing.network
        self._sparing.network_changed(network)
        self._set()
        # The first word on a network that was there from the beginning is no news.
        news = before.name or before.reachable != network.reachable
        if self._runner is not None and network.reachable and news:
            self._runner.network_changed()

    @property
    def far(self) -> Progress | None:
        """How far the round that runs is at this moment; asking costs nothing."""
        runner = self._runner
        return runner.far() if runner is not None and self._status.line == Line.SYNCING else None

    def stop_round(self) -> None:
        """End the round that runs, at the byte where it is; the background goes on later."""
        if self._runner is not None:
            self._runner.stop_round()

    def revoke(self) -> None:
        """Tell the server that this desk signs out, where it can be reached, and forget tokens."""
        with contextlib.suppress(SyncError):
            client = self.client()
            try:
                client.revoke(self.tokens.load().refresh)
            finally:
                client.close()
        self.tokens.forget()

    def keep(self, tokens: Tokens) -> None:
        """Keep the tokens of a sign-in; a renewal on its way ends first, lest it overwrite them."""
        with self.tokens.lock:
            self.tokens.save(tokens)

    @contextlib.contextmanager
    def heeding(self, client: Client) -> Iterator[None]:
        """Where the server does not let this desk sign in, ask whether it is to be wiped; obey."""
        from desktop.sync.wiping import WipeOrdered, heed

        try:
            yield
        except SyncError as error:
            meant = heed(error, client, self._cache)
            if meant.code == shut_out.CODE:
                shut_out.note(self._cache)
            if isinstance(meant, WipeOrdered):
                self._obey(meant.order)
            if meant is error:
                raise
            raise meant from error

    def _obey(self, order: Order) -> None:
        """Wipe this desk, whatever waits to be sent; the status then says so.

        Not from the runner's own thread, which has ended before the first file goes.
        """
        from desktop.sync.wiping import confirm

        with self._obeying:
            if self._status.line == Line.WIPED:
                return
            wiping.begin(self._profile)
            self.stop()
            self._photos.close()
            self._cache.close()
            wiping.finish(self._profile)
            confirm(order)
            with self._lock:
                self._status = Status(Line.WIPED, "wiped")
            self._tell(self._status)

    def fetch_photo(self, sha256: str, case_id: str) -> bool:
        """Fetch one full photo that a person wants to see; False where there is no line."""
        client = self.client()
        try:
            return self._engine(client).fetch_one(sha256, case_id)
        except SyncError:
            return False
        finally:
            client.close()

    def ask(self, question: Callable[[Client], T]) -> T:
        """Ask the server something as the signed-in person. Raises SyncError."""
        from desktop.sync.engine import Engine

        client = self.client()
        try:
            return Engine(self._cache, self._photos, client, self.tokens).ask(question)
        finally:
            client.close()

    def client(self) -> Client:
        """A new HTTP session with the server."""
        from desktop.sync.client import Client

        url = str(self._cache.get("server_url") or "")
        server, met_at = str(self._cache.get("server") or ""), contact.met_at(self._cache)
        return Client(url, server, met_at=met_at, speed=self._sparing.speed)

    def tell_indexing(self, progress: tuple[int, int] | None) -> None:
        """Say how many of how many cases the index of the search has; None when it has all."""
        self._set(indexing=progress)

    def _progressed(self, progress: Progress) -> None:
        self._set(line=Line.SYNCING, progress=progress)

    def _synced(self, engine: Engine, report: Report) -> None:
        from desktop.sync.runner import IDLE_SECONDS

        now = clock.now()
        following = now + int(IDLE_SECONDS * 1_000_000) if self._runner is not None else None
        left = (self._status.pictures_left, self._status.pictures_bytes)
        if self._sparing.why() and (report.moved or not left[0]):
            left = engine.pictures_left()
        self._set(
            line=Line.OK, code="", words="", progress=None, next_try_at=following,
            last_sync_at=now, pictures_left=left[0], pictures_bytes=left[1],
        )  # fmt: skip

    def _stopped(self, next_try_at: int) -> None:
        self._set(line=Line.UNKNOWN, code="stopped", progress=None, next_try_at=next_try_at)

    def _failed(self, error: Exception, next_try_at: int) -> None:
        from desktop.sync.wiping import WipeOrdered

        if isinstance(error, WipeOrdered):
            threading.Thread(target=self._obey, args=(error.order,), name="wipe").start()
            return
        known = isinstance(error, SyncError | StorageError)
        code = str(getattr(error, "code", "")) if known else "unexpected"
        if self._sparing.network.captive and code in _PORTAL:
            code = "captive"
        line = OF_CODE.get(code, Line.PROBLEM)
        words = getattr(error, "words", "")
        self._set(line=line, code=code, words=words, progress=None, next_try_at=next_try_at)

    def _cache_changed(self, change: Change) -> None:
        if change.outbox or change.counts:
            self._set()

    def _set(self, **changes: Any) -> None:
        counts = self._counts()
        why = self._sparing.why()
        if not why:
            changes |= {"pictures_left": 0, "pictures_bytes": 0}
        with self._lock:
            self._status = replace(
                self._status,
                text_only=bool(why),
                text_only_why=why,
                waiting=counts.outbox,
                photos_waiting=counts.photos_waiting,
                clock_off=clock.off() // 1_000_000,
                **changes,
            )
            status = self._status
        self._tell(status)

    def _tell(self, status: Status) -> None:
        for listener in list(self._listeners):
            try:
                listener(status)
            except Exception:  # noqa: BLE001 - what a screen does must not end the sync
                _log.exception("a listener of the status failed")
