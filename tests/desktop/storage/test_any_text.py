"""A search says of any text what plain Python says of it: `term in text`, both folded.

That holds whichever part of the cases is indexed, and whatever the index has of earlier words.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.case import Event, Ticket
from desktop.storage import narrowing, search, snippets
from desktop.storage.records import CaseQuery, Sort, Tally
from tests.desktop.storage.authority import AT, a_case, pulled

# Characters that fold to others or to several, that join, that no index keeps, that mean something
# to one: case, digits, marks, spaces, signs of a query, ends of the ranges of Unicode.
ODD = (
    "aAbßẞςΣσİıKÅÅﬃΐŉ๑1ก์่ำําเแ้ิ \t\n\r\x00\x01\x1f\x7f\x85\xa0\u00ad\u200b\u200d\u2028\u3000\ufeff"
    "\"'*^-+:()&|ꭰᎠ가각\u0301\u0345\u0e3a😀👍🏽🇹🇭\ufdd0\ufffd\ufffe\uffff\U000e0001\U0010ffff"
)
_odd = st.text(st.sampled_from(ODD), max_size=12)
_any = st.text(max_size=12)
_words = st.one_of(_odd, _odd, _any)


@st.composite
def _texts_and_terms(draw):
    """Texts of cases, and words to look for: pieces of them as often as anything else."""
    texts = draw(st.lists(_words, min_size=1, max_size=6))
    pieces = st.sampled_from(texts).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(1, 5)).map(
            lambda at: text[at[0] : at[0] + at[1]]
        )
    )
    quoted = pieces.map(lambda piece: f'"{piece}"')
    asked = st.lists(st.one_of(pieces, pieces, quoted, _words), min_size=1, max_size=3)
    return texts, draw(st.lists(asked.map(" ".join), min_size=1, max_size=6))


# What a cache went through before it is searched: for each of some turns, the words of its cases
# (the others are gone), and how many cases were indexed then.
_history = st.lists(
    st.tuples(st.dictionaries(st.integers(0, 5), _words, max_size=6), st.integers(0, 6)),
    max_size=3,
)


@pytest.mark.parametrize("few", [narrowing.FEW, 0])
@settings(max_examples=150)
@example(
    made=(["a\x01b", "a b", "ab"], ["a\x01", '"a\x01"', '"a b"', "\x01"]), before=[], indexed=3
)
@example(
    made=(["\ufffexy", "\uffffxy", "\ufffdxy"], ["\ufffexy", "\ufffdxy", "\uffff"]), before=[],
    indexed=0,
)  # fmt: skip
@example(made=(["x y", "xy"], ["x\ud800y", "\udcff"]), before=[], indexed=2)
@example(made=(["abc", "bcd"], ["bc"]), before=[({0: "bcd", 1: "xyz", 2: "abc"}, 3)], indexed=1)
@given(made=_texts_and_terms(), before=_history, indexed=st.integers(0, 6))
def test_a_search_finds_what_the_words_hold(cache, few, made, before, indexed):
    texts, asked = made
    for words, number in before:
        pulled(cache, [_case(n, text) for n, text in words.items()])
        cache.index.take_some(number)
    cases = [_case(number, text) for number, text in enumerate(texts)]
    pulled(cache, cases)
    cache.index.take_some(indexed)
    everything = [("HT", case.id) for case in cases]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "FEW", few)
        for text in asked:
            terms = search.terms(text)
            words = {case.id: search.searched_text(case) for case in cases}
            held = {i for i, w in words.items() if all(term in w for term in terms)}
            for query in (
                CaseQuery(text=text, sort=Sort.BEST), CaseQuery(text=text, sort=Sort.URGENT),
                CaseQuery(text=text, older_than=-1, sort=Sort.NEWEST),
            ):  # fmt: skip
                assert {i for _, i in cache.ids(query, AT)} == held
                assert {row.id for row in cache.among(query, AT, everything)} == held
                assert {row.id for row in cache.rows(query, now=AT).rows} == held
                assert cache.count(query, AT) == len(held)
                assert cache.tally(query, AT) == Tally(len(held))


def _case(number, text):
    """The text stands in the description, or where a row does not show it."""
    shown, hidden = (text, "") if number % 2 else ("x", text)
    return a_case(
        number, history=(Event(id=f"e{number}", kind="comment", at=AT, text=hidden),),
        ticket=Ticket(number=f"2026-{number}", description=shown, reported_at=AT),
    )  # fmt: skip


@pytest.mark.parametrize("filler", ["ﬃ ", "ß", "เเ", "a\u0301\u0301", "ไฟ ", "x" * 40 + " "])
@pytest.mark.parametrize("times", [0, 5, 60, 300])
def test_a_snippet_of_a_long_text_shows_the_hit(filler, times):
    text = f"{filler * times} หลุม ใหญ่ {filler * 300}"
    shown = snippets.snippet(text, search.folded("หลุม  ใหญ่"))
    assert len(shown) <= snippets.LENGTH + 2
    assert "หลุม ใหญ่" in shown


def test_words_longer_than_a_snippet_begin_in_it():
    text = "ก่อน " * 50 + "ถนนพัง" * 40 + " หลัง" * 50
    assert "ถนนพัง" * 10 in snippets.snippet(text, "ถนนพัง" * 40)
