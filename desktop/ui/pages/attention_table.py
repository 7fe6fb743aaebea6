"""The table of a conflict: each field with its value before, mine and theirs to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.pages.attention_words import (
    Known,
    asked_fields,
    first_name,
    fits_line,
    mine_note,
    their_event,
    theirs_note,
    theirs_of,
    value_text,
)
from desktop.ui.theme import Role
from desktop.ui.theme.scale import line_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.buttons import KeyCap
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.tabs import paint_radio
from desktop.ui.widgets.text import Text, draw_line, wrap
from desktop.ui.wording import field_word
from desktop.words import translate

_HEAD, _SIDE, _ABOVE, _RADIO = 40, 14, 10, 27
_NAME_WIDTH, _BEFORE_WIDTH = 128, 168
MOST_LINES = 6


class ConflictTable(Card):
    """Rows of radio cells. Nothing is chosen in advance.

    Signals:
        changed: another value was chosen.
    """

    changed = Signal()

    def __init__(self, known: Known, chosen: Mapping[str, bool]) -> None:
        """Show a conflict with the choices made so far (True for mine)."""
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._conflicts = tuple(known.item.conflicts)
        self._current = ""
        self._names: dict[str, _NameCell] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnMinimumWidth(1, _BEFORE_WIDTH)
        for place, stretch in enumerate((0, 0, 1, 1)):
            self._grid.setColumnStretch(place, stretch)
        self._put_head(known)
        for number, name in enumerate(asked_fields(known.item), start=1):
            self._put_row(number, known, name)
        column.addLayout(self._grid)
        fits = fits_line(known)
        if fits:
            column.addWidget(_fits(fits))
        for name, mine in chosen.items():
            if name in self._rows:
                self._rows[name].choose(mine=mine)
        self._point_at(next((n for n in self._rows if n not in chosen), next(iter(self._rows))))

    @property
    def choices(self) -> dict[str, bool]:
        """The fields for which a value was chosen: True for mine."""
        made = {name: row.mine_chosen() for name, row in self._rows.items()}
        if "unit" in self._conflicts and "unit" not in self._rows:
            made["unit"] = made["officer"]
        return {name: mine for name, mine in made.items() if mine is not None}

    @property
    def left(self) -> int:
        """How many fields have no choice yet."""
        return sum(1 for row in self._rows.values() if row.mine_chosen() is None)

    @property
    def complete(self) -> bool:
        """Whether every field has a choice."""
        return self.left == 0

    def choose(self, *, mine: bool) -> None:
        """Choose for the current row, and go on to the next one without a choice."""
        self._rows[self._current].choose(mine=mine)
        rest = [name for name in self._rows if name not in self.choices]
        self._point_at(rest[0] if rest else self._current)
        self.changed.emit()

    def choose_all(self, *, mine: bool) -> None:
        """Choose one side for every row."""
        for row in self._rows.values():
            row.choose(mine=mine)
        self.changed.emit()

    def _point_at(self, name: str) -> None:
        self._current = name
        for other, cell in self._names.items():
            cell.set_current(other == name)

    def _put_head(self, known: Known) -> None:
        theirs = translate("Attention", "Of the authority · {name}")
        heads = (
            _head_cell(translate("Attention", "Field")),
            _head_cell(translate("Attention", "Before")),
            _head_cell(translate("Attention", "Yours"), "user", "1", line=True),
            _head_cell(theirs.format(name=first_name(known, their_event(known))), "building-2",
                       "2", line=True),
        )  # fmt: skip
        for place, cell in enumerate(heads):
            self._grid.addWidget(cell, 0, place)

    def _put_row(self, number: int, known: Known, name: str) -> None:
        conflict = known.item.conflicts[name]
        label = _NameCell(field_word(name))
        before = Ground("surface", ("bottom",))
        inner = QVBoxLayout(before)
        inner.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        words = value_text(known, name, conflict.before)
        inner.addWidget(Text(words, Role.BODY, "ink2", lines=MOST_LINES))
        inner.addStretch(1)
        mine = RadioCell(
            translate("Attention", "Yours"),
            field_word(name),
            value_text(known, name, conflict.mine),
            mine_note(known),
        )
        theirs = RadioCell(
            translate("Attention", "Of the authority"),
            field_word(name),
            value_text(known, name, theirs_of(known, name)),
            theirs_note(known, name),
        )
        row = self._rows[name] = _Row(mine, theirs)
        self._names[name] = label
        for cell, is_mine in ((mine, True), (theirs, False)):
            cell.clicked.connect(lambda _on=False, n=name, m=is_mine: self._clicked(n, mine=m))
            cell.focused.connect(lambda n=name: self._point_at(n))
            cell.moved.connect(lambda by, across, n=name, m=is_mine: self._move(n, m, by, across))
        for place, widget in enumerate((label, before, row.mine, row.theirs)):
            self._grid.addWidget(widget, number, place)

    def _clicked(self, name: str, *, mine: bool) -> None:
        self._point_at(name)
        self._rows[name].choose(mine=mine)
        self.changed.emit()

    def _move(self, name: str, mine: bool, by: int, across: bool) -> None:
        names = list(self._rows)
        place = names.index(name) + (0 if across else by)
        if 0 <= place < len(names):
            row = self._rows[names[place]]
            to_mine = by < 0 if across else mine
            (row.mine if to_mine else row.theirs).setFocus(Qt.FocusReason.TabFocusReason)


class _Row:
    """The two cells of a field, of which at most one is chosen."""

    def __init__(self, mine: RadioCell, theirs: RadioCell) -> None:
        self.mine, self.theirs = mine, theirs

    def choose(self, *, mine: bool) -> None:
        self.mine.setChecked(mine)
        self.theirs.setChecked(not mine)

    def mine_chosen(self) -> bool | None:
        if self.mine.isChecked():
            return True
        return False if self.theirs.isChecked() else None


class RadioCell(QAbstractButton):
    """A value with a radio circle; the chosen one has a teal edge.

    Signals:
        focused: the cell got the keyboard.
        moved: arrow keys: by how much, and whether across.
    """

    focused = Signal()
    moved = Signal(int, bool)

    def __init__(self, whose: str, field: str, value: str, notes: tuple[str, ...]) -> None:
        """Show a value with notes under it, each a line."""
        super().__init__()
        self._value, self._notes = value, notes
        self.setCheckable(True)
        self.setText(value)
        self.setAccessibleName(f"{field} · {whose}: {value}")
        self.setAccessibleDescription(" · ".join(notes))
        self.setToolTip("\n".join((value, *notes)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        Theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """The words wrap."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of value and notes."""
        notes = len(self._notes) * line_height(Role.CAPTION)
        lines = len(self._lines(width)) * line_height(Role.BODY)
        return lines + notes + 2 * _ABOVE

    def nextCheckState(self) -> None:
        """A click chooses; a second one does not take it back."""
        self.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle, value and notes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        over = self.underMouse() and not on
        painter.fillRect(self.rect(), colour("sel" if on else "head" if over else "surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.fillRect(0, 0, 1, self.height(), colour("line"))
        if on:
            painter.setPen(QPen(colour("accent-t"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        paint_radio(painter, QPointF(_SIDE, _ABOVE + 2), on=on)
        left, width = _SIDE + _RADIO, self.width() - 2 * _SIDE - _RADIO
        top, high = float(_ABOVE), line_height(Role.BODY)
        weight = 600 if on else 400
        for line in self._lines(self.width()):
            draw_line(painter, QRectF(left, top, width + 2, high), line, Role.BODY, "ink",
                      weight=weight)  # fmt: skip
            top += high
        high = line_height(Role.CAPTION)
        for note in self._notes:
            draw_line(painter, QRectF(left, top, width, high), note, Role.CAPTION, "ink2")
            top += high

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its row becomes the current one."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the cells; Space and Enter choose."""
        moves = {
            Qt.Key.Key_Left: (-1, True), Qt.Key.Key_Right: (1, True),
            Qt.Key.Key_Up: (-1, False), Qt.Key.Key_Down: (1, False),
        }  # fmt: skip
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            self.moved.emit(*move)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def _lines(self, width: int) -> list[str]:
        return wrap(self._value, Role.BODY, width - 2 * _SIDE - _RADIO, MOST_LINES, 600)


class _NameCell(Ground):
    """A field's name, with a bar at its left while its row is the current one."""

    def __init__(self, text: str) -> None:
        super().__init__("surface", ("bottom",))
        self._is_current = False
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _ABOVE, 4, _ABOVE)
        column.addWidget(Text(text, Role.STRONG, "ink", lines=2))
        column.addStretch(1)

    def set_current(self, current: bool) -> None:
        self._is_current = current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_current:
            painter = QPainter(self)
            painter.fillRect(0, 0, 4, self.height() - 1, colour("accent-t"))


def _head_cell(text: str, icon: str = "", key: str = "", *, line: bool = False) -> QWidget:
    cell = Ground("head", ("bottom", "left") if line else ("bottom",))
    cell.setFixedHeight(_HEAD)
    row = QHBoxLayout(cell)
    row.setContentsMargins(_SIDE, 0, 8, 0)
    row.setSpacing(8)
    if icon:
        row.addWidget(Icon(icon, "ink2", 15))
    row.addWidget(Text(text, Role.CHIP, "ink2"), 0 if key else 1)
    if key:
        row.addWidget(KeyCap(key))
        row.addStretch(1)
    return cell


def _fits(text: str) -> QWidget:
    strip = Card(fill="head", edge="head")
    row = QHBoxLayout(strip)
    row.setContentsMargins(_SIDE, 8, _SIDE, 8)
    row.setSpacing(8)
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(Icon("circle-check", "done", 15), 0, top)
    head = Text(translate("Attention", "Fits by itself"), Role.SECONDARY_STRONG, "done")
    row.addWidget(head, 0, top)
    row.addWidget(Text(text, Role.SECONDARY, "ink", lines=3), 1)
    return strip
