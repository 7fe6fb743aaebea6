"""Buttons, tabs, cards, undo bar, loading and connection: what a person meets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.theme import Theme, state_style
from desktop.ui.widgets import undo_bar as undo_module
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.connection import STATES, ConnectionButton, connection_text
from desktop.ui.widgets.feedback import Banner, ProgressBar, Skeleton
from desktop.ui.widgets.fields import Dropdown, SearchField
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.keys import LetterKeys
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.tabs import RadioCards, Tabs
from desktop.ui.widgets.timeline import HistoryEntry, HistoryTimeline
from desktop.ui.widgets.undo_bar import UndoBar


@pytest.fixture(autouse=True)
def _dressed(qapp):
    Theme.current().apply(qapp, "light", "standard")


def colours(widget):
    image = widget.grab().toImage()
    step = range(0, min(image.width(), image.height()), 1)
    return {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())} | {
        image.pixelColor(image.width() // 2, y).name() for y in step
    }


@pytest.mark.parametrize(("size", "height"), [("normal", 36), ("final", 40), ("small", 32)])
def test_buttons_have_the_heights_of_the_design(qtbot, size, height):
    button = Button("บันทึกการแก้ไข", kind="primary", icon="camera", key="D", size=size)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == height
    assert button.accessibleName() == "บันทึกการแก้ไข"
    assert button.accessibleDescription() == "D"


def test_a_button_follows_the_theme(qtbot, qapp):
    button = Button("รับเรื่อง", kind="primary")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert "#0b5f63" in colours(button)
    Theme.current().apply(qapp, "dark")
    assert "#5cc4be" in colours(button)


def test_an_icon_alone_has_a_name(qtbot):
    button = IconButton("copy", "คัดลอก")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "คัดลอก"
    assert button.sizeHint().height() >= 32


def test_a_chip_says_its_word_to_a_screen_reader(qtbot):
    chip = Chip.of_state("done")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Done"
    chip.resize(chip.sizeHint())
    assert "#e3f4e4" in colours(chip)


def test_arrow_keys_move_between_tabs(qtbot):
    tabs = Tabs([("all", "ทั้งหมด"), ("todo", "ต้องทำ")])
    qtbot.addWidget(tabs)
    tabs.set_counts({"all": 18, "todo": 12})
    tabs.show()
    with qtbot.waitSignal(tabs.changed) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == ["todo"]
    assert tabs.current() == "todo"


def test_one_outcome_is_chosen_with_the_keyboard(qtbot):
    cards = RadioCards([("done", state_style("done"), "a"), ("followed_up", None, "b")])
    qtbot.addWidget(cards)
    assert cards.current() == ""
    cards.show()
    card = cards._cards["followed_up"]
    with qtbot.waitSignal(cards.changed) as told:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert told.args == ["followed_up"]
    assert card.isChecked()


def test_undo_bar_undoes_and_goes(qtbot):
    bar = UndoBar()
    qtbot.addWidget(bar)
    bar.say("รับเรื่องแล้ว 8 เรื่อง")
    assert bar.isVisible()
    with qtbot.waitSignal(bar.undo):
        bar._button.click()
    assert bar.isHidden()


def test_undo_bar_goes_by_itself_but_not_under_the_pointer(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    elsewhere, bar = Button("รับเรื่อง", parent=window), UndoBar(window)
    window.show()
    elsewhere.setFocus()
    assert undo_module.STAYS_MS == 10_000
    bar._timer.setInterval(1)
    bar._over = True
    bar.say("บันทึกแล้ว")
    qtbot.waitUntil(lambda: not bar._timer.isActive())
    assert bar.isVisible()
    with qtbot.waitSignal(bar.dismissed):
        QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar.isHidden()


def test_loading_shows_nothing_then_blocks_then_the_sentence(qtbot):
    skeleton = Skeleton("กำลังรับเรื่อง")
    qtbot.addWidget(skeleton)
    skeleton.resize(400, 300)
    blank = {Theme.current().value("surface").lower()}
    assert colours(skeleton) == blank
    skeleton._timers[0].setInterval(1)
    skeleton._timers[1].setInterval(2)
    skeleton.show()
    qtbot.waitUntil(lambda: colours(skeleton) != blank)
    qtbot.waitUntil(skeleton._text.isVisible)


@pytest.mark.parametrize("state", [*STATES, "revoked", "clock", "too_new", "new-word"])
def test_the_connection_says_words_and_never_red(qtbot, state):
    button = ConnectionButton()
    qtbot.addWidget(button)
    button.set_state(state)
    assert button.text()
    assert button.accessibleName() == button.text()
    button.resize(button.sizeHint())
    assert not colours(button) & {"#a61b1b", "#fde8e6", "#e39a94"}


def test_what_waits_is_told_with_the_connection():
    assert connection_text("offline", waiting=7) == "Offline · 7 waiting"
    assert connection_text("ok", time="09:42") == "All sent · 09:42"


def test_search_comes_after_typing_and_esc_clears(qtbot):
    field = SearchField("ค้นหา")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched) as told:
        field.setText("หลุม")
    assert told.args == ["หลุม"]
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told.args == [""]
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_a_photo_says_when_it_is_not_here(qtbot):
    photo = PhotoView("ภาพก่อน")
    qtbot.addWidget(photo)
    photo.resize(222, 158)
    photo.set_absent()
    assert not photo.has_picture()
    photo.grab()
    picture = QPixmap(400, 100)
    picture.fill(Qt.GlobalColor.red)
    photo.set_picture(picture)
    image = photo.grab().toImage()
    assert image.pixelColor(111, 2).name() == "#ff0000"  # cut to fill, no bars
    with qtbot.waitSignal(photo.opened):
        qtbot.keyClick(photo, Qt.Key.Key_Return)


def test_history_grows_with_its_words_and_is_read_aloud(qtbot):
    history = HistoryTimeline()
    qtbot.addWidget(history)
    entry = HistoryEntry("camera", "แนบภาพ", "คุณ", "09:21", note="เก็บในเครื่องนี้แล้ว", unsent=True)
    history.set_entries([entry])
    one = history.heightForWidth(400)
    history.set_entries([entry, HistoryEntry("wrench", "รับเรื่อง", quote="คำ " * 200)])
    assert history.heightForWidth(400) > one
    assert history.heightForWidth(300) > history.heightForWidth(600)
    assert "เก็บในเครื่องนี้แล้ว" in history.accessibleName()
    history.resize(400, history.heightForWidth(400))
    history.grab()


def test_a_banner_wraps_and_is_named(qtbot):
    banner = Banner("ไม่มีสัญญาณ ทำงานต่อได้ " * 8, "งานเก็บไว้ในเครื่องนี้แล้ว")
    qtbot.addWidget(banner)
    assert banner.heightForWidth(300) > banner.heightForWidth(900)
    assert "งานเก็บไว้" in banner.accessibleName()


def test_a_bar_keeps_within_its_bounds(qtbot):
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.set_value(7)
    assert bar.value() == 1.0
    assert bar.accessibleDescription() == "100 %"


def test_the_ring_goes_with_the_focus_and_rests_for_the_mouse(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    first, second = Button("หนึ่ง"), Button("สอง")
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    around = second.geometry().adjusted(-5, -5, 5, 5)
    qtbot.waitUntil(lambda: ring.isVisible() and ring.geometry() == around)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(ring.isHidden)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(ring.isVisible)


def test_the_ring_comes_back_with_a_letter_that_is_a_command(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = Button("หนึ่ง"), Button("สอง")
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(window)
    keys = LetterKeys(window)
    keys.bind("V", second.setFocus)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    qtbot.waitUntil(ring.isVisible)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(ring.isHidden)
    qtbot.keyClick(first, Qt.Key.Key_V)
    around = second.geometry().adjusted(-5, -5, 5, 5)
    qtbot.waitUntil(lambda: ring.isVisible() and ring.geometry() == around)


def test_the_wheel_passes_over_a_choice_and_changes_nothing(qtbot):
    box = Dropdown()
    box.addItems(["500 MB", "2 GB", "20 GB"])
    box.setCurrentIndex(1)
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    middle = QPointF(box.rect().center())
    for turn in (-120, 120):
        wheel = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
        assert box.currentIndex() == 1
        assert not wheel.isAccepted()
