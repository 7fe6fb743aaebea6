"""What waits to be sent, as a list: operations, their photos below, and the acts on the current."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop import clock
from desktop.storage.records import OutboxItem, PhotoState, PhotoUpload
from desktop.ui.pages.outbox_rows import operation_row, photo_row
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import EmptyState
from desktop.ui.widgets.outbox_row import OutboxRowDelegate
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow, Thumbnails
from desktop.ui.widgets.text import Text
from desktop.words import translate

FOOT = 52


class _List(QListView):
    """The rows; Delete takes back.

    Signals:
        take_back_wanted: Delete.
    """

    take_back_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the page's; Delete takes back what is current."""
        if event.key() == Qt.Key.Key_Delete:
            self.take_back_wanted.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class WaitingPane(QWidget):
    """The list, with buttons at its foot for the row that is current.

    Signals:
        opened: an operation's case is to be shown.
        take_back_wanted: an operation is to be withdrawn or undone.
        again_wanted: photos are to be tried again now, the list of them; empty for a round alone.
    """

    opened = Signal(object)
    take_back_wanted = Signal(object)
    again_wanted = Signal(object)

    def __init__(self, thumbnail: Thumbnails) -> None:
        """Nothing waits yet."""
        super().__init__()
        self._rows: list[tuple[OutboxItem, PhotoUpload | None]] = []
        self._narrow = False
        self.model = QStandardItemModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        delegate = OutboxRowDelegate(self.list, thumbnail)
        delegate.action.connect(self._act)
        self.list.setItemDelegate(delegate)
        self.list.activated.connect(self._open)
        self.list.take_back_wanted.connect(self.take_back)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        self._empty = EmptyState("circle-check", "")
        self._foot = self._build_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._foot)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.list.setAccessibleName(translate("Outbox", "Waiting"))
        self._empty.say(
            translate("Outbox", "Everything is sent. Nothing is waiting on this computer.")
        )
        self._say_order()
        self.open_button.set_text(translate("Outbox", "Open the case"))
        self.again.set_text(translate("Outbox", "Try again"))
        self._show_acts()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the buttons alone have room."""
        self._narrow = narrow
        self._say_order()

    def _say_order(self) -> None:
        order = translate(
            "Outbox", "Words first, then photos · one stuck photo never blocks the rest"
        )
        self._order.set_text("" if self._narrow else order)

    def show_items(self, items: list[OutboxItem]) -> None:
        """Show what waits; the row under the eye stays."""
        at = self.list.currentIndex().row()
        self._rows = []
        shown: list[OutboxRow | OutboxPhotoRow] = []
        for item in items:
            self._rows.append((item, None))
            shown.append(operation_row(item, clock.now()))
            for photo in item.photos:
                self._rows.append((item, photo))
                shown.append(photo_row(photo, clock.now()))
        self._fill(shown)
        if shown:
            self.list.setCurrentIndex(self.model.index(max(0, min(at, len(shown) - 1)), 0))
        self.list.setVisible(bool(shown))
        self._foot.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._show_acts()

    def take_back(self) -> None:
        """Withdraw or undo the operation of the current row."""
        item, _ = self._current()
        if item is not None and item.operation.kind != "undo":
            self.take_back_wanted.emit(item)

    def try_again(self) -> None:
        """Try the current photo, or the photos of the current operation, now."""
        item, photo = self._current()
        if item is not None:
            chosen = [photo] if photo is not None else list(item.photos)
            self.again_wanted.emit([p for p in chosen if p.state == PhotoState.FAILED])

    def _fill(self, rows: list[OutboxRow | OutboxPhotoRow]) -> None:
        """Put the rows into the model; a row that is the same stays untouched."""
        self.model.setRowCount(len(rows))
        for number, row in enumerate(rows):
            item: QStandardItem | None = self.model.item(number)
            if item is None:
                item = QStandardItem()
                item.setEditable(False)
                self.model.setItem(number, item)
            if item.data(ROW_ROLE) != row:
                item.setData(row, ROW_ROLE)
                name = row.name if isinstance(row, OutboxPhotoRow) else f"{row.title} {row.about}"
                words = " ".join(part for part in (name, row.status_text, row.note) if part)
                item.setData(words, Qt.ItemDataRole.AccessibleTextRole)

    def _current(self) -> tuple[OutboxItem | None, PhotoUpload | None]:
        at = self.list.currentIndex().row()
        return self._rows[at] if 0 <= at < len(self._rows) else (None, None)

    def _act(self, index: QModelIndex) -> None:
        """The word at the right end of a row was clicked."""
        self.list.setCurrentIndex(index)
        _, photo = self._current()
        self.take_back() if photo is None else self.try_again()

    def _open(self, _: QModelIndex) -> None:
        item, _photo = self._current()
        if item is not None:
            self.opened.emit(item.operation)

    def _show_acts(self) -> None:
        item, photo = self._current()
        sent = item is not None and item.tries > 0
        words = translate("Outbox", "Undo") if sent else translate("Outbox", "Withdraw")
        self.back.set_text(words)
        self.back.setEnabled(item is not None and item.operation.kind != "undo")
        self.again.setEnabled(photo is None or photo.state != PhotoState.VERIFIED)

    def _build_foot(self) -> QWidget:
        foot = Ground("head", ("top",))
        foot.setFixedHeight(FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        self._order = Text("", Role.CAPTION, "ink2", lines=2)
        self.open_button = Button("", icon="file-text", key="Enter", size="small")
        self.open_button.clicked.connect(lambda: self._open(QModelIndex()))
        self.again = Button("", icon="refresh-cw", key="R", size="small")
        self.again.clicked.connect(self.try_again)
        self.back = Button("", icon="undo-2", key="Del", size="small")
        self.back.clicked.connect(self.take_back)
        row.addWidget(self._order, 1)
        for button in (self.open_button, self.again, self.back):
            row.addWidget(button)
        return foot
