"""Every check that the evidence can give has words, with its values in them."""

import ast
from pathlib import Path

import pytest

from casework.pictures import Check, Evidence
from casework.pictures import evidence as rules
from desktop.ui.evidence_words import (
    STATUS_ICONS,
    STATUS_TOKENS,
    VERDICT_ICONS,
    VERDICT_STATUS,
    check_words,
    code_words,
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
            assert isinstance(code, ast.Constant)
            yield code.value


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
    far, names = Check("warn", "far", metres=5000), ("distance", "time", "seen", "edited")
    said = {
        verdict_words(Evidence(**{**dict.fromkeys(names, OK), name: far}, verdict="look_again"))
        for name in names
    }
    assert len(said) == 4
    assert all(words.startswith("Please look") for words in said)


def test_verdicts_and_statuses_have_icon_and_colour():
    assert set(VERDICT_ICONS) == set(VERDICT_STATUS)
    assert set(VERDICT_STATUS.values()) == set(STATUS_ICONS) == set(STATUS_TOKENS)
    complete = Evidence(OK, OK, OK, None, "complete")
    assert verdict_words(complete) == "Evidence complete"


def test_an_unknown_code_says_nothing():
    assert code_words("of_a_later_version", NOW) == ""
