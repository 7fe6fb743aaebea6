"""Results of crews: scanned or typed, one key, Enter, and the next; each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.case import State
from casework.thai import local
from desktop import clock
from desktop.desk import Desk
from desktop.reports.work_sheet import qr_text
from desktop.ui.pages.results import ResultsPage
from desktop.ui.window import DeskWindow
from tests.casework.test_typed_codes import on_thai_layout
from tests.desktop.conftest import a_case, fill

Open = Callable[[Desk], DeskWindow]


class Screen(NamedTuple):
    """The page in its window, and the keys that a person or a scanner presses."""

    window: DeskWindow
    page: ResultsPage
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.bridge.busy, timeout=20_000)

    def scan(self, text: str) -> None:
        """Type as a hand scanner does: the text, then Enter, wherever the keyboard is."""
        for character in text:
            self.press(character)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def press(self, key: Qt.Key | str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, Qt.Key):
            QTest.keyClick(target, key)
            return
        # QTest knows no keys beyond ASCII; a Thai layout gives characters that are.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(key.upper()), Qt.KeyboardModifier.NoModifier, key)
            QApplication.sendEvent(target, event)

    def enter(self, number: str, key: str) -> None:
        """One result, by keyboard alone."""
        self.scan(number)
        self.press(key)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def says(self) -> str:
        return self.page.problem.accessibleName() if self.page.problem.isVisible() else ""


@pytest.fixture
def screen(desk: Desk, open_window: Open, qtbot: QtBot) -> Iterator[Screen]:
    window = open_window(desk)
    page = window.navigate("results")
    assert isinstance(page, ResultsPage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.activate()
    found = Screen(window, page, qtbot)
    found.settle()
    yield found
    window.close()


def test_scan_key_enter_and_the_next(screen: Screen):
    screen.enter("TD1*2026-AA0002", "1")
    screen.enter("TD1*2026-AA0003", "2")
    first, second = screen.desk.find("2026-AA0002"), screen.desk.find("2026-AA0003")
    assert (first.state, first.history[-1].result) == (State.DONE, "fixed")
    assert (second.state, second.history[-1].result) == (State.IN_PROGRESS, "partly")
    assert first.history[-1].text
    assert [row.case.ticket.number for row in screen.page.entered.rows] == [
        "2026-AA0003",
        "2026-AA0002",
    ]
    assert screen.page.field.hasFocus()
    assert screen.page.field.text() == ""


def test_the_code_that_a_work_sheet_prints_is_understood(screen: Screen):
    screen.scan(qr_text("2026-AA0002"))
    case = screen.page.form.case
    assert case is not None
    assert case.ticket.number == "2026-AA0002"


def test_twenty_results_by_keyboard_alone(screen: Screen):
    fill(screen.desk, [a_case(n) for n in range(100, 120)])
    screen.settle()
    for number in range(100, 120):
        screen.enter(f"TD1*2026-AA0{number}", "1")
    done = [screen.desk.find(f"2026-AA0{n}").state for n in range(100, 120)]
    assert set(done) == {State.DONE}
    assert len(screen.page.entered.rows) == 20


def test_the_thai_layout_may_be_on(screen: Screen):
    screen.scan(on_thai_layout("TD1*2026-AA0002"))
    assert screen.page.form.case is not None
    screen.press("ๅ")  # the key of 1
    screen.press(Qt.Key.Key_Return)
    screen.settle()
    assert screen.desk.find("2026-AA0002").state == State.DONE


@pytest.mark.parametrize("typed", ["aa0004", "A0004", "2026-aa0004", "2026AA0004"])
def test_the_last_characters_of_a_number_are_enough(screen: Screen, typed: str):
    screen.scan(typed)
    case = screen.page.form.case
    assert case is not None
    assert case.ticket.number == "2026-AA0004"


def test_of_several_cases_one_is_chosen_with_the_arrows(screen: Screen):
    screen.scan("หลุม")
    page = screen.page
    assert page.choices.isVisible()
    screen.press(Qt.Key.Key_Down)
    chosen = page.choices.currentItem().text()
    screen.press(Qt.Key.Key_Return)
    screen.settle()
    assert page.form.case is not None
    assert page.form.case.ticket.number in chosen
    assert not page.choices.isVisible()


def test_what_the_sheet_tells_stays_for_the_next_and_the_day_is_told_in_words(screen: Screen):
    form = screen.page.form
    screen.scan("TD1*2026-AA0002")
    screen.press("1")
    form.done_by.setText("ทีมช่าง")
    form.day.setCurrentIndex(1)
    form.materials.setText("หินคลุก 2 คิว")
    form.cost.setText("1,200.50")
    screen.page.save()
    screen.settle()
    told = screen.desk.find("2026-AA0002").history[-1]
    yesterday = local(clock.now()).date() - timedelta(days=1)
    assert f"Work done on {yesterday.day} " in told.text
    assert (told.done_by, told.cost_baht, told.materials) == ("ทีมช่าง", 1200.5, "หินคลุก 2 คิว")
    # The time of the record is that of the entering, not of the work.
    assert clock.now() - told.at < 3_600_000_000
    screen.scan("TD1*2026-AA0003")
    assert form.done_by.text() == "ทีมช่าง"
    assert form.day.currentIndex() == 1
    assert form.cost.text() == ""


def test_why_something_cannot_be_done_must_be_said(screen: Screen):
    screen.scan("TD1*2026-AA0002")
    screen.press("3")
    assert screen.page.form.text.hasFocus()
    screen.press(Qt.Key.Key_Return)
    assert "why it could not be done" in screen.says()
    screen.page.form.text.setText("รอวัสดุ")
    screen.press(Qt.Key.Key_Return)
    screen.settle()
    assert screen.desk.find("2026-AA0002").history[-1].text == "รอวัสดุ"


@pytest.mark.parametrize(
    ("scanned", "said"),
    [
        ("TD1*", "no number of a case"),
        ("TD1*2026-ZZZZZZ", "2026-ZZZZZZ is on this computer"),
        ("ไม่มีคำนี้เลย", "is on this computer"),
        ("TD1*2026-AA0011", "2026-AA0011"),
    ],
)
def test_what_cannot_be_entered_says_so_kindly(screen: Screen, scanned: str, said: str):
    screen.scan(scanned)
    assert said in screen.says()
    assert screen.page.form.case is None
    # And the next one goes on as if nothing had been.
    screen.enter("TD1*2026-AA0002", "1")
    assert screen.desk.find("2026-AA0002").state == State.DONE


def test_a_case_of_somebody_else_is_told_as_such(screen: Screen):
    fill(screen.desk, [a_case(50, officer="anucha")])
    screen.settle()
    screen.scan("TD1*2026-AA0050")
    assert "2026-AA0050" in screen.says()
    assert screen.page.form.case is None


def test_a_scan_before_enter_loses_nothing_and_saves_nothing(screen: Screen):
    screen.scan("TD1*2026-AA0002")
    screen.press("1")
    screen.scan("TD1*2026-AA0003")
    assert "is not entered yet" in screen.says()
    case = screen.page.form.case
    assert case is not None
    assert case.ticket.number == "2026-AA0002"
    assert screen.desk.find("2026-AA0002").state == State.IN_PROGRESS
    screen.press(Qt.Key.Key_Return)
    screen.settle()
    assert screen.desk.find("2026-AA0002").state == State.DONE


def test_a_result_key_pressed_before_the_case_is_there_counts(screen: Screen):
    for character in "TD1*2026-AA0002":
        screen.press(character)
    screen.press(Qt.Key.Key_Return)
    screen.press("2")
    screen.settle()
    assert screen.page.form.results.result() == "partly"


def test_each_result_has_its_way_back(screen: Screen):
    screen.enter("TD1*2026-AA0002", "1")
    screen.enter("TD1*2026-AA0003", "1")
    older = screen.page.entered.rows[1]
    older.undo.click()
    screen.settle()
    assert screen.desk.find("2026-AA0002").state == State.IN_PROGRESS
    assert screen.desk.find("2026-AA0003").state == State.DONE
    assert len(screen.page.entered.rows) == 1
    screen.enter("TD1*2026-AA0004", "1")
    screen.window.undo_last()
    screen.settle()
    assert screen.desk.find("2026-AA0004").state == State.IN_PROGRESS
    assert len(screen.page.entered.rows) == 1


def test_a_fix_without_photos_says_that_they_can_follow(screen: Screen, words):
    screen.enter("TD1*2026-AA0002", "1")
    assert "Photos can follow" in words(screen.page.entered)
    screen.page.entered.rows[0].open.click()
    assert screen.window.current_key() == "cases"


def test_esc_leaves_the_case_then_the_page(screen: Screen):
    screen.scan("TD1*2026-AA0002")
    screen.press(Qt.Key.Key_Escape)
    assert screen.page.form.case is None
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.current_key() == "cases"


def test_a_cost_that_is_no_number_is_asked_again(screen: Screen):
    screen.scan("TD1*2026-AA0002")
    screen.press("1")
    screen.page.form.cost.setText("ฟรี")
    screen.page.save()
    assert "is not read" in screen.says()
    assert screen.page.form.cost.hasFocus()


def test_habits_are_offered_again_after_a_start_anew(screen: Screen):
    screen.scan("TD1*2026-AA0002")
    screen.press("1")
    screen.page.form.done_by.setText("ทีมช่าง")
    screen.page.save()
    screen.settle()
    again = ResultsPage(screen.window.bridge, screen.window)
    screen.qtbot.addWidget(again)
    screen.settle()
    again.look_up("TD1*2026-AA0003")
    screen.settle()
    again.form.choose("fixed")
    words = again.form.text.completer().model()
    assert words.rowCount() > 1  # those that are ready for its type, beside those of before
    completer = again.form.done_by.completer()
    assert completer.model().index(0, 0).data() == "ทีมช่าง"


def test_names_in_both_languages_and_narrow(screen: Screen):
    screen.enter("TD1*2026-AA0002", "1")
    screen.scan("TD1*2026-AA0003")
    for speech in ("th", "en"):
        screen.window.choose_language(speech)
        for widget in screen.page.findChildren(QWidget):
            tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if tab and widget.isVisible() and widget.focusProxy() is None:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    screen.page.set_narrow(True)
    assert not screen.page.entered.isVisible()
    screen.page.leave()
    assert screen.page.entered.isVisible()


def test_somebody_elses_number_of_the_same_name_is_not_taken(screen: Screen):
    """A ticket shared by two authorities has a case in each: one's own is meant."""
    mine = screen.desk.find("2026-AA0002")
    theirs = msgspec.structs.replace(mine, authority="ZZ", id="case-zz", version=500)
    fill(screen.desk, [theirs])
    screen.settle()
    screen.scan("TD1*2026-AA0002")
    assert screen.page.form.case is not None
    assert screen.page.form.case.authority == "HT"
