"""A central server process full of real cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.support.real_data import part_of
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
