"""Amounts as people type them, and what they come to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.amounts import Material, materials_text, number_text, read_amount, total_baht


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1200", "1200"),
        ("1,200.50", "1200.50"),
        ("๑,๒๐๐.๕๐", "1200.50"),
        (" 450 บาท ", "450"),
        ("฿450", "450"),
        ("450.-", "450"),
        ("12 500", "12500"),
        (".5", "0.5"),
        ("7.", "7"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, value):
    assert read_amount(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_is_no_amount(typed):
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["12o", "-5", "1,20", "1.2.3", "abc", "๑๒ก", "1e9", "NaN", "inf", "2-3", "9999999999", "บาท"],
)
def test_what_is_no_amount_is_not_guessed(typed):
    with pytest.raises(ValueError, match=r"(?s)^."):
        read_amount(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_none(typed):
    try:
        value = read_amount(typed)
    except ValueError:
        return
    assert value is None or (value.is_finite() and 0 <= value <= 10**9)


@given(st.decimals(0, 10**8, places=2))
def test_what_is_shown_is_read_again(value):
    assert read_amount(number_text(value)) == value


LINES = [
    Material("ยางมะตอยสำเร็จรูป", "๒", "ถุง", "360"),
    Material(),
    Material("ค่าแรง", "ครึ่ง", "วัน", "1,200.50"),
    Material("หินคลุก", "", "", ""),
]


def test_lines_of_material_are_told_one_each_and_summed():
    assert materials_text(LINES) == (
        "ยางมะตอยสำเร็จรูป 2 ถุง · 360 บาท\nค่าแรง ครึ่ง วัน · 1,200.50 บาท\nหินคลุก"
    )
    assert total_baht(LINES) == 1560.50


def test_without_any_price_the_cost_is_not_known_and_zero_is_a_price():
    assert total_baht([Material("หินคลุก")]) is None
    assert total_baht([Material("หินคลุก", baht="0")]) == 0.0


def test_cents_add_up_exactly():
    assert total_baht([Material(baht="0.10")] * 3) == 0.3
