"""How a map looks: colours, icons and words, given from above; page and native map agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_COLOUR = re.compile(r"^#[0-9A-Fa-f]{6}$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")

GROUND_LIGHT: Final[Mapping[str, str]] = {
    "outside": "#E6E8E0", "land": "#F4F5EE", "green": "#DFEAD3", "water": "#A9CDE0",
    "road": "#FFFFFF", "road_edge": "#B9B39F", "boundary": "#7D6A94", "village": "#A99BB8",
    "sea": "#DCE7EB", "border": "#A9A3B4",
    "label": "#56635A", "water_label": "#2C6480", "scale": "#33403E",
}  # fmt: skip
GROUND_DARK: Final[Mapping[str, str]] = {
    "outside": "#161D1C", "land": "#222B29", "green": "#26352C", "water": "#2B4654",
    "road": "#46524F", "road_edge": "#5B6865", "boundary": "#A793C4", "village": "#6E6383",
    "sea": "#0F1719", "border": "#5A5568",
    "label": "#B8C4BC", "water_label": "#9CC4DA", "scale": "#C9D4D1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """What a marker of one state or mark wears.

    `ink` colours edge and icon (#RRGGBB); `icon` is the inside of a 24 × 24 SVG drawn with the
    current colour (stroke 2); `word` is said in tooltips and by screen readers.
    """

    ink: str
    icon: str
    word: str

    def svg(self) -> str:
        """The icon in its colour, as a whole drawing."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
            f'stroke="{self.ink}" stroke-width="2" stroke-linecap="round" '
            f'stroke-linejoin="round">{self.icon}</svg>'
        )


@dataclass(frozen=True, slots=True)
class MapLook:
    """Everything that a theme decides about a map.

    `faces` by state and mark; colours as #RRGGBB; `words` are: zoom_in, zoom_out, cases (with
    {n}), marked, marked_among (with {n}), in_square (with {size}), and short units: metres,
    kilometres, square_metres, hectares, and rai, ngan, wa where land is measured so, else empty.
    """

    dark: bool
    surface: str
    ink: str
    line: str
    accent: str
    on_accent: str
    focus: str
    faces: Mapping[str, Face]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def ground(self) -> Mapping[str, str]:
        """Colours of land, water, roads and outlines."""
        return GROUND_DARK if self.dark else GROUND_LIGHT

    def variables(self) -> dict[str, str]:
        """The colours as CSS custom properties. Raises ValueError for anything but #RRGGBB."""
        own = {
            "surface": self.surface,
            "ink": self.ink,
            "line": self.line,
            "accent": self.accent,
            "on_accent": self.on_accent,
            "focus": self.focus,
        }
        faces = {f"face_{key}": face.ink for key, face in self.faces.items()}
        named = {**self.ground, **own, **faces}
        for name, colour in named.items():
            if not _NAME.match(name) or not _COLOUR.match(colour):
                raise ValueError(f"no colour for the map: {name} {colour!r}")
        return {f"--{name.replace('_', '-')}": colour for name, colour in named.items()}
