"""Which ground lies under the cases: outlines alone, a package, or the online layer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from desktop.ui.bridge import Bridge
from desktop.ui.map_view import MapView
from desktop.ui.pages.map_legend import MapLegend
from desktop.ui.pages.map_online import MapOnline
from desktop.ui.pages.map_source import GROUND, MapSource
from desktop.words import translate


class MapGrounds(QObject):
    """The menu of grounds; the choice is kept on this computer."""

    def __init__(self, bridge: Bridge, source: MapSource, view: MapView, online: MapOnline) -> None:
        """Of this map, whose grounds the source knows."""
        super().__init__(view)
        self._bridge, self._source, self._view, self._online = bridge, source, view, online
        online.changed.connect(self._online_changed)

    def menu(self) -> QMenu:
        """The grounds of this computer, the one that is shown checked."""
        under, menu = self._source.under, QMenu(self._view)
        grounds = [("", translate("Map", "Outlines only")), *under.grounds()]
        if under.online is not None:
            words = translate("Map", "Online: {host}").format(host=under.online.host)
            grounds.append(("online", words))
        for key, words in grounds:
            action = menu.addAction(words, partial(self.show, key))
            action.setCheckable(True)
            action.setChecked(key == under.shown)
        menu.addSeparator()
        menu.addAction(translate("Map", "Online layer…"), self._online.open)
        return menu

    def show(self, key: str) -> None:
        """Show this ground from now on."""
        cache = self._bridge.desk.cache
        self._bridge.write(lambda: cache.put(GROUND, key), lambda _: self._source.refresh())

    def say(self, legend: MapLegend) -> None:
        """Say in the legend what lies under the cases, and whether anything leaves for it."""
        under = self._source.under
        if under.online is not None:
            legend.say_online(under.online.host)
        else:
            legend.say_ground(dict(under.grounds()).get(under.shown, ""))

    def _online_changed(self) -> None:
        """On, it is shown; off, nothing of it is asked for any more, from this moment."""
        self._view.close_online()
        self.show("online")
