"""A bare central server: keyset pages, zstd, plain inserts, files; nobody checks anything.

No accounts, no encryption, no log, no conflicts: what FastAPI and sqlite3 cost by themselves for
the same documents. `python -m benchmarks.peers.bare FILE PORT` serves; `bare_desk.py` is its desk.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from fastapi import FastAPI, Request, Response

PAGE = 1000
_WRITE = threading.Lock()


def make(file: Path, rows: Iterable[tuple[str, int, bytes]]) -> None:
    """Make the server's database from rows of (id, is_open, body)."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(
            "CREATE TABLE docs (id TEXT PRIMARY KEY, is_open INT, version INT, body BLOB)"
        )
        database.execute("CREATE TABLE operations (id TEXT PRIMARY KEY, body BLOB)")
        database.executemany(
            "INSERT INTO docs VALUES (?, ?, ?, ?)",
            ((i, o, n, b) for n, (i, o, b) in enumerate(rows, 1)),
        )
        database.execute("CREATE INDEX by_phase ON docs (is_open, id)")
        database.execute("CREATE UNIQUE INDEX by_version ON docs (version)")
    database.close()


def application(file: Path) -> Any:
    """The server: pages of a first pull, of changes, and operations."""
    app = FastAPI()
    local = threading.local()

    def database() -> sqlite3.Connection:
        if not hasattr(local, "database"):
            local.database = sqlite3.connect(file, timeout=60)
        found: sqlite3.Connection = local.database
        return found

    def packed(rows: list[Any], end: dict[str, Any]) -> Response:
        lines = [b'{"case":' + row[-1] + b"}" for row in rows]
        body = b"\n".join([*lines, msgspec.json.encode({"end": end})])
        data = zstandard.ZstdCompressor(level=3).compress(body)
        headers = {"Content-Encoding": "zstd"}
        return Response(data, headers=headers, media_type="application/x-ndjson")

    @app.get("/docs-of")
    def docs_of(is_open: int, key: str = "") -> Response:
        rows = database().execute(
            "SELECT id, body FROM docs WHERE is_open = ? AND id > ? ORDER BY id LIMIT ?",
            (is_open, key, PAGE),
        ).fetchall()  # fmt: skip
        return packed(rows, {"key": rows[-1][0] if len(rows) == PAGE else ""})

    @app.get("/changes")
    def changes(number: int) -> Response:
        rows = database().execute(
            "SELECT version, body FROM docs WHERE version > ? ORDER BY version LIMIT ?",
            (number, PAGE),
        ).fetchall()  # fmt: skip
        last = rows[-1][0] if rows else number
        return packed(rows, {"number": last, "more": len(rows) == PAGE})

    @app.get("/number")
    def number() -> int:
        found = database().execute("SELECT max(version) FROM docs").fetchone()
        return int(found[0] or 0)

    @app.post("/operations")
    async def operations(request: Request) -> Response:
        sent = msgspec.json.decode(zstandard.decompress(await request.body()))
        with _WRITE, database() as connection:
            _store(connection, sent)
        return Response(msgspec.json.encode([o["id"] for o in sent]))

    @app.put("/photos/{name}")
    async def put_photo(name: str, request: Request) -> Response:
        (file.parent / name).write_bytes(await request.body())
        return Response()

    @app.get("/photos/{name}")
    def get_photo(name: str) -> Response:
        return Response((file.parent / name).read_bytes(), media_type="image/jpeg")

    return app


def _store(connection: sqlite3.Connection, sent: list[dict[str, Any]]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO operations VALUES (?, ?)",
        [(o["id"], msgspec.json.encode(o)) for o in sent],
    )
    number = connection.execute("SELECT max(version) FROM docs").fetchone()[0]
    for operation in sent:
        number += 1
        row = connection.execute(
            "SELECT body FROM docs WHERE id = ?", (operation["case"],)
        ).fetchone()
        body = msgspec.json.decode(row[0])
        changed = operation["payload"].get("fields", {})
        body |= {name: change["new"] for name, change in changed.items()}
        body["version"] = number
        body.setdefault("history", []).append(operation["payload"])
        connection.execute(
            "UPDATE docs SET version = ?, body = ? WHERE id = ?",
            (number, msgspec.json.encode(body), operation["case"]),
        )


def serve(file: Path, port: int) -> None:
    """Serve until told to stop; says so on standard output when it listens."""
    import socket

    import uvicorn

    # As our own server does: without the protocol named, small replies wait for Nagle.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    print(f"bare: listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(application(file), access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
