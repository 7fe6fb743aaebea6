"""The code of a work sheet as scanners and people type it, with either layout of the keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.identifiers import NUMBER_ALPHABET
from casework.typed_codes import (
    _PLAIN,
    _SHIFTED,
    _THAI_PLAIN,
    _THAI_SHIFTED,
    by_key,
    ends_so,
    is_scan,
    scanned_number,
    typed_number,
)

IN_THAI = dict(zip(_PLAIN + _SHIFTED, _THAI_PLAIN + _THAI_SHIFTED, strict=True))


def on_thai_layout(text: str) -> str:
    """What comes of these keys while the Thai layout is on."""
    return "".join(IN_THAI[character] for character in text)


def test_a_scan_tells_its_number():
    assert scanned_number("TD1*2026-K4MDMW") == "2026-K4MDMW"
    assert scanned_number(" td1*2026-k4mdmw\n") == "2026-K4MDMW"


def test_a_scan_with_the_thai_layout_on_is_read_by_its_keys():
    # As such a scanner typed it: T and D with Shift, 1, and * which is 8 with Shift.
    assert scanned_number('ธฏๅ๕/จ/ุขษภฒฯฒ"') == ""
    assert scanned_number('ธฏๅ๕/จ/ุขษภ?ฏ?"') == "2026-K4MDMW"


@given(st.text(NUMBER_ALPHABET, min_size=6, max_size=6))
def test_every_number_is_read_on_both_layouts(code: str):
    text = f"TD1*2026-{code}"
    assert scanned_number(text) == scanned_number(on_thai_layout(text)) == f"2026-{code}"
    assert typed_number(on_thai_layout(code.lower())) == code


@pytest.mark.parametrize("text", ["TD1*", "TD1*ab", "TD1*2026-'; DROP", "TD1*" + "A" * 60])
def test_a_broken_scan_is_a_scan_without_a_number(text: str):
    assert is_scan(text)
    assert scanned_number(text) == ""


@pytest.mark.parametrize("text", ["", "a", "ab", "ไฟทางดับ", "K4 MDMW", "-ABC", "../../etc"])
def test_what_can_be_no_number_is_none(text: str):
    assert typed_number(text) == ""
    assert not is_scan(text)


def test_last_characters_are_enough_hyphens_or_not():
    assert ends_so("2026-K4MDMW", typed_number("mdmw"))
    assert ends_so("2026-K4MDMW", typed_number("2026k4mdmw"))
    assert not ends_so("2026-K4MDMW", "K4MD")


@given(st.text())
def test_any_text_is_read_without_failing(text: str):
    assert len(by_key(text)) == len(text)
    scanned_number(text)
    typed_number(text)
