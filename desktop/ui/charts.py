"""Charts painted with the theme's tokens. None speaks by colour alone: bars carry their numbers,
two kinds of bars differ by hatching, and the numbers are in the accessible name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Role, Theme, colour
from desktop.ui.widgets.bar import paint_bar
from desktop.ui.widgets.text import draw_line, text_width

_PLOT_LEFT, _PLOT_TOP, _DAY_LINE = 30, 22, 26
_GRID_LINES = 3
_HATCH_STEP, _HATCH_WIDE = 8.5, 3.0
_BAR_ROW, _BAR_HEIGHT = 27, 16
_SHARE_ROW, _SHARE_BAR = 39, 8
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers of one day."""

    label: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, such as 13 of 16, under a name."""

    label: str
    part: int
    whole: int

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(100 * self.part / self.whole) if self.whole else 0


class Chart(QWidget):
    """What all charts share: they repaint with the theme and can be named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        Theme.current().changed.connect(self.update)

    def _say(self, title: str, parts: Sequence[str]) -> None:
        self.setAccessibleName(f"{title}: {', '.join(parts)}" if parts else title)
        self.updateGeometry()
        self.update()


class PairChart(Chart):
    """Two bars a day, the first hatched, the second solid, each with its number above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._pairs: tuple[Pair, ...] = ()

    def show_pairs(self, title: str, first: str, second: str, pairs: Sequence[Pair]) -> None:
        """Show these numbers; `first` and `second` say what the two bars are."""
        self._pairs = tuple(pairs)
        self._say(title, [f"{p.label} {first} {p.first} {second} {p.second}" for p in pairs])

    def sizeHint(self) -> QSize:
        """As in the plan of the page."""
        return QSize(520, 176)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window."""
        return QSize(300, 168)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw grid, bars and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_PLOT_LEFT, _PLOT_TOP, -6, -_DAY_LINE)
        step = nice_step(max((max(p.first, p.second) for p in self._pairs), default=0))
        self._paint_grid(painter, box, step)
        if not self._pairs:
            return
        group = box.width() / len(self._pairs)
        widest = max(
            text_width(str(n), Role.CHIP) for p in self._pairs for n in (p.first, p.second)
        )
        pitch = min(max(23.0, widest + 4), group / 2)
        wide = min(20.0, pitch - 3)
        for number, pair in enumerate(self._pairs):
            middle = round(box.left() + (number + 0.5) * group)
            for value, centre, hatched in (
                (pair.first, middle - pitch / 2, True),
                (pair.second, middle + pitch / 2, False),
            ):
                tall = box.height() * value / (step * _GRID_LINES)
                bar = QRectF(centre - wide / 2, box.bottom() - tall, wide, tall)
                (paint_hatched if hatched else _paint_solid)(painter, bar)
                above = QRectF(centre - pitch / 2 - 4, bar.top() - 21, pitch + 8, 20)
                draw_line(painter, above, str(value), Role.CHIP, "ink", align=_CENTRE)
            day = QRectF(middle - group / 2, box.bottom() + 4, group, 22)
            draw_line(painter, day, pair.label, Role.CHIP, "ink2", weight=400, align=_CENTRE)

    def _paint_grid(self, painter: QPainter, box: QRectF, step: int) -> None:
        for number in range(_GRID_LINES + 1):
            y = round(box.bottom() - box.height() * number / _GRID_LINES) + 0.5
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            words = QRectF(0, y - 11, _PLOT_LEFT - 8, 22)
            draw_line(
                painter, words, str(number * step), Role.CHIP, "ink2", weight=400,
                align=Qt.AlignmentFlag.AlignRight,
            )  # fmt: skip


class BarList(Chart):
    """One bar a row, its name before it and its number behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[tuple[str, int], ...] = ()

    def show_rows(self, title: str, rows: Sequence[tuple[str, int]]) -> None:
        """Show these names with their numbers."""
        self._rows = tuple(rows)
        self._say(title, [f"{name} {number}" for name, number in rows])

    def sizeHint(self) -> QSize:
        """A row for each name."""
        return QSize(320, max(1, len(self._rows)) * _BAR_ROW)

    def minimumSizeHint(self) -> QSize:
        """Room for names and some bar."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((number for _, number in self._rows), default=0) or 1
        names = [text_width(name, Role.SECONDARY) for name, _ in self._rows]
        name_width = min(max(names, default=0) + 14, 0.42 * self.width())
        after = max((text_width(str(n), Role.STRONG) for _, n in self._rows), default=0) + 12
        room = max(10.0, self.width() - name_width - after)
        for row, (name, number) in enumerate(self._rows):
            top = row * _BAR_ROW
            line = QRectF(0, top, name_width - 8, _BAR_ROW)
            draw_line(painter, line, name, Role.SECONDARY, "ink")
            bar = QRectF(name_width, top + (_BAR_ROW - _BAR_HEIGHT) / 2,
                         max(2.0, room * number / most), _BAR_HEIGHT)  # fmt: skip
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent-t"))
            painter.drawRoundedRect(bar, 3, 3)
            behind = QRectF(bar.right() + 10, top, after, _BAR_ROW)
            draw_line(painter, behind, str(number), Role.SECONDARY_STRONG, "ink")


class ShareList(Chart):
    """One share a row: its name, its percentage, and a bar that fills."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[Share, ...] = ()

    def show_rows(self, title: str, rows: Sequence[Share]) -> None:
        """Show these shares."""
        self._rows = tuple(rows)
        told = [f"{s.label} {s.percent} % ({s.part}/{s.whole})" for s in rows]
        self.setToolTip("\n".join(told))
        self._say(title, told)

    def sizeHint(self) -> QSize:
        """A row for each share."""
        return QSize(208, max(1, len(self._rows)) * _SHARE_ROW)

    def minimumSizeHint(self) -> QSize:
        """Room for name and percentage."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, share in enumerate(self._rows):
            top = row * _SHARE_ROW
            told = f"{share.percent} %"
            width = text_width(told, Role.SECONDARY_STRONG) + 8
            words = QRectF(0, top, self.width() - width - 6, 23)
            draw_line(painter, words, share.label, Role.SECONDARY, "ink")
            behind = QRectF(self.width() - width, top, width, 23)
            draw_line(painter, behind, told, Role.SECONDARY_STRONG, "ink",
                      align=Qt.AlignmentFlag.AlignRight)  # fmt: skip
            bar = QRectF(0, top + 25, self.width(), _SHARE_BAR)
            paint_bar(painter, bar, share.part / share.whole if share.whole else 0.0)


class Swatch(QWidget):
    """The sample of a legend: a small hatched or solid box."""

    def __init__(self, *, hatched: bool, parent: QWidget | None = None) -> None:
        """Know which of the two it is."""
        super().__init__(parent)
        self._hatched = hatched
        self.setFixedSize(17, 17)
        Theme.current().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (paint_hatched if self._hatched else _paint_solid)(painter, QRectF(0.5, 0.5, 16, 16))


def nice_step(most: int) -> int:
    """The step of an axis of three steps that holds `most`: 1, 2, 3, 4, 5, 6, 8 times 10ⁿ."""
    least = max(1, -(-most // _GRID_LINES))
    ten = int(10 ** (len(str(least)) - 1))
    return next(n * ten for n in _STEPS if n * ten >= least)


def paint_hatched(painter: QPainter, bar: QRectF) -> None:
    """Draw a bar hatched in the colour of waiting."""
    if bar.height() < 1:
        return
    path = QPainterPath()
    path.addRoundedRect(bar, 2, 2)
    painter.save()
    painter.fillPath(path, colour("wait-bg"))
    painter.setClipPath(path)
    painter.setPen(QPen(colour("wait"), _HATCH_WIDE))
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
        x += _HATCH_STEP
    painter.restore()
    painter.setPen(QPen(colour("wait"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _paint_solid(painter: QPainter, bar: QRectF) -> None:
    if bar.height() < 1:
        return
    painter.setPen(QPen(colour("done"), 1))
    painter.setBrush(colour("done"))
    painter.drawRoundedRect(bar, 2, 2)


_CENTRE = Qt.AlignmentFlag.AlignHCenter
