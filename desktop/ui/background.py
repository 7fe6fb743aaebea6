"""One piece of slow work for a dialog: run beside, answered on the main thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class _Carrier(QObject):
    """Brings one answer to the main thread.

    Signals:
        answered: the callback and its value.
    """

    answered = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, callback: Callable[[Any], None], value: object) -> None:
        self.deleteLater()
        callback(value)


def run_in_background(
    owner: QObject,
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> None:
    """Run `work` on a thread of its own; `then` or `failed` is called on the main thread."""
    carrier = _Carrier(owner)

    def run() -> None:
        # A dialog may be gone before its answer comes; then nobody waits for it.
        with contextlib.suppress(RuntimeError):
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed to the dialog that asked
                carrier.answered.emit(failed, error)
            else:
                carrier.answered.emit(then, result)

    threading.Thread(target=run, name="dialog", daemon=True).start()
