"""A picture of figures that grow: seconds over cases, both by powers of ten, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 80, 250, 20, 50
LEAST, MOST = 1e-4, 10.0
# Told apart without colour too: each line has dashes of its own.
_LINES = (
    ("#0B5F63", ""), ("#134E9E", "8 4"), ("#8F3500", "2 3"), ("#1B6428", "12 3 2 3"),
    ("#5B2E91", "5 2"), ("#A61B1B", "1 4"), ("#4A525A", "14 5"),
)  # fmt: skip


def draw(figures: Mapping[int, Mapping[str, float]]) -> str:
    """The picture of seconds by name, for each number of cases."""
    sizes = sorted(figures)
    names = list(figures[sizes[0]])
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="Sarabun, sans-serif" font-size="13" fill="#16211F">'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#FFFFFF"/>',
        *_grid(sizes),
    ]
    ends: list[float] = []
    for name, (colour, dash) in zip(names, _LINES, strict=False):
        points = [(_x(size, sizes), _y(figures[size][name])) for size in sizes]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" '
            f'stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        y = _free(points[-1][1], ends)
        ends.append(y)
        text = f"{name} ({_seconds(figures[sizes[-1]][name])})"
        x = WIDTH - RIGHT + 12
        parts.append(f'<text x="{x}" y="{y + 4:.1f}" fill="{colour}">{escape(text)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _x(size: int, sizes: list[int]) -> float:
    low, high = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] + 1))
    return LEFT + (math.log10(size) - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _y(seconds: float) -> float:
    low, high = math.log10(LEAST), math.log10(MOST)
    part = (math.log10(min(max(seconds, LEAST), MOST)) - low) / (high - low)
    return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def _free(wanted: float, taken: list[float]) -> float:
    """The next place for a word that no other word has."""
    while any(abs(wanted - y) < 17 for y in taken):
        wanted += 1
    return wanted


def _grid(sizes: list[int]) -> Iterator[str]:
    right = WIDTH - RIGHT
    for power in range(round(math.log10(LEAST)), round(math.log10(MOST)) + 1):
        y = _y(10.0**power)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}" stroke="#DDE3DF"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{_seconds(10.0**power)}</text>'
    for size in sizes:
        x = _x(size, sizes)
        foot = HEIGHT - BOTTOM
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{foot}" stroke="#DDE3DF"/>'
        yield f'<text x="{x}" y="{foot + 20}" text-anchor="middle">{size:,}</text>'
    middle = (LEFT + right) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">cases in the cache</text>'


def _seconds(value: float) -> str:
    return f"{value:.3g} s" if value >= 1 else f"{value * 1000:.3g} ms"
