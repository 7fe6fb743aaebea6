"""The tour's scene of the phone: the panel with its code, waiting for a phone that never comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.pages.photo_ways import PhotoWays
    from desktop.ui.window import DeskWindow


def phone_scene(look: Look, window: DeskWindow, ways: PhotoWays) -> None:
    """Open the door to a phone from the page of a fix, look, and close it."""
    from desktop.ui.pages.phone_panel import PhonePanel

    ways.open_phone()
    panel = ways.panel
    if not isinstance(panel, PhonePanel):
        return
    panel.open_door()
    look.settle(window)
    look.shoot(window, "officer-phone")
    panel.leave()
    look.settle(window)
