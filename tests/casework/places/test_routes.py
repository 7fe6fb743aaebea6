"""The order of a day's stops: never longer than it was proposed before, and always the same."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places.distances import distance_metres
from casework.places.routes import (
    leg_lengths,
    nearest_first,
    neighbour_way,
    short_way,
    way_length,
)

HERE = (101.15, 16.44)
points = st.tuples(st.floats(100.9, 101.4), st.floats(16.2, 16.7))
ways = st.lists(points, max_size=14)
starts = st.none() | points


def along(stops, order):
    return [stops[number] for number in order]


@given(ways, starts)
def test_a_short_way_visits_every_stop_once_and_is_never_longer(stops, start):
    short, plain = short_way(stops, start), neighbour_way(stops, start)
    assert sorted(short) == sorted(plain) == list(range(len(stops)))
    longest = way_length(along(stops, plain), start)
    assert way_length(along(stops, short), start) <= longest + 1e-6


@given(ways.filter(bool))
def test_without_a_start_the_first_stop_stays_first(stops):
    assert short_way(stops)[0] == neighbour_way(stops)[0] == 0


@given(ways, starts)
def test_the_same_stops_give_the_same_way(stops, start):
    assert short_way(stops, start) == short_way(list(stops), start)


@given(ways, points)
def test_nearest_first_goes_by_the_distance_from_the_place(stops, start):
    away = [distance_metres(*start, *stop) for stop in along(stops, nearest_first(stops, start))]
    assert away == sorted(away)


def test_stops_at_one_spot_keep_their_order():
    assert nearest_first([HERE, HERE, (101.15, 16.441)], HERE) == [0, 1, 2]


def test_a_way_that_crosses_itself_is_untangled():
    # Nearest neighbour goes right first, then has to come all the way back to the left.
    stops = [(101.151, 16.44), (101.148, 16.44), (101.155, 16.44), (101.144, 16.44)]
    plain = way_length(along(stops, neighbour_way(stops, HERE)), HERE)
    short = way_length(along(stops, short_way(stops, HERE)), HERE)
    assert short < 0.85 * plain


@pytest.mark.parametrize("seed", range(6))
def test_a_short_way_is_near_the_shortest_there_is(seed):
    made = random.Random(seed)
    stops = [(101.1 + made.random() / 10, 16.4 + made.random() / 10) for _ in range(7)]
    best = min(way_length(way, HERE) for way in itertools.permutations(stops))
    assert way_length(along(stops, short_way(stops, HERE)), HERE) <= 1.15 * best


def test_a_hundred_stops_get_a_way_too():
    made = random.Random(7)
    stops = [(101.0 + made.random() / 3, 16.3 + made.random() / 3) for _ in range(100)]
    plain = way_length(along(stops, neighbour_way(stops, HERE)), HERE)
    assert way_length(along(stops, short_way(stops, HERE)), HERE) < plain


def test_legs_add_up_to_the_way_and_begin_at_the_start():
    stops = [(101.16, 16.44), (101.16, 16.45)]
    legs = leg_lengths(stops, HERE)
    assert legs == [distance_metres(*HERE, *stops[0]), distance_metres(*stops[0], *stops[1])]
    assert way_length(stops, HERE) == sum(legs)
    assert leg_lengths(stops)[0] == 0
    assert leg_lengths([]) == [] == short_way([]) == short_way([], HERE)
