"""A lost desk wiped from afar by a real server, and all the ways in which it must not be."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests

from casework import wire
from casework.case import Audience
from casework.wiping import Purpose, proof, wipe_key
from desktop import app
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.status import Line
from desktop.storage import durable, wiping
from desktop.storage.profile import Profile
from desktop.sync.errors import SyncError
from desktop.sync.wiping import KEPT
from tests.support.town import Town, picture, spoken

PASSWORD = "correct horse battery"
NUMBER = "2026-TEST00"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One server for the module with four tickets, of which the officer has one."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(4)
    made.start()
    made.sign_in("malee")
    made.desk("malee", "sync")
    made.desk("malee", "assign", NUMBER, "--to", "somchai")
    made.desk("malee", "sync")
    yield made
    made.stop()


@pytest.fixture
def town(served: Town, tmp_path: Path) -> Town:
    """That server, and a device of the officer's own for each test."""
    made = Town(tmp_path)
    made.data, made.port = served.data, served.port
    made.sign_in("somchai")
    made.desk("somchai", "sync")
    return made


def devices(town: Town, user: str = "somchai") -> dict[str, Any]:
    """The devices of an account as the administrator sees them, by id."""
    found = json.loads(town.server("user", "devices", user, "--json"))
    return {device["device"]: device for device in found}


def device_of(town: Town, folder: str = "somchai") -> str:
    return str(json.loads((town.folder / folder / "key.json").read_text("utf-8"))["device"])


def order(town: Town, folder: str = "somchai", *more: str) -> str:
    device = device_of(town, folder)
    town.server("user", "wipe", "somchai", "--device", device, *more)
    return device


def opened(town: Town, folder: str = "somchai") -> Desk:
    return Desk.open(town.folder / folder, PASSWORD)


def left(folder: Path) -> set[str]:
    """What lies in a profile, without what names nobody."""
    return {p.name for p in folder.iterdir()} - {"desk.lock", "desk.log", "crash.log"}


def said_by(town: Town, *words: str, code: int) -> str:
    """What a command on the officer's profile says on standard error."""
    argv = [*town._desk_words("somchai", *words), "--language", "en"]
    found, _, said = spoken(lambda: app.main(argv))
    assert found == code, said
    return said


def second_desk(town: Town) -> Desk:
    """Another device of the officer."""
    url = f"http://127.0.0.1:{town.port}"
    return Desk.sign_in(town.folder / "second", url, "somchai", PASSWORD, PASSWORD)


def test_a_lost_desk_is_wiped_at_its_next_contact_and_another_device_works_on(town: Town):
    photo = town.folder / "after.jpg"
    picture(photo, 3)
    town.desk("somchai", "fix", NUMBER, "--photo", str(photo), "--note", "ยังไม่ได้ส่ง")
    mine = {"notes of mine.txt", "key.pem", "backup.zip", "photos of 2025.db", "damaged-roads"}
    for folder in ("damaged-20260101T080000.123456Z", "rescue-new", "restoring", "damaged-roads"):
        (town.folder / "somchai" / folder).mkdir()
        (town.folder / "somchai" / folder / "cache.db").write_bytes(b"old")
    for name in ("cache.v1.db", "cache.rescued.db-wal", "photos.v1.db", "key.new"):
        (town.folder / "somchai" / name).write_bytes(b"older")
    for name in mine - {"damaged-roads"}:
        (town.folder / "somchai" / name).write_text("not ours")
    other = second_desk(town)
    device = order(town)
    assert devices(town)[device]["state"] == "wipe_ordered"

    done = town.desk_process("somchai", "sync", code=1)

    assert json.loads(done)["error"] == "wiped"
    assert left(town.folder / "somchai") == mine
    assert devices(town)[device]["state"] == "wiped"
    for command in ("list", "outbox", "sync"):
        town.desk("somchai", command, code=2)
    assert other.sync().pulled == 1
    other.act([other.find(NUMBER)], "comment", text="ทำต่อ", audience=Audience.STAFF)
    assert other.sync().pushed == 1
    other.close()
    case = json.loads(town.server("case", NUMBER, "--json"))
    assert "ยังไม่ได้ส่ง" not in json.dumps(case, ensure_ascii=False)


def test_what_is_said_is_a_sentence_and_the_folder_can_be_signed_in_at_anew(town: Town):
    device = order(town)
    said = said_by(town, "sync", code=1)
    assert "The administrator ordered this computer's data wiped, and that is done." in said
    town.sign_in("somchai")
    assert json.loads(town.desk("somchai", "sync"))["pulled"] == 1
    assert device_of(town) != device


def test_the_right_password_does_not_let_an_ordered_device_in_and_wipes_it(town: Town):
    device = order(town)
    said = said_by(
        town, "sign-in", "--server", f"http://127.0.0.1:{town.port}", "--user", "somchai",
        "--password-file", str(town.secret), code=1,
    )  # fmt: skip
    assert "that is done" in said
    assert left(town.folder / "somchai") == set()
    assert devices(town)[device]["state"] == "wiped"


def test_signing_in_again_in_the_window_wipes_too(town: Town):
    desk = opened(town)
    order(town)
    with pytest.raises(SyncError) as caught:
        desk.sign_in_again(PASSWORD)
    assert caught.value.code == "wiped"
    assert desk.status.line == Line.WIPED
    assert left(desk.profile.path) == set()
    desk.close()


def test_a_copy_of_the_disk_is_wiped_as_well(town: Town):
    shutil.copytree(town.folder / "somchai", town.folder / "copy")
    device = order(town)
    town.desk("somchai", "sync", code=1)
    first = devices(town)[device]
    copy = opened(town, "copy")
    with pytest.raises(SyncError, match="wiped"):
        copy.sync()
    copy.close()
    assert left(town.folder / "copy") == set()
    assert devices(town)[device] == first


def test_a_device_whose_sessions_were_ended_first_is_wiped_too(town: Town):
    town.server("user", "disable", "somchai")
    device = order(town)
    try:
        town.desk("somchai", "sync", code=1)
    finally:
        town.server("user", "enable", "somchai")
    assert left(town.folder / "somchai") == set()
    assert devices(town)[device]["state"] == "wiped"


def test_losing_the_session_alone_wipes_nothing(town: Town):
    town.desk("somchai", "comment", NUMBER, "--text", "ยังไม่ได้ส่ง")
    town.server("user", "disable", "somchai")
    assert "This account was disabled" in said_by(town, "sync", code=1)
    assert len(json.loads(town.desk("somchai", "outbox", "--json"))) == 1
    town.server("user", "enable", "somchai")
    # A new password ends the sessions.
    town.server("user", "change", "somchai", "--password-file", str(town.secret))
    assert "Please sign in again" in said_by(town, "sync", code=1)
    assert len(json.loads(town.desk("somchai", "outbox", "--json"))) == 1
    town.sign_in("somchai")
    order(town)
    order(town, "somchai", "--cancel")
    assert "Please sign in again" in said_by(town, "sync", code=1)
    assert len(json.loads(town.desk("somchai", "outbox", "--json"))) == 1
    town.sign_in("somchai")
    assert json.loads(town.desk("somchai", "sync"))["pushed"] == 1


def test_the_running_desk_is_wiped_in_the_background(town: Town, qtbot):
    desk = opened(town)
    lines: list[Line] = []
    desk.on_status(lambda status: lines.append(status.line))
    desk.start_sync()
    qtbot.waitUntil(lambda: Line.OK in lines)
    desk.act([desk.find(NUMBER)], "comment", text="ยังไม่ส่ง", audience=Audience.STAFF)
    device = order(town)
    desk.wake()
    qtbot.waitUntil(lambda: Line.WIPED in lines, timeout=15_000)
    assert left(desk.profile.path) == set()
    assert devices(town)[device]["state"] == "wiped"
    desk.close()


def test_a_wipe_that_is_not_confirmed_is_shown_as_given(town: Town, monkeypatch):
    monkeypatch.setattr("desktop.sync.wiping.confirm", lambda _: None)
    device = order(town)
    town.desk("somchai", "sync", code=1)
    assert devices(town)[device]["state"] == "wipe_given"


# -- forged orders --------------------------------------------------------------------------------


@pytest.fixture
def forging() -> Iterator[Callable[[str, Callable[[dict[str, str]], dict[str, Any]]], str]]:
    """Start a server that claims to be ours and that this desk is to be wiped."""
    servers: list[HTTPServer] = []

    def start(server_id: str, answer: Callable[[dict[str, str]], dict[str, Any]]) -> str:
        class Forger(BaseHTTPRequestHandler):
            def _any(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                form = {name: values[0] for name, values in parse_qs(raw).items()}
                asked = self.path == "/v1/wipe/ask"
                body = json.dumps(answer(form) if asked else {"code": "device_wiped"}).encode()
                self.send_response(200 if asked else 401)
                self.send_header(wire.PROTOCOL_HEADER, "1")
                self.send_header(wire.SERVER_HEADER, server_id)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = _any

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Forger)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def nothing_happened(desk: Desk) -> bool:
    names = {"key.json", "cache.db", "photos.db"}
    return names <= left(desk.profile.path) and desk.find(NUMBER).ticket.number == NUMBER


@pytest.mark.parametrize(
    ("forgery", "code"),
    [
        ("no_proof", "captive"),
        ("wrong_key", "captive"),
        ("another_device", "captive"),
        ("an_old_challenge", "captive"),
        ("the_ask_sent_back", "captive"),
        ("not_ordered", "device_wiped"),
        ("no_answer", "device_wiped"),
    ],
)
def test_a_forged_order_does_nothing(town: Town, forging, forgery: str, code: str):
    desk = opened(town)
    key = bytes.fromhex(str(desk.cache.get(KEPT)))
    server, account = str(desk.cache.get("server")), desk.account.username

    def answer(form: dict[str, str]) -> dict[str, Any]:
        said: dict[str, Any] = {
            "key": key, "device": form["device"], "challenge": form["challenge"],
        }  # fmt: skip
        if forgery == "not_ordered":
            return {}
        if forgery == "no_answer":
            return {"ordered_at": "nonsense"}
        if forgery == "no_proof":
            return {"ordered_at": 5}
        if forgery == "the_ask_sent_back":
            return {"ordered_at": 5, "proof": form["proof"]}
        if forgery == "wrong_key":
            said["key"] = wipe_key("00" * 32)
        if forgery == "another_device":
            said["device"] = "another"
        if forgery == "an_old_challenge":
            said["challenge"] = "an-older-challenge-of-this-desk"
        given = proof(
            said["key"], Purpose.ORDER, server=server, account=account, device=said["device"],
            about=("5", said["challenge"]),
        )  # fmt: skip
        return {"ordered_at": 5, "proof": given}

    desk.cache.put("server_url", forging(server, answer))
    with pytest.raises(SyncError) as caught:
        desk.sync()
    assert caught.value.code == code
    with pytest.raises(SyncError) as caught:
        desk.sign_in_again(PASSWORD)
    assert caught.value.code == code
    assert nothing_happened(desk)
    desk.close()


def test_another_server_is_no_network_whatever_it_says(town: Town, forging):
    desk = opened(town)
    desk.cache.put("server_url", forging("another-server", lambda _: {"ordered_at": 5}))
    with pytest.raises(SyncError) as caught:
        desk.sync()
    assert caught.value.code == "captive"
    assert nothing_happened(desk)
    desk.close()


def test_a_true_order_recorded_for_an_earlier_question_is_refused(town: Town, forging):
    """Somebody in the line keeps a true answer and gives it again after the order was cancelled."""
    desk = opened(town)
    key = bytes.fromhex(str(desk.cache.get(KEPT)))
    whose = {"server": str(desk.cache.get("server")), "account": "somchai",
             "device": str(desk.cache.get("device"))}  # fmt: skip
    order(town)
    ask = proof(key, Purpose.ASK, **whose, about=("x" * 32,))
    recorded = requests.post(
        f"http://127.0.0.1:{town.port}/v1/wipe/ask",
        data={"account": "somchai", "device": whose["device"], "challenge": "x" * 32, "proof": ask},
        timeout=10,
    ).json()
    assert recorded["ordered_at"] > 0
    order(town, "somchai", "--cancel")
    desk.cache.put("server_url", forging(whose["server"], lambda _: recorded))
    with pytest.raises(SyncError) as caught:
        desk.sync()
    assert caught.value.code == "captive"
    assert nothing_happened(desk)
    desk.close()


def test_a_desk_that_keeps_no_wipe_key_yet_believes_nobody(town: Town):
    desk = opened(town)
    desk.cache.put(KEPT, None)
    order(town)
    with pytest.raises(SyncError) as caught:
        desk.sync()
    assert caught.value.code == "device_wiped"
    assert nothing_happened(desk)
    desk.close()


def test_the_wipe_key_comes_with_a_renewal_of_the_session_too(town: Town):
    desk = opened(town)
    kept = desk.cache.get(KEPT)
    assert kept
    desk.cache.put(KEPT, None)
    desk._link.tokens.save(type(desk._link.tokens.load())("", desk._link.tokens.load().refresh, 0))
    desk.sync()
    assert desk.cache.get(KEPT) == kept
    desk.close()


# -- a crash in the middle ------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [(), ("key.json",), ("key.json", "cache.db")])
def test_a_wipe_that_a_crash_broke_off_is_gone_on_with_at_the_next_start(
    town: Town, gone: tuple[str, ...]
):
    folder = town.folder / "somchai"
    profile = Profile(folder)
    wiping._mark(profile)
    for name in gone:
        (folder / name).unlink()
    said = said_by(town, "list", code=1)
    assert "ordered this computer's data wiped" in said
    assert left(folder) == set()
    assert not wiping.is_unfinished(profile)
    town.desk("somchai", "list", code=2)


def test_signing_in_goes_on_with_a_broken_off_wipe_first(town: Town):
    profile = Profile(town.folder / "somchai")
    wiping.begin(profile)
    assert left(profile.path) >= {"cache.db", "photos.db"}
    town.sign_in("somchai")
    assert json.loads(town.desk("somchai", "sync"))["pulled"] == 1


def test_nobody_signs_in_where_something_would_not_go(town: Town, monkeypatch):
    """Else the next start would wipe the new account's data."""
    profile = Profile(town.folder / "somchai")
    wiping.begin(profile)
    unlink = durable.unlink

    def held(path: Path) -> None:
        if path.name == "cache.db":
            raise PermissionError(path)
        unlink(path)

    monkeypatch.setattr(durable, "unlink", held)
    url = f"http://127.0.0.1:{town.port}"
    with pytest.raises(DeskError) as caught:
        Desk.sign_in(profile.path, url, "somchai", PASSWORD, PASSWORD)
    assert caught.value.code == "wiped"
    assert left(profile.path) == {"cache.db", wiping.MARK}
    monkeypatch.undo()
    town.sign_in("somchai")
    assert wiping.MARK not in left(profile.path)


def test_the_keyring_forgets_the_key_and_the_session(tmp_path: Path, monkeypatch):
    forgotten: list[tuple[str, str]] = []
    monkeypatch.setattr("keyring.delete_password", lambda *names: forgotten.append(names))
    profile = Profile(tmp_path)
    assert wiping.finish(profile)
    name = str(tmp_path.resolve())
    assert forgotten == [("Tambon Desk", f"{name}#key"), ("Tambon Desk", f"{name}#tokens")]
