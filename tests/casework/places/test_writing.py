"""Outlines written and read again are the same, to a metre."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casework.places import Area, read_outlines
from casework.places.writing import to_geojson

points = st.tuples(st.floats(97, 106), st.floats(5, 21))
rings = st.lists(points, min_size=3, max_size=8).map(lambda ring: (*ring, ring[0]))
areas = st.builds(
    Area,
    st.sampled_from(["province", "district", "subdistrict", "village"]),
    st.text(max_size=9),
    st.text(max_size=9),
    polygons=st.lists(rings.map(lambda ring: (ring,)), min_size=1, max_size=3).map(tuple),
    village=st.none() | st.integers(1, 40),
)


@given(st.lists(areas, max_size=4))
def test_what_is_written_is_read_again(written):
    read = read_outlines(to_geojson(written))
    assert [(a.kind, a.name_th, a.name_en, a.village) for a in read] == [
        (a.kind, a.name_th, a.name_en, a.village) for a in written
    ]
    for one, other in zip(read, written, strict=True):
        for lon, lat in one.points:
            assert min(abs(lon - x) + abs(lat - y) for x, y in other.points) < 2e-5


def test_corners_that_fall_together_are_one():
    ring = ((100.0, 15.0), (100.000001, 15.0), (100.1, 15.0), (100.1, 15.1), (100.0, 15.0))
    written = to_geojson([Area("village", "ก", "", polygons=((ring,),))])
    assert len(written["features"][0]["geometry"]["coordinates"][0][0]) == 4
