"""Which grounds lie under the cases: packages of this computer, and the online layer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from desktop.maps.tiles import TilePackage
from desktop.ui.bridge import Bridge
from desktop.ui.map_tiles import MapTiles
from desktop.ui.map_view import MapView
from desktop.ui.pages.map_legend import MapLegend
from desktop.ui.pages.map_online import MapOnline
from desktop.ui.pages.map_source import GROUND, ONLINE, MapSource
from desktop.words import translate


class MapGrounds(QObject):
    """The menu of grounds, several at once; the choice is kept on this computer.

    Signals:
        settings_wanted: the card where packages are installed.
        changed: other packages are there or shown.
    """

    settings_wanted = Signal()
    changed = Signal()

    def __init__(self, bridge: Bridge, source: MapSource, view: MapView, online: MapOnline) -> None:
        """Of this map, whose online layer the source knows."""
        super().__init__(view)
        self._bridge, self._source, self._view, self._online = bridge, source, view, online
        self._tiles = MapTiles(bridge.desk.map_packages, self)
        self._tiles.changed.connect(self.changed)
        online.changed.connect(self._online_changed)

    def menu(self) -> QMenu:
        """The grounds of this computer, those that are shown checked."""
        under, menu = self._source.under, QMenu(self._view)
        for package in self._tiles.every:
            action = menu.addAction(package.name, partial(self._flip, package))
            action.setCheckable(True)
            action.setChecked(package.shown)
        if under.online is not None:
            words = translate("Map", "Online: {host}").format(host=under.online.host)
            shown = under.shown == ONLINE
            action = menu.addAction(words, partial(self.show_online, not shown))
            action.setCheckable(True)
            action.setChecked(shown)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(translate("Map", "Install map packages…"), self.settings_wanted.emit)
        menu.addAction(translate("Map", "Online layer…"), self._online.open)
        return menu

    def say(self, legend: MapLegend) -> None:
        """Say in the legend what lies under the cases, and whether anything leaves for it."""
        under = self._source.under
        if under.online is not None:
            legend.say_online(under.online.host)
        else:
            legend.say_ground(", ".join(one.name for one in self._tiles.shown))

    def show_online(self, shown: bool) -> None:
        """Show the online layer, while it is on, or not."""
        cache = self._bridge.desk.cache
        self._bridge.write(
            lambda: cache.put(GROUND, ONLINE if shown else ""), lambda _: self._source.refresh()
        )

    def _flip(self, package: TilePackage) -> None:
        packages = self._bridge.desk.map_packages
        self._bridge.write(
            lambda: packages.show(package.id, shown=not package.shown), lambda _: None
        )

    def _online_changed(self) -> None:
        """On, it is shown; off, nothing of it is asked for any more, from this moment."""
        self._view.close_online()
        self.show_online(True)
