"""What every painted row shares: its data, thumbnails, tooltip and repaint on a new theme."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.ui.theme.states import mark_style, state_style
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.rows import ROW_ROLE, RowView, Thumbnails

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Base of the painted rows. Subclasses say the height and paint one row."""

    def __init__(self, parent: QObject | None = None, thumbnail: Thumbnails | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        Theme.current().changed.connect(self._theme_changed)

    def height(self, _row: Any) -> int:
        """The height of a row in px."""
        raise NotImplementedError

    def paint_row(
        self, painter: QPainter, box: QRectF, row: Any, *, current: bool, ratio: float
    ) -> None:
        """Draw one row into `box`."""
        raise NotImplementedError

    def tip(self, row: Any) -> str:
        """The text of a row's tooltip."""
        return row.sentence if isinstance(row, RowView) else ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the view; the row's own height."""
        return QSize(100, self.height(index.data(ROW_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row of the model's `ROW_ROLE`."""
        row = index.data(ROW_ROLE)
        if row is None:
            return
        view = option.widget
        current = bool(getattr(row, "is_current", False)) or _is_current(view, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        painter.setClipRect(box)
        ratio = painter.device().devicePixelRatio()
        self.paint_row(painter, box, row, current=current, ratio=ratio)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole sentence, which the row may cut."""
        row = index.data(ROW_ROLE)
        if event.type() == QEvent.Type.ToolTip and row is not None and self.tip(row):
            QToolTip.showText(event.globalPos(), self.tip(row), view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint_picture(self, painter: QPainter, box: QRectF, key: str, ratio: float) -> None:
        """Draw a thumbnail, or its stand-in while it is not there."""
        picture = None
        if key and self._thumbnail is not None:
            picture = self._thumbnail(key, round(max(box.width(), box.height()) * ratio))
        if picture is None or picture.isNull():
            paint_no_photo(painter, box, 8 if box.height() > 40 else 6)
        else:
            paint_photo(painter, box, picture, 8 if box.height() > 40 else 6)

    def _theme_changed(self) -> None:
        self.sizeHintChanged.emit(QModelIndex())
        view = self.parent()
        if isinstance(view, QAbstractItemView):
            view.scheduleDelayedItemsLayout()
            view.viewport().update()


class ClickArea:
    """Tells a click in a part of a row from one elsewhere; mixed into delegates."""

    @staticmethod
    def clicked_in(event: QEvent, area: QRectF) -> bool:
        """Whether `event` is the release of the left button inside `area`."""
        return (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
            and area.contains(event.position())
        )


def fill(painter: QPainter, box: QRectF, token: str) -> None:
    """Fill a part of a row with a token's colour."""
    painter.fillRect(box, colour(token))


def accessible_text(row: RowView) -> str:
    """What a screen reader says of a row: sentence, state, marks, place. For AccessibleTextRole."""
    return f"{row.sentence} · {told_beside(row)}"


def told_beside(row: RowView) -> str:
    """State, marks, place and times of a row in words, which the row may cut or show as icons."""
    words = [state_style(row.state).word]
    words += [mark_style(mark).word for mark in row.marks]
    rest = (row.due_text, row.place_line, row.area_text, row.age_text)
    words += [text for text in dict.fromkeys(rest) if text and text not in words]
    return " · ".join(words)


def _is_current(view: QWidget | None, index: Index) -> bool:
    return (
        isinstance(view, QAbstractItemView)
        and view.currentIndex().isValid()
        and view.currentIndex().row() == index.row()
    )
