"""The row of a case among the incoming: check box, photo, sentence, suggestions, place, age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyleOptionViewItem, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role, row_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.chip import paint_tag
from desktop.ui.widgets.marked import draw_marked
from desktop.ui.widgets.row_base import ClickArea, Index, RowDelegate, fill
from desktop.ui.widgets.rows import RowView, Thumbnails
from desktop.ui.widgets.text import draw_line, text_width
from desktop.words import translate

_BOX = 20
NARROW_TABLE = 700
"""Under this width (px) the table hides photo and unit."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of the columns and their widths, in px from the row's left edge."""

    photo: float | None
    words: float
    words_width: float
    kind: float
    unit: float | None
    area: float
    area_width: float
    age_right: float


def columns(width: float) -> Columns:
    """The columns of a table of a width; the words get what is left."""
    narrow = width < NARROW_TABLE
    age_right = width - 14
    area = age_right - 116
    unit = None if narrow else area - 122
    kind = (area if unit is None else unit) - 110
    words = 46 if narrow else 100
    return Columns(
        None if narrow else 46, words, kind - words - 12, kind, unit, area, 50, age_right
    )


def paint_check(
    painter: QPainter, at: QPointF, state: Qt.CheckState, *, enabled: bool = True
) -> None:
    """Draw a check box of 20 px with its top left corner at `at`."""
    box = QRectF(at.x() + 1, at.y() + 1, _BOX - 2, _BOX - 2)
    on = state == Qt.CheckState.Checked
    edge = "accent" if on else "line3"
    painter.setPen(QPen(colour(edge), 2))
    painter.setBrush(colour("accent" if on and enabled else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        paint_icon(painter, at.x() + 2.5, at.y() + 2.5, "check", "on-accent", 15)
    elif state == Qt.CheckState.PartiallyChecked:
        paint_icon(painter, at.x() + 2.5, at.y() + 2.5, "minus", "ink", 15)


class TriageRowDelegate(RowDelegate, ClickArea):
    """Paints a RowView 46 px high; `toggled` comes when its check box is clicked."""

    toggled = Signal(object, object)
    """The QModelIndex and the Qt.KeyboardModifiers of the click."""

    def __init__(self, parent: QObject | None = None, thumbnail: Thumbnails | None = None) -> None:
        super().__init__(parent, thumbnail)

    def height(self, _row: Any) -> int:
        """46 px, 40 compact, more where comfortable."""
        return row_height(46, 40)

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw the columns, and lines above and below the current row."""
        view: RowView = row
        at = columns(box.width())
        fill(painter, box, "sel" if view.checked else "surface")
        fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), "line")
        middle = box.center().y()
        state = Qt.CheckState.Checked if view.checked else Qt.CheckState.Unchecked
        paint_check(painter, QPointF(box.left() + 16, round(middle - _BOX / 2)), state)
        if at.photo is not None:
            tall = min(36.0, box.height() - 8)
            photo = QRectF(box.left() + at.photo, round(middle - tall / 2), 44, tall)
            self.paint_picture(painter, photo, view.photo, ratio)
        self._paint_words(painter, box, view, at)
        self._paint_tags(painter, box, view, at)
        area = QRectF(box.left() + at.area, box.top(), at.area_width, box.height())
        draw_line(painter, area, view.area_text, Role.SECONDARY, "ink")
        age = QRectF(box.left() + at.age_right - 64, box.top(), 64, box.height())
        draw_line(
            painter, age, view.age_text, Role.SECONDARY, "ink2", align=Qt.AlignmentFlag.AlignRight
        )
        if current:
            fill(painter, QRectF(box.left(), box.top(), box.width(), 2), "accent-t")
            fill(painter, QRectF(box.left(), box.bottom() - 2, box.width(), 2), "accent-t")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell of a click on the check box; its area is wider than the box."""
        rect = QRectF(option.rect)
        rect.setWidth(44)
        if self.clicked_in(event, rect):
            assert isinstance(event, QMouseEvent)
            self.toggled.emit(index, event.modifiers())
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_words(self, painter: QPainter, box: QRectF, row: RowView, at: Columns) -> None:
        x, right = box.left() + at.words, box.left() + at.words + at.words_width
        if row.duplicates_count:
            text = translate("Rows", "Similar {n}").format(n=row.duplicates_count)
            y = round(box.center().y() - 12)
            x += paint_tag(painter, QPointF(x, y), text, icon="copy", edge="line3") + 8
        words = QRectF(x, box.top(), max(0.0, right - x), box.height())
        if row.place_hits:
            # A hit that the sentence does not hold stands behind it, the sentence cut for it.
            note = min(text_width(row.place_line, Role.SECONDARY) + 4, words.width() * 0.55)
            beside = QRectF(words.right() - note, words.top(), note, words.height())
            hits = row.place_hits
            draw_marked(painter, beside, row.place_line, hits, Role.SECONDARY, "ink2")
            words.setRight(beside.left() - 10)
        draw_marked(painter, words, row.sentence, row.hits, Role.BODY, "ink", weight=500)

    def _paint_tags(self, painter: QPainter, box: QRectF, row: RowView, at: Columns) -> None:
        y = round(box.center().y() - 12)
        settled = row.settled or (row.taken,) * len(row.suggestions)
        for text, own, x in zip(row.suggestions, settled, (at.kind, at.unit), strict=False):
            if text and x is not None:
                place = QPointF(box.left() + x, y)
                most = 114 if x == at.unit else 104
                paint_tag(painter, place, text, suggestion=not own, most=most)


class TriageHeader(QWidget):
    """The head of the incoming table: a box that checks all, and the names of the columns."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self._box = CheckBox(self)
        self._box.setAccessibleName(translate("Rows", "Select all"))
        self._box.setToolTip(translate("Rows", "Select all (Ctrl+A)"))
        self._box.move(12, 4)
        self._box.clicked.connect(self.toggled)
        Theme.current().changed.connect(self.update)

    def set_state(self, state: Qt.CheckState) -> None:
        """Show whether all, some or no rows are checked."""
        self._box.set_state(state)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names over the columns."""
        painter = QPainter(self)
        fill(painter, QRectF(self.rect()), "head")
        fill(painter, QRectF(0, 31, self.width(), 1), "line2")
        at = columns(self.width())
        names: list[tuple[float | None, float, str]] = [
            (at.words, at.words_width, translate("Rows", "What was reported")),
            (at.kind, 106, translate("Rows", "Suggested type")),
            (at.unit, 116, translate("Rows", "Suggested unit")),
            (at.area, at.area_width, translate("Rows", "Village")),
        ]
        for x, width, text in names:
            if x is not None:
                draw_line(painter, QRectF(x, 0, width, 31), text, Role.CHIP, "ink2")
        age = QRectF(at.age_right - 66, 0, 66, 31)
        right = Qt.AlignmentFlag.AlignRight
        draw_line(painter, age, translate("Rows", "Reported"), Role.CHIP, "ink2", align=right)


class CheckBox(QAbstractButton):
    """A check box of three states without words, in a target of 28 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Qt.CheckState.Unchecked
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.resize(self.sizeHint())

    def set_state(self, state: Qt.CheckState) -> None:
        """Show checked, unchecked or partly checked."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """The box and a margin of 4 px."""
        return QSize(28, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_check(painter, QPointF(4, 2), self._state, enabled=self.isEnabled())
