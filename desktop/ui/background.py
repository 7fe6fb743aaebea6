"""One piece of slow work for a widget: run on a thread beside, answered on the main thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
LOOK_MS = 15


def run_in_background(
    owner: QObject,
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> None:
    """Run `work` on a thread of its own; `then` or `failed` is called on the main thread.

    The thread touches no Qt object: the owner may be deleted at any moment, and a signal sent just
    then takes the program down. A timer of the owner looks for the answer, and goes with it.
    """
    answers: queue.SimpleQueue[tuple[Callable[[Any], None], Any]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((then, work()))
        except Exception as error:  # noqa: BLE001 - handed to the widget that asked
            answers.put((failed, error))

    timer = QTimer(owner)
    timer.setInterval(LOOK_MS)

    def look() -> None:
        try:
            callback, value = answers.get_nowait()
        except queue.Empty:
            return
        timer.stop()
        timer.deleteLater()
        callback(value)

    timer.timeout.connect(look)
    timer.start()
    threading.Thread(target=run, name="background", daemon=True).start()
