"""A server with its people, and desks that work with it through their command lines."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from desktop import app
from desktop.words import language, use_language
from server import cli as server_cli

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


def spoken(run: Callable[[], int]) -> tuple[int, str, str]:
    """Run a command line within this process: its exit code, output and errors."""
    out, err = io.StringIO(), io.StringIO()
    before = language()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run()
        except SystemExit as ended:  # argparse: the words were wrong
            code = int(ended.code or 0)
        finally:
            use_language(before)
    return code, out.getvalue(), err.getvalue()


class Town:
    """A server and its people, and the desks that work with it.

    The server that serves is a process. Other commands run within this one, which spares each
    its start, unless a test asks for a process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "server"
        self.secret = folder / "secret"
        self.secret.write_text("correct horse battery\n", encoding="utf-8")
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.env = {**os.environ, "TAMBON_LANGUAGE": "en"}

    def people(self, count: int) -> None:
        """An authority with a clerk and an officer, and this many imported tickets."""
        self.server("authority", "add", "TT", "อบต.ทดลอง")
        for user, role in (("malee", "clerk"), ("somchai", "officer")):
            self.server(
                "user", "add", user, "--role", role, "--authority", "TT",
                "--password-file", str(self.secret),
            )  # fmt: skip
        records = self.folder / "tickets.ndjson"
        lines = [json.dumps(ticket, ensure_ascii=False) for ticket in tickets(count)]
        records.write_text("\n".join(lines), "utf-8")
        self.server("import-traffy", str(records), "--authority", "TT")

    def server(self, *words: str) -> str:
        """Run a command of the server and return what it printed."""
        code, out, err = spoken(lambda: server_cli.main(["--data", str(self.data), *words]))
        assert code == 0, err
        return out

    def start(self) -> None:
        """Start the server and wait until it listens; later starts take the same port."""
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
        """End the server in order."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def desk_command(self, user: str, *words: str) -> list[str]:
        """The command line of one person's desk."""
        return [sys.executable, "-m", "desktop.app", *self._desk_words(user, *words)]

    def _desk_words(self, user: str, *words: str) -> list[str]:
        profile = str(self.folder / user)
        return [*words, "--profile", profile, "--passphrase-file", str(self.secret)]

    def desk(self, user: str, *words: str, code: int = 0) -> str:
        """Run a headless command, expect its exit code, return what it printed."""
        argv = [*self._desk_words(user, *words), "--language", "en"]
        found, out, err = spoken(lambda: app.main(argv))
        assert found == code, (words, found, out, err)
        return out

    def desk_process(self, user: str, *words: str, code: int = 0) -> str:
        """The same as a process of its own, as a script or scheduler starts it."""
        done = subprocess.run(
            self.desk_command(user, *words),
            capture_output=True, text=True, env=self.env, check=False, timeout=120,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def sign_in(self, user: str) -> None:
        """Sign a person's desk in."""
        self.desk(
            user, "sign-in", "--server", f"http://127.0.0.1:{self.port}", "--user", user,
            "--password-file", str(self.secret),
        )  # fmt: skip
