"""Markers of cases on a map, and what changed from one list of them to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Marker:
    """One case on the map at (lon, lat), degrees WGS 84.

    `state` is the machine kind (waiting, in_progress ...); `mark` the first mark beside it
    (attention, overdue, reopened, unsent) or ""; `title` the citizen's words.
    """

    case_id: str
    lon: float
    lat: float
    state: str
    mark: str
    title: str

    @property
    def face(self) -> str:
        """The key of icon and colour that it wears: the first mark, else the state."""
        return self.mark or self.state

    def for_page(self) -> dict[str, Any]:
        """The form that the map page understands (`dataclasses.asdict` is ten times slower)."""
        return {
            "case_id": self.case_id,
            "lon": self.lon,
            "lat": self.lat,
            "state": self.state,
            "mark": self.mark,
            "title": self.title,
        }


@dataclass(frozen=True, slots=True)
class MarkerChanges:
    """What turns one list of markers into another; `remove` holds case ids."""

    add: tuple[Marker, ...] = ()
    update: tuple[Marker, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.update or self.remove)

    def for_page(self) -> dict[str, Any]:
        """The form that the map page understands."""
        return {
            "add": [marker.for_page() for marker in self.add],
            "update": [marker.for_page() for marker in self.update],
            "remove": list(self.remove),
        }


def changes(old: Iterable[Marker], new: Iterable[Marker]) -> MarkerChanges:
    """The difference, in the order of `new`; of two markers of one case the later counts."""
    before = {marker.case_id: marker for marker in old}
    after = {marker.case_id: marker for marker in new}
    return MarkerChanges(
        add=tuple(m for key, m in after.items() if key not in before),
        update=tuple(m for key, m in after.items() if key in before and before[key] != m),
        remove=tuple(key for key in before if key not in after),
    )
