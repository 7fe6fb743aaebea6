"""Screens in English on a real desk, with the native map, and nothing of the person's settings."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.ui.map_view import MapView
from desktop.ui.theme import Theme
from desktop.ui.widgets.text import Text
from desktop.ui.window import DeskWindow
from desktop.words import language, use_language


@pytest.fixture(autouse=True)
def _collect_here() -> Iterator[None]:
    """As in the program, threads beside never collect: a widget must not die in one of them."""
    gc.disable()
    yield
    _tests_done[0] += 1
    gc.collect(2 if _tests_done[0] % 25 == 0 else 0)


_tests_done = [0]


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """English words and the light look, whatever a test chooses on the way."""
    before = language()
    use_language("en")
    Theme.current().apply(qapp, "light", "standard")
    yield
    Theme.current().apply(qapp, "light", "standard")
    use_language(before)


@pytest.fixture
def open_window(
    qtbot: QtBot, english: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Desk], DeskWindow]:
    """Open the window of a desk and wait until it has asked all it asks at the start."""
    monkeypatch.setattr("desktop.ui.pages.map.MapView", partial(MapView, engine=False))

    def make(desk: Desk) -> DeskWindow:
        settings = QSettings(str(tmp_path / "looks.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(desk, settings)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.later.is_done and not window.bridge.busy)
        return window

    return make


@pytest.fixture
def words() -> Callable[[QWidget], str]:
    """All words that can be read in a widget now."""

    def read(widget: QWidget) -> str:
        return "\n".join(t.text() for t in widget.findChildren(Text) if t.isVisible())

    return read
