"""Card frames and grounds: white surfaces with a hairline, and lines between things."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.ui.theme.scale import RADIUS_CARD
from desktop.ui.theme.theme import Theme, colour


class Card(QFrame):
    """A surface with rounded corners; `chosen` gives it a teal edge of 2 px, `warning` a warm one,
    `floating` (over a map) the stronger grey edge."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        fill: str = "surface",
        edge: str = "line",
        radius: int = RADIUS_CARD,
        floating: bool = False,
    ) -> None:
        super().__init__(parent)
        self._fill, self._edge, self._radius = fill, "line3" if floating else edge, radius
        self._chosen = False
        Theme.current().changed.connect(self.update)

    def set_tokens(self, fill: str, edge: str) -> None:
        """Take another ground and edge."""
        self._fill, self._edge = fill, edge
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show that this card is the one chosen."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card's box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self._chosen else 1
        painter.setPen(QPen(colour("accent-t" if self._chosen else self._edge), wide))
        painter.setBrush(colour(self._fill))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, self._radius - inset, self._radius - inset)


class Ground(QWidget):
    """A plain area in a token's colour, such as a pane or action bar, with a line at its edges.

    `lines` names the edges that have one: any of `top`, `right`, `bottom`, `left`.
    """

    def __init__(
        self,
        fill: str = "surface",
        lines: tuple[str, ...] = (),
        parent: QWidget | None = None,
        *,
        line: str = "line",
    ) -> None:
        super().__init__(parent)
        self._fill, self._lines, self._line = fill, lines, line
        Theme.current().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._fill))
        width, height, line = self.width(), self.height(), colour(self._line)
        boxes = {
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
        }
        for name in self._lines:
            painter.fillRect(*boxes[name], line)


class Rule(QWidget):
    """A hairline across or down."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, token: str = "line"
    ) -> None:
        super().__init__()
        self._token = token
        across = orientation == Qt.Orientation.Horizontal
        if across:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
        grow, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(grow if across else fixed, fixed if across else grow)
        Theme.current().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(self.rect(), colour(self._token))
