"""Distances in metres and directions in degrees agree with known places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places import bearing_degrees, distance_metres

lons = st.floats(-180, 180)
lats = st.floats(-90, 90)


def test_a_known_distance():
    # Democracy Monument to Victory Monument in Bangkok: WGS 84 ellipsoid gives 4,100 m.
    assert distance_metres(100.50180, 13.75665, 100.53877, 13.76490) == pytest.approx(
        4100, rel=5e-3
    )


def test_one_degree_of_latitude():
    assert distance_metres(100, 13, 100, 14) == pytest.approx(111_195, abs=1)


@pytest.mark.parametrize(
    ("to", "expected"),
    [((100.0, 14.0), 0), ((101.0, 13.0), 90), ((100.0, 12.0), 180), ((99.0, 13.0), 270)],
)
def test_the_four_directions(to, expected):
    assert bearing_degrees(100.0, 13.0, *to) == pytest.approx(expected, abs=0.2)


@given(lons, lats, lons, lats)
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(lon1, lat1, lon2, lat2):
    there = distance_metres(lon1, lat1, lon2, lat2)
    assert there == pytest.approx(distance_metres(lon2, lat2, lon1, lat1), abs=1e-6)
    assert 0 <= there <= 20_015_200


@given(lons, lats)
def test_no_distance_to_itself(lon, lat):
    assert distance_metres(lon, lat, lon, lat) == 0


@given(lons, lats, lons, lats)
def test_a_bearing_is_within_the_compass(lon1, lat1, lon2, lat2):
    assert 0 <= bearing_degrees(lon1, lat1, lon2, lat2) <= 360
