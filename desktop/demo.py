"""The demo: a central server of its own on this machine alone, and desks signed in to it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import filelock
import platformdirs

from casework.thai import local
from desktop import clock
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.paths import resource
from desktop.storage.profile import Profile

# The part of the tour at 150 % is a process of its own, on the data of the first part.
SCALED_TOUR = "TAMBON_TOUR_SCALED"
OFFICER, CLERK, SUPERVISOR = "prasert", "wilaiporn", "surachai"
START_SECONDS = 60
_STAMP = "demo.json"


def demo_folder(name: str) -> Path:
    """Where a demo lies between runs; the tour has its own, so that it never eats the desk's."""
    return Path(platformdirs.user_cache_dir("tambon-desk-demo", appauthor=False)) / name


def server_command(data: Path, *words: str) -> list[str]:
    """The command line of the central server beside this program."""
    bundled = Path(sys.executable).with_name(
        "tambon-server.exe" if os.name == "nt" else "tambon-server"
    )
    if getattr(sys, "frozen", False):
        return [str(bundled), "--data", str(data), *words]
    return [sys.executable, "-m", "server.cli", "--data", str(data), *words]


class DemoServer:
    """The demo's central server as a process of its own."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the server's data, the desks' profiles and the secrets of the demo."""
        self.folder = folder
        self.url = ""
        self._process: subprocess.Popen[str] | None = None
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._lock = filelock.FileLock(folder.with_suffix(".lock"), timeout=0)

    def _hold(self) -> None:
        """Two demos on the same data would take each other's cases away."""
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise DeskError("demo_busy") from error

    @property
    def camera(self) -> Path:
        """Photos as from an officer's camera, ready to be dropped on a fix."""
        return self.folder / "server" / "camera-roll"

    def prepare(self, say: Callable[[str], None], *, fresh: bool = False) -> None:
        """Fill the server with the demo's cases, anew on each day so that times look fresh."""
        self._hold()
        stamp = self.folder / _STAMP
        today = local(clock.now()).date().isoformat()
        if _day_of(stamp) == today and not fresh:
            return
        say("fill")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        done = subprocess.run(
            server_command(self.folder / "server", "demo", "--fresh"),
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=_root(),
        )  # fmt: skip
        if done.returncode != 0:
            raise DeskError("demo_server", text=done.stderr.strip()[-500:])
        filled = json.loads(done.stdout)
        password = self.folder / "password"
        password.write_text(filled["password"], encoding="utf-8")
        password.chmod(0o600)
        stamp.write_text(json.dumps({"day": today}), encoding="utf-8")

    def start(self) -> None:
        """Start the server on loopback, the same port as last time where it is free."""
        self._hold()
        last = self._port()
        if last and self._started_on(last):
            return
        if not self._started_on(0):
            raise DeskError("demo_server", text=str(self.folder / "server.log"))

    def _started_on(self, port: int) -> bool:
        """Start the server on a port; False where it ended before it listened."""
        command = server_command(
            self.folder / "server", "serve", "--host", "127.0.0.1", "--port", str(port),
            "--until-eof",
        )  # fmt: skip
        log = (self.folder / "server.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            encoding="utf-8", cwd=_root(),
        )  # fmt: skip
        log.close()
        self.url = self._listening(self._process)
        if not self.url:
            self._end()
        return bool(self.url)

    def stop(self) -> None:
        """Stop the server and wait for it to end; another demo may start then."""
        self._end()
        self._lock.release(force=True)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def desk(self, user: str) -> Desk:
        """The desk of one of the demo's people, signed in."""
        passphrase = (self.folder / "password").read_text(encoding="utf-8")
        path = self.folder / "desks" / user
        if Profile(path).exists():
            desk = Desk.open(path, passphrase)
            desk.cache.put("server_url", self.url)
            return desk
        path.mkdir(parents=True, exist_ok=True)
        desk = Desk.sign_in(path, self.url, user, passphrase, passphrase)
        _give_map(desk)
        return desk

    def _port(self) -> int:
        """The port of the last run, so that desks find their server again; 0 for any."""
        try:
            return int((self.folder / "port").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def _listening(self, process: subprocess.Popen[str]) -> str:
        """Wait for the line that says where the server listens; "" where it ended first."""
        assert process.stdout is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            line = process.stdout.readline()
            if "http://" in line:
                url = line[line.index("http://") :].split()[0].rstrip("/")
                (self.folder / "port").write_text(url.rsplit(":", 1)[1], encoding="ascii")
                return url
            if not line and process.poll() is not None:
                break
        return ""


def _give_map(desk: Desk) -> None:
    """The background map of the invented subdistrict, once for all desks of the demo."""
    if not desk.map_packages.installed():
        # A full disk leaves the demo with outlines alone.
        with contextlib.suppress(DeskError):
            desk.map_packages.install(resource("demo", "huai-tawan.mbtiles"), lambda *_: None)


def _day_of(stamp: Path) -> str:
    try:
        return str(json.loads(stamp.read_text(encoding="utf-8"))["day"])
    except (OSError, ValueError, KeyError):
        return ""


def _root() -> Path:
    """The folder from which `python -m server.cli` finds the server."""
    return Path(__file__).resolve().parent.parent
