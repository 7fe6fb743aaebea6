"""The checks of the walk find what they are for: each is shown a window with that fault alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme.states import Look
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.text import Text
from tests.desktop.ui.access import checks

Check = Callable[[QWidget], list[str]]
EVERY: tuple[Check, ...] = (
    checks.without_name, checks.without_role, checks.rows_without_name, checks.only_for_the_mouse,
    checks.not_reached, checks.does_not_fit, checks.faint, checks.colour_alone,
)  # fmt: skip


class Clickable(Card):
    """Answers a click, in a module that counts as ours."""

    __module__ = "desktop.somewhere"

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Trap(QWidget):
    """Hands the keyboard on to what lies in it, whichever way it came."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("trap")
        self.inner = Button("inside")
        QVBoxLayout(self).addWidget(self.inner)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.inner.setFocus(event.reason())


def narrow() -> QWidget:
    button = Button("Words that are much longer than the room")
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.setFixedWidth(60)
    return button


def low() -> QWidget:
    text = Text("words that need several lines " * 6, lines=None)
    text.setFixedSize(160, 20)
    return text


def painted_button() -> QWidget:
    made = QWidget()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName("a control of our own")
    return made


def silent_list() -> QWidget:
    made = QListView()
    made.setAccessibleName("list")
    made.setModel(QStringListModel(["", ""], made))
    return made


FAULTS: dict[str, tuple[Check, Callable[[], QWidget]]] = {
    "no name": (checks.without_name, lambda: IconButton("x", "")),
    "no role": (checks.without_role, painted_button),
    "silent rows": (checks.rows_without_name, silent_list),
    "mouse alone": (checks.only_for_the_mouse, Clickable),
    "trap": (checks.not_reached, Trap),
    "cut": (checks.does_not_fit, narrow),
    "cut below": (checks.does_not_fit, low),
    "faint": (checks.faint, lambda: Text("hard to read", token="line2")),
    "no icon": (checks.colour_alone, lambda: Chip(Look("", "wait", "wait-bg", "wait-ln", "Late"))),
}


def window_with(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = Ground("surface")
    column = QVBoxLayout(window)
    for widget in (Button("first"), *widgets, Button("last")):
        column.addWidget(widget)
    window.resize(400, 400)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.findChildren(QPushButton)[0].setFocus()
    return window


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(qtbot: QtBot, english: None, fault: str):
    check, make = FAULTS[fault]
    assert check(window_with(qtbot, make())) != []


def test_what_is_right_is_no_fault(qtbot: QtBot, english: None):
    rows = QListView()
    rows.setAccessibleName("list")
    rows.setModel(QStringListModel(["a row"], rows))
    right = (Text("words", lines=None), IconButton("x", "Close"), Chip.of_state("done"), rows)
    window = window_with(qtbot, *right)
    assert [fault for check in EVERY for fault in check(window)] == []
