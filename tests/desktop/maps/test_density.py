"""Density: every number is what really stands around, and steps are whole numbers in order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.maps.density import CELL, REACH, density

points = st.lists(st.tuples(st.floats(-40, 240), st.floats(-40, 140)), max_size=40)


@given(points)
@settings(max_examples=40, deadline=None)
def test_each_cell_counts_the_square_around_it(found):
    made = density(found, 200, 100)
    for x, y in ((0, 0), (12, 5), (24, 12)):
        left, top = (x - REACH) * CELL, (y - REACH) * CELL
        side = (2 * REACH + 1) * CELL
        there = sum(left <= a < left + side and top <= b < top + side for a, b in found)
        assert made.near[(y + REACH) * made.wide + x + REACH] == there


@given(points)
@settings(max_examples=40, deadline=None)
def test_steps_rise_and_never_pass_the_most(found):
    made = density(found, 200, 100)
    assert made.steps == sorted(set(made.steps))
    assert made.steps[0] == 1
    assert made.steps[-1] <= max(1, *made.near)


def test_nothing_is_nothing():
    assert not any(density([], 200, 100).near)
