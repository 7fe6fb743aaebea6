"""The figures and charts of the reports page."""

from __future__ import annotations

from math import lcm
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from casework.insight.figures import DAY, Change
from desktop.reports.summary import type_word, unit_word
from desktop.reports.week_words import days_text, signed, weekdays
from desktop.reports.weekly import WeeklyReport
from desktop.ui.charts import BarList, Pair, PairChart, Share, ShareList, Swatch
from desktop.ui.theme import Role
from desktop.ui.theme.scale import GAP_2, GAP_3, ICON_CHIP
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, Icon
from desktop.ui.widgets.text import Text, text_width
from desktop.words import translate

TYPES_SHOWN = 5
UNITS_SHOWN = 4
_NOTE_RISE = 5


class Tile(Card):
    """One figure: what it is, the number, and a small note such as the change."""

    def __init__(self, icon: str, label: str, token: str = "ink") -> None:
        """A tile without a number yet."""
        super().__init__()
        self._label, self._token = label, token
        head = QHBoxLayout()
        head.setSpacing(GAP_2)
        head.addWidget(Icon(icon, "ink2", ICON_CHIP))
        head.addWidget(Text(label, Role.SECONDARY, "ink2"), 1)
        self._value = Text("–", Role.FIGURE, token)
        self._note = Text("", Role.CAPTION, "ink2")
        # Number and note stand on one line of writing.
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self._note)
        beside.addSpacing(_NOTE_RISE)
        low = QHBoxLayout()
        low.setSpacing(GAP_2)
        low.addWidget(self._value)
        low.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 6)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(low)

    def say(self, value: str, note: str = "") -> None:
        """Show a number and its note."""
        self._value.set_text(value, self._token)
        self._value.setFixedWidth(round(text_width(value, Role.FIGURE)) + 2)
        self._note.set_text(note)
        self.setAccessibleName(f"{self._label}: {value} {note}".strip())


class SavedBanner(Banner):
    """Says that a file was saved, and opens it or its folder.

    Signals:
        opened: the file or folder that the person wants to see.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        """Hidden until something was saved."""
        super().__init__(tone="done")
        self._path = Path()
        file = Button(translate("Reports", "Open file"), kind="quiet", size="small")
        file.clicked.connect(lambda: self.opened.emit(self._path))
        folder = Button(translate("Reports", "Open folder"), kind="quiet", size="small")
        folder.clicked.connect(lambda: self.opened.emit(self._path.parent))
        self.add_action(file)
        self.add_action(folder)
        self.hide()

    def tell(self, path: Path) -> None:
        """A file was saved there."""
        self._path = path
        self.say(translate("Reports", "File saved"), path.name, tone="done")
        self.show()


class TilesPanel(QWidget):
    """The five figures, in one row or in three and two."""

    def __init__(self) -> None:
        """Tiles without numbers yet."""
        super().__init__()
        self.reported = Tile("inbox", translate("WeeklyList", "Cases reported"))
        self.finished = Tile("circle-check", translate("WeeklyList", "Cases finished"), "done")
        self.time = Tile("clock", translate("Reports", "Time to fix (median)"))
        self.overdue = Tile("alarm-clock", translate("WeeklyList", "Overdue"), "over")
        self.reopened = Tile("rotate-ccw", translate("WeeklyList", "Reopened"), "reop")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_3)
        self._columns = 0
        self.set_columns(len(self.tiles()))

    def tiles(self) -> tuple[Tile, ...]:
        """The tiles in order."""
        return (self.reported, self.finished, self.time, self.overdue, self.reopened)

    def clear(self) -> None:
        """Show no numbers while others are being counted."""
        for tile in self.tiles():
            tile.say("–")

    def set_columns(self, columns: int) -> None:
        """Wrap to so many beside each other; those of the last row share its width."""
        if columns == self._columns:
            return
        self._columns = columns
        tiles = self.tiles()
        slots = lcm(*range(1, columns + 1))
        for number, tile in enumerate(tiles):
            row, place = divmod(number, columns)
            span = slots // min(columns, len(tiles) - row * columns)
            self._grid.addWidget(tile, row, place * span, 1, span)
        for slot in range(self._grid.columnCount()):
            self._grid.setColumnStretch(slot, 1 if slot < slots else 0)

    def show_report(self, report: WeeklyReport) -> None:
        """Show the figures of a report."""
        now, change = report.figures, report.change
        self.reported.say(str(now.reported), _from_before(change.reported))
        self.finished.say(str(now.finished), _from_before(change.finished))
        median = now.median_to_fix
        self.time.say("–" if median is None else days_text(median), _time_note(change))
        unit, count = now.overdue_by_unit[0] if now.overdue_by_unit else ("", 0)
        note = f"{unit_word(report.names.unit(unit))} {count}" if count else ""
        self.overdue.say(str(now.overdue), note)
        self.reopened.say(str(now.reopened), _from_before(change.reopened))


class ChartsPanel(QWidget):
    """Day chart, types and units side by side; under a fold where the window is narrow."""

    def __init__(self) -> None:
        """Charts without data yet."""
        super().__init__()
        self.days, self.types, self.units = PairChart(), BarList(), ShareList()
        self._no_units = Text(
            translate("Reports", "Nothing with a due date was finished."),
            Role.SECONDARY, "ink2", lines=None,
        )  # fmt: skip
        self._no_types = Text(
            translate("Reports", "Nothing was reported."), Role.SECONDARY, "ink2", lines=None
        )
        self._fold = Button("", kind="quiet", icon="chart-column")
        self._fold.clicked.connect(self._toggle)
        self._open = False
        self._narrow = False
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_3)
        self._day_card = self._card(
            translate("Reports", "Reported and finished, day by day"), self.days, legend=True
        )
        self._type_card = self._card(
            translate("WeeklyList", "Type reported"), self.types, self._no_types
        )
        self._unit_card = self._card(
            translate("WeeklyList", "Finished on time, by unit"), self.units, self._no_units
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_2)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._cards)
        self._place()

    def show_report(self, report: WeeklyReport) -> None:
        """Show the charts of a report."""
        found = report.figures
        pairs = [Pair(*day) for day in zip(weekdays(), found.reported_by_day,
                                           found.finished_by_day, strict=True)]  # fmt: skip
        self.days.show_pairs(
            translate("Reports", "Reported and finished, day by day"),
            translate("WeeklyList", "Cases reported"),
            translate("WeeklyList", "Cases finished"),
            pairs,
        )
        types = _top_types(report)
        self.types.show_rows(translate("WeeklyList", "Type reported"), types)
        self.types.setVisible(bool(types))
        self._no_types.setVisible(not types)
        shares = sorted(found.on_time, key=lambda row: (-row.due, row.unit))[:UNITS_SHOWN]
        self.units.show_rows(
            translate("WeeklyList", "Finished on time, by unit"),
            [Share(unit_word(report.names.unit(s.unit)), s.on_time, s.due) for s in shares],
        )
        self.units.setVisible(bool(shares))
        self._no_units.setVisible(not shares)

    def set_narrow(self, narrow: bool) -> None:
        """Fold the charts away, one below the other when opened."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def _toggle(self) -> None:
        self._open = not self._open
        self._place()

    def _place(self) -> None:
        cards = (self._day_card, self._type_card, self._unit_card)
        for number, card in enumerate(cards):
            if self._narrow:
                self._grid.addWidget(card, number, 0)
            else:
                self._grid.addWidget(card, 0, number)
        for number, stretch in enumerate((55, 36, 21)):
            self._grid.setColumnStretch(number, 0 if self._narrow and number else stretch)
        self._fold.setVisible(self._narrow)
        self._fold.set_text(
            translate("Reports", "Hide charts") if self._open
            else translate("Reports", "Show charts")
        )  # fmt: skip
        self._cards.setVisible(self._open or not self._narrow)

    def _card(self, title: str, *charts: QWidget, legend: bool = False) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Text(title, Role.STRONG), 1)
        if legend:
            for hatched, word in (
                (True, translate("WeeklyList", "Cases reported")),
                (False, translate("WeeklyList", "Cases finished")),
            ):
                head.addSpacing(6)
                head.addWidget(Swatch(hatched=hatched))
                head.addWidget(Text(word, Role.SECONDARY))
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 9, 14, 8)
        column.setSpacing(6)
        column.addLayout(head)
        for chart in charts:
            column.addWidget(chart)
        column.addStretch(1)
        return card


def _top_types(report: WeeklyReport) -> list[tuple[str, int]]:
    """The types that most cases have; what is left is one row, counted as the others are."""
    counts = report.figures.by_type
    top = [(type_word(name), number) for name, number in counts[:TYPES_SHOWN]]
    rest = sum(number for _, number in counts[TYPES_SHOWN:])
    return [*top, (translate("Reports", "Others"), rest)] if rest else top


def _from_before(change: int) -> str:
    return translate("Reports", "{n} from the week before").format(n=signed(change))


def _time_note(change: Change) -> str:
    span = change.median_to_fix
    if span is None:
        return ""
    if round(abs(span) / DAY, 1) == 0:
        return translate("Reports", "as the week before")
    told = days_text(abs(span))
    if span < 0:
        return translate("Reports", "{days} less").format(days=told)
    return translate("Reports", "{days} more").format(days=told)
