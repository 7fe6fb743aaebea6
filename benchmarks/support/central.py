"""A central server process full of real cases, and the bare one with the same documents."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import bare
from benchmarks.support.real_data import REPOSITORY, part_of
from server.db import DATABASE_FILE
from tests.support.server_process import ServerProcess

AUTHORITY = "TT"
PEOPLE = (
    ("malee", "clerk"),
    ("suda", "clerk"),
    ("anan", "supervisor"),
    ("somchai", "officer"),
    ("anong", "officer"),
)


@contextmanager
def central(folder: Path, source: Path, count: int) -> Iterator[ServerProcess]:
    """Our server with the first `count` real cases, running."""
    server = ServerProcess(folder / "server")
    server.add_authority(AUTHORITY, "อบต.ทดลอง")
    for user, role in PEOPLE:
        server.add_user(user, role, AUTHORITY)
    server.import_traffy(AUTHORITY, part_of(source, count, folder / "cases.ndjson"))
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def bare_central(folder: Path, server: ServerProcess) -> Iterator[int]:
    """The bare server with the same documents, running; gives its port."""
    file = folder / "bare.db"
    with sqlite3.connect(server.data / DATABASE_FILE) as database:
        bare.make(file, database.execute("SELECT id, is_open, body FROM cases"))
    database.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.peers.bare", str(file), "0"],
        stdout=subprocess.PIPE, text=True, cwd=REPOSITORY, env=dict(os.environ),
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield int(line.rsplit(":", 1)[1])
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
