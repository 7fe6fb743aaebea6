"""The start: a list that can be used before all else, and no library that nobody asked for.

Who adds a page, a dialog or a library looks here: what the first list does not need is imported
where it is first used, and named in `NOT_FOR_THE_LIST` or `NEVER_AT_START`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.desk import Desk

REPOSITORY = Path(__file__).parents[3]

NOT_FOR_THE_LIST = (
    # others' libraries
    "requests", "urllib3", "http.client", "email", "ssl", "keyring", "multiprocessing",
    "subprocess", "tarfile", "PIL", "geothai",
    # ours: what is not on the first screen
    "desktop.cli", "desktop.commands", "desktop.handover", "desktop.sync.client",
    "desktop.sync.engine", "desktop.sync.runner", "desktop.sync.carrying", "desktop.storage.backup",
    "desktop.storage.damage", "desktop.resolving", "desktop.evidence", "desktop.diagnostics",
    "desktop.messages", "desktop.noticing", "desktop.reports.weekly", "desktop.reports.xlsx",
    "desktop.reports.table", "desktop.reports.sheet_pages", "desktop.maps", "desktop.day",
    "casework.sealing", "casework.exchange", "casework.insight",
    "casework.pictures", "casework.places", "desktop.ui.sign_in", "desktop.ui.guard",
    "desktop.ui.palette", "desktop.ui.adapting", "desktop.ui.network", "desktop.ui.notices",
    "desktop.ui.native_map", "desktop.ui.widgets.undo_bar", "desktop.ui.widgets.photos",
    "desktop.ui.pages.case_page", "desktop.ui.pages.acts", "desktop.ui.pages.filter_panel",
    "desktop.ui.pages.fix", "desktop.ui.pages.photo_viewer", "desktop.ui.pages.incoming",
    "desktop.ui.pages.map", "desktop.ui.pages.reports", "desktop.ui.pages.outbox",
    "desktop.ui.pages.attention", "desktop.ui.pages.settings", "desktop.ui.pages.day",
    "desktop.ui.pages.batch", "desktop.ui.pages.results", "desktop.ui.pages.photo_ways",
    "desktop.ui.pages.phone_panel", "desktop.phone",
)  # fmt: skip

NEVER_AT_START = (
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebChannel",
    "PySide6.QtMultimedia", "PySide6.QtMultimediaWidgets", "PySide6.QtPositioning",
    "PySide6.QtPrintSupport", "PySide6.QtPdf", "PySide6.QtQml", "PySide6.QtQuick",
    "PySide6.QtOpenGL", "PySide6.QtSerialPort", "folium", "branca", "jinja2", "numpy", "pandas",
    "xyzservices", "segno", "pmtiles", "http.server", "openpyxl", "sqlite_utils",
    "fastapi", "sqlalchemy", "exifread", "pillow_heif", "desktop.demo", "desktop.tour",
    "desktop.maps.page", "desktop.maps.engine", "desktop.phone.door", "server",
)  # fmt: skip


@pytest.fixture
def started(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """What the program said of itself when its list was drawn, and when all the rest was there."""
    folder = desk.profile.path
    desk.close()
    secret = tmp_path / "secret"
    secret.write_text("a passphrase", encoding="utf-8")
    # Measuring coverage would import modules of its own.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    env = plain | {
        "QT_QPA_PLATFORM": "offscreen", "WAYLAND_DISPLAY": "none",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONPATH": str(REPOSITORY),
    }  # fmt: skip
    words = ["--profile", str(folder), "--passphrase-file", str(secret)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.ui.starter", *words], env=env, cwd=REPOSITORY,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def found(modules: list[str], named: tuple[str, ...]) -> list[str]:
    """Those of the modules that are named, or lie in a package that is."""
    return [m for m in modules if any(m == n or m.startswith(f"{n}.") for n in named)]


def test_the_list_comes_first_and_the_case_at_its_right_in_the_room_kept_for_it(started):
    first, then = started["first"], started["then"]
    assert first["rows"] > 0
    assert first["keyboard"]
    assert not first["case_at_the_right"]
    assert found(first["modules"], NOT_FOR_THE_LIST) == []
    # Nothing jumps when the rest has come: neither the keyboard nor the width of the list.
    assert then["keyboard"]
    assert then["case"]
    assert then["room"] == first["room"]


def test_no_started_window_has_loaded_what_nobody_asked_for(started):
    assert found(started["then"]["modules"], NEVER_AT_START) == []
