"""Choosing a day: quick choices, steps and a calendar with Buddhist years in Thai."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from casework.thai import (
    BANGKOK,
    BUDDHIST_OFFSET,
    MONTHS_SHORT,
    MONTHS_SHORT_EN,
    date_text,
    local,
    to_microseconds,
)
from desktop import clock
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

_QUICK = (1, 3, 7, 30)


def end_of(day: date) -> int:
    """The last minute of a day in Thailand, µs UTC: work due that day is due then."""
    return to_microseconds(datetime.combine(day, time(23, 59), BANGKOK))


class DayField(QWidget):
    """A day of the future, today at the earliest.

    Signals:
        changed: another day was chosen.
    """

    changed = Signal()

    def __init__(self, days_ahead: int = 7, *, quick: bool = True) -> None:
        """Begin so many days from today; `quick` offers some days at once."""
        super().__init__()
        self._is_quick = quick
        self._day = self.today() + timedelta(days=days_ahead)
        self._quick = [Button("", kind="plain", size="small", parent=self) for _ in _QUICK]
        for button in self._quick:
            button.setVisible(quick)
        for button, days in zip(self._quick, _QUICK, strict=True):
            button.clicked.connect(
                lambda _=False, n=days: self.set_day(self.today() + timedelta(days=n))
            )
        self._earlier = IconButton("chevron-left", "", framed=True)
        self._later = IconButton("chevron-right", "", framed=True)
        self._earlier.clicked.connect(lambda: self.set_day(self._day - timedelta(days=1)))
        self._later.clicked.connect(lambda: self.set_day(self._day + timedelta(days=1)))
        self._chosen = Button("", kind="plain", icon="calendar-days")
        self._menu = QMenu(self)
        self._calendar = _Calendar()
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(self._calendar)
        self._menu.addAction(action)
        self._chosen.setMenu(self._menu)
        self._menu.aboutToShow.connect(lambda: self._calendar.show_day(self._day))
        self._calendar.chosen.connect(self._picked)
        self._lay_out()
        self.retranslate()

    def day(self) -> date:
        """The day chosen."""
        return self._day

    def due_at(self) -> int:
        """The end of the day chosen, µs UTC."""
        return end_of(self._day)

    def set_day(self, day: date) -> None:
        """Choose a day; one that has passed becomes today."""
        day = max(day, self.today())
        if day != self._day:
            self._day = day
            self.changed.emit()
        self._say()

    @staticmethod
    def today() -> date:
        """Today in Thailand."""
        return local(clock.now()).date()

    def set_name(self, name: str) -> None:
        """Say what the day is of, for who hears the screen."""
        self._chosen.setAccessibleDescription(name)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words = (
            translate("DayField", "Tomorrow"),
            translate("DayField", "3 days"),
            translate("DayField", "7 days"),
            translate("DayField", "30 days"),
        )
        for button, text in zip(self._quick, words, strict=True):
            button.set_text(text)
        self._earlier.set_icon("chevron-left", translate("DayField", "A day earlier"))
        self._later.set_icon("chevron-right", translate("DayField", "A day later"))
        self._say()

    def _say(self) -> None:
        self._chosen.set_text(date_text(self._day, language()))
        self._earlier.setEnabled(self._day > self.today())

    def _picked(self, day: date) -> None:
        self.set_day(day)
        self._menu.close()
        self._chosen.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        quick, exact = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            *(((quick, self._quick),) if self._is_quick else ()),
            (exact, (self._earlier, self._chosen, self._later)),
        ):
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)


class _Calendar(QWidget):
    """A month with our own heading, for Qt's knows no Buddhist years."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._month = Text("", Role.STRONG, align=Qt.AlignmentFlag.AlignHCenter)
        back = IconButton("chevron-left", translate("DayField", "The month before"))
        on = IconButton("chevron-right", translate("DayField", "The next month"))
        self._grid = QCalendarWidget()
        self._grid.setNavigationBarVisible(False)
        self._grid.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._grid.setMinimumDate(QDate(*DayField.today().timetuple()[:3]))
        back.clicked.connect(self._grid.showPreviousMonth)
        on.clicked.connect(self._grid.showNextMonth)
        self._grid.currentPageChanged.connect(self._say_month)
        self._grid.clicked.connect(self._clicked)
        self._grid.activated.connect(self._clicked)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self._month, 1)
        head.addWidget(on)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(head)
        column.addWidget(self._grid)

    def show_day(self, day: date) -> None:
        """Open on the month of a day."""
        thai = language() == "th"
        self._grid.setLocale(QLocale("th_TH" if thai else "en_GB"))
        self._grid.setSelectedDate(QDate(day.year, day.month, day.day))
        self._say_month(day.year, day.month)
        self._grid.setFocus()

    def _say_month(self, year: int, month: int) -> None:
        thai = language() == "th"
        names = MONTHS_SHORT if thai else MONTHS_SHORT_EN
        self._month.set_text(f"{names[month - 1]} {year + (BUDDHIST_OFFSET if thai else 0)}")

    def _clicked(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
