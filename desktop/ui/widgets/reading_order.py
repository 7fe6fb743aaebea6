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

    Says whether there was one.
    """
    order = [widget for widget in _within(window) if _takes_tab(widget)]
    if not order:
        return False
    target = order[(_place(order, by) + by) % len(order)]
    forward = by > 0
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = target.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()
    return True


def _place(order: list[QWidget], by: int) -> int:
    """Where the keyboard is: the innermost of these that has it, else before the first."""
    focus = QApplication.focusWidget()
    if focus is not None:
        held = [n for n, one in enumerate(order) if one is focus or one.isAncestorOf(focus)]
        if held:
            return held[-1]
    return -1 if by > 0 else 0


def _within(widget: QWidget) -> Iterator[QWidget]:
    """All visible widgets in a widget, itself first, each before what it holds."""
    if not widget.isVisible():
        return
    yield widget
    if isinstance(widget, _WHOLE) or widget.focusProxy() is not None:
        return
    for child in _children(widget):
        yield from _within(child)


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
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
