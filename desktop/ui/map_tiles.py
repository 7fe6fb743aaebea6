"""Which packages of tiles a map shows: asked for in the background, and again after each change."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, Signal

from desktop.maps.tiles import TilePackage, TilePackages
from desktop.ui.background import run_in_background

_log = logging.getLogger(__name__)


class MapTiles(QObject):
    """The packages of this computer, from the top of the map down.

    Signals:
        changed: `every` is another list than before.
    """

    changed = Signal()
    _heard = Signal()

    def __init__(self, packages: TilePackages, owner: QObject) -> None:
        """Ask at once; `changed` tells when the answer is there."""
        super().__init__(owner)
        self.packages = packages
        self.every: list[TilePackage] = []
        self._heard.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(packages.on_change(self._heard.emit))
        self._ask()

    @property
    def shown(self) -> list[TilePackage]:
        """Those that maps draw."""
        return [one for one in self.every if one.shown]

    def _ask(self) -> None:
        run_in_background(self, self.packages.installed, self._answer, self._failed)

    def _answer(self, found: list[TilePackage]) -> None:
        if found != self.every:
            self.every = found
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        # A folder that can't be read leaves the map without ground, never without cases.
        _log.warning("map packages can't be listed: %s", type(error).__name__)
