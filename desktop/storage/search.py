"""Search in the words of cases: folded text, from one character up, exact.

Two FTS5 indexes hold no text of their own. `search` has the trigrams with their places, so that a
phrase of three characters and more is found exactly; `letters` has the single characters and pairs
of each case, which trigrams do not know. Both are keyed by the case's key, which grows with the
time of report: read from its end, an index gives the newest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from casework.case import Case
from casework.thai import fold
from desktop.storage.database import Connection
from desktop.storage.packing import pack, unpack
from desktop.storage.records import Where

TRIGRAM = 3
_MAX_TERMS = 12
_READ_AT_ONCE = 900
# Each line of a searched text is one part of the case; those after these are comments.
_PARTS: tuple[Where, ...] = ("number", "description", "place", "address", "reporter", "phone")
_QUOTED = re.compile(r'"([^"]+)(?:"|$)|(\S+)')
# What the indexes leave out or take for another character, and what UTF-8 cannot say.
_UNSEARCHED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _parts(case: Case) -> list[str]:
    """The words of a case as they were written, in the order of _PARTS, then its comments."""
    ticket = case.ticket
    parts = [
        ticket.number, ticket.description, ticket.place, ticket.address, ticket.reporter_name,
        ticket.reporter_phone,
    ]  # fmt: skip
    parts += [event.text for event in case.history if event.text]
    return parts


def searched_text(case: Case) -> str:
    """The words of a case by which it is found, folded; a line for each part, comments last."""
    return "\n".join([folded(part) if part else "" for part in _parts(case)])


def folded(text: str) -> str:
    """Text as it is searched: folded, with a space for what no index can tell apart."""
    return fold(_UNSEARCHED.sub(" ", text))


def _digest(case: Case) -> int:
    """A number that is another one when any of the words is."""
    words = "\x00".join(_parts(case)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), signed=True)


def part_of(line: int) -> Where:
    """Which part of a case a line of its searched text is."""
    return _PARTS[line] if line < len(_PARTS) else "comment"


def original(case: Case, line: int) -> str:
    """The words of a line of the searched text as they were written."""
    return _parts(case)[line]


def terms(text: str) -> list[str]:
    """What is looked for: every term must occur, in any order; words in quotes are one term."""
    plain = _UNSEARCHED.sub(" ", text)
    found = [fold(quoted or word) for quoted, word in _QUOTED.findall(plain)]
    return [term for term in found if term][:_MAX_TERMS]


def letters(text: str) -> str:
    """The single characters and pairs of a text as tokens, which control characters part."""
    plain = text.replace("\n", "\x01")
    tokens = set(plain)
    tokens.update(map(str.__add__, plain, plain[1:]))
    return "\n".join(tokens)


def add(connection: Connection, new: Iterable[tuple[int, Case]]) -> None:
    """Keep the words of cases that had none, by key."""
    _index(
        connection,
        "INSERT INTO texts (text, words, key) VALUES (?, ?, ?)",
        [(key, searched_text(case), _digest(case)) for key, case in new],
    )


def _index(connection: Connection, sql: str, new: Iterable[tuple[int, str, int]]) -> None:
    # Rising keys, as FTS5 writes out what it gathered whenever one is lower than the last.
    found = sorted(new)
    connection.executemany(sql, [(pack(text.encode()), words, k) for k, text, words in found])
    connection.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)", [(k, text) for k, text, _ in found]
    )
    connection.executemany(
        "INSERT INTO letters (rowid, text) VALUES (?, ?)",
        [(k, letters(text)) for k, text, _ in found],
    )


def replace(connection: Connection, changed: Iterable[tuple[int, Case]]) -> None:
    """Keep other words for cases, where they are others: the indexes are dear to write."""
    fresh = {key: (case, _digest(case)) for key, case in changed}
    held: dict[int, int] = dict(_of(connection, "words", list(fresh)))
    other = [
        (key, searched_text(case), digest)
        for key, (case, digest) in fresh.items()
        if held.get(key) != digest
    ]
    _unindex(connection, [key for key, _, _ in other])
    _index(connection, "UPDATE texts SET text = ?, words = ? WHERE key = ?", other)


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Forget the words of cases."""
    gone = list(keys)
    connection.executemany("DELETE FROM texts WHERE key = ?", [(key,) for key in gone])
    _unindex(connection, gone)


def _unindex(connection: Connection, keys: Sequence[int]) -> None:
    for table in ("search", "letters"):
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in keys])


def texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of cases, by key."""
    return {key: unpack(text).decode() for key, text in _of(connection, "text", keys)}


def _of(connection: Connection, column: str, keys: Sequence[int]) -> Iterator[tuple[int, Any]]:
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        marks = ", ".join("?" * len(part))
        yield from connection.execute(f"SELECT key, {column} FROM texts WHERE key IN ({marks})",
                                      part)  # fmt: skip


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def matching(wanted: Sequence[str]) -> tuple[str, str, list[tuple[str, str]]]:
    """The index that finds terms, what to ask it, and what is to be asked of others.

    Each as (table, question) for FTS5's MATCH; the first is the one to walk along.
    """
    long = " AND ".join(_quoted(term) for term in wanted if len(term) >= TRIGRAM)
    short = " AND ".join(_quoted(term) for term in wanted if len(term) < TRIGRAM)
    asked = [(table, ask) for table, ask in (("search", long), ("letters", short)) if ask]
    (table, ask), others = asked[0], asked[1:]
    return table, ask, others


def rank(text: str, wanted: Sequence[str]) -> tuple[int, int]:
    """How well words fit, smaller is better: the part they stand in, and whether a word begins so.

    The number, then the citizen's own words, place, address, reporter, comments; in a part, words
    that follow a space or a sign come first. The worst of several terms counts.
    """
    worst = (0, 0)
    for term in wanted:
        at = text.find(term)
        if at < 0:
            return len(_PARTS) + 1, 1
        line = min(text.count("\n", 0, at), len(_PARTS))
        end = text.find("\n", at)
        begins = _begins(text, at) or f" {term}" in text[at : end if end >= 0 else len(text)]
        worst = max(worst, (line, 0 if begins else 1))
    return worst


def _begins(text: str, at: int) -> bool:
    return at == 0 or unicodedata.category(text[at - 1])[0] not in "LMN"
