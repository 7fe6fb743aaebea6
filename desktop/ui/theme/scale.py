"""Type roles and measures, in logical pixels."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QGuiApplication, QScreen

from desktop.ui.theme.theme import FAMILY, Theme

GAP_1, GAP_2, GAP_3, GAP_4, GAP_6 = 4, 8, 12, 16, 24
RADIUS_BOX, RADIUS_CHIP, RADIUS_BUTTON, RADIUS_CARD = 5, 6, 8, 10
TOP_BAR, TAB_STRIP, RAIL_ITEM = 56, 44, 40
BUTTON, BUTTON_FINAL, BUTTON_SMALL, FIELD = 36, 40, 32, 38
CHIP: Final = 24
RAIL_WIDE, RAIL_NARROW, LIST_WIDTH, LIST_LEAST, PEEK, FILTERS = 188, 56, 426, 340, 322, 260
NARROW_UNDER: Final = 1000
WORDS_MOST: Final = 760
ICON_CHIP, ICON, ICON_BANNER = 15, 18, 22
RING, RING_AWAY = 3, 2


class TypeRole(NamedTuple):
    """Size and line height in px, and weight (100 to 900)."""

    px: float
    line: int
    weight: int


class Role(Enum):
    """What a text is for; its size, line height and weight follow."""

    FIGURE = TypeRole(26, 39, 700)
    TITLE = TypeRole(20, 30, 600)
    HEADING = TypeRole(17, 26, 600)
    ROW = TypeRole(15.5, 23, 600)
    BODY = TypeRole(15, 23, 400)
    BUTTON = TypeRole(15, 22, 500)
    STRONG = TypeRole(15, 23, 600)
    SECONDARY = TypeRole(14, 21, 400)
    SECONDARY_STRONG = TypeRole(14, 21, 600)
    CAPTION = TypeRole(13, 20, 400)
    CAPTION_STRONG = TypeRole(13, 20, 600)
    CHIP = TypeRole(13.5, 22, 600)
    KEY_CAP = TypeRole(13, 18, 600)


def font(role: Role, weight: int | None = None) -> QFont:
    """The font of a role in the density in use; `weight` (100 to 900) replaces its own."""
    return _font(
        (role.value.px + _larger()) * 72 / _dots_per_inch(),
        _weight(role.value.weight if weight is None else weight),
    )


@lru_cache(maxsize=128)
def _font(points: float, weight: int) -> QFont:
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def line_height(role: Role) -> int:
    """The line height of a role in px, never under 1.5 of its size."""
    return role.value.line + (3 if _larger() else 0)


def row_height(standard: int, compact: int | None = None) -> int:
    """The height of a list row in the density in use, from the standard one (px)."""
    density = Theme.current().density
    if density == "comfortable":
        return round(standard * 1.15)
    return compact if density == "compact" and compact is not None else standard


def _larger() -> int:
    return 2 if Theme.current().density == "comfortable" else 0


def _weight(wanted: int) -> int:
    return min((400, 500, 600, 700), key=lambda step: abs(step - wanted))


def _dots_per_inch() -> float:
    screen: QScreen | None = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen is not None else 96.0
