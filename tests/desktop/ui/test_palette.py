"""Commands in the search field, and the list of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.ui.palette import KeysDialog, all_keys


def test_typing_a_page_and_enter_goes_there(qtbot, open_window, desk, english):
    window = open_window(desk)
    field = window.search_field()
    field.setFocus()
    qtbot.keyClicks(field, "go to out")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_key() == "outbox")
    qtbot.waitUntil(lambda: field.text() == "")


def test_every_command_has_words_and_an_act(open_window, desk, english):
    palette = open_window(desk)._palette
    assert {"Go to My cases", "Sync now", "English", "ภาษาไทย"} <= set(palette.texts())
    assert all(text.strip() for text in palette.texts())


def test_keys_are_told_with_the_thai_letter_of_the_same_key(qtbot, english):
    keys = dict(all_keys())
    assert keys["D / ก"] == "Fix recorded"
    dialog = KeysDialog()
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "All keys"


def test_numbers_lead_to_the_places_as_they_stand_in_the_rail(qtbot, open_window, desk, clerk_desk):
    for opened, place in ((desk, "day"), (clerk_desk, "incoming")):
        window = open_window(opened)
        window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda window=window, place=place: window.current_key() == place)
