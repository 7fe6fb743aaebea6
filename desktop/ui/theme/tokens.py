"""The colours by name, for light and dark: the only place in the program with colour values.

Each state and mark has three: `wait` (text and icon), `wait-bg` (fill), `wait-ln` (edge). The
`m…` names are of the map without a background (ground, green, water, road, road edge, ink).
`hit` lies behind words that a search found, always with a line under them.
Texts keep a contrast of 4.5 (WCAG 2), edges of fields and focus rings 3.0: a test measures it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ground": "#F3F5F2",
        "surface": "#FFFFFF",
        "field": "#FFFFFF",
        "head": "#F7F8F6",
        "ink": "#16211F",
        "ink2": "#4A5856",
        "line": "#DDE3DF",
        "line2": "#B9C4C0",
        "line3": "#6F7E7B",
        "accent": "#0B5F63",
        "on-accent": "#FFFFFF",
        "accent-t": "#0B5F63",
        "sel": "#E1F0EE",
        "hit": "#B5E4DE",
        "focus": "#C26F00",
        "track": "#DDE3DF",
        "toast": "#16211F",
        "mg": "#EEF0E6",
        "mv": "#DCE7D2",
        "mw": "#A9CBDD",
        "mr": "#FFFFFF",
        "mrb": "#B9B39F",
        "mi": "#33403E",
        "rail": "#0F3B40",
        "rail-ink": "#D3E3E2",
        "rail-on": "#1E565B",
        "rail-line": "#2D5A5E",
        "rail-mark": "#F5B942",
        "wait": "#7A4A00",
        "wait-bg": "#FFF2D6",
        "wait-ln": "#D9A441",
        "prog": "#134E9E",
        "prog-bg": "#E4EFFC",
        "prog-ln": "#86B0E6",
        "fwd": "#5B2E91",
        "fwd-bg": "#F1E9FA",
        "fwd-ln": "#B99ADB",
        "follow": "#50550B",
        "follow-bg": "#F3F4D9",
        "follow-ln": "#B3B75C",
        "done": "#1B6428",
        "done-bg": "#E3F4E4",
        "done-ln": "#84BE8B",
        "rej": "#4A525A",
        "rej-bg": "#ECEEF0",
        "rej-ln": "#A9B1B8",
        "over": "#A61B1B",
        "over-bg": "#FDE8E6",
        "over-ln": "#E39A94",
        "reop": "#97195F",
        "reop-bg": "#FCE7F2",
        "reop-ln": "#DE94BC",
        "attn": "#8F3500",
        "attn-bg": "#FFEBDD",
        "attn-ln": "#E5A47A",
        "send": "#37457F",
        "send-bg": "#E9ECF8",
        "send-ln": "#9FABDA",
        "on-toast": "#FFFFFF",
        "toast-link": "#BFE7E4",
        "toast-cap": "#D5DEDD",
        "toast-edge": "#7D8D8C",
        "rail-title": "#FFFFFF",
        "brand": "#0D4045",
        "hot": "#FFD9C2",
        "on-hot": "#7A2C00",
        "hover": "#F7F8F6",
    }
)

DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ground": "#121817",
        "surface": "#1A2221",
        "field": "#131A19",
        "head": "#202A28",
        "ink": "#EDF2F0",
        "ink2": "#B3C0BC",
        "line": "#2E3937",
        "line2": "#44524F",
        "line3": "#8A9995",
        "accent": "#5CC4BE",
        "on-accent": "#06211F",
        "accent-t": "#6FD0CA",
        "sel": "#17393A",
        "hit": "#155459",
        "focus": "#FFB84D",
        "track": "#36423F",
        "toast": "#E4ECEA",
        "mg": "#222B29",
        "mv": "#26352C",
        "mw": "#2B4654",
        "mr": "#46524F",
        "mrb": "#5B6865",
        "mi": "#C9D4D1",
        "rail": "#0C1A1B",
        "rail-ink": "#C3D3D1",
        "rail-on": "#1C3B3D",
        "rail-line": "#263B3B",
        "rail-mark": "#F5B942",
        "wait": "#FFD27A",
        "wait-bg": "#3A2C0D",
        "wait-ln": "#7D6221",
        "prog": "#A6CBFF",
        "prog-bg": "#14294A",
        "prog-ln": "#3B5F94",
        "fwd": "#D3B6F7",
        "fwd-bg": "#2E1F45",
        "fwd-ln": "#6A4B91",
        "follow": "#DCE08A",
        "follow-bg": "#2D2F10",
        "follow-ln": "#6A6E2C",
        "done": "#93DC9D",
        "done-bg": "#14321A",
        "done-ln": "#3D7547",
        "rej": "#C3CBD2",
        "rej-bg": "#292F34",
        "rej-ln": "#5B646C",
        "over": "#FFB0A8",
        "over-bg": "#43191A",
        "over-ln": "#8F4542",
        "reop": "#FFADD6",
        "reop-bg": "#401A30",
        "reop-ln": "#8B426A",
        "attn": "#FFBE94",
        "attn-bg": "#42230F",
        "attn-ln": "#8D5732",
        "send": "#B9C5F7",
        "send-bg": "#20284A",
        "send-ln": "#4F5D97",
        "on-toast": "#16211F",
        "toast-link": "#0B5F63",
        "toast-cap": "#33403E",
        "toast-edge": "#7D8D8C",
        "rail-title": "#FFFFFF",
        "brand": "#0D4045",
        "hot": "#FFD9C2",
        "on-hot": "#7A2C00",
        "hover": "#202A28",
    }
)


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours `#RRGGBB`, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
