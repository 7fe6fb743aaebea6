"""The map as a picture for a report: heading, the view, the legend in numbers, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.maps.look import Face, MapLook
from desktop.storage.records import Spot
from desktop.ui.theme import Role
from desktop.ui.theme.scale import font

_HEAD, _LINE, _EDGE, _ICON, _GAP = 56, 30, 16, 18, 24


def compose(
    map_picture: QPixmap,
    title: str,
    day: str,
    spots: Sequence[Spot],
    look: MapLook,
    sources: Sequence[str],
) -> QImage:
    """The picture, as sharp as the map was on the screen."""
    ratio = map_picture.devicePixelRatio()
    width = map_picture.width() / ratio
    high = map_picture.height() / ratio
    entries = _entries(spots, look)
    lines = _lines(entries, width - 2 * _EDGE)
    foot = _LINE * (len(lines) + bool(sources)) + 12
    image = QImage(
        round(width * ratio), round((_HEAD + high + foot) * ratio), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(look.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _write(painter, QRectF(_EDGE, 0, width - 2 * _EDGE, _HEAD), title, Role.TITLE, look)
    right = Qt.AlignmentFlag.AlignRight
    _write(painter, QRectF(_EDGE, 0, width - 2 * _EDGE, _HEAD), day, Role.BODY, look, right)
    painter.drawPixmap(QPointF(0, _HEAD), map_picture)
    top = _HEAD + high + 6
    for line in lines:
        _paint_line(painter, top, line, look)
        top += _LINE
    if sources:
        row = QRectF(_EDGE, top, width - 2 * _EDGE, _LINE)
        _write(painter, row, " · ".join(sources), Role.CAPTION, look)
    painter.end()
    return image


Entry = tuple[Face, str]


def _entries(spots: Sequence[Spot], look: MapLook) -> list[Entry]:
    counts = Counter(spot.face for spot in spots)
    return [
        (face, f"{face.word} {counts[key]:,}") for key, face in look.faces.items() if counts[key]
    ]


def _lines(entries: Sequence[Entry], width: float) -> list[list[tuple[float, Entry]]]:
    """The entries in lines, each with how far from the left it stands."""
    metrics = QFontMetricsF(font(Role.BODY))
    lines: list[list[tuple[float, Entry]]] = []
    x = width
    for entry in entries:
        needs = _ICON + 6 + metrics.horizontalAdvance(entry[1])
        if not lines or x + needs > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, entry))
        x += needs + _GAP
    return lines


def _paint_line(
    painter: QPainter, top: float, line: Sequence[tuple[float, Entry]], look: MapLook
) -> None:
    for x, (face, words) in line:
        icon = QRectF(_EDGE + x, top + (_LINE - _ICON) / 2, _ICON, _ICON)
        QSvgRenderer(QByteArray(face.svg().encode())).render(painter, icon)
        row = QRectF(icon.right() + 6, top, 2000, _LINE)
        _write(painter, row, words, Role.BODY, look)


def _write(
    painter: QPainter,
    row: QRectF,
    text: str,
    role: Role,
    look: MapLook,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font(role))
    painter.setPen(QColor(look.ink))
    painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, text)
