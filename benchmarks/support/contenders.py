"""Who is measured: a running server with the cases, and the command that starts a desk of it."""

from __future__ import annotations

import contextlib
import gzip
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers import bare, installing
from benchmarks.support.central import central
from benchmarks.support.child import REPOSITORY, Child
from server.db import DATABASE_FILE
from tests.support.server_process import free_port

OURS, BARE, POUCH, ANKI = "ours", "bare", "PouchDB", "Anki"
_PYTHON = [sys.executable, "-m"]


@dataclass(frozen=True)
class Contender:
    """A server that runs, by its port, and how a desk of it is started."""

    name: str
    port: int
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)

    def desk(self, folder: Path, user: str, url: str = "") -> Child:
        """A desk that is open and idle; `url` where it goes through a meter."""
        child = Child(self.command, self.env)
        child.ask("open", folder=str(folder), url=url or f"http://127.0.0.1:{self.port}", user=user)
        return child


@contextlib.contextmanager
def contenders(folder: Path, source: Path, count: int, peers: bool) -> Iterator[list[Contender]]:
    """Ours, the bare one, and (with `peers`) those that can be installed, all with these cases."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(central(folder, source, count))
        cases = server.data / DATABASE_FILE
        found = [
            Contender(OURS, server.port, [*_PYTHON, "benchmarks.support.our_desk"]),
            stack.enter_context(_bare(folder, cases)),
        ]
        if peers:
            documents = _written(cases, folder / "documents.gz")
            for name, start in ((POUCH, _pouch), (ANKI, _anki)):
                here = folder / name
                here.mkdir()
                peer = stack.enter_context(start(here, documents))
                found += [peer] if peer is not None else []
        yield found


def _written(cases: Path, target: Path) -> Path:
    """The bodies of all cases, a line each."""
    with contextlib.closing(sqlite3.connect(cases)) as database, gzip.open(target, "wb", 1) as out:
        for (body,) in database.execute("SELECT body FROM cases ORDER BY is_open DESC, id"):
            out.write(body + b"\n")
    return target


@contextlib.contextmanager
def _bare(folder: Path, cases: Path) -> Iterator[Contender]:
    file = folder / "bare" / "bare.db"
    file.parent.mkdir()
    with contextlib.closing(sqlite3.connect(cases)) as database:
        bare.make(file, database.execute("SELECT id, is_open, body FROM cases"))
    command = [*_PYTHON, "benchmarks.peers.bare", str(file), "0"]
    with _running(command, REPOSITORY, {}) as process:
        yield Contender(BARE, _told_port(process), [*_PYTHON, "benchmarks.peers.bare_desk"])


@contextlib.contextmanager
def _pouch(folder: Path, documents: Path) -> Iterator[Contender | None]:
    installed = installing.pouch()
    if installed is None:
        yield None
        return
    scripts = REPOSITORY / "benchmarks" / "peers" / "pouch"
    command = ["node", str(scripts / "server.js"), str(folder), str(documents)]
    with _running(command, installed, {}) as process:
        port = _told_port(process)
        # Node looks for packages from the folder it is started in.
        desk = ["env", f"--chdir={installed}", "node", str(scripts / "desk.js")]
        yield Contender(POUCH, port, desk)


@contextlib.contextmanager
def _anki(folder: Path, documents: Path) -> Iterator[Contender | None]:
    python = installing.anki()
    if python is None:
        yield None
        return
    port = free_port()
    env = {
        "SYNC_USER1": "malee:correct horse", "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port),
        "SYNC_BASE": str(folder / "server"), "RUST_LOG": "error",
    }  # fmt: skip
    with _running([str(python), "-m", "anki.syncserver"], folder, env):
        _wait_for(port)
        peer = Contender(ANKI, port, [str(python), "-m", "benchmarks.peers.anki_desk"])
        desk = peer.desk(folder / "filling", "malee")
        desk.ask("fill", documents=str(documents))
        desk.close()
        yield peer


@contextlib.contextmanager
def _running(
    command: Sequence[str], folder: Path, env: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=folder, env=os.environ | dict(env)
    )
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _told_port(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    if "listening on" not in line:
        raise RuntimeError(f"a server did not start: {line!r}")
    return int(line.rsplit(":", 1)[1])


def _wait_for(port: int, most: float = 30.0) -> None:
    end = time.monotonic() + most
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("a server did not start")
