"""The entry of one result: the case that was found, what came of it, and what the sheet tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casework.case import Case, PhotoRole
from casework.fixing import CANNOT, FIXED, PARTLY
from casework.thai import date_text, day_text, local
from desktop import clock
from desktop.entering import Entry, Habits
from desktop.ui.pages.batch_form import read_cost
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, state_style
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.results import ResultButtons
from desktop.ui.widgets.text import Text, one_line
from desktop.ui.wording import village
from desktop.words import language, translate

PAST_DAYS = 60
_SIDE, _PHOTO = 256, (112, 84)


class _Picture(QWidget):
    """A photo to know the case by; nothing happens at a click, so Tab passes it."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails, self._key = thumbnails, ""
        self.setFixedSize(*_PHOTO)
        thumbnails.arrived.connect(lambda key: self.update() if key == self._key else None)

    def show_photo(self, key: str) -> None:
        """Show another photo, or a grey box for none."""
        self._key = key
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        picture = self._thumbnails.pixmap(self._key, _SIDE)
        if picture is None:
            paint_no_photo(painter, QRectF(self.rect()), 8, "image")
        else:
            paint_photo(painter, QRectF(self.rect()), picture, 8)


class ResultForm(Card):
    """The case and the fields. What belongs to the sheet (who, day) stays from entry to entry.

    Signals:
        entered: Enter was pressed in a field, or a result was chosen by a click.
        chose: a result was chosen.
    """

    entered = Signal()
    chose = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """No case yet."""
        super().__init__()
        self.case: Case | None = None
        self._own_words = ""
        self._photo = _Picture(thumbnails)
        self._sentence = Text("", Role.ROW, "ink", lines=2)
        self._facts = Text("", Role.SECONDARY, "ink2", lines=2)
        self._chip = Chip(state_style("waiting"))
        self.results = ResultButtons(keys=True, size="normal")
        self.text, self.done_by = QLineEdit(), QLineEdit()
        self.materials, self.cost = QLineEdit(), QLineEdit()
        self.day = Dropdown()
        self._heads = {name: Text("", Role.SECONDARY, "ink2") for name in _NAMES}
        self._lay_out()
        for one in (self.text, self.done_by, self.materials, self.cost):
            one.returnPressed.connect(self.entered)
        self.results.changed.connect(self.choose)
        self.retranslate()

    def show_case(self, case: Case | None) -> None:
        """Show a case with nothing entered yet, or none."""
        self.case = case
        self.setVisible(case is not None)
        self.results.set_result("")
        for one in (self.text, self.materials, self.cost):
            one.clear()
        self._own_words = ""
        self._ready = {}
        if case is None:
            return
        self._sentence.set_text(one_line(case.ticket.description or case.ticket.place))
        self._chip.set_look(state_style(str(case.state)))
        self._say_facts(case)
        self._show_photo(case)
        name = translate("Results", "Case {number}").format(number=case.ticket.number)
        self.setAccessibleName(name)

    def choose(self, result: str) -> None:
        """Choose a result; its usual words come with it unless others were typed."""
        self.results.set_result(result)
        if self.text.text().strip() in ("", self._own_words):
            self._own_words = usual_words(result)
            self.text.setText(self._own_words)
        self._offer_words()
        self.chose.emit(result)

    def entry(self) -> Entry:
        """What was entered. Raises ValueError where the cost is no number."""
        return Entry(
            self.results.result(),
            self.text.text().strip(),
            self.done_by.text().strip(),
            self.materials.text().strip(),
            read_cost(self.cost.text()),
            self.day.currentData(),
        )

    def offer(self, habits: Habits) -> None:
        """Offer what was typed before."""
        self._habits = habits
        _complete(self.done_by, habits.crews)
        self._offer_words()

    def offer_ready(self, case: Case, words: Mapping[str, Sequence[str]]) -> None:
        """Offer words that are ready for a case, by result, where it is still the one shown."""
        if self.case is not None and self.case.id == case.id:
            self._ready = words
            self._offer_words()

    _habits = Habits()
    _ready: Mapping[str, Sequence[str]] = MappingProxyType({})

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.results.retranslate()
        words = {
            "text": translate("Results", "What was done (the reporter reads this)"),
            "done_by": translate("Results", "Done by"),
            "day": translate("Results", "Day of the work"),
            "materials": translate("Results", "Materials"),
            "cost": translate("Results", "Cost in baht"),
        }
        for name, head in self._heads.items():
            head.set_text(words[name])
            self._field(name).setAccessibleName(words[name])
        self._fill_days()
        if self.case is not None:
            self._say_facts(self.case)

    # -- inside -----------------------------------------------------------------------------------

    def _field(self, name: str) -> QWidget:
        found: QWidget = getattr(self, name)
        return found

    def _offer_words(self) -> None:
        result = self.results.result()
        words = [*self._habits.words.get(result, ()), *self._ready.get(result, ())]
        words.append(usual_words(result))
        _complete(self.text, [word for word in dict.fromkeys(words) if word])

    def _say_facts(self, case: Case) -> None:
        ticket = case.ticket
        reported = translate("Results", "reported {day}")
        facts = [
            ticket.number,
            ", ".join(case.types),
            village(ticket.village),
            ticket.place,
            reported.format(day=day_text(ticket.reported_at, language())),
        ]
        self._facts.set_text(" · ".join(fact for fact in facts if fact))

    def _show_photo(self, case: Case) -> None:
        before = case.photos_of(PhotoRole.BEFORE)
        self._photo.setAccessibleName(translate("Results", "The reporter's photo"))
        self._photo.show_photo(before[0].sha256 if before else "")

    def _fill_days(self) -> None:
        chosen = self.day.currentData()
        today = local(clock.now()).date()
        self.day.clear()
        for back in range(PAST_DAYS + 1):
            day = today - timedelta(days=back)
            self.day.addItem(_day_words(day, back), day)
        if isinstance(chosen, date):
            self.day.setCurrentIndex(max(0, min(PAST_DAYS, (today - chosen).days)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._facts)
        words.addStretch(1)
        head.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.results, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._heads["text"])
        column.addWidget(self.text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for place, name in enumerate(("done_by", "day", "materials", "cost")):
            grid.addWidget(self._heads[name], 0, place)
            grid.addWidget(self._field(name), 1, place)
            grid.setColumnStretch(place, (3, 3, 4, 2)[place])
        column.addLayout(grid)
        self.hide()


_NAMES = ("text", "done_by", "day", "materials", "cost")


def usual_words(result: str) -> str:
    """What is usually said of a result; why something cannot be done is never usual."""
    words = {
        FIXED: translate("Results", "The work was done and everything works as it should."),
        PARTLY: translate("Results", "Part of the work was done; the rest will follow."),
        CANNOT: "",
    }
    return words.get(result, "")


def _complete(field: QLineEdit, words: Sequence[str]) -> None:
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


def _day_words(day: date, back: int) -> str:
    text = date_text(day, language())
    if back == 0:
        return translate("Results", "today {day}").format(day=text)
    if back == 1:
        return translate("Results", "yesterday {day}").format(day=text)
    return text
