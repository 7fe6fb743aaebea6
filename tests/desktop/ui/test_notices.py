"""Notices beside the window and in it: their words, a click, and what a person wants of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from casework.thai import local
from desktop import clock, noticing
from desktop.desk import Desk
from desktop.notices import Choices, Kind, Notice, Subject
from desktop.ui.bridge import Bridge
from desktop.ui.notice_words import target, words_of
from desktop.ui.notices import Notices, Tray
from desktop.ui.pages.settings_notices import NoticesCard
from desktop.ui.window import DeskWindow
from desktop.words import use_language

Open = Callable[[Desk], DeskWindow]
ROAD = Subject("HT", "case-1", "ถนน", "4")


class FakeTray(QObject):
    """A system that has notices, or none; keeps what it showed."""

    clicked = Signal()

    def __init__(self, has: bool) -> None:
        super().__init__()
        self.has = has
        self.shown: list[str] = []

    def say(self, title: str, text: str) -> bool:
        self.shown += [text] if self.has else []
        return self.has


@pytest.fixture
def awake(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk after its first sync, in the hours in which notices come; one case is news to it."""
    now = clock.now()
    noon = now - (local(now).hour - 12) * 3_600_000_000
    monkeypatch.setattr(clock, "now", lambda: noon)
    desk.cache.put("last_sync_at", noon)
    noticing.to_tell(desk)
    told = dict(desk.cache.get(noticing.MEMORY)["told"])
    case = desk.find("2026-AA0001")
    told.pop(f"assigned:{case.authority}/{case.id}")
    kept = {"told": told, "due_day": local(noon).date().isoformat()}
    # Kept until the test lets the notices look.
    desk.cache.put(noticing.MEMORY, None)
    desk.cache.put("last_sync_at", None)
    desk.cache.put("test_kept", [kept, noon])
    return desk


def let_look(window: DeskWindow, tray: FakeTray) -> Notices:
    """The window's notices, with this tray, on the desk to which one case is news."""
    kept, synced = window.desk.cache.get("test_kept")
    window.desk.cache.put_many({noticing.MEMORY: kept, "last_sync_at": synced})
    return Notices(window, tray)  # type: ignore[arg-type]


def test_words_name_how_many_or_type_and_village_and_nobody(english):
    one = Notice(Kind.ASSIGNED, (ROAD,))
    many = Notice(Kind.DUE, (ROAD, ROAD, ROAD))
    assert words_of([one]) == "A new case was assigned to you: ถนน · Moo 4"
    assert words_of([one, many]).splitlines()[1] == "3 cases are due by the next working day"
    use_language("th")
    assert words_of([Notice(Kind.STUCK, (Subject(),))]).startswith("มีภาพ 1 ภาพที่ยังส่งไม่ได้")


def test_a_click_leads_to_the_case_else_to_the_page(english):
    one = Notice(Kind.ASSIGNED, (ROAD,))
    assert target([one]) == ("cases", {"authority": "HT", "case": "case-1"})
    assert target([Notice(Kind.ASSIGNED, (ROAD, ROAD))]) == ("cases", {})
    assert target([Notice(Kind.ATTENTION, (ROAD,)), one]) == ("attention", {})
    assert target([Notice(Kind.STUCK, (ROAD,))]) == ("outbox", {})


def test_the_system_shows_it_once_and_a_click_opens_the_case(
    awake: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(awake)
    tray = FakeTray(has=True)
    notices = let_look(window, tray)
    qtbot.waitUntil(lambda: len(tray.shown) == 1)
    assert tray.shown[0].startswith("A new case was assigned to you")
    assert not notices.line.isVisible()
    notices.look()
    qtbot.waitUntil(lambda: not window.bridge.busy)
    assert len(tray.shown) == 1
    window.navigate("settings")
    tray.clicked.emit()
    assert window.current_key() == "cases"
    page = window.page("cases")
    qtbot.waitUntil(lambda: page.case_page.case is not None)  # type: ignore[union-attr]
    assert page.case_page.case.ticket.number == "2026-AA0001"  # type: ignore[union-attr]


def test_without_the_systems_notices_a_line_in_the_window_says_it(
    awake: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(awake)
    notices = let_look(window, FakeTray(has=False))
    qtbot.waitUntil(notices.line.isVisible)
    assert "A new case was assigned to you" in notices.line.banner.accessibleName()
    assert notices.line.open_button.text() == "Open"
    window.navigate("settings")
    assert notices.line.isVisible(), "on every page, until it is opened or put away"
    window.choose_language("th")
    thai = "มีเรื่องใหม่มอบหมายให้คุณ"
    qtbot.waitUntil(lambda: thai in notices.line.banner.accessibleName())
    qtbot.mouseClick(notices.line.open_button, Qt.MouseButton.LeftButton)
    assert window.current_key() == "cases"
    assert not notices.line.isVisible()


def test_a_system_without_a_tray_shows_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.ui.notices.QSystemTrayIcon.isSystemTrayAvailable", lambda: False)
    owner = QObject()
    assert not Tray(owner).say("Tambon Desk", "A new case")


def test_what_a_person_chooses_is_kept(desk: Desk, qtbot: QtBot, english):
    bridge = Bridge(desk)
    card = NoticesCard(bridge)
    qtbot.addWidget(card)
    card.show()
    assert card.chosen == Choices()
    card.kinds[Kind.DUE].click()
    card.begins.setCurrentIndex(20)
    card.begins.activated.emit(20)
    qtbot.waitUntil(lambda: not bridge.busy)
    kept = noticing.choices(desk)
    assert kept == Choices(kinds=frozenset(Kind) - {Kind.DUE}, quiet_from=20)
    card.quiet.click()
    assert not card.begins.isEnabled()
    qtbot.waitUntil(lambda: not noticing.choices(desk).quiet)
    again = NoticesCard(bridge)
    qtbot.addWidget(again)
    assert not again.kinds[Kind.DUE].isChecked()
    assert again.kinds[Kind.ASSIGNED].isChecked()
    bridge.close()
