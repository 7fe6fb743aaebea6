"""What the map page's script sees of the desk, over the web channel."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot


class MapDesk(QObject):
    """Signals with short names go to the page; those that end in by_hand tell what a person did.

    Values from the page are checked: it is ours, and it is still a web page.
    """

    changed = Signal(str)
    chosen = Signal(str)
    dressed = Signal(str)
    tiled = Signal(str)
    covered = Signal(int, int)
    words_told = Signal(str)
    marked = Signal(str)
    tool_chosen = Signal(str)
    view_wanted = Signal()
    heat_wanted = Signal(bool)
    ground_chosen = Signal(str)
    place_wanted = Signal(str)

    picked_by_hand = Signal(str)
    opened_by_hand = Signal(str)
    marked_by_hand = Signal(list)
    measured_by_hand = Signal(str)
    clicked_by_hand = Signal(float, float)
    pressed_by_hand = Signal(str)
    page_ready = Signal()
    part_shown = Signal(int)
    words_asked = Signal(list)

    bounds: tuple[float, float, float, float] | None = None
    """(west, south, east, north) of what is in view, once the page has told."""

    @Slot(str)
    def picked(self, case_id: str) -> None:
        """A marker was clicked."""
        self.picked_by_hand.emit(case_id)

    @Slot(str)
    def opened(self, case_id: str) -> None:
        """A marker was double-clicked, or Enter pressed on the chosen one."""
        self.opened_by_hand.emit(case_id)

    @Slot(str)
    def marked_now(self, ids: str) -> None:
        """These cases, as JSON, are selected now."""
        self.marked_by_hand.emit(_words(ids))

    @Slot(str)
    def words_wanted(self, ids: str) -> None:
        """The words of these cases, as JSON, are wanted."""
        self.words_asked.emit(_words(ids))

    @Slot(str)
    def measured(self, text: str) -> None:
        """What was measured so far, in words; empty for nothing."""
        self.measured_by_hand.emit(text)

    @Slot(float, float)
    def clicked(self, lon: float, lat: float) -> None:
        """The ground was clicked at (lon, lat), degrees WGS 84."""
        self.clicked_by_hand.emit(lon, lat)

    @Slot(float, float, float, float)
    def moved(self, west: float, south: float, east: float, north: float) -> None:
        """The page shows this part of the earth, degrees."""
        self.bounds = (west, south, east, north)

    @Slot(str)
    def pressed(self, key: str) -> None:
        """A key that the map has no use for: a letter by its place on the keyboard, or Escape."""
        self.pressed_by_hand.emit(key)

    @Slot()
    def ready(self) -> None:
        """The page listens."""
        self.page_ready.emit()

    @Slot(int)
    def applied(self, count: int) -> None:
        """The page took the last part in, and has this many markers now."""
        self.part_shown.emit(count)

    def tell_words(self, words: dict[str, str]) -> None:
        """Give the page the words of cases, by id."""
        self.words_told.emit(json.dumps(words, ensure_ascii=False))

    def mark(self, ids: Sequence[str]) -> None:
        """Let the page show these as selected."""
        self.marked.emit(json.dumps(list(ids)))


def _words(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
