"""A window around one page that notes what the page asked of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.messages import sentence
from desktop.ui.bridge import Bridge
from desktop.ui.services import Thumbnails


class PageWindow:
    """What a page may ask of the window (WindowServices), with notes for the test."""

    language = "en"

    def __init__(self, bridge: Bridge) -> None:
        self.thumbnails = Thumbnails(bridge)
        self.went: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.problems: list[str] = []

    def navigate(self, key: str, **what: str) -> None:
        self.went.append((key, what))

    def show_undo(self, text: str, undo: Callable[[], None] | None) -> None:
        self.said.append(text)
        self.undo = undo

    def show_problem(self, error: Exception, beside: QWidget | None = None) -> None:
        self.problems.append(sentence(error))

    def show_search(self, text: str) -> None:
        return None

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        return []

    def choose_save(self, title: str, suggested: str) -> Path | None:
        return None

    def open_file(self, path: Path) -> None:
        return None
