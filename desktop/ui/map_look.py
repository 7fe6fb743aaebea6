"""The theme's colours, icons and words for the map."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from PySide6.QtGui import QGuiApplication, QPalette

from desktop.maps.look import Face, MapLook
from desktop.paths import resource
from desktop.ui.theme.tokens import DARK, LIGHT
from desktop.words import translate

# State or mark: colour token, icon.
_FACES: Final = {
    "waiting": ("wait", "circle-dashed"),
    "in_progress": ("prog", "wrench"),
    "forwarded": ("fwd", "forward"),
    "followed_up": ("follow", "eye"),
    "done": ("done", "circle-check"),
    "rejected": ("rej", "ban"),
    "needs_attention": ("attn", "triangle-alert"),
    "overdue": ("over", "alarm-clock"),
    "reopened": ("reop", "rotate-ccw"),
    "waiting_to_send": ("send", "cloud-upload"),
}
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def current_look() -> MapLook:
    """What the map wears under the theme and language in use."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return map_look(dark=window.lightness() < 128)


def map_look(*, dark: bool) -> MapLook:
    """What the map wears under the light or dark theme, in the language in use."""
    colours = DARK if dark else LIGHT
    words = _face_words()
    return MapLook(
        dark=dark,
        surface=colours["surface"],
        ink=colours["ink"],
        line=colours["line2"],
        accent=colours["accent"],
        on_accent=colours["on-accent"],
        focus=colours["focus"],
        faces={
            key: Face(colours[token], _icon_inside(icon), words[key])
            for key, (token, icon) in _FACES.items()
        },
        words={
            "zoom_in": translate("Map", "Zoom in"),
            "zoom_out": translate("Map", "Zoom out"),
            "cases": translate("Map", "{n} cases"),
            "metres": translate("Map", "m"),
            "kilometres": translate("Map", "km"),
        },
    )


def _face_words() -> dict[str, str]:
    return {
        "waiting": translate("Map", "Waiting"),
        "in_progress": translate("Map", "In progress"),
        "forwarded": translate("Map", "Forwarded"),
        "followed_up": translate("Map", "Followed up"),
        "done": translate("Map", "Done"),
        "rejected": translate("Map", "Not a matter for us"),
        "needs_attention": translate("Map", "Needs attention"),
        "overdue": translate("Map", "Overdue"),
        "reopened": translate("Map", "Reopened"),
        "waiting_to_send": translate("Map", "Waiting to be sent"),
    }


@cache
def _icon_inside(name: str) -> str:
    """The shapes of one of our icons, without the frame that fixes its size and colour."""
    found = _INSIDE.search(resource("icons", f"{name}.svg").read_text(encoding="utf-8"))
    return " ".join(found[1].split()) if found else ""
