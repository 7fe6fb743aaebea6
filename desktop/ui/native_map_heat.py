"""Where cases lie close, on the native map: coloured squares, with numbers so that nobody has to
read a colour."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from desktop.maps.density import CELL, REACH, Density
from desktop.maps.look import MapLook
from desktop.maps.measuring import length_words
from desktop.maps.projection import metres_per_pixel
from desktop.ui.native_map_camera import Camera
from desktop.ui.native_map_names import font_of, haloed

STEPS = (
    (252, 227, 138, 140), (249, 184, 74, 158), (240, 138, 36, 173), (209, 87, 27, 189),
    (143, 42, 18, 204),
)  # fmt: skip
_NUMBERS, _APART, _LOOKED_AT = 12, 90.0, 4_000


def _colours(steps: int) -> list[QColor]:
    last = max(1, steps - 1)
    return [QColor(*STEPS[round(at * (len(STEPS) - 1) / last)]) for at in range(steps)]


def heat_image(found: Density) -> QImage:
    """A pixel for each cell, in the colour of its step."""
    steps = found.steps
    colours = [colour.rgba() for colour in _colours(len(steps))]
    image = QImage(found.wide, found.high, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    for at, number in enumerate(found.near):
        if number:
            step = sum(number >= start for start in steps) - 1
            image.setPixel(at % found.wide, at // found.wide, colours[step])
    return image


def paint_heat(painter: QPainter, camera: Camera, look: MapLook, found: Density) -> None:
    """Paint the squares, the numbers of the peaks, and the legend."""
    target = QRectF(-REACH * CELL, -REACH * CELL, found.wide * CELL, found.high * CELL)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, heat_image(found))
    ratio = painter.device().devicePixelRatio()
    font = font_of(15, QFont.Weight.Bold)
    for at, number in _peaks(found):
        words = haloed(f"{number:,}", font, "#16211f", "#ffffff", ratio)
        size = words.deviceIndependentSize()
        painter.drawPixmap(at - QPointF(size.width() / 2, size.height() / 2), words)
    _paint_legend(painter, camera, look, found.steps)


def _peaks(found: Density) -> list[tuple[QPointF, int]]:
    """The fullest squares that stand well apart."""
    order = sorted((at for at, n in enumerate(found.near) if n > 1), key=lambda at: -found.near[at])
    peaks: list[tuple[QPointF, int]] = []
    for at in order[:_LOOKED_AT]:
        x = (at % found.wide - REACH + 0.5) * CELL
        y = (at // found.wide - REACH + 0.5) * CELL
        if len(peaks) >= _NUMBERS:
            break
        if all(math.hypot(p.x() - x, p.y() - y) > _APART for p, _ in peaks):
            peaks.append((QPointF(x, y), found.near[at]))
    return peaks


def _paint_legend(painter: QPainter, camera: Camera, look: MapLook, steps: list[int]) -> None:
    across = metres_per_pixel(camera.zoom, camera.lat) * CELL * (2 * REACH + 1)
    head = look.words.get("in_square", "{size}").format(size=length_words(across, look.words))
    ends = [*(following - 1 for following in steps[1:]), None]
    rows = [
        f"{low}+" if high is None else f"{low}–{high}" if high > low else str(low)
        for low, high in zip(steps, ends, strict=True)
    ]
    line, width = 24.0, 250.0
    height = line * (len(rows) + 1) + 16
    box = QRectF(16, camera.size.height() - 72 - height, width, height)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.setBrush(QColor(look.surface))
    painter.drawRoundedRect(box, 10, 10)
    painter.setFont(font_of(14, QFont.Weight.DemiBold))
    painter.setPen(QColor(look.ink))
    at = QRectF(box.left() + 12, box.top() + 8, width - 24, line)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, head)
    painter.setFont(font_of(14, QFont.Weight.Medium))
    for colour, text in zip(_colours(len(steps)), rows, strict=True):
        at = at.translated(0, line)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(colour)
        painter.drawRect(QRectF(at.left(), at.top() + 5, 26, 13))
        painter.setPen(QColor(look.ink))
        painter.drawText(at.adjusted(36, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
