"""A line of text with what a search found marked in it, cut so that the first hit stays visible.

A hit has a ground of its own, full ink and a line under it: never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from casework.finding import Span, bounds
from desktop.ui.theme.scale import Role, line_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line, elided, text_width

_BEFORE = 12
"""So many graphemes before a hit are shown where the line has to begin near it."""
_LEADING_VOWELS = "เแโใไ"
_ELLIPSIS = "…"
_UNDER = 2
_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u2028\u2029", " "))


def draw_marked(
    painter: QPainter,
    box: QRectF,
    text: str,
    hits: Sequence[Span],
    role: Role,
    token: str,
    *,
    weight: int | None = None,
) -> float:
    """Draw one line as `draw_line` does, with its hits marked. Returns the width drawn."""
    if not hits:
        return draw_line(painter, box, text, role, token, weight=weight)
    shown, marks = cut_to_hit(text, tuple(hits), role, int(box.width()), weight)
    height = min(box.height(), line_height(role))
    top = round(box.top() + (box.height() - height) / 2)
    grounds: list[QRectF] = []
    for start, end in marks:
        left = box.left() + text_width(shown[:start], role, weight)
        right = box.left() + text_width(shown[:end], role, weight)
        grounds.append(QRectF(left, top, right - left, height))
    for ground in grounds:
        painter.fillRect(ground, colour("hit"))
        under = QRectF(ground.left(), ground.bottom() - _UNDER, ground.width(), _UNDER)
        painter.fillRect(under, colour("accent-t"))
    width = draw_line(painter, box, shown, role, token, weight=weight)
    for ground in grounds if token != "ink" else ():
        painter.save()
        painter.setClipRect(ground.adjusted(0, -6, 0, 6), Qt.ClipOperation.IntersectClip)
        draw_line(painter, box, shown, role, "ink", weight=weight)
        painter.restore()
    return width


def cut_to_hit(
    text: str, hits: tuple[Span, ...], role: Role, width: int, weight: int | None = None
) -> tuple[str, tuple[Span, ...]]:
    """The text in at most `width` px with its first hit visible, and where its hits stand there.

    Where the first hit lies beyond the cut, the line begins with an ellipsis shortly before it.
    """
    return _cut(text.translate(_BLANKS), hits, role, width, weight, Theme.current().density)


@lru_cache(maxsize=1024)
def _cut(
    text: str, hits: tuple[Span, ...], role: Role, width: int, weight: int | None, _density: str
) -> tuple[str, tuple[Span, ...]]:
    shown = elided(text, role, width, weight)
    if shown == text:
        return text, hits
    first = hits[0]
    if _kept(shown) >= first[1]:
        return shown, _moved(hits, 0, _kept(shown))
    start = _start_near(text, first[0])
    while True:
        rest = _ELLIPSIS + text[start:]
        shown = elided(rest, role, width, weight)
        kept = len(rest) if shown == rest else _kept(shown)
        if kept + start - 1 >= first[1] or start >= first[0]:
            return shown, _moved(hits, start - 1, kept)
        start = _later(text, start, first[0])


def _kept(shown: str) -> int:
    """How much of a cut text is its own beginning."""
    return len(shown) - 1 if shown.endswith(_ELLIPSIS) else len(shown)


def _start_near(text: str, hit: int) -> int:
    edges = [at for at in bounds(text) if at <= hit]
    return _whole(text, edges[-1 - min(_BEFORE, len(edges) - 1)])


def _later(text: str, start: int, hit: int) -> int:
    """A start nearer to the hit, for a line too narrow for the words before it."""
    edges = [at for at in bounds(text) if start < at <= hit]
    return edges[len(edges) // 2] if edges else hit


def _whole(text: str, start: int) -> int:
    """A leading vowel is part of the letter behind it."""
    return start - 1 if start > 0 and text[start - 1] in _LEADING_VOWELS else start


def _moved(hits: tuple[Span, ...], by: int, end: int) -> tuple[Span, ...]:
    """Hits where `by` characters went away in front and nothing is shown from `end` on."""
    found = ((max(0, a - by), min(b - by, end)) for a, b in hits)
    return tuple((a, b) for a, b in found if a < b)
