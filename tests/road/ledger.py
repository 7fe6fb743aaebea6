"""What one person was told at their desk, written down durably and apart from the desk's storage.

A line before an act says what may come of it, a line after it what was promised. A line that a
kill cut short counts as not written: then nobody was told.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.operations import Operation


@dataclass
class Saved:
    """An operation that the desk said was saved; `words` are its own and nobody else's."""

    id: str
    case: str
    kind: str
    words: str
    photos: list[str]


@dataclass
class Book:
    """Everything that a ledger says."""

    saved: list[Saved] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    unexpected: list[str] = field(default_factory=list)


class Ledger:
    """The ledger of one desk; photos lie beside it, each under its hash."""

    def __init__(self, folder: Path) -> None:
        """Kept in this folder, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = folder / "ledger.ndjson"

    def photo(self, sha256: str) -> bytes:
        """The bytes that were given to the desk under this hash."""
        return (self._folder / sha256).read_bytes()

    def keep_photo(self, data: bytes) -> None:
        """Keep the bytes of a photo before the desk gets them."""
        path = self._folder / hashlib.sha256(data).hexdigest()
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def means(self, words: str) -> None:
        """An act with these words is about to be done."""
        self._write("means", words=words)

    def saved(self, operations: Iterable[Operation]) -> None:
        """The desk said that it has saved these."""
        found = [
            {
                "id": o.id, "case": o.case, "kind": o.kind, "words": o.payload.text,
                "photos": [photo.sha256 for photo in o.photos],
            }
            for o in operations
        ]  # fmt: skip
        if found:
            self._write("saved", operations=found)

    def takes_back(self, ids: Iterable[str]) -> None:
        """The person is about to undo these: such as were not sent yet go for good."""
        self._write("takes_back", ids=list(ids))

    def withdrawn(self, ids: Iterable[str]) -> None:
        """The desk said that these were never sent, and never will be."""
        if found := list(ids):
            self._write("withdrawn", ids=found)

    def decides(self, identifier: str) -> None:
        """The person saw that an operation did not fit, and is about to settle that."""
        self._write("decides", id=identifier)

    def unexpected(self, what: str) -> None:
        """The program met something that it does not know."""
        self._write("unexpected", fault=what)

    def read(self) -> Book:
        """What it says so far."""
        book = Book()
        lines = self._file.read_bytes().split(b"\n")[:-1] if self._file.exists() else []
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue  # cut by a kill; the next line began on a line of its own
            match said["what"]:
                case "means":
                    book.meant.add(said["words"])
                case "saved":
                    book.saved += [Saved(**operation) for operation in said["operations"]]
                case "takes_back":
                    book.taken_back |= set(said["ids"])
                case "withdrawn":
                    book.withdrawn |= set(said["ids"])
                case "decides":
                    book.decided.add(said["id"])
                case _:
                    book.unexpected.append(said["fault"])
        return book

    def _write(self, what: str, **more: Any) -> None:
        line = json.dumps({"what": what} | more, ensure_ascii=False)
        # Begun with a line's end: what a kill left half written stays apart.
        with self._file.open("ab") as file:
            file.write(b"\n" + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
