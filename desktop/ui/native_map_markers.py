"""Markers and clusters of the native map, drawn once into pictures and stamped from there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.maps.look import MapLook
from desktop.maps.projection import Cluster
from desktop.ui.native_map_names import font_of

_MARKER, _CHOSEN = 32.0, 44.0
_ROOM = 8.0
_URGENT = ("attention", "overdue")
_SIGN = 18.0
_PICTURES = 500


def cluster_side(count: int) -> float:
    """The diameter in pixels of a marker (1) or a cluster of so many."""
    for most, side in ((1, _MARKER), (9, 40.0), (99, 44.0), (999, 50.0)):
        if count <= most:
            return side
    return 58.0


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands on one spot: how many of each face, how many are marked, whether it is chosen."""

    faces: tuple[tuple[str, int], ...]
    marked: int
    chosen: bool

    @property
    def count(self) -> int:
        """How many cases."""
        return sum(number for _, number in self.faces)


def stand_of(cluster: Cluster, look: MapLook, marked: Collection[str], chosen: str) -> Stand:
    """Count what a cluster holds, its faces in the order of the look."""
    counts = Counter(one.marker.face for one in cluster.members)
    order = list(look.faces)
    known = sorted(counts, key=lambda face: order.index(face) if face in order else len(order))
    ids = [one.marker.case_id for one in cluster.members] if marked or chosen else []
    number = sum(one in marked for one in ids) if marked else 0
    return Stand(tuple((f, counts[f]) for f in known), number, bool(chosen) and chosen in ids)


def stand_words(stand: Stand, look: MapLook) -> str:
    """What the ring of a cluster shows: 36 cases: Waiting 20, Overdue 16. 4 of them selected."""
    words = look.words
    parts = [f"{look.faces[face].word} {n}" for face, n in stand.faces if face in look.faces]
    text = words.get("cases", "{n}").format(n=f"{stand.count:,}") + ": " + ", ".join(parts)
    if stand.marked:
        text += ". " + words.get("marked_among", "").format(n=stand.marked)
    return text


class MarkerPainter:
    """Stamps markers; pictures are kept by what they show."""

    def __init__(self) -> None:
        self._icons: dict[str, QSvgRenderer] = {}
        self._look: MapLook | None = None
        self._pictures: dict[tuple[Stand, float], QPixmap] = {}

    def set_look(self, look: MapLook) -> None:
        """Take another theme's colours and icons."""
        self._look = look
        self._pictures.clear()
        self._icons = {
            key: QSvgRenderer(QByteArray(_svg(face.icon, face.ink).encode()))
            for key, face in look.faces.items()
        }

    def paint(self, painter: QPainter, at: QPointF, stand: Stand) -> None:
        """Stamp one marker, or a disc with their number for several."""
        if self._look is None:
            return
        key = (stand, painter.device().devicePixelRatio())
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= _PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = self._drawn(stand, key[1], self._look)
        size = picture.deviceIndependentSize()
        painter.drawPixmap(at - QPointF(size.width() / 2, size.height() / 2), picture)

    def paint_cursor(self, painter: QPainter, at: QPointF) -> None:
        """Ring what the keyboard stands on."""
        if self._look is not None:
            _ring(painter, at, 64, self._look, 3)

    def _drawn(self, stand: Stand, ratio: float, look: MapLook) -> QPixmap:
        side = _CHOSEN if stand.chosen and stand.count == 1 else cluster_side(stand.count)
        full = side + 2 * _ROOM
        picture = QPixmap(math.ceil(full * ratio), math.ceil(full * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(full / 2, full / 2)
        if stand.count > 1:
            self._draw_cluster(painter, middle, side, stand, look)
        else:
            self._draw_marker(painter, middle, side, stand, look)
        if stand.chosen:
            _ring(painter, middle, side + 7, look, 3)
        elif stand.marked:
            _ring(painter, middle, side + 5, look, 2)
        if stand.marked and stand.count == 1:
            _draw_tick(painter, middle + QPointF(side / 2 - 4, -side / 2 + 4), look)
        painter.end()
        return picture

    def _draw_marker(
        self, painter: QPainter, middle: QPointF, side: float, stand: Stand, look: MapLook
    ) -> None:
        key = stand.faces[0][0]
        key = key if key in look.faces else "waiting"
        if key not in look.faces:
            return
        painter.setPen(_solid(look.faces[key].ink, 3))
        painter.setBrush(QColor(look.surface))
        painter.drawEllipse(middle, side / 2 - 1.5, side / 2 - 1.5)
        icon = 22.0 if stand.chosen else 17.0
        self._draw_icon(painter, middle, icon, key)

    def _draw_icon(self, painter: QPainter, middle: QPointF, side: float, key: str) -> None:
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        self._icons[key].render(painter, box)

    def _draw_cluster(
        self, painter: QPainter, middle: QPointF, side: float, stand: Stand, look: MapLook
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.surface))
        painter.drawEllipse(middle, side / 2, side / 2)
        self._draw_parts(painter, middle, side, stand, look)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(middle, side / 2 - 7, side / 2 - 7)
        painter.setPen(QColor(look.on_accent))
        painter.setFont(font_of(15, QFont.Weight.Bold))
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        count = stand.count
        text = str(count) if count < 10_000 else f"{round(count / 1000)}k"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        sign = next((f for f in _URGENT if f in dict(stand.faces) and f in look.faces), "")
        if sign:
            at = middle + QPointF(side / 2 - 5, -side / 2 + 5)
            painter.setPen(_solid(look.faces[sign].ink, 2))
            painter.setBrush(QColor(look.surface))
            painter.drawEllipse(at, _SIGN / 2, _SIGN / 2)
            self._draw_icon(painter, at, 11.0, sign)

    def _draw_parts(
        self, painter: QPainter, middle: QPointF, side: float, stand: Stand, look: MapLook
    ) -> None:
        """A part of the ring for each face; every second one is broken, so that neighbours differ
        by more than their colour, and none is too small to be seen."""
        known = [(face, n) for face, n in stand.faces if face in look.faces]
        shares = [max(n / stand.count, 0.05) for _, n in known]
        around = QRectF(middle.x() - side / 2 + 3, middle.y() - side / 2 + 3, side - 6, side - 6)
        start = 90.0
        for at, (face, _) in enumerate(known):
            span = 360.0 * shares[at] / sum(shares)
            pen = QPen(QColor(look.faces[face].ink), 4)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if at % 2:
                pen.setDashPattern([0.75, 0.4])
            painter.setPen(pen)
            gap = 4.0 if len(known) > 1 else 0.0
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawArc(around, round(start * 16), round(-(span - gap) * 16))
            start -= span


def _draw_tick(painter: QPainter, at: QPointF, look: MapLook) -> None:
    painter.setPen(_solid(look.surface, 1.5))
    painter.setBrush(QColor(look.focus))
    painter.drawEllipse(at, 8, 8)
    painter.setPen(_solid(look.surface, 2))
    painter.drawPolyline([at + QPointF(-3.5, 0), at + QPointF(-1, 3), at + QPointF(4, -3)])


def _ring(painter: QPainter, at: QPointF, side: float, look: MapLook, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_solid(look.focus, width))
    painter.drawEllipse(at, side / 2, side / 2)


def _solid(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _svg(inside: str, ink: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{inside}</svg>"
    )
