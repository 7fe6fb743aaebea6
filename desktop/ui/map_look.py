"""The theme's colours, icons and words for the map."""

from __future__ import annotations

import re
from functools import cache

from desktop.maps.look import Face, MapLook
from desktop.paths import resource
from desktop.ui.theme import Look, Theme, mark_style, state_style
from desktop.ui.theme.states import MARKS, STATES
from desktop.words import language, translate

_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def current_look() -> MapLook:
    """What the map wears under the theme and language in use."""
    theme = Theme.current()
    worn = {state: state_style(state) for state in STATES}
    worn |= {mark: mark_style(mark) for mark in MARKS}
    return MapLook(
        dark=theme.is_dark,
        surface=theme.value("surface"),
        ink=theme.value("ink"),
        line=theme.value("line2"),
        accent=theme.value("accent"),
        on_accent=theme.value("on-accent"),
        focus=theme.value("focus"),
        faces={key: _face(theme, look) for key, look in worn.items()},
        words={
            "zoom_in": translate("Map", "Zoom in"),
            "zoom_out": translate("Map", "Zoom out"),
            "cases": translate("Map", "{n} cases"),
            "metres": translate("Map", "m"),
            "kilometres": translate("Map", "km"),
            "marked": translate("Map", "selected"),
            "marked_among": translate("Map", "{n} of them are selected"),
            "in_square": translate("Map", "Cases in a square of {size}"),
            "square_metres": translate("Map", "m²"),
            "hectares": translate("Map", "ha"),
            **_land_units(),
        },
    )


def _land_units() -> dict[str, str]:
    """Thai land is measured in rai, ngan and square wa; in English in hectares."""
    if language() != "th":
        return {"rai": "", "ngan": "", "wa": ""}
    return {"rai": "ไร่", "ngan": "งาน", "wa": "ตร.ว."}


def _face(theme: Theme, look: Look) -> Face:
    return Face(theme.value(look.text), _icon_inside(look.icon), look.word)


@cache
def _icon_inside(name: str) -> str:
    """The shapes of one of our icons, without the frame that fixes its size and colour."""
    found = _INSIDE.search(resource("icons", f"{name}.svg").read_text(encoding="utf-8"))
    return " ".join(found[1].split()) if found else ""
