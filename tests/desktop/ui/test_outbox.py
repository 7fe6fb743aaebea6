"""The outbox page: what waits, taking it back, photos on their way, and the line in words."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Audience
from casework.operations import Operation
from desktop import clock
from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.sync.progress import Progress
from desktop.ui.pages.outbox import OutboxPage
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow
from desktop.ui.window import DeskWindow

Words = Callable[[QWidget], str]
MINUTE = 60_000_000


@dataclass
class Shown:
    """The page in its window."""

    desk: Desk
    window: DeskWindow
    page: OutboxPage
    qtbot: QtBot

    @property
    def rows(self) -> list[OutboxRow | OutboxPhotoRow]:
        model = self.page._model
        return [model.item(n).data(ROW_ROLE) for n in range(model.rowCount())]

    def states(self) -> list[str]:
        return [row.status_text for row in self.rows]

    def wait(self, states: list[str]) -> None:
        def as_wanted() -> None:
            assert self.states() == states

        self.qtbot.waitUntil(as_wanted)

    def click_action(self, row: int) -> None:
        index = self.page._model.index(row, 0)
        self.page._list.itemDelegate().action.emit(index)  # type: ignore[attr-defined]


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
    shown.wait(["words are sent", "sending 100 %", "in the queue"])
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
        (Status(Line.PROBLEM, "disk_full"), "The disk is full"),
        (Status(Line.SYNCING, progress=Progress("photos_up", 1, 4)), "1 of 4"),
        (Status(Line.OK, waiting=1), "Waiting for the next turn to send."),
        (Status(Line.OFFLINE, "unreachable", next_try_at=1_800_000_000_000_000), "15:00"),
    ],
)
def test_the_line_is_told_in_a_sentence(shown: Shown, words: Words, status: Status, sentence: str):
    shown.window.bridge.status_changed.emit(status)
    assert sentence in words(shown.page)
    assert shown.page._bar.isVisible() == (status.progress is not None)


def test_the_journal_tells_what_sync_did(shown: Shown, words: Words):
    shown.desk.cache.journal("sync", pushed=2, photos_up=1)
    shown.desk.cache.journal("failed", code="server_down")
    shown.page.refresh()
    shown.qtbot.waitUntil(lambda: "sent 2 acts · sent 1 photos" in words(shown.page))
    assert "The server is not answering." in words(shown.page)


def test_a_row_opens_its_case(shown: Shown):
    comment(shown.desk, "2026-AA0003")
    shown.wait(["in the queue"])
    shown.page._list.activated.emit(shown.page._model.index(0, 0))
    assert shown.window.current_key() == "cases"
