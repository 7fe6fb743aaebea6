"""Parts of the demo's pictures as SVG: skies, hills, trees, houses, roads. A sheet is 400 × 300.

Flat colours, few shapes. Everything random comes from the generator that is passed in.
"""

# ruff: noqa: E501, PERF401 - drawings read better with a path to a line, shape by shape

from __future__ import annotations

import math
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Light:
    """The colours of an hour of the day; `shade` lies over everything with `shade_opacity`."""

    name: str
    sky_top: str
    sky_low: str
    far: str
    near: str
    grass: str
    shade: str = "#000000"
    shade_opacity: float = 0.0


MORNING = Light("morning", "#a9cfe8", "#f3ead2", "#7f9c86", "#93ad66", "#9bb069", "#ffcf8a", 0.06)
NOON = Light("noon", "#9ccbe9", "#e9f3ec", "#6f946f", "#86a95a", "#92ab5f")
OVERCAST = Light("overcast", "#aebcc4", "#dde1df", "#6d8576", "#84986a", "#8b9a66", "#43525c", 0.07)
EVENING = Light("evening", "#8fa9c9", "#f6c79a", "#6d7a72", "#86905c", "#8d9359", "#b4562d", 0.10)
NIGHT = Light("night", "#141f38", "#3c4a66", "#1b2528", "#212d29", "#29342f")
DAYS = [MORNING, NOON, OVERCAST, EVENING, NOON]

Node = str


def sheet(*parts: Node, frame: tuple[float, float, float] = (0, 0, 400)) -> str:
    """A whole picture, or the part of it in a frame (left, top, width; 4 : 3)."""
    left, top, width = frame
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="'
        f'{left} {top} {width} {width * 0.75}" width="400" height="300">'
        + "".join(parts)
        + "</svg>"
    )


def path(d: str, fill: str = "none", more: str = "") -> Node:
    """A filled path."""
    return f'<path d="{d}" fill="{fill}" {more}/>'


def stroke(d: str, colour: str, width: float, more: str = "") -> Node:
    """A line with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linecap="round" stroke-linejoin="round" {more}/>'
    )


def oval(x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> Node:
    """An ellipse."""
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" {more}/>'


def box(x: float, y: float, w: float, h: float, fill: str, more: str = "") -> Node:
    """A rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" {more}/>'


def group(x: float, y: float, scale: float, *parts: Node, turn: float = 0.0) -> Node:
    """Parts moved, scaled and turned together."""
    move = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({scale:.3f})"
    return f'<g transform="{move}">' + "".join(parts) + "</g>"


def fade(name: str, top: str, low: str, *, glow: bool = False, clear: float = 1.0) -> Node:
    """A gradient to be used as `url(#name)`; `clear` is the opacity of the second colour."""
    stops = (
        f'<stop offset="0" stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{low}" stop-opacity="{clear}"/>'
    )
    if glow:
        return f'<defs><radialGradient id="{name}" cx=".5" cy=".5" r=".5">{stops}</radialGradient></defs>'
    return f'<defs><linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient></defs>'


def sky(light: Light, rng: random.Random) -> Node:
    """Sky with sun, clouds, or moon and stars."""
    parts = [fade("sky", light.sky_top, light.sky_low), box(0, 0, 400, 190, "url(#sky)")]
    if light is NIGHT:
        parts += [
            oval(rng.uniform(10, 390), rng.uniform(5, 110), 0.9, 0.9, "#e8ead8") for _ in range(26)
        ]
        x, y = rng.uniform(40, 130), rng.uniform(34, 66)
        crescent = path("M0-15A15 15 0 1 0 14 6 12 12 0 1 1 0-15z", "#e3e5d2")
        parts.append(group(x, y, 1, crescent))
        return "".join(parts)
    if light in (MORNING, EVENING):
        x, y = rng.uniform(120, 280), rng.uniform(58, 88)
        parts.append(oval(x, y, 34, 34, "#fff3cf", 'opacity=".45"'))
        parts.append(oval(x, y, 18, 18, "#fff0bf"))
    white = "#f7f8f3" if light is not OVERCAST else "#c9d1d4"
    for _ in range(rng.randint(2, 4)):
        parts.append(cloud(rng.uniform(0, 380), rng.uniform(18, 78), rng.uniform(0.5, 1.2), white))
    return "".join(parts)


def cloud(x: float, y: float, scale: float, colour: str) -> Node:
    """A flat cloud."""
    return group(
        x, y, scale,
        path("M0 14q-2-12 12-12 6-12 20-7 12-8 20 4 14-1 13 15z", colour, 'opacity=".85"'),
    )  # fmt: skip


def hills(light: Light, rng: random.Random) -> Node:
    """Two ranges of hills and the meadow in front of them."""
    a, b, c = (rng.uniform(84, 118) for _ in range(3))
    d, e = rng.uniform(116, 130), rng.uniform(122, 140)
    return "".join(
        [
            path(
                f"M0 {b:.0f}Q70 {a - 22:.0f} 150 {b + 4:.0f}T300 {c:.0f}T400 {a:.0f}V175H0z",
                light.far,
            ),
            path(f"M0 {e:.0f}Q110 {d:.0f} 220 {e - 4:.0f}T400 {d + 6:.0f}V185H0z", light.near),
            path("M0 150Q200 142 400 150V300H0z", light.grass),
        ]
    )


def tree(x: float, y: float, scale: float, rng: random.Random, night: bool = False) -> Node:
    """A broad tree standing at (x, y)."""
    greens = ["#4c7344", "#577f4a", "#44693d", "#618a50"] if not night else ["#18231f"] * 4
    trunk = "#6b5238" if not night else "#14191a"
    parts = [path("M-4-58h9l3 60h-15z", trunk)]
    for dx, dy, r in [(0, -76, 36), (-27, -60, 24), (27, -58, 23), (8, -92, 22), (-14, -86, 20)]:
        shift = rng.uniform(-4, 4)
        parts.append(oval(dx + shift, dy + shift, r, r * 0.92, rng.choice(greens)))
    return group(x, y, scale, *parts)


def palm(x: float, y: float, scale: float, night: bool = False) -> Node:
    """A sugar palm."""
    leaf, trunk = ("#4a7446", "#75614a") if not night else ("#18231f", "#14191a")
    leaves = "".join(
        stroke(
            f"M0-86q{math.cos(a) * 16:.0f} {math.sin(a) * 16 - 10:.0f} {math.cos(a) * 30:.0f} {math.sin(a) * 24:.0f}",
            leaf,
            6,
        )
        for a in [k * math.tau / 9 for k in range(9)]
    )
    return group(x, y, scale, path("M-4-86h7l3 88h-12z", trunk), leaves, oval(0, -86, 12, 11, leaf))


def banana(x: float, y: float, scale: float) -> Node:
    """A banana plant."""
    return group(
        x, y, scale,
        path("M-4-30h8l2 32h-12z", "#7d8f4f"),
        path("M0-28Q-34-58-40-34 -24-36 0-22z", "#6b9a4b"),
        path("M0-28Q34-62 42-36 24-38 0-22z", "#5f8d45"),
        path("M0-28Q-12-74-22-68 -16-50-2-24z", "#78a657"),
        path("M0-28Q14-78 22-70 16-48 2-24z", "#6b9a4b"),
    )  # fmt: skip


def house(x: float, y: float, scale: float, rng: random.Random, night: bool = False) -> Node:
    """A small house with its foot at (x, y)."""
    wall = rng.choice(["#d9c6a2", "#c9b48d", "#d5cfc0", "#b98d63"]) if not night else "#20262b"
    roof = rng.choice(["#9b4a3a", "#7b5a48", "#5f7683", "#a3603f"]) if not night else "#171c20"
    window = "#6d4c38" if not night else "#f2c46b"
    parts = [box(-33, -46, 66, 46, wall), path("M-44-44L0-76 44-44z", roof)]
    parts += [
        box(-8, -28, 17, 28, "#6d4c38" if not night else "#11151a"),
        box(15, -34, 12, 12, window),
    ]
    if rng.random() < 0.5:
        parts = [box(-28, -4, 5, 24, "#7b6248"), box(22, -4, 5, 24, "#7b6248"), *parts]
        return group(x, y - 20 * scale, scale, *parts)
    return group(x, y, scale, *parts)


def temple(x: float, y: float, scale: float) -> Node:
    """A village temple hall."""
    gold, red, white = "#d8a63c", "#a8452f", "#efe9d9"
    return group(
        x, y, scale,
        box(-36, -34, 72, 34, white),
        *[box(-30 + k * 16, -32, 4, 32, "#dccfae") for k in range(5)],
        box(-6, -24, 12, 24, "#8f3b2a"),
        path("M-52-32L0-62 52-32z", red), path("M-52-32L0-62 52-32 46-32 0-57-46-32z", gold),
        path("M-34-52L0-82 34-52z", red), path("M-34-52L0-82 34-52 28-52 0-76-28-52z", gold),
        path("M-2-82L0-100 2-82z", gold),
    )  # fmt: skip


def pole(x: float, y: float, height: float, colour: str = "#8d8f8c") -> Node:
    """A power pole with a cross-arm, foot at (x, y)."""
    top = y - height
    return box(x - 2.2, top, 4.4, height, colour) + box(x - 13, top + 8, 26, 3, colour)


def wires(x1: float, y1: float, x2: float, y2: float, sag: float, colour: str = "#4b4f50") -> Node:
    """Three wires between two pole tops."""
    return "".join(
        stroke(
            f"M{x1 + k * 9:.0f} {y1:.0f}Q{(x1 + x2) / 2:.0f} {max(y1, y2) + sag:.0f} {x2 + k * 9:.0f} {y2:.0f}",
            colour,
            1,
        )
        for k in (-1, 0, 1)
    )


def road(
    rng: random.Random, *, dirt: bool = False, night: bool = False, lines: bool = True
) -> Node:
    """A road running to the horizon; its far end lies a little left or right."""
    far = rng.uniform(-26, 26)
    shoulder, top = ("#b79e74", "#77797a") if not night else ("#2a2c2b", "#393d43")
    if dirt:
        shoulder, top = "#a98a5b", "#bd7a4c"
    left, right = 176 + far, 226 + far
    parts = [
        path(f"M{left - 6:.0f} 147H{right + 6:.0f}L458 300H-58z", shoulder),
        path(f"M{left:.0f} 147H{right:.0f}L424 300H-26z", top),
    ]
    if dirt:
        parts += [
            path(f"M{left + 14:.0f} 150L70 300H120L{left + 19:.0f} 150z", "#a5673d", 'opacity=".5"')
        ]
        parts += [
            path(
                f"M{right - 14:.0f} 150L330 300H282L{right - 19:.0f} 150z",
                "#a5673d",
                'opacity=".5"',
            )
        ]
    elif lines:
        for y1, y2 in [(152, 162), (174, 192), (210, 240), (264, 300)]:
            parts.append(_dash(far, y1, y2, "#e7e3d2" if not night else "#6d7072"))
    return "".join(parts)


def _dash(far: float, y1: float, y2: float, colour: str) -> Node:
    def middle(y: float) -> tuple[float, float]:
        t = (y - 147) / 153
        return 201 + far * (1 - t) - 2 * t, 1 + 7 * t

    (x1, w1), (x2, w2) = middle(y1), middle(y2)
    return path(f"M{x1 - w1:.1f} {y1}H{x1 + w1:.1f}L{x2 + w2:.1f} {y2}H{x2 - w2:.1f}z", colour)


def blob(x: float, y: float, rx: float, ry: float, fill: str, rng: random.Random) -> Node:
    """An uneven patch."""
    points = []
    for k in range(10):
        a = k * math.tau / 10
        r = rng.uniform(0.82, 1.14)
        points.append((x + math.cos(a) * rx * r, y + math.sin(a) * ry * r))
    d = f"M{(points[-1][0] + points[0][0]) / 2:.1f} {(points[-1][1] + points[0][1]) / 2:.1f}"
    for k, (px, py) in enumerate(points):
        nx, ny = points[(k + 1) % 10]
        d += f"Q{px:.1f} {py:.1f} {(px + nx) / 2:.1f} {(py + ny) / 2:.1f}"
    return path(d + "z", fill)


def cone(x: float, y: float, scale: float = 1.0) -> Node:
    """A traffic cone, foot at (x, y)."""
    return group(
        x, y, scale,
        box(-18, -4, 36, 5, "#b94f1d"), path("M-4-48h8l11 45h-30z", "#e8692c"),
        path("M-7-33h14l3 10h-20z", "#fff"), path("M-11-17h22l2 8h-26z", "#fff"),
    )  # fmt: skip


def tufts(rng: random.Random, count: int, top: float = 170, colour: str = "#7d9550") -> Node:
    """Grass on both sides of a road."""
    parts = []
    for _ in range(count):
        y = rng.uniform(top, 292)
        edge = 150 - (y - 147) * 1.25
        x = (
            rng.uniform(-4, max(4, edge))
            if rng.random() < 0.5
            else 400 - rng.uniform(-4, max(4, edge))
        )
        s = 0.4 + (y - 140) / 150
        parts.append(
            group(
                x,
                y,
                s,
                path("M-6 0Q-5-9-9-13-2-8-1-1 0-10 2-15 4-8 3-1 6-8 11-11 7-4 6 0z", colour),
            )
        )
    return "".join(parts)


def rain(rng: random.Random) -> Node:
    """Thin slanting rain."""
    d = ""
    for _ in range(60):
        x, y = rng.uniform(0, 410), rng.uniform(0, 290)
        d += f"M{x:.0f} {y:.0f}l-3 12"
    return stroke(d, "#e6edf0", 0.8, 'opacity=".55"')


def shaded(light: Light) -> Node:
    """The tint of the hour over everything."""
    if not light.shade_opacity:
        return ""
    return box(0, 0, 400, 300, light.shade, f'opacity="{light.shade_opacity}"')


def backdrop(
    light: Light, rng: random.Random, *, house_too: bool = True, hall: bool = False
) -> Node:
    """Sky, hills, and what stands along a village road."""
    night = light is NIGHT
    parts = [sky(light, rng), hills(light, rng)]
    for _ in range(rng.randint(1, 3)):
        parts.append(palm(rng.uniform(120, 300), 152, rng.uniform(0.25, 0.5), night))
    left, right = rng.uniform(40, 76), rng.uniform(312, 350)
    if rng.random() < 0.5:
        left, right = 400 - left, 400 - right
    if house_too:
        if (rng.random() < 0.25 or hall) and not night:
            parts.append(temple(right, 156, rng.uniform(0.75, 0.95)))
        else:
            parts.append(house(right, 152, rng.uniform(0.8, 1.05), rng, night))
    parts.append(tree(left, 160, rng.uniform(0.8, 1.15), rng, night))
    if rng.random() < 0.5 and not night:
        parts.append(banana(400 - left + rng.uniform(-20, 20), 172, rng.uniform(0.6, 0.9)))
    return "".join(parts)
