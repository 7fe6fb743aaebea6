"""The headless doors: every command, exit code and sentence, as a script meets them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casework import wire
from casework.case import Audience
from desktop import app, cli
from desktop.desk import Desk
from desktop.handover import Door, hand_over
from desktop.storage import database
from desktop.storage.profile import Profile
from desktop.views import Filters, View, Views
from desktop.words import language, use_language
from tests.support.town import Town

PASSPHRASE = "correct horse battery"
WAITING, IN_PROGRESS = "2026-TEST01", "2026-TEST02"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A server with twelve tickets, and the clerk's desk in step with it."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(12)
    made.start()
    made.sign_in("malee")
    made.desk("malee", "sync")
    yield made
    made.stop()


@dataclass
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """The command line on one profile."""

    def __init__(self, profile: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self.secret = secret
        self.capsys = capsys

    def words(self, *words: str) -> list[str]:
        return [*words, "--profile", str(self.profile), "--passphrase-file", str(self.secret)]

    def raw(self, *words: str) -> Said:
        """Just these words."""
        self.capsys.readouterr()
        try:
            code = app.main(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def __call__(self, *words: str, code: int = 0) -> Said:
        """A command on this profile, which must end with `code`."""
        said = self.raw(*self.words(*words))
        assert said.code == code, said
        return said

    def open(self) -> Desk:
        return Desk.open(self.profile, PASSPHRASE)


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the language of the system, as scripts see it; English to begin with."""
    before = language()
    monkeypatch.setenv("TAMBON_LANGUAGE", "en")
    yield partial(monkeypatch.setenv, "TAMBON_LANGUAGE")
    use_language(before)


@pytest.fixture
def desk(
    town: Town, tmp_path: Path, speak: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> Commands:
    """The clerk's desk: a copy of its own, so that tests do not meet."""
    shutil.copytree(town.folder / "malee", tmp_path / "malee")
    return Commands(tmp_path / "malee", town.secret, capsys)


def jpeg(path: Path, shade: int = 40) -> Path:
    out = io.BytesIO()
    Image.effect_noise((400, 300), shade).convert("RGB").save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


# -- looking --------------------------------------------------------------------------------------


def test_list_and_show_give_cases_with_the_keys_that_scripts_rely_on(desk: Commands):
    cases = desk("list", "--json").json
    assert len(cases) == 12
    keys = {"number", "authority", "state", "types", "officer", "due", "history", "photos"}
    assert all(keys <= case.keys() for case in cases)
    shown = desk("show", f"{WAITING}@TT", "--json").json
    assert (shown["number"], shown["authority"], shown["state"]) == (WAITING, "TT", "waiting")
    assert WAITING in desk("show", WAITING).out
    assert WAITING in desk("list").out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--state", "waiting"], 6),
        (["--state", "waiting", "--state", "in_progress"], 12),
        (["--type", "ถนน"], 12),
        (["--type", "ขยะ"], 0),
        (["--search", "หลังที่ 7"], 1),
        (["--search", "ไม่มีคำนี้"], 0),
        (["--mine"], 0),
        (["--unit", "กองคลัง"], 0),
        (["--officer", "nobody"], 0),
        (["--older-than", "0"], 12),
        (["--older-than", "4000"], 0),
        (["--near", "0.5,0.5,200"], 0),
        (["--after-photo", "yes"], 0),
        (["--after-photo", "no"], 12),
        (["--view", "overdue", "--after-photo", "yes"], 0),
        (["--view", "เกินกำหนด", "--state", "done"], 0),
    ],
)
def test_a_list_is_filtered(desk: Commands, words: list[str], found: int):
    assert len(desk("list", "--json", *words).json) == found


def test_a_saved_view_is_listed_by_its_name(desk: Commands):
    opened = desk.open()
    Views(opened.cache).save(View("รอรับ", Filters(states=frozenset({"waiting"})), sort="number"))
    opened.close()
    shown = desk("list", "--json", "--view", "รอรับ").json
    assert [case["state"] for case in shown] == ["waiting"] * 6
    assert [case["number"] for case in shown] == sorted(case["number"] for case in shown)
    assert "ไม่มี" in desk("list", "--view", "ไม่มี", code=2).err


def test_near_is_told_where_it_is_no_place(desk: Commands):
    for words in ("16.4,101.1", "วัด,200", "16.4,101.1,-3", "16.4,101.1,far"):
        assert "16.4412,101.1533,500" in desk("list", "--near", words, code=2).err


@pytest.mark.parametrize("days", ["-1", "99999999999", "x"])
def test_days_that_are_none_are_wrong_use(desk: Commands, days: str):
    assert "--older-than" in desk("list", "--older-than", days, code=2).err


def test_options_are_taken_before_and_after_the_command(desk: Commands):
    options = ["--profile", str(desk.profile), "--passphrase-file", str(desk.secret)]
    after = desk.raw("list", "--json", *options)
    before = desk.raw(*options, "list", "--json")
    assert (before.code, after.code) == (0, 0)
    assert before.json == after.json


def test_sync_and_outbox_and_doctor_print_json_with_their_keys(desk: Commands):
    report = desk("sync").json
    keys = {"pulled", "pushed", "conflicts", "photos_up", "photos_down", "bytes_up", "bytes_down"}
    assert keys | {"seconds"} <= report.keys()
    assert desk("outbox", "--json").json == []
    desk("accept", WAITING)
    item = desk("outbox", "--json").json[0]
    assert (item["number"], item["kind"], item["state"]) == (WAITING, "accept", "waiting")
    assert WAITING in desk("outbox").out
    assert desk("doctor", "--json").json["ok"] is True
    assert "NOT OK" not in desk("doctor").out


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_week_is_exported_to_a_file(desk: Commands, tmp_path: Path, form: str):
    out = tmp_path / f"week.{form}"
    said = desk("export", "weekly", "--week", "2026-W47", "--format", form, "--out", str(out))
    assert said.json["rows"] == 12
    assert out.stat().st_size > 100


def test_a_file_for_support_is_written(desk: Commands, tmp_path: Path):
    out = tmp_path / "diagnostics.json"
    said = desk("diagnostics", str(out))
    assert said.json == {"file": str(out), "bytes": out.stat().st_size}
    assert json.loads(out.read_text())["format"] == 1
    refused = desk.raw(*desk.words("diagnostics", str(tmp_path / "nowhere" / "told.json")))
    assert refused.code == 1
    assert refused.err


# -- acting ---------------------------------------------------------------------------------------


def test_acts_are_kept_shown_and_undone(desk: Commands, tmp_path: Path):
    photo = jpeg(tmp_path / "after.jpg")
    assert len(desk("accept", WAITING, "2026-TEST03").json["done"]) == 2
    desk("assign", WAITING, "--to", "somchai")
    desk("comment", WAITING, "--text", "จะไปดูพรุ่งนี้", "--staff")
    said = desk("fix", WAITING, "--photo", str(photo), "--note", "ซ่อมแล้ว")
    assert "after.jpg" in said.err
    case = desk("show", WAITING, "--json").json
    assert (case["state"], case["officer"]) == ("done", "somchai")
    assert [(p["role"], p["verified"]) for p in case["photos"]] == [("after", False)]
    desk("undo")
    case = desk("show", WAITING, "--json").json
    assert (case["state"], case["photos"]) == ("in_progress", [])
    assert desk("show", "2026-TEST03", "--json").json["state"] == "in_progress"


def test_what_the_rules_do_not_admit_is_told_and_the_rest_is_done(desk: Commands):
    said = desk("accept", WAITING, IN_PROGRESS, code=1)
    assert (len(said.json["done"]), said.json["not_done"]) == (1, [IN_PROGRESS])
    assert IN_PROGRESS in said.err
    assert "in progress" in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "2026-NOSUCH"], "Case 2026-NOSUCH is not on this desk."),
        (["show", "..."], "is not on this desk"),
        (["assign", IN_PROGRESS, "--to", "nobody"], "There is no officer nobody here."),
        (["undo"], "There is nothing to undo."),
        (["comment", IN_PROGRESS, "--text", "  "], "The comment has no words."),
        (["fix", IN_PROGRESS, "--photo", "/nowhere/x.jpg", "--note", "x"], "could not be read"),
    ],
)
def test_what_is_refused_ends_with_1_and_a_sentence(
    desk: Commands, words: list[str], sentence: str
):
    said = desk(*words, code=1)
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert desk("outbox", "--json").json == []


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("words.jpg", b"this is no picture", "words.jpg is not a photo."),
        ("empty.jpg", b"", "empty.jpg is empty."),
        ("cut.jpg", None, "cut.jpg is cut off"),
    ],
)
def test_a_photo_that_is_none_is_told_and_nothing_is_saved(
    desk: Commands, tmp_path: Path, name: str, data: bytes | None, sentence: str
):
    path = jpeg(tmp_path / name)
    path.write_bytes(path.read_bytes()[:300] if data is None else data)
    said = desk("fix", IN_PROGRESS, "--photo", str(path), "--note", "x", code=1)
    assert sentence in said.err
    assert "Nothing was saved" in said.err
    assert desk("outbox", "--json").json == []
    assert desk("show", IN_PROGRESS, "--json").json["state"] == "in_progress"


def test_room_for_photos_is_told_and_changed(desk: Commands):
    told = desk("photos", "--json").json
    assert (told["budget"], told["staying"], told["used"]) == (2_000_000_000, 0, told["used"])
    assert told["used"] == told["photo_bytes"] + told["thumbnail_bytes"]
    assert desk("photos", "--budget", "500MB", "--json").json["budget"] == 500_000_000
    assert "of 500 MB are in use." in desk("photos").out
    assert "of 1.5 GB are in use." in desk("photos", "--budget", "1.5 gb").out
    assert desk("photos", "--json").json["budget"] == 1_500_000_000


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ("much", "much is not a size."),
        ("5 apples", "5 apples is not a size."),
        ("-1GB", "is not a size."),
        ("10MB", "Photos need at least 50 MB."),
        ("0", "Photos need at least 50 MB."),
    ],
)
def test_a_budget_that_is_none_is_told_and_changes_nothing(
    desk: Commands, size: str, sentence: str
):
    said = desk("photos", f"--budget={size}", code=2)
    assert sentence in said.err
    assert "Nothing was changed" in said.err
    assert desk("photos", "--json").json["budget"] == 2_000_000_000


# -- wrong use ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--state", "nonsense"],
        ["nonsense"],
        ["fix", IN_PROGRESS],
        ["export", "weekly", "--week", "47", "--out", "x.csv"],
        ["export", "weekly", "--week", "2026-W99", "--out", "x.csv"],
    ],
)
def test_wrong_use_ends_with_2(desk: Commands, words: list[str]):
    assert desk(*words, code=2).err


def test_a_folder_where_nobody_signed_in_says_so(desk: Commands, tmp_path: Path):
    said = desk.raw("list", "--json", "--profile", str(tmp_path / "nothing"))
    assert (said.code, said.out) == (2, "")
    assert "This desk is not signed in yet." in said.err
    assert not (tmp_path / "nothing").exists()


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(desk: Commands, tmp_path: Path):
    wrong = tmp_path / "wrong"
    wrong.write_text("another\n")
    for command in ("list", "sync"):
        said = desk.raw(command, "--profile", str(desk.profile), "--passphrase-file", str(wrong))
        assert said.code == 2
        assert "The passphrase does not open this desk." in said.err
    assert len(desk("list", "--json").json) == 12


def test_without_keyring_and_passphrase_nobody_is_asked(
    desk: Commands, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("getpass.getpass", lambda *_: pytest.fail("asked a script"))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for command in ("list", "sync"):
        said = desk.raw(command, "--profile", str(desk.profile))
        assert said.code == 2
        assert "This computer has no keyring." in said.err
        assert "--passphrase-file" in said.err


# -- signing in and out ---------------------------------------------------------------------------


def sign_in(desk: Commands, url: str, password: str, into: Path, user: str = "malee") -> Said:
    secret = into.parent / "typed"
    secret.write_text(password, encoding="utf-8")
    return desk.raw(
        "sign-in", "--server", url, "--user", user, "--password-file", str(secret),
        "--profile", str(into), "--passphrase-file", str(desk.secret),
    )  # fmt: skip


def test_a_wrong_password_is_told_and_leaves_no_profile(town: Town, desk: Commands, tmp_path: Path):
    said = sign_in(desk, f"http://127.0.0.1:{town.port}", "wrong\n", tmp_path / "new")
    assert said.code == 1
    assert "User name or password is not right." in said.err
    assert not Profile(tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("url", "password", "code", "sentence"),
    [
        ("http://127.0.0.1:9", "x", 3, "No signal."),
        ("desk.example.go.th", "x", 2, "This is not a server's address."),
        ("http://127.0.0.1:9", "\n", 2, "The password is empty."),
    ],
)
def test_signing_in_that_cannot_be_says_why(
    desk: Commands, tmp_path: Path, url: str, password: str, code: int, sentence: str
):
    said = sign_in(desk, url, password, tmp_path / "new")
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert not Profile(tmp_path / "new").exists()


def test_the_password_may_come_from_standard_input(
    town: Town, desk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\n"))
    said = desk.raw(
        "sign-in", "--server", f"http://127.0.0.1:{town.port}", "--user", "somchai",
        "--password-file", "-", "--profile", str(tmp_path / "new"),
        "--passphrase-file", str(desk.secret),
    )  # fmt: skip
    assert (said.code, said.out) == (0, "Signed in as somchai.\n")


def test_another_account_gets_no_entry_to_this_folder(town: Town, desk: Commands):
    url = f"http://127.0.0.1:{town.port}"
    said = sign_in(desk, url, PASSPHRASE, desk.profile, user="somchai")
    assert said.code == 2
    assert "This folder belongs to malee." in said.err
    assert len(desk("list", "--json").json) == 12
    desk("sync")


def test_signing_out_wants_the_number_of_what_is_given_up(
    town: Town, desk: Commands, tmp_path: Path
):
    # A session of its own: signing out ends it at the server too.
    sign_in(desk, f"http://127.0.0.1:{town.port}", PASSPHRASE, tmp_path / "own")
    desk = Commands(tmp_path / "own", desk.secret, desk.capsys)
    desk("sync")
    desk("accept", WAITING)
    said = desk("sign-out", code=1)
    assert "1 things are not sent yet" in said.err
    assert len(desk("outbox", "--json").json) == 1
    assert "holds no data" in desk("sign-out", "--give-up", "1").out
    assert desk("list", code=2).out == ""
    assert not (desk.profile / "cache.db").exists()


# -- the line and the server ----------------------------------------------------------------------


def at(desk: Commands, url: str) -> None:
    opened = desk.open()
    opened.cache.put("server_url", url)
    opened.close()


def test_a_server_out_of_reach_ends_with_3_and_loses_nothing(desk: Commands):
    at(desk, "http://127.0.0.1:9")
    desk("accept", WAITING)
    said = desk("sync", code=3)
    assert (said.json["error"], said.json["pushed"]) == ("unreachable", 0)
    assert "your work is kept on this computer" in said.err
    assert len(desk("outbox", "--json").json) == 1


def test_a_newer_protocol_is_told_and_loses_nothing(desk: Commands):
    opened = desk.open()
    server_id = str(opened.cache.get("server"))
    opened.close()

    class Newer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b'{"code":"protocol_too_new"}'
            self.send_response(426)
            self.send_header(wire.PROTOCOL_HEADER, "2")
            self.send_header(wire.SERVER_HEADER, server_id)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Newer)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        at(desk, f"http://127.0.0.1:{server.server_port}")
        desk("accept", WAITING)
        said = desk("sync", code=1)
    finally:
        server.shutdown()
        server.server_close()
    assert "The server speaks a newer version than this program." in said.err
    assert len(desk("outbox", "--json").json) == 1


def test_what_needs_attention_ends_a_sync_with_1(town: Town, desk: Commands, tmp_path: Path):
    shutil.copytree(desk.profile, tmp_path / "other")
    other = Commands(tmp_path / "other", desk.secret, desk.capsys)
    # A copied folder would be the same device twice: sign in anew for one of its own.
    opened = other.open()
    opened.cache.put("device", "another-device")
    opened.close()
    sign_in(other, f"http://127.0.0.1:{town.port}", PASSPHRASE, other.profile)
    number = "2026-TEST10"
    desk("fix", number, "--note", "ซ่อมแล้ว", "--outcome", "done")
    desk("sync")
    other("fix", number, "--note", "ติดตามอยู่", "--outcome", "followed_up")
    said = other("sync", code=1)
    assert said.json["conflicts"] + said.json["refused"] == 1
    assert "1 things need attention" in said.err
    assert [i["number"] for i in other("outbox", "--json").json] == [number]


# -- damage and a full disk -----------------------------------------------------------------------


def damage(profile: Path) -> None:
    """Overwrite the first pages of the cache, as a failing disk does."""
    with (profile / "cache.db").open("r+b") as file:
        file.write(b"\x55" * 4096)


@pytest.mark.parametrize("command", [("list", "--json"), ("outbox", "--json"), ("sync",)])
def test_a_damaged_cache_is_set_aside_and_its_outbox_saved(
    desk: Commands, command: tuple[str, ...]
):
    if command[0] == "sync":
        at(desk, "http://127.0.0.1:9")
    desk("accept", WAITING)
    damage(desk.profile)
    said = desk(*command, code=3 if command[0] == "sync" else 0)
    assert "your unsent work was saved" in said.err
    assert list(desk.profile.glob("damaged-*"))
    assert [i["kind"] for i in desk("outbox", "--json").json] == ["accept"]


def test_a_damaged_cache_is_filled_again_and_its_work_arrives(town: Town, desk: Commands):
    desk("comment", "2026-TEST11", "--text", "ข้อความที่ต้องไม่หาย")
    damage(desk.profile)
    report = desk("sync").json
    assert (report["pushed"], report["pulled"]) == (1, 12)
    case = json.loads(town.server("case", "2026-TEST11", "--json"))
    assert "ข้อความที่ต้องไม่หาย" in [e["text"] for e in case["history"]]


def test_signing_in_over_a_damaged_cache_saves_its_outbox_too(town: Town, desk: Commands):
    desk("accept", WAITING)
    damage(desk.profile)
    said = sign_in(desk, f"http://127.0.0.1:{town.port}", PASSPHRASE, desk.profile)
    assert said.code == 0
    assert "your unsent work was saved" in said.err
    assert [i["kind"] for i in desk("outbox", "--json").json] == ["accept"]


def test_an_empty_passphrase_makes_no_profile(town: Town, desk: Commands, tmp_path: Path):
    desk.secret = tmp_path / "left-empty"
    desk.secret.write_text("\n")
    said = sign_in(desk, f"http://127.0.0.1:{town.port}", PASSPHRASE, tmp_path / "new")
    assert said.code == 2
    assert not Profile(tmp_path / "new").exists()


def test_a_damaged_key_is_told_and_nothing_is_deleted(desk: Commands):
    before = (desk.profile / "cache.db").read_bytes()
    (desk.profile / "key.json").write_text("{")
    said = desk("list", "--json", code=1)
    assert "Nothing was deleted." in said.err
    assert (desk.profile / "cache.db").read_bytes() == before


def test_a_full_disk_is_told_and_nothing_is_half_done(
    desk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    photo = jpeg(tmp_path / "after.jpg", 90)
    before = desk("show", IN_PROGRESS, "--json").json
    connect = database.connect

    def on_a_full_disk(file: Path, key: bytes) -> Any:
        connection = connect(file, key)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(database, "connect", on_a_full_disk)
    for words in (
        ("fix", IN_PROGRESS, "--photo", str(photo), "--note", "ซ่อมแล้ว"),
        ("comment", IN_PROGRESS, "--text", "ยาวมาก " * 1_200),
    ):
        said = desk(*words, code=1)
        assert "The disk is full, so this was not saved" in said.err
    monkeypatch.undo()
    assert desk.raw(*desk.words("outbox", "--json")).json == []
    after = desk.raw(*desk.words("show", IN_PROGRESS, "--json")).json
    assert after == before
    assert desk.raw(*desk.words("doctor", "--json")).json["ok"]


# -- words ----------------------------------------------------------------------------------------


def test_messages_are_thai_unless_english_is_wanted(
    desk: Commands, speak: Callable[[str], None], tmp_path: Path
):
    nothing = ["list", "--profile", str(tmp_path / "nothing")]
    speak("th")
    thai = desk.raw(*nothing).err
    assert "เข้าสู่ระบบ" in thai
    assert desk.raw(*nothing, "--language", "en").err.startswith("This desk is not signed in")
    speak("")
    assert desk.raw(*nothing).err == thai
    speak("en")
    assert desk.raw(*nothing, "--language", "th").err == thai


# -- a second desk on the same profile ------------------------------------------------------------


@pytest.fixture
def running(desk: Commands) -> Iterator[Desk]:
    """The desk as a window holds it: locked, with its door open."""
    opened = desk.open()
    with opened.profile.lock():
        door = Door(desk.profile, opened.key, partial(cli.answer_handed_over, opened))
        yield opened
        door.close()
    opened.close()


def test_a_command_hands_its_act_to_the_desk_that_runs(
    running: Desk, desk: Commands, tmp_path: Path
):
    photo = jpeg(tmp_path / "after.jpg")
    heard: list[object] = []
    running.cache.on_change(heard.append)
    words = desk.words("fix", IN_PROGRESS, "--photo", photo.name, "--note", "ซ่อมแล้ว")
    done = subprocess.run(
        [sys.executable, "-m", "desktop.app", *words],
        capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["done"][0]["kind"] == "record_fix"
    assert heard, "the running desk did not hear of it"
    assert running.find(IN_PROGRESS).state == "done"
    assert [item.operation.kind for item in running.outbox()] == ["record_fix"]


def test_the_running_desk_gives_photos_up_for_a_smaller_budget(running: Desk, desk: Commands):
    data = [bytes([n]) * 30_000_000 for n in range(3)]
    for n, photo in enumerate(data):
        running.photos.add_fetched(hashlib.sha256(photo).hexdigest(), photo, n + 1)
    told = desk("photos", "--budget", "65MB", "--json").json
    assert told["photos"] == 2
    assert told["used"] <= told["budget"] == 65_000_000
    assert running.photos.has(hashlib.sha256(data[2]).hexdigest())


def test_reading_goes_direct_while_a_desk_runs(running: Desk, desk: Commands):
    case = running.find(IN_PROGRESS)
    running.act([case], "comment", text="จากหน้าต่าง", audience=Audience.STAFF)
    assert [i["kind"] for i in desk("outbox", "--json").json] == ["comment"]


def test_what_goes_wrong_at_the_running_desk_is_told_and_its_door_stays_open(
    running: Desk, desk: Commands, monkeypatch: pytest.MonkeyPatch
):
    assert "There is nothing to undo." in desk("undo", code=1).err
    thai = desk("undo", "--language", "th", code=1).err
    assert "ไม่มี" in thai
    with monkeypatch.context() as broken:
        broken.setattr(running, "accept", lambda *_: 1 / 0)
        assert "Something unexpected happened." in desk("accept", WAITING, code=1).err
    assert "already open in another window" in desk("sign-out", code=1).err
    assert desk("accept", WAITING).json["done"]


def test_a_stranger_without_the_key_is_turned_away(running: Desk, desk: Commands):
    request = {"argv": ["accept", WAITING], "cwd": "/", "language": "en"}
    assert hand_over(desk.profile, b"x" * 32, request) is None
    assert running.outbox() == []
    assert desk("accept", WAITING).json["done"]


def test_a_desk_that_runs_without_a_door_is_named(desk: Commands):
    with Profile(desk.profile).lock():
        said = desk("accept", WAITING, code=1)
    assert "already open in another window" in said.err
    assert desk("outbox", "--json").json == []


def test_a_window_with_a_passphrase_file_that_is_not_there_says_so(
    desk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(app, "has_screen", lambda: True)
    monkeypatch.setattr(app, "log_to", lambda _: None)
    said = desk.raw("open", "--profile", str(desk.profile), "--passphrase-file", "/nowhere/x")
    assert said.code == 2
    assert "The file /nowhere/x could not be read." in said.err


def test_without_a_screen_the_window_says_what_works(
    desk: Commands, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(app, "has_screen", lambda: False)
    said = desk.raw("open", "--profile", str(desk.profile))
    assert (said.code, "There is no screen here." in said.err) == (2, True)


def test_the_version_is_told(desk: Commands):
    assert desk.raw("--version").out == f"tambon-desk {app.VERSION}\n"
