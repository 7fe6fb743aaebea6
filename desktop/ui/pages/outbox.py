"""The outbox page: what waits to be sent, how far it is, what is kept here, what sync did."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from casework.thai import time_text
from desktop import clock, messages
from desktop.status import Line, Status
from desktop.storage.records import JournalLine, OutboxItem
from desktop.ui.bridge import Bridge
from desktop.ui.pages.outbox_rows import operation_row, photo_row
from desktop.ui.pages.outbox_side import JournalCard, Kept, KeptCard, SafeNote, kept_here
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.feedback import EmptyState, Icon, ProgressBar
from desktop.ui.widgets.outbox_row import OutboxRowDelegate
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow
from desktop.ui.widgets.text import Text
from desktop.words import translate

SIDE_WIDTH = 300
_STEPS = {"push": 0.15, "pull": 0.4, "photos_up": 0.6, "thumbnails": 0.9, "originals": 0.95}


class OutboxPage(QWidget):
    """What the server does not have yet, and the truth about the line.

    Signals:
        heading_changed: the number in the top bar changed.
    """

    heading_changed = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Listen to the outbox and the status."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("no-ring", True)
        self._items: list[OutboxItem] = []
        self._asked = self._answered = 0
        self._by_id: dict[str, OutboxItem] = {}
        self._model = QStandardItemModel(self)
        self._build()
        bridge.outbox_changed.connect(self.refresh)
        bridge.status_changed.connect(self.show_status)
        window.thumbnails.arrived.connect(lambda _: self._list.viewport().update())
        self.retranslate()

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Outbox", "Outbox")

    def subtitle(self) -> str:
        """How much waits."""
        photos = sum(1 for item in self._items for p in item.photos if p.state != "verified")
        return translate("Outbox", "acts {n} · photos {photos}").format(
            n=len(self._items), photos=photos
        )

    def activate(self, **_: str) -> None:
        """Show the present state."""
        self.refresh()
        self.show_status(self._bridge.desk.status)
        self._list.setFocus()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self._list]

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._send.set_text(translate("Outbox", "Send now"))
        self._head.set_text(translate("Outbox", "Waiting"))
        self._order.set_text(
            translate("Outbox", "Words first, then photos · one stuck photo never blocks the rest")
        )
        self._empty.say(
            translate("Outbox", "Everything is sent. Nothing is waiting on this computer.")
        )
        self._kept.retranslate()
        self._journal.retranslate()
        self._safe.retranslate()
        self._list.setAccessibleName(self.title())
        self.refresh()
        self.show_status(self._bridge.desk.status)

    # -- content ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the desk what waits."""
        desk = self._bridge.desk
        self._asked += 1
        number = self._asked
        self._bridge.read(desk.outbox, lambda items: self._answer(number, items))
        self._bridge.read(lambda: desk.journal(30), self._show_journal)
        self._bridge.read(lambda: kept_here(desk), self._show_kept)

    def show_status(self, status: Status) -> None:
        """One sentence on the line and what goes first, with a bar while something moves."""
        icon, sentence = _sentence(status)
        self._icon.set_icon(icon, "send")
        self._sentence.set_text(sentence)
        self._detail.set_text(_detail(status))
        progress = status.progress
        self._bar.setVisible(progress is not None)
        if progress is not None:
            part = progress.done / progress.total if progress.total else 0.0
            self._bar.set_value(min(1.0, _STEPS.get(progress.step, 0.5) + part * 0.2))
        self._send.setEnabled(status.line != Line.SYNCING)

    def _answer(self, number: int, items: list[OutboxItem]) -> None:
        """Show an answer, unless one to a later question was shown already."""
        if number > self._answered:
            self._answered = number
            self._show_items(items)

    def _show_items(self, items: list[OutboxItem]) -> None:
        self._items = items
        self._by_id = {item.operation.id: item for item in items}
        at = self._list.currentIndex().row()
        rows: list[OutboxRow | OutboxPhotoRow] = []
        for item in items:
            rows.append(operation_row(item, clock.now()))
            rows += [photo_row(photo, clock.now()) for photo in item.photos]
        self._fill(rows)
        if rows:
            self._list.setCurrentIndex(self._model.index(max(0, min(at, len(rows) - 1)), 0))
        if not rows and self._list.hasFocus():
            self.setFocus()
        self._list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.heading_changed.emit()

    def _fill(self, rows: list[OutboxRow | OutboxPhotoRow]) -> None:
        """Put the rows into the model; a row that is the same stays untouched."""
        self._model.setRowCount(len(rows))
        for number, row in enumerate(rows):
            item: QStandardItem | None = self._model.item(number)
            if item is None:
                item = QStandardItem()
                item.setEditable(False)
                self._model.setItem(number, item)
            if item.data(ROW_ROLE) != row:
                item.setData(row, ROW_ROLE)
                words = (
                    f"{row.name} {row.status_text}"
                    if isinstance(row, OutboxPhotoRow)
                    else f"{row.title} {row.about} {row.status_text}"
                )
                item.setData(words, Qt.ItemDataRole.AccessibleTextRole)

    def _show_journal(self, lines: list[JournalLine]) -> None:
        self._journal.show_lines(lines)

    def _show_kept(self, kept: Kept) -> None:
        self._kept.show_figures(kept)

    def _act(self, index: QModelIndex) -> None:
        """Withdraw or undo the operation of a row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, OutboxRow) or row.operation_id not in self._by_id:
            return
        operation = self._by_id[row.operation_id].operation
        desk = self._bridge.desk
        self._bridge.write(
            lambda: desk.take_back([operation]),
            lambda report: self._window.show_undo(
                translate("Outbox", "Taken back: {n}").format(n=len(report.done)), None
            ),
            self._window.show_problem,
        )

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, OutboxRow) and row.operation_id in self._by_id:
            operation = self._by_id[row.operation_id].operation
            self._window.navigate("cases", authority=operation.authority, case=operation.case)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        main = QVBoxLayout()
        main.setSpacing(12)
        main.addWidget(self._build_line())
        main.addWidget(self._build_list(), 1)
        row.addLayout(main, 1)
        side = QVBoxLayout()
        side.setSpacing(12)
        self._kept, self._journal, self._safe = KeptCard(), JournalCard(), SafeNote()
        side.addWidget(self._kept)
        side.addWidget(self._journal, 1)
        side.addWidget(self._safe)
        self._side = QWidget()
        self._side.setFixedWidth(SIDE_WIDTH)
        side.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(side)
        row.addWidget(self._side)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the side column gives way to the list."""
        self._side.setVisible(not narrow)

    def _build_line(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(14)
        self._icon = Icon("wifi", "send", 22)
        self._sentence = Text("", Role.HEADING, "ink", lines=2)
        self._detail = Text("", Role.SECONDARY, "ink2", lines=2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        self._send = Button("", kind="primary", icon="refresh-cw", key="Ctrl+R")
        self._send.clicked.connect(self._bridge.desk.wake)
        top.addWidget(self._icon)
        top.addLayout(words, 1)
        top.addWidget(self._send)
        column.addLayout(top)
        self._bar = ProgressBar()
        column.addWidget(self._bar)
        return card

    def _build_list(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = Ground("head")
        words = QHBoxLayout(head)
        words.setContentsMargins(14, 8, 14, 8)
        words.setSpacing(8)
        self._head = Text("", Role.STRONG, "ink", lines=1)
        self._order = Text("", Role.SECONDARY, "ink2", lines=1)
        words.addWidget(self._head)
        words.addWidget(self._order, 1)
        column.addWidget(head)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        delegate = OutboxRowDelegate(self._list, self._window.thumbnails.pixmap)
        delegate.action.connect(self._act)
        self._list.setItemDelegate(delegate)
        self._list.activated.connect(self._open)
        self._empty = EmptyState("circle-check", "")
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        return card


def _sentence(status: Status) -> tuple[str, str]:
    """Icon and sentence for the line; first what is safe, then what happens next."""
    waiting = status.waiting + status.photos_waiting
    if status.line == Line.SYNCING:
        return "refresh-cw", translate("Outbox", "Sending words first, photos after.")
    if status.line == Line.OK:
        if waiting:
            return "cloud-upload", translate("Outbox", "Waiting for the next turn to send.")
        return "circle-check", translate(
            "Outbox", "Everything is sent. Nothing is waiting on this computer."
        )
    if status.line == Line.UNKNOWN:
        return "cloud-upload", translate("Outbox", "Your work is kept on this computer.")
    icons = {Line.OFFLINE: "cloud-off", Line.CAPTIVE: "wifi-off", Line.SERVER_DOWN: "server-off",
             Line.SIGN_IN: "log-in"}  # fmt: skip
    return icons.get(status.line, "triangle-alert"), messages.of_code(status.code)


def _detail(status: Status) -> str:
    parts = []
    if status.progress is not None and status.progress.total:
        parts.append(
            translate("Outbox", "{done} of {total}").format(
                done=f"{status.progress.done:,}", total=f"{status.progress.total:,}"
            )
        )
    if status.last_sync_at:
        parts.append(
            translate("Outbox", "Last in step at {time}").format(
                time=time_text(status.last_sync_at)
            )
        )
    if status.next_try_at and status.line != Line.OK:
        parts.append(
            translate("Outbox", "next try by itself at {time}").format(
                time=time_text(status.next_try_at)
            )
        )
    return " · ".join(parts)
