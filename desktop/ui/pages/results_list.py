"""What was entered since the page was opened, the newest first, each with the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import Case
from casework.fixing import FIXED
from casework.thai import date_text, time_text
from desktop import clock
from desktop.acting import ActReport
from desktop.entering import STATES, Entry
from desktop.ui.fix_words import baht, result_word
from desktop.ui.theme import Look, Role, state_style
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import Text, one_line
from desktop.words import language, translate

MOST_SHOWN = 100


class EntryRow(Card):
    """One result that was entered."""

    def __init__(
        self, case: Case, entry: Entry, report: ActReport, opened: Callable[[], None]
    ) -> None:
        """`opened` shows the case."""
        super().__init__()
        self.case, self.entry, self.report = case, entry, report
        self._at = clock.now()
        self.undo = Button("", icon="undo-2", size="small")
        self.open = Button("", kind="quiet", size="small")
        self.open.clicked.connect(lambda _=False: opened())
        self._title = Text(one_line(case.ticket.description), Role.STRONG, "ink")
        self._facts = Text("", Role.SECONDARY, "ink2", lines=2)
        self._photos_icon = Icon("camera", "wait", 15)
        self._photos = Text("", Role.SECONDARY, "wait")
        self._chip = Chip(state_style("done"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._facts)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._photos_icon)
        foot.addWidget(self._photos, 1)
        foot.addWidget(self.open)
        foot.addWidget(self.undo)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        entry, number = self.entry, self.case.ticket.number
        tone = state_style(str(STATES[entry.result]))
        word = result_word(entry.result)
        self._chip.set_look(Look(tone.icon, tone.text, tone.fill, tone.edge, word))
        facts = [number, time_text(self._at), entry.done_by]
        if entry.day is not None:
            done = translate("Results", "work of {day}")
            facts.append(done.format(day=date_text(entry.day, language(), year=False)))
        if entry.cost_baht is not None:
            facts.append(baht(entry.cost_baht))
        self._facts.set_text(" · ".join(fact for fact in facts if fact))
        waits = entry.result == FIXED
        self._photos.set_text(translate("Results", "Photos can follow later") if waits else "")
        self._photos_icon.setVisible(waits)
        self.open.set_text(translate("Results", "Open"))
        self.open.setAccessibleName(translate("Results", "Open case {n}").format(n=number))
        self.undo.set_text(translate("Results", "Undo"))
        self.undo.setAccessibleName(translate("Results", "Undo the result of {n}").format(n=number))
        self.setAccessibleName(f"{number}, {word}, {self._facts.text()}")


class EnteredList(QWidget):
    """The rows.

    Signals:
        undo_wanted: an `EntryRow` whose result is to be taken back.
        open_wanted: the `Case` to be shown.
    """

    undo_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.rows: list[EntryRow] = []
        self._heading = Text("", Role.HEADING)
        self._empty = Text("", Role.BODY, "ink2", lines=None)
        inner = QWidget()
        inner.setObjectName("plain")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(3, 3, 6, 3)
        self._column.setSpacing(8)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        area = scrolling(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(area, 1)
        self.retranslate()

    def add(self, case: Case, entry: Entry, report: ActReport) -> EntryRow:
        """Put a result at the top."""
        row = EntryRow(case, entry, report, partial(self.open_wanted.emit, case))
        row.undo.clicked.connect(partial(self.undo_wanted.emit, row))
        self.rows.insert(0, row)
        self._column.insertWidget(0, row)
        for old in self.rows[MOST_SHOWN:]:
            self.remove(old)
        self._say()
        return row

    def remove(self, row: EntryRow) -> None:
        """Take a row away."""
        if row in self.rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for row in self.rows:
            row.retranslate()
        self._empty.set_text(
            translate("Results", "What you enter comes here, each with its way back.")
        )
        self._say()

    def _say(self) -> None:
        count = len(self.rows)
        self._heading.set_text(translate("Results", "Entered: {n}").format(n=count))
        self._empty.setVisible(not count)
