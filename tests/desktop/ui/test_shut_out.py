"""The window of a disabled account, and a window that follows another role or authority."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.case import Audience
from desktop import shut_out
from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.ui.pages.shut_out import ShutOutPage
from desktop.ui.window import DeskWindow

Open = Callable[[Desk], DeskWindow]
Words = Callable[[QWidget], str]
SENTENCE = "ถนนเป็นหลุมลึก"


def shown(window: DeskWindow) -> QWidget:
    widget = window._stack.currentWidget()
    assert widget is not None
    return widget


def hear(window: DeskWindow, line: Line, code: str = "") -> None:
    window.bridge.status_changed.emit(Status(line, code))


def person_at_the_foot(window: DeskWindow) -> tuple[str, str]:
    return window._rail._person, window._rail._role


@pytest.fixture
def closed(desk: Desk, open_window: Open, qtbot: QtBot) -> DeskWindow:
    """The window of a desk with unsent work, a moment after the server shut it out."""
    settings = desk.cache.get("settings")
    boss = {"username": "boss", "name": "มาลี", "role": "administrator", "authority": "HT"}
    settings["staff"].append(boss)
    desk.cache.put("settings", settings)
    desk.forget_person()
    desk.act([desk.find("2026-AA0001")], "comment", text="งานของฉัน", audience=Audience.STAFF)
    window = open_window(desk)
    shut_out.note(desk.cache)
    hear(window, Line.REVOKED, "revoked")
    qtbot.waitUntil(lambda: isinstance(shown(window), ShutOutPage))
    qtbot.waitUntil(lambda: not window.bridge.busy)
    return window


def test_it_says_what_happened_whom_to_ask_and_only_what_one_recorded(
    closed: DeskWindow, words: Words
):
    for place in closed.page_keys():
        if place != "settings":
            closed.navigate(place)
            said = words(shown(closed))
            assert "This account was disabled" in said
            assert "มาลี" in said
            assert "งานของฉัน" in said
            assert SENTENCE not in said


def test_it_opens_again_where_it_was_once_the_account_is_enabled(
    closed: DeskWindow, desk: Desk, qtbot: QtBot
):
    closed.navigate("map")
    shut_out.forget(desk.cache)
    hear(closed, Line.OK)
    qtbot.waitUntil(lambda: shown(closed) is closed.page("map"))


def test_it_is_closed_from_the_first_moment_after_a_restart(desk: Desk, open_window: Open):
    shut_out.note(desk.cache)
    window = open_window(desk)
    assert isinstance(shown(window), ShutOutPage)
    assert window.page("cases") is None


def test_the_unsent_work_goes_into_a_file(
    closed: DeskWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Words, qtbot: QtBot
):
    target = tmp_path / "unsent.tambon"
    monkeypatch.setattr(closed, "choose_save", lambda _title, _name: target)
    page = shown(closed)
    assert isinstance(page, ShutOutPage)
    page.save_button.click()
    qtbot.waitUntil(lambda: "Saved: 1" in words(page), timeout=20_000)
    assert target.stat().st_size > 0


def test_nothing_is_undone_from_behind_the_page(closed: DeskWindow, desk: Desk, qtbot: QtBot):
    closed.undo_last()
    qtbot.waitUntil(lambda: not closed.bridge.busy)
    assert [item.operation.kind for item in desk.outbox()] == ["comment"]


# -- another role or authority ------------------------------------------------------------------


def become(desk: Desk, **values: str) -> None:
    """What a round of sync leaves where the administrator changed the account."""
    account = msgspec.structs.replace(desk.account, **values)
    desk.cache.put("account", msgspec.to_builtins(account))
    desk.forget_person()


def test_a_new_role_brings_other_places_without_a_restart(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    for key in ("map", "attention", "reports", "outbox", "settings", "cases"):
        window.navigate(key)
    qtbot.waitUntil(lambda: not window.bridge.busy)
    old = window.page("cases")
    become(desk, role="clerk")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: "incoming" in window.page_keys())
    assert window.current_key() == "cases"
    assert window.page("cases") is not old
    assert window.title_of("cases") == "All cases"
    assert person_at_the_foot(window)[1].startswith("Clerk")
    # What the old pages still wait for finds nobody, and what changes now finds the new ones.
    desk.act([desk.find("2026-AA0001")], "comment", text="ใหม่", audience=Audience.STAFF)
    qtbot.waitUntil(lambda: not window.bridge.busy)
    become(desk, role="officer")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: "incoming" not in window.page_keys())
    item = window._rail.item("cases")
    assert item is not None
    qtbot.waitUntil(lambda: item.accessibleName() == "My cases, 11")


def test_a_page_that_the_new_role_has_not_gives_way_to_the_first(
    clerk_desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(clerk_desk)
    assert window.current_key() == "incoming"
    become(clerk_desk, role="auditor")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: window.current_key() == "cases")


def test_another_authority_is_shown_at_once(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    settings = desk.cache.get("settings") | {"authority": "EL", "authority_name": "อบต.ที่อื่น"}
    desk.cache.put("settings", settings)
    become(desk, authority="EL", unit="")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("อบต.ที่อื่น"))


def test_another_unit_changes_only_the_words_at_the_foot(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    page = window.page("cases")
    become(desk, unit="กองคลัง")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: person_at_the_foot(window)[1].endswith("กองคลัง"))
    assert window.page("cases") is page


def test_what_was_half_written_is_there_after_a_change_of_role(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    case = desk.find("2026-AA0002")
    page = window.navigate("cases", authority=case.authority, case=case.id)
    qtbot.waitUntil(lambda: page.case_page.case is not None and not window.bridge.busy)  # type: ignore[attr-defined]
    page.case_page.comment.field.setPlainText("ครึ่งประโยค")  # type: ignore[attr-defined]
    become(desk, role="clerk")
    hear(window, Line.OK)
    qtbot.waitUntil(lambda: "incoming" in window.page_keys())
    qtbot.waitUntil(lambda: (desk.cache.draft("HT", case.id, "comment") or {}).get("text") == (
        "ครึ่งประโยค"
    ))  # fmt: skip
