"""The incoming cases as a list model: rows, hints, and which are checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from casework.finding import spans
from desktop import clock
from desktop.storage.records import CaseRow
from desktop.ui.pages.case_rows import found_line, searched
from desktop.ui.pages.incoming_study import NO_HINT, Hint, Key
from desktop.ui.widgets.row_base import accessible_text
from desktop.ui.widgets.rows import ROW_ROLE, RowView
from desktop.ui.wording import ago, village

TABS = ("all", "duplicates", "reopened", "no_place")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def key_of(row: CaseRow) -> Key:
    """The key of a row's case."""
    return row.authority, row.id


class IncomingModel(QAbstractListModel):
    """The rows of one tab and village. Row views are made when a row is painted, and kept."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._rows: list[CaseRow] = []
        self._at: dict[Key, int] = {}
        self._hints: Mapping[Key, Hint] = {}
        self._checked: set[Key] = set()
        self._made: dict[Key, RowView] = {}
        self._wanted: tuple[str, ...] = ()

    # -- what the list shows --------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many cases are in the list."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The RowView of a row, and its words for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == ROW_ROLE:
            return self._view(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return accessible_text(self._view(self._rows[index.row()]))
        return None

    def set_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show these cases; a reset only where other cases stand there than before."""
        keys = [key_of(row) for row in rows]
        if keys == list(self._at):
            self._rows = list(rows)
            self.renew()
            return
        self.beginResetModel()
        self._rows = list(rows)
        self._at = {key: n for n, key in enumerate(keys)}
        self._made.clear()
        self.endResetModel()

    def set_searched(self, text: str) -> None:
        """Mark what was searched, from the next rows on."""
        self._wanted = searched(text)

    def set_hints(self, hints: Mapping[Key, Hint]) -> None:
        """Show other suggestions and duplicates."""
        self._hints = hints
        self.renew()

    def renew(self) -> None:
        """Make every row anew: time went on, or the words changed."""
        self._made.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row(self, number: int) -> CaseRow | None:
        """The case at a place in the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, key: Key) -> int:
        """Where a case stands in the list, -1 where it does not."""
        return self._at.get(key, -1)

    def keys(self) -> list[Key]:
        """The cases of the list in their order."""
        return list(self._at)

    def hint(self, key: Key) -> Hint:
        """The hint of a case."""
        return self._hints.get(key, NO_HINT)

    # -- checked --------------------------------------------------------------------------------

    @property
    def checked(self) -> list[Key]:
        """The checked cases in the order of the list."""
        return [key for key in self._at if key in self._checked]

    def set_checked(self, keys: Iterable[Key], *, on: bool) -> None:
        """Check or uncheck cases."""
        places = []
        for key in keys:
            (self._checked.add if on else self._checked.discard)(key)
            self._made.pop(key, None)
            places.append(self.place_of(key))
        shown = [place for place in places if place >= 0]
        if shown:
            self.dataChanged.emit(self.index(min(shown)), self.index(max(shown)))

    def toggle(self, number: int) -> None:
        """Check a row, or uncheck it."""
        row = self.row(number)
        if row is not None:
            self.set_checked([key_of(row)], on=key_of(row) not in self._checked)

    def check_range(self, one: int, other: int) -> None:
        """Check every row between two places, both included."""
        first, last = sorted((max(0, one), max(0, other)))
        self.set_checked([key_of(r) for r in self._rows[first : last + 1]], on=True)

    def check_all(self, *, on: bool) -> None:
        """Check every case of the list, or none at all."""
        if on:
            self._checked |= set(self._at)
        else:
            self._checked.clear()
        self.renew()

    def state_of_all(self) -> Qt.CheckState:
        """Whether all, some or none of the list is checked."""
        count = len(self.checked)
        if not count:
            return Qt.CheckState.Unchecked
        full = count == len(self._rows)
        return Qt.CheckState.Checked if full else Qt.CheckState.PartiallyChecked

    def _view(self, row: CaseRow) -> RowView:
        key = key_of(row)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(row, self.hint(key))
        return made

    def _make(self, row: CaseRow, hint: Hint) -> RowView:
        marks = ("reopened",) if row.reopen_count else ()
        hits, line = spans(row.sentence, self._wanted), found_line(row, self._wanted)
        if self._wanted and not hits and not line:
            line = row.place
        return RowView(
            case_id=row.id,
            number=row.number,
            sentence=row.sentence,
            state=str(row.state),
            marks=marks,
            photo=row.before,
            checked=key_of(row) in self._checked,
            suggestions=(_types_text(row.types) or hint.type, row.unit or hint.unit),
            settled=(bool(row.types), bool(row.unit)),
            duplicates_count=len(hint.likely),
            area_text=village(row.village),
            age_text=ago(row.reported_at, clock.now()),
            place_line=line,
            hits=tuple(hits),
            place_hits=tuple(spans(line, self._wanted)),
        )


def in_tab(row: CaseRow, hint: Hint, tab: str) -> bool:
    """Whether a case stands behind a tab of the page."""
    if tab == "duplicates":
        return bool(hint.likely)
    if tab == "reopened":
        return row.reopen_count > 0
    if tab == "no_place":
        return row.lon is None or row.lat is None
    return True


def _types_text(types: Sequence[str]) -> str:
    more = f" +{len(types) - 1}" if len(types) > 1 else ""
    return f"{types[0]}{more}" if types else ""
