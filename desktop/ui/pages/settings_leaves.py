"""On the settings page of who hands out work: who is on leave, and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from casework.leaves import Leave
from casework.thai import date_text
from desktop import clock, messages
from desktop.desk import Desk
from desktop.leaving import new_leave
from desktop.sync.errors import SyncError
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.pages.day_field import DayField
from desktop.ui.pages.filter_fields import Choice
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, Tone
from desktop.ui.widgets.text import Text
from desktop.words import language, translate


@dataclass(frozen=True, slots=True)
class Known:
    """Leaves that run or are to come, and the officers by name."""

    leaves: tuple[Leave, ...] = ()
    officers: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def name(self, username: str) -> str:
        """A person's name as shown."""
        return dict(self.names).get(username, username)


def read(desk: Desk) -> Known:
    """What the card says. Slow: worker thread."""
    leaves = tuple(desk.leaves())
    officers = tuple((desk.name_of(s.username, language()), s.username) for s in desk.officers())
    people = {name for leave in leaves for name in (leave.officer, leave.substitute)}
    people |= {username for _, username in officers}
    names = tuple((name, desk.name_of(name, language())) for name in sorted(people))
    return Known(leaves, officers, names)


class LeavesCard(Card):
    """The list, and a form below it. What is chosen stays until it has been set."""

    def __init__(self, bridge: Bridge) -> None:
        """Empty until the desk has answered."""
        super().__init__()
        self._bridge = bridge
        self._known: Known | None = None
        self._wanted: Leave | None = None
        self._busy = False
        self._title = Text("", Role.HEADING, "ink")
        self._about = Text("", Role.BODY, "ink2", lines=None)
        self._none = Text("", Role.BODY, "ink2")
        self.said = Banner("")
        self.said.hide()
        self.rows: list[LeaveRow] = []
        self.officer, self.substitute = Choice(), Choice()
        for choice in (self.officer, self.substitute):
            choice.setMinimumWidth(260)
        self.first, self.last = DayField(0, quick=False), DayField(0, quick=False)
        self.first.changed.connect(self._follow)
        self.last.changed.connect(self._precede)
        self.button = Button("", icon="check")
        self.button.clicked.connect(self.set_leave)
        self._labels = [Text("", Role.BODY, "ink") for _ in range(4)]
        self._lay_out()
        bridge.counts_changed.connect(self.look)
        self.retranslate()

    def look(self) -> None:
        """Ask the desk anew."""
        if self.isVisible():
            self._bridge.read(lambda: read(self._bridge.desk), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the leaves of now."""
        super().showEvent(event)
        self.look()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the language in use."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.set_text(translate("Leaves", "Leave and substitutes"))
        self._about.set_text(
            translate(
                "Leaves",
                "While an officer is on leave, the substitute sees and works on their cases, in "
                "their place. It begins and ends at midnight; the history says who acted for whom.",
            )
        )
        self._none.set_text(translate("Leaves", "Nobody is on leave."))
        words = (
            translate("Leaves", "On leave"), translate("Leaves", "Substitute"),
            translate("Leaves", "First day"), translate("Leaves", "Last day"),
        )  # fmt: skip
        fields: tuple[Choice | DayField, ...] = (
            self.officer, self.substitute, self.first, self.last,
        )  # fmt: skip
        for label, text, field in zip(self._labels, words, fields, strict=True):
            label.set_text(text)
            if isinstance(field, DayField):
                field.retranslate()
                field.set_name(text)
            else:
                field.setAccessibleName(text)
        self.button.set_text(translate("Leaves", "Set this leave"))
        if self._known is not None:
            known, self._known = self._known, None
            self._show(known)
        self.look()

    # -- what there is ----------------------------------------------------------------------------

    def _show(self, known: Known) -> None:
        if known == self._known:
            return
        self._known = known
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LeaveRow(leave, known) for leave in known.leaves]
        for row in self.rows:
            row.button.clicked.connect(partial(self._end, row))
            self._list.addWidget(row)
        self._none.setVisible(not self.rows)
        someone = [(translate("Leaves", "Choose an officer"), "")]
        for choice in (self.officer, self.substitute):
            if not choice.view().isVisible():  # else it would close under the pointer
                choice.offer([*someone, *known.officers], choice.currentData() or "")

    def _end(self, row: LeaveRow, _checked: bool = False) -> None:
        row.button.setEnabled(False)
        desk, leave = self._bridge.desk, row.leave
        run_in_background(
            self,
            lambda: desk.end_leave(leave.id),
            lambda _: self._done(translate("Leaves", "The leave is ended.")),
            partial(self._failed, row),
        )

    # -- setting one ------------------------------------------------------------------------------

    def set_leave(self) -> None:
        """Send what is chosen to the server."""
        officer, substitute = self.officer.currentData(), self.substitute.currentData()
        if not officer or not substitute:
            self._say(
                translate("Leaves", "Please choose who is on leave and who stands in."), "warning"
            )
            return
        self._take(new_leave(officer, substitute, self.first.day(), self.last.day()))
        self.said.hide()
        self._running(True)
        desk, wanted = self._bridge.desk, self._wanted
        assert wanted is not None
        # Not on the writing thread: a slow line must not hold up other acts.
        run_in_background(
            self, lambda: desk.set_leave(wanted), self._set, partial(self._failed, None)
        )

    def _take(self, leave: Leave) -> None:
        """Keep the id of what was tried before: after a cut it may have gone through already."""
        before = self._wanted
        if before is None or _chosen(before) != _chosen(leave):
            self._wanted = leave

    def _set(self, leave: Leave) -> None:
        self._wanted = None
        self._running(False)
        for choice in (self.officer, self.substitute):
            choice.setCurrentIndex(0)
        known = self._known or Known()
        text = translate("Leaves", "Set: {substitute} stands in for {officer}, {days}.")
        self._done(
            text.format(
                substitute=known.name(leave.substitute),
                officer=known.name(leave.officer),
                days=days_text(leave),
            )
        )

    def _failed(self, row: LeaveRow | None, error: Exception) -> None:
        self._running(False)
        if row is not None:
            row.button.setEnabled(True)
        if isinstance(error, SyncError) and error.is_retryable():
            self._say(messages.of_code("leave_needs_line"), "info")
        else:
            self._say(messages.sentence(error), "warning")

    def _done(self, text: str) -> None:
        self._say(text, "done")
        self.look()

    def _say(self, text: str, tone: Tone) -> None:
        self.said.say(text, tone=tone)
        self.said.show()

    def _running(self, on: bool) -> None:
        self.button.setEnabled(not on)

    def _follow(self) -> None:
        """A leave ends on its first day at the earliest."""
        if self.last.day() < self.first.day():
            self.last.set_day(self.first.day())

    def _precede(self) -> None:
        if self.first.day() > self.last.day():
            self.first.set_day(self.last.day())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        for widget in (self._title, self._about, self._none):
            column.addWidget(widget)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        column.addLayout(self._list)
        form = QFormLayout()
        form.setSpacing(10)
        fields = (self.officer, self.substitute, self.first, self.last)
        for label, field in zip(self._labels, fields, strict=True):
            form.addRow(label, field)
        column.addLayout(form)
        column.addWidget(self.said)
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch(1)
        column.addLayout(line)


class LeaveRow(QWidget):
    """Who is away, who stands in, which days; and the button that ends it."""

    def __init__(self, leave: Leave, known: Known) -> None:
        """The button is connected by who shows it."""
        super().__init__()
        self.leave = leave
        running = leave.is_on(clock.now())
        people = translate("Leaves", "{substitute} for {officer}").format(
            substitute=known.name(leave.substitute), officer=known.name(leave.officer)
        )
        standing = translate("Leaves", "now") if running else translate("Leaves", "to come")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(people, Role.STRONG, "ink"))
        words.addWidget(Text(f"{days_text(leave)} · {standing}", Role.SECONDARY, "ink2"))
        text = translate("Leaves", "End now") if running else translate("Leaves", "Call off")
        self.button = Button(text, size="small")
        self.button.setAccessibleName(f"{text}: {people}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.button)


def days_text(leave: Leave) -> str:
    """The days of a leave: one, or from one to another."""
    last = date_text(leave.to_day, language())
    if leave.from_day == leave.to_day:
        return last
    same_year = leave.from_day.year == leave.to_day.year
    first = date_text(leave.from_day, language(), year=not same_year)
    return translate("Leaves", "{first} to {last}").format(first=first, last=last)


def _chosen(leave: Leave) -> tuple[str, str, date, date]:
    return leave.officer, leave.substitute, leave.from_day, leave.to_day
