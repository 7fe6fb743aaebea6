"""The Sync page and Needs attention over a real server: what a person sees while it happens."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.case import State
from desktop.desk import Desk
from desktop.resolving import How
from desktop.storage.records import CaseQuery
from desktop.ui.pages.attention import AttentionPage
from desktop.ui.pages.outbox import OutboxPage
from desktop.ui.window import DeskWindow
from tests.support.line import Line
from tests.support.town import Town

PASSWORD = "correct horse battery"
DAY = 86_400_000_000
Words = Callable[[QWidget], str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(12)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(town: Town) -> Iterator[Line]:
    made = Line(town.port)
    yield made
    made.close()


def sit(folder: Path, url: str, user: str) -> Desk:
    desk = Desk.sign_in(folder, url, user, PASSWORD, "a passphrase")
    desk.sync()
    return desk


def noise(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1400, 1000), 60 + seed).convert("RGB").save(out, "JPEG", quality=97)
    return out.getvalue()


def test_photos_are_stopped_and_sent_and_the_page_tells_it_all(
    town: Town, line: Line, tmp_path: Path, open_window: Callable[[Desk], DeskWindow],
    qtbot: QtBot, words: Words,
):  # fmt: skip
    desk = sit(tmp_path / "malee", line.url, "malee")
    window = open_window(desk)
    page = window.navigate("outbox")
    assert isinstance(page, OutboxPage)
    case = next(desk.cases(CaseQuery(states=frozenset({State.IN_PROGRESS}))))
    photos = [desk.prepare_photo(noise(n), case, f"IMG_{n}.jpg") for n in range(4)]
    desk.fix(case, photos, "ซ่อมแล้ว", State.DONE)
    seen: list[str] = []

    def stop_at_the_photos() -> None:
        lanes = {lane.accessibleName() for lane in page.now._lines}
        moving = next((text for text in lanes if text.startswith("Photos, sending: ")), "")
        if not seen and page.now.stop.isVisible() and " of 4" in moving:
            seen.append(moving)
            page.now.stop.click()

    window.bridge.status_changed.connect(lambda _: stop_at_the_photos())
    desk.start_sync()
    qtbot.waitUntil(lambda: desk.status.code == "stopped", timeout=30_000)
    qtbot.waitUntil(lambda: "Stopped." in words(page))
    assert seen
    assert page.now.now.isVisible()
    model = page.history.table.rounds
    qtbot.waitUntil(lambda: str(model.index(0, 8).data()) == "You stopped it")
    qtbot.mouseClick(page.now.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.outbox() == [], timeout=30_000)
    qtbot.waitUntil(lambda: "Everything is sent." in words(page), timeout=10_000)
    qtbot.waitUntil(lambda: str(model.index(0, 8).data()) == "All went well")
    sent = sum(int(str(model.index(row, 4).data()).replace("–", "0")) for row in (0, 1))
    assert sent == 4, "no photo twice"


def test_conflicts_with_another_desk_are_settled_in_bulk_and_reach_the_server(
    town: Town, tmp_path: Path, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot
):
    mine = sit(tmp_path / "malee", f"http://127.0.0.1:{town.port}", "malee")
    theirs = sit(tmp_path / "other", f"http://127.0.0.1:{town.port}", "malee")
    waiting = list(mine.cases(CaseQuery(states=frozenset({State.WAITING}))))[:3]
    due = 1_900_000_000_000_000
    for number, case in enumerate(waiting):
        mine.act([case], "set_due", {"due_at": due + number * DAY})
        theirs.act([theirs.find(case.ticket.number)], "set_due", {"due_at": due - number * DAY - 1})
    theirs.sync()
    mine.sync()
    window = open_window(mine)
    page = window.navigate("attention")
    assert isinstance(page, AttentionPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.bulk.choose(How.MINE)
    qtbot.waitUntil(page.bulk.save.isEnabled)
    page.bulk.save.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    mine.sync()
    assert mine.attention() == []
    theirs.sync()
    wanted = [due + number * DAY for number in range(3)]
    assert [theirs.find(c.ticket.number).due_at for c in waiting] == wanted
    theirs.close()


def test_work_goes_and_the_answer_comes_by_stick(
    town: Town, tmp_path: Path, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot,
    words: Words, monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    desk = sit(tmp_path / "malee", f"http://127.0.0.1:{town.port}", "malee")
    case = next(desk.cases(CaseQuery(states=frozenset({State.IN_PROGRESS}))))
    desk.act([case], "comment", text="ส่งด้วยแฟลชไดรฟ์")
    window = open_window(desk)
    page = window.navigate("outbox")
    assert isinstance(page, OutboxPage)
    stick = tmp_path / "stick"
    monkeypatch.setattr(window, "choose_save", lambda *_: stick)
    page.stick.out.click()
    written = stick.with_name("stick.tambon-work")
    qtbot.waitUntil(lambda: "Written: acts 1 · photos 0." in words(page))
    town.server("operations", "import", str(written))
    answer = Path(f"{written}.answer")
    monkeypatch.setattr(window, "choose_files", lambda *_: [answer])
    page.stick.back.click()
    qtbot.waitUntil(lambda: "Taken in: 1 answered" in words(page))
    qtbot.waitUntil(lambda: desk.outbox() == [])
    answer.write_bytes(answer.read_bytes()[:-1])
    page.stick.back.click()
    qtbot.waitUntil(lambda: "The file is not whole." in words(page))
