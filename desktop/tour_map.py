"""Scenes of the tour: the tools of the map, as an officer uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.window import DeskWindow

SECONDS = 0.8


def map_scenes(look: Look, window: DeskWindow) -> None:
    """Cases selected, where they lie close, a place looked for, the online layer's card."""
    from desktop.ui.pages.map import MapPage

    page = window.navigate("map")
    assert isinstance(page, MapPage)
    look.settle(window)
    page.handle_key("A")
    page.handle_key("B")
    look.wait(SECONDS)
    look.shoot(window, "officer-map-selected")
    page.handle_key("X")
    page.handle_key("H")
    page.handle_key("D")
    look.wait(SECONDS)
    look.shoot(window, "officer-map-density")
    page.handle_key("D")
    page.places.open()
    page.places.field.setText("ห้วย")
    look.settle(window)
    look.wait(SECONDS)
    look.shoot(window, "officer-map-place")
    page.places.hide()
    page.online.open()
    look.settle(window)
    look.shoot(window, "officer-map-online")
    page.online.hide()
