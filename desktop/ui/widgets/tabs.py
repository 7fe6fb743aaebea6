"""A strip of tabs with counts, and cards of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from desktop.ui.theme.scale import TAB_STRIP, Role
from desktop.ui.theme.states import Look
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.chip import chip_width, paint_chip
from desktop.ui.widgets.text import draw_line, text_width

CARDS_GAP = 12


class _Tab(QAbstractButton):
    def __init__(self, key: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.label = label
        self.count: int | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setProperty("ring-box", QRect())
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        self.count = count
        self.setText(self.label if count is None else f"{self.label} {count:,}")
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text(), Role.STRONG)), TAB_STRIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, TAB_STRIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        box = QRectF(0, 1, self.width() + 1, self.height() - 1)
        ink = "ink" if on or self.underMouse() else "ink2"
        draw_line(painter, box, self.text(), Role.BODY, ink, weight=600 if on else 500)
        if on:
            line = QRectF(0, self.height() - 3, self.width(), 3)
            painter.fillRect(line, colour("accent-t"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setProperty("ring-box", self.rect().adjusted(0, 9, 0, -9))
        return super().event(event)


class Tabs(QWidget):
    """Tabs with counts, 44 px high; arrow keys move, `changed` tells the key of the tab chosen."""

    changed = Signal(str)

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]] = (),
        *,
        margin: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(TAB_STRIP)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(margin, 0, margin, 1)
        self._row.setSpacing(18)
        self._row.addStretch(1)
        self._tabs: dict[str, _Tab] = {}
        Theme.current().changed.connect(self.update)
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these (key, label); the tab chosen stays, else the first is."""
        chosen = self.current()
        for tab in self._tabs.values():
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = {}
        for place, (key, label) in enumerate(tabs):
            tab = _Tab(key, label, self)
            tab.clicked.connect(lambda _on=False, key=key: self._choose(key))
            self._group.addButton(tab)
            self._row.insertWidget(place, tab)
            self._tabs[key] = tab
        if self._tabs:
            self.set_current(chosen if chosen in self._tabs else next(iter(self._tabs)))

    def set_counts(self, counts: dict[str, int | None]) -> None:
        """Show how many stand behind each tab; None shows no number."""
        for key, count in counts.items():
            if key in self._tabs:
                self._tabs[key].show_count(count)

    def current(self) -> str:
        """The key of the tab chosen, empty without tabs."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a tab without telling. Raises KeyError for an unknown one."""
        self._tabs[key].setChecked(True)
        for other, tab in self._tabs.items():
            focusable = other == key
            policy = Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(policy)

    def add_corner(self, widget: QWidget) -> None:
        """Put a widget (a filter, an order) at the right end."""
        self._row.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move to the next tab."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._tabs:
            super().keyPressEvent(event)
            return
        keys = list(self._tabs)
        key = keys[(keys.index(self.current()) + step) % len(keys)]
        self._choose(key)
        self._tabs[key].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line under the strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour("line"))

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.changed.emit(key)


class RadioCard(QAbstractButton):
    """A card with a radio circle, a state's chip and a word on what it means."""

    def __init__(self, key: str, look: Look | None, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.key = key
        self._look = look
        self.setText(text)
        name = f"{look.word}: {text}" if look is not None else text
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setMinimumHeight(44)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Wide enough for chip and words."""
        chip = chip_width(self._look) + 8 if self._look is not None else 0
        return QSize(round(44 + chip + text_width(self.text(), Role.SECONDARY)) + 14, 44)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut, the chip not."""
        return QSize(60 + (chip_width(self._look) if self._look is not None else 40), 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw card, circle, chip and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        wide = 2 if on else 1
        painter.setPen(QPen(colour("accent-t" if on else "line2"), wide))
        painter.setBrush(colour("sel" if on else "head" if self.underMouse() else "surface"))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 10 - inset, 10 - inset)
        middle = self.height() / 2
        paint_radio(painter, QPointF(16, middle - 10), on=on)
        x = 44.0
        if self._look is not None:
            x += paint_chip(painter, QPointF(x, round(middle - 12)), self._look) + 8
        words = QRectF(x, 0, self.width() - 12 - x, self.height())
        draw_line(painter, words, self.text(), Role.SECONDARY, "ink")


class RadioCards(QWidget):
    """Cards side by side of which one is chosen; arrow keys move, `changed` tells the key."""

    changed = Signal(str)

    def __init__(
        self, cards: Sequence[tuple[str, Look | None, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARDS_GAP)
        self._cards: dict[str, RadioCard] = {}
        for key, look, text in cards:
            card = RadioCard(key, look, text, self)
            self._group.addButton(card)
            card.toggled.connect(lambda on, key=key: self.changed.emit(key) if on else None)
            row.addWidget(card, card.sizeHint().width())
            self._cards[key] = card

    def current(self) -> str:
        """The key of the card chosen, empty where none is."""
        return next((key for key, card in self._cards.items() if card.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a card. Raises KeyError for an unknown one."""
        self._cards[key].setChecked(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card that is chosen has the keyboard, else the first."""
        super().focusInEvent(event)
        card = self._cards.get(self.current()) or next(iter(self._cards.values()), None)
        if card is not None:
            card.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where their words would be cut."""
        super().resizeEvent(event)
        wide = [card.sizeHint().width() for card in self._cards.values()]
        needed = sum(wide) + (len(wide) - 1) * CARDS_GAP
        ways = QBoxLayout.Direction
        beside = event.size().width() >= needed
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)


def paint_radio(painter: QPainter, at: QPointF, *, on: bool) -> None:
    """Draw a radio circle of 20 px with its top left corner at `at`."""
    painter.setPen(QPen(colour("accent-t" if on else "line3"), 2))
    painter.setBrush(colour("surface"))
    painter.drawEllipse(QRectF(at.x() + 1, at.y() + 1, 18, 18))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent-t"))
        painter.drawEllipse(QRectF(at.x() + 5, at.y() + 5, 10, 10))
