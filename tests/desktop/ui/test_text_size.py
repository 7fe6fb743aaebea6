"""The size of words: chosen in the settings, kept, and taken at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.ui import text_size
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.window import DeskWindow

SHOWN = """
import sys
from PySide6.QtCore import QSettings
from desktop.ui.text_size import take_size
take_size(QSettings(sys.argv[1], QSettings.Format.IniFormat))
from PySide6.QtWidgets import QApplication
print(QApplication([]).primaryScreen().devicePixelRatio())
"""


def kept(tmp_path: Path, size: object) -> QSettings:
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    settings.setValue(text_size.KEY, size)
    settings.sync()
    return settings


@pytest.mark.parametrize(("told", "ratio"), [("", 2.0), ("1.5", 3.0), ("nonsense", 2.0)])
def test_the_next_start_has_the_size_that_was_chosen(
    tmp_path: Path, repository: Path, told: str, ratio: float
):
    kept(tmp_path, 200)
    environment = {**os.environ, "QT_SCALE_FACTOR": told} if told else dict(os.environ)
    words = [sys.executable, "-c", SHOWN, str(tmp_path / "kept.ini")]
    shown = subprocess.run(
        words, capture_output=True, text=True, cwd=repository, env=environment, check=True
    )
    assert float(shown.stdout) == ratio


@pytest.mark.parametrize("nonsense", [None, "", "huge", "-150", "99", "1000", "150.0"])
def test_what_is_no_size_is_the_usual_one(nonsense: object):
    assert text_size.size_of(nonsense) == 100


def test_it_is_chosen_in_the_settings_and_says_when_it_counts(
    desk: Desk, open_window: Callable[[Desk], DeskWindow], words: Callable[[QWidget], str]
):
    window = open_window(desk)
    page = window.navigate("settings")
    assert isinstance(page, SettingsPage)
    assert "started again" not in words(page)
    box = page._size
    assert [box.itemText(n) for n in range(box.count())] == [
        "100 %", "125 %", "150 %", "175 %", "200 %"
    ]  # fmt: skip
    box.setCurrentIndex(box.findData("200"))
    box.activated.emit(box.currentIndex())
    assert window.chosen_text_size() == 200
    assert "grow together when the program is started again" in words(page)
