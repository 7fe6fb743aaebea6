"""Photos on their way into the batch: one after the other, counted, told of, and stopped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import batching, messages
from desktop.batching import BatchPhoto
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge


class Taking(QObject):
    """Takes photos in on the threads for pictures.

    Signals:
        took: a `BatchPhoto` that is kept now.
        changed: how many are done is another number now.
    """

    took = Signal(object)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Nothing on its way."""
        super().__init__(parent)
        self._bridge = bridge
        self._turn = 0
        self.done = self.total = 0
        self.problems: list[str] = []

    @property
    def running(self) -> bool:
        """Whether photos are on their way."""
        return self.done < self.total

    def add(self, given: Iterable[tuple[Path | bytes, str]], room: int) -> None:
        """Take photos in, as many as there is room for."""
        wanted = list(given)
        if not self.running:
            self.done = self.total = 0
            self.problems = []
        if len(wanted) > room:
            full = DeskError("batch_full", most=batching.MOST_PHOTOS)
            self.problems.append(messages.sentence(full))
        turn, store = self._turn, self._bridge.desk.photos
        for source, name in wanted[:room]:
            self.total += 1
            work = partial(self._take, turn, partial(batching.take_in, store, source, name))
            self._bridge.picture(work, partial(self._taken, turn), partial(self._failed, turn))
        self.changed.emit()

    def stop(self) -> None:
        """Leave out those that are still to come; what is kept stays."""
        self._turn += 1
        self.done = self.total = 0
        self.changed.emit()

    def _take(self, turn: int, work: partial[BatchPhoto]) -> BatchPhoto | None:
        # On a thread beside: what was stopped is not even read.
        return work() if turn == self._turn else None

    def _taken(self, turn: int, photo: BatchPhoto | None) -> None:
        if turn != self._turn or photo is None:
            return
        self.done += 1
        self.took.emit(photo)
        self.changed.emit()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.done += 1
            self.problems.append(messages.sentence(error))
            self.changed.emit()
