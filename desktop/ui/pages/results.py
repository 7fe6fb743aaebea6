"""Results of crews, entered from their printed sheets: scan, one key, Enter, and the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.case import Case
from casework.fixing import CANNOT, RESULTS
from desktop import entering, messages
from desktop.acting import ActReport
from desktop.batching import allowed
from desktop.entering import Entry, Found
from desktop.storage.records import CaseRow
from desktop.ui.bridge import Bridge
from desktop.ui.fix_words import result_word
from desktop.ui.pages.acts import refusal_words, why_not
from desktop.ui.pages.base import Page
from desktop.ui.pages.batch_chooser import row_words
from desktop.ui.pages.results_form import ResultForm
from desktop.ui.pages.results_list import EnteredList, EntryRow
from desktop.ui.pages.results_words import hint, not_entered
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.keys import letter_of
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import Text
from desktop.words import translate

LIST_WIDE, _ITEM, _CHOICES_HIGH = 420, 36, 220
_ROW = Qt.ItemDataRole.UserRole


class ResultsPage(Page):
    """The page. One field has the keyboard all the time; a scanner types into it."""

    foot_height = 16

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Ready for the first code."""
        super().__init__(bridge, window)
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self._hint = Text("", Role.SECONDARY, "ink2", lines=2)
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        self.choices = QListWidget()
        self.choices.setFixedHeight(_CHOICES_HIGH)
        self.choices.hide()
        self.form = ResultForm(window.thumbnails)
        self.save_button = Button("", kind="primary", icon="check", key="Enter", size="final")
        self.leave_button = Button("", key="Esc", size="final")
        self.entered = EnteredList()
        self._narrow = False
        self._looking = 0
        self._asking = self._saving = False
        self._early = ""
        self._connect()
        self._lay_out()
        self.retranslate()
        bridge.read(lambda: entering.habits(bridge.desk), self.form.offer)

    # -- what the window asks ---------------------------------------------------------------------

    def title(self) -> str:
        """The heading."""
        return translate("Results", "Results of crews")

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        undo = [row.undo for row in self.entered.rows[:1]]
        return [self.field, *undo]

    def activate(self, **what: str) -> None:
        """Be ready for a code; `number` enters one at once."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if what.get("number"):
            self.look_up(what["number"])

    def set_narrow(self, narrow: bool) -> None:
        """What was entered stands below where there is no room beside."""
        self._narrow = narrow
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else beside)
        self.entered.setMinimumWidth(0 if narrow else LIST_WIDE)
        self.entered.setMaximumWidth(16_777_215 if narrow else LIST_WIDE)
        self._say_hint()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.field.setPlaceholderText(translate("Results", "Code, number or words"))
        self.field.setAccessibleName(
            translate("Results", "Scan a code, or type the last characters of a number, or words")
        )
        self.choices.setAccessibleName(translate("Results", "Cases found"))
        self.save_button.set_text(translate("Results", "Enter the result"))
        self.leave_button.set_text(translate("Results", "Not this one"))
        self.form.retranslate()
        self.entered.retranslate()
        self._say_hint()
        self.heading_changed.emit()

    # -- finding the case -------------------------------------------------------------------------

    def look_up(self, text: str) -> None:
        """Find the case that a scan, a number or words mean."""
        self._say("")
        self._show_choices(())
        self._looking += 1
        self._asking, self._early = True, ""
        turn, desk = self._looking, self._bridge.desk
        self._bridge.read(
            lambda: entering.look_up(desk, text),
            lambda found: self._found(found) if turn == self._looking else None,
            lambda error: self._not_found(error) if turn == self._looking else None,
        )

    def _found(self, found: Found) -> None:
        self._asking = False
        self.field.clear()
        if found.case is not None:
            self.open_case(found.case)
        else:
            self._show_choices(found.several)
            self._say_hint()

    def _not_found(self, error: Exception) -> None:
        self._asking = False
        self._say(messages.sentence(error))
        self.field.selectAll()

    def open_case(self, case: Case) -> None:
        """Take this case; one that takes no result says why."""
        self._show_choices(())
        desk = self._bridge.desk
        if allowed(desk, case) != "record_fix":
            person = desk.person
            why = why_not(case, "record_fix", desk.role, person.account.username)
            self._say(f"{case.ticket.number}: {why}")
            self._close()
            return
        self._say("")
        self.form.show_case(case)
        self._bridge.read(
            lambda: entering.ready_words(desk, case), partial(self.form.offer_ready, case)
        )
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._early:
            self._choose(self._early)
        self._early = ""
        self._say_hint()

    def _show_choices(self, rows: Sequence[CaseRow]) -> None:
        self.choices.clear()
        for row in rows:
            item = QListWidgetItem(row_words(row))
            item.setSizeHint(QSize(0, _ITEM))
            item.setData(_ROW, (row.authority, row.id))
            self.choices.addItem(item)
        self.choices.setVisible(bool(rows))
        if rows:
            self.choices.setCurrentRow(0)

    def _take_choice(self) -> None:
        if self.choices.currentRow() < 0:
            return
        authority, case_id = self.choices.currentItem().data(_ROW)
        desk = self._bridge.desk
        self._bridge.read(
            lambda: desk.case(authority, case_id),
            lambda case: self.open_case(case) if case is not None else None,
        )

    # -- the result -------------------------------------------------------------------------------

    def _choose(self, letter: str) -> None:
        self.form.choose(RESULTS[int(letter) - 1])

    def _chosen(self, result: str) -> None:
        self._say("")
        if result == CANNOT and not self.form.text.text().strip():
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_hint()

    def save(self) -> None:
        """Save the result of the case that is open; the field is ready for the next at once."""
        case, desk = self.form.case, self._bridge.desk
        if case is None or self._saving:
            return
        missing = self._missing()
        if missing:
            self._say(missing)
            return
        entry = self.form.entry()
        self._saving = True

        def work() -> tuple[ActReport, entering.Habits]:
            return entering.enter(desk, case, entry), entering.keep_habits(desk, entry)

        self._bridge.write(work, partial(self._saved, case, entry), self._failed)

    def _missing(self) -> str:
        if not self.form.results.result():
            return translate("Results", "Please choose a result first: 1, 2 or 3.")
        try:
            entry = self.form.entry()
        except ValueError:
            self.form.cost.setFocus(Qt.FocusReason.OtherFocusReason)
            return translate("Results", "The cost is not read: please write a number, such as 350.")
        if entry.result == CANNOT and not entry.text:
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return translate("Results", "Please say in a few words why it could not be done.")
        return ""

    def _saved(self, case: Case, entry: Entry, made: tuple[ActReport, entering.Habits]) -> None:
        self._saving = False
        report, habits = made
        self.form.offer(habits)
        if report.not_done:
            self._say(f"{case.ticket.number}: {refusal_words(report)}")
            return
        self._close()
        row = self.entered.add(case, entry, report)
        words = translate("Results", "{number}: {result} entered")
        words = words.format(number=case.ticket.number, result=result_word(entry.result))
        self._window.show_undo(words, partial(self.take_back, row))

    def take_back(self, row: EntryRow) -> None:
        """Undo a result that was entered."""
        desk = self._bridge.desk
        row.undo.setEnabled(False)
        self._bridge.write(
            lambda: desk.take_back(row.report.done), partial(self._taken, row), self._failed
        )

    def _taken(self, row: EntryRow, report: ActReport) -> None:
        if report.not_done:
            row.undo.setEnabled(True)
            self._say(f"{row.case.ticket.number}: {refusal_words(report)}")
            return
        number = row.case.ticket.number
        self.entered.remove(row)
        words = translate("Results", "The result of {number} was taken back")
        self._window.show_undo(words.format(number=number), None)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Leave the case that is open, or what was typed, or the page."""
        if self.form.case is not None or self.field.text() or self.choices.isVisible():
            self._say("")
            self._show_choices(())
            self._close()
        else:
            self._window.navigate("cases")

    def _close(self) -> None:
        self.form.show_case(None)
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_hint()

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self._say(messages.sentence(error))

    def _open(self, case: Case) -> None:
        self._window.navigate("cases", authority=case.authority, case=case.id)

    # -- keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field: a result while a case is open, Enter, arrows, Esc."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._field_key(event)
        return super().eventFilter(watched, event)

    def _field_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.choices.isVisible():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            last = self.choices.count() - 1
            self.choices.setCurrentRow(min(max(self.choices.currentRow() + step, 0), last))
            return True
        letter = letter_of(event)
        if letter not in ("1", "2", "3"):
            return False
        if self._asking:
            # The case is on its way; who types that fast means it.
            self._early = letter
            return True
        if self.form.case is not None and not self.field.text():
            self._choose(letter)
            return True
        return False

    def _enter(self) -> None:
        text = self.field.text().strip()
        if not text:
            if self.choices.isVisible():
                self._take_choice()
            elif self.form.case is not None:
                self.save()
            return
        if self.form.case is not None and self.form.results.result():
            self.field.clear()
            number = self.form.case.ticket.number
            self._say(not_entered(number))
            return
        self.form.show_case(None)
        self.look_up(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- saying and laying out --------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self.problem.say(text, tone="warning")
        self.problem.setVisible(bool(text))

    def _say_hint(self) -> None:
        has_case, has_result = self.form.case is not None, bool(self.form.results.result())
        text = hint(has_case=has_case, has_result=has_result, choosing=self.choices.isVisible())
        self._hint.set_text(text)
        self.save_button.setVisible(has_case)
        self.leave_button.setVisible(has_case)
        self.entered.setVisible(not (self._narrow and (has_case or self.choices.isVisible())))

    def _connect(self) -> None:
        self.choices.itemActivated.connect(lambda _: self._take_choice())
        self.choices.itemClicked.connect(lambda _: self._take_choice())
        self.form.entered.connect(self.save)
        self.form.chose.connect(self._chosen)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.leave)
        self.entered.undo_wanted.connect(self.take_back)
        self.entered.open_wanted.connect(self._open)

    def _lay_out(self) -> None:
        entry = Card()
        top = QVBoxLayout(entry)
        top.setContentsMargins(14, 12, 14, 12)
        top.setSpacing(6)
        top.addWidget(self.field)
        top.addWidget(self._hint)
        top.addWidget(self.choices)
        inner = QWidget()
        inner.setObjectName("plain")
        left = QVBoxLayout(inner)
        left.setContentsMargins(5, 5, 6, 5)
        left.setSpacing(10)
        left.addWidget(entry)
        left.addWidget(self.problem)
        left.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.save_button)
        left.addLayout(foot)
        left.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(11, 7, 16, 12)
        self._across.setSpacing(12)
        area = scrolling(inner)
        self._across.addWidget(area, 1)
        self._across.addWidget(self.entered)
