"""Before and after over each other in the viewer: brings both pictures to the divider."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.pages.photo_loading import Loaded, PhotoLoader
from desktop.ui.photo_turns import PhotoTurns
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.compare import Compare


class Sides(QWidget):
    """The comparison of two photos by their keys."""

    def __init__(
        self, loader: PhotoLoader, thumbnails: Thumbnails | None, turns: PhotoTurns
    ) -> None:
        """Without photos."""
        super().__init__()
        self._loader, self._thumbnails, self._turns = loader, thumbnails, turns
        self._pair = ("", "")
        self._pictures: dict[str, QPixmap] = {}
        self.view = Compare()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_pair(self, before: str, after: str, side: int) -> None:
        """Compare two photos: what is in memory at once, then at `side` device px."""
        if (before, after) != self._pair:
            self._pair, self._pictures = (before, after), {}
        for key in self._pair:
            ready = self._loader.at_hand(key, side)
            if ready is not None:
                self._pictures[key] = QPixmap.fromImage(ready.image)
            elif key not in self._pictures:
                small = self._thumbnails.at_once(key) if self._thumbnails is not None else None
                self._pictures[key] = small if small is not None else QPixmap()
                self._loader.ask(key, side, partial(self._came, key))
        self._show()

    def forget(self) -> None:
        """Drop the pictures."""
        self._pair, self._pictures = ("", ""), {}
        self._show()

    def _came(self, key: str, found: Loaded) -> None:
        if key in self._pair and not found.image.isNull():
            self._pictures[key] = QPixmap.fromImage(found.image)
            self._show()

    def _show(self) -> None:
        before, after = (self._pictures.get(key, QPixmap()) for key in self._pair)
        turns = (self._turns.of(self._pair[0]), self._turns.of(self._pair[1]))
        self.view.show_pictures(before, after, turns)
