"""Every check that the evidence can give has words, with its values in them."""

import ast
from pathlib import Path

import pytest

from casework.pictures import Check, Evidence, origins
from casework.pictures import evidence as rules
from casework.pictures.together import TooFast
from desktop.ui.evidence_words import (
    STATUS_ICONS,
    STATUS_TOKENS,
    VERDICT_ICONS,
    VERDICT_STATUS,
    check_words,
    code_words,
    together_words,
    verdict_words,
)

NOW = 1_795_485_600_000_000
OK = Check("ok", "near", metres=12)


def codes():
    """The second argument of every Check(...) in the rules."""
    source = Path(rules.__code__.co_filename).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check":
            code = node.args[1]
            if isinstance(code, ast.Constant):
                yield code.value
    yield from rules.__globals__["_DOUBTFUL"]
    yield origins.TAKEN_HERE


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_code_has_words(code):
    said = code_words(code, NOW, metres=1800, at=NOW, case="2026-K4MDMW", program="Snapseed")
    assert said
    assert "{" not in said


def test_the_values_are_in_the_words():
    assert "1.8 km" in check_words(Check("warn", "far", metres=1802), NOW)
    assert "2026-K4MDMW" in check_words(Check("warn", "same_file", case="2026-K4MDMW"), NOW)
    assert "Snapseed" in check_words(Check("warn", "edited", program="Snapseed"), NOW)
    assert check_words(Check("warn", "edited"), NOW) == "Edited after it was taken"


def test_a_warning_names_what_to_look_at():
    far = Check("warn", "far", metres=5000)
    names = ("distance", "time", "seen", "edited", "origin")
    said = {
        verdict_words(Evidence(**{**dict.fromkeys(names, OK), name: far}, verdict="look_again"))
        for name in names
    }
    assert len(said) == 5
    assert all(words.startswith("Please look") for words in said)


def test_verdicts_and_statuses_have_icon_and_colour():
    assert set(VERDICT_ICONS) == set(VERDICT_STATUS)
    assert set(VERDICT_STATUS.values()) == set(STATUS_ICONS) == set(STATUS_TOKENS)
    complete = Evidence(OK, OK, OK, None, "complete")
    assert verdict_words(complete) == "Evidence complete"


def test_an_unknown_code_says_nothing():
    assert code_words("of_a_later_version", NOW) == ""


def test_how_much_older_the_place_is_stands_in_the_words_where_it_is_known():
    check = Check("warn", "place_stale", at=NOW - 3 * 3_600_000_000, against=NOW)
    assert check_words(check, NOW) == "The place is 3 h older than the photo"
    assert code_words("place_stale", 0) == "The place is older than the photo"


def test_photos_that_cannot_both_be_right_are_told_by_their_numbers():
    said = together_words(TooFast(0, 2, 40_000.0, 300_000_000))
    assert "Photos 1 and 3 are 40.0 km apart with 5 min between them" in said


def test_the_authoritys_limit_stands_beside_the_distance():
    near, far = Check("ok", "near", metres=12, limit=150.0), Check("warn", "far", 1802, 150.0)
    assert check_words(near, NOW) == "12 m from the case (within 150 m)"
    assert check_words(far, NOW) == "1.8 km from the case (more than 150 m)"
    assert code_words("near", 0, metres=12) == "12 m from the case"
