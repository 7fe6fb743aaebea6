"""Names of Thailand's areas: looked up as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places.names import at_address, by_code, lookup


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("เกาะเต่า พะงัน", "ต.เกาะเต่า อ.เกาะพะงัน จ.สุราษฎร์ธานี 84360"),
        ("ต.บ้านใต้ อ.พะงัน", "ต.บ้านใต้ อ.เกาะพะงัน จ.สุราษฎร์ธานี 84280"),
        ("ตำบลบ้านใต้ อำเภอเกาะพะงัน จังหวัดสุราษฎร์ธานี", "ต.บ้านใต้ อ.เกาะพะงัน จ.สุราษฎร์ธานี 84280"),
        ("เขตปทุมวัน", "เขตปทุมวัน กรุงเทพมหานคร"),
        ("chiang mai", "จ.เชียงใหม่"),
        ("Ban Tai, Pha-ngan", "ต.บ้านใต้ อ.เกาะพะงัน จ.สุราษฎร์ธานี 84280"),
        ("๘๔๓๖๐", "ต.เกาะเต่า อ.เกาะพะงัน จ.สุราษฎร์ธานี 84360"),
    ],
)
def test_an_area_is_found_as_people_write_it(typed, first):
    assert lookup(typed)[0].words("th") == first


def test_english_words_of_an_area():
    assert lookup("เกาะเต่า พะงัน")[0].words("en") == "Ko Tao, Ko Pha-ngan, Surat Thani 84360"


@pytest.mark.parametrize("typed", ["", " ", "ก", "ไม่มีที่ใดชื่อนี้", "99999", "ตำบล"])
def test_nothing_is_found_by_nothing_or_by_what_is_nowhere(typed):
    assert lookup(typed) == []


def test_every_area_has_those_around_it():
    island, province = by_code("840503"), by_code("84")
    assert island is not None
    assert island.names_en == ("Ko Tao", "Ko Pha-ngan", "Surat Thani")
    assert province is not None
    assert province.level == "province"
    assert by_code("999999") is None


def test_an_address_that_leaves_doubt_is_no_area():
    assert at_address("วังทอง") is None
    found = at_address("วังทอง", province="พิษณุโลก")
    assert found is not None
    assert found.code == "650801"
    assert at_address("") is None


@given(st.text(max_size=30))
def test_whatever_is_typed_nothing_breaks(typed):
    assert len(lookup(typed, 3)) <= 3
