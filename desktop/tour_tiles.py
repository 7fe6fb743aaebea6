"""Scenes of the tour: the map packages in the settings, and the map without a browser engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.window import DeskWindow

SECONDS = 0.8


def tile_scenes(look: Look, window: DeskWindow) -> None:
    """The card that installs maps; then the engine gives up, and the plain map takes its place.

    The last scenes of a window: its map stays the plain one.
    """
    from desktop.ui.pages.map import MapPage

    window.navigate("settings", show="maps")
    look.settle(window)
    look.shoot(window, "officer-settings-maps")
    page = window.navigate("map")
    assert isinstance(page, MapPage)
    look.settle(window)
    page.map.give_up()
    look.wait(SECONDS)
    native = page.map.native
    assert native is not None
    look.until(lambda: not native.busy)
    look.shoot(window, "officer-map-simple")
    page.handle_key("A")
    page.handle_key("D")
    look.wait(SECONDS)
    look.shoot(window, "officer-map-simple-density")
    page.handle_key("D")
