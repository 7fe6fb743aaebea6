"""The one design language: colours, type, measures, icons, and how a state looks."""

from desktop.ui.theme.icons import icon, pixmap
from desktop.ui.theme.scale import Role, font, line_height
from desktop.ui.theme.states import Look, mark_style, state_style
from desktop.ui.theme.theme import Density, Mode, Theme, colour

__all__ = [
    "Density",
    "Look",
    "Mode",
    "Role",
    "Theme",
    "colour",
    "font",
    "icon",
    "line_height",
    "mark_style",
    "pixmap",
    "state_style",
]
