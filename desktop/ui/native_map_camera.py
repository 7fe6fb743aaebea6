"""Where the native map looks: the middle in the unit square of Web Mercator, and the zoom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize

from desktop.maps.projection import scale_at, to_degrees, to_world, zoom_to_fit

LEAST_ZOOM, MOST_ZOOM = 4.0, 19.0
_PADDING = 24.0
_THAILAND = (101.0, 13.2, 6.0)
"""lon, lat, zoom when there is nothing to fit."""


class Camera:
    """The view; screen points are pixels from the upper left of the widget."""

    def __init__(self) -> None:
        self.x, self.y = to_world(_THAILAND[0], _THAILAND[1])
        self.zoom = _THAILAND[2]
        self.size = QSize(1, 1)

    @property
    def scale(self) -> float:
        """Pixels that the whole world is wide."""
        return scale_at(self.zoom)

    @property
    def lat(self) -> float:
        """Latitude of the middle, degrees."""
        return to_degrees(self.x, self.y)[1]

    @property
    def middle(self) -> QPointF:
        """The middle of the widget."""
        return QPointF(self.size.width() / 2, self.size.height() / 2)

    def to_screen(self, x: float, y: float) -> QPointF:
        """Where a point of the unit square stands."""
        scale = self.scale
        return QPointF(
            (x - self.x) * scale + self.size.width() / 2,
            (y - self.y) * scale + self.size.height() / 2,
        )

    def to_world(self, at: QPointF) -> tuple[float, float]:
        """The point of the unit square that stands there."""
        scale = self.scale
        return (
            self.x + (at.x() - self.size.width() / 2) / scale,
            self.y + (at.y() - self.size.height() / 2) / scale,
        )

    def seen(self) -> QRectF:
        """The part of the unit square that is in view."""
        left, top = self.to_world(QPointF(0, 0))
        return QRectF(left, top, self.size.width() / self.scale, self.size.height() / self.scale)

    def look(self, x: float, y: float, zoom: float) -> None:
        """Look there, within the map of the world and the zooms that there are."""
        self.zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        self.x, self.y = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    def pan(self, by: QPointF) -> None:
        """Move the ground by so many pixels."""
        self.look(self.x - by.x() / self.scale, self.y - by.y() / self.scale, self.zoom)

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in or out; the ground under `at` (or the middle) stays in place."""
        at = at if at is not None else self.middle
        x, y = self.to_world(at)
        self.look(self.x, self.y, self.zoom + steps)
        now_x, now_y = self.to_world(at)
        self.look(self.x + x - now_x, self.y + y - now_y, self.zoom)

    def fit(self, points: Iterable[tuple[float, float]], most: float = 17.0) -> None:
        """Show all of these points (unit square), as close as that allows; none: stay."""
        found = list(points)
        if not found:
            return
        xs, ys = zip(*found, strict=True)
        x, y, zoom = zoom_to_fit(
            (min(xs), min(ys), max(xs), max(ys)),
            self.size.width() - 2 * _PADDING,
            self.size.height() - 2 * _PADDING,
        )
        self.look(x, y, min(zoom, most))
