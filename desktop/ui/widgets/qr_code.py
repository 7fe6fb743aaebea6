"""A QR code, always black on white: cameras read no other as surely."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


class QrCode(QWidget):
    """The code of a text, square, `side` px; empty until it is given one."""

    def __init__(self, side: int = 210, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[bytes, ...] = ()
        self.setFixedSize(side, side)

    def set_text(self, text: str, name: str) -> None:
        """Show the code of a text; `name` tells screen readers what it is for."""
        import segno

        self._rows = tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in whole device pixels, so that no module is blurred."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if not self._rows:
            return
        ratio = self.devicePixelRatioF()
        module = max(1, int(self.width() * ratio / (len(self._rows) + 2 * QUIET))) / ratio
        start = round((self.width() - module * len(self._rows)) / 2 * ratio) / ratio
        black = QColor(Qt.GlobalColor.black)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    box = QRectF(start + x * module, start + y * module, module, module)
                    painter.fillRect(box, black)
