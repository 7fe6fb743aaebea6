"""Cyclic garbage is collected on the main thread alone.

Python collects in whatever thread happens to allocate when it is time. A widget that hangs in a
cycle would be destroyed there, and Qt goes down when a widget dies off the main thread.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Collector(QObject):
    """Collects now and then, as Python would by itself, from the thread that it was made in."""

    def __init__(self, parent: QObject) -> None:
        """From now on no other thread collects."""
        super().__init__(parent)
        gc.disable()
        # What is there at the start stays: it need not be looked at again and again.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if all(due) else int(due[1]))
