"""Rows of a search with the words that were found, where the row itself does not show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from casework.finding import spans
from desktop.storage import search
from desktop.storage.database import Connection
from desktop.storage.packing import unpack_case
from desktop.storage.records import CaseRow, Found
from desktop.storage.rows import row_of

BEFORE, LENGTH = 24, 120
"""Characters of a snippet before the hit, and in all."""


def with_found(
    connection: Connection, found: Sequence[tuple[Any, ...]], terms: Sequence[str]
) -> list[CaseRow]:
    """List rows from the columns SHOWN; in a search each with where it was found."""
    made = [row_of(row) for row in found]
    if not terms:
        return made
    hidden = {row.key: hit for row in made if (hit := _hidden(row, terms))}
    if not hidden:
        return made
    texts = search.texts(connection, list(hidden))
    return [
        replace(row, found=_found(connection, row.key, texts[row.key], hidden[row.key]))
        if row.key in hidden else row
        for row in made
    ]  # fmt: skip


def _hidden(row: CaseRow, terms: Sequence[str]) -> str:
    """The first term that neither number, sentence nor place of a row shows; "" where all do."""
    shown = [search.folded(words) for words in (row.number, row.sentence, row.place)]
    return next((t for t in terms if not any(t in words for words in shown)), "")


def _found(connection: Connection, key: int, text: str, term: str) -> Found | None:
    line = text.count("\n", 0, text.find(term))
    packed = connection.execute("SELECT view FROM snapshots WHERE key = ?", (key,)).fetchone()[0]
    words = search.original(unpack_case(packed), line)
    return Found(search.part_of(line), snippet(words, term))


def snippet(words: str, term: str) -> str:
    """A piece of the original words in which the folded term stands, on one line."""
    plain = " ".join(words.split())
    if len(plain) <= LENGTH:
        return plain
    hits = spans(plain, [term])
    start = max(0, hits[0][0] - BEFORE) if hits else 0
    piece = plain[start : start + LENGTH].strip()
    return f"{'…' if start else ''}{piece}{'…' if start + LENGTH < len(plain) else ''}"
