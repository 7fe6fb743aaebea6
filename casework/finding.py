"""Where the words of a search stand in a text as it was written.

Search compares folded text (`casework.thai.fold`), whose length differs from the original's; a
screen marks the original. The text is cut into pieces that fold each by itself: whole graphemes,
and the few Thai spellings that folding joins (เเ, ํา). A place in the folded text then belongs
to a piece, and a hit covers whole pieces.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from casework.thai import fold

Span = tuple[int, int]
"""First and last-exclusive offset in a text."""

_SARA_E, _NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e40", "\u0e4d", "\u0e32", "\u0e33"
_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_JAMO = ("\u1160", "\u11ff")


def spans(text: str, terms: Iterable[str]) -> list[Span]:
    """Where folded terms stand in `text`: sorted, disjoint, never splitting a grapheme.

    Hits that touch or overlap are one span. A span folds to something that holds the hit.
    """
    wanted = [term for term in (t.strip(" ") for t in terms) if term]
    if not wanted or not text:
        return []
    folded = fold(text)
    wanted = [term for term in wanted if term in folded]
    if not wanted:
        return []
    pieces = _pieces_of(text, folded)
    owners = [n for n, (_, _, shown) in enumerate(pieces) for _ in shown]
    covered = sorted(
        (pieces[owners[at]][0], pieces[owners[at + len(term) - 1]][1])
        for term in wanted
        for at in _everywhere(folded, term)
    )
    merged: list[Span] = []
    for start, end in covered:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def bounds(text: str) -> list[int]:
    """Offsets before which a text may be cut without splitting a grapheme; the end is one."""
    return [*_starts(text), len(text)]


def _everywhere(folded: str, term: str) -> Iterable[int]:
    at = folded.find(term)
    while at >= 0:
        yield at
        at = folded.find(term, at + 1)


def _pieces_of(text: str, folded: str) -> list[tuple[int, int, str]]:
    """The pieces (first, last-exclusive, folded) whose folds in a row are the folded text."""
    edges = bounds(text)
    pieces: list[tuple[int, int, str]] = []
    gap = -1
    for start, end in itertools.pairwise(edges):
        written = text[start:end]
        shown = " " if written[0].isspace() else _fold(written)
        if shown == " ":
            gap = start if pieces and gap < 0 else gap
            continue
        if shown and gap >= 0:
            pieces.append((gap, start, " "))
        gap = -1 if shown else gap
        if shown:
            pieces.append((start, end, shown))
    if "".join(shown for _, _, shown in pieces) != folded:
        # A script whose letters join in a way not known here: all of it is one piece.
        return [(0, len(text), folded)]
    return pieces


def _starts(text: str) -> list[int]:
    found: list[int] = []
    piece = ""
    for at, here in enumerate(text):
        if piece and _goes_on(piece, here):
            piece += here
        else:
            found.append(at)
            piece = here
    return found


def _goes_on(piece: str, here: str) -> bool:
    """Whether a character belongs to the piece before it."""
    kind = _kind(here)
    if kind == "unseen":
        return True
    if piece[0].isspace():
        return here.isspace()
    if here.isspace():
        return False
    last = piece[-1]
    if kind == "mark" or last == _JOINER:
        return True
    if here == _SARA_AA:
        return _NIKHAHIT in piece
    if here == _SARA_E:
        return piece[0] == _SARA_E and _seen(piece) == _SARA_E
    if kind == "flag":
        return len(piece) == 1 and _kind(piece) == "flag"
    return False


def _seen(piece: str) -> str:
    return "".join(c for c in piece if _kind(c) != "unseen")


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return "unseen"
    if unicodedata.category(character)[0] == "M" or character == _SARA_AM:
        return "mark"
    if any(low <= character <= high for low, high in (_SKIN_TONES, _JAMO)):
        return "mark"
    return "flag" if _FLAGS[0] <= character <= _FLAGS[1] else ""


@lru_cache(maxsize=8192)
def _fold(piece: str) -> str:
    return fold(piece)
