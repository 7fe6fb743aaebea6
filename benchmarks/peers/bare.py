"""A bare central server and desk: keyset pages, zstd, plain inserts; nobody checks anything.

No accounts, no encryption, no search, no outbox, no conflicts: what FastAPI, requests and sqlite3
cost by themselves for the same documents. `python -m benchmarks.peers.bare FILE PORT` serves.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import requests
import zstandard
from fastapi import FastAPI, Request, Response

PAGE = 1000
BATCH = 200
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
        body["version"] = number
        body.setdefault("history", []).append(operation["payload"])
        connection.execute(
            "UPDATE docs SET version = ?, body = ? WHERE id = ?",
            (number, msgspec.json.encode(body), operation["case"]),
        )


class Desk:
    """The bare desk: a requests session and a plain SQLite file."""

    def __init__(self, file: Path, url: str) -> None:
        """Open or make the file."""
        self.url = url
        self.session = requests.Session()
        self.number = 0
        self.database = sqlite3.connect(file)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS docs (id TEXT PRIMARY KEY, number TEXT, state TEXT, "
            "is_open INT, reported_at INT, body BLOB)"
        )
        self.database.execute("CREATE INDEX IF NOT EXISTS listed ON docs (is_open, reported_at)")
        self.database.execute("CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, body BLOB)")

    def close(self) -> None:
        """Close both."""
        self.session.close()
        self.database.close()

    def changes_known_up_to_now(self) -> None:
        """Ask for changes from now on only; the pull brings the rest."""
        self.number = int(self.session.get(f"{self.url}/number", timeout=60).text)

    def pull_open(self) -> int:
        """Take the open documents; returns how many."""
        return self._phase(1)

    def pull_closed(self) -> int:
        """Take the others."""
        return self._phase(0)

    def _phase(self, is_open: int) -> int:
        count, key = 0, ""
        while True:
            cases, end = self._page("/docs-of", {"is_open": str(is_open), "key": key})
            self._insert(cases, is_open)
            count += len(cases)
            key = end["key"]
            if not key:
                return count

    def changes(self) -> int:
        """Take what changed since the last time; returns how many."""
        count = 0
        while True:
            cases, end = self._page("/changes", {"number": str(self.number)})
            self._insert(cases, 1)
            count += len(cases)
            self.number = end["number"]
            if not end["more"]:
                return count

    def save(self, operations: list[dict[str, Any]]) -> None:
        """Keep operations until they are sent."""
        with self.database:
            self.database.executemany(
                "INSERT INTO outbox VALUES (?, ?)",
                [(o["id"], msgspec.json.encode(o)) for o in operations],
            )

    def push(self) -> int:
        """Send what is kept, in batches; returns how many went."""
        rows = self.database.execute("SELECT id, body FROM outbox ORDER BY rowid").fetchall()
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            body = zstandard.compress(b"[" + b",".join(row[1] for row in batch) + b"]")
            reply = self.session.post(f"{self.url}/operations", data=body, timeout=60)
            reply.raise_for_status()
            with self.database:
                self.database.executemany(
                    "DELETE FROM outbox WHERE id = ?",
                    [(i,) for i in msgspec.json.decode(reply.content)],
                )
        return len(rows)

    def _page(self, path: str, params: dict[str, str]) -> tuple[list[Any], dict[str, Any]]:
        headers = {"Accept-Encoding": "zstd"}
        reply = self.session.get(self.url + path, params=params, headers=headers, timeout=60)
        reply.raise_for_status()
        body = reply.content
        if body[:4] == b"\x28\xb5\x2f\xfd":
            body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
        raw = body.split(b"\n")
        end: dict[str, Any] = msgspec.json.decode(raw.pop())["end"]
        return [msgspec.json.decode(line)["case"] for line in raw], end

    def _insert(self, cases: list[Any], is_open: int) -> None:
        with self.database:
            self.database.executemany(
                "INSERT OR REPLACE INTO docs VALUES (?, ?, ?, ?, ?, ?)",
                list(_rows(cases, is_open)),
            )


def _rows(cases: list[Any], is_open: int) -> Iterator[tuple[Any, ...]]:
    for case in cases:
        ticket = case["ticket"]
        yield (
            case["id"], ticket["number"], case.get("state", ""), is_open, ticket.get("reported_at"),
            msgspec.json.encode(case),
        )  # fmt: skip


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
