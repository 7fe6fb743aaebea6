"""Painting how far something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.ui.theme.theme import colour


def paint_bar(painter: QPainter, box: QRectF, fraction: float, tone: str = "accent-t") -> None:
    """Draw a bar filled from the left by `fraction` (0 to 1)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("track"))
    radius = box.height() / 2
    painter.drawRoundedRect(box, radius, radius)
    filled = box.width() * min(1.0, max(0.0, fraction))
    if filled > 0:
        painter.setBrush(colour(tone))
        part = QRectF(box.left(), box.top(), max(filled, box.height()), box.height())
        painter.drawRoundedRect(part, radius, radius)
