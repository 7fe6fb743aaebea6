"""The projection goes both ways; clusters keep every marker and stand apart."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.maps.markers import Marker
from desktop.maps.projection import (
    gather,
    metres_per_pixel,
    place,
    scale_at,
    to_degrees,
    to_world,
    zoom_to_fit,
)


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_there_and_back_again(lon, lat):
    assert to_degrees(*to_world(lon, lat)) == pytest.approx((lon, lat), abs=1e-9)


def test_the_middle_and_the_corner_of_the_world():
    assert to_world(0, 0) == pytest.approx((0.5, 0.5))
    assert to_world(-180, 85.0511287798) == pytest.approx((0, 0), abs=1e-9)


def test_a_pixel_at_the_equator():
    # The published figure of web maps: 156,543 m at zoom 0.
    assert metres_per_pixel(0, 0) == pytest.approx(156_543, abs=1)


def test_fitting_fills_the_narrower_side():
    x, y, zoom = zoom_to_fit((0.4, 0.45, 0.6, 0.55), 1000, 1000)
    assert (x, y) == pytest.approx((0.5, 0.5))
    assert 0.2 * scale_at(zoom) == pytest.approx(1000)


def scattered(count):
    dice = random.Random(5)
    return place(
        Marker(str(n), 100 + dice.random() / 20, 14 + dice.random() / 20, "waiting", "", "")
        for n in range(count)
    )


@pytest.mark.parametrize("zoom", [8.0, 12.3, 15.0, 19.0])
def test_clusters_hold_every_marker_once(zoom):
    placed = scattered(2000)
    clusters = gather(placed, zoom, 56)
    held = sorted(one.marker.case_id for cluster in clusters for one in cluster.members)
    assert held == sorted(one.marker.case_id for one in placed)


def test_far_out_they_are_few_and_close_up_they_are_many():
    placed = scattered(2000)
    counts = [len(gather(placed, zoom, 56)) for zoom in (6, 12, 19)]
    assert counts[0] <= 2
    assert counts == sorted(counts)
    assert counts[2] > 1500


def test_two_full_cells_side_by_side_become_one_cluster():
    zoom, cell = 14.0, 56.0
    edge = math.floor(to_world(100, 14)[0] * scale_at(zoom) / cell) * cell / scale_at(zoom)
    step = 3 / scale_at(zoom)
    lons = [to_degrees(edge + step * n, 0.5)[0] for n in (-2, -1, 1, 2)]
    placed = place(Marker(str(n), lon, 14, "waiting", "", "") for n, lon in enumerate(lons))
    assert [len(cluster.members) for cluster in gather(placed, zoom, cell)] == [4]


def test_what_was_placed_before_is_taken_over_and_what_moved_is_not():
    stays, moves = (Marker(name, 100, 14, "waiting", "", "") for name in "ab")
    before = place([stays, moves])
    moved = Marker("b", 101, 14, "waiting", "", "")
    after = place([stays, moved], before)
    assert after[0] is before[0]
    assert (after[1].x, after[1].y) == to_world(101, 14)
