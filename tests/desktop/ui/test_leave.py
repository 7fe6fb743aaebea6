"""Leave on screen: whose cases are shown and counted, setting one, drafts on cases that left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Event, State
from casework.leaves import Leave
from casework.thai import local
from desktop import clock
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.sync.errors import SyncError
from desktop.ui.pages.left_drafts import LeftDraftsDialog
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.window import DeskWindow
from desktop.words import use_language
from tests.desktop.conftest import a_case, fill, sign_in_without_server

Open = Callable[[Desk], DeskWindow]
Words = Callable[[QWidget], str]
TODAY = local(clock.now()).date()


def a_leave(
    officer: str, substitute: str, first: int, last: int, ended_at: int | None = None
) -> Leave:
    return Leave(
        id=f"{officer}-{first}", officer=officer, substitute=substitute, ended_at=ended_at,
        from_day=TODAY + timedelta(days=first), to_day=TODAY + timedelta(days=last),
    )  # fmt: skip


def know(desk: Desk, *leaves: Leave, role: str = "") -> None:
    """Let the desk's settings hold these leaves, and the account be of this role."""
    settings = desk.cache.get("settings")
    settings["leaves"] = [msgspec.to_builtins(leave) for leave in leaves]
    account = desk.cache.get("account") | ({"role": role} if role else {})
    desk.cache.put_many({"settings": settings, "account": account})
    desk.forget_person()


def settled(window: DeskWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.bridge.busy)


def my_cases(window: DeskWindow) -> MyCasesPage:
    page = window.page("cases")
    assert isinstance(page, MyCasesPage)
    return page


def listed(window: DeskWindow) -> set[str]:
    keys = my_cases(window).list.model.keys()
    return {case_id for _, case_id in keys}


def marks(window: DeskWindow) -> list[str]:
    """The chips over the case shown, as a screen reader says them."""
    return [chip.accessibleName() for chip in my_cases(window).case_page.head._shown_chips]


@pytest.fixture
def standing_in(desk: Desk, open_window: Open) -> DeskWindow:
    """Prasert's window while he stands in for Anucha, who has three open cases."""
    line = Event(
        id="x", kind="start", at=clock.now(), actor="prasert", name="ประเสริฐ",
        for_officer="anucha", for_name="อนุชา",
    )  # fmt: skip
    theirs = [a_case(n, State.IN_PROGRESS, officer="anucha", history=(line,)) for n in (30, 31, 32)]
    fill(desk, theirs)
    know(desk, a_leave("anucha", "prasert", -1, 3))
    return open_window(desk)


def test_ones_own_cases_come_first_and_the_other_ones_behind_a_chip(
    standing_in: DeskWindow, qtbot: QtBot
):
    window, page = standing_in, my_cases(standing_in)
    settled(window, qtbot)
    assert [chip.text() for chip in page.whose.chips.values()] == [
        "Mine 11",
        "For Anucha Poonpol 3",
    ]
    assert len(listed(window)) == 11
    item = window._rail.item("cases")
    assert item is not None
    assert item.accessibleName() == "My cases, 11, 3 in somebody's place"
    page.whose.chips["anucha"].click()
    qtbot.waitUntil(lambda: listed(window) == {"case-0030", "case-0031", "case-0032"})
    qtbot.waitUntil(lambda: any("for Anucha Poonpol until" in name for name in marks(window)))
    assert "you for Anucha Poonpol" in [entry.who for entry in page.case_page.history.entries()]
    # His acts are offered as on his own cases.
    assert page.case_page.head.buttons["record_fix"].isEnabled()
    page.whose.chips[""].click()
    qtbot.waitUntil(lambda: len(listed(window)) == 11)


def test_a_search_looks_into_all_of_them(standing_in: DeskWindow, qtbot: QtBot):
    my_cases(standing_in).search("บ้านเลขที่ 3")
    qtbot.waitUntil(lambda: {"case-0003", "case-0030"} <= listed(standing_in))


def test_filters_stay_while_one_goes_from_one_to_the_other(standing_in: DeskWindow, qtbot: QtBot):
    page = my_cases(standing_in)
    page.whose.chips["anucha"].click()
    page.choice.choose(msgspec.structs.replace(page.choice.filters, overdue=True))
    qtbot.waitUntil(lambda: listed(standing_in) == set())
    [chip] = page._strip.chips
    chip.click()
    qtbot.waitUntil(lambda: len(listed(standing_in)) == 3)


def test_when_the_leave_is_over_the_list_is_ones_own_again(
    standing_in: DeskWindow, desk: Desk, qtbot: QtBot
):
    page = my_cases(standing_in)
    page.whose.chips["anucha"].click()
    qtbot.waitUntil(lambda: len(listed(standing_in)) == 3)
    know(desk, a_leave("anucha", "prasert", -3, -1))
    # No sync has come: the desk's own calendar tells.
    standing_in.bridge.counts_changed.emit()
    standing_in._ask_counts()
    qtbot.waitUntil(lambda: len(listed(standing_in)) == 11)
    qtbot.waitUntil(page.whose.isHidden)
    item = standing_in._rail.item("cases")
    assert item is not None
    qtbot.waitUntil(lambda: item.accessibleName() == "My cases, 11")


def test_an_ordinary_day_has_no_strip(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    assert my_cases(window).whose.isHidden()


# -- setting one --------------------------------------------------------------------------------


@pytest.fixture
def card(clerk_desk: Desk, open_window: Open, qtbot: QtBot):
    """The card of leaves on a supervisor's settings page."""
    know(
        clerk_desk, a_leave("anucha", "prasert", -1, 3), a_leave("prasert", "anucha", 20, 20),
        a_leave("anucha", "prasert", -9, -8), role="supervisor",
    )  # fmt: skip
    window = open_window(clerk_desk)
    window.navigate("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: len(page._leaves.rows) == 2)
    return page._leaves


def fill_in(card, officer: str, substitute: str, first: date, last: date) -> None:
    card.officer.setCurrentIndex(card.officer.findData(officer))
    card.substitute.setCurrentIndex(card.substitute.findData(substitute))
    card.first.set_day(first)
    card.last.set_day(last)


def test_it_lists_what_runs_and_what_is_to_come(card, words: Words):
    said = words(card)
    assert "Prasert Jaiman for Anucha Poonpol" in said
    assert "· now" in said
    assert "· to come" in said
    assert [row.button.text() for row in card.rows] == ["End now", "Call off"]


def test_days_in_thai_have_buddhist_years(card, words: Words, qtbot: QtBot):
    use_language("th")
    card.retranslate()
    qtbot.waitUntil(lambda: f"{TODAY.year + 543}" in words(card))


def test_a_leave_that_was_set_is_said_and_the_form_is_empty_again(
    card, clerk_desk: Desk, monkeypatch, words: Words, qtbot: QtBot
):
    sent: list[Leave] = []

    def server(leave: Leave) -> Leave:
        sent.append(leave)
        return leave

    monkeypatch.setattr(clerk_desk, "set_leave", server)
    fill_in(card, "prasert", "anucha", TODAY + timedelta(days=2), TODAY + timedelta(days=4))
    card.button.click()
    qtbot.waitUntil(lambda: "Anucha Poonpol stands in for Prasert Jaiman" in words(card.said))
    [leave] = sent
    assert (leave.officer, leave.substitute) == ("prasert", "anucha")
    assert (leave.from_day, leave.to_day) == (TODAY + timedelta(2), TODAY + timedelta(4))
    assert not card.officer.currentData()


def test_without_a_line_it_says_so_and_keeps_what_was_chosen(
    card, clerk_desk: Desk, monkeypatch, words: Words, qtbot: QtBot
):
    tried: list[str] = []

    def no_line(leave: Leave) -> Leave:
        tried.append(leave.id)
        raise SyncError("cut")

    monkeypatch.setattr(clerk_desk, "set_leave", no_line)
    fill_in(card, "prasert", "anucha", TODAY, TODAY + timedelta(days=4))
    for _ in range(2):
        card.button.click()
        qtbot.waitUntil(card.button.isEnabled)
    assert len(tried) == 2
    assert "needs the line" in words(card.said)
    assert (card.officer.currentData(), card.substitute.currentData()) == ("prasert", "anucha")
    assert card.last.day() == TODAY + timedelta(days=4)
    # The first may have gone through: the second is the same one.
    assert tried[0] == tried[1]
    card.last.set_day(TODAY + timedelta(days=5))
    card.button.click()
    qtbot.waitUntil(lambda: len(tried) == 3)
    assert tried[2] != tried[0]


def test_what_the_server_does_not_take_is_said_in_words(
    card, clerk_desk: Desk, monkeypatch, words: Words, qtbot: QtBot
):
    def refused(_leave: Leave) -> Leave:
        raise DeskError("leave_away")

    monkeypatch.setattr(clerk_desk, "set_leave", refused)
    fill_in(card, "prasert", "anucha", TODAY, TODAY)
    card.button.click()
    qtbot.waitUntil(lambda: "on leave then too" in words(card.said))


def test_nobody_chosen_is_said_at_once(card, words: Words):
    card.button.click()
    assert "Please choose who is on leave" in words(card.said)


def test_a_leave_is_ended(card, clerk_desk: Desk, monkeypatch, words: Words, qtbot: QtBot):
    ended: list[str] = []

    def server(leave_id: str) -> Leave:
        ended.append(leave_id)
        know(clerk_desk, a_leave("prasert", "anucha", 20, 20))
        return a_leave("anucha", "prasert", -1, 3)

    monkeypatch.setattr(clerk_desk, "end_leave", server)
    card.rows[0].button.click()
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    assert ended == ["anucha--1"]
    assert "ended" in words(card.said)


def test_the_first_day_is_never_after_the_last(card):
    card.first.set_day(TODAY + timedelta(days=6))
    assert card.last.day() == TODAY + timedelta(days=6)
    card.last.set_day(TODAY + timedelta(days=2))
    assert card.first.day() == TODAY + timedelta(days=2)


def test_an_officer_has_no_such_card(desk: Desk, open_window: Open, words: Words):
    window = open_window(desk)
    window.navigate("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert "Leave and substitutes" not in words(page)


# -- drafts on cases that left --------------------------------------------------------------------


@pytest.fixture
def left(tmp_path: Path, open_window: Open, qtbot: QtBot):
    """An officer's window with two drafts on cases that are with somebody else now."""
    desk = sign_in_without_server(tmp_path / "left", "prasert")
    fill(desk, [a_case(n) for n in (1, 2, 3)])
    desk.cache.save_draft("HT", "case-0001", "fix", {"text": "เปลี่ยนหลอดแล้ว", "photos": []})
    desk.cache.save_draft("HT", "case-0002", "comment", {"text": "รอผู้รับเหมา"})
    window = open_window(desk)
    lines = [wire.Line(gone=f"case-000{n}") for n in (1, 2)]
    end = wire.End(cursor="9", more=False)
    desk.cache.apply_page(lines, end, epoch=1, now=clock.now())
    qtbot.waitUntil(lambda: not my_cases(window).whose.drafts.isHidden())
    yield window
    desk.close()


def opened(window: DeskWindow, qtbot: QtBot) -> LeftDraftsDialog:
    my_cases(window).whose.drafts.click()
    dialog = window.findChild(LeftDraftsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.cards) == 2)
    return dialog


def test_the_strip_says_that_drafts_were_left_and_the_list_has_not_their_cases(
    left: DeskWindow, qtbot: QtBot
):
    assert my_cases(left).whose.drafts.text() == "Drafts on cases that left: 2"
    qtbot.waitUntil(lambda: listed(left) == {"case-0003"})


def test_a_draft_is_sent_on_as_a_comment(left: DeskWindow, qtbot: QtBot):
    dialog = opened(left, qtbot)
    card = next(c for c in dialog.cards if c.draft.case == "case-0001")
    card.copy.click()
    assert QGuiApplication.clipboard().text() == "เปลี่ยนหลอดแล้ว"
    card.send.click()
    qtbot.waitUntil(lambda: len(dialog.cards) == 1)
    [item] = left.desk.outbox()
    assert (item.operation.kind, item.operation.case) == ("comment", "case-0001")
    assert item.operation.payload.text == "เปลี่ยนหลอดแล้ว"
    dialog.close()


def test_what_is_dropped_goes_when_the_window_is_closed_and_can_be_kept_until_then(
    left: DeskWindow, qtbot: QtBot
):
    dialog = opened(left, qtbot)
    for card in dialog.cards:
        card.drop.click()
    dialog.cards[0].drop.click()
    kept = dialog.cards[0].draft.case
    assert len(left.desk.left_drafts()) == 2
    dialog.close()
    qtbot.waitUntil(lambda: [d.case for d in left.desk.left_drafts()] == [kept])
