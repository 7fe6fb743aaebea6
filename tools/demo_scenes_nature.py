"""The demo's scenes of trees, grass, wires, animals and fire."""

# ruff: noqa: E501, PERF401 - drawings read better with a path to a line, shape by shape

from __future__ import annotations

import random
from collections.abc import Callable

from tools import demo_paint as p
from tools.demo_paint import Light, Node


def tree(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A tree across the road; afterwards sawn logs at the side."""
    parts = [p.backdrop(light, rng), p.road(rng), p.tufts(rng, 14)]
    if after:
        for x, y in [(330, 262), (352, 262), (341, 244), (372, 264), (361, 245)]:
            parts += [
                p.oval(x, y, 12, 12, "#6b5238"),
                p.oval(x, y, 8.5, 8.5, "#d3b07a"),
                p.oval(x, y, 4, 4, "#b58f5a"),
            ]
        for _ in range(10):
            parts.append(p.oval(rng.uniform(120, 290), rng.uniform(220, 290), 5, 1.8, "#8a9150"))
        return parts
    turn = -12 if number == 1 else 11
    crown = 1 if number == 1 else -1
    trunk = [
        p.path("M-150-9Q0-16 120-12L132 8Q0 12-152 14z", "#6b5238"),
        p.path("M-150-9L-152 14q-22 10-30-4 8-18 32-19z", "#54402b"),
        p.stroke("M-120-2Q0-6 100-3", "#7d6245", 3),
        p.stroke("M30-10l26-34M-20-12l-14-30", "#6b5238", 7),
    ]
    leaves = []
    for _ in range(17):
        leaves.append(
            p.oval(
                rng.uniform(70, 200),
                rng.uniform(-52, 40),
                rng.uniform(20, 36),
                rng.uniform(18, 30),
                rng.choice(["#4c7344", "#577f4a", "#44693d", "#618a50"]),
            )
        )
    body = (
        f'<g transform="translate(200 232) rotate({turn}) scale({crown * 1.0} 1)">'
        + "".join([*trunk, *leaves])
        + "</g>"
    )
    return [*parts, p.oval(200, 252, 170, 14, "#3f4038", 'opacity=".35"'), body]


def grass(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """Grass as high as a person along the road; afterwards mown."""
    parts = [p.backdrop(light, rng), p.road(rng)]
    if after:
        parts += [
            p.path("M0 176L150 152 10 300H0z", "#a9ba72"),
            p.path("M400 176L250 152 390 300H400z", "#a9ba72"),
        ]
        parts += [
            p.stroke(f"M{x} {y}l16-3", "#c3bd80", 2)
            for x, y in [(20, 210), (50, 190), (30, 240), (350, 200), (370, 230), (330, 190)]
        ]
        return parts
    for side in (0, 1):
        for _ in range(90):
            y = rng.uniform(170, 305)
            reach = max(14.0, 168 - (y - 150) * 1.02)
            x = rng.uniform(-10, reach)
            x = 400 - x if side else x
            h = (30 + (y - 150) * 0.55) * rng.uniform(0.7, 1.1)
            lean = rng.uniform(-12, 12)
            colour = rng.choice(["#6c8a3f", "#7d9a4a", "#5d7a38", "#93a957", "#a8ac63"])
            parts.append(
                p.path(
                    f"M{x - 5:.0f} {y:.0f}Q{x + lean * 0.3:.0f} {y - h * 0.6:.0f} {x + lean:.0f} {y - h:.0f}Q{x + lean * 0.6 + 5:.0f} {y - h * 0.4:.0f} {x + 5:.0f} {y:.0f}z",
                    colour,
                )
            )
    return parts


def wires(kind: str) -> Callable[[random.Random, bool, Light, int], list[Node]]:
    """Wires hanging low ("wires"), or a branch in them ("branch")."""

    def paint(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
        parts = [p.backdrop(light, rng), p.road(rng), p.tufts(rng, 10)]
        dark = "#3b3f40"
        parts += [p.pole(62, 270, 236), p.pole(316, 200, 136)]
        parts.append(p.wires(62, 44, 316, 74, 8, dark))
        if kind == "branch":
            return parts + _branch(rng, after)
        if after:
            return [
                *parts,
                p.stroke("M62 78Q190 100 316 96", "#22272a", 3.4),
                p.box(304, 92, 22, 9, "#22272a"),
            ]
        for k, sag in enumerate((196, 172, 226)):
            parts.append(
                p.stroke(f"M62 {84 + k * 5}Q{170 + k * 14} {sag} 316 {98 + k * 3}", "#22272a", 2.2)
            )
        parts.append(p.stroke("M62 100Q96 140 92 196q-2 30 14 40", "#22272a", 2.6))
        parts += [
            p.oval(60, 122, 18, 22, "none", 'stroke="#22272a" stroke-width="2.5"'),
            p.oval(62, 122, 13, 17, "none", 'stroke="#22272a" stroke-width="2"'),
        ]
        return parts

    return paint


def _branch(rng: random.Random, after: bool) -> list[Node]:
    trunk = [p.path("M372 300Q352 200 366 20L400 20V300z", "#6b5238")]
    greens = ["#4c7344", "#577f4a", "#44693d", "#618a50"]
    if after:
        crown = [
            p.oval(rng.uniform(356, 410), rng.uniform(-4, 70), 26, 22, rng.choice(greens))
            for _ in range(12)
        ]
        cut = [p.oval(358, 108, 8, 8, "#d3b07a"), p.oval(358, 108, 4, 4, "#b58f5a")]
        return [*trunk, *crown, *cut]
    limb = [
        p.stroke("M366 120Q270 84 150 66", "#6b5238", 10),
        p.stroke("M250 84Q210 60 196 38M220 76Q190 96 170 108", "#6b5238", 5),
    ]
    crown = [
        p.oval(
            rng.uniform(130, 400),
            rng.uniform(20, 112),
            rng.uniform(16, 27),
            rng.uniform(13, 22),
            rng.choice(greens),
        )
        for _ in range(26)
    ]
    spark = [
        p.path("M128 62l6-16 4 12 12-6-8 12 12 6-14 2 0 14-8-11-12 7 5-12-14-4z", "#ffd24a"),
        p.oval(135, 66, 4, 4, "#fff7d6"),
    ]
    return [*trunk, *limb, *crown, *spark]


def animals(kind: str) -> Callable[[random.Random, bool, Light, int], list[Node]]:
    """Stray dogs, or a cow on the road; there is no after-picture."""

    def paint(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
        parts = [p.backdrop(light, rng)]
        if kind == "cow":
            return [*parts, p.road(rng), p.tufts(rng, 14), _cow(206, 262, 1.15)]
        parts += [
            p.path("M0 160H400V300H0z", "#b5ab92"),
            p.path("M0 262Q200 250 400 262V300H0z", "#a39a83"),
        ]
        coats = ["#8c6239", "#3f3a36", "#c9a06b", "#a9a196"]
        rng.shuffle(coats)
        spots = (
            [(150, 262, 1.05), (292, 246, 0.85), (74, 232, 0.6)]
            if number == 1
            else [(210, 266, 1.2), (84, 238, 0.7), (320, 232, 0.55)]
        )
        for (x, y, s), coat in zip(sorted(spots, key=lambda spot: spot[2]), coats, strict=False):
            parts.append(_dog(x, y, s, coat, rng.random() < 0.5))
        return parts

    return paint


def _dog(x: float, y: float, s: float, coat: str, left: bool) -> Node:
    body = [
        p.oval(0, 2, 62, 7, "#5a5344", 'opacity=".35"'),
        p.path("M-46-52Q-10-62 34-54L40-46Q44-26 34-22 0-14-34-20-50-28-46-52z", coat),
        p.path("M-44-40l-6 42h11l7-30zM-30-30l2 32h10l4-30zM22-28l-2 30h10l6-32zM32-40l8 42h10l-6-40z", coat),
        p.path("M30-52Q36-76 50-84L54-94 62-84Q74-82 86-70 88-64 80-62 66-58 60-50L44-40z", coat),
        p.path("M50-84l4-14 10 14z", coat), p.stroke("M-44-48Q-66-60-62-82", coat, 8),
        p.oval(66, -76, 2.2, 2.2, "#1d1a18"), p.oval(85, -68, 3, 2.4, "#1d1a18"),
    ]  # fmt: skip
    flip = "scale(-1 1)" if left else ""
    return f'<g transform="translate({x:.0f} {y:.0f}) scale({s}) {flip}">' + "".join(body) + "</g>"


def _cow(x: float, y: float, s: float) -> Node:
    coat, dark = "#c98d57", "#a8703f"
    return p.group(
        x, y, s,
        p.oval(0, 2, 92, 8, "#3f4038", 'opacity=".35"'),
        p.path("M-62-48l-4 50h13l8-44zM-40-40l4 42h12l2-42zM30-40l0 42h12l6-42zM50-48l6 50h13l-2-52z", dark),
        p.path("M-72-78Q-20-92 20-88 34-104 52-86 70-84 72-60 66-38 40-34 0-28-50-34-76-44-72-78z", coat),
        p.path("M58-84Q66-104 84-108L112-96Q120-84 110-78 92-76 80-62z", coat),
        p.path("M104-98Q118-96 116-84 112-78 106-80z", "#e5c9a6"),
        p.stroke("M84-108q-4-14 8-20M94-108q8-10 18-10", "#e9e0cb", 4), p.oval(94, -98, 2.4, 2.4, "#221b15"),
        p.path("M80-104q-14-2-16 6 10 6 18 2z", dark), p.stroke("M-72-74Q-86-50-78-22", dark, 4), p.oval(-78, -18, 4, 7, "#4a3524"),
    )  # fmt: skip


def smoke(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """Burning stubble; afterwards black ground and a water hose."""
    parts = [p.backdrop(light, rng), p.path("M0 168H400V300H0z", "#c2b06f")]
    for _ in range(40):
        x, y = rng.uniform(0, 400), rng.uniform(180, 298)
        parts.append(p.stroke(f"M{x:.0f} {y:.0f}l-2-10M{x + 4:.0f} {y:.0f}l3-9", "#a18f52", 1.6))
    if after:
        parts += [
            p.blob(210, 236, 120, 34, "#4a443a", rng),
            p.blob(200, 236, 84, 20, "#37332c", rng),
        ]
        parts += [
            p.stroke("M0 290Q80 250 150 268T260 262", "#c8553d", 6),
            p.path("M256 256l22-4 2 8-22 6z", "#d8d4c8"),
        ]
        return [
            *parts,
            p.stroke("M284 254q30-18 54-6M284 258q30-8 50 8", "#cfe4ea", 3, 'opacity=".9"'),
        ]
    return parts + _fire(rng)


def _fire(rng: random.Random) -> list[Node]:
    parts = [p.blob(210, 246, 110, 24, "#5a4c35", rng)]
    for left in range(126, 300, 22):
        h = rng.uniform(26, 48)
        parts += [
            p.path(
                f"M{left - 11} 250Q{left - 12} {250 - h * 0.5:.0f} {left} {250 - h:.0f}Q{left + 12} {250 - h * 0.5:.0f} {left + 11} 250z",
                "#e8692c",
            ),
            p.path(
                f"M{left - 6} 250Q{left - 5} {250 - h * 0.3:.0f} {left} {250 - h * 0.6:.0f}Q{left + 6} {250 - h * 0.3:.0f} {left + 6} 250z",
                "#ffc94d",
            ),
        ]
    x, y = 210.0, 206.0
    for k in range(15):
        r = 20 + k * 3.1
        parts.append(
            p.oval(
                x + rng.uniform(-26, 26),
                y,
                r * 1.25,
                r,
                rng.choice(["#8d9092", "#a3a6a6", "#7a7d80"]),
                'opacity=".62"',
            )
        )
        x, y = x + rng.uniform(2, 13), y - 13.5
    return parts
