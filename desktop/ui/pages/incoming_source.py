"""What the incoming page shows: the waiting cases and what the desk makes of them, kept fresh."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from casework.case import State
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.pages.incoming_model import key_of
from desktop.ui.pages.incoming_study import NO_HINT, Hint, Key, study

RELOAD_MS, STUDY_MS = 120, 400
"""Waits after a change, so that many changes cost one reading."""


class IncomingSource(QObject):
    """Reads the waiting cases anew when cases change, and studies them again after that.

    Signals:
        rows_changed: the rows were read.
        hints_changed: suggestions and duplicates were worked out.
        failed: an exception; what was read before stays.
    """

    rows_changed = Signal()
    hints_changed = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        """Nothing is read before `reload`."""
        super().__init__(parent)
        self._bridge = bridge
        self.rows: list[CaseRow] = []
        self.hints: dict[Key, Hint] = {}
        self.loaded = False
        self.text = ""
        self._asked = 0
        self._studying = self._study_again = False
        self._later = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._later.timeout.connect(self.reload)
        self._study_later = QTimer(self, singleShot=True, interval=STUDY_MS)
        self._study_later.timeout.connect(self.study)
        bridge.cases_changed.connect(self._changed)

    def hint(self, key: Key) -> Hint:
        """What is suggested for a case."""
        return self.hints.get(key, NO_HINT)

    def reload(self) -> None:
        """Read the waiting cases in which `text` is found."""
        self._later.stop()
        self._asked += 1
        asked, text, desk = self._asked, self.text, self._bridge.desk
        self._bridge.read(
            lambda: waiting_rows(desk, text),
            lambda rows: self._got_rows(rows) if asked == self._asked else None,
            self.failed.emit,
        )

    def study(self) -> None:
        """Work out suggestions and duplicates; never twice at a time."""
        if self._studying:
            self._study_again = True
            return
        self._studying = True
        rows, desk = list(self.rows), self._bridge.desk
        self._bridge.read(lambda: study(desk, rows), self._got_hints, self._study_failed)

    def _changed(self, _keys: object) -> None:
        if self.loaded and not self._later.isActive():
            self._later.start()

    def _got_rows(self, rows: list[CaseRow]) -> None:
        changed = not self.loaded or _versions(rows) != _versions(self.rows)
        self.rows, self.loaded = rows, True
        if changed:
            self._study_later.start()
        self.rows_changed.emit()

    def _got_hints(self, hints: dict[Key, Hint]) -> None:
        self._studying = False
        self.hints = hints
        self.hints_changed.emit()
        if self._study_again:
            self._study_again = False
            self._study_later.start()

    def _study_failed(self, error: Exception) -> None:
        self._studying = False
        self.failed.emit(error)


def waiting_rows(desk: Desk, text: str = "") -> list[CaseRow]:
    """Every waiting case that is no member of a group, the newest first."""
    query = CaseQuery(states=frozenset({State.WAITING}), text=text, sort=Sort.NEWEST)
    return [row for row in desk.all_rows(query) if not row.parent]


def _versions(rows: Sequence[CaseRow]) -> list[tuple[Key, int, int]]:
    return [(key_of(row), row.version, row.updated_at) for row in rows]
