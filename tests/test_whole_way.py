"""The whole way once: import, sign in, work with the server stopped, and back, byte for byte.

Everything goes through the two command lines, as a script of an authority would do it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

WEEK_OLD = "2026-11-17 03:15:00.123+00"


def tickets(count: int) -> list[dict[str, object]]:
    """Records in the form of the 2022 search results, words of our own."""
    return [
        {
            "message_id": str(1000 + n), "type": "ถนน", "type_id": "12", "org": "อบต.ทดลอง",
            "comment": f"ถนนหน้าบ้านหลังที่ {n} เป็นหลุมลึก ขอให้มาซ่อม", "ticket_id": f"2026-TEST{n:02d}",
            "coords": ["101.20000", "16.40000"], "photo": "", "after_photo": "",
            "address": "หมู่ 3", "district": "ทดลอง", "subdistrict": "ทดลอง", "province": "ทดลอง",
            "timestamp": WEEK_OLD, "problem_type_abdul": "{ถนน}",
            "status": "report" if n % 2 else "inprogress", "star": None, "count_reopen": "0",
            "state": "รอรับเรื่อง" if n % 2 else "กำลังดำเนินการ",
        }
        for n in range(count)
    ]  # fmt: skip


def picture(path: Path, shade: int) -> bytes:
    """A JPEG of its own for each shade."""
    out = io.BytesIO()
    image = Image.effect_noise((640, 480), 20 + shade)
    image.convert("RGB").save(out, "JPEG", quality=80)
    path.write_bytes(out.getvalue())
    return out.getvalue()


class Town:
    """A server and its people, and the desks that work with it, all as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "server"
        self.secret = folder / "secret"
        self.secret.write_text("correct horse battery\n", encoding="utf-8")
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.env = {**os.environ, "TAMBON_LANGUAGE": "en"}

    def server(self, *words: str) -> str:
        command = [sys.executable, "-m", "server.cli", "--data", str(self.data), *words]
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.env, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = [
            sys.executable, "-m", "server.cli", "--data", str(self.data), "serve",
            "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.env)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "http://" in line:
                self.port = int(line.rsplit(":", 1)[1].strip().rstrip("/"))
                return
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def desk(self, user: str, *words: str, code: int = 0) -> str:
        command = [
            sys.executable, "-m", "desktop.app", *words, "--profile", str(self.folder / user),
            "--passphrase-file", str(self.secret),
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.env, check=False, timeout=120,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def sign_in(self, user: str) -> None:
        self.desk(
            user, "sign-in", "--server", f"http://127.0.0.1:{self.port}", "--user", user,
            "--password-file", str(self.secret),
        )  # fmt: skip


@pytest.fixture
def town(tmp_path: Path):
    made = Town(tmp_path)
    made.server("authority", "add", "TT", "อบต.ทดลอง")
    for user, role in (("malee", "clerk"), ("somchai", "officer")):
        made.server(
            "user", "add", user, "--role", role, "--authority", "TT",
            "--password-file", str(made.secret),
        )  # fmt: skip
    records = tmp_path / "tickets.ndjson"
    records.write_text("\n".join(json.dumps(t, ensure_ascii=False) for t in tickets(12)), "utf-8")
    made.server("import-traffy", str(records), "--authority", "TT")
    yield made
    made.stop()


def test_ten_fixes_recorded_without_a_server_arrive_with_their_photos(town: Town):
    town.start()
    town.sign_in("malee")
    assert json.loads(town.desk("malee", "sync"))["pulled"] == 12
    numbers = [f"2026-TEST{n:02d}" for n in range(12)]
    town.desk("malee", "assign", *numbers, "--to", "somchai")
    town.desk("malee", "sync")
    town.sign_in("somchai")
    town.desk("somchai", "sync")
    assert len(json.loads(town.desk("somchai", "list", "--json"))) == 12

    town.stop()
    photos: dict[str, bytes] = {}
    for n, number in enumerate(numbers[:10]):
        photos[number] = picture(town.folder / f"after{n}.jpg", n)
        town.desk("somchai", "start", number)
        town.desk(
            "somchai", "fix", number, "--photo", str(town.folder / f"after{n}.jpg"),
            "--note", "ซ่อมเรียบร้อยแล้ว",
        )  # fmt: skip
    waiting = json.loads(town.desk("somchai", "outbox", "--json"))
    assert len([item for item in waiting if item["kind"] == "record_fix"]) == 10
    town.desk("somchai", "sync", code=3)
    assert len(json.loads(town.desk("somchai", "outbox", "--json"))) == 20

    town.start()
    first = json.loads(town.desk("somchai", "sync"))
    assert (first["pushed"], first["photos_up"], first["conflicts"]) == (20, 10, 0)
    for number, data in photos.items():
        case = json.loads(town.server("case", number, "--json"))
        sha256 = hashlib.sha256(data).hexdigest()
        assert case["state"] == "done"
        after = [p for p in case["photos"] if p["role"] == "after"]
        assert [(p["sha256"], p["verified"]) for p in after] == [(sha256, True)]
        out = town.folder / "back.jpg"
        town.server("photo", sha256, "--out", str(out))
        assert out.read_bytes() == data

    second = json.loads(town.desk("somchai", "sync"))
    moved = ("pulled", "pushed", "photos_up", "photos_down", "conflicts")
    assert [second[name] for name in moved] == [0, 0, 0, 0, 0]
    assert json.loads(town.desk("somchai", "outbox", "--json")) == []
    assert json.loads(town.desk("somchai", "doctor", "--json"))["ok"]


def test_bad_input_has_its_exit_code_and_loses_nothing(town: Town):
    town.start()
    town.sign_in("malee")
    town.desk("malee", "sync")
    text = town.folder / "not-a-photo.jpg"
    text.write_text("this is no picture", encoding="utf-8")
    town.desk("malee", "fix", "2026-TEST00", "--photo", str(text), "--note", "x", code=1)
    town.desk("malee", "show", "2026-NOSUCH", code=1)
    town.desk("malee", "accept", "2026-TEST00", code=1)  # in progress already
    town.desk("malee", "list", "--state", "nonsense", code=2)
    town.secret.write_text("another\n", encoding="utf-8")
    town.desk("malee", "list", "--json", code=2)  # the wrong passphrase


def test_undo_takes_a_bulk_act_back_before_and_after_it_was_sent(town: Town):
    town.start()
    town.sign_in("malee")
    town.desk("malee", "sync")
    town.desk("malee", "accept", "2026-TEST01", "2026-TEST03")
    town.desk("malee", "undo")
    assert json.loads(town.desk("malee", "outbox", "--json")) == []
    town.desk("malee", "accept", "2026-TEST01", "2026-TEST03")
    town.desk("malee", "sync")
    town.desk("malee", "undo")
    town.desk("malee", "sync")
    for number in ("2026-TEST01", "2026-TEST03"):
        assert json.loads(town.server("case", number, "--json"))["state"] == "waiting"
