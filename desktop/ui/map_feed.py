"""What the page has to show and what it has: only the difference goes to it, part by part."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.maps.markers import Marker, changes
from desktop.ui.background import run_in_background

FEW = 2_000
"""Up to so many markers are compared at once; more on a thread beside."""


class MarkerFeed(QObject):
    """Markers on their way to a page that takes them in parts and says when each is shown.

    Signals:
        part: JSON for the page; the next one follows after `taken`.
        progress: how many parts are shown, of how many.
    """

    part = Signal(str)
    progress = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        """Nothing goes out before `begin`."""
        super().__init__(parent)
        self._wanted: dict[str, Marker] = {}
        self._planned: Mapping[str, Marker] = {}
        self._waiting: deque[bytes] = deque()
        self._listens = self._comparing = self._on_its_way = False
        self._done = self._all = self._turn = 0

    @property
    def wanted(self) -> Mapping[str, Marker]:
        """The markers that are to be shown, by case id."""
        return self._wanted

    def set(self, markers: Sequence[Marker]) -> None:
        """Show these and no others."""
        self._wanted = {marker.case_id: marker for marker in markers}
        self._plan()

    def change(self, put: Sequence[Marker], remove: Sequence[str]) -> None:
        """Show these too or anew, and those no more."""
        before, after = self._wanted, dict(self._wanted)
        for case_id in remove:
            after.pop(case_id, None)
        after.update((marker.case_id, marker) for marker in put)
        self._wanted = after
        if self._listens and not self._comparing and self._planned is before:
            # All else is as it was: there is no need to look at it.
            touched = {*remove, *(marker.case_id for marker in put)}
            of_before = {key: before[key] for key in touched if key in before}
            self._take(after, _parts(of_before, {k: after[k] for k in touched if k in after}))
        else:
            self._plan()

    def begin(self) -> None:
        """A new page listens, and has nothing yet."""
        self.stop()
        self._listens = True
        self._plan()

    def stop(self) -> None:
        """The page is gone."""
        self._turn += 1
        self._listens = self._comparing = self._on_its_way = False
        self._planned = {}
        self._waiting.clear()
        self._done = self._all = 0

    def taken(self) -> bool:
        """The page shows the last part; gives whether that was everything."""
        if not self._on_its_way:
            return False
        self._on_its_way = False
        self._done += 1
        self.progress.emit(self._done, self._all)
        if self._waiting:
            self._send()
            return False
        if self._comparing:
            return False
        self._done = self._all = 0
        return True

    def _plan(self) -> None:
        """Find out what is to go, from what the page will have when all parts are there."""
        if not self._listens or self._comparing:
            return
        before, after = self._planned, self._wanted
        if len(before) + len(after) <= FEW:
            self._take(after, _parts(before, after))
            return
        self._comparing = True
        turn = self._turn
        run_in_background(
            self,
            lambda: _parts(before, after),
            lambda parts: self._compared(turn, after, parts),
            lambda _: self._compared(turn, before, []),
        )

    def _compared(self, turn: int, after: Mapping[str, Marker], parts: list[bytes]) -> None:
        if turn != self._turn:
            return
        self._comparing = False
        self._take(after, parts)
        if self._wanted is not after:
            self._plan()

    def _take(self, after: Mapping[str, Marker], parts: list[bytes]) -> None:
        self._planned = after
        self._waiting.extend(parts)
        self._all += len(parts)
        if self._waiting and not self._on_its_way:
            self._send()

    def _send(self) -> None:
        self._on_its_way = True
        self.part.emit(self._waiting.popleft().decode())


def _parts(before: Mapping[str, Marker], after: Mapping[str, Marker]) -> list[bytes]:
    difference = changes(before.values(), after.values())
    # An empty map is told too, so that it says that nothing is on it.
    return difference.parts() if difference or not after else []
