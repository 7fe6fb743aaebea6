"""Thai text and time: folding for search, days and weeks as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casework import thai
from casework.identifiers import NUMBER_ALPHABET, parse_reference, ticket_number, uuid7


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น้\u0e4dา", "น้ำ"),
        ("เเสงสว่าง", "แสงสว่าง"),
        ("หมู่ ๓", "หมู่ 3"),
        ("ที\u0e48", "ท\u0e48ี"),
        ("ถนน\u200bพัง", "ถนนพัง"),
        ("LED", "led"),
        ("ก\n ข", "ก ข"),
    ],
)
def test_look_alike_spellings_fold_into_one(typed, stored):
    assert thai.fold(typed) == thai.fold(stored)


def test_folding_keeps_tone_marks_apart():
    assert thai.fold("ข้าว") != thai.fold("ข่าว")


def test_a_day_has_the_buddhist_year_in_thai():
    at = thai.to_microseconds(datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
    assert thai.day_text(at) == "24 พ.ย. 2569"
    assert thai.day_text(at, "en") == "24 Nov 2026"
    assert thai.time_text(at) == "00:30"


def test_a_week_runs_from_monday_midnight_in_thailand():
    start, end = thai.week_bounds("2026-W47")
    assert thai.local(start).isoformat() == "2026-11-16T00:00:00+07:00"
    assert end - start == 7 * 86_400 * 1_000_000
    assert thai.week_of(end - 1) == "2026-W47"
    assert thai.week_of(end) == "2026-W48"


@pytest.mark.parametrize("text", ["2026-47", "2026-W54", "", "2026-W00"])
def test_what_is_no_week_is_an_error(text):
    with pytest.raises(ValueError):
        thai.week_bounds(text)


def test_identifiers_made_later_sort_later():
    first, second = uuid7(1_000_000, b"\xff" * 10), uuid7(2_000_000, b"\x00" * 10)
    assert first < second
    assert first[14] == "7"


def test_a_ticket_number_uses_the_alphabet_without_look_alikes():
    number = ticket_number(2026, "seed")
    assert number == ticket_number(2026, "seed")
    assert set(number[5:]) <= set(NUMBER_ALPHABET)


def test_people_name_a_case_in_small_letters_or_with_its_authority():
    assert parse_reference(" #2022-k4mdmw@HT ") == ("2022-K4MDMW", "HT")
    with pytest.raises(ValueError):
        parse_reference(" ")
