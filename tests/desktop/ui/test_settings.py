"""The settings page: looks, language, whose desk this is, a copy of it, and signing out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from casework.case import Audience
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage import restoring
from desktop.storage.keeping import BUDGET, LEAST_BUDGET
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.settings_photos import PhotosCard
from desktop.ui.theme import Theme
from desktop.ui.window import DeskWindow
from desktop.words import language, use_language
from tests.support.making import sha256_of

Open = Callable[[Desk], DeskWindow]
Words = Callable[[QWidget], str]


@pytest.fixture
def window(desk: Desk, open_window: Open) -> DeskWindow:
    made = open_window(desk)
    made.navigate("settings")
    return made


def page_of(window: DeskWindow) -> SettingsPage:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_it_says_whose_desk_this_is(window: DeskWindow, words: Words):
    said = words(page_of(window))
    for wanted in ("Prasert Jaiman", "อบต.ห้วยตะวัน", "http://127.0.0.1:9"):
        assert wanted in said


def test_the_language_is_chosen_and_the_page_speaks_it(
    window: DeskWindow, words: Words, qtbot: QtBot
):
    choose(page_of(window)._language, "th")
    qtbot.waitUntil(lambda: "ออกจากระบบ" in words(page_of(window)))
    assert language() == "th"
    assert page_of(window)._language.currentData() == "th"
    choose(page_of(window)._language, "en")


def test_the_keyboard_stays_with_the_choice_of_language(window: DeskWindow, qtbot: QtBot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = page_of(window)._language
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page_of(window)._language is not before)
    assert language() == "th"
    assert page_of(window)._language.hasFocus()
    qtbot.keyClick(page_of(window)._language, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: language() == "en")


def test_light_and_dark_and_the_height_of_rows_are_chosen(window: DeskWindow):
    choose(page_of(window)._mode, "dark")
    choose(page_of(window)._density, "compact")
    assert (Theme.current().mode, Theme.current().density) == ("dark", "compact")
    assert (window.settings.value("mode"), window.settings.value("density")) == ("dark", "compact")


def test_signing_out_is_refused_until_the_number_of_unsent_things_is_typed(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot
):
    desk.act([desk.find("2026-AA0001")], "comment", text="ยังไม่ส่ง", audience=Audience.STAFF)
    page = page_of(window)
    assert not page._number.isVisible()
    qtbot.mouseClick(page._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._number.isVisible)
    assert "1 things are not sent yet" in words(page)
    page._number.setText("7")
    qtbot.mouseClick(page._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._button.isEnabled)
    assert len(desk.outbox()) == 1
    page._number.setText("1")
    with qtbot.waitSignal(page.signed_out):
        qtbot.mouseClick(page._button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    assert not desk.profile.cache_file.exists()
    with pytest.raises(DeskError):
        Desk.open(desk.profile.path, "a passphrase")


def choose_file(window: DeskWindow, monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(window, "choose_save", lambda _title, _suggested: path)


def test_a_copy_is_saved_while_one_works_on(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    card = page_of(window)._copy
    choose_file(window, monkeypatch, None)
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert card.button.isEnabled()
    choose_file(window, monkeypatch, tmp_path / "copies")
    assert not card.stop.isVisible()
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert not card.button.isEnabled()
    assert card.stop.isVisible()
    choose(page_of(window)._language, "th")  # the page is built anew meanwhile
    choose(page_of(window)._language, "en")
    qtbot.waitUntil(card.button.isEnabled)
    assert "Saved and checked: copies.tambon" in words(page_of(window))
    assert not card.stop.isVisible()
    restoring.restore(tmp_path / "copies.tambon", Profile(tmp_path / "new"), "d2")
    again = Desk.open(tmp_path / "new", "a passphrase")
    assert len(list(again.all_rows(CaseQuery()))) == 12
    again.close()


@pytest.mark.parametrize("by", ["button", "closing"])
def test_a_copy_can_be_stopped(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, by: str,
):  # fmt: skip
    begun, go_on = threading.Event(), threading.Event()
    backup = desk.backup

    def slow(path: Path, told: Callable[[int, int], None]) -> int:
        def waiting(done: int, total: int) -> None:
            begun.set()
            assert go_on.wait(30)
            told(done, total)

        return backup(path, waiting)

    monkeypatch.setattr(desk, "backup", slow)
    choose_file(window, monkeypatch, tmp_path / "copies" / "one.tambon")
    (tmp_path / "copies").mkdir()
    page = page_of(window)
    qtbot.mouseClick(page._copy.button, Qt.MouseButton.LeftButton)
    assert begun.wait(30)
    if by == "button":
        qtbot.mouseClick(page._copy.stop, Qt.MouseButton.LeftButton)
        go_on.set()
        qtbot.waitUntil(page._copy.button.isEnabled)
        assert "The copy was stopped." in words(page)
    else:
        page.release()
        go_on.set()
        window.close()
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_said(
    window: DeskWindow, words: Words, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    choose_file(window, monkeypatch, tmp_path / "missing" / "copy")
    card = page_of(window)._copy
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.button.isEnabled)
    assert "could not be written there" in words(page_of(window))


def test_signing_out_with_the_unsent_work_in_a_file(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    desk.act([desk.find("2026-AA0001")], "comment", text="ยังไม่ส่ง", audience=Audience.STAFF)
    page = page_of(window)
    assert not page._save.isVisible()
    qtbot.mouseClick(page._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._save.isVisible)
    choose_file(window, monkeypatch, tmp_path / "missing" / "work")
    qtbot.mouseClick(page._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._save.isEnabled)
    assert "could not be written there" in words(page)
    assert len(desk.outbox()) == 1
    choose_file(window, monkeypatch, tmp_path / "work.tambon")
    with qtbot.waitSignal(page.signed_out):
        qtbot.mouseClick(page._save, Qt.MouseButton.LeftButton)
    assert not desk.profile.cache_file.exists()
    restoring.restore(tmp_path / "work.tambon", Profile(tmp_path / "new"), "d2")
    again = Desk.open(tmp_path / "new", "a passphrase")
    assert [item.operation.payload.text for item in again.outbox()] == ["ยังไม่ส่ง"]
    again.close()


def test_room_for_photos_is_told_and_changed(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot
):
    for n in range(3):
        desk.photos.add_fetched(sha256_of(bytes([n]) * 40_000_000), bytes([n]) * 40_000_000, n + 1)
    card = page_of(window).findChild(PhotosCard)
    assert card is not None
    window.navigate("cases")
    window.navigate("settings")
    qtbot.waitUntil(lambda: "120 MB of 2 GB are in use." in words(card))
    assert "3 full photos" in words(card)
    assert card.bar.value() == pytest.approx(0.06)
    assert card.choice.currentText() == "2 GB"
    card.choice.setCurrentIndex(card.choice.findText("500 MB"))
    card.choice.activated.emit(card.choice.currentIndex())
    qtbot.waitUntil(lambda: "120 MB of 500 MB are in use." in words(card))
    assert desk.cache.get(BUDGET) == 500_000_000
    desk.photo_keeping.set_budget(LEAST_BUDGET)
    desk.photo_keeping.finish()
    assert desk.photos.statistics().photo_bytes == 40_000_000


def test_the_card_of_photos_speaks_the_language_that_is_chosen(
    desk: Desk, window: DeskWindow, words: Words, qtbot: QtBot
):
    choose(page_of(window)._language, "th")
    qtbot.waitUntil(lambda: "ใช้ไป 0 KB จาก 2 GB" in words(page_of(window)))
    choose(page_of(window)._language, "en")


def test_a_window_that_was_closed_has_nothing_more_to_say(window: DeskWindow, qtbot: QtBot):
    window.close()
    use_language("th")  # its desk is closed: reading from it would fail in Qt's event loop
    qtbot.wait(0)
    use_language("en")
