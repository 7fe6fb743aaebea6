"""A point is read as people type it or paste it from a map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places.typed import read_point


@pytest.mark.parametrize(
    "text",
    [
        "16.4412, 101.1533",
        "16.4412,101.1533",
        "16.4412 101.1533",
        " (16.4412; 101.1533) ",
        "๑๖.๔๔๑๒, ๑๐๑.๑๕๓๓",
        "101.1533, 16.4412",
        "16.4412N 101.1533E",
        "16.4412° N, 101.1533° E",
        "101.1533E, 16.4412N",
        "lat 16.4412 lon 101.1533",
        "lat: 16.4412, lon: 101.1533",
        "ละติจูด 16.4412 ลองจิจูด 101.1533",
        "https://www.google.com/maps/@16.4412,101.1533,17z",
        "https://maps.google.com/?q=16.4412,101.1533",
        "geo:0,0?q=16.4412,101.1533(บ้าน)",
        "16°26'28.32\"N 101°09'11.88\"E",
        "16° 26′ 28.32″ N, 101° 9′ 11.88″ E",
        "16 องศา 26 ลิปดา 28.32 พิลิปดา เหนือ 101 องศา 9 ลิปดา 11.88 พิลิปดา ตะวันออก",
    ],
)
def test_usual_forms(text):
    assert read_point(text) == pytest.approx((101.1533, 16.4412), abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", "หน้าวัด", "16.4412", "16.4412, 201.5", "1, 2, 3", "16,4412", "95, 195", "2026-K7QWXA"],
)
def test_what_is_no_point(text):
    assert read_point(text) is None


@given(st.floats(5, 21), st.floats(97, 106))
def test_every_point_of_the_country_in_both_orders(lat, lon):
    for text in (f"{lat:.6f}, {lon:.6f}", f"{lon:.6f} {lat:.6f}"):
        assert read_point(text) == pytest.approx((lon, lat), abs=1e-5)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    found = read_point(text)
    assert found is None or (abs(found[0]) <= 180 and abs(found[1]) <= 90)
