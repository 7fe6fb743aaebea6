"""Work that a thread beside does when it is woken, and no thread while there is nothing to do."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from desktop.storage.errors import StorageError

_log = logging.getLogger(__name__)


class Woken:
    """Runs `work` on a thread of its own whenever somebody woke it since it began. Thread-safe.

    `work` looks at `closing` often, and ends when it is set. An error ends that run alone: a full
    or busy disk, or anything else; the next waking begins another.
    """

    def __init__(self, name: str, work: Callable[[], None], left: str) -> None:
        """`name` is the thread's; `left` says in the log that the work was left."""
        self.closing = threading.Event()
        self._name = name
        self._work = work
        self._left = left
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again = False

    def wake(self) -> None:
        """There may be something to do."""
        with self._lock:
            if self.closing.is_set():
                return
            self._again = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Wait until there is nothing to do."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Let the work end at its next look, and begin no more. It may go on for a moment."""
        with self._lock:
            self.closing.set()

    def _run(self) -> None:
        while self._more():
            try:
                self._work()
            except StorageError as error:
                _log.info("%s: %s", self._left, error.code)
            except Exception:  # noqa: BLE001 - the next waking begins another run
                _log.exception("%s", self._left)

    def _more(self) -> bool:
        """Whether somebody woke this since it began; else the thread ends, decided in one step."""
        with self._lock:
            again, self._again = self._again, False
            if not again or self.closing.is_set():
                self._thread = None
                return False
            return True
