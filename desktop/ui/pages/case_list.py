"""The list of cases at the left: rows that stay still, new ones offered, empty and loading."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.storage.records import CaseRow
from desktop.ui.bridge import Bridge
from desktop.ui.models import CaseListModel, Key
from desktop.ui.pages.case_rows import row_view, searched
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, Theme
from desktop.ui.widgets.buttons import Button, KeyCap
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.case_row import CaseRowDelegate
from desktop.ui.widgets.feedback import EmptyState, Skeleton
from desktop.ui.widgets.row_base import RowDelegate
from desktop.ui.widgets.rows import RowView
from desktop.ui.widgets.text import Text
from desktop.words import translate


class StillList(QTableView):
    """A list whose visible rows stay where they are when rows come or go above them.

    A table of one column: QListView asks for every row again whenever one comes or goes, which
    takes seconds where sync changes hundreds of them in a long list.

    Signals:
        opened: Enter on a row, or a double click.
        left: Esc.
        drawn: rows were painted for the first time.
    """

    opened = Signal()
    left = Signal()
    drawn = Signal()

    def __init__(self) -> None:
        """Without a model yet."""
        super().__init__()
        # A viewport of our own: asked for one that it has not made, PySide looks through every
        # class of widgets for the right one, and makes them all. That takes as long as the rest.
        self._port = QWidget()
        self._port.setBackgroundRole(QPalette.ColorRole.Base)
        self._port.setAutoFillBackground(True)
        self.setViewport(self._port)
        self._top: QModelIndex | None = None
        self._held: tuple[int, int] | None = None
        self._was_drawn = False
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        Theme.current().changed.connect(self._measure)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def follow(self, model: CaseListModel) -> None:
        """Show a model and keep its rows still."""
        model.last_visible = self.last_visible
        # Held before the view itself hears of the change (it may scroll), let go after it.
        model.rowsAboutToBeInserted.connect(lambda _p, first, last: self._hold(first, last, 1))
        model.rowsAboutToBeRemoved.connect(lambda _p, first, last: self._hold(first, last, -1))
        self.setModel(model)
        self._measure()
        model.rowsMoved.connect(lambda *_: self.viewport().update())
        model.rowsInserted.connect(lambda *_: self._let_go())
        model.rowsRemoved.connect(lambda *_: self._let_go())

    def last_visible(self) -> int:
        """The number of the last row that can be seen, -1 for none."""
        rows = self.model().rowCount() if self.model() is not None else 0
        if not rows:
            return -1
        foot = self.indexAt(self.viewport().rect().bottomLeft())
        return foot.row() if foot.isValid() else rows - 1

    def visible_rows(self) -> int:
        """How many rows can be seen."""
        top = self.indexAt(self.viewport().rect().topLeft())
        return self.last_visible() - top.row() + 1 if top.isValid() else 0

    def step(self, by: int) -> None:
        """Move to the next row or the one before."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves, arrows, Home and End move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            last = self.model().rowCount() - 1
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and tell that they can be read now."""
        super().paintEvent(event)
        if not self._was_drawn and self.model() is not None and self.model().rowCount():
            self._was_drawn = True
            self.drawn.emit()

    def _measure(self) -> None:
        """Every row is as tall as the delegate says in the density in use."""
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            self.verticalHeader().setMinimumSectionSize(1)
            self.verticalHeader().setDefaultSectionSize(delegate.height(None))

    def _hold(self, first: int, last: int, sign: int) -> None:
        """Remember how far the rows seen will be pushed."""
        top = self.indexAt(self.viewport().rect().topLeft())
        above = top.isValid() and (first <= top.row() if sign > 0 else last < top.row())
        count = last - first + 1
        bar = self.verticalScrollBar()
        at_top = bar.value() == 0
        height = self.verticalHeader().defaultSectionSize()
        moved = sign * count * height if above and not at_top else 0
        self._held = (bar.value(), moved)

    def _let_go(self) -> None:
        if self._held is not None and self._held[1]:
            self.updateGeometries()
            self.verticalScrollBar().setValue(self._held[0] + self._held[1])
        self._held = None


class CaseList(Ground):
    """The rows of a query with what stands above, below and in place of them.

    Signals:
        chosen: the key of the case the person moved to.
        opened: Enter or a double click on the case.
        sheets_wanted: the work sheets of the cases that are shown.
    """

    chosen = Signal(object)
    opened = Signal()
    sheets_wanted = Signal()

    def __init__(self, bridge: Bridge, thumbnails: Thumbnails) -> None:
        """Empty until the model is given a query."""
        super().__init__("surface")
        self.model = CaseListModel(bridge, self._describe, self)
        self.view = StillList()
        self.view.setItemDelegate(CaseRowDelegate(self.view, thumbnails.pixmap))
        # Before the view hears of it, which then moves its mark to a neighbour.
        self.model.rowsAboutToBeRemoved.connect(self._going_away)
        self.view.follow(self.model)
        self._going = self._lost = False
        self._place = 0
        self._build()
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.opened.connect(self.opened)
        self.view.verticalScrollBar().valueChanged.connect(self._say_shown)
        self.model.rowsRemoved.connect(self._gone)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._show_state)
        self.model.loaded.connect(self._loaded)
        self.model.count_changed.connect(lambda _: self._say_shown())
        self.model.news_changed.connect(self._offer_news)
        thumbnails.arrived.connect(lambda _: self.view.viewport().update())
        self.retranslate()

    def current(self) -> Key | None:
        """The case that has the mark of the current row."""
        return self.model.key(self.view.currentIndex())

    def choose(self, key: Key) -> bool:
        """Move to a case without telling; False where it is not in the list."""
        index = self.model.index_of(key)
        self._going = True
        self.view.setCurrentIndex(index)
        self._going = False
        if index.isValid():
            self._place = index.row()
            self.view.scrollTo(index)
        return index.isValid()

    def step(self, by: int) -> None:
        """Move to the next case or the one before, also from where a case just went away."""
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            row = self._place if by > 0 else self._place - 1
            self.view.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1))))
        else:
            self.view.step(by)

    def total(self) -> str:
        """How many cases the list has: 812, or 2,000+ until they are counted."""
        return f"{self.model.count:,}" + ("" if self.model.exact else "+")

    def set_words(self, empty: str, loading: str, icon: str = "circle-check") -> None:
        """What stands in place of rows while there are none."""
        self._empty.say(empty, icon)
        self._skeleton.say(loading)

    def set_loading(self, loading: bool) -> None:
        """Whether rows may still come, so that an empty list is not called done."""
        self._loading = loading
        self._show_state()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._moves.set_text(translate("CaseList", "move"))
        self.sheets.set_text(translate("Sheet", "For crews"))
        self.view.setAccessibleName(translate("CaseList", "Cases"))
        self._offer_news(self.model.news)
        self._say_shown()
        self.model.redraw()

    def _describe(self, row: CaseRow) -> RowView:
        return row_view(row, searched(self.model.query.text))

    def _moved(self, index: QModelIndex) -> None:
        key = self.model.key(index)
        if self._going or key is None:
            return
        self._place = index.row()
        self.chosen.emit(key)

    def _going_away(self, _parent: QModelIndex, first: int, last: int) -> None:
        """The view would move its mark to a neighbour: the case being read stays instead."""
        self._going = True
        row = self.view.currentIndex().row()
        self._lost = first <= row <= last
        self._place = first if self._lost else self._place

    def _gone(self, *_: object) -> None:
        if self._lost:
            self.view.setCurrentIndex(QModelIndex())
        self._going = False

    def _loaded(self) -> None:
        self._loading = False
        self._show_state()

    def _show_state(self, *_: object) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self._skeleton if self._loading else self._empty)
        self._foot.setVisible(self.model.rowCount() > 0)
        self._say_shown()

    def _say_shown(self, *_: object) -> None:
        text = translate("CaseList", "showing {n} of {total} cases")
        seen = min(self.view.visible_rows(), self.model.rowCount())
        self._shown.set_text(text.format(n=f"{seen:,}", total=self.total()))

    def _offer_news(self, count: int) -> None:
        text = translate("CaseList", "{n} new cases · show").format(n=f"{count:,}")
        self._news.set_text(text)
        self._news_line.setVisible(count > 0)

    def _build(self) -> None:
        self._loading = True
        self._news_line = Ground("send-bg", ("bottom",))
        self._news = Button("", kind="quiet", icon="chevron-up", size="small")
        self._news.clicked.connect(self.model.take_news)
        line = QHBoxLayout(self._news_line)
        line.setContentsMargins(12, 2, 12, 3)
        line.addWidget(self._news)
        line.addStretch(1)
        self._skeleton = Skeleton("", "case")
        self._empty = EmptyState("circle-check", "")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for shown in (self._skeleton, self.view, self._empty):
            self._stack.addWidget(shown)
        self._foot = Ground("head", ("top",))
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 8, 14, 8)
        foot.setSpacing(8)
        self._moves = Text("", Role.CAPTION, "ink2")
        self._shown = Text("", Role.CAPTION, "ink2")
        self.sheets = Button("", kind="soft", icon="printer", size="small")
        self.sheets.clicked.connect(self.sheets_wanted)
        for widget in (KeyCap("J"), KeyCap("K"), self._moves):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.sheets)
        foot.addWidget(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._news_line)
        column.addWidget(holder, 1)
        column.addWidget(self._foot)
