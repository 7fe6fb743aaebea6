"""Tab goes as one reads, whenever the parts of a page were made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.frame import MainFrame
from desktop.ui.widgets.reading_order import step_focus


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget


def show(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def give(within: QWidget, name: str) -> None:
    widget = within.findChild(QWidget, name)
    assert widget is not None
    widget.setFocus()
    assert focused() == name


def walk(window: QWidget, by: int, steps: int) -> list[str]:
    seen = []
    for _ in range(steps):
        assert step_focus(window, by)
        seen.append(focused())
    return seen


def test_what_is_made_anew_keeps_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    across = QSplitter()
    QVBoxLayout(window).addWidget(across)
    left, right = QWidget(), QScrollArea()
    lines = QVBoxLayout(left)
    lines.addWidget(named(QPushButton(), "last"))
    inside = QWidget()
    right.setWidget(inside)
    column = QVBoxLayout(inside)
    column.addWidget(named(QLineEdit(), "far"))
    right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    across.addWidget(left)
    across.addWidget(right)
    row = QHBoxLayout()
    row.addWidget(named(QSpinBox(), "days"))
    row.addWidget(QLabel("to"))
    row.addWidget(named(QComboBox(), "order"))
    hidden = named(QPushButton(), "hidden")
    row.addWidget(hidden)
    lines.insertLayout(0, row)
    lines.insertWidget(0, named(QPushButton(), "first"))
    off = named(QPushButton(), "off")
    off.setEnabled(False)
    lines.insertWidget(1, off)
    show(qtbot, window)
    hidden.hide()
    order = ["first", "days", "order", "last", "far"]
    give(window, "far")
    assert walk(window, 1, 6) == [*order, "first"]
    assert walk(window, -1, 5) == order[::-1]


def test_a_line_in_a_scroll_area_is_brought_into_sight(qtbot: QtBot) -> None:
    window = QScrollArea()
    window.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    column = QVBoxLayout(inside)
    for n in range(30):
        column.addWidget(named(QPushButton(str(n)), str(n)))
    window.setWidget(inside)
    window.resize(200, 120)
    show(qtbot, window)
    give(inside, "0")
    assert walk(window, -1, 1) == ["29"]
    assert window.verticalScrollBar().value() == window.verticalScrollBar().maximum()


def test_the_window_itself_goes_so(qtbot: QtBot) -> None:
    frame = MainFrame()
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(named(QPushButton(), "second"))
    frame.add_page("cases", "map", "Cases", lambda: page)
    frame.navigate("cases")
    show(qtbot, frame)
    first = named(QPushButton(), "first")
    column.insertWidget(0, first)
    qtbot.waitUntil(first.isVisible)
    give(page, "first")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert focused() == "second"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert focused() == "first"


def test_what_is_hidden_or_switched_off_hands_the_keyboard_to_the_next(qtbot: QtBot) -> None:
    frame = MainFrame()
    page = QWidget()
    column = QVBoxLayout(page)
    buttons = [QPushButton(str(n)) for n in range(4)]
    for n, button in enumerate(buttons):
        column.addWidget(named(button, str(n)))
    frame.add_page("cases", "map", "Cases", lambda: page)
    frame.navigate("cases")
    show(qtbot, frame)
    give(page, "1")
    buttons[1].setEnabled(False)
    assert focused() == "2"
    buttons[2].hide()
    assert focused() == "3"
