"""The window of a desk that was too long without its server, and shortly before."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.case import Audience
from desktop import clock, contact
from desktop.desk import Desk
from desktop.locking import DAY
from desktop.status import Line, Status
from desktop.ui.pages.lock import LockPage
from desktop.ui.sign_in import SignInDialog
from desktop.ui.window import DeskWindow

Open = Callable[[Desk], DeskWindow]
Words = Callable[[QWidget], str]
SENTENCE = "ถนนเป็นหลุมลึก"


def last_met(desk: Desk, days_ago: float, *, lock_after: int = 14) -> None:
    """Let the last contact be so many days ago."""
    assert desk.settings is not None
    settings = msgspec.structs.replace(desk.settings, lock_after_days=lock_after)
    now = clock.now()
    seen = {
        "met": now - int(days_ago * DAY), "reached": now, "monotonic": clock.monotonic(),
        "boot": clock.boot(),
    }  # fmt: skip
    desk.cache.put_many({"settings": msgspec.to_builtins(settings), contact.KEPT: seen})


def shown(window: DeskWindow) -> QWidget:
    widget = window._stack.currentWidget()
    assert widget is not None
    return widget


def settled(window: DeskWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.bridge.busy)


@pytest.fixture
def locked(desk: Desk, open_window: Open) -> DeskWindow:
    """The window of a desk with unsent work that was fifteen days without its server."""
    desk.act([desk.find("2026-AA0001")], "comment", text="ยังไม่ส่ง", audience=Audience.STAFF)
    last_met(desk, 15)
    window = open_window(desk)
    window.bridge.status_changed.emit(Status(Line.OFFLINE, "unreachable", waiting=1))
    return window


def test_the_lock_page_stands_in_place_of_every_page_but_the_settings(
    locked: DeskWindow, words: Words, qtbot: QtBot
):
    for key in locked.page_keys():
        locked.navigate(key)
        settled(locked, qtbot)
        assert isinstance(shown(locked), LockPage) == (key != "settings")
        assert SENTENCE not in words(locked)
        assert "2026-AA" not in words(locked)


def test_it_says_what_happened_what_is_safe_and_what_to_do(locked: DeskWindow, words: Words):
    said = words(shown(locked))
    assert "has not met the server for 14 days" in said
    assert "safe on this computer and will be sent. Waiting: 1." in said
    assert "press “Connect now”" in said
    assert "Offline" in said


def test_nothing_is_undone_behind_the_lock_and_unsent_work_stays(
    locked: DeskWindow, desk: Desk, qtbot: QtBot
):
    locked.activateWindow()
    qtbot.keyClick(locked, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(locked, qtbot)
    assert [item.operation.kind for item in desk.outbox()] == ["comment"]


def test_a_contact_opens_the_pages_by_itself(
    locked: DeskWindow, desk: Desk, words: Words, qtbot: QtBot
):
    contact.note(desk.cache, 0)
    locked.bridge.status_changed.emit(Status(Line.OK))
    qtbot.waitUntil(lambda: not isinstance(shown(locked), LockPage))
    settled(locked, qtbot)
    assert locked.page("cases") is shown(locked)
    qtbot.waitUntil(lambda: locked._bar._note.text() != "")


def test_pages_that_were_open_are_covered_when_the_days_are_over(
    desk: Desk, open_window: Open, words: Words, qtbot: QtBot
):
    window = open_window(desk)
    window.navigate("outbox")
    assert not isinstance(shown(window), LockPage)
    last_met(desk, 15)
    window.guard.look()
    qtbot.waitUntil(lambda: isinstance(shown(window), LockPage))
    assert window._bar._note.text() == ""
    assert window.current_key() == "outbox"


def test_the_buttons_connect_sign_in_and_lead_to_the_settings(
    locked: DeskWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    woken: list[bool] = []
    monkeypatch.setattr(desk._link, "wake", lambda **_: woken.append(True))
    page = shown(locked)
    assert isinstance(page, LockPage)
    qtbot.mouseClick(page.connect_button, Qt.MouseButton.LeftButton)
    assert woken == [True]
    qtbot.mouseClick(page.sign_in_button, Qt.MouseButton.LeftButton)
    dialog = locked.findChild(SignInDialog)
    assert isinstance(dialog, SignInDialog)
    assert (dialog.user.text(), dialog.user.isReadOnly()) == ("prasert", True)
    dialog.reject()
    qtbot.mouseClick(page._settings, Qt.MouseButton.LeftButton)
    assert locked.current_key() == "settings"
    assert not isinstance(shown(locked), LockPage)


def test_signing_in_again_opens_the_pages_although_no_round_went_through(
    locked: DeskWindow, desk: Desk, qtbot: QtBot
):
    desk.cache.put_many(contact.noted(0))  # what a sign-in keeps
    locked.bridge.status_changed.emit(Status(Line.SYNCING))
    qtbot.waitUntil(lambda: not isinstance(shown(locked), LockPage))


def test_it_is_told_calmly_two_days_before_and_no_more_after_a_contact(
    desk: Desk, open_window: Open, words: Words, qtbot: QtBot
):
    last_met(desk, 11)
    window = open_window(desk)
    assert "Please connect to the server before" not in words(window)
    last_met(desk, 12.5)
    window.guard.look()
    qtbot.waitUntil(lambda: "Please connect to the server before" in words(window))
    assert not isinstance(shown(window), LockPage)
    window.choose_language("th")
    assert "โปรดต่ออินเทอร์เน็ตให้เครื่องนี้ติดต่อระบบกลางก่อน" in words(window)
    window.choose_language("en")
    contact.note(desk.cache, 0)
    window.bridge.status_changed.emit(Status(Line.OK))
    qtbot.waitUntil(lambda: "Please connect to the server before" not in words(window))


def test_the_lock_page_speaks_thai(locked: DeskWindow, words: Words):
    locked.choose_language("th")
    assert "เครื่องนี้รอติดต่อระบบกลาง" in words(shown(locked))
    assert "14 วัน" in words(shown(locked))
