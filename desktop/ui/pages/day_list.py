"""The list of My day: today's stops in their order and the rest below; rows can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.day import Day, Key, Stop
from desktop.ui.pages.case_rows import row_view
from desktop.ui.theme import Theme
from desktop.ui.widgets.day_row import DayHeading, DayRow, DayRowDelegate, accessible_words
from desktop.ui.widgets.rows import ROW_ROLE, Thumbnails
from desktop.ui.wording import distance
from desktop.words import translate

Index = QModelIndex | QPersistentModelIndex
_MIME = "application/x-tambon-desk-stop"


class DayModel(QAbstractListModel):
    """A heading, today's stops, a heading, and the rest. A row is worded when it is first seen."""

    def __init__(self) -> None:
        """Empty until a day is shown."""
        super().__init__()
        self._rows: list[Stop | DayHeading] = []
        self._worded: dict[int, DayRow] = {}
        self._at: dict[Key, int] = {}
        self.day = Day()

    def show_day(self, day: Day) -> None:
        """Show another day; where the same cases stand in the same order, rows stay."""
        rows = _rows_of(day)
        at = {row.key: n for n, row in enumerate(rows) if isinstance(row, Stop)}
        same = len(rows) == len(self._rows) and list(at.items()) == list(self._at.items())
        if not same:
            self.beginResetModel()
        self.day, self._rows, self._at, self._worded = day, rows, at, {}
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def key(self, index: Index) -> Key | None:
        """The case of a row; None for a heading."""
        stop = self.stop(index)
        return None if stop is None else stop.key

    def stop(self, index: Index) -> Stop | None:
        """The stop of a row; None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Stop) else None

    def row_of(self, key: Key | None) -> int:
        """The row of a case, -1 where it has none."""
        return -1 if key is None else self._at.get(key, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows and headings."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The painted row, or its words for a screen reader."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._row(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return accessible_words(self._row(index.row()))
        stop = self.stop(index)
        if role == Qt.ItemDataRole.CheckStateRole and stop is not None:
            return Qt.CheckState.Checked if stop.number else Qt.CheckState.Unchecked
        return None

    def _row(self, number: int) -> DayRow | DayHeading:
        row = self._rows[number]
        if isinstance(row, DayHeading):
            return row
        found = self._worded.get(number)
        if found is None:
            found = self._worded[number] = _row(row)
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings take no part; today's stops can be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        stop = self.stop(index)
        if stop is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if stop.number else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """A stop of this list, and nothing from outside."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Which row is dragged."""
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].row()).encode() if indexes else b"")
        return data


class DayList(QListView):
    """The rows; what a person does to them is told, and the page changes the plan.

    Signals:
        opened: Enter or a double click on a case.
        toggled: the key of a case that is to be for today, or no longer.
        moved: the key of a stop and the place (0 is the first) where it is to stand.
        pointed: the key of the case that is pointed at, or None.
    """

    opened = Signal(object)
    toggled = Signal(object)
    moved = Signal(object, int)
    pointed = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until a day is shown."""
        super().__init__()
        self.days = DayModel()
        self._quiet = False
        delegate = DayRowDelegate(self, thumbnails)
        delegate.toggled.connect(lambda index: self._tell(self.toggled, self.days.key(index)))
        self.setItemDelegate(delegate)
        self.setModel(self.days)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setDragEnabled(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.doubleClicked.connect(lambda index: self._tell(self.opened, self.days.key(index)))
        self.selectionModel().currentChanged.connect(self._point)
        Theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    def show_day(self, day: Day) -> None:
        """Show a day; the case that is pointed at stays, and what is seen stays where it is."""
        key, bar = self.current(), self.verticalScrollBar()
        row, value = self.currentIndex().row(), bar.value()
        self._quiet = True
        self.days.show_day(day)
        if key is None or self.days.row_of(key) < 0:
            self._point_at_row(max(row, 0))
        elif not self.currentIndex().isValid():
            self.setCurrentIndex(self.days.index(self.days.row_of(key)))
        bar.setValue(value)
        self._quiet = False
        self.pointed.emit(self.current())

    def current(self) -> Key | None:
        """The case that is pointed at."""
        return self.days.key(self.currentIndex())

    def point_at(self, key: Key) -> None:
        """Point at a case and bring it into view."""
        row = self.days.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.days.index(row))
            self.scrollTo(self.days.index(row))

    def step(self, by: int) -> None:
        """Point at the next case or the one before, past headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < self.days.rowCount():
            if self.days.key(self.days.index(row)) is not None:
                self.setCurrentIndex(self.days.index(row))
                return
            row += by

    def move_current(self, by: int) -> None:
        """Move the stop that is pointed at up (negative) or down."""
        stop = self.days.stop(self.currentIndex())
        if stop is not None and stop.number:
            to = stop.number - 1 + by
            if 0 <= to < len(self.days.day.today):
                self.moved.emit(stop.key, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space chooses, Alt with an arrow moves the stop."""
        down = event.key() == Qt.Key.Key_Down
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened, self.current())
        elif event.key() == Qt.Key.Key_Space:
            self._tell(self.toggled, self.current())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            (self.move_current if alt else self.step)(1 if down else -1)
        else:
            super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A stop can be let go among today's stops alone."""
        super().dragMoveEvent(event)
        if event.source() is not self or self._place_at(event) is None:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the stop is to stand; the plan is changed, and the rows follow it."""
        to, key = self._place_at(event), self._dragged(event)
        # Nothing is left for Qt to remove when the drag ends.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if to is not None and key is not None:
            self.moved.emit(key, to)

    def _dragged(self, event: QDropEvent) -> Key | None:
        row = bytes(event.mimeData().data(_MIME).data())
        return self.days.key(self.days.index(int(row))) if row.isdigit() else None

    def _place_at(self, event: QDropEvent) -> int | None:
        """The place among today's stops under the pointer, without the one that is dragged."""
        key, today = self._dragged(event), [stop.key for stop in self.days.day.today]
        if key not in today:
            return None
        at = event.position().toPoint()
        index = self.indexAt(at)
        stop = self.days.stop(index)
        if stop is None:
            # The heading above, or what lies below the last of them.
            last = self.visualRect(self.days.index(self.days.row_of(today[-1])))
            place = 0 if index.row() == 0 else len(today) if at.y() > last.top() else None
        elif not stop.number:
            place = None
        else:
            below = at.y() > self.visualRect(index).center().y()
            place = stop.number - 1 + below
        if place is None:
            return None
        return place - (place > today.index(key))

    def _point(self, index: QModelIndex) -> None:
        if not self._quiet:
            self.pointed.emit(self.days.key(index))

    def _point_at_row(self, row: int) -> None:
        """Point at the case in this row, or at the nearest one."""
        count = self.days.rowCount()
        for near in sorted(range(count), key=lambda n: (abs(n - row), n)):
            if self.days.key(self.days.index(near)) is not None:
                self.setCurrentIndex(self.days.index(near))
                return

    def _tell(self, signal: Any, key: Key | None) -> None:
        if key is not None:
            signal.emit(key)


def _rows_of(day: Day) -> list[Stop | DayHeading]:
    rows: list[Stop | DayHeading] = []
    for heading, stops in ((_today(day), day.today), (_rest(day), day.rest)):
        if heading is not None:
            rows.append(heading)
        rows += stops
    return rows


def _row(stop: Stop) -> DayRow:
    leg = ""
    if stop.leg is not None:
        on, away = translate("Day", "{distance} on"), translate("Day", "{distance} away")
        leg = (on if stop.number else away).format(distance=distance(stop.leg))
    return DayRow(row_view(stop.row), stop.number, leg, stop.done)


def _today(day: Day) -> DayHeading | None:
    if not day.stops:
        return None
    if not day.today:
        none = translate("Day", "Nothing is chosen yet: tick the cases for today below.")
        return DayHeading(translate("Day", "Today"), none)
    done = len(day.today) - day.left
    parts = [translate("Day", "{n} to go").format(n=day.left)]
    if done:
        parts.append(translate("Day", "{n} done").format(n=done))
    if day.length:
        way = translate("Day", "{distance} as the crow flies")
        parts.append(way.format(distance=distance(day.length)))
    return DayHeading(translate("Day", "Today"), " · ".join(parts))


def _rest(day: Day) -> DayHeading | None:
    if not day.rest:
        return None
    about = f"{len(day.rest) + day.more:,}"
    if day.more:
        more = translate("Day", "the first {n} are shown; the others are in My cases")
        about = f"{about} · {more.format(n=f'{len(day.rest):,}')}"
    return DayHeading(translate("Day", "Not for today"), about)
