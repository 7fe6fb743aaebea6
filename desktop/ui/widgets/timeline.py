"""The history of a case: newest first, each entry with its icon on a line through time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import Role, line_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.marked import draw_wrapped
from desktop.ui.widgets.text import draw_line, text_width, wrap

_LEFT, _DOT, _AFTER = 30, 21, 9
THUMB = (56, 42)
"""Width and height of an entry's photos, px; who shows the entry lays them into `thumb_boxes`."""
_THUMB_GAP = 6


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry. Texts are ready for the screen; `quote` is somebody's own words, `note` a line
    of the desk's, shown in indigo while the entry is `unsent`; `photos` are keys of its photos."""

    icon: str
    title: str
    who: str = ""
    when: str = ""
    quote: str = ""
    note: str = ""
    unsent: bool = False
    photos: tuple[str, ...] = ()


class HistoryTimeline(QWidget):
    """Paints entries; grows in height with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[HistoryEntry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        Theme.current().changed.connect(self._changed)

    def set_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these, the newest first."""
        self._entries = tuple(entries)
        self.setAccessibleName("\n".join(_spoken(entry) for entry in self._entries))
        self._changed()

    def hasHeightForWidth(self) -> bool:
        """The height follows the width, for the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all entries at a width, px."""
        return sum(_height(entry, width) for entry in self._entries) + 4

    def sizeHint(self) -> QSize:
        """Its height at the width it has."""
        width = max(self.width(), 280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Little width, all of the height."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 2.0  # room for tone marks above the first line
        for number, entry in enumerate(self._entries):
            height = _height(entry, self.width())
            last = number == len(self._entries) - 1
            paint_entry(painter, QRectF(0, y, self.width(), height), entry, last=last)
            y += height

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()


def paint_entry(
    painter: QPainter,
    box: QRectF,
    entry: HistoryEntry,
    *,
    last: bool,
    terms: tuple[str, ...] = (),
) -> None:
    """Draw one entry, with the line to the next unless it is the last; `terms` are marked."""
    edge = "send-ln" if entry.unsent else "line2"
    centre = box.left() + _DOT / 2
    if not last:
        painter.fillRect(
            QRectF(centre - 0.75, box.top() + 22, 1.5, box.height() - 21), colour("line2")
        )
    painter.setPen(QPen(colour(edge), 1.5))
    painter.setBrush(colour("surface"))
    dot = QRectF(box.left() + 0.75, box.top() + 1.75, _DOT - 1.5, _DOT - 1.5)
    painter.drawEllipse(dot)
    ink = "send" if entry.unsent else "ink2"
    paint_icon(painter, centre - 6, box.top() + 6.5, entry.icon, ink, 12)
    left, y = box.left() + _LEFT, box.top()
    width = box.width() - _LEFT
    tall = line_height(Role.STRONG)
    when = text_width(entry.when, Role.SECONDARY) + 2
    right = QRectF(box.right() - when, y, when, tall)
    draw_line(painter, right, entry.when, Role.SECONDARY, "ink2", align=Qt.AlignmentFlag.AlignRight)
    room = width - when - 10
    drawn = draw_line(painter, QRectF(left, y, room, tall), entry.title, Role.STRONG, "ink")
    if room - drawn > 30:
        who = QRectF(left + drawn + 6, y, room - drawn - 6, tall)
        draw_line(painter, who, entry.who, Role.SECONDARY, "ink2")
    y += tall
    for lines, role, token in _parts(entry, width):
        draw_wrapped(painter, QRectF(left, y, width, 0), lines, role, token, terms)
        y += len(lines) * line_height(role)


def _parts(entry: HistoryEntry, width: float) -> list[tuple[list[str], Role, str]]:
    parts: list[tuple[list[str], Role, str]] = []
    if entry.quote:
        parts.append((wrap(entry.quote, Role.SECONDARY, width), Role.SECONDARY, "ink"))
    if entry.note:
        token = "send" if entry.unsent else "ink2"
        parts.append((wrap(entry.note, Role.SECONDARY, width), Role.SECONDARY, token))
    return parts


def _height(entry: HistoryEntry, width: float) -> int:
    parts = _parts(entry, width - _LEFT)
    words = sum(len(lines) * line_height(role) for lines, role, _ in parts)
    pictures = THUMB[1] + _THUMB_GAP if entry.photos else 0
    return line_height(Role.STRONG) + words + pictures + _AFTER


def thumb_boxes(entry: HistoryEntry, size: QSize) -> list[QRect]:
    """Where the photos of an entry lie in a widget of this size; as many as there is room for."""
    wide, tall = THUMB
    room = max(1, (size.width() - _LEFT + _THUMB_GAP) // (wide + _THUMB_GAP))
    top = size.height() - _AFTER + 2 - tall
    return [
        QRect(_LEFT + number * (wide + _THUMB_GAP), top, wide, tall)
        for number in range(min(room, len(entry.photos)))
    ]


def _spoken(entry: HistoryEntry) -> str:
    return ", ".join(
        text for text in (entry.title, entry.who, entry.when, entry.quote, entry.note) if text
    )
