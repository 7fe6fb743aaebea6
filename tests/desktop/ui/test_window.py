"""The desk's window: rail, counts, undo, the truth about the line, language, one per profile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.case import Audience
from desktop import cli
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.handover import hand_over
from desktop.status import Line, Status
from desktop.sync.client import Tokens
from desktop.sync.progress import Progress
from desktop.sync.wiping import Order
from desktop.ui.window import DeskWindow

Open = Callable[[Desk], DeskWindow]
Words = Callable[[QWidget], str]


def rail(window: DeskWindow) -> list[str]:
    """The places of the rail with their numbers, as a screen reader says them."""
    items = [window._rail.item(key) for key in window._places]
    return [item.accessibleName() for item in items if item is not None]


def connection(window: DeskWindow) -> str:
    return window._bar.connection.text()


def settled(window: DeskWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.bridge.busy)


def test_an_officer_begins_with_my_cases_and_how_many_they_are(desk: Desk, open_window: Open):
    window = open_window(desk)
    assert window.current_key() == "cases"
    assert rail(window)[0] == "My cases, 11"
    assert not any(name.startswith("Incoming") for name in rail(window))
    assert window.windowTitle().startswith("อบต.ห้วยตะวัน")


def test_a_clerk_begins_with_incoming_and_what_waits(clerk_desk: Desk, open_window: Open):
    window = open_window(clerk_desk)
    assert window.current_key() == "incoming"
    assert rail(window)[:2] == ["All cases", "Incoming, 10"]


def test_a_supervisor_sees_all_cases_and_incoming(clerk_desk: Desk, open_window: Open):
    account = msgspec.structs.replace(clerk_desk.account, role="supervisor")
    clerk_desk.cache.put("account", msgspec.to_builtins(account))
    clerk_desk._person = None
    window = open_window(clerk_desk)
    assert window.current_key() == "cases"
    assert rail(window)[:2] == ["All cases", "Incoming, 10"]


def test_every_place_opens_and_says_its_name(clerk_desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(clerk_desk)
    for key in window._places:
        page = window.navigate(key)
        settled(window, qtbot)
        assert page.isVisible()
        assert window._bar._title.text()


def test_an_act_counts_at_once_and_is_taken_back_with_control_z(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    case = desk.find("2026-AA0002")
    desk.act([case], "comment", text="ไปดูแล้ว", audience=Audience.STAFF)
    qtbot.waitUntil(lambda: "Outbox, 1" in rail(window))
    assert connection(window).endswith("1 waiting")
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Outbox, 0" in rail(window))
    qtbot.waitUntil(window._undo_bar.isVisible)
    assert window._undo_bar.text() == "Undone: 1"
    assert desk.outbox() == []


def test_the_undo_bar_undoes_what_it_says_and_only_while_it_says_it(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    undone: list[str] = []
    window.show_undo("Accepted 2 cases", lambda: undone.append("bar"))
    assert window._undo_bar.isVisible()
    qtbot.mouseClick(window._undo_bar._button, Qt.MouseButton.LeftButton)
    assert undone == ["bar"]
    assert not window._undo_bar.isVisible()
    window.show_undo("Accepted 3 cases", lambda: undone.append("late"))
    window._undo_bar.dismiss()
    window.undo_last()
    qtbot.waitUntil(window._problem.isVisible)
    assert window._problem.accessibleName() == "There is nothing to undo."
    assert undone == ["bar"]


def test_the_button_tells_the_truth_about_the_line(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    said: list[str] = []
    for status in (
        Status(),
        Status(Line.OFFLINE, "unreachable", waiting=2, photos_waiting=1),
        Status(Line.SYNCING, waiting=2, photos_waiting=1, progress=Progress("push", 0, 2)),
        Status(Line.OK, last_sync_at=1_800_000_000_000_000),
        Status(Line.SERVER_DOWN, "server_down"),
        Status(Line.SIGN_IN, "sign_in_needed", waiting=1),
        Status(Line.TOO_NEW, "too_new"),
    ):
        window.bridge.status_changed.emit(status)
        said.append(connection(window))
    assert said == [
        "Not connected yet",
        "Offline · 3 waiting",
        "Sending… · 3 waiting",
        "All sent · 15:00",
        "Server not answering",
        "Please sign in again · 1 waiting",
        "Update needed",
    ]


def test_the_field_of_search_says_while_it_is_prepared(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    field = window.search_field()
    desk._link.tell_indexing((3_000, 10_000))
    qtbot.waitUntil(lambda: field.placeholderText() == "Preparing search, 3,000 of 10,000")
    assert field.toolTip() == "Searching works meanwhile, a little slower."
    assert field.accessibleName() == "Search or command"
    window.choose_language("th")
    qtbot.waitUntil(lambda: field.placeholderText() == "เตรียมค้นหา 3,000 จาก 10,000")
    window.choose_language("en")
    desk._link.tell_indexing(None)
    qtbot.waitUntil(lambda: field.placeholderText() == "Search or command")
    assert field.toolTip() == ""


def test_without_a_server_the_background_sync_says_offline_and_work_goes_on(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    desk._link.keep(Tokens("access", "refresh", 2**60))
    window = open_window(desk)
    desk.start_sync()
    qtbot.waitUntil(lambda: connection(window) == "Offline", timeout=15_000)
    desk.act([desk.find("2026-AA0001")], "comment", text="ไปดูแล้ว", audience=Audience.STAFF)
    qtbot.waitUntil(lambda: connection(window) == "Offline · 1 waiting", timeout=15_000)
    qtbot.waitUntil(lambda: "Outbox, 1" in rail(window))


def test_the_language_changes_everywhere_at_once_and_is_kept(
    desk: Desk, open_window: Open, qtbot: QtBot
):
    window = open_window(desk)
    window.navigate("outbox")
    window.choose_language("th")
    settled(window, qtbot)
    assert rail(window)[0] == "เรื่องของฉัน, 11"
    assert window._bar._title.text() == "รอส่ง"
    assert "ยังไม่" in connection(window)
    assert window.settings.value("language") == "th"
    window.choose_language("en")
    settled(window, qtbot)
    assert rail(window)[0] == "My cases, 11"


def test_what_goes_wrong_is_said_in_words(desk: Desk, open_window: Open):
    window = open_window(desk)
    window.show_problem(DeskError("no_such_officer", officer="nobody"))
    assert window._problem.isVisible()
    assert window._problem.accessibleName().startswith("There is no officer nobody here.")
    window.show_problem(RuntimeError("0x80004005"))
    assert "0x80004005" not in window._problem.accessibleName()
    window.navigate("outbox")
    assert not window._problem.isVisible()


def test_a_second_start_brings_the_window_up(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)

    def answer(request: dict[str, object]) -> dict[str, object]:
        window.raised.emit()
        return {"code": 0, "out": [], "err": []}

    window.open_door(answer)
    window.showMinimized()
    assert hand_over(desk.profile.path, desk.key, {"raise": True}) == {
        "code": 0, "out": [], "err": [],
    }  # fmt: skip
    qtbot.waitUntil(lambda: not window.isMinimized())
    window.close()
    assert hand_over(desk.profile.path, desk.key, {"raise": True}) is None


def test_an_act_of_a_command_shows_in_the_open_window(
    desk: Desk, open_window: Open, qtbot: QtBot, tmp_path: Path
):
    window = open_window(desk)
    window.open_door(lambda request: cli.answer_handed_over(desk, request))
    secret = tmp_path / "secret"
    secret.write_text("a passphrase")
    with desk.profile.lock():
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop.app", "comment", "2026-AA0001", "--text", "จากคำสั่ง",
             "--profile", str(desk.profile.path), "--passphrase-file", str(secret)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        qtbot.waitUntil(lambda: "Outbox, 1" in rail(window), timeout=20_000)
        assert process.wait(timeout=20) == 0


def test_closing_the_window_closes_the_desk(desk: Desk, open_window: Open):
    window = open_window(desk)
    desk.start_sync()
    window.close()
    assert not window.isVisible()
    with pytest.raises(Exception, match="closed"):
        desk.outbox()


def test_a_wiped_desk_closes_its_window(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    desk._link._obey(Order("http://127.0.0.1:9", "s1", {}))
    qtbot.waitUntil(lambda: not window.isVisible())
    assert desk.status.line == Line.WIPED
    assert not desk.profile.cache_file.exists()
    assert not desk.profile.exists()
