"""Letter keys work by their place, in both layouts, and never while somebody types."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.ui.widgets.keys import LetterKeys, both_keys, letter_of


def press(widget, text, key=0, modifiers=Qt.KeyboardModifier.NoModifier, repeat=False):
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, repeat)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def page(qtbot):
    page: Any = QWidget()
    column = QVBoxLayout(page)
    page.list = QListWidget()
    page.list.addItems(["ก", "ด", "d"])
    page.field = QLineEdit()
    column.addWidget(page.list)
    column.addWidget(page.field)
    page.pressed = []
    page.keys = LetterKeys(page)
    for key in ("D", "Shift+X", "X", "?"):
        page.keys.bind(key, lambda key=key: page.pressed.append(key))
    page.keys.bind("J", lambda: page.pressed.append("J"), repeats=True)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    return page


@pytest.mark.parametrize("text", ["d", "D", "ก"])
def test_the_same_key_in_both_layouts(page, text):
    press(page.list, text)
    assert page.pressed == ["D"]


def test_thai_combining_characters_are_keys_too(page):
    press(page.list, "่")
    assert page.pressed == ["J"]


def test_shift_is_a_key_of_its_own(page):
    shift = Qt.KeyboardModifier.ShiftModifier
    press(page.list, "X", modifiers=shift)
    press(page.list, "x")
    press(page.list, "?", modifiers=shift)
    press(page.list, "D", modifiers=shift)
    assert page.pressed == ["Shift+X", "X", "?"]


def test_typing_in_a_field_types(page, qtbot):
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    press(page.field, "d", Qt.Key.Key_D)
    press(page.field, "ก")
    assert page.pressed == []
    assert page.field.text() == "dก"


def test_control_keys_are_no_letters(page):
    press(page.list, "d", Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.pressed == []


def test_a_held_key_acts_once_unless_it_moves(page):
    press(page.list, "d", repeat=True)
    press(page.list, "j", repeat=True)
    assert page.pressed == ["J"]


def test_a_hidden_page_does_not_listen(page):
    page.hide()
    press(page.list, "d")
    assert page.pressed == []


def test_every_act_key_is_known_by_its_thai_character():
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ฟ")
    assert letter_of(event) == "A"
    assert both_keys("D") == "D / ก"
    assert both_keys("J") == "J / \u25cc\u0e48"
    assert both_keys("?") == "?"
