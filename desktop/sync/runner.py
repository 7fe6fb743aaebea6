"""The background thread that keeps a desk in step with its server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from desktop import clock
from desktop.sync.backoff import delay_seconds
from desktop.sync.engine import Engine
from desktop.sync.errors import SyncError
from desktop.sync.progress import Cancelled, Progress, Report

IDLE_SECONDS = 30.0
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
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """`on_failure` gets the error and when the next try is due (µs UTC)."""
        self._engine = engine
        self._on_progress = on_progress
        self._on_done = on_done
        self._on_failure = on_failure
        self._idle = idle_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._waiting: list[Future[Report]] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start with a round at once, unless a persisted back-off says to wait."""
        self._thread.start()

    def wake(self) -> None:
        """Do a round now, whatever the back-off says."""
        self._wake.set()

    def sync_now(self) -> Future[Report]:
        """Do a round now; the future brings its report or its error."""
        future: Future[Report] = Future()
        with self._lock:
            self._waiting.append(future)
        self._wake.set()
        return future

    def stop(self) -> None:
        """Stop at the next safe place and wait for the thread to end."""
        self._stop.set()
        self._engine.cancel()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait = self._persisted_wait()
        while not self._stop.is_set():
            if wait > 0:
                self._wake.wait(wait)
            self._wake.clear()
            if self._stop.is_set():
                break
            wait = self._round()
        self._answer(error=Cancelled())

    def _persisted_wait(self) -> float:
        next_try = self._engine.cache.get("next_try_at") or 0
        return min(600.0, max(0.0, (int(str(next_try)) - clock.now()) / 1e6))

    def _round(self) -> float:
        """Do one round; returns the seconds to wait until the next."""
        try:
            report = self._engine.run(self._on_progress)
        except Cancelled as error:
            self._answer(error=error)
            return self._idle
        except SyncError as error:
            return self._failed(error, error.retry_after)
        except Exception as error:  # noqa: BLE001 - the thread must live on; the desk says it
            _log.exception("a round of sync failed")
            return self._failed(error, None)
        self._engine.cache.put_many({"sync_failures": 0, "next_try_at": 0})
        self._answer(report=report)
        self._on_done(report)
        return self._idle

    def _failed(self, error: Exception, retry_after: float | None) -> float:
        tries = int(str(self._engine.cache.get("sync_failures") or 0)) + 1
        wait = delay_seconds(tries, retry_after)
        next_try = clock.now() + int(wait * 1_000_000)
        self._engine.cache.put_many({"sync_failures": tries, "next_try_at": next_try})
        self._answer(error=error)
        self._on_failure(error, next_try)
        return wait

    def _answer(self, *, report: Report | None = None, error: Exception | None = None) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for future in waiting:
            if report is not None:
                future.set_result(report)
            elif error is not None:
                future.set_exception(error)
