"""The bare desk: a requests session, a plain SQLite file and a folder of photos.

`python -m benchmarks.peers.bare_desk` does what `benchmarks.sync` asks of it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import requests
import zstandard

from benchmarks.support.child import Memory, seconds, serve
from casework.operations import PAYLOADS, Operation
from desktop import clock

BATCH = 200


class _Ticket(msgspec.Struct):
    number: str
    reported_at: int = 0


class _Case(msgspec.Struct):
    id: str
    ticket: _Ticket
    state: str = ""


class _Line(msgspec.Struct):
    """A document is kept as it came; only what lists are made of is read."""

    case: msgspec.Raw = msgspec.Raw()
    end: dict[str, Any] = {}


_LINES, _CASES = msgspec.json.Decoder(_Line), msgspec.json.Decoder(_Case)


class Desk:
    """Keeps documents; nobody checks anything."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._session = requests.Session()
        self._number = 0
        self._database: sqlite3.Connection
        self._folder: Path
        self._url: str

    def verbs(self) -> dict[str, Any]:
        """What can be asked."""
        return {
            name: getattr(self, name)
            for name in ("open", "first", "save", "round", "attach", "pictures")
        }

    def open(self, folder: str, url: str, user: str) -> dict[str, Any]:
        """Open or make the file."""
        self._folder, self._url = Path(folder), url
        self._folder.mkdir()
        self._session.headers["User-Agent"] = user
        self._database = sqlite3.connect(self._folder / "desk.db")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE docs (id TEXT PRIMARY KEY, number TEXT, state TEXT, "
            "is_open INT, reported_at INT, body BLOB)"
        )
        self._database.execute("CREATE INDEX listed ON docs (is_open, reported_at)")
        self._database.execute("CREATE TABLE outbox (id TEXT PRIMARY KEY, body BLOB)")
        self._database.execute("CREATE TABLE sending (name TEXT PRIMARY KEY)")
        self._memory.begin()
        return {}

    def first(self) -> dict[str, Any]:
        """Take the open documents, then the others."""
        start = time.perf_counter()
        self._number = int(self._get("/number", {}))
        self._phase(1)
        usable = time.perf_counter() - start
        self._phase(0)
        times = {"usable": usable, "first": time.perf_counter() - start}
        return {"seconds": times, "memory": self._memory.most()}

    def save(self, what: str, count: int, turn: int) -> dict[str, Any]:
        """Keep operations of the same form and size as ours until they are sent."""
        rows = self._database.execute(
            "SELECT id FROM docs ORDER BY is_open DESC, id LIMIT ?", (count,)
        ).fetchall()
        same = (clock.new_id(), clock.new_id())
        made = [_operation(row[0], what, n, turn, same) for n, row in enumerate(rows)]
        return {"seconds": {"save": seconds(lambda: self._keep(made))}}

    def round(self) -> dict[str, Any]:
        """Send what is kept, then take what changed."""
        start = time.perf_counter()
        self._push()
        push = time.perf_counter() - start
        self._changes()
        return {"seconds": {"push": push, "round": time.perf_counter() - start}}

    def attach(self, files: Sequence[str], cases: int) -> dict[str, Any]:
        """Keep photos until they are sent; of no case, so the number of `cases` says nothing."""
        for file in map(Path, files):
            (self._folder / file.name).write_bytes(file.read_bytes())
        with self._database:
            self._database.executemany(
                "INSERT INTO sending VALUES (?)", [(Path(file).name,) for file in files]
            )
        return {"cases": cases}

    def pictures(self, wanted: Sequence[str] = ()) -> dict[str, Any]:
        """Send the photos that wait, one request each, and fetch those that are wanted."""
        return {"seconds": {"pictures": seconds(lambda: self._move(wanted))}}

    def _move(self, wanted: Sequence[str]) -> None:
        if not wanted:
            for (name,) in self._database.execute("SELECT name FROM sending").fetchall():
                data = (self._folder / name).read_bytes()
                reply = self._session.put(f"{self._url}/photos/{name}", data=data, timeout=60)
                reply.raise_for_status()
                with self._database:
                    self._database.execute("DELETE FROM sending WHERE name = ?", (name,))
        for name in wanted:
            (self._folder / name).write_bytes(self._get(f"/photos/{name}", {}))

    def _phase(self, is_open: int) -> None:
        key = ""
        while True:
            key = self._page("/docs-of", {"is_open": str(is_open), "key": key}, is_open)["key"]
            if not key:
                return

    def _changes(self) -> None:
        while True:
            end = self._page("/changes", {"number": str(self._number)}, 1)
            self._number = end["number"]
            if not end["more"]:
                return

    def _keep(self, operations: list[bytes]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT INTO outbox VALUES (?, ?)",
                [(msgspec.json.decode(o)["id"], o) for o in operations],
            )

    def _push(self) -> None:
        rows = self._database.execute("SELECT id, body FROM outbox ORDER BY rowid").fetchall()
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            body = zstandard.compress(b"[" + b",".join(row[1] for row in batch) + b"]")
            reply = self._session.post(f"{self._url}/operations", data=body, timeout=60)
            reply.raise_for_status()
            with self._database:
                self._database.executemany(
                    "DELETE FROM outbox WHERE id = ?",
                    [(i,) for i in msgspec.json.decode(reply.content)],
                )

    def _get(self, path: str, params: dict[str, str]) -> bytes:
        headers = {"Accept-Encoding": "zstd"}
        reply = self._session.get(self._url + path, params=params, headers=headers, timeout=60)
        reply.raise_for_status()
        body = reply.content
        if body[:4] == b"\x28\xb5\x2f\xfd":
            body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
        return body

    def _page(self, path: str, params: dict[str, str], is_open: int) -> dict[str, Any]:
        lines = _LINES.decode_lines(self._get(path, params))
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO docs VALUES (?, ?, ?, ?, ?, ?)",
                list(_rows(lines[:-1], is_open)),
            )
        return lines[-1].end


def _rows(lines: Sequence[_Line], is_open: int) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        case = _CASES.decode(line.case)
        yield (
            case.id, case.ticket.number, case.state, is_open, case.ticket.reported_at,
            bytes(line.case),
        )  # fmt: skip


def _operation(case_id: str, what: str, n: int, turn: int, same: tuple[str, str]) -> bytes:
    """As ours of one save: they share the device and the group."""
    fields = {"due_at": {"old": None, "new": clock.now() + turn}}
    kind = "set_due"
    if what == "mixed" and n % 3:
        kind, name = (("assign", "officer"), ("set_priority", "priority"))[n % 3 - 1]
        values: tuple[Any, Any] = ("", "somchai") if name == "officer" else (0, 1)
        fields = {name: {"old": values[0], "new": values[1]}}
    return msgspec.json.encode(
        Operation(
            id=clock.new_id(), authority="TT", case=case_id, kind=kind, actor="malee",
            payload=msgspec.convert({"fields": fields}, PAYLOADS[kind]), device=same[0],
            seq=n, made_at=clock.now(), base_version=n, group=same[1],
            monotonic_us=clock.monotonic(), boot=clock.boot(),
        )
    )  # fmt: skip


if __name__ == "__main__":
    desk = Desk()
    serve(desk.verbs())
