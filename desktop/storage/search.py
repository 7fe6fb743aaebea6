"""Search in the words of cases: folded text, from one character up, exact.

Two FTS5 indexes hold no text of their own. `search` has the trigrams with their places, so that a
phrase of three characters and more is found exactly; `letters` has the single characters and pairs
of each case, which trigrams do not know. Both are keyed by the case's key, which grows with the
time of report: read from its end, an index gives the newest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from casework.case import Case
from casework.thai import fold
from desktop.storage.database import Connection
from desktop.storage.packing import pack, unpack
from desktop.storage.records import Where

TRIGRAM = 3
_MAX_TERMS = 12
_READ_AT_ONCE = 900
# Each line of a searched text is one part of the case; the sixth and later ones are comments.
_PARTS: tuple[Where, ...] = ("number", "description", "place", "address", "reporter", "reporter")
_QUOTED = re.compile(r'"([^"]+)(?:"|$)|(\S+)')


def searched_text(case: Case) -> str:
    """The words of a case by which it is found, folded; a line for each part, comments last."""
    ticket = case.ticket
    parts = [
        ticket.number, ticket.description, ticket.place, ticket.address, ticket.reporter_name,
        ticket.reporter_phone,
    ]  # fmt: skip
    parts += [event.text for event in case.history if event.text]
    return "\n".join([fold(part.replace("\x00", " ")) if part else "" for part in parts])


def part_of(line: int) -> Where:
    """Which part of a case a line of its searched text is."""
    return _PARTS[line] if line < len(_PARTS) else "comment"


def original(case: Case, line: int) -> str:
    """The words of a line of the searched text as they were written."""
    ticket = case.ticket
    if line < len(_PARTS):
        return (
            ticket.number, ticket.description, ticket.place, ticket.address, ticket.reporter_name,
            ticket.reporter_phone,
        )[line]  # fmt: skip
    comments = [event.text for event in case.history if event.text]
    return comments[line - len(_PARTS)]


def terms(text: str) -> list[str]:
    """What is looked for: every term must occur, in any order; words in quotes are one term."""
    found = [fold(quoted or word) for quoted, word in _QUOTED.findall(text.replace("\x00", " "))]
    return [term for term in found if term][:_MAX_TERMS]


def _letters(text: str) -> str:
    """The single characters and pairs of a text as tokens, which control characters part."""
    plain = text.replace("\n", "\x01")
    tokens = set(plain)
    tokens.update(map(str.__add__, plain, plain[1:]))
    return "\n".join(tokens)


def add(connection: Connection, new: Iterable[tuple[int, str]]) -> None:
    """Keep the words of cases that had none, by key."""
    pairs = list(new)
    connection.executemany(
        "INSERT INTO texts (key, text) VALUES (?, ?)", [(k, pack(t.encode())) for k, t in pairs]
    )
    _index(connection, pairs)


def _index(connection: Connection, pairs: Sequence[tuple[int, str]]) -> None:
    connection.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", pairs)
    connection.executemany(
        "INSERT INTO letters (rowid, text) VALUES (?, ?)", [(k, _letters(t)) for k, t in pairs]
    )


def replace(connection: Connection, changed: Iterable[tuple[int, str]]) -> None:
    """Keep other words for cases, where they are others: the indexes are dear to write."""
    fresh = {key: (text, pack(text.encode())) for key, text in changed}
    held = texts_packed(connection, list(fresh))
    pairs = [(k, text) for k, (text, packed) in fresh.items() if held.get(k) != packed]
    connection.executemany(
        "UPDATE texts SET text = ? WHERE key = ?", [(fresh[k][1], k) for k, _ in pairs]
    )
    _unindex(connection, [k for k, _ in pairs])
    _index(connection, pairs)


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Forget the words of cases."""
    gone = list(keys)
    connection.executemany("DELETE FROM texts WHERE key = ?", [(key,) for key in gone])
    _unindex(connection, gone)


def _unindex(connection: Connection, keys: Sequence[int]) -> None:
    for table in ("search", "letters"):
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in keys])


def texts_packed(connection: Connection, keys: Sequence[int]) -> dict[int, bytes]:
    """The packed words of cases, by key."""
    found: dict[int, bytes] = {}
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        found |= dict(
            connection.execute(
                f"SELECT key, text FROM texts WHERE key IN ({', '.join('?' * len(part))})", part
            ).fetchall()
        )
    return found


def texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of cases, by key."""
    return {k: unpack(packed).decode() for k, packed in texts_packed(connection, keys).items()}


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
