"""Tab in reading order: as the layouts stand now, not as the widgets were made.

Qt goes from widget to widget in the order of their making. Lines that a page makes anew (views,
chips, acts) would come last in the window, far from where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit)
"""What has the keyboard as a whole, whatever it is made of."""


def step_focus(window: QWidget, by: int) -> bool:
    """Give the keyboard to the next widget (1) or the one before (-1), round and round.

    Qt asks for this too where what had the keyboard is hidden or switched off: then it goes to
    the nearest. Says whether there was one.
    """
    held = QApplication.focusWidget()
    order = list(_within(window, held))
    at = _place(order, held, by)
    steps = (order[(at + by * step) % len(order)] for step in range(1, len(order) + 1))
    target = next((widget for widget in steps if _takes_tab(widget)), None)
    if target is None:
        return False
    forward = by > 0
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = target.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()
    return True


def _place(order: list[QWidget], held: QWidget | None, by: int) -> int:
    """Where the keyboard is: the innermost of these that has it, else before the first."""
    if held is not None:
        places = [n for n, one in enumerate(order) if one is held or one.isAncestorOf(held)]
        if places:
            return places[-1]
    return -1 if by > 0 else 0


def _within(widget: QWidget, held: QWidget | None) -> Iterator[QWidget]:
    """All visible widgets in a widget, itself first, each before what it holds.

    Among them what has the keyboard, though it was hidden just now.
    """
    if not widget.isVisible() and not (
        held is not None and (widget is held or widget.isAncestorOf(held))
    ):
        return
    yield widget
    if isinstance(widget, _WHOLE) or (widget.focusProxy() is not None and _takes_tab(widget)):
        return
    for child in _children(widget):
        yield from _within(child, held)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [inner] if inner is not None else []
    if isinstance(widget, QSplitter):
        panes = [widget.widget(n) for n in range(widget.count())]
        return [pane for pane in panes if pane is not None]
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    # What floats over the others, from the top.
    loose = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not child.isWindow() and child not in placed
    ]
    return placed + sorted(loose, key=lambda child: (child.y(), child.x()))


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    takes = bool(policy & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisible()
