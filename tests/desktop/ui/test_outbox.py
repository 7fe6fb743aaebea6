"""The outbox page: what waits, taking it back, photos on their way, and the line in words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Audience
from casework.operations import Operation
from desktop import clock
from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.sync import history
from desktop.sync.progress import Lane, Progress, Report
from desktop.ui.pages.outbox import OutboxPage
from desktop.ui.pages.outbox_support import SupportDialog
from desktop.ui.widgets.connection import ConnectionButton
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow
from desktop.ui.window import DeskWindow

Words = Callable[[QWidget], str]
MINUTE = 60_000_000


def progress(step: str, done: int, total: int, **more: Any) -> Progress:
    """How far a round is that is in its first step."""
    return Progress(step, done, total, lanes=(Lane(step, done, total),), **more)


@dataclass
class Shown:
    """The page in its window."""

    desk: Desk
    window: DeskWindow
    page: OutboxPage
    qtbot: QtBot

    @property
    def rows(self) -> list[OutboxRow | OutboxPhotoRow]:
        model = self.page.waiting.model
        return [model.item(n).data(ROW_ROLE) for n in range(model.rowCount())]

    def states(self) -> list[str]:
        return [row.status_text for row in self.rows]

    def wait(self, states: list[str]) -> None:
        def as_wanted() -> None:
            assert self.states() == states

        self.qtbot.waitUntil(as_wanted)

    def click_action(self, row: int) -> None:
        index = self.page.waiting.model.index(row, 0)
        self.page.waiting.list.itemDelegate().action.emit(index)  # type: ignore[attr-defined]


@pytest.fixture
def shown(desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot) -> Shown:
    window = open_window(desk)
    page = window.navigate("outbox")
    assert isinstance(page, OutboxPage)
    qtbot.waitUntil(lambda: not window.bridge.busy)
    return Shown(desk, window, page, qtbot)


def comment(desk: Desk, number: str = "2026-AA0001") -> Operation:
    made = desk.act([desk.find(number)], "comment", text="ไปดูแล้ว", audience=Audience.STAFF)
    return made.done[0]


def with_photos(desk: Desk, count: int) -> tuple[Operation, list[str]]:
    case = desk.find("2026-AA0004")
    photos = []
    for shade in range(count):
        out = io.BytesIO()
        Image.effect_noise((200, 150), 40 + shade).convert("RGB").save(out, "JPEG")
        photos.append(desk.prepare_photo(out.getvalue(), case, f"after{shade}.jpg"))
    return desk.attach(case, photos).done[0], [p.sha256 for p in photos]


def applied(desk: Desk, operation: Operation) -> None:
    """The server answered that it took the operation."""
    desk.cache.mark_sent([operation.id])
    outcome = wire.Outcome(id=operation.id, outcome="applied", version=99)
    desk.cache.settle([outcome], clock.now())


def test_nothing_waits_at_first(shown: Shown, words: Words):
    assert shown.rows == []
    assert "Everything is sent. Nothing is waiting on this computer." in words(shown.page)
    assert "12" in words(shown.page), "how many cases are kept here"


def test_what_waits_can_be_withdrawn(shown: Shown):
    comment(shown.desk)
    shown.wait(["in the queue"])
    row = shown.rows[0]
    assert isinstance(row, OutboxRow)
    assert (row.action_text, row.about) == ("Withdraw", "2026-AA0001 ไปดูแล้ว")
    shown.click_action(0)
    shown.wait([])
    assert shown.desk.outbox() == []
    assert shown.window._undo_bar.text() == "Taken back: 1"


def test_what_was_sent_is_followed_by_an_undo(shown: Shown):
    operation = comment(shown.desk, "2026-AA0002")
    shown.desk.cache.mark_sent([operation.id])
    shown.wait(["sent, no answer yet"])
    fix = shown.desk.act([shown.desk.find("2026-AA0001")], "set_due", {"due_at": 5})
    shown.desk.cache.mark_sent([fix.done[0].id])
    shown.wait(["sent, no answer yet"] * 2)
    row = shown.rows[1]
    assert isinstance(row, OutboxRow)
    assert row.action_text == "Undo"
    shown.click_action(1)
    shown.wait(["sent, no answer yet", "sent, no answer yet", "in the queue"])
    last = shown.rows[2]
    assert isinstance(last, OutboxRow)
    assert last.action_text == ""


def test_photos_say_how_far_they_are_and_only_the_server_makes_them_sent(shown: Shown):
    operation, (first, second) = with_photos(shown.desk, 2)
    shown.wait(["in the queue"] * 3)
    applied(shown.desk, operation)
    shown.wait(["words are sent", "in the queue", "in the queue"])
    size = shown.desk.photos.size(first)
    assert size
    shown.desk.cache.upload_progress(first, operation.case, "/v1/photos/u", size // 2)
    shown.wait(["words are sent", "sending 50 %", "in the queue"])
    shown.desk.cache.upload_progress(first, operation.case, "/v1/photos/u", size)
    shown.wait(["words are sent", "sent, being checked", "in the queue"])
    shown.desk.cache.upload_verified(first, operation.case)
    shown.wait(["words are sent", "sent and checked", "in the queue"])
    next_try = clock.now() + 3 * MINUTE + MINUTE // 2
    shown.desk.cache.upload_failed(second, operation.case, "refused", next_try)
    shown.wait(["words are sent", "sent and checked", "again in 4 min"])
    shown.desk.cache.upload_verified(second, operation.case)
    shown.wait([])


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status(Line.OFFLINE, "unreachable", waiting=1), "No signal. Keep working"),
        (Status(Line.CAPTIVE, "captive"), "Please sign in to the Wi-Fi"),
        (Status(Line.SERVER_DOWN, "server_down"), "The server is not answering."),
        (Status(Line.MAINTENANCE, "maintenance", words="till noon"), "till noon"),
        (Status(Line.PROBLEM, "disk_full"), "The disk is full"),
        (Status(Line.UNKNOWN, "stopped", next_try_at=1_800_000_000_000_000), "Stopped."),
        (Status(Line.SYNCING, progress=progress("photos_up", 1, 4)), "1 of 4"),
        (Status(Line.SYNCING, progress=progress("pull", 40, 0)), "40 so far"),
        (Status(Line.SYNCING, progress=progress("pull", 320, 1_284)), "320 of 1,284"),
        (Status(Line.SYNCING, progress=progress("push", 0, 1, rate=6_800.0)), "7 KB a second"),
        (Status(Line.SYNCING, progress=progress("push", 0, 1, seconds_left=190)), "about 3 min"),
        (Status(Line.SYNCING), "Asking the server"),
        (Status(Line.OK, waiting=1), "Waiting for the next turn to send."),
        (Status(Line.OK, next_try_at=1_800_000_000_000_000), "next round at 15:00"),
        (Status(Line.OFFLINE, "unreachable", next_try_at=1_800_000_000_000_000), "15:00"),
    ],
)
def test_the_line_is_told_in_a_sentence(shown: Shown, words: Words, status: Status, sentence: str):
    shown.window.bridge.status_changed.emit(status)
    assert sentence in words(shown.page)
    running = status.line == Line.SYNCING
    assert (shown.page.now.stop.isVisible(), shown.page.now.now.isVisible()) == (
        running,
        not running,
    )


def test_a_wrong_clock_of_this_computer_is_told_quietly(shown: Shown, words: Words):
    off = -2 * 365 * 86_400
    shown.window.bridge.status_changed.emit(Status(Line.OK, clock_off=off))
    sentence = "This computer's clock is 2 years slow; times are corrected."
    assert sentence in words(shown.page)
    button = shown.window.findChild(ConnectionButton)
    assert button is not None
    assert sentence in button.toolTip()
    shown.window.bridge.status_changed.emit(Status(Line.OK))
    assert sentence not in words(shown.page)


def test_each_step_of_a_round_has_a_line_with_a_bar(shown: Shown):
    lanes = (Lane("push", 3, 3, 2_000), Lane("pull", 42, 0, 18_000),
             Lane("photos_up", 1, 5, 1_000_000, 4_000_000))  # fmt: skip
    far = Progress("photos_up", 1, 5, bytes_done=1_020_000, bytes_total=4_000_000, lanes=lanes)
    shown.window.bridge.status_changed.emit(Status(Line.SYNCING, progress=far, last_sync_at=1))
    told = [line.accessibleName() for line in shown.page.now._lines]
    assert told[0] == "Acts and words, sending: 3 of 3 · 2 KB"
    assert told[1] == "Cases, receiving: 42 so far · 18 KB"
    assert told[2] == "Photos, sending: 1 of 5 · 1.0 MB / 4.0 MB"
    bars = [line.bar for line in shown.page.now._lines]
    assert [bar.isVisible() for bar in bars] == [True, False, True, False]
    assert (bars[0].value(), bars[2].value()) == (1.0, 0.25)
    shown.window.bridge.status_changed.emit(Status(Line.OK, last_sync_at=clock.now()))
    assert not any(bar.isVisible() for bar in bars)
    assert shown.page.now._lines[0].accessibleName().endswith("all sent")


def test_a_round_is_stopped_and_asked_for_by_buttons(shown: Shown, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    shown.page.now.stop_wanted.connect(lambda: asked.append("stop"))
    shown.page.now.now_wanted.connect(lambda: asked.append("now"))
    shown.window.bridge.status_changed.emit(Status(Line.SYNCING, progress=progress("push", 0, 1)))
    shown.page.now.stop.click()
    assert shown.page.now.stop.text() == "Stopping…"
    assert not shown.page.now.stop.isEnabled()
    shown.window.bridge.status_changed.emit(Status(Line.UNKNOWN, "stopped"))
    shown.page.now.now.click()
    assert asked == ["stop", "now"]


def test_a_photo_that_failed_says_why_and_is_tried_again_at_once(shown: Shown):
    operation, (first,) = with_photos(shown.desk, 1)
    applied(shown.desk, operation)
    later = clock.now() + 3 * MINUTE + MINUTE // 2
    shown.desk.cache.upload_failed(first, operation.case, "photo_missing", later)
    shown.wait(["words are sent", "again in 4 min"])
    row = shown.rows[1]
    assert isinstance(row, OutboxPhotoRow)
    assert row.action_text == "Try again"
    assert "no longer on this computer" in row.note
    shown.click_action(1)
    shown.wait(["words are sent", "in the queue"])
    assert shown.desk.outbox()[0].photos[0].next_try_at == 0


def test_keys_and_buttons_act_on_the_current_row(shown: Shown):
    comment(shown.desk, "2026-AA0001")
    operation, (first,) = with_photos(shown.desk, 1)
    applied(shown.desk, operation)
    shown.desk.cache.upload_failed(first, operation.case, "photo_refused", clock.now() + MINUTE)
    shown.wait(["in the queue", "words are sent", "again in 1 min"])
    shown.page.waiting.list.setCurrentIndex(shown.page.waiting.model.index(2, 0))
    shown.qtbot.keyClick(shown.page.waiting.list, Qt.Key.Key_R)
    shown.wait(["in the queue", "words are sent", "in the queue"])
    shown.page.waiting.list.setCurrentIndex(shown.page.waiting.model.index(0, 0))
    assert shown.page.waiting.back.text() == "Withdraw"
    shown.qtbot.keyClick(shown.page.waiting.list, Qt.Key.Key_Delete)
    shown.wait(["words are sent", "in the queue"])


def test_an_act_without_an_answer_says_that_nothing_doubles(shown: Shown):
    operation = comment(shown.desk)
    for _ in range(3):
        shown.desk.cache.mark_sent([operation.id])
    shown.wait(["sent, no answer yet"])
    assert shown.rows[0].note.startswith("Asked 3 times.")


def test_the_history_tells_what_past_rounds_did(shown: Shown):
    hour = 60 * MINUTE
    now = clock.now()
    history.note(shown.desk.cache, Report(pulled=18, pushed=4, bytes_down=41_000, seconds=12), "",
                 now - 3 * hour, now - 3 * hour)  # fmt: skip
    for n in range(5):
        at = now - 2 * hour + n * MINUTE
        history.note(shown.desk.cache, Report(), "server_down", at, at)
    history.note(shown.desk.cache, Report(pushed=1, conflicts=2), "", now, now)
    shown.page._choose("history")
    shown.page.refresh()
    model = shown.page.history.table.rounds
    shown.qtbot.waitUntil(lambda: model.rowCount() == 3)

    def cell(row: int, column: int) -> str:
        return str(model.index(row, column).data())

    assert cell(0, 8) == "Needs attention: 2"
    assert (cell(1, 1), cell(1, 2)) == ("5 times", "–")
    assert cell(1, 8).startswith("The server is not answering.")
    assert [cell(2, n) for n in (1, 2, 3, 7, 8)] == ["12 s", "18", "4", "41 KB", "All went well"]
    said = model.index(2, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Cases in: 18"


def test_pictures_that_wait_have_a_button_with_their_size_and_a_choice(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, words: Words
):
    asked: list[str] = []
    shown.page.pictures.wanted.connect(lambda: asked.append("now"))
    assert not shown.page.pictures.button.isVisible()
    shown.window.bridge.status_changed.emit(
        Status(Line.OK, text_only=True, text_only_why="metered", pictures_left=14,
               pictures_bytes=12_300_000)
    )  # fmt: skip
    assert shown.page.pictures.button.text() == "Send and fetch now (12.3 MB)"
    assert "paid by use: 14 pictures wait, about 12.3 MB" in words(shown.page)
    shown.page.pictures.button.click()
    assert asked == ["now"]
    shown.page.pictures.choice.setCurrentIndex(2)
    shown.page.pictures.choice.activated.emit(2)
    shown.qtbot.waitUntil(lambda: shown.desk.pictures_choice == "ask")


def test_the_index_of_the_search_is_told_quietly(shown: Shown, words: Words):
    shown.window.bridge.status_changed.emit(Status(Line.OK, indexing=(3_200, 12_840)))
    assert "Preparing search, 3,200 of 12,840" in words(shown.page)
    shown.window.bridge.status_changed.emit(Status(Line.OK))
    assert "Preparing search" not in words(shown.page)


def test_the_file_for_support_tells_what_is_in_it_before_it_is_saved(
    shown: Shown, words: Words, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    target = tmp_path / "told"
    monkeypatch.setattr(shown.window, "choose_save", lambda _title, _name: target)
    shown.page.support.button.click()
    dialog = next(iter(shown.page.findChildren(SupportDialog)))
    assert not dialog.save.isEnabled()
    shown.qtbot.waitUntil(dialog.save.isEnabled)
    assert "How many cases (12) and acts, by kind and state" in words(dialog)
    assert "Not in it: names" in words(dialog)
    dialog.look.click()
    assert '"format": 1' in dialog.whole.toPlainText()
    dialog.save.click()
    shown.qtbot.waitUntil(dialog.folder.isVisible)
    assert json.loads((tmp_path / "told.json").read_text())["cache"]["rows"]["cases"] == 12
    dialog.close()


def test_in_a_narrow_window_what_stands_beside_is_a_tab(shown: Shown):
    shown.page.set_narrow(True)
    assert not shown.page.pictures.isVisible()
    shown.page._choose("here")
    assert shown.page.pictures.isVisible()
    shown.page.set_narrow(False)
    shown.qtbot.waitUntil(shown.page.pictures.isVisible)
    assert shown.page.waiting.isVisible()


def test_a_row_opens_its_case(shown: Shown):
    comment(shown.desk, "2026-AA0003")
    shown.wait(["in the queue"])
    shown.page.waiting.list.activated.emit(shown.page.waiting.model.index(0, 0))
    assert shown.window.current_key() == "cases"
