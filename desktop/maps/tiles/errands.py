"""Small work on threads beside, answered on the thread of its owner: reading and decoding tiles."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
_log = logging.getLogger(__name__)
_THREADS = 2


class Errands(QObject):
    """A few threads, and answers in the order in which they are ready. Close it before it goes."""

    _answer = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """No thread starts before the first errand."""
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False
        self._answer.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work` on a thread beside; `then` gets what came of it here. A failure is logged."""
        if self._closed:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="tiles")

        def errand() -> None:
            try:
                found = work()
            except Exception:  # noqa: BLE001 - the map goes on without this tile
                _log.exception("an errand for a map failed")
                return
            if not self._closed:
                self._answer.emit(then, found)

        self._pool.submit(errand)

    def close(self) -> None:
        """Wait for what runs; answers that come now are dropped. Twice does no harm."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _deliver(self, then: Callable[[Any], None], found: object) -> None:
        if not self._closed:
            then(found)
