"""What is known of the cameras' clocks, and an offset that the officer sets for the batch."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.ui.pages.batch_words import offset_words
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

MINUTE, HOUR = 60_000_000, 3_600_000_000
_MOST_HOURS = 24 * 14


class ClockRow(QWidget):
    """A line about clocks, with fields for an offset folded away.

    Signals:
        changed: the offset (µs that are added, or None) that the officer set.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        """Nothing known, nothing set."""
        super().__init__()
        self._offsets: dict[str, int] = {}
        self._icon = Icon("clock", "ink2", 18)
        self._told = Text("", Role.SECONDARY, "ink2", lines=2)
        self.button = Button("", kind="quiet", size="small")
        self.button.clicked.connect(lambda _=False: self._fold.setVisible(self._fold.isHidden()))
        self.direction, self.hours, self.minutes = Dropdown(), QSpinBox(), QSpinBox()
        self.hours.setRange(0, _MOST_HOURS)
        self.minutes.setRange(0, 59)
        self._hint = Text("", Role.SECONDARY, "ink2", lines=None)
        self.direction.activated.connect(self._set)
        self.hours.valueChanged.connect(self._set)
        self.minutes.valueChanged.connect(self._set)
        self._filling = False
        self._lay_out()
        self.retranslate()

    def offset(self) -> int | None:
        """What is added to times that no satellite confirms (µs), None for nothing."""
        size = self.hours.value() * HOUR + self.minutes.value() * MINUTE
        return None if not size else (-size if self.direction.currentIndex() == 0 else size)

    def fill(self, offset: int | None) -> None:
        """Show an offset, without telling."""
        self._filling = True
        size = abs(offset or 0)
        self.direction.setCurrentIndex(1 if (offset or 0) > 0 else 0)
        self.hours.setValue(size // HOUR)
        self.minutes.setValue(size % HOUR // MINUTE)
        self._filling = False
        self._fold.setVisible(bool(size) or not self._fold.isHidden())

    def show_offsets(self, offsets: Mapping[str, int]) -> None:
        """Say which cameras' clocks were off."""
        self._offsets = dict(offsets)
        self._told.set_text(offset_words(self._offsets))
        for widget in (self._told, self._icon):
            widget.setVisible(bool(self._offsets))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.button.set_text(translate("Batch", "The camera's clock was off…"))
        chosen = max(0, self.direction.currentIndex())
        self.direction.clear()
        self.direction.addItems(
            [
                translate("Batch", "The clock was ahead by"),
                translate("Batch", "The clock was behind by"),
            ]
        )
        self.direction.setCurrentIndex(chosen)
        self.direction.setAccessibleName(translate("Batch", "Which way the clock was off"))
        self.hours.setSuffix(translate("Batch", " h"))
        self.minutes.setSuffix(translate("Batch", " min"))
        self.hours.setAccessibleName(translate("Batch", "Hours that the clock was off"))
        self.minutes.setAccessibleName(translate("Batch", "Minutes that the clock was off"))
        self._hint.set_text(
            translate(
                "Batch", "For photos whose time no satellite confirms. The files stay as they are."
            )
        )
        self.show_offsets(self._offsets)

    def _set(self) -> None:
        if not self._filling:
            self.changed.emit(self.offset())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._told, 1)
        row.addStretch(0)
        row.addWidget(self.button)
        column.addLayout(row)
        self._fold = QWidget()
        fields = QHBoxLayout(self._fold)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        for widget in (self.direction, self.hours, self.minutes):
            fields.addWidget(widget)
        fields.addWidget(self._hint, 1)
        self._fold.hide()
        column.addWidget(self._fold)
