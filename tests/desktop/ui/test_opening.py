"""Opening the program: signing in, a damaged cache, and one window per profile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Audience
from desktop.desk import Desk
from desktop.handover import Door
from desktop.status import Line, Status
from desktop.storage import wiping
from desktop.storage.database import connect
from desktop.storage.profile import Profile
from desktop.ui import opening, patience
from desktop.ui.sign_in import SignInDialog

Words = Callable[[QWidget], str]


@pytest.fixture
def dialog(tmp_path: Path, english: None, qtbot: QtBot) -> SignInDialog[Desk]:
    new = tmp_path / "new"
    made: SignInDialog[Desk] = SignInDialog(
        lambda url, user, password: Desk.sign_in(new, url, user, password, "a passphrase")
    )
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of a server to which no password is right."""

    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b'{"code":"bad_credentials"}'
            self.send_response(400)
            self.send_header(wire.PROTOCOL_HEADER, "1")
            self.send_header(wire.SERVER_HEADER, "s1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fill(
    dialog: SignInDialog[Desk], server: str, user: str = "prasert", password: str = "x"
) -> None:
    dialog.server.setText(server)
    dialog.user.setText(user)
    dialog.password.setText(password)


def press(dialog: SignInDialog[Desk], qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.problem.isVisible() and dialog.button.isEnabled())


def test_empty_fields_are_told_beside_them(dialog: SignInDialog[Desk], words: Words, qtbot: QtBot):
    fill(dialog, "http://127.0.0.1:9", password="")
    press(dialog, qtbot)
    assert "Please fill in the server's address, user name and password." in words(dialog)
    assert dialog.answer is None


@pytest.mark.parametrize(
    ("server", "sentence"),
    [("http://127.0.0.1:9", "No signal."), ("desk", "This is not a server's address.")],
)
def test_what_goes_wrong_is_told_beside_the_fields(
    dialog: SignInDialog[Desk], words: Words, qtbot: QtBot, server: str, sentence: str
):
    fill(dialog, server)
    press(dialog, qtbot)
    assert sentence in words(dialog)


def test_a_wrong_password_can_be_typed_again(
    dialog: SignInDialog[Desk], refusing: str, words: Words, qtbot: QtBot, tmp_path: Path
):
    fill(dialog, refusing)
    press(dialog, qtbot)
    assert "User name or password is not right." in words(dialog)
    assert dialog.isVisible()
    assert (dialog.server.text(), dialog.user.text()) == (refusing, "prasert")
    assert not Profile(tmp_path / "new").exists()


def test_the_right_password_brings_the_desk(
    dialog: SignInDialog[Desk], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Desk, "sign_in", lambda *_: desk)
    fill(dialog, "http://127.0.0.1:9")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert dialog.answer is desk


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, english: None) -> list[str]:
    """The sentences said before there is a window."""
    told: list[str] = []
    monkeypatch.setattr(opening, "_say", told.append)
    return told


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Desk]]:
    """The desks whose windows were opened."""
    desks: list[Desk] = []

    def show(_application: QApplication, desk: Desk, **_: object) -> int:
        desks.append(desk)
        return 0

    monkeypatch.setattr("desktop.ui.window.run_window", show)
    yield desks
    for desk in desks:
        desk.close()


def start(qapp: QApplication, profile: Profile, passphrase: str = "a passphrase") -> int:
    return opening.open_window(lambda: qapp, profile, passphrase)


def test_a_signed_in_profile_opens(qapp, desk: Desk, said: list[str], shown: list[Desk]):
    desk.close()
    assert start(qapp, desk.profile) == 0
    assert shown[0].account.username == "prasert"
    assert said == []


def test_a_desk_on_a_full_disk_opens_and_says_so(
    qapp, desk: Desk, said: list[str], shown: list[Desk], monkeypatch: pytest.MonkeyPatch
):
    desk.close()
    usage = shutil.disk_usage(desk.profile.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=9_000))
    assert start(qapp, desk.profile) == 0
    assert len(shown) == 1
    assert len(said) == 1
    assert "พื้นที่ในเครื่องเต็ม" in said[0]
    assert "เปิดดูได้" in said[0]


def test_opening_that_takes_long_says_why_and_stays_until_it_is_done(
    qapp: QApplication, english: None, words: Words, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patience, "MOMENT_MS", 1)
    go_on, read = threading.Event(), []

    def look() -> None:
        for widget in qapp.topLevelWidgets():
            if isinstance(widget, patience._Word) and widget.isVisible():
                widget.close()
                widget.reject()
                assert widget.isVisible()
                read.append(words(widget))
                go_on.set()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()

    def work() -> str:
        assert go_on.wait(30)
        return "done"

    assert patience.patiently(work, "Some minutes.") == "done"
    timer.stop()
    assert set(read) == {"Some minutes."}
    with pytest.raises(ValueError, match="invalid literal"):
        patience.patiently(lambda: int("x"), "")


def test_a_profile_that_cannot_be_brought_up_to_date_is_said(qapp, desk: Desk, said, shown):
    desk.close()
    file = connect(desk.profile.cache_file, desk.key)
    file.execute("PRAGMA user_version = 99")
    file.close()
    assert start(qapp, desk.profile) == 1
    assert len(said) == 1
    assert shown == []


def test_a_second_start_raises_the_first_window(qapp, desk: Desk, said, shown):
    heard: list[object] = []

    def answer(request: dict[str, object]) -> dict[str, object]:
        heard.append(request)
        return {"code": 0, "out": [], "err": []}

    with desk.profile.lock():
        door = Door(desk.profile.path, desk.key, answer)
        assert start(qapp, desk.profile) == 0
        door.close()
        assert heard == [{"raise": True}]
        assert (said, shown) == ([], [])
        assert start(qapp, desk.profile) == 1
    assert len(said) == 1, "a desk that does not answer is named"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Desk | None]:
    """What the sign-in dialog brings, one answer for each time it is opened."""
    answers: list[Desk | None] = []
    monkeypatch.setattr(opening, "sign_in_by_dialog", lambda *_: answers.pop(0))
    return answers


def test_a_lost_way_in_leads_to_signing_in_and_opens_nothing_by_itself(
    qapp, desk: Desk, said, shown, asked
):
    asked.append(None)
    assert start(qapp, desk.profile, "another") == 0
    assert len(said) == 1
    assert "งานของคุณยังอยู่ครบ" in said[0]
    assert (shown, asked) == ([], [])


def test_signing_in_opens_a_desk_whose_way_in_was_lost(qapp, desk: Desk, said, shown, asked):
    asked.append(desk)
    assert start(qapp, desk.profile, "another") == 0
    assert shown == [desk]


def test_a_damaged_cache_is_rescued_and_said_once(qapp, desk: Desk, said, shown):
    desk.act([desk.find("2026-AA0001")], "comment", text="ไม่หาย", audience=Audience.STAFF)
    desk.close()
    with desk.profile.cache_file.open("r+b") as file:
        file.write(b"\x55" * 4096)
    assert start(qapp, desk.profile) == 0
    assert len(said) == 1
    assert [item.operation.payload.text for item in shown[0].outbox()] == ["ไม่หาย"]


def test_a_wiped_desk_says_so_and_goes_back_to_signing_in(
    qapp, desk: Desk, clerk_desk: Desk, said, asked, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []

    def show(_application: QApplication, shown: Desk, **_: object) -> int:
        opened.append(shown.account.username)
        if len(opened) == 1:
            shown._link._status = Status(Line.WIPED, "wiped")
        shown.close()
        return 0

    monkeypatch.setattr("desktop.ui.window.run_window", show)
    desk.close()
    asked.append(clerk_desk)
    assert start(qapp, desk.profile) == 0
    assert opened == ["prasert", "wilaiporn"]
    assert ["ล้างข้อมูลในเครื่องนี้" in sentence for sentence in said] == [True]


def test_a_broken_off_wipe_is_gone_on_with_before_anything_opens(
    qapp, desk: Desk, said, shown, asked
):
    desk.close()
    wiping.begin(desk.profile)
    asked.append(None)
    assert start(qapp, desk.profile) == 0
    assert len(said) == 1
    assert not desk.profile.cache_file.exists()
    assert shown == []
