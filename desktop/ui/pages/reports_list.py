"""The weekly list on the reports page: the cases in the order in which they are exported."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from casework.case import Case
from casework.thai import day_text
from desktop.reports.table import marks_of, words_of
from desktop.reports.weekly import WeeklyReport
from desktop.ui.theme import Role, Theme, mark_style, state_style
from desktop.ui.theme.scale import CHIP, GAP_2, row_height
from desktop.ui.theme.states import Look
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import chip_width, mark_width, paint_chip, paint_mark
from desktop.ui.widgets.feedback import EmptyState, Skeleton
from desktop.ui.widgets.table_cell import paint_ground
from desktop.ui.widgets.text import Text, draw_line, one_line, text_width
from desktop.ui.wording import village
from desktop.words import translate

REPORT_ROW = 38
LIST_LEAST = 300
_PAD = 13
_BETWEEN = 10
_MEASURED = 200
NUMBER, WORDS, TYPE, PLACE, UNIT, REPORTED, STATE = range(7)
_LONGEST_IN_A_CELL = 300
_Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel):
    """The cases of a report, a row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._report: WeeklyReport | None = None
        self._cases: tuple[Case, ...] = ()

    def show_report(self, report: WeeklyReport) -> None:
        """Show the cases of a report."""
        self.beginResetModel()
        self._report, self._cases = report, report.cases
        self.endResetModel()

    def case_at(self, row: int) -> Case:
        """The case of a row."""
        return self._cases[row]

    def looks(self, row: int) -> list[Look]:
        """The chips of a row: the state, then the marks."""
        if self._report is None:
            return []
        case = self._cases[row]
        state = state_style(str(case.state))
        return [state, *(mark_style(m) for m in marks_of(case, self._report.week))]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of cases."""
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The columns shown here; the file has more."""
        return 0 if parent.isValid() else STATE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _headings()[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; the whole of it as tooltip."""
        shown = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if not index.isValid() or role not in shown:
            return None
        text = self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if index.column() in (WORDS, TYPE, PLACE, UNIT) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_headings()[index.column()]}: {text}"
        return text

    def _text(self, row: int, column: int) -> str:
        report, case = self._report, self._cases[row]
        if report is None:
            return ""
        match column:
            case 0:
                return case.ticket.number.partition("-")[2] or case.ticket.number
            case 1:
                return one_line(words_of(case)[: 2 * _LONGEST_IN_A_CELL])[:_LONGEST_IN_A_CELL]
            case 2:
                return ", ".join(case.types)
            case 3:
                number = case.ticket.village
                return village(number) if number.isdecimal() else number or case.ticket.place
            case 4:
                return report.names.unit(case.unit)
            case 5:
                return day_text(case.ticket.reported_at, report.language, year=False)
            case _:
                return ", ".join(look.word for look in self.looks(row))


class ListDelegate(QStyledItemDelegate):
    """Paints a row: the citizen's words first, numbers quiet, the state as a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        painter.save()
        box = QRectF(option.rect)
        paint_ground(painter, box, self.parent(), index, lower=1)
        inner = box.adjusted(_PAD, 0, -6, -1)
        model = index.model()
        if index.column() == STATE and isinstance(model, ListModel):
            self._paint_state(painter, inner, model.looks(index.row()))
        else:
            token = "ink2" if index.column() == NUMBER else "ink"
            weight = 500 if index.column() == WORDS else None
            draw_line(painter, inner, str(index.data() or ""), Role.SECONDARY, token, weight=weight)
        painter.restore()

    def _paint_state(self, painter: QPainter, box: QRectF, looks: list[Look]) -> None:
        """The state as a chip; the marks beside it without a box, so that it stays the anchor."""
        if not looks:
            return
        top = box.top() + (box.height() - CHIP) / 2
        left = box.left() + paint_chip(painter, QPointF(box.left(), top), looks[0])
        for look in looks[1:]:
            left += _BETWEEN
            left += paint_mark(painter, QRectF(left, box.top(), box.right() - left, box.height()),
                               look)  # fmt: skip


def _state_width(looks: list[Look]) -> int:
    return chip_width(looks[0]) + sum(_BETWEEN + mark_width(look) for look in looks[1:])


class ReportTable(QTableView):
    """The list; Enter or a double click opens a case.

    Signals:
        opened: the case to open.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.cases = ListModel(self)
        self.setModel(self.cases)
        self.setItemDelegate(ListDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(48)
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {_PAD}px; }}")
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cases.case_at(index.row())))
        self._measure()
        Theme.current().changed.connect(self._measure)

    def show_report(self, report: WeeklyReport) -> None:
        """Show a report's list; the row under the eye stays where the case is still listed."""
        here = self.currentIndex()
        kept = self.cases.case_at(here.row()).id if here.isValid() else ""
        self.cases.show_report(report)
        self._lay_out()
        row = next((n for n, case in enumerate(report.cases) if case.id == kept), 0)
        if report.cases:
            self.setCurrentIndex(self.cases.index(row, NUMBER))

    def go_to(self, text: str) -> bool:
        """Go to the first case whose number or words hold a text."""
        wanted = text.strip().casefold()
        for row in range(self.cases.rowCount() if wanted else 0):
            case = self.cases.case_at(row)
            if wanted in f"{case.ticket.number} {words_of(case)}".casefold():
                self.setCurrentIndex(self.cases.index(row, NUMBER))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters are the page's, never a search in the first column."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.cases.case_at(self.currentIndex().row()))
            return
        if event.text() and event.text().isprintable() and event.text() != " ":
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """The citizen's words get what the other columns leave."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._lay_out()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(REPORT_ROW))
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.viewport().width()
        rows = range(min(_MEASURED, self.cases.rowCount()))
        chips = max((_state_width(self.cases.looks(row)) for row in rows), default=150)
        widths = {NUMBER: 96, REPORTED: 90, STATE: min(chips + _PAD + 12, 420)}
        for column, least, most in ((TYPE, 90, 160), (PLACE, 80, 150), (UNIT, 90, 150)):
            widths[column] = self._fitting(column, least, most)
        for column in (PLACE, TYPE, UNIT):
            # A small window keeps number, words, day and state.
            short = room - sum(widths.values()) < 180
            self.setColumnHidden(column, short)
            if short:
                widths[column] = 0
        widths[WORDS] = max(120, room - sum(widths.values()))
        for column, width in widths.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, int(width))

    def _fitting(self, column: int, least: int, most: int) -> int:
        rows = range(min(_MEASURED, self.cases.rowCount()))
        texts = [str(self.cases.index(row, column).data() or "") for row in rows]
        widest = max((text_width(text, Role.SECONDARY) for text in texts), default=0)
        return min(most, max(least, int(widest) + _PAD + 10))


class ListCard(Card):
    """The list under its heading; a sentence where it is empty, grey rows while it is counted."""

    def __init__(self) -> None:
        """Start empty, without saying so yet."""
        super().__init__()
        name = translate("Reports", "The week's list")
        self._count = Text("", Role.SECONDARY, "ink2")
        self.table = ReportTable()
        self.table.setAccessibleName(name)
        self.empty = EmptyState(
            "chart-column",
            translate("Reports", "No cases this week yet. You can choose another week."),
        )
        self.skeleton = Skeleton(translate("Reports", "Counting the week's cases"), "triage")
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 13, 0)
        head.setSpacing(GAP_2)
        head.addWidget(Text(name, Role.STRONG))
        head.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 10)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.skeleton, self.table, self.empty):
            column.addWidget(widget, 1)
        self._show_only(self.table)
        self.setMinimumHeight(LIST_LEAST)

    def show_report(self, report: WeeklyReport) -> None:
        """Show the list of a report."""
        self.table.show_report(report)
        told = translate("Reports", "{n} cases · by unit, then by due date")
        self._count.set_text(told.format(n=len(report.cases)))
        self._show_only(self.table if report.cases else self.empty)

    def show_waiting(self) -> None:
        """Show that the list is being counted."""
        self._count.set_text("")
        self._show_only(self.skeleton)

    def _show_only(self, wanted: QWidget) -> None:
        for widget in (self.skeleton, self.table, self.empty):
            widget.setVisible(widget is wanted)


def _headings() -> tuple[str, ...]:
    return (
        translate("WeeklyList", "Number"),
        translate("WeeklyList", "Report"),
        translate("WeeklyList", "Type"),
        translate("WeeklyList", "Place"),
        translate("WeeklyList", "Unit"),
        translate("WeeklyList", "Reported"),
        translate("WeeklyList", "State"),
    )
