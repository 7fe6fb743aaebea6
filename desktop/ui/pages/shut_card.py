"""The card of pages that stand in place of all others: lines with icons, buttons, in the middle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme.scale import ICON_BANNER
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.text import Text

WIDTH = 600


def shut_card(
    title: Text, lines: Sequence[tuple[Icon, Text]], buttons: Sequence[Button]
) -> tuple[QWidget, QVBoxLayout]:
    """What a page shows, and the card's column, to which the page adds its own below."""
    card = Card()
    card.setMaximumWidth(WIDTH)
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    column.addLayout(with_icon(Icon("lock", "ink", 22), title, above=8))
    for icon, text in lines:
        column.addLayout(with_icon(icon, text))
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addSpacing(4)
    column.addLayout(row)
    inside = QWidget()
    across = QHBoxLayout(inside)
    across.setContentsMargins(16, 16, 16, 16)
    across.addStretch(1)
    across.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
    across.addStretch(1)
    return inside, column


def with_icon(icon: Icon, text: Text, above: int = 3) -> QHBoxLayout:
    """A text with its icon beside the first line; all icons stand in the middle of one column."""
    holder = QWidget()
    holder.setFixedWidth(ICON_BANNER)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, above, 0, 0)
    column.addWidget(icon, alignment=Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(holder)
    row.addWidget(text, 1)
    return row
