"""Where the cards over the map stand: the chosen case at the lower right, others at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

CARD_GAP = 16


class Corners(QObject):
    """Keeps the cards in their corners whatever changes its size."""

    def __init__(
        self, ground: QWidget, view: QWidget, case: QWidget, others: Sequence[QWidget]
    ) -> None:
        """The card of a `case` and `others`, all children of `ground`, over its map `view`."""
        super().__init__(ground)
        self._ground, self._view, self._case, self._others = ground, view, case, others
        for widget in (ground, case, *others):
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Settle them when something is shown or has another size."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self.settle()
        return False

    def settle(self) -> None:
        """Put each in its corner, in front of the map."""
        width, height = self._ground.width(), self._ground.height()
        right, low = width - self._case.width() - CARD_GAP, height - self._case.height() - CARD_GAP
        self._case.move(max(0, right), max(0, low))
        top = self._view.y() + CARD_GAP
        for card in self._others:
            card.move(CARD_GAP, max(0, min(top, height - card.height() - CARD_GAP)))
        for card in (self._case, *self._others):
            card.raise_()
