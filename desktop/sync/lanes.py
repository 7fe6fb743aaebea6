"""Work on several connections at once: one alone is slow where packets get lost or travel far."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from desktop.sync.client import Client
from desktop.sync.progress import Cancelled

LANES = 4
TICK_SECONDS = 0.25
Job = TypeVar("Job")


class Lanes:
    """Some clients of one server, each with a connection of its own that stays open."""

    def __init__(self, client: Client, count: int = LANES) -> None:
        """The first lane is `client` itself; those beside it close with it."""
        self._clients = [client, *(client.beside() for _ in range(count - 1))]
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []

    def check(self) -> None:
        """For a job to ask now and then. Raises Cancelled where another's error ended the work."""
        if self._errors:
            raise Cancelled

    def work(
        self,
        next_job: Callable[[], Job | None],
        do: Callable[[Client, Job], None],
        tick: Callable[[], None],
    ) -> None:
        """Do jobs, on each lane one at a time, until `next_job` gives none.

        `next_job` and, now and then, `tick` are called by one thread at a time. The first error,
        also one of theirs, ends each lane after its present job, and is raised when all have ended.
        """
        self._errors = []
        # Whoever finds nothing to do keeps no thread: a single photo takes a single lane.
        first = self._next(next_job)
        threads = []
        for own in self._clients if first is not None else ():
            job = first if own is self._clients[0] else self._beside(own, next_job)
            if job is None:
                break
            thread = threading.Thread(
                target=self._run, args=(own, job, next_job, do), name="pictures",
                daemon=True,
            )  # fmt: skip
            thread.start()
            threads.append(thread)
        for thread in threads:
            while thread.is_alive():
                thread.join(TICK_SECONDS)
                self._tick(tick)
        if self._errors:
            raise self._errors[0]

    def _run(
        self,
        own: Client,
        job: Job | None,
        next_job: Callable[[], Job | None],
        do: Callable[[Client, Job], None],
    ) -> None:
        while job is not None:
            try:
                do(own, job)
            except BaseException as error:  # noqa: BLE001 - raised by the thread that asked
                with self._lock:
                    self._errors.append(error)
            job = self._next(next_job) if own is self._clients[0] else self._beside(own, next_job)

    def _beside(self, own: Client, next_job: Callable[[], Job | None]) -> Job | None:
        """A job for another lane; a line with room for one alone gets no faster by more of them."""
        return None if own.speed.narrow else self._next(next_job)

    def _next(self, next_job: Callable[[], Job | None]) -> Job | None:
        with self._lock:
            if self._errors:
                return None
            try:
                return next_job()
            except BaseException as error:  # noqa: BLE001 - raised by the thread that asked
                self._errors.append(error)
                return None

    def _tick(self, tick: Callable[[], None]) -> None:
        with self._lock:
            if self._errors:
                return
            try:
                tick()
            except BaseException as error:  # noqa: BLE001 - raised when the lanes have ended
                self._errors.append(error)
