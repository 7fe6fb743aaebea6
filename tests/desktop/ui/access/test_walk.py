"""Every page by keyboard alone, with names and roles, found out by walking all of them.

A page of the rail is walked as soon as it is there; what opens in one is a line in `walk.INSIDE`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as ExceptionTimeout
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.phone.addresses import Network
from desktop.ui.theme import Theme
from desktop.ui.window import DeskWindow
from desktop.words import use_language
from tests.desktop.ui.access import checks
from tests.desktop.ui.access.walk import Walk, furnish

Open = Callable[[Desk], DeskWindow]
Check = Callable[[QWidget], list[str]]
STAYS_MS = 1500
HERE = [Network("127.0.0.1", "lo"), Network("127.0.0.2", "lo")]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """Widths that another test left would be room that this one lacks."""
    where = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, where, str(tmp_path / "settings"))


@pytest.fixture(params=["desk", "clerk_desk"], ids=["officer", "clerk"])
def walk(
    request: pytest.FixtureRequest,
    open_window: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Walk:
    """A window with something in every place."""
    monkeypatch.setattr("desktop.phone.addresses.local_networks", lambda: HERE)
    desk: Desk = request.getfixturevalue(request.param)
    furnish(desk)
    return Walk(open_window(desk), qtbot)


def faults(walk: Walk, *found_by: Check, patient: bool = False) -> dict[str, list[str]]:
    """What the checks find, each fault with the scenes in which it stands.

    With `patient` a page that is still being laid out gets a moment for it.
    """
    found: dict[str, list[str]] = {}
    for scene in walk.scenes():
        for check in found_by:
            if patient:
                _wait_until_right(walk, scene.root, check)
            for fault in check(scene.root):
                found.setdefault(fault, []).append(scene.name)
    return found


def _wait_until_right(walk: Walk, root: QWidget, check: Check) -> None:
    with suppress(ExceptionTimeout):
        walk.qtbot.waitUntil(lambda: not check(root), timeout=STAYS_MS)


def test_everything_is_reached_and_left_by_tab_alone(walk: Walk):
    assert faults(walk, checks.not_reached, checks.only_for_the_mouse) == {}


@pytest.mark.parametrize("speech", ["th", "en"])
def test_everything_says_what_it_is(walk: Walk, speech: str):
    use_language("th" if speech == "th" else "en")
    wanted = (checks.without_name, checks.without_role, checks.rows_without_name)
    assert faults(walk, *wanted) == {}


def test_f6_goes_round_through_named_panes(walk: Walk):
    """Each pane that F6 comes to has the keyboard and a name, and none holds it."""
    lost: list[str] = []
    for scene in walk.scenes():
        if not isinstance(scene.root, DeskWindow):
            continue
        came: list[QWidget] = []
        for _ in range(12):
            walk.qtbot.keyClick(QApplication.focusWidget() or scene.root, Qt.Key.Key_F6)
            held = QApplication.focusWidget()
            if held is None or not checks.name_of(held):
                lost.append(f"{scene.name}: {checks.called(held) if held else 'nothing'}")
                break
            came.append(held)
        if len({id(held) for held in came}) < 2:
            lost.append(f"{scene.name}: F6 stays at {[checks.called(w) for w in came[:1]]}")
    assert lost == []


@pytest.mark.parametrize(
    ("speech", "size"),
    [("th", (1366, 768)), ("th", (683, 350)), ("en", (683, 350))],
    ids=["th-100", "th-200", "en-200"],
)
def test_nothing_is_cut_off_at_any_size_of_text(walk: Walk, size: tuple[int, int], speech: str):
    """At 200 % a screen of 1366 by 768 has room for half of that, less the bars of the system."""
    use_language("th" if speech == "th" else "en")
    walk.window.resize(*size)
    assert walk.window.size().toTuple() == size
    assert faults(walk, checks.does_not_fit, patient=True) == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_word_can_be_read_and_nothing_is_told_by_colour_alone(
    walk: Walk, qapp: QApplication, mode: Literal["light", "dark"]
):
    """As painted, pixel by pixel: 4.5 to 1 of WCAG 2, whatever the tokens promise."""
    Theme.current().apply(qapp, mode, "standard")
    assert faults(walk, checks.faint, checks.colour_alone, patient=True) == {}
