"""What every cell of a table of ours is painted on: ground, hairline, lines of the current row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from desktop.ui.theme import colour


def paint_ground(
    painter: QPainter,
    box: QRectF,
    view: QObject | None,
    index: QModelIndex | QPersistentModelIndex,
    lower: int,
) -> None:
    """Paint it; the lower line of the current row begins `lower` px above the box's end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, colour("surface"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
    if (
        isinstance(view, QTableView)
        and view.hasFocus()
        and view.currentIndex().row() == index.row()
    ):
        for top in (box.top(), box.bottom() - lower):
            painter.fillRect(QRectF(box.left(), top, box.width(), 2), colour("accent-t"))
