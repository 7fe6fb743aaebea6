"""The arrows of the design that import-linter cannot draw."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SIDE_ROOMS = ("pictures", "exchange", "places", "insight")
WIDGETS = ("PySide6.QtWidgets", "PySide6.QtGui", "PySide6.QtWebEngineWidgets")


def imported_names(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside its functions; `from a import b` gives a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(files: list[Path], forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported_names(path)
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
    ]


def test_storage_sync_and_the_door_to_the_phone_know_no_widgets():
    files = [
        path
        for folder in ("desktop/storage", "desktop/sync", "desktop/phone")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    assert breaches([*files, ROOT / "desktop/words.py"], WIDGETS) == []


def test_the_heart_of_casework_imports_no_side_room():
    heart = sorted((ROOT / "casework").glob("*.py"))
    assert len(heart) > 1
    assert breaches(heart, tuple(f"casework.{room}" for room in SIDE_ROOMS)) == []


def _asking(folder: Path, clocks: set[str], owners: set[str]) -> list[str]:
    """Where a clock of the system is asked."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            if node.func.attr not in clocks or not isinstance(owner, ast.Name):
                continue
            if owner.id in owners:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} asks the clock")
    return found


def test_casework_takes_the_time_from_its_caller():
    clocks = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "monotonic_ns"}
    assert _asking(ROOT / "casework", clocks, {"time", "datetime", "date"}) == []


def test_the_desk_asks_one_clock_for_the_time():
    clocks = {"now", "utcnow", "today", "time", "time_ns", "currentDate", "currentDateTime",
              "currentTime"}  # fmt: skip
    owners = {"time", "datetime", "date", "QDate", "QDateTime", "QTime"}
    found = _asking(ROOT / "desktop", clocks, owners)
    assert [place for place in found if not place.startswith("desktop/clock.py:")] == []


@pytest.mark.parametrize("package", ["casework", "desktop", "server", "benchmarks", "tools"])
def test_every_module_says_why_it_exists_and_stays_short(package: str):
    faults = []
    for path in sorted((ROOT / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not ast.get_docstring(ast.parse(text)):
            faults.append(f"{path.relative_to(ROOT)} has no first line that tells its reason")
        if len(text.splitlines()) > 400:
            faults.append(f"{path.relative_to(ROOT)} is longer than 400 lines")
    assert faults == []
