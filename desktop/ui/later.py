"""What may wait until the first page stands: done then, a little at a time, between events."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_log = logging.getLogger(__name__)


class Later(QObject):
    """Steps that run one by one, each in a turn of the event loop of its own.

    Each is short, so that a key pressed meanwhile is answered at once. What is needed earlier is
    simply made earlier: a step makes what is not there yet.
    """

    def __init__(self, parent: QObject) -> None:
        """Nothing runs before `begin`."""
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._begun = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    def add(self, *steps: Callable[[], object]) -> None:
        """Do these too, after those that wait."""
        self._steps.extend(steps)
        if self._begun:
            self._timer.start()

    def begin(self) -> None:
        """The first page stands. Twice does no harm."""
        if not self._begun:
            self._begun = True
            self._timer.start()

    def begin_within(self, milliseconds: int) -> None:
        """Begin after so long, should nobody have said by then that the first page stands."""
        if not self._begun:
            QTimer.singleShot(milliseconds, self, self.begin)

    @property
    def has_begun(self) -> bool:
        """Whether the first page stands."""
        return self._begun

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more."""
        return self._begun and not self._steps

    def drop(self) -> None:
        """The window closes: nobody needs the rest."""
        self._steps.clear()
        self._timer.stop()

    def _step(self) -> None:
        if not self._steps:
            return
        step = self._steps.popleft()
        try:
            step()
        except Exception:  # noqa: BLE001 - told in the log
            # One thing that cannot be made must not keep the others from the person.
            _log.exception("what was to come after the first page failed")
        if self._steps:
            self._timer.start()
