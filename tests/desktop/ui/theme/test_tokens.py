"""The colours can be read: contrast in both modes, as the design asks for."""

from __future__ import annotations

import pytest

from desktop.ui.theme.states import MARKS, STATES, mark_style, state_style
from desktop.ui.theme.tokens import DARK, LIGHT, contrast

BOTH = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
GROUNDS = ("surface", "ground", "head", "sel", "field")


def test_contrast_is_wcags():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_both_modes_have_the_same_names():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("tokens", BOTH)
@pytest.mark.parametrize("text", ["ink", "ink2", "accent-t"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_texts_keep_six_to_one(tokens, text, ground):
    assert contrast(tokens[text], tokens[ground]) >= 6.0


@pytest.mark.parametrize("tokens", BOTH)
@pytest.mark.parametrize("look", [*map(state_style, STATES), *map(mark_style, MARKS)])
def test_states_and_marks_keep_six_to_one_on_their_fill_and_in_rows(tokens, look):
    for ground in (look.fill, "surface", "sel"):
        assert contrast(tokens[look.text], tokens[ground]) >= 6.0


@pytest.mark.parametrize("tokens", BOTH)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-accent", "accent"),
        ("rail-ink", "rail"),
        ("rail-ink", "rail-on"),
        ("rail-title", "rail-on"),
        ("on-toast", "toast"),
        ("toast-link", "toast"),
        ("toast-cap", "toast"),
        ("on-hot", "hot"),
    ],
)
def test_texts_on_their_own_ground_keep_four_and_a_half(tokens, text, ground):
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", BOTH)
def test_edges_and_rings_keep_three(tokens):
    for ground in ("surface", "ground", "head", "field"):
        assert contrast(tokens["line3"], tokens[ground]) >= 3.0
        assert contrast(tokens["focus"], tokens[ground]) >= 3.0
    assert contrast(tokens["rail-mark"], tokens["rail-on"]) >= 3.0


@pytest.mark.parametrize("tokens", BOTH)
def test_hits_can_be_read_and_their_line_is_seen_without_the_colour_behind(tokens):
    assert contrast(tokens["ink"], tokens["hit"]) >= 6.0
    for ground in ("hit", "surface", "sel"):
        assert contrast(tokens["accent-t"], tokens[ground]) >= 3.0
