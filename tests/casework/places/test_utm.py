"""UTM by the closed formula agrees with PROJ; the usual forms of a point can be read back."""

from __future__ import annotations

import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places.forms import forms_of, geo_link
from casework.places.typed import read_point
from casework.places.utm import to_utm, zone_of


@given(st.floats(97.0, 106.0), st.floats(5.0, 21.0))
def test_in_thailand_it_agrees_with_proj_to_the_millimetre(lon: float, lat: float):
    found = to_utm(lon, lat)
    assert found.zone in (47, 48)
    proj = pyproj.Proj(proj="utm", zone=found.zone, ellps="WGS84")
    assert (found.easting, found.northing) == pytest.approx(proj(lon, lat), abs=0.001)


@given(st.floats(-180.0, 180.0), st.floats(-80.0, 84.0))
def test_everywhere_it_agrees_with_proj(lon: float, lat: float):
    found = to_utm(lon, lat)
    proj = pyproj.Proj(proj="utm", zone=found.zone, ellps="WGS84", south=not found.north)
    assert (found.easting, found.northing) == pytest.approx(proj(lon, lat), abs=0.001)


@given(st.floats(100.0, 104.0), st.floats(5.0, 21.0))
def test_a_neighbour_s_zone_can_be_asked_for(lon: float, lat: float):
    proj = pyproj.Proj(proj="utm", zone=47, ellps="WGS84")
    found = to_utm(lon, lat, 47)
    assert (found.easting, found.northing) == pytest.approx(proj(lon, lat), abs=0.001)


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [(100.5, 13.7, 47), (102.0, 15.0, 48), (101.999, 15.0, 47), (5.3, 60.4, 32), (180.0, 0.0, 60)],
)
def test_zones(lon: float, lat: float, zone: int):
    assert zone_of(lon, lat) == zone


def test_where_utm_is_not_used_it_says_so():
    with pytest.raises(ValueError, match="not used"):
        to_utm(100.0, 85.0)
    assert forms_of(100.0, 85.0).utm == ""


def test_the_usual_forms_of_a_point():
    forms = forms_of(101.1533, 16.4412)
    assert forms.decimal == "16.44120, 101.15330"
    assert forms.angles == "16°26′28.3″N 101°09′11.9″E"
    assert forms.link == "https://www.google.com/maps/search/?api=1&query=16.44120,101.15330"
    assert forms.geo == "geo:16.441200,101.153300"
    assert forms.utm == "47N 729918 E 1818963 N"


@given(st.floats(97.0, 106.0), st.floats(5.0, 21.0))
def test_every_form_that_is_typed_back_is_the_same_point(lon: float, lat: float):
    forms = forms_of(lon, lat)
    for text, metres in ((forms.decimal, 2.0), (forms.angles, 4.0), (forms.link, 2.0)):
        found = read_point(text)
        assert found == pytest.approx((lon, lat), abs=metres / 111_000)


def test_seconds_never_become_sixty():
    assert forms_of(100.0, 16.999_999_9).angles.startswith("17°00′00.0″N")


def test_a_geo_link_says_latitude_first():
    assert geo_link(-0.5, -33.0) == "geo:-33.000000,-0.500000"
