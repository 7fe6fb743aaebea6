"""The cases of the map: read beside, and of what changes only that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.ground import Ground
from desktop.maps import online
from desktop.maps.markers import Marker
from desktop.maps.under import Under
from desktop.storage.records import Spot
from desktop.ui.bridge import Bridge
from desktop.ui.pages.map_choice import MapChoice

Key = tuple[str, str]
MANY = 500
"""So many changes at once, as in a pull, and everything is read anew."""
ONLINE = "online"
GROUND = "map_ground"
"""The name under which this computer keeps which ground it shows."""


def marker_of(spot: Spot) -> Marker:
    """A spot as the map takes it."""
    return Marker(spot.id, spot.lon, spot.lat, spot.state, spot.mark, spot.sentence)


_Read = tuple[dict[str, Spot], dict[str, Marker], Counter[str]]


def _sorted(spots: list[Spot]) -> _Read:
    """Spots and markers by case, and how many wear each face: beside, as there may be very many."""
    markers = {spot.id: marker_of(spot) for spot in spots}
    return {spot.id: spot for spot in spots}, markers, Counter(spot.face for spot in spots)


class MapSource(QObject):
    """Every placed case of the choice, by id, as spots and as markers, and how many wear a face.

    Signals:
        loaded: everything was read anew.
        changed: these markers are there or other than before; these ids are gone.
        failed: it could not be read.
    """

    loaded = Signal()
    changed = Signal(list, list)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, choice: MapChoice, page: QWidget) -> None:
        """Nothing is read before `refresh`, and of changes nothing while the page is not shown."""
        super().__init__(page)
        self._page = page
        self._bridge = bridge
        self._choice = choice
        self.spots: dict[str, Spot] = {}
        self.markers: dict[str, Marker] = {}
        self.counts: Counter[str] = Counter()
        self.under = Under()
        self._asked = self._answered = 0
        bridge.cases_changed.connect(self._cases_changed)

    @property
    def loading(self) -> bool:
        """Whether everything is being read."""
        return self._answered < self._asked

    def refresh(self) -> None:
        """Read everything anew."""
        desk, query = self._bridge.desk, self._choice.query()
        self._asked += 1
        number = self._asked
        self._bridge.read(
            lambda: (_sorted(desk.spots(query)), under_of(desk)),
            lambda answer: self._take(number, *answer),
            lambda error: self._not_read(number, error),
            wanted=lambda: number == self._asked,
        )

    def _take(self, number: int, read: _Read, under: Under) -> None:
        if number > self._answered:
            self._answered = number
            self.spots, self.markers, self.counts = read
            self.under = under
            self.loaded.emit()

    def _not_read(self, number: int, error: Exception) -> None:
        self._answered = max(self._answered, number)
        self.failed.emit(error)

    def _cases_changed(self, keys: frozenset[Key]) -> None:
        if not self._asked or not self._page.isVisible():
            return  # the page reads everything anew when it is shown
        if self.loading or len(keys) > MANY:
            self.refresh()
            return
        desk, query, number = self._bridge.desk, self._choice.query(), self._asked
        self._bridge.read(
            lambda: desk.spots_among(query, keys),
            lambda spots: self._take_changes(number, keys, spots),
        )

    def _take_changes(self, number: int, keys: Iterable[Key], spots: list[Spot]) -> None:
        if number != self._asked:
            return  # everything is on its way, and newer
        there = {spot.id for spot in spots}
        gone = [case_id for _, case_id in keys if case_id not in there and case_id in self.spots]
        put = [spot for spot in spots if self.spots.get(spot.id) != spot]
        before = (self.spots[one] for one in [*gone, *(s.id for s in put)] if one in self.spots)
        self.counts.subtract(spot.face for spot in before)
        self.counts.update(spot.face for spot in put)
        for case_id in gone:
            del self.spots[case_id], self.markers[case_id]
        self.spots.update((spot.id, spot) for spot in put)
        self.markers.update((spot.id, marker_of(spot)) for spot in put)
        if put or gone:
            self.changed.emit(put, gone)


def under_of(desk: Desk) -> Under:
    """What lies under the cases of a desk. Slow: worker thread."""
    ground: Ground = desk.ground()
    layer = online.kept(desk.cache).layer
    shown = str(desk.cache.get(GROUND) or "")
    return Under(
        areas=ground.areas,
        country=ground.country,
        sources=ground.sources,
        online=layer,
        shown=ONLINE if shown == ONLINE and layer is not None else "",
    )
