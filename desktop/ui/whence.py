"""From where a distance is told: a GPS position, a chosen place, or the middle of the area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.day import kept_plan
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.directions import bearing_words
from desktop.words import translate

NAME = "measured_from"
Kind = Literal["gps", "chosen", "day", "area"]
Point = tuple[float, float]
"""(lon, lat), WGS 84 degrees."""
FRESH_SECONDS = 120
"""So old a position of the GPS still says where one is, on foot or in a car that waits."""


@dataclass(frozen=True, slots=True)
class Whence:
    """Where one starts, and how that is known."""

    at: Point
    kind: Kind


def whence(desk: Desk, fix: Point | None = None) -> Whence | None:
    """Where to measure from: where the computer is by GPS (`fix`), else the place chosen here, else
    where the day begins, else the middle of the authority's area; None where nothing is known.

    Slow: worker thread.
    """
    if fix is not None:
        return Whence(fix, "gps")
    kept = desk.cache.get(NAME)
    if isinstance(kept, list) and len(kept) == 2:
        return Whence((float(kept[0]), float(kept[1])), "chosen")
    begins = kept_plan(desk).start
    if begins is not None:
        return Whence(begins, "day")
    whole = [a for a in desk.ground().areas if a.kind == "subdistrict" and a.polygons]
    return Whence(whole[0].label_point, "area") if whole else None


def choose(desk: Desk, at: Point) -> None:
    """Measure from this place from now on."""
    desk.cache.put(NAME, list(at))


def distance_words(start: Whence, end: Point) -> str:
    """How far and whither from there, and what "there" is."""
    way = bearing_words(start.at, end)
    words = {
        "gps": translate("Directions", "{way} from where you are"),
        "chosen": translate("Directions", "{way} from the place you chose"),
        "day": translate("Directions", "{way} from where your day begins"),
        "area": translate("Directions", "{way} from the middle of the area"),
    }
    return words[start.kind].format(way=way)


class Here(QObject):
    """Where this computer is, while a page is seen and the person has turned the GPS on.

    Signals:
        moved: another position (`Whence`).
    """

    moved = Signal(object)

    def __init__(self, bridge: Bridge, page: QWidget) -> None:
        """Nothing is asked of the GPS before the page is shown."""
        super().__init__(page)
        from desktop.ui.position import position_of

        self._position = position_of(bridge)
        self._who = f"case {id(page)}"
        self._position.moved.connect(self._heard)
        page.installEventFilter(self)

    def fix(self) -> Point | None:
        """The position where it is fresh, (lon, lat)."""
        found, age = self._position.fix, self._position.age_seconds
        if found is None or age is None or age > FRESH_SECONDS:
            return None
        return found.lon, found.lat

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Want positions while the page is seen."""
        if event.type() == QEvent.Type.Show:
            self._position.want(self._who)
        elif event.type() == QEvent.Type.Hide:
            self._position.unwant(self._who)
        return False

    def _heard(self, lon: float, lat: float, _accuracy: object, _at: object) -> None:
        self.moved.emit(Whence((lon, lat), "gps"))
