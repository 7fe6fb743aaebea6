"""Hits are marked in the words as they were written, whatever folding did to them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.finding import bounds, spans
from casework.thai import fold

# What folding changes, with letters and blanks between: collisions are frequent in so few.
_TRICKY = st.text(
    "กขนมวเแำัิีํ่้าๆ๑1ฟaAéßİ \t\n\u200b\u00ad\u0301\u0e4c\u0e47ก\u200d👍🏽🇹🇭\u1100\u1161", max_size=24
)
_ANY = st.one_of(_TRICKY, st.text(max_size=24))


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("ถนนเป็นหลุมหน้าวัด", "หลุม", ["หลุม"]),
        ("น้ํา ไม่ไหล", "น้ำ", ["น้ํา"]),
        ("นํ้าท่วม", "น้ำ", ["นํ้า"]),
        ("เเมวติดบนต้นไม้", "แมว", ["เเมว"]),
        ("บ้านเลขที่ ๑๒๓", "123", ["๑๒๓"]),
        ("ท่ีวัด", "ที่", ["ท่ี"]),
        ("ถ\u200bน\u200bน", "ถนน", ["ถ\u200bน\u200bน"]),
        ("ไฟ   ดับ", "ไฟ ดับ", ["ไฟ   ดับ"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ที่นี่", "ท", ["ที่"]),
        ("ที่นี่", "ี", ["ที่นี่"]),
        ("กกก", "กก", ["กกก"]),
        ("กก กก", "กก", ["กก", "กก"]),
        ("e\u0301cole", "é", ["e\u0301"]),
        ("👨\u200d👩\u200d👧 บ้าน", "👩", ["👨\u200d👩\u200d👧"]),
        ("  \u200b ขยะ ", "ขยะ", ["ขยะ"]),
        ("ถนน", "ไฟ", []),
        ("ถนน", " ", []),
        ("", "ก", []),
    ],
)
def test_the_hit_is_marked_as_written(text, typed, marked):
    assert [text[a:b] for a, b in spans(text, [fold(typed) or typed])] == marked


def test_several_terms_are_marked_each_and_touching_ones_as_one():
    text = "ไฟดับทั้งซอย ไฟ"
    assert [text[a:b] for a, b in spans(text, ["ซอย", "ไฟ", "ดับ"])] == ["ไฟดับ", "ซอย", "ไฟ"]


@given(_ANY, _ANY, st.data())
def test_a_hit_has_a_span_and_a_span_holds_a_hit(text, other, data):
    folded = fold(text)
    start = data.draw(st.integers(0, max(0, len(folded) - 1)))
    piece = folded[start : start + data.draw(st.integers(1, 6))]
    terms = [piece.strip(), fold(other)[:4].strip()]
    found = spans(text, terms)
    hits = [term for term in terms if term and term in folded]
    assert bool(found) == bool(hits)
    assert all(any(term in fold(text[a:b]) for term in hits) for a, b in found)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))


@given(_ANY)
def test_every_piece_of_a_text_can_be_found_alone(text):
    """Each hit is told with the least that holds it: its own pieces, not the whole text."""
    edges = bounds(text)
    assert edges == sorted(set(edges))
    assert "".join(text[a:b] for a, b in itertools.pairwise(edges)) == text
    cut = set(edges)
    for term in {fold(text[a:b]) for a, b in itertools.pairwise(edges)}:
        assert all(a in cut and b in cut for a, b in spans(text, [term]))


@given(st.text("กขนมวเแำัิี่้า1๑aA ", min_size=1, max_size=30))
def test_common_words_are_cut_fine_enough(text):
    """The way out for unknown scripts is never taken for Thai and Latin letters."""
    for start, end in spans(text, [fold(c) for c in "กขนมว1a"]):
        between = set(fold(text[start:end]))
        assert between & set("กขนมว1a")
        assert " " not in between
