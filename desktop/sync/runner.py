"""The background thread that keeps a desk in step with its server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from desktop import clock
from desktop.storage.errors import StorageError
from desktop.sync.backoff import delay_seconds, wait_left
from desktop.sync.engine import Engine
from desktop.sync.errors import SyncError
from desktop.sync.progress import Cancelled, Progress, Report
from desktop.sync.replies import LONGEST_WAIT_SECONDS

IDLE_SECONDS = 30.0
PATIENCE_SECONDS = 2.0
"""For so long a request may go on when the program is to end."""
STOPPED_SECONDS = 600.0
_log = logging.getLogger(__name__)


class Runner:
    """Runs rounds of sync: when woken, else every half minute, and with back-off after failures.

    The listeners are called from the runner's own thread.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        on_progress: Callable[[Progress], None],
        on_done: Callable[[Report], None],
        on_failure: Callable[[Exception, int], None],
        on_stopped: Callable[[int], None] = lambda _: None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """`on_failure` gets the error and when the next try is due (µs UTC).

        `on_stopped` gets when the next round is due after a person stopped one.
        """
        self._engine = engine
        self._on_progress = on_progress
        self._on_done = on_done
        self._on_failure = on_failure
        self._on_stopped = on_stopped
        self._idle = idle_seconds
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._with_pictures = threading.Event()
        self._without_pictures = threading.Event()
        self._new_network = threading.Event()
        self._stop = threading.Event()
        self._waiting: list[Future[Report]] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start with a round at once, unless a persisted back-off says to wait."""
        self._thread.start()

    def wake(self, *, hurry: bool = False, pictures: bool = False) -> None:
        """Do a round now, whatever the back-off says; in a `hurry` also that of single photos.

        With `pictures` they go along whatever the line, until a round with them is through.
        """
        if hurry:
            self._hurry.set()
        if pictures:
            self._with_pictures.set()
        self._wake.set()

    def network_changed(self) -> None:
        """Do a round over new connections; one that stands still over the old ones ends."""
        self._new_network.set()
        if self._engine.client.watch.is_still():
            self._engine.client.watch.break_off()
        self._wake.set()

    def sync_now(self, *, pictures: bool | None = None) -> Future[Report]:
        """Do a whole round from now on; the future brings its report or its error.

        With `pictures` they go along whatever the line; False leaves them out of this round.
        """
        future: Future[Report] = Future()
        with self._lock:
            if self._stop.is_set():
                future.set_exception(Cancelled())
            else:
                self._waiting.append(future)
        if pictures is False:
            self._without_pictures.set()
        self.wake(hurry=True, pictures=bool(pictures))
        return future

    def stop_round(self) -> None:
        """End the round that runs, at the byte where it is, and rest for a while after it."""
        self._with_pictures.clear()
        self._engine.cancel()
        self._engine.client.watch.break_off()

    def far(self) -> Progress | None:
        """How far the round is at this moment."""
        return self._engine.far()

    def stop(self) -> None:
        """Stop at the next safe place and wait for the thread to end."""
        self._stop.set()
        self._engine.cancel()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(PATIENCE_SECONDS)
        while self._thread.is_alive():
            # A line that stands still does not keep the program open for a minute.
            self._engine.client.watch.break_off()
            self._thread.join(PATIENCE_SECONDS)
        self._engine.client.close()

    def _run(self) -> None:
        wait = self._persisted_wait()
        while not self._stop.is_set():
            if wait > 0:
                self._wake.wait(wait)
            self._wake.clear()
            if self._stop.is_set():
                break
            wait = self._round()
        with self._lock:
            unanswered, self._waiting = self._waiting, []
        _answer(unanswered, error=Cancelled())

    def _persisted_wait(self) -> float:
        cache = self._engine.cache
        next_try, failed = (int(cache.get(name) or 0) for name in ("next_try_at", "failed_at"))
        return min(wait_left(next_try, failed, clock.now()), LONGEST_WAIT_SECONDS)

    def _round(self) -> float:
        """Do one round; returns the seconds to wait until the next.

        Who asks while it runs waits for the next one: what they did may have missed this one.
        """
        with self._lock:
            asked, self._waiting = self._waiting, []
        hurry = self._hurry.is_set()
        self._hurry.clear()
        pictures = True if self._with_pictures.is_set() else None
        if self._without_pictures.is_set():
            self._without_pictures.clear()
            pictures = False
        if self._new_network.is_set():
            self._new_network.clear()
            self._engine.client.close()
        try:
            report = self._engine.run(self._on_progress, hurry=hurry, pictures=pictures)
            if pictures:
                self._with_pictures.clear()
            if self._engine.cache.get("sync_failures"):
                self._engine.cache.put_many({"sync_failures": 0, "next_try_at": 0})
            self._on_done(report)
        except Cancelled as error:
            _answer(asked, error=error)
            self._on_stopped(clock.now() + int(STOPPED_SECONDS * 1_000_000))
            return STOPPED_SECONDS
        except Exception as error:  # noqa: BLE001 - the thread must live on; the desk says it
            wait = self._failed(error)
            _answer(asked, error=error)
            return wait
        _answer(asked, report=report)
        return self._idle

    def _failed(self, error: Exception) -> float:
        """Tell it, and keep when to try again; returns the seconds until then."""
        if not isinstance(error, SyncError):
            _log.error("a round of sync failed", exc_info=error)
        cache = self._engine.cache
        try:
            tries = int(str(cache.get("sync_failures") or 0)) + 1
            wait = delay_seconds(tries, getattr(error, "retry_after", None))
            now = clock.now()
            next_try = now + int(wait * 1_000_000)
            self._on_failure(error, next_try)
            cache.put_many({"sync_failures": tries, "next_try_at": next_try, "failed_at": now})
        except StorageError as also:
            # A full disk: what cannot be kept is only how patient to be.
            _log.warning("the back-off could not be kept: %s", also.code)
            return self._idle
        return wait


def _answer(
    waiting: list[Future[Report]], *, report: Report | None = None, error: Exception | None = None
) -> None:
    for future in waiting:
        if report is not None:
            future.set_result(report)
        elif error is not None:
            future.set_exception(error)
