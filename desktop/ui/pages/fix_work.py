"""Who did the work, with which materials, and what it cost: one line until it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casework.amounts import Material, read_amount, total_baht
from desktop.ui.fix_words import baht
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.words import translate

MOST_LINES = 30
_WIDTHS = (3, 1, 1, 1)


class FixWork(QWidget):
    """A name to choose or type, and a small table "what, how much, baht".

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Nothing told: the person did it, without materials."""
        super().__init__()
        self._who_head = Text("", Role.STRONG)
        self.who = Dropdown()
        self.who.setEditable(True)
        self.who.setInsertPolicy(Dropdown.InsertPolicy.NoInsert)
        self.who.setMinimumWidth(200)
        self._what_head = Text("", Role.STRONG)
        self.open = Button("", icon="plus", key="Alt+M", size="small")
        self._total = Text("", Role.BODY)
        self._self_name = ""
        self._offered: dict[str, str] = {}
        self._names = QStringListModel(self)
        self._heads = [Text("", Role.CAPTION, "ink2") for _ in _WIDTHS]
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self.lines: list[_Line] = []
        self._lay_out()
        self.who.editTextChanged.connect(lambda _: self.changed.emit())
        self.open.clicked.connect(self.add_line)
        self.retranslate()

    # -- what the form asks -----------------------------------------------------------------------

    def done_by(self) -> str:
        """Who did it, "" for the person themself."""
        name = " ".join(self.who.currentText().split())
        return "" if name == self._self_name else name

    def materials(self) -> tuple[Material, ...]:
        """The lines as typed; empty ones are left out."""
        told = (line.material() for line in self.lines)
        return tuple(material for material in told if not material.is_empty)

    def problem(self) -> str:
        """Why the lines cannot be saved as they are, "" where they can."""
        for material in self.materials():
            try:
                read_amount(material.baht)
            except ValueError:
                said = translate(
                    "FixPage", "“{text}” is no amount of baht. Please type it like 1,200.50."
                )
                return said.format(text=material.baht.strip())
        return ""

    def focus_problem(self) -> None:
        """Give the keyboard to the amount that is wrong."""
        for line in self.lines:
            if not line.is_right():
                line.fields[-1].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def offer(
        self, self_name: str, names: Sequence[str], materials: Sequence[tuple[str, str]]
    ) -> None:
        """Offer names typed before, and the common materials of the type with their units."""
        typed = self.done_by()
        self._self_name = self_name
        self._offered = dict(materials)
        self._names.setStringList(list(self._offered))
        blocked = self.who.blockSignals(True)
        self.who.clear()
        self.who.addItems([self_name, *(n for n in names if n != self_name)])
        self.who.setEditText(typed or self_name)
        self.who.blockSignals(blocked)

    def fill(self, done_by: str, materials: Sequence[Material]) -> None:
        """Show what was kept."""
        self.who.setEditText(done_by or self._self_name)
        for line in list(self.lines):
            self._drop(line)
        for material in materials[:MOST_LINES]:
            self._add(material)
        self._show_table()

    def add_line(self) -> None:
        """One more line, with the keyboard in it."""
        empty = next((line for line in self.lines if line.material().is_empty), None)
        line = empty or (self._add(Material()) if len(self.lines) < MOST_LINES else self.lines[-1])
        self._show_table()
        line.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._who_head.set_text(translate("FixPage", "Who did it"))
        self.who.setAccessibleName(self._who_head.text())
        self._what_head.set_text(translate("FixPage", "Materials and cost"))
        self.open.set_text(translate("FixPage", "Add a line"))
        for head, words in zip(self._heads, _head_words(), strict=True):
            head.set_text(words)
        for line in self.lines:
            line.retranslate()
        self._show_total()

    # -- inside -----------------------------------------------------------------------------------

    def _add(self, material: Material) -> _Line:
        line = _Line(self, material, self._names)
        line.changed.connect(partial(self._line_changed, line))
        line.finished.connect(self.add_line)
        line.removed.connect(partial(self._remove, line))
        row = len(self.lines) + 1
        for column, field in enumerate(line.fields):
            self._grid.addWidget(field, row, column)
        self._grid.addWidget(line.remove, row, len(line.fields))
        self.lines.append(line)
        return line

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        for widget in (*line.fields, line.remove):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        line.deleteLater()

    def _remove(self, line: _Line) -> None:
        kept = [other.material() for other in self.lines if other is not line]
        self.fill(self.done_by(), kept)
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _line_changed(self, line: _Line) -> None:
        what, unit = line.fields[0].text().strip(), line.fields[2]
        if what in self._offered and not unit.text():
            unit.setText(self._offered[what])
        self._show_total()
        self.changed.emit()

    def _show_table(self) -> None:
        self._table.setVisible(bool(self.lines))
        self._show_total()

    def _show_total(self) -> None:
        materials = self.materials()
        if not materials:
            self._total.set_text(translate("FixPage", "none told"), "ink2")
            return
        try:
            total = total_baht(materials)
        except ValueError:
            self._total.set_text(self.problem(), "attn")
            return
        if total is None:
            self._total.set_text(translate("FixPage", "{n} lines").format(n=len(materials)), "ink")
        else:
            said = translate("FixPage", "together {amount}").format(amount=baht(total))
            self._total.set_text(said, "ink")

    def _lay_out(self) -> None:
        for column, (head, width) in enumerate(zip(self._heads, _WIDTHS, strict=True)):
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, width)
        self._table.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._who_head)
        row.addWidget(self.who)
        row.addSpacing(16)
        row.addWidget(self._what_head)
        row.addWidget(self._total, 1)
        row.addWidget(self.open)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(6)
        column_layout.addLayout(row)
        column_layout.addWidget(self._table)


class _Line(QObject):
    """The fields of one line: what, how much, unit, baht. Enter in the last goes on."""

    changed = Signal()
    finished = Signal()
    removed = Signal()

    def __init__(self, parent: QObject, material: Material, names: QStringListModel) -> None:
        super().__init__(parent)
        self.fields = [QLineEdit(part) for part in material]
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.fields[0].setCompleter(completer)
        self.fields[-1].setAlignment(Qt.AlignmentFlag.AlignRight)
        for field in self.fields:
            field.textChanged.connect(lambda _: self.changed.emit())
        self.fields[-1].returnPressed.connect(self.finished)
        self.remove = IconButton("x", "", token="ink2", size=32)
        self.remove.clicked.connect(self.removed)
        self.retranslate()

    def material(self) -> Material:
        """The line as typed."""
        return Material(*(field.text() for field in self.fields))

    def is_right(self) -> bool:
        """Whether the amount of baht can be read."""
        try:
            read_amount(self.fields[-1].text())
        except ValueError:
            return False
        return True

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for field, words in zip(self.fields, _head_words(), strict=True):
            field.setAccessibleName(words)
        self.remove.set_icon("x", translate("FixPage", "Remove this line"))


def _head_words() -> tuple[str, ...]:
    return (
        translate("FixPage", "What was used"),
        translate("FixPage", "How much"),
        translate("FixPage", "Unit"),
        translate("FixPage", "Baht, all of it"),
    )
