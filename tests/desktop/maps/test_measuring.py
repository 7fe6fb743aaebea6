"""Lengths and areas are those of the ground, and said in the units of the land."""

from __future__ import annotations

import pytest

from desktop.maps.measuring import (
    area_square_metres,
    area_words,
    length_metres,
    length_words,
    measured_words,
)

UNITS = {"metres": "m", "kilometres": "km", "square_metres": "m²", "hectares": "ha"}
THAI = {**UNITS, "rai": "ไร่", "ngan": "งาน", "wa": "ตร.ว."}
SQUARE = [(100.0, 14.0), (100.01, 14.0), (100.01, 14.01), (100.0, 14.01)]


def test_a_hundredth_of_a_degree_north_is_1112_metres():
    assert length_metres([(100.0, 14.0), (100.0, 14.01)]) == pytest.approx(1112, abs=1)
    assert length_metres([(100.0, 14.0)]) == 0


def test_the_area_of_a_square_is_its_sides_multiplied():
    across = length_metres(SQUARE[:2])
    down = length_metres(SQUARE[1:3])
    assert area_square_metres(SQUARE) == pytest.approx(across * down, rel=0.01)
    assert area_square_metres([*SQUARE, SQUARE[0]]) == pytest.approx(area_square_metres(SQUARE))


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "0 m"), (4.26, "4.3 m"), (87.4, "87 m"), (1234, "1.23 km"), (2000, "2 km")],
)
def test_lengths_are_said_as_exactly_as_it_helps(metres, words):
    assert length_words(metres, UNITS) == words


@pytest.mark.parametrize(
    ("square", "thai", "english"),
    [(1600, "1 ไร่", "1,600 m²"), (2404, "1 ไร่ 2 งาน 1 ตร.ว.", "2,404 m²"), (1, "0 ตร.ว.", "1 m²"),
     (4_800_000, "3,000 ไร่", "480 ha")],
)  # fmt: skip
def test_land_is_measured_as_the_country_does(square, thai, english):
    assert area_words(square, THAI) == thai
    assert area_words(square, UNITS) == english


def test_only_a_closed_line_has_an_area():
    assert "·" not in measured_words(SQUARE, UNITS)
    assert measured_words([*SQUARE, SQUARE[0]], UNITS).endswith("ha")
