"""The table of the incoming page: tabs, village filter, head, list, and what is selected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.storage.records import CaseRow
from desktop.ui.pages.incoming_list import TriageList
from desktop.ui.pages.incoming_model import TABS, IncomingModel, in_tab, key_of
from desktop.ui.pages.incoming_source import IncomingSource
from desktop.ui.pages.incoming_study import Key
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import EmptyState, Skeleton
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.triage_row import TriageHeader, TriageRowDelegate
from desktop.ui.wording import village
from desktop.words import translate

TICK_MS = 60_000


class IncomingTable(QWidget):
    """Shows the source's cases of one tab and village.

    A case that comes while the list is read is offered, not pushed in; one that was shown before
    and comes back (an act taken back) is shown at once.

    Signals:
        current_changed: another case is pointed at, or it is shown anew.
        selection_changed: other cases are selected.
    """

    current_changed = Signal()
    selection_changed = Signal()

    def __init__(self, source: IncomingSource, thumbnails: Thumbnails) -> None:
        """Build the table over a source."""
        super().__init__()
        self._source = source
        self._seen: set[Key] = set()
        self._take_new = True
        self._village = ""
        self._anchor = 0
        self._wanted: Key | None = None
        self.model = IncomingModel(self)
        self.list = TriageList(self.model)
        self.list.setAccessibleName(translate("Incoming", "Incoming"))
        self._delegate = TriageRowDelegate(self.list, thumbnails.pixmap)
        self.list.setItemDelegate(self._delegate)
        # By F6 and a click; as a stop of Tab it would be one that nobody sees.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("no-ring", True)
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect(thumbnails)
        self._tick.start()

    def _build(self) -> None:
        self.tabs = Tabs(_tab_words(), margin=16)
        self.new = Button("", kind="quiet", icon="chevron-up", size="small")
        self.new.hide()
        self.filter = Button("", kind="soft", icon="list-filter", size="small")
        self._menu = QMenu(self.filter)
        self.filter.setMenu(self._menu)
        self.tabs.add_corner(self.new)
        self.tabs.add_corner(self.filter)
        self._header = TriageHeader()
        self.empty = EmptyState("inbox", "")
        self.empty.setProperty("no-ring", True)
        self._skeleton = Skeleton(translate("Incoming", "Opening the incoming cases…"), "triage")
        self._stack = QStackedWidget()
        for widget in (self._skeleton, self.list, self.empty):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._head())
        column.addWidget(self._stack, 1)
        self._name_filter()

    def _head(self) -> QWidget:
        """The head, as wide as the rows: a scroll bar beside them has room beside it too."""
        ground = Ground("head", ("bottom",), line="line2")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._header)
        self._beside = row
        return ground

    def _align(self) -> None:
        bar = self.list.verticalScrollBar()
        self._beside.setContentsMargins(0, 0, bar.sizeHint().width() if bar.maximum() else 0, 0)

    def _connect(self, thumbnails: Thumbnails) -> None:
        self._source.rows_changed.connect(self.show_rows)
        self._source.hints_changed.connect(self._show_hints)
        self.tabs.changed.connect(lambda _key: self.show_rows())
        self.new.clicked.connect(self.show_new)
        self._menu.aboutToShow.connect(self._fill_villages)
        self._header.toggled.connect(self._toggle_all)
        self._delegate.toggled.connect(self._clicked_box)
        self.list.clicked.connect(self._clicked_row)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        thumbnails.arrived.connect(lambda _key: self.list.viewport().update())
        self._tick.timeout.connect(self.model.renew)
        self.list.verticalScrollBar().rangeChanged.connect(lambda *_: self._align())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list has the keyboard once there is something in it."""
        super().focusInEvent(event)
        if self._stack.currentWidget() is self.list:
            self.list.setFocus(event.reason())

    # -- showing --------------------------------------------------------------------------------

    def take_new(self) -> None:
        """Let the next reading bring new cases into the list."""
        self._take_new = True

    def want(self, key: Key) -> None:
        """Point at a case as soon as the list has it."""
        self._wanted = key

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.tabs.set_tabs(_tab_words())
        self._name_filter()
        self._header.update()
        self.model.renew()
        self.show_rows()

    def show_rows(self) -> None:
        """Put the cases of this tab and village in the list, and offer those not shown yet."""
        if not self._source.loaded:
            return
        rows = self._source.rows
        self.model.set_searched(self._source.text)
        if self._take_new or not self.model.rowCount():
            self._seen |= {key_of(row) for row in rows}
            self._take_new = False
        here = [r for r in rows if not self._village or r.village == self._village]
        hint = self._source.hint
        self.tabs.set_counts(
            {tab: sum(in_tab(r, hint(key_of(r)), tab) for r in here) for tab in TABS}
        )
        tab = self.tabs.current()
        wanted = [r for r in here if in_tab(r, hint(key_of(r)), tab)]
        shown = [r for r in wanted if key_of(r) in self._seen]
        self.list.replace(shown)
        self.new.set_text(translate("Incoming", "{n} new").format(n=len(wanted) - len(shown)))
        self.new.setVisible(len(wanted) > len(shown))
        if self._wanted is not None and self.list.point_at(self._wanted):
            self._wanted = None
        self._show_place(shown)
        self._after_check()
        self.current_changed.emit()

    def show_new(self) -> None:
        """Bring the cases offered into the list."""
        self._take_new = True
        self.show_rows()
        self.list.scrollToTop()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_village(self, number: str) -> None:
        """Show one village's cases, "" for all."""
        self._village = number
        self._name_filter()
        self.show_rows()

    def _show_hints(self) -> None:
        self.model.set_hints(self._source.hints)
        self.show_rows()

    def _show_place(self, shown: list[CaseRow]) -> None:
        if shown:
            self._stack.setCurrentWidget(self.list)
            if self.hasFocus():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._source.text or self._source.rows:
            text = translate(
                "Incoming", "No case matches. Try a shorter word or clear the filters."
            )
        else:
            text = translate("Incoming", "All taken. New cases will appear here by themselves.")
        self.empty.say(text, "inbox")
        had_keyboard = self.list.hasFocus()
        self._stack.setCurrentWidget(self.empty)
        if had_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_filter(self) -> None:
        self.filter.set_text(village(self._village) or translate("Incoming", "All villages"))

    def _fill_villages(self) -> None:
        self._menu.clear()
        numbers = sorted({r.village for r in self._source.rows if r.village}, key=_by_number)
        for number in ("", *numbers):
            words = village(number) or translate("Incoming", "All villages")
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(number == self._village)
            action.triggered.connect(lambda _on=False, number=number: self.choose_village(number))

    # -- selecting ------------------------------------------------------------------------------

    def toggle_current(self) -> None:
        """Select the case pointed at, or let it go."""
        self._anchor = self.list.currentIndex().row()
        self.model.toggle(self._anchor)
        self._after_check()

    def select_to_current(self) -> None:
        """Select from where the last selection began to the case pointed at."""
        self._check_to(self.list.currentIndex().row())

    def select_all(self, *, on: bool = True) -> None:
        """Select every case of the list, or none."""
        self.model.check_all(on=on)
        self._after_check()

    def let_go(self, keys: set[Key]) -> None:
        """These cases are no longer selected."""
        self.model.set_checked(keys, on=False)
        self._after_check()

    def _check_to(self, number: int) -> None:
        self.model.check_range(self._anchor, number)
        self._after_check()

    def _clicked_box(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._check_to(index.row())
            return
        self._anchor = index.row()
        self.model.toggle(index.row())
        self._after_check()

    def _clicked_row(self, index: QModelIndex) -> None:
        modifiers = QApplication.keyboardModifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._check_to(index.row())
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._clicked_box(index, Qt.KeyboardModifier.NoModifier)
        elif not self.model.checked:
            self._anchor = index.row()

    def _toggle_all(self) -> None:
        self.select_all(on=self.model.state_of_all() != Qt.CheckState.Checked)

    def _after_check(self) -> None:
        self._header.set_state(self.model.state_of_all())
        self.selection_changed.emit()


def _by_number(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdecimal() else (10_000, number)


def _tab_words() -> list[tuple[str, str]]:
    return [
        ("all", translate("Incoming", "All")),
        ("duplicates", translate("Incoming", "May be duplicates")),
        ("reopened", translate("Incoming", "Reopened")),
        ("no_place", translate("Incoming", "No place")),
    ]
