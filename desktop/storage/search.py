"""Search in the words of cases: folded text, from one character up, exact.

Two FTS5 indexes hold no text of their own. `search` has the trigrams with their places, so that a
phrase of three characters and more is found exactly; `letters` has the single characters and pairs
of each case, which trigrams do not know. Both are keyed by the case's key, which grows with the
time of report: read from its end, an index gives the newest first. They follow in the background
(`indexing.py`); what they do not know yet is looked through as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from casework.case import Case
from casework.thai import fold
from desktop.storage.database import Connection, parts
from desktop.storage.packing import unpack
from desktop.storage.records import Where

TRIGRAM = 3
_MAX_TERMS = 12
# About a kilobyte each, for as long as any wait.
_WORDS_KEPT = 16_384
# Each line of a searched text is one part of the case; those after these are comments.
_PARTS: tuple[Where, ...] = ("number", "description", "place", "address", "reporter", "phone")
_QUOTED = re.compile(r'"([^"]+)(?:"|$)|(\S+)')
# What the indexes leave out or take for another character, and what UTF-8 cannot say.
_UNSEARCHED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _Said(msgspec.Struct, gc=False):
    text: str = ""


class _Told(msgspec.Struct, gc=False):
    number: str = ""
    description: str = ""
    place: str = ""
    address: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""


class Worded(msgspec.Struct, gc=False):
    """No more of a case than its words, which takes a third of the time to read."""

    ticket: _Told
    history: tuple[_Said, ...] = ()


worded = msgspec.json.Decoder(Worded).decode
"""Reads the words of a case out of its JSON."""


def _parts(case: Case | Worded) -> list[str]:
    """The words of a case as they were written, in the order of _PARTS, then its comments."""
    ticket = case.ticket
    words = [
        ticket.number, ticket.description, ticket.place, ticket.address, ticket.reporter_name,
        ticket.reporter_phone,
    ]  # fmt: skip
    words += [event.text for event in case.history if event.text]
    return words


def searched_text(case: Case | Worded) -> str:
    """The words of a case by which it is found, folded; a line for each part, comments last."""
    return "\n".join([folded(part) if part else "" for part in _parts(case)])


def folded(text: str) -> str:
    """Text as it is searched: folded, with a space for what no index can tell apart."""
    return fold(_UNSEARCHED.sub(" ", text))


def digest(case: Case | Worded) -> int:
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


@lru_cache(maxsize=_WORDS_KEPT)
def text_of(view: bytes) -> str:
    """The searched text of a packed case; kept, as each letter that is typed asks again."""
    return searched_text(worded(unpack(view)))


def texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of cases, by key; those that are not indexed yet from the cases themselves."""
    found = {key: unpack(text).decode() for key, text in _of(connection, _KEPT, keys)}
    found |= {key: text_of(view) for key, view in _of(connection, _WAITING, keys)}
    return found


_KEPT = "SELECT key, text FROM texts WHERE key IN ({0})"
# One that was indexed before still has its words of then in `texts`.
_WAITING = (
    "SELECT key, view FROM snapshots WHERE key IN (SELECT key FROM unindexed WHERE key IN ({0}))"
)


def _of(connection: Connection, sql: str, keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for part, marks in parts(keys):
        yield from connection.execute(sql.format(marks), part)


def waiting(connection: Connection, wanted: Sequence[str]) -> tuple[list[int], list[int]]:
    """What the indexes do not know yet, by key, rising: (hits beside theirs, those not to trust).

    Cases that wait to be indexed are looked through here; the hits that the indexes have of them
    are of earlier words, or of a case that is gone.
    """
    hits: list[int] = []
    old: list[int] = []
    marked = connection.execute(
        "SELECT u.key, s.view, EXISTS (SELECT 1 FROM texts t WHERE t.key = u.key) "
        "FROM unindexed u LEFT JOIN snapshots s ON s.key = u.key ORDER BY u.key"
    ).fetchall()
    if not marked:
        text_of.cache_clear()
    for key, view, was_indexed in marked:
        if was_indexed:
            old.append(key)
        if view is not None:
            text = text_of(view)
            if all(term in text for term in wanted):
                hits.append(key)
    return hits, old


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
