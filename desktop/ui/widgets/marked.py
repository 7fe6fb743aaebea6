"""A line of text with what a search found marked in it, cut so that the first hit stays visible.

A hit has a ground of its own, full ink and a line under it: never colour alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from casework.finding import Span, bounds, spans
from desktop.ui.theme.scale import Role, line_height
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import Text, draw_line, elided, text_width

_BEHIND = 12
"""So many graphemes behind a hit are shown where the line has to begin near it."""
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


def draw_wrapped(
    painter: QPainter,
    box: QRectF,
    lines: Sequence[str],
    role: Role,
    token: str,
    terms: tuple[str, ...],
) -> None:
    """Draw lines that `wrap` gave, from the top of `box`, with what is searched marked."""
    tall = line_height(role)
    for number, line in enumerate(lines):
        row = QRectF(box.left(), box.top() + number * tall, box.width() + 2, tall)
        draw_marked(painter, row, line, _hits(line, terms), role, token)


class MarkedText(Text):
    """A text in which what is searched can be marked, line by line."""

    _terms: tuple[str, ...] = ()

    def mark(self, terms: Sequence[str]) -> None:
        """Mark these folded terms from now on."""
        if tuple(terms) != self._terms:
            self._terms = tuple(terms)
            self.update()

    def _draw(self, painter: QPainter, row: QRectF, line: str) -> None:
        hits = _hits(line, self._terms)
        if hits:
            draw_marked(painter, row, line, hits, self._role, self._token, weight=self._weight)
        else:
            super()._draw(painter, row, line)


@lru_cache(maxsize=512)
def _hits(line: str, terms: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(spans(line, terms))


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
    if _kept(shown) >= first[1] or first[0] == 0:
        return shown, _moved(hits, 0, _kept(shown))
    start = _start_near(text, first, role, width, weight)
    rest = _ELLIPSIS + text[start:]
    shown = elided(rest, role, width, weight)
    return shown, _moved(hits, start - 1, len(rest) if shown == rest else _kept(shown))


def _kept(shown: str) -> int:
    """How much of a cut text is its own beginning."""
    return len(shown) - 1 if shown.endswith(_ELLIPSIS) else len(shown)


def _start_near(text: str, hit: Span, role: Role, width: int, weight: int | None) -> int:
    """The earliest start with which the hit is still in sight, and some words behind it."""
    edges = bounds(text)
    starts = [at for at in edges if at <= hit[0]]
    ends = [at for at in edges if at >= hit[1]][: _BEHIND + 1]
    for end in (ends[-1], hit[1]):
        tail = _ELLIPSIS if end < len(text) else ""

        def is_wide(start: int, end: int = end, tail: str = tail) -> bool:
            line = f"{_ELLIPSIS}{text[start:end]}{tail}"
            return text_width(line, role, weight) > width

        # The later the start, the narrower the line.
        number = bisect_left(starts, True, key=lambda start: not is_wide(start))
        if number < len(starts):
            found = starts[number]
            # A leading vowel is part of the letter behind it.
            torn = found > 0 and text[found - 1] in _LEADING_VOWELS and number + 1 < len(starts)
            return starts[number + 1] if torn else found
    return hit[0]


def _moved(hits: tuple[Span, ...], by: int, end: int) -> tuple[Span, ...]:
    """Hits where `by` characters went away in front and nothing is shown from `end` on."""
    found = ((max(0, a - by), min(b - by, end)) for a, b in hits)
    return tuple((a, b) for a, b in found if a < b)
