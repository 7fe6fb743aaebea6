"""Icons: Lucide's SVG drawings in the colour of a token, sharp on every screen.

Source: https://lucide.dev (ISC, some of Feather under MIT; the licence stands beside the files).
"""

from __future__ import annotations

from functools import lru_cache
from math import floor

from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resource
from desktop.ui.theme.theme import Theme


def pixmap(name: str, token: str, size: int = 18, ratio: float | None = None) -> QPixmap:
    """The icon `name` in a token's colour, `size` logical px square.

    `ratio` is the device pixel ratio of where it will be shown; None takes the application's.
    Raises KeyError for an unknown token and FileNotFoundError for an unknown icon.
    """
    if ratio is None:
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    stroke = 3.0 if name in ("check", "minus") and size <= 15 else 2.0
    return _rendered(name, Theme.current().value(token), size, ratio, stroke)


def icon(name: str, token: str, size: int = 18) -> QIcon:
    """The icon `name` in a token's colour as the theme is now; ask again on `Theme.changed`."""
    made = QIcon(pixmap(name, token, size))
    for ratio in (2.0, 3.0):
        made.addPixmap(pixmap(name, token, size, ratio))
    return made


def svg(name: str, colour: str, stroke: float = 2.0) -> bytes:
    """The drawing itself in the colour `#RRGGBB`. Raises FileNotFoundError for an unknown icon."""
    text = _source(name).replace("currentColor", colour)
    return text.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()


def paint_icon(
    painter: QPainter, x: float, y: float, name: str, token: str, size: int = 18
) -> None:
    """Draw an icon with its top left corner at (x, y), in logical px, moved to whole device px."""
    ratio = painter.device().devicePixelRatio()
    at = QPointF(floor(x * ratio + 0.5) / ratio, floor(y * ratio + 0.5) / ratio)
    painter.drawPixmap(at, pixmap(name, token, size, ratio))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(svg(name, colour, stroke)))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    # Ended also when something fails: a painter that outlives what it paints on takes Qt down.
    with QPainter(made) as painter:
        drawing.render(painter)
    made.setDevicePixelRatio(ratio)
    return made
