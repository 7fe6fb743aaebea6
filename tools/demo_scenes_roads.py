"""The demo's scenes of roads, bridges, signs and lamps, each before and after the work."""

# ruff: noqa: E501 - drawings read better with a path to a line, shape by shape

from __future__ import annotations

import random

from tools import demo_paint as p
from tools.demo_paint import Light, Node


def pothole(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A hole in an asphalt road; afterwards a patch and a cone."""
    parts = [p.backdrop(light, rng, hall=number == 1), p.road(rng), p.tufts(rng, 14)]
    x, y, s = rng.uniform(150, 236), rng.uniform(222, 248), rng.uniform(0.85, 1.15)
    if after:
        w = 66 * s
        patch = f"M{x - w * 0.75:.0f} {y - 24}H{x + w * 0.75:.0f}L{x + w * 1.15:.0f} {y + 26}H{x - w * 1.15:.0f}z"
        parts += [p.path(patch, "#4b4d4f", 'stroke="#3d3f41" stroke-width="3"')]
        parts += [p.cone(x + w * 1.45, y + 22, 0.9)]
        return parts
    parts += [
        p.blob(x, y, 66 * s, 21 * s, "#55534f", rng),
        p.blob(x, y + 2, 52 * s, 15 * s, "#7d6b4f", rng),
    ]
    water = "#9fb4ba" if number % 2 else "#b5a27c"
    parts += [p.blob(x - 3, y + 4, 33 * s, 8 * s, water, rng)]
    for _ in range(4):
        dx, dy = rng.choice([-1, 1]) * rng.uniform(66, 84), rng.uniform(-16, 18)
        parts.append(
            p.stroke(
                f"M{x + dx * s * 0.8:.0f} {y + dy:.0f}l{dx * 0.3:.0f} {dy * 0.5:.0f}",
                "#55534f",
                2.4,
            )
        )
    return parts


def laterite(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A red dirt road in ruts; afterwards graded, with a drain at its side."""
    parts = [
        p.backdrop(light, rng, house_too=number != 2),
        p.road(rng, dirt=True),
        p.tufts(rng, 18),
    ]
    if after:
        parts += [p.path("M206 150L388 300H420L216 150z", "#8c5f3a"), p.cone(74, 268, 0.8)]
        for y in (180, 206, 238, 276):
            parts.append(
                p.stroke(
                    f"M{190 - (y - 147) * 0.9:.0f} {y}Q200 {y - 4} {214 + (y - 147) * 0.8:.0f} {y}",
                    "#b0703f",
                    1.2,
                    'opacity=".6"',
                )
            )
        return parts
    for x1, x2, w in [(192, 128, 26), (212, 276, 30)]:
        parts.append(
            p.path(
                f"M{x1} 156Q{x2 + 18} 214 {x2 - w} 300H{x2 + w}Q{x2 + 36} 220 {x1 + 5} 156z",
                "#7d4a2b",
            )
        )
        parts.append(p.blob(x2, 268, w * 0.8, 12, "#c39a77", rng))
        parts.append(p.blob(x2 + 4, 269, w * 0.5, 6, "#d9c2a6", rng))
    for _ in range(9):
        parts.append(
            p.oval(rng.uniform(90, 320), rng.uniform(196, 290), rng.uniform(3, 7), 3, "#94562f")
        )
    return parts


def footpath(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A broken pavement; afterwards even slabs."""
    parts = [
        p.backdrop(light, rng),
        p.box(0, 166, 400, 134, "#7b7c7b"),
        p.path("M0 186L400 166V252L0 292z", "#bdb6a8"),
    ]
    parts.append(p.path("M0 292L400 252V262L0 304z", "#8f897d"))
    for k in range(11):
        x = k * 40 - 8
        parts.append(
            p.stroke(f"M{x} {186 - x * 0.05:.0f}L{x + 16} {292 - x * 0.1:.0f}", "#9c9587", 2)
        )
    parts.append(p.stroke("M0 222L400 196M0 256L400 224", "#9c9587", 2))
    if after:
        return [
            *parts,
            p.path("M120 214L236 204 246 240 130 252z", "#d8d3c6"),
            p.cone(316, 262, 0.8),
        ]
    for x, y, turn in [(132, 222, -14), (182, 232, 9), (222, 214, -22), (160, 252, 18)]:
        parts.append(p.oval(x, y + 6, 26, 9, "#5e5448"))
        parts.append(
            p.group(
                x,
                y,
                1,
                p.path("M-22-7L16-11 24 6-16 11z", "#cfc8b9"),
                p.path("M-16 11L24 6 24 10-16 15z", "#8f897d"),
                turn=turn,
            )
        )
    return parts


def rail(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A bridge over the canal with a broken railing; afterwards a new one, striped."""
    parts = [
        p.backdrop(light, rng),
        p.path("M0 168H400V214H0z", "#8fb3bd"),
        p.stroke("M20 184h60M150 196h70M280 182h80M330 202h40", "#b6d0d5", 3),
    ]
    parts += [
        p.path("M-20 236L420 206V300H-20z", "#8a8883"),
        p.path("M-20 228L420 198V208L-20 240z", "#a7a49c"),
    ]
    posts = range(8)
    for k in posts:
        x, y = 18 + k * 54, 228 - k * 3.7
        gone = not after and k in (3, 4)
        if gone:
            parts.append(p.path(f"M{x} {y}l4-14 6 2-1 13z", "#c9c4b6"))
            parts.append(p.stroke(f"M{x + 4} {y - 12}q8-8 {6 + k} -18", "#6e4a3a", 2))
            continue
        parts.append(p.box(x, y - 52, 10, 54, "#d9d4c6"))
        if after:
            parts += [p.box(x, y - 44, 10, 10, "#d2452f"), p.box(x, y - 22, 10, 10, "#d2452f")]
    spans = [(0, 420)] if after else [(0, 160), (250, 420)]
    for a, b in spans:
        for up in (46, 28):
            parts.append(
                p.stroke(
                    f"M{a} {230 - a * 0.068 - up:.0f}L{b} {230 - b * 0.068 - up:.0f}",
                    "#e3dfd3" if after else "#b9b4a6",
                    7,
                )
            )
    if not after:
        parts.append(p.stroke("M160 190l26 40M250 186l-10 26", "#b9b4a6", 6))
        parts.append(p.stroke("M158 204L254 196", "#d2452f", 2.5, 'stroke-dasharray="9 7"'))
    return parts


def sign(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A curve sign that leans; afterwards upright, with a mirror."""
    parts = [p.backdrop(light, rng, house_too=False), p.road(rng), p.tufts(rng, 22)]
    plate = [p.box(-3, -118, 6, 122, "#a9adab"), p.path("M0-158L36-122 0-86-36-122z", "#f0b429", 'stroke="#222" stroke-width="4"'),
             p.stroke("M6-104v-14q0-10-12-12l4-8", "#222", 6)]  # fmt: skip
    if after:
        mirror = [
            p.box(-3, -120, 6, 124, "#e0762b"),
            p.oval(0, -128, 25, 25, "#e0762b"),
            p.oval(0, -128, 20, 20, "#cfe3ec"),
            p.path("M-14-120q14-10 28 0l-4 8h-20z", "#86a95a"),
        ]
        return [*parts, p.group(336, 262, 1.0, *plate), p.group(66, 258, 0.9, *mirror)]
    return [
        *parts,
        p.group(332, 268, 1.0, *plate, turn=-38),
        p.oval(332, 270, 24, 6, "#7a6a4c"),
        p.tufts(rng, 10),
    ]


def lamp(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A street lamp at night, dark; afterwards lit."""
    right = number % 2 == 1
    parts = [
        p.backdrop(p.NIGHT, rng),
        p.road(rng, night=True),
    ]
    x, side = (308.0, -1) if right else (92.0, 1)
    y, top = 250.0, rng.uniform(74, 88)
    head = x + side * 78
    if after:
        parts += [
            p.fade("pool", "#ffe7a3", "#ffe7a3", glow=True, clear=0),
            p.oval(head, 236, 150, 46, "url(#pool)", 'opacity=".55"'),
        ]
        parts += [
            p.path(
                f"M{head - 16} {top + 18}L{head - 96} 246H{head + 96}L{head + 16} {top + 18}z",
                "#ffe9ac",
                'opacity=".16"',
            )
        ]
    steel = "#7a838c" if not after else "#9aa2a8"
    parts += [
        p.box(x - 4, top, 8, y - top, steel),
        p.stroke(f"M{x} {top + 4}q{side * 40} -18 {side * 76} 4", steel, 6),
    ]
    parts.append(p.path(f"M{head - 18} {top + 4}h36l5 13h-46z", "#5b646d"))
    if after:
        parts += [
            p.oval(head, top + 18, 19, 5, "#fff6d8"),
            p.oval(head, top + 20, 46, 40, "url(#pool)", 'opacity=".8"'),
        ]
    for k in range(2):
        parts.append(p.box(x - side * (70 + k * 40) - 2, 140 - k * 4, 3, 34, "#262d33"))
    if number == 2:
        parts += [p.box(x - 14, 190, 28, 20, "#566069"), p.box(x - 11, 193, 22, 3, "#3f474e")]
    return parts
