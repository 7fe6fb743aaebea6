"""Painting a photo with rounded corners, cut to fill its box, or its neutral stand-in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPixmap, QTransform

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.theme import colour


def paint_photo(
    painter: QPainter,
    box: QRectF,
    picture: QPixmap,
    radius: float = 8,
    *,
    whole: bool = False,
    head: bool = False,
) -> None:
    """Draw `picture` over `box`, cut at the middle of its longer side; `whole` cuts nothing.

    `head` rounds the upper corners only, as at the head of a card.
    """
    if picture.isNull():
        return
    choose = min if whole else max
    scale = choose(box.width() / picture.width(), box.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    left = box.left() + (box.width() - width) / 2
    top = box.top() + (box.height() - height) / 2
    target = QRectF(left, top, width, height) if whole else box
    ratio = picture.devicePixelRatio()
    brush = QBrush(picture)
    brush.setTransform(QTransform.fromTranslate(left, top).scale(scale * ratio, scale * ratio))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(target, radius, radius)
    if head:
        painter.drawRect(target.adjusted(0, radius, 0, 0))
    painter.restore()


def paint_no_photo(
    painter: QPainter, box: QRectF, radius: float = 8, icon: str = "image", size: int = 22
) -> None:
    """Draw the grey stand-in of a photo that is not here."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("track"))
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()
    x, y = box.center().x() - size / 2, box.center().y() - size / 2
    paint_icon(painter, round(x), round(y), icon, "ink2", size)
