"""The demo's scenes of buildings and playgrounds, each before and after the work."""

from __future__ import annotations

import random

from tools import demo_paint as p
from tools.demo_paint import Light, Node


def playground(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A swing with a broken chain; afterwards mended."""
    parts = [
        p.backdrop(light, rng),
        p.path("M0 176H400V300H0z", "#cdb583"),
        p.path("M230 190l70 80h-24l-60-72z", "#d1a02f"),
        p.box(216, 132, 8, 150, "#3d6f8f"),
        p.box(196, 150, 30, 6, "#3d6f8f"),
    ]
    frame = "#c8553d" if not after else "#2f7f8c"
    parts += [
        p.stroke("M60 268L88 104 116 268M180 268L152 268", frame, 7),
        p.stroke("M88 106H330", frame, 8),
        p.stroke("M302 268L330 104 358 268", frame, 7),
    ]
    chain = "#6b6f70"
    parts += [p.stroke("M124 108V220M164 108V220", chain, 2.4), p.box(118, 218, 52, 8, "#7b5638")]
    if after:
        return [
            *parts,
            p.stroke("M252 108V220M292 108V220", chain, 2.4),
            p.box(246, 218, 52, 8, "#7b5638"),
        ]
    return [
        *parts,
        p.stroke("M252 108V214", chain, 2.4),
        p.group(252, 214, 1, p.box(-4, 0, 52, 8, "#7b5638"), turn=58),
        p.stroke("M292 108v44l5 8", chain, 2.4),
    ]


def shelter(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A bus shelter with its roof torn; afterwards new tiles."""
    parts = [
        p.backdrop(light, rng, house_too=False),
        p.path("M0 246Q200 236 400 246V300H0z", "#77797a"),
        p.path("M0 242Q200 232 400 242V250Q200 240 0 250z", "#b79e74"),
    ]
    wood = "#8d6d46"
    parts += [
        p.box(112, 146, 9, 98, wood),
        p.box(280, 146, 9, 98, wood),
        p.box(120, 176, 162, 40, "#d9cfba"),
        p.box(116, 206, 170, 9, "#6d4c38"),
        p.box(130, 214, 7, 30, "#6d4c38"),
        p.box(264, 214, 7, 30, "#6d4c38"),
    ]
    parts.append(p.path("M84 150L120 96H280L316 150z", "#9b4a3a" if not after else "#3f7f8f"))
    parts += [
        p.stroke(f"M{x} 148L{x * 0.8 + 40:.0f} 98", "#843c2e" if not after else "#356d7b", 2)
        for x in range(104, 316, 20)
    ]
    if after:
        return [
            *parts,
            p.stroke("M330 244L352 110M346 244L368 110", "#b9a04f", 3),
            *[p.stroke(f"M{333 + k * 4} {226 - k * 24}h15", "#b9a04f", 3) for k in range(5)],
        ]
    sheet = p.path("M-26-16L24-20 30 14-22 18z", "#a5a9a8")
    return [
        *parts,
        p.path("M196 96l46 0 20 54-52 0-20-26z", light.sky_low),
        p.stroke("M214 96l14 54M190 124l66 8", wood, 4),
        p.group(262, 166, 1, sheet, turn=62),
        p.group(66, 250, 1.1, sheet, turn=-14),
        p.group(334, 262, 0.9, sheet, turn=20),
    ]


def roof(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A house that lost its roof in a storm; afterwards roofed again."""
    parts = [
        p.backdrop(light, rng, house_too=False),
        p.path("M0 236Q200 226 400 236V300H0z", "#b09a6c"),
    ]
    parts += [
        p.box(96, 142, 210, 100, "#c9b48d"),
        p.box(176, 180, 40, 62, "#6d4c38"),
        p.box(118, 168, 36, 32, "#5b7f8c"),
        p.box(246, 168, 36, 32, "#5b7f8c"),
    ]
    if after:
        parts += [
            p.path("M70 146L201 64 332 146z", "#5f7683"),
            *[p.stroke(f"M{x} 144L201 68", "#526773", 2) for x in range(90, 330, 24)],
        ]
        return [*parts, p.banana(360, 262, 1.1)]
    beams = "#7b5638"
    parts += [
        p.stroke("M80 146L201 70 322 146M120 146L201 70 282 146M201 70V146", beams, 6),
        p.path("M70 146L128 110 146 146z", "#5f7683"),
    ]
    for x, y, turn in [(56, 262, -12), (330, 250, 24), (250, 274, -6), (366, 206, 50)]:
        parts.append(
            p.group(
                x,
                y,
                1,
                p.path("M-34-12L30-16 38 10-28 14z", "#5f7683"),
                p.stroke("M-20-10l6 22M0-12l6 22M18-13l6 22", "#526773", 2),
                turn=turn,
            )
        )
    return parts


def party(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """Loudspeakers and lights at night; there is no after-picture."""
    parts = [
        p.backdrop(p.NIGHT, rng),
        p.path("M0 196H400V300H0z", "#2b2f36"),
        p.path("M92 128L200 84 308 128z", "#7b3d6b"),
        p.box(98, 128, 6, 108, "#8a8f94"),
        p.box(296, 128, 6, 108, "#8a8f94"),
    ]
    colours = ["#ffd24a", "#ff7f6b", "#7fd0ff", "#9be88a"]
    for k in range(13):
        parts += [
            p.oval(92 + k * 18, 133 + (k % 2) * 5, 4, 4, colours[k % 4]),
            p.oval(92 + k * 18, 133 + (k % 2) * 5, 9, 9, colours[k % 4], 'opacity=".25"'),
        ]
    parts += [_loudspeaker(38), _loudspeaker(318)]
    for x in (150, 200, 250):
        parts += [
            p.oval(x, 196, 9, 10, "#c99a72"),
            p.path(
                f"M{x - 14} 206q14-8 28 0l4 42h-36z",
                rng.choice(["#3d6f8f", "#c8553d", "#d1a02f", "#5f8d45"]),
            ),
        ]
    for r in (16, 28, 40):
        parts += [
            p.stroke(
                f"M{90 + r * 0.4:.0f} {204 - r}q{r * 0.7:.0f} {r} 0 {2 * r}",
                "#e8ead8",
                2.4,
                'opacity=".6"',
            )
        ]
    return parts


def _loudspeaker(x: float) -> Node:
    return p.group(
        x, 154, 1,
        p.box(0, 0, 46, 100, "#14171b"),
        p.oval(23, 28, 15, 15, "#3a4047"), p.oval(23, 28, 6, 6, "#59626b"),
        p.oval(23, 72, 18, 18, "#3a4047"), p.oval(23, 72, 7, 7, "#59626b"),
    )  # fmt: skip
