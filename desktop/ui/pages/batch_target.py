"""A card on which photos of the batch can be dropped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from desktop.ui.pages.batch_tile import MIME
from desktop.ui.widgets.card import Card


class PhotoTarget(Card):
    """Takes chosen photos of this page alone, and shows while they are held over it.

    Signals:
        dropped: chosen photos were dropped here.
    """

    dropped = Signal()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos of this page."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.set_tokens("sel", "accent-t")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        self.set_tokens("surface", "line")

    def dropEvent(self, event: QDropEvent) -> None:
        """They are here."""
        self.set_tokens("surface", "line")
        event.acceptProposedAction()
        self.dropped.emit()
