"""How a person turned photos to see them upright: remembered on this desk, never in the file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap, QTransform

from desktop.ui.bridge import Bridge

NAME = "photo_turns"
MOST = 500
"""So many photos are remembered, the last turned ones."""


class PhotoTurns(QObject):
    """Quarter turns clockwise by the photo's key.

    Signals:
        changed: the key of a photo that was turned; "" when those remembered have come.
    """

    changed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        """Read what was remembered."""
        super().__init__(parent)
        self._bridge = bridge
        self._turns: dict[str, int] = {}
        bridge.read(lambda: bridge.desk.cache.get(NAME, {}), self._read)

    def of(self, key: str) -> int:
        """How many quarters (0 to 3) a photo is turned."""
        return self._turns.get(key, 0)

    def turn(self, key: str, by: int) -> None:
        """Turn a photo by so many quarters clockwise, and remember it."""
        turns = (self.of(key) + by) % 4
        self._turns.pop(key, None)
        if turns:
            self._turns[key] = turns
        while len(self._turns) > MOST:
            del self._turns[next(iter(self._turns))]
        kept, cache = dict(self._turns), self._bridge.desk.cache
        self._bridge.write(lambda: cache.put(NAME, kept), lambda _: None)
        self.changed.emit(key)

    def turned(self, key: str, picture: QPixmap) -> QPixmap:
        """A picture as the person turned it."""
        turns = self.of(key)
        return picture.transformed(QTransform().rotate(90 * turns)) if turns else picture

    def _read(self, kept: object) -> None:
        if isinstance(kept, dict):
            now = self._turns
            self._turns = {
                str(k): v for k, v in kept.items() if isinstance(v, int) and 0 < v < 4
            } | now
            self.changed.emit("")
