"""The parts of the filter panel: lines to check, choices, sections that fold, age and distance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from casework.places.typed import read_point
from desktop.ui.pages.filter_words import AGES, DISTANCES, age_words, short_distance
from desktop.ui.theme import Look, Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.views import Point
from desktop.words import translate

_FROM_TO = -1
_LONGEST_AGE = 3650


class CheckLine(QWidget):
    """A check box with a chip or words, and how many cases it would leave.

    Signals:
        flipped: the person checked or unchecked it.
    """

    flipped = Signal(bool)

    def __init__(self, words: str, look: Look | None = None) -> None:
        """`look` shows the words as a chip."""
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.clicked.connect(self.flipped)
        self._number = Text("", Role.SECONDARY, "ink2", align=Qt.AlignmentFlag.AlignRight)
        self._number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box)
        if look is not None:
            row.addWidget(Chip(look))
            row.addStretch(1)
        else:
            row.addWidget(Text(words, Role.BODY), 1)
        row.addWidget(self._number)

    def set_on(self, on: bool) -> None:
        """Show whether it is chosen, without telling."""
        self.box.setChecked(on)

    def set_number(self, number: int | None) -> None:
        """How many cases it would leave; None where that is not known."""
        text = "" if number is None else f"{number:,}"
        self._number.set_text(text)
        told = translate("Filters", "{n} cases").format(n=text) if text else ""
        self.box.setAccessibleDescription(told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The words check the box too."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.click()


class Choice(Dropdown):
    """One of several.

    Signals:
        picked: the person chose, with what the choice stands for.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        """Empty until `offer`."""
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _: self.picked.emit(self.currentData()))

    def offer(self, choices: Sequence[tuple[str, Any]], chosen: Any) -> None:
        """Offer (words, value), with one of them chosen, without telling."""
        with QSignalBlocker(self):
            self.clear()
            for words, value in choices:
                self.addItem(words, value)
            values = [value for _, value in choices]
            self.setCurrentIndex(values.index(chosen) if chosen in values else 0)


class Section(QWidget):
    """A heading with what belongs to it; one that folds has its heading as a button."""

    def __init__(self, *, folds: bool = False) -> None:
        """Open, or folded where it folds."""
        super().__init__()
        self._words = ""
        self._chosen = 0
        self._head: Text | Button = Button("", kind="soft") if folds else Text("", Role.STRONG)
        self.body = QWidget()
        self.lines = QVBoxLayout(self.body)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(2)
        self.body.setVisible(not folds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)
        if isinstance(self._head, Button):
            self._head.clicked.connect(lambda _=False: self.unfold(not self.is_open()))
            self._say()

    opened = Signal()
    """It was unfolded."""

    def is_open(self) -> bool:
        """Whether its lines are shown."""
        return not self.body.isHidden()

    def unfold(self, on: bool = True) -> None:
        """Show its lines, or fold them away."""
        self.body.setVisible(on)
        self._say()
        if on:
            self.opened.emit()

    def say(self, words: str, chosen: int = 0) -> None:
        """Its heading, and how much is chosen under it."""
        self._words, self._chosen = words, chosen
        self._say()

    def _say(self) -> None:
        text = f"{self._words} ({self._chosen})" if self._chosen else self._words
        self._head.set_text(text)
        if isinstance(self._head, Button):
            self._head.set_icon("chevron-down" if self.is_open() else "chevron-right")
            opened = translate("Filters", "open") if self.is_open() else translate(
                "Filters", "folded"
            )  # fmt: skip
            self._head.setAccessibleName(f"{text}, {opened}")


class AgeField(QWidget):
    """How long ago a case was reported: over so many days, or from so many to so many.

    Signals:
        picked: the least and the most days, each None where any.
    """

    picked = Signal(object, object)

    def __init__(self) -> None:
        """Any age."""
        super().__init__()
        self._choice = Choice()
        self._choice.picked.connect(self._picked)
        self._least, self._most = _days(), _days()
        self._to = Text("", Role.SECONDARY)
        self._between = QWidget()
        row = QHBoxLayout(self._between)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._least, 1)
        row.addWidget(self._to)
        row.addWidget(self._most, 1)
        for field in (self._least, self._most):
            field.editingFinished.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._choice)
        column.addWidget(self._between)

    def show_days(self, older: int | None, younger: int | None) -> None:
        """Show what is chosen, in the language in use."""
        plain = younger is None and (older is None or older in AGES)
        choices: list[tuple[str, int | None]] = [(age_words(None, None), None)]
        choices += [(age_words(days, None), days) for days in AGES]
        choices.append((translate("Filters", "From … to … days"), _FROM_TO))
        self._choice.offer(choices, older if plain else _FROM_TO)
        self._choice.setAccessibleName(translate("Filters", "Age"))
        self._least.setAccessibleName(translate("Filters", "Days at least"))
        self._most.setAccessibleName(translate("Filters", "Days at most"))
        self._to.set_text(translate("Filters", "to"))
        self._between.setVisible(not plain)
        if not plain:
            for field, days in ((self._least, older), (self._most, younger)):
                with QSignalBlocker(field):
                    field.setValue(days or 0)

    def _picked(self, days: int | None) -> None:
        if days != _FROM_TO:
            self.picked.emit(days, None)
            return
        self._between.show()
        self._least.setFocus(Qt.FocusReason.OtherFocusReason)
        self._least.selectAll()

    def _typed(self) -> None:
        least, most = self._least.value() or None, self._most.value() or None
        if least is not None and most is not None and most < least:
            least, most = most, least
        self.picked.emit(least, most)


def _days() -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, _LONGEST_AGE)
    field.setSpecialValueText("–")
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
    return field


class NearField(QWidget):
    """A point, typed or taken from the case shown, and how far from it.

    Signals:
        picked: the Point, or None for anywhere.
        here_wanted: take the place of the case shown.
    """

    picked = Signal(object)
    here_wanted = Signal()

    def __init__(self) -> None:
        """Anywhere."""
        super().__init__()
        self._point: tuple[float, float] | None = None
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.editingFinished.connect(self._typed)
        self._far = Choice()
        self._far.picked.connect(lambda _: self._tell())
        self._here = Button("", icon="locate", size="small")
        self._here.clicked.connect(self.here_wanted)
        self._problem = Text("", Role.SECONDARY, "attn", lines=None)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.field, self._problem, self._far):
            column.addWidget(widget)
        column.addWidget(self._here, 0, Qt.AlignmentFlag.AlignLeft)

    def show_near(self, near: Point | None) -> None:
        """Show what is chosen, in the language in use."""
        metres = near.metres if near is not None else self._far.currentData()
        choices = [(short_distance(far), float(far)) for far in DISTANCES]
        if metres is not None and metres not in DISTANCES:
            choices.append((short_distance(metres), metres))
        self._far.offer(choices, metres if metres is not None else float(DISTANCES[1]))
        self._far.setAccessibleName(translate("Filters", "Distance"))
        self._here.set_text(translate("Filters", "From the case shown"))
        self.field.setPlaceholderText(translate("Filters", "Latitude, longitude"))
        self.field.setAccessibleName(translate("Filters", "Latitude, longitude"))
        if near is not None:
            self._point = (near.lon, near.lat)
            self.field.setText(f"{near.lat:.6f}, {near.lon:.6f}")
            self._problem.hide()
        elif self._point is not None:
            self._point = None
            self.field.clear()

    def take(self, lon: float, lat: float) -> None:
        """Measure from this point (degrees) from now on."""
        self._point = (lon, lat)
        self._problem.hide()
        self._tell()

    def say(self, text: str) -> None:
        """Say beside the field why there is no point."""
        self._problem.set_text(text)
        self._problem.setVisible(bool(text))

    def _typed(self) -> None:
        text = self.field.text().strip()
        found = read_point(text) if text else None
        if text and found is None:
            self.say(translate("Filters", "Please write it like 16.4412, 101.1533"))
            return
        self.say("")
        if found is None:
            if self._point is not None:
                self._point = None
                self.picked.emit(None)
        elif self._point is None or text != f"{self._point[1]:.6f}, {self._point[0]:.6f}":
            self.take(*found)

    def _tell(self) -> None:
        if self._point is not None:
            self.picked.emit(Point(self._point[0], self._point[1], float(self._far.currentData())))
