"""Between screens and desk: work runs on worker threads, answers come back on the main thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.desk import Desk
from desktop.status import Status
from desktop.storage.cache import Change

T = TypeVar("T")
_log = logging.getLogger(__name__)
GATHER_MS = 50


class Bridge(QObject):
    """Carries calls to the desk off the main thread and changes back onto it.

    Signals:
        cases_changed: the keys (authority, case id) of cases that changed.
        counts_changed: numbers for the rail may have changed.
        outbox_changed: the outbox or Needs attention changed.
        status_changed: the new `Status`.
    """

    cases_changed = Signal(object)
    counts_changed = Signal()
    outbox_changed = Signal()
    status_changed = Signal(object)
    _answer = Signal(object, object, int)
    _change = Signal(object)
    _status = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Listen to the desk; nothing runs until something is asked."""
        super().__init__(parent)
        self.desk = desk
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="read")
        self._pictures = ThreadPoolExecutor(2, thread_name_prefix="picture")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._closed = False
        self._turn = 0
        self._running = 0
        self._pending: set[tuple[str, str]] = set()
        self._outbox_dirty = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._flush)
        self._answer.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._change.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._status.connect(self.status_changed, Qt.ConnectionType.QueuedConnection)
        desk.cache.on_change(self._heard_change)
        desk.on_status(self._heard_status)

    def read(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        wanted: Callable[[], bool] | None = None,
    ) -> None:
        """Run a question to the desk on a reading thread; `then` gets the answer here.

        A question that is not `wanted` any more when its turn comes is dropped without an answer.
        """
        self._submit(self._readers, work, then, failed, wanted)

    def picture(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Like `read`, for work that decodes pictures: a slow one holds no list up."""
        self._submit(self._pictures, work, then, failed)

    def write(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run an act on the one writing thread, in the order asked."""
        self._submit(self._writer, work, then, failed)

    @property
    def busy(self) -> bool:
        """Whether an answer or a change is still on its way to the screens."""
        return self._running > 0 or self._gather.isActive()

    def drop_answers(self) -> None:
        """What was asked until now goes on, and nobody hears of it: those who asked are going."""
        self._turn += 1

    def close(self) -> None:
        """Wait for what runs; answers that come now are dropped."""
        self._closed = True
        for pool in (self._readers, self._pictures):
            pool.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        wanted: Callable[[], bool] | None = None,
    ) -> None:
        if self._closed:
            return
        turn = self._turn

        def run() -> None:
            if turn != self._turn and pool is not self._writer:
                self._emit(_ignore, None, turn)
                return
            if wanted is not None and not wanted():
                self._emit(_ignore, None, turn)
                return
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed to the screen that asked
                if failed is None:
                    _log.exception("work for a screen failed")
                self._emit(failed or _ignore, error, turn)
            else:
                self._emit(then, result, turn)

        self._running += 1
        pool.submit(run)

    def _emit(self, callback: Callable[[Any], None], value: object, turn: int) -> None:
        if not self._closed:
            self._answer.emit(callback, value, turn)

    def _deliver(self, callback: Callable[[Any], None], value: object, turn: int) -> None:
        self._running -= 1
        if not self._closed and turn == self._turn:
            callback(value)

    def _heard_change(self, change: Change) -> None:
        if not self._closed:
            self._change.emit(change)

    def _heard_status(self, status: Status) -> None:
        if not self._closed:
            self._status.emit(status)

    def _collect(self, change: Change) -> None:
        self._pending |= change.cases
        self._outbox_dirty = self._outbox_dirty or change.outbox
        if not self._gather.isActive():
            self._gather.start()

    def _flush(self) -> None:
        """Tell screens once for many small changes, so that a pull repaints a list seldom."""
        changed, self._pending = frozenset(self._pending), set()
        if changed:
            self.cases_changed.emit(changed)
        self.counts_changed.emit()
        if self._outbox_dirty:
            self._outbox_dirty = False
            self.outbox_changed.emit()


def _ignore(_: object) -> None:
    """The answer of work that nobody waits for."""
