"""A central server in a process of its own, for tests that stop, start and kill it."""

from __future__ import annotations

import collections
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSWORD = "correct horse"
START_SECONDS = 60
_PORTS = collections.deque(range(20_000, 30_000))
_PORTS.rotate(-(os.getpid() * 61 % 10_000))
REPOSITORY = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port that nobody uses now.

    Below those that the system gives to outgoing connections, so that it is still free when the
    server comes back; each test process begins elsewhere.
    """
    for port in itertools.islice(itertools.cycle(_PORTS), len(_PORTS)):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            _PORTS.rotate(-1 - _PORTS.index(port))
            return port
    raise AssertionError("no free port")


@dataclass
class ServerProcess:
    """`tambon-server` on a data folder; it keeps its address over stops and starts.

    `reached_by` are words before the command that serves: those that enter a namespace.
    """

    data: Path
    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    reached_by: Sequence[str] = ()
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it listens when it runs."""
        return f"http://{self.host}:{self.port}"

    @property
    def password(self) -> str:
        """The password of everybody whom `add_user` added."""
        return PASSWORD

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run another command on the same data folder, whatever its exit code."""
        return subprocess.run(
            [*self._program(), "--data", str(self.data), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self._environment(),
            cwd=REPOSITORY,
            timeout=120,
            check=False,
        )

    def add_authority(self, code: str, name: str) -> None:
        """Add an authority."""
        self._must("authority", "add", code, name)

    def add_user(self, username: str, role: str, authority: str, *more: str) -> None:
        """Add a user with the password of all."""
        self._must(
            "user", "add", username, "--role", role, "--authority", authority,
            "--password-file", "-", *more, stdin=PASSWORD + "\n",
        )  # fmt: skip

    def import_traffy(self, authority: str, *files: Path) -> dict[str, Any]:
        """Import files; returns the summary."""
        done = self.command("import-traffy", *map(str, files), "--authority", authority, "--quiet")
        summary: dict[str, Any] = json.loads(done.stdout)
        return summary

    def case(self, number: str) -> dict[str, Any]:
        """A case as the server's command line shows it."""
        found: dict[str, Any] = json.loads(self._must("case", number, "--json").stdout)
        return found

    def doctor(self) -> dict[str, Any]:
        """What the server's own check finds."""
        found: dict[str, Any] = json.loads(self.command("doctor", "--json", "--thorough").stdout)
        return found

    def start(self) -> None:
        """Start serving; returns when it listens."""
        assert self.process is None, "it runs already"
        words = ["--data", str(self.data), "serve", "--host", self.host, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*self.reached_by, *self._program(), *words],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self._environment(),
            cwd=REPOSITORY,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if "listening on" not in line:
            self.kill()
            raise AssertionError(f"the server did not start: {line!r}")

    def stop(self) -> int:
        """Stop it as an administrator would; returns the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self._ended()

    def kill(self) -> None:
        """Kill it as a power cut would (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self._ended()

    def _ended(self) -> int:
        assert self.process is not None
        code = self.process.wait(timeout=START_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        return code

    def _must(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        done = self.command(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done

    @staticmethod
    def _program() -> list[str]:
        return [sys.executable, "-m", "server.cli"]

    @staticmethod
    def _environment() -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
