"""The theme dresses the application; fonts, sizes, icons and states are there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette

from desktop.paths import resource
from desktop.ui.theme import Role, Theme, font, icon, line_height, mark_style, pixmap, state_style
from desktop.ui.theme.scale import row_height
from desktop.ui.theme.states import MARKS, STATES, first_look
from desktop.words import use_language


@pytest.fixture
def theme(qapp):
    current = Theme.current()
    current.apply(qapp, "light", "standard")
    yield current
    current.apply(qapp, "light", "standard")


def test_changing_the_mode_changes_palette_and_tells(theme, qapp, qtbot):
    light = qapp.palette().color(QPalette.ColorRole.Window)
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < light.lightness()
    assert theme.colour("ink").name().upper() == "#EDF2F0"


def test_an_unknown_mode_changes_nothing(theme, qapp):
    with pytest.raises(ValueError, match="no such look"):
        theme.apply(qapp, "sepia")
    assert theme.mode == "light"


def test_the_shipped_thai_face_is_used_in_four_weights(theme):
    for weight in (400, 500, 600, 700):
        found = QFontInfo(font(Role.BODY, weight))
        assert found.family().startswith("Sarabun")
        assert found.weight() == weight
    assert resource("fonts", "OFL.txt").is_file()


@pytest.mark.parametrize("density", ["compact", "standard", "comfortable"])
@pytest.mark.parametrize("role", list(Role))
def test_no_text_is_small_and_lines_are_high(theme, qapp, role, density):
    theme.apply(qapp, "light", density)
    assert QFontInfo(font(role)).pixelSize() >= 13
    if role is not Role.KEY_CAP:
        assert line_height(role) >= 1.1 * QFontMetricsF(font(role)).height()


def test_density_changes_rows(theme, qapp):
    assert row_height(90, 74) == 90
    theme.apply(qapp, "light", "compact")
    assert row_height(90, 74) == 74
    theme.apply(qapp, "light", "comfortable")
    assert row_height(90, 74) > 90


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda p: p.stem)
def test_every_icon_draws_in_the_tokens_colour(theme, path):
    image = pixmap(path.stem, "over", 48, 1.0).toImage()
    strongest = max(
        (image.pixelColor(x, y) for x in range(48) for y in range(48)), key=lambda c: c.alpha()
    )
    assert strongest.alpha() > 200
    assert strongest.name() == theme.colour("over").name()


def test_an_icon_is_sharp_on_a_dense_screen(theme):
    assert pixmap("wrench", "ink", 18, 2.0).width() == 36
    assert not icon("wrench", "ink").isNull()
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", "ink")


def test_states_and_marks_differ_by_icon_and_word_not_only_colour(theme):
    looks = [*map(state_style, STATES), *map(mark_style, MARKS)]
    assert len({look.icon for look in looks}) == len(looks)
    assert len({look.word for look in looks}) == len(looks)


def test_states_speak_thai():
    use_language("th")
    try:
        assert state_style("in_progress").word == "กำลังดำเนินการ"
        assert mark_style("overdue").word == "เกินกำหนด"
    finally:
        use_language("en")


def test_a_state_of_a_newer_server_is_shown_by_its_name():
    assert state_style("paused").word == "paused"


def test_a_marker_shows_the_gravest_mark_else_the_state():
    assert first_look("done", ["unsent", "overdue"]).icon == "alarm-clock"
    assert first_look("done", []).icon == "circle-check"
