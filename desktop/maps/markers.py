"""Markers of cases on a map, and what changed from one list of them to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

PART: Final = 10_000


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

    def for_page(self) -> tuple[str, float, float, str, str]:
        """The form that the map page understands; words follow when they are asked for."""
        return self.case_id, self.lon, self.lat, self.state, self.mark


@dataclass(frozen=True, slots=True)
class MarkerChanges:
    """What turns one list of markers into another; `remove` holds case ids."""

    add: tuple[Marker, ...] = ()
    update: tuple[Marker, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.update or self.remove)

    def parts(self, size: int = PART) -> list[bytes]:
        """As JSON for the page, in parts of so many markers, so that none keeps it from moving.

        A part takes effect when it arrives, and says how many follow; at least one is there.
        """
        put = [marker.for_page() for marker in (*self.add, *self.update)]
        removes = [self.remove[at : at + size] for at in range(0, len(self.remove), size)]
        puts = [put[at : at + size] for at in range(0, len(put), size)]
        together = len(put) + len(self.remove) <= size
        if together:
            return [_json({"put": put, "remove": self.remove, "left": 0})]
        parts: list[dict[str, Any]] = [{"put": [], "remove": one} for one in removes]
        parts += [{"put": one, "remove": ()} for one in puts]
        left = len(parts)
        return [_json({**part, "left": left - n}) for n, part in enumerate(parts, start=1)]


def _json(part: dict[str, Any]) -> bytes:
    return msgspec.json.encode(part)


def changes(old: Iterable[Marker], new: Iterable[Marker]) -> MarkerChanges:
    """The difference, in the order of `new`; of two markers of one case the later counts."""
    before = {marker.case_id: marker for marker in old}
    after = {marker.case_id: marker for marker in new}
    return MarkerChanges(
        add=tuple(m for key, m in after.items() if key not in before),
        update=tuple(m for key, m in after.items() if key in before and before[key] != m),
        remove=tuple(key for key in before if key not in after),
    )
