"""The left rail: the authority, the places with what is left to do in each, and the person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import ICON, ICON_BANNER, RAIL_ITEM, RAIL_NARROW, RAIL_WIDE, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line, text_width

ITEM_LEAST = 24


class RailItem(QAbstractButton):
    """A place in the rail: icon, name and number; `hot` numbers stand in a warm pill."""

    def __init__(self, key: str, icon: str, title: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._icon, self._title, self._keys = icon, title, keys
        self._count: int | None = None
        self._beside, self._beside_words = 0, ""
        self._hot = False
        self._narrow = False
        self.setCheckable(True)
        self.setFixedHeight(RAIL_ITEM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_title(self, title: str) -> None:
        """Show another name, as after a change of language."""
        self._title = title
        self._name()

    def set_count(self, count: int | None, *, hot: bool = False) -> None:
        """Show how much work is left; None shows no number, zero stays quiet."""
        self._count, self._hot = count, hot and bool(count)
        self._name()

    def set_beside(self, count: int, words: str) -> None:
        """Show a second number, as of work done for somebody else; 0 shows none."""
        self._beside, self._beside_words = count, words
        self._name()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only, the name in the tooltip."""
        self._narrow = narrow
        self._name()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the item."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setBrush(colour("rail-on"))
            painter.setOpacity(1.0 if on else 0.5)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            painter.setOpacity(1.0)
        if on:
            painter.setBrush(colour("rail-mark"))
            painter.drawRoundedRect(QRectF(0, 9, 4, self.height() - 18), 2, 2)
        ink = "rail-title" if on else "rail-ink"
        x = 9 if self._narrow else 10
        paint_icon(
            painter,
            x,
            (self.height() - ICON) / 2 + (3 if self._narrow else 0),
            self._icon,
            ink,
            ICON,
        )
        if self._narrow:
            self._paint_dot(painter)
            return
        right = self._paint_count(painter, ink)
        words = QRectF(38, 0, right - 38 - 4, self.height())
        draw_line(painter, words, self._title, Role.BODY, ink, weight=600 if on else 500)

    def _paint_count(self, painter: QPainter, ink: str) -> float:
        right = self.width() - 10.0
        if self._count is None:
            return right
        text = f"{self._count:,}"
        if self._beside:
            text += f" + {self._beside:,}"
        width = text_width(text, Role.SECONDARY_STRONG)
        if self._hot:
            wide = max(26.0, width + 16)
            pill = QRectF(right - wide, (self.height() - 22) / 2, wide, 22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hot"))
            painter.drawRoundedRect(pill, 10, 10)
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_line(painter, pill, text, Role.SECONDARY_STRONG, "on-hot", align=middle)
            return right - wide
        box = QRectF(right - width - 1, 0, width + 2, self.height())
        draw_line(painter, box, text, Role.SECONDARY_STRONG, ink)
        return right - width

    def _paint_dot(self, painter: QPainter) -> None:
        """In the narrow rail, say by a number at the corner that something is left."""
        left = (self._count or 0) + self._beside
        if not left:
            return
        text = str(left) if left < 100 else "99+"
        wide = max(16.0, text_width(text, Role.KEY_CAP) + 6)
        pill = QRectF(self.width() - wide - 1, 2, wide, 17)
        ground = colour("rail-on" if self.isChecked() else "rail")
        painter.setPen(QPen(ground, 2))
        painter.setBrush(colour("hot" if self._hot else "rail-ink"))
        painter.drawRoundedRect(pill.adjusted(-1, -1, 1, 1), 9, 9)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(
            painter, pill, text, Role.KEY_CAP, "on-hot" if self._hot else "rail", align=middle
        )

    def _name(self) -> None:
        number = "" if self._count is None else f", {self._count:,}"
        if self._beside:
            number += f", {self._beside_words}"
        self.setText(self._title)
        self.setAccessibleName(f"{self._title}{number}")
        self.setToolTip(f"{self._title}{number}  {self._keys}".rstrip())
        self.update()


class Rail(QFrame):
    """The rail; `chosen` tells the key of the place that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._items: dict[str, RailItem] = {}
        self._rules: list[QWidget] = []
        self._authority = self._person = self._role = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 69, 8, 62)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setFixedWidth(RAIL_WIDE)
        Theme.current().changed.connect(self.update)

    def add_item(self, key: str, icon: str, title: str, keys: str) -> RailItem:
        """Add a place under those there."""
        item = RailItem(key, icon, title, keys, self)
        item.set_narrow(self._narrow)
        item.clicked.connect(lambda: self.chosen.emit(key))
        self._column.insertWidget(self._column.count() - 1, item)
        self._items[key] = item
        self._fit()
        return item

    def add_rule(self) -> None:
        """Add a line between groups of places."""
        rule = QWidget(self)
        rule.setFixedHeight(15)
        self._rules.append(rule)
        self._column.insertWidget(self._column.count() - 1, rule)

    def clear(self) -> None:
        """Take every place and line away."""
        for widget in (*self._items.values(), *self._rules):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._items, self._rules = {}, []

    def item(self, key: str) -> RailItem | None:
        """The item of a place, if there is one."""
        return self._items.get(key)

    def set_current(self, key: str) -> None:
        """Mark the place that is shown."""
        for other, item in self._items.items():
            item.setChecked(other == key)

    def current_item(self) -> RailItem | None:
        """The item of the place that is shown."""
        return next((item for item in self._items.values() if item.isChecked()), None)

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to icons, or show the names again."""
        self._narrow = narrow
        self.setFixedWidth(RAIL_NARROW if narrow else RAIL_WIDE)
        for item in self._items.values():
            item.set_narrow(narrow)
        self._column.setContentsMargins(8, 56 if narrow else 69, 8, 12 if narrow else 62)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, lower items: none is ever out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        edges = self._column.contentsMargins()
        room = self.height() - edges.top() - edges.bottom()
        room -= sum(rule.height() for rule in self._rules)
        room -= self._column.spacing() * self._column.count()
        each = room // max(1, len(self._items))
        for item in self._items.values():
            item.setFixedHeight(max(ITEM_LEAST, min(RAIL_ITEM, each)))

    def set_authority(self, name: str) -> None:
        """Show the authority's name under the program's."""
        self._authority = name
        self.setToolTip(name)
        self.update()

    def set_person(self, name: str, role: str) -> None:
        """Show who works here."""
        self._person, self._role = name, role
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move between the places."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        focused = next((n for n, item in enumerate(items) if item.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        items[(focused + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, brand, rules and the person at the foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("rail"))
        self._paint_brand(painter)
        for rule in self._rules:
            where = rule.geometry()
            y = where.center().y()
            painter.fillRect(QRect(18, y, self.width() - 36, 1), colour("rail-line"))
        if self._narrow or not self._person:
            return
        top = self.height() - 65
        painter.fillRect(QRect(8, top, self.width() - 16, 1), colour("rail-line"))
        name = QRectF(16, top + 11, self.width() - 28, 22)
        draw_line(painter, name, self._person, Role.STRONG, "rail-title")
        role = QRectF(16, top + 33, self.width() - 28, 21)
        draw_line(painter, role, self._role, Role.CAPTION, "rail-ink")

    def changeEvent(self, event: QEvent) -> None:
        """Repaint with the new state."""
        super().changeEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """The full height of its window."""
        return QSize(self.width(), 400)

    def _paint_brand(self, painter: QPainter) -> None:
        x = (self.width() - 32) / 2 if self._narrow else 16
        y = 12 if self._narrow else 19
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("rail-title"))
        painter.drawRoundedRect(QRectF(x, y, 32, 32), 8, 8)
        paint_icon(painter, x + 5, y + 5, "clipboard-list", "brand", ICON_BANNER)
        if self._narrow:
            return
        width = self.width() - 56 - 10
        draw_line(
            painter,
            QRectF(56, 17, width, 22),
            "Tambon Desk",
            Role.HEADING,
            "rail-title",
            weight=700,
        )
        draw_line(painter, QRectF(56, 38, width, 17), self._authority, Role.CAPTION, "rail-ink")
